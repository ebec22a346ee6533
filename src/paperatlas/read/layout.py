"""Where the lines of an entry begin: in a wrapping that is no part of it, or further right than they should."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..patterns import regex
from .hints import Fault, lines_of, write
from .names import meant_name, names_pattern

_MOST_WRAPPERS = 10  # that are looked at
_MOST_LAYERS = 6  # one inside the other, or one below the other
_MARK = regex(r"---\s*$")
_RULE = regex(r"(-{4,}|\*{3,}|_{3,}|\* \* \*)\s*$")
_WRAPPER = regex(r"([\"']?)(?P<name>[A-Za-z][\w -]*)\1\s*[:=]\s*(?:(?P<brace>\{)\s*)?(#.*)?$")
# Whether a text may have a wrapping, or lines between its parts: most have none, and are not searched further.
WRAPPED = regex(
    r"^(?:(?:[-*•]|\d+[.)]) |---|\*\*\*|___|"
    r"[\"']?([A-Za-z][\w -]*)[\"']?[ \t]*[:=][ \t]*(?:\{[ \t]*)?(?:#.*)?\n)",
    re.MULTILINE,
)


def unwrapped(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Takes the entry out of what is around it: lines between documents, a list, a field of another name."""
    yield from _without_marks(lines, names)
    for _ in range(_MOST_LAYERS):
        faults = [fault for unwrap in (_out_of_field, _out_of_list) if (fault := unwrap(lines, names))]
        yield from faults
        if not faults:
            return


