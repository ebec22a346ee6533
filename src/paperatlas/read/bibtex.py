"""Lines that BibTeX left in an entry: each is answered with the line to write, and read as if it were written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..patterns import regex
from .hints import Fault, lines_of, write
from .lines import as_item, field_line, is_group, plain_text
from .names import SHAPES, meant_name, names_pattern

# Whether a text may hold such lines: most do not, and are not searched further.
BIBTEX = regex(
    r"^[ \t]*(?:(?:[\w-]+[ \t]*:[ \t]*)?@\w+[ \t]*[{(]|@\w+[ \t]*$|[\"']?[A-Za-z][\w -]*[\"']?[ \t]*"
    r"(?:=[ \t]*[{\"]|:[ \t]*\{(?![ \t]*(?:[}\n]|[\"']?[a-z_-]+[\"']?:[ \t]))))",
    re.MULTILINE,
)
_BEGIN = regex(r"(?:\s*(?:[\w-]+\s*:\s*)?@\w+\s*[{(]|@\w+\s*$).*$")
_KEY = regex(r"\s*[^\s,={}:]+\s*,\s*$")  # on a line of its own
_ABOVE = regex(r"([\w-]+)\s*:\s*(?:[>|][+-]?)?\s*$")  # a field with the record below it
_PART = regex(r"([A-Za-z][\w-]*)\s*=\s*(\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\"[^\"]*\"|[\w.-]+)")
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
    records = list(_records(lines, names))
    yield from _on_one_line(lines, records, names)
    records = [record for record in records if lines[record[1]]]
    for first, begin, last in records:
        for number in {*range(first, begin + 1), *([last] if last > begin else ())}:
            lines[number] = ""
    keys = {begin + 1 for _, begin, last in records if begin + 1 < last and _KEY.match(lines[begin + 1])}
    for number in keys:
        lines[number] = ""
    found = list(_fields(lines, names, is_inside=bool(records)))
    of_bibtex = {line.name.lower(): plain_text(line.value) for line in found if line.is_bibtex}
    taken = {line.number for line in found}
    used = {match[1] for n, line in enumerate(lines) if n not in taken and (match := re.match(r"([a-z_]+):", line))}
    rights = []
    for line in found:
        right = _right(line, of_bibtex, names)
        name = right.partition(":")[0]
        rights.append("" if name in used else right)
        used.add(name)
    inside = {line.number: right for line, right in zip(found, rights, strict=True) if line.is_bibtex}
    whole = [one for one in records if {inside[n] for n in range(one[1], one[2]) if n in inside} == {""}]
    for record in records:
        yield _begin(record, is_whole=record in whole, has_key=record[1] + 1 in keys)
    for line, right in zip(found, rights, strict=True):
        lines[line.number : line.number + line.count] = [right] + [""] * (line.count - 1)
        also = f" and the {lines_of(line.count - 1)} after it" if line.count > 1 else ""
        hint = f"delete this line{also}"
        if right:
            hint = write(right) + (f" in place of this line{also}" if also else "")
        if line.is_bibtex and not any(first <= line.number <= last for first, _, last in whole):
            yield Fault(line.number, line.column, "this line is BibTeX, and an entry is YAML", hint)
        elif not line.is_bibtex:
            message = "braces hold a group of fields, and there is none"
            yield Fault(line.number, line.column, message, hint)


_Record = tuple[int, int, int]  # its first line, the line with its `@`, and the line of its last brace; -1 for no brace


def _records(lines: list[str], names: Collection[str]) -> Iterator[_Record]:
    after = 0
    known = re.compile(rf"{names_pattern(names)}:")
    for number, line in enumerate(lines):
        if number < after or not _BEGIN.match(line):
            continue
        above = _ABOVE.match(lines[number - 1]) if number else None
        first = number - 1 if above and line[:1].isspace() and not meant_name(above[1], names) else number
        depth, last = 0, -1
        for n in range(number, min(len(lines), number + _MOST_LINES)):
            if n > number and known.match(lines[n]):  # a field of the entry: the brace is missing, or further down
                break
            opened = depth
            depth += len(re.findall(r"[{(]", lines[n])) - len(re.findall(r"[})]", lines[n]))
            if depth <= 0:
                last = n if opened or re.search(r"[{(]", line) else -1
                break
        if last < 0 and depth:  # the entry is inside
            last = next((n for n in range(number + 1, len(lines)) if re.fullmatch(r"[})]\s*,?\s*", lines[n])), -1)
        yield first, number, last
        after = last + 1


def _begin(record: _Record, *, is_whole: bool, has_key: bool) -> Fault:
    first, begin, last = record
    message = "this is BibTeX, and an entry is YAML"
    hint = "delete this line" + " and the one below it" * has_key + ", and the } after the last field" * (last > begin)
    if is_whole:
        message += ", which has these facts already"
        hint = f"delete lines {first + 1} to {last + 1}"
    return Fault(first, 0, message, hint)


def _on_one_line(lines: list[str], records: list[_Record], names: Collection[str]) -> Iterator[Fault]:
    """Records that begin and end on one line."""
    used = {match[1] for line in lines if (match := re.match(r"([a-z_]+):", line))}
    for first, begin, last in records:
        if last != begin:
            continue
        parts = {name.lower(): value for name, value in _PART.findall(lines[begin])}
        given = {name: plain_text(value) for name, value in parts.items()}
        found = [_right(_Line(begin, 1, name, value, 0, is_bibtex=True), given, names) for name, value in parts.items()]
        new = [f"`{right}`" for right in found if right and right.partition(":")[0] not in used]
        lines[first : begin + 1] = [""] * (begin + 1 - first)
        hint = f"delete it, and write, each on a line of its own: {', '.join(new)}" if new else "delete this line"
        # What a line after it has to hold is not read: nothing but a person puts it there.
        yield Fault(first, 0, "this is BibTeX, and an entry is YAML", hint, "pasted" if new else "yaml-syntax")


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
