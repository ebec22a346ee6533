"""What people paste into an entry: the page of a paper at arXiv, headings of Markdown, comments of other languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..patterns import regex
from .hints import Fault, quoted, write
from .lines import field_line
from .names import SHAPES, meant_name

# --- The page of a paper at arXiv ---

# Whether a text may be such a page: no entry has one of these lines.
PAGE = regex(r"^(?:\[Submitted on |View PDF|[A-Z][A-Za-z &-]+ > [A-Z])", re.MULTILINE)
_IS_ID = regex(r"arXiv:\d{4}\.\d{4,5}(?:v\d+)?\s*(?:[(\[][\w.-]+[)\]])?\s*$")
_OF_NO_USE = regex(
    r"(?:[A-Z][A-Za-z &-]+ > [A-Z][A-Za-z &-]+|View PDF.*|HTML \(experimental\)|TeX Source|Other Formats|view license"
    r"|Access Paper:?|Focus to learn more|\(or arXiv:.*|Submission history|From: .*\[view email\].*|\[v\d+\] .*"
    r"|arXiv:\d{4}\.\S+ .*|\[Submitted on .*|(?:Title|Authors|Abstract):.*"
    r"|(?:Comments|Cite as|Report number|ACM classes|MSC classes|Journal reference):\s.*|.*via DataCite.*)\s*$"
)
_FIELD_OF = {"Title": "title", "Abstract": "summary"}
_LABEL = regex(r"(Title|Abstract):\s*(\S.*)$")


def without_page(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Makes fields of the lines of a page, and removes those of which an entry has no use."""
    used = {found[1] for line in lines if (found := re.match(r"([a-z_]+):\s", line))}
    useless = []
    for number, line in enumerate(lines):
        if _IS_ID.match(line) and "arxiv" not in used:
            lines[number] = f"arxiv: {quoted(line.strip())}"  # which another rule reports
        elif line.startswith("[Submitted on ") and "date" not in used:
            lines[number] = f"date: {quoted(line.strip())}"
        elif line.startswith("Authors:") and "authors" not in used:
            lines[number] = re.sub(r"^Authors:\s*", "authors: ", line)
        elif (found := _LABEL.match(line)) and _FIELD_OF[found[1]] not in used:
            yield _labelled(lines, number, found)
        elif _OF_NO_USE.match(line):
            useless.append(number)
            lines[number] = ""
    if useless:
        hint = "delete this line"
        if len(useless) > 1:
            *others, last = (str(number + 1) for number in useless[1:])
            hint += f", and line{'s' if others else ''} {' and '.join([', '.join(others)] * bool(others) + [last])}"
        yield Fault(useless[0], 0, "this line is from the page at arXiv, not part of the entry", hint, "pasted")


def _labelled(lines: list[str], number: int, found: re.Match[str]) -> Fault:
    """The fault of the title or the abstract, whose label has no space after it on many pages."""
    if found[1] == "Title":
        lines[number] = field_line("title", found[2].strip())
        message = "this line is from the page at arXiv"
        return Fault(number, 0, message, write(lines[number]), "pasted")
    lines[number] = f"summary: {quoted(found[2].strip())}"
    hint = "write `summary: >-`, and on the lines below, indented by two spaces, what the paper says in your own words"
    return Fault(number, 0, "this is the abstract, which an entry cannot have", hint, "pasted")


# --- Headings of Markdown ---

_HEADING = regex(r"#{2,6} +([A-Za-z][\w ;-]*?):?\s*$")
HEADING = regex(r"^#{2,6} +[A-Za-z][\w ;-]*?:?\s*\n\s*[^\s#]", re.MULTILINE)
_LINK = regex(r"^(\s*[-*•] )\[[^\]]*\]\((\S+)\)\s*$")
_FIELD = regex(r"[*_`]*[A-Za-z][\w ]*[*_`]*\s*:(?:[*_`]*\s|$)")


def without_headings(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Makes a field of a heading that has the name of one, with the text or the list below it."""
    for number, line in enumerate(lines):
        found = _HEADING.match(line)
        name = meant_name(found[1].lower(), names) if found else ""
        if not name or any(other.startswith(f"{name}:") for other in lines):
            continue
        rest = range(number + 1, len(lines))
        last = next((n for n in rest if lines[n][:1] == "#" or _FIELD.match(lines[n])), len(lines))
        below = [one.strip() for one in lines[number + 1 : last] if one.strip()]
        are_items = bool(below) and all(re.match(r"[-*•] ", one) for one in below)
        message = "this is a heading of Markdown, which YAML reads as a comment"
        if are_items and SHAPES[name] in ("list", "groups"):
            lines[number] = f"{name}:"
            lines[number + 1 : last] = [_LINK.sub(r"\1\2", one) for one in lines[number + 1 : last]]
            yield Fault(number, 0, message, f"write `{name}:` in its place")
        elif below and SHAPES[name] == "text" and not are_items:
            lines[number] = f"{name}: {quoted(' '.join(below))}"
            lines[number + 1 : last] = [""] * (last - number - 1)
            hint = f"write `{name}: >-` in its place, and indent each line of the text below by two spaces"
            yield Fault(number, 0, message, hint)


# --- Comments of JavaScript ---

SLASHES = regex(r"^//+[ \t]*\S", re.MULTILINE)


def without_slashes(lines: list[str], _: Collection[str] = ()) -> Iterator[Fault]:
    """Makes comments of YAML of lines that begin with `//`."""
    for number, line in enumerate(lines):
        found = re.match(r"\s*//+\s*(\S.*)$", line)
        if found:
            lines[number] = f"# {found[1]}"
            yield Fault(number, 0, "a comment begins with '#'", write(lines[number]))