def _without_marks(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Removes the lines `---` of Markdown's front matter, the text after it, and lines that Markdown shows as a rule.

    YAML itself may have one such line before a text, which is no fault.
    """
    message, hint = "this line is from Markdown, not part of the entry", "delete this line"
    for number, line in enumerate(lines):
        if _RULE.match(line):
            lines[number] = ""
            yield Fault(number, 0, message, hint)
    marks = [number for number, line in enumerate(lines) if _MARK.match(line)]
    if not marks:
        return
    used = _fields_in(lines[: marks[0]], names)
    is_usual = len(marks) == 1 and not any(_is_content(line) for line in lines[: marks[0]])
    for number, end in zip(marks, [*marks[1:], len(lines)], strict=True):
        fields = _fields_in(lines[number + 1 : end], names)
        content = [n for n in range(number + 1, end) if _is_content(lines[n])]
        lines[number] = ""
        if used & fields:  # of a second entry
            lines[number:] = [""] * (len(lines) - number)
            yield Fault(number, 0, "a second document starts here", "write one entry per file", "many-documents")
            return
        if used and content and not fields:
            lines[number:end] = [""] * (end - number)
            what = (
                f"this line and the {lines_of(content[-1] - number)} after it are from Markdown, not part of the entry"
            )
            yield Fault(number, 0, what, f"delete lines {number + 1} to {content[-1] + 1}", "pasted")
        elif not is_usual:
            yield Fault(number, 0, message, hint)
        used |= fields


def _fields_in(lines: list[str], names: Collection[str]) -> set[str]:
    """The fields that begin at the start of one of the lines."""
    found = (re.match(r"[\"']?([A-Za-z][\w -]{0,30}?)[\"']?\s*[:=](?=\s|$)", line) for line in lines)
    return {meant_name(one[1], names) for one in found if one} - {""}


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _field(names: Collection[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<indent>\s*)(?P<dash>(?:[-*•]|\d+[.)]) +)?([\"']?)(?P<name>{names_pattern(names)})\3\s*[:=：](?=\s|$)"
    )


def _out_of_field(lines: list[str], names: Collection[str]) -> Fault | None:
    """An entry whose fields are below a field that no entry has: `paper:`."""
    field = _field(names)
    wrappers = [(n, found) for n, line in enumerate(lines) if (found := _WRAPPER.match(line))]
    wrappers = [(n, found) for n, found in wrappers if not meant_name(found["name"].strip(), names)]
    for number, found in wrappers[:_MOST_WRAPPERS]:
        last = next((n for n in range(number + 1, len(lines)) if lines[n][:1].strip(" \t#")), len(lines))
        inner = [(n, lines[n]) for n in range(number + 1, last) if _is_content(lines[n])]
        least = min((_indent(line) for _, line in inner), default=0)
        first = [line for _, line in inner if _indent(line) == least]
        known = [match["name"] for line in first if (match := field.match(line))]
        others = [line for line in (*lines[:number], *lines[last:]) if _is_content(line) and not _MARK.match(line)]
        if not known or 2 * len(known) < len(first) or not least:
            continue
        used = {match["name"] for line in others if (match := field.match(line))}
        if others and (len(known) < 2 or used & {*known}):  # a part of the entry, as of BibTeX's or Zotero's groups
            continue
        lines[number] = ""
        for n, _ in inner:
            lines[n] = lines[n][least:]
        name, spaces = found["name"].strip(), "space" if least == 1 else f"{least} spaces"
        message = f"the fields of the entry are below '{name}', which is no field"
        hint = f"delete this line, and the {spaces} at the start of the {lines_of(len(inner))} below it"
        if found["brace"] and last < len(lines) and re.fullmatch(r"\}\s*[,;]?\s*", lines[last]):
            lines[last] = ""
            hint = f"{hint}, and the }} after them"
        return Fault(number, 0, message, hint)
    return None


def _out_of_list(lines: list[str], names: Collection[str]) -> Fault | None:
    """An entry that is the only item of a list, or each of whose fields is an item."""
    field = _field(names)
    content = [number for number, line in enumerate(lines) if _is_content(line) and not _MARK.match(line)]
    found = field.match(lines[content[0]]) if content else None
    if not found or not found["dash"] or found["indent"]:
        return None
    fields = {number: match for number in content if (match := field.match(lines[number]))}
    items = [number for number, match in fields.items() if match["dash"] and not match["indent"]]
    used = [fields[number]["name"] for number in items]
    if len(used) > len(set(used)):  # several entries
        return None
    width = len(found["dash"])
    for number in range(content[0], len(lines)):
        if number in items or not lines[number][:width].strip():
            lines[number] = lines[number][width:]
    message = "the entry is written as an item of a list"
    sign = {"-": "hyphen", "*": "asterisk", "•": "bullet"}.get(found["dash"][0], "number")
    if len(items) > 1:
        hint = f"delete the {sign} and the space before the {len(items)} fields that have one"
        return Fault(items[0], 0, message, hint)
    hint = f"delete the {sign} and the space here"
    if len(content) > 1:
        hint += f", and {width} spaces at the start of every line below it"
    return Fault(items[0], 0, message, hint)


def without_common_indent(lines: list[str]) -> Iterator[Fault]:
    """Removes the spaces that all lines begin with."""
    content = [number for number, line in enumerate(lines) if _is_content(line)]
    common = lines[content[0]][: _indent(lines[content[0]])] if content else ""
    while not all(lines[number].startswith(common) for number in content):
        common = common[:-1]
    if common:
        for number, line in enumerate(lines):
            lines[number] = line.removeprefix(common)
        hint = "remove the spaces at the start of every line"
        yield Fault(content[0], 0, "every line of the file is indented", hint)


def placed(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Moves each field that is indented to the start of its line, if it is no part of the field above it."""
    field = _field(names)
    groups: list[list[tuple[int, int]]] = []
    header, before, child, is_text, is_new = "", "", 0, False, True
    for number, line in enumerate(lines):
        if not _is_content(line):
            continue
        indent, found = _indent(line), field.match(line)
        if not indent and not line.startswith("- "):
            header, child, is_text, is_new = line, 0, False, True
        elif indent and found and not found["dash"] and header and _is_foreign(header, before, child, indent, is_text):
            lines[number] = header = line.lstrip()
            child, is_text = 0, False
            if is_new:
                groups.append([])
            groups[-1].append((number, indent))
            is_new = False
        elif indent and not child:
            child = indent
            is_text = bool(re.match(r"\s*[^\W\d]", line)) and not re.match(r"\s*[\w\"'-]+\s*:(\s|$)", line)
        before = lines[number]
    for group in groups:
        number, indent = group[0]
        name = lines[number].partition(":")[0].strip("\"' ")
        hint = f"remove the spaces before `{name}:`"
        if lines[number].partition(":")[2].strip():
            hint = write(lines[number])
        if len(group) > 1:
            more = "field" if len(group) == 2 else f"{len(group) - 1} fields"
            hint = f"remove the spaces before it, and before the {more} below it"
        yield Fault(number, indent, f"'{name}' must begin at the start of a line of its own", hint)


def _is_foreign(header: str, before: str, child: int, indent: int, is_text: bool) -> bool:
    """Whether an indented field cannot belong to the field that begins with the line `header`."""
    value = re.match(r"[\w\"' -]+?\s*[:=：]\s+(\S.*)$", header)
    if value and value[1][0] not in ">|#&":
        text = value[1]
        is_open = text.count("[") > text.count("]") or text.count("{") > text.count("}")
        return not is_open and (text[0] not in "\"'" or text.rstrip(" ,")[-1] == text[0])
    is_after_item = re.match(r"\s*- +[^\s\[{'\"][^:]*$", before) and indent > _indent(before)
    is_marked = bool(value and value[1][0] in ">|")
    return indent < child or (not is_marked and (is_text or bool(is_after_item)))
