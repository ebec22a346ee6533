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
_SUBJECT = (
    "Computer Science|Mathematics|Statistics|Physics|Quantum Physics|Condensed Matter|Quantitative Biology"
    "|Quantitative Finance|Economics|Electrical Engineering and Systems Science"
)
PAGE = regex(rf"^(?:\[Submitted on |View PDF|(?:{_SUBJECT}) > [A-Z])", re.MULTILINE)
_IS_ID = regex(r"arXiv:\d{4}\.\d{4,5}(?:v\d+)?\s*(?:[(\[][\w.-]+[)\]])?\s*$")
_OF_NO_USE = regex(
    rf"(?:(?:{_SUBJECT}) > [A-Z].*|View PDF.*|HTML \(experimental\)|TeX Source|Other Formats|view license"
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

_HEADING = regex(r"(#{1,6}) +([A-Za-z][\w ;-]*?):?\s*$")
HEADING = regex(r"^#{1,6} +[A-Za-z][\w ;-]*?:?[ \t]*\n\s*[^\s#]", re.MULTILINE)
_LINK = regex(r"^(\s*[-*•] )\[[^\]]*\]\((\S+)\)\s*$")
_FIELD = regex(r"[*_`]*([A-Za-z][\w ]*)[*_`]*\s*:(?:[*_`]*\s|$)")
_LONG = ("summary", "tldr")


def without_headings(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Makes a field of a heading that has the name of one, with the text or the list below it.

    A text below another heading is no part of the entry.
    """
    is_page = False
    for number, line in enumerate(lines):
        found = _HEADING.match(line)
        if not found:
            continue
        rest = range(number + 1, len(lines))
        last = next((n for n in rest if lines[n][:1] == "#" or _is_field(lines[n], names)), len(lines))
        below = [n for n in range(number + 1, last) if lines[n].strip()]
        name = meant_name(found[2].lower(), names)
        is_new = bool(name) and not any(other.startswith(f"{name}:") for other in lines)
        if is_new and below and (fault := _under_heading(lines, number, below, name)):
            is_page = True
            yield fault
        elif is_page and not name and below and len(found[1]) > 1 and not lines[below[0]][:1].isspace():
            lines[number:last] = [""] * (last - number)
            message = "this heading of Markdown and what is below it are no part of the entry"
            yield Fault(number, 0, message, f"delete lines {number + 1} to {below[-1] + 1}", "pasted")


def _is_field(line: str, names: Collection[str]) -> bool:
    found = _FIELD.match(line)
    return found is not None and bool(meant_name(found[1], names))


def _under_heading(lines: list[str], number: int, below: list[int], name: str) -> Fault | None:
    """Puts what is below a heading into the field of that name; None if it belongs to the field above."""
    message = "this is a heading of Markdown, which YAML reads as a comment"
    texts = [lines[n].strip() for n in below]
    if all(re.match(r"[-*•] ", text) for text in texts):
        above = next((line for line in reversed(lines[:number]) if line.strip()), "")
        if SHAPES[name] not in ("list", "groups") or re.match(r"\s*-|[\w-]+:\s*$", above):
            return None
        lines[number] = f"{name}:"
        for n in below:
            lines[n] = _LINK.sub(r"\1\2", lines[n])
        return Fault(number, 0, message, f"write `{name}:` in its place")
    if lines[below[0]][:1].isspace():
        return None
    value = " ".join(texts)
    lines[number] = field_line(name, value)
    for n in below:
        lines[n] = ""
    if name in _LONG:
        lines[number] = f"{name}: {quoted(value)}"
        return Fault(
            number, 0, message, f"write `{name}: >-` in its place, and indent each line of the text below by two spaces"
        )
    return Fault(number, 0, message, write(lines[number]))


# --- Comments of JavaScript ---

SLASHES = regex(r"^//+[ \t]*\S", re.MULTILINE)


def without_slashes(lines: list[str], _: Collection[str] = ()) -> Iterator[Fault]:
    """Makes comments of YAML of lines that begin with `//`."""
    for number, line in enumerate(lines):
        found = re.match(r"\s*//+\s*(\S.*)$", line)
        if found:
            lines[number] = f"# {found[1]}"
            yield Fault(number, 0, "a comment begins with '#'", write(lines[number]))
