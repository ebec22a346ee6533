"""A problem in a catalogue, and its output formats: for a terminal, for GitHub and for programs."""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal

from .patterns import regex

_LAST = 1000
_MOST_ROWS = 1000
_WIDEST_CELL = 400
_CALL = regex(r"(?<!&)(?:@(?=\w)|#(?=\d))")  # html.escape makes such as &#38;
_NO_CALL = "\\g<0>\u200b"
_MARKDOWN = {ord(mark): f"&#{ord(mark)};" for mark in "\\`*_[]|~@"}

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """What is wrong, and where. Lines and columns count from 1, columns in characters.

    >>> Problem("tags.yml", 4, 1, "bad-key", "error", "'Big Ben' is not a key").is_error
    True
    """

    path: str
    line: int
    column: int
    rule: str
    severity: Severity
    message: str
    hint: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


_READING = frozenset({"yaml-syntax", "empty-value", "escape", "unknown-field"})
# The rules that report a file, or a part of it, that cannot be read. What follows from it comes after it.
_UNREAD = frozenset(
    {
        "unreadable",
        "not-utf8",
        "too-large",
        "merge-conflict",
        "yaml-syntax",
        "many-documents",
        "pasted",
        "empty-file",
        "not-a-mapping",
        "too-deep",
        "anchor-bomb",
        "control-character",
        "symlink",
        "missing-file",
    }
)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once: what cannot be read first, vocabularies before entries, then by file and line."""

    def order(problem: Problem) -> tuple[int, Problem]:
        return problem.path.count("/") if problem.rule in _UNREAD else _LAST, problem

    return sorted(set(problems), key=order)


_FIELD = regex(r"write (?:formulas in single quotes: )?([a-z_-]+): ")


def with_one_advice(problems: Iterable[Problem]) -> list[Problem]:
    """The problems. Of two on one line, that it is not YAML gets the hint of the other, which has read the value.

    >>> first = Problem("a.yml", 1, 5, "yaml-syntax", "error", "no colon", "write date: 5 June 2020")
    >>> other = Problem("a.yml", 1, 7, "bad-date", "error", "not a date", "write date: 2020-06-05")
    >>> [problem.hint for problem in with_one_advice([first, other])]
    ['write date: 2020-06-05', 'write date: 2020-06-05']
    """
    problems = [*problems]
    last = {
        (p.path, p.line, found[1]): p.hint
        for p in problems
        if p.rule not in _READING and (found := _FIELD.match(p.hint))
    }
    return [
        replace(p, hint=last.get((p.path, p.line, found[1]), p.hint))
        if p.rule in _READING and (found := _FIELD.match(p.hint)) and "in place of" not in p.hint
        else p
        for p in problems
    ]


def as_text(problems: Iterable[Problem]) -> str:
    """One line per problem, `file:line:col: severity: message [rule]`, and its hint indented below.

    >>> problem = Problem("tags.yml", 4, 1, "empty-value", "error", "'stone' is empty", "remove the line")
    >>> print(as_text([problem]))
    tags.yml:4:1: error: 'stone' is empty [empty-value]
      remove the line
    """
    lines = []
    for p in problems:
        lines.append(_one_line(f"{p.path}:{p.line}:{p.column}: {p.severity}: {p.message} [{p.rule}]"))
        if p.hint:
            lines.append("  " + _one_line(p.hint))
    return "\n".join(lines)


def _one_line(text: str) -> str:
    """The text with control characters escaped, so that a value from a file cannot add lines to the output."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands: GitHub shows a problem on its line of a pull request.

    It shows the first ten errors and the first ten warnings of a step. So the first problem of each kind comes before
    others of the same kind. Escapes are those of https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    """
    return "\n".join(
        f"::{p.severity} file={_escape(p.path, property=True)},line={p.line},col={p.column},"
        f"title={_escape(p.rule, property=True)}::{_escape(p.message + (chr(10) + p.hint if p.hint else ''))}"
        for p in _most_useful_first(problems)
    )


def _most_useful_first(problems: Iterable[Problem]) -> list[Problem]:
    """Errors before warnings, and for each in turn: the first problem of each message, the second one, and so on."""
    seen: Counter[tuple[str, str]] = Counter()
    ranked = []
    for problem in problems:
        kind = (problem.rule, problem.message)
        ranked.append((not problem.is_error, 0 if problem.rule in _UNREAD else seen[kind], problem))
        seen[kind] += 1
    return [problem for *_, problem in sorted(ranked, key=lambda rank: rank[:2])]


def as_summary(problems: Sequence[Problem]) -> str:
    """A table in Markdown of all problems, for the summary page of a workflow's run.

    GitHub refuses a summary of more than 1 MiB, so of very many problems the last ones are counted only.
    """
    rows = [f"### {counted(problems)}", "", "| Where | Problem | What to do |", "| --- | --- | --- |"]
    for p in problems[:_MOST_ROWS]:
        rows.append(f"| {cell(f'{p.path}:{p.line}:{p.column}')} | {p.severity}: {cell(p.message)} | {cell(p.hint)} |")
    if len(problems) > _MOST_ROWS:
        rows += ["", f"And {len(problems) - _MOST_ROWS:,} more."]
    return "\n".join(rows) + "\n"


def cell(text: str) -> str:
    """The text in a cell of a table in Markdown, with every character as it is.

    GitHub looks for names and numbers of issues in the text that is shown. So `@` and `#` get a space without width.
    """
    return _CALL.sub(_NO_CALL, html.escape(_one_line(text[:_WIDEST_CELL]), quote=False)).translate(_MARKDOWN)


def _escape(text: str, *, property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property else text


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array with one object for each problem."""
    return json.dumps([asdict(p) for p in problems], indent=2, ensure_ascii=False)


def counted(problems: Iterable[Problem]) -> str:
    """A summary such as `2 errors, 1 warning`, or `no problems`."""
    severities = [p.severity for p in problems]
    parts = [
        f"{count} {name}{'s' if count > 1 else ''}"
        for name in ("error", "warning")
        if (count := severities.count(name))
    ]
    return ", ".join(parts) or "no problems"
