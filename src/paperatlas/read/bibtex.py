"""Lines that BibTeX left in an entry: each is answered with the line to write, and read as if it were written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..patterns import regex
from .hints import Fault, lines_of, write
from .lines import as_item, field_line, is_group, plain_text
from .names import SHAPES, meant_name

# Whether a text may hold such lines: most do not, and are not searched further.
BIBTEX = regex(
    r"^[ \t]*(?:@\w+[ \t]*[{(]|[\"']?[A-Za-z][\w -]*[\"']?[ \t]*"
    r"(?:=[ \t]*[{\"]|:[ \t]*\{(?![ \t]*(?:[}\n]|[\"']?[a-z_-]+[\"']?:[ \t]))))",
    re.MULTILINE,
)
_BEGIN = regex(r"\s*@\w+\s*[{(]\s*[^,={}]*,?\s*$")
_FIELD = regex(r"(?P<indent>\s*)([\"']?)(?P<name>[A-Za-z][\w -]*?)\2\s*(?P<sign>[:=])\s*(?P<value>\S.*)$")
_MOST_LINES = 50  # of one value
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What an entry says elsewhere, or not at all.
_NOT_KEPT = regex(
    "abstract|address|archiveprefix|bibsource|biburl|edition|editor|howpublished|isbn|issn|key|language|location|month"
    "|note|number|organization|pages|publisher|school|series|timestamp|type|volume"
)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    count: int  # the lines that the value takes
    name: str
    value: str
    column: int
    is_bibtex: bool  # not only braces around a value


def without_bibtex(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Writes the lines as an entry has them, and reports each."""
    begins = [number for number, line in enumerate(lines) if _BEGIN.match(line)]
    for number in begins:
        lines[number] = ""
        hint = "delete this line, and the } after the last field"
        yield Fault(number, 0, "this is BibTeX, and an entry is YAML", hint)
    if begins:
        closing = [number for number, line in enumerate(lines) if re.fullmatch(r"\s*[})]\s*,?\s*", line)]
        for number in closing[: len(begins)]:
            lines[number] = ""
    found = list(_fields(lines, names, is_inside=bool(begins)))
    of_bibtex = {line.name.lower(): plain_text(line.value) for line in found if line.is_bibtex}
    used = {match[1] for line in lines if (match := re.match(r"([a-z_]+):", line))} - {line.name for line in found}
    for line in found:
        right = _right(line, of_bibtex, names)
        name = right.partition(":")[0]
        right = "" if name in used else right
        used.add(name)
        lines[line.number : line.number + line.count] = [right] + [""] * (line.count - 1)
        also = f" and the {lines_of(line.count - 1)} after it" if line.count > 1 else ""
        hint = f"delete this line{also}"
        if right:
            hint = write(right) + (f" in place of this line{also}" if also else "")
        if line.is_bibtex:
            yield Fault(line.number, line.column, "this line is BibTeX, and an entry is YAML", hint)
        else:
            message = "braces hold a group of fields, and there is none"
            yield Fault(line.number, line.column, message, hint)


def _fields(lines: list[str], names: Collection[str], *, is_inside: bool) -> Iterator[_Line]:
    number = 0
    while number < len(lines):
        found = _FIELD.match(lines[number].rstrip())
        count = 1
        if found and _is_foreign(found, names, is_inside=is_inside):
            value = found["value"]
            while (
                value[0] == "{"
                and value.count("{") > value.count("}")
                and count < min(_MOST_LINES, len(lines) - number)
            ):
                value += " " + lines[number + count].strip()
                count += 1
            value = value if value[0] in '{"' or found["sign"] == ":" else value.rstrip(",; ")
            is_closed = value[0] != "{" or value.count("{") <= value.count("}")
            is_whole = value[0] != "{" or re.fullmatch(r"\{.*\}\s*[,;]?", value)
            is_bibtex = found["sign"] == "=" or is_inside or value[-1] in ",;"
            if is_closed and is_whole:
                column = found.start("name") if is_bibtex else found.start("value")
                yield _Line(number, count, found["name"], value, column, bool(is_bibtex))
            else:
                count = 1
        number += count


def _is_foreign(found: re.Match[str], names: Collection[str], *, is_inside: bool) -> bool:
    value, name = found["value"], found["name"].lower()
    if found["indent"] and not is_inside and not re.search(r"[}\"]\s*,$", value):
        return False
    if not (meant_name(name, names) or _NOT_KEPT.fullmatch(name)):
        return False
    if found["sign"] == "=":
        return is_inside or value[0] == "{" or (value[0] == '"' and value[-1] == ",")
    # A group of fields in braces is YAML.
    shape = SHAPES.get(meant_name(name, names))
    return value[0] == "{" and (
        (shape == "text" and value[1:].lstrip()[:1].isupper())
        or (not is_group(value) and (is_inside or shape != "group"))
    )


def _right(line: _Line, given: dict[str, str], names: Collection[str]) -> str:
    """The line to write; "" if an entry has none for it."""
    name = line.name.lower()
    text = plain_text(line.value)
    meant = meant_name(name, names)
    if not line.is_bibtex:
        return field_line(meant, line.value)
    if name in ("journal", "booktitle") and meant == "venue":
        return "" if re.match(r"(?i)arxiv|corr\b", text) else _venue(text, given)
    if name == "year" and meant == "date":
        month = next((n for n, begin in enumerate(_MONTHS, 1) if given.get("month", "").lower().startswith(begin)), 0)
        return f"date: {text}" + (f"-{month:02}" if month else "")
    if _NOT_KEPT.fullmatch(name) or not meant:
        return ""
    return field_line(meant, line.value)


def _venue(name: str, given: dict[str, str]) -> str:
    parts = {"name": name, **{part: given[part] for part in ("year", "volume", "number", "pages") if given.get(part)}}
    parts = {part: re.sub(r"\s*[-–—]+\s*", "-", text) if part == "pages" else text for part, text in parts.items()}
    return f"venue: {{{', '.join(f'{part}: {as_item(text)}' for part, text in parts.items())}}}"
