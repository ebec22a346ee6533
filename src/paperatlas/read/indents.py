"""Lines that are not where they should be: tabs, uneven spaces, fields that do not begin at the start of a line."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..patterns import regex
from .hints import FIELD, WIDEST, Block, Fault, lines_of, write
from .lines import as_item
from .names import SHAPES, is_inner, names_pattern

_EXAMPLE = regex(r"(?:First|Second|Third) Author$")
_ODD_INDENT = regex(r" *([^\S ])\s*(?=\S)")


def odd_indent(block: Block) -> Fault | None:
    def evened(line: str) -> str:
        found = _ODD_INDENT.match(line)
        if not found:
            return line
        is_item = line[found.end()] == "-"
        alike = [other for other in block.lines if re.match(r" +- " if is_item else r" +[^\s-]", other)]
        width = len(alike[0]) - len(alike[0].lstrip()) if alike else len(found[0].expandtabs(2))
        right = " " * width + line[found.end() :]
        return re.sub(r"^(\s+)\(?\d{1,3}[.)]\s+", r"\1- ", right)  # a list with numbers

    for number, line in enumerate(block.lines):
        found = _ODD_INDENT.match(line)
        if found:
            what = (
                "a tab" if found[1] == "\t" else f"the character U+{ord(found[1]):04X}, which only looks like a space"
            )
            more = sum(bool(_ODD_INDENT.match(other)) for other in block.lines[number + 1 :])
            hint = f"use spaces: '{evened(line)}'" + (f", and in the {lines_of(more)} after it" if more else "")
            right = tuple(map(evened, block.lines))
            return Fault(number, found.start(1), f"this line is indented with {what}", hint, right=right)
    return None


def misplaced(lines: list[str], number: int, column: int = 0, names: Collection[str] = ()) -> Fault:
    """The fault of a field that does not begin at the start of its line, but at `column` or after spaces."""
    line = lines[number][column:].lstrip(" -")
    name, column = line.partition(":")[0], len(lines[number]) - len(line)
    hint = write(line)
    after = re.split(rf"\s*[,;]\s+(?={names_pattern(names)}:\s)", line) if names else [line]
    if len(after) > 1:  # a whole entry on one line
        hint = f"write, each on a line of its own: {', '.join(f'`{one.rstrip(chr(44))}`' for one in after)}"
    return Fault(number, column, f"'{name}' must begin at the start of a line of its own", hint, is_foreign=True)


def unindented(lines: list[str], number: int, name: str) -> Fault:
    """The fault of a line that is not indented, although it belongs to the field `name` above it."""
    more = sum(bool(line[:1].strip()) for line in lines[number + 1 :])
    also = f"; do the same with the {lines_of(more)} after it" if more else ""
    right = f": '  {lines[number]}'" if len(lines[number]) <= WIDEST else ""
    hint = f"indent it by two spaces if it belongs to '{name}'{right}{also}"
    return Fault(number, 0, "this line is not indented, and it is not a field", hint, is_foreign=True)


def uneven(block: Block) -> Fault | None:
    if not block.what.startswith("did not find expected"):
        return None
    number, column = block.at
    line = block.lines[number]
    found = FIELD.match(line)
    if number and found and found["name"] in block.names and "{" not in line and "[" not in block.lines[0][:1]:
        return misplaced(block.lines, number)
    if number and line[:1].strip() and not line.startswith("- "):
        return unindented(block.lines, number, block.name)
    if deep := too_deep(block, number):
        return deep
    if twice := _list_twice(block):
        return twice
    message = "this line is not indented like the lines before it"
    item = re.match(r"(\s*)- +([\w-]+):", block.lines[number - 1]) if number else None
    if item and found and len(found["before"]) < len(item[1]) + 2 and "-" not in found["before"]:
        # the fields of a group, not below its first one
        indent, shift = found["before"], len(item[1]) + 2 - len(found["before"])
        rest = enumerate(block.lines)
        last = next((n for n, other in rest if n > number and _dedents(other, indent)), len(block.lines))
        right = tuple(
            " " * shift + other if number <= n < last and other.strip() else other
            for n, other in enumerate(block.lines)
        )
        more = sum(bool(other.strip()) for other in block.lines[number + 1 : last])
        also = f"; do the same with the {lines_of(more)} after it" if more else ""
        spaces = {1: "one more space", 2: "two more spaces"}.get(shift, f"{shift} more spaces")
        hint = f"indent it by {spaces}, as it belongs to '{item[2]}' above it: '{right[number]}'{also}"
        return Fault(number, column, message, hint, right=right)
    hint = f"give all lines of '{block.name}' that belong together the same number of spaces"
    items = [re.match(r"\s*- +(?![\w-]+:\s)(\S.*)$", other) for other in block.lines[1:] if other.strip()]
    right = ()
    if re.search(r":\s+[>|][+-]?\s*$", block.lines[0]):
        right = (block.lines[0], *(f"  {other.strip()}" if other.strip() else other for other in block.lines[1:]))
    elif all(items):
        right = (block.lines[0], *(re.sub(r"^\s*- +", "  - ", other) for other in block.lines[1:]))
    return Fault(number, column, message, hint, right=right)


def _list_twice(block: Block) -> Fault | None:
    """A list in brackets, and another one below it."""
    found = re.match(r"([\w-]+): *\[([^\[\]{}]*)\]\s*$", block.lines[0])
    items = [re.match(r"\s*- +([^\s\[{'\"][^:#]*?)\s*$", line) for line in block.lines[1:] if line.strip()]
    if not found or SHAPES.get(found[1]) != "list" or not items or not all(items):
        return None
    first = [one.strip() for one in found[2].split(",") if one.strip() and not _EXAMPLE.match(one.strip())]
    below = [item[1] for item in items if item]
    right = f"{found[1]}: [{', '.join(map(as_item, dict.fromkeys([*first, *below])))}]"
    message = "this list is in brackets and on the lines below"
    hint = write(right) + f" in place of these {len(items) + 1} lines"
    rule = "pasted" if first else "yaml-syntax"  # a person has to say if the first names belong to this paper
    return Fault(0, found.start(2) - 1, message, hint, rule, right=(right, *[""] * (len(block.lines) - 1)))


def too_deep(block: Block, number: int) -> Fault | None:
    """A field of a group that is indented further than the field above it."""
    line = block.lines[number]
    found = re.match(r"( +)([a-z_]+):(?: |$)", line)
    above = next((other for other in reversed(block.lines[:number]) if other.strip()), "")
    field = re.match(r"([ -]+)([a-z_]+): +[^\s>|]", above)
    if not found or not field or len(field[1]) >= len(found[1]) or not is_inner(found[2], block.name):
        return None
    shift = len(found[1]) - len(field[1])
    lines = enumerate(block.lines)
    last = next((n for n, one in lines if n > number and _dedents(one, found[1])), len(block.lines))
    right = tuple(one[shift:] if number <= n < last else one for n, one in enumerate(block.lines))
    more = sum(bool(one.strip()) for one in block.lines[number + 1 : last])
    also = f"; do the same with the {lines_of(more)} after it" if more else ""
    message = f"this line is indented further than '{field[2]}' above it"
    spaces = "one space" if len(field[1]) == 1 else f"{len(field[1])} spaces"
    hint = f"begin it with {spaces}, so that it is below '{field[2]}': '{right[number]}'{also}"
    return Fault(number, len(found[1]), message, hint, right=right)


def _dedents(line: str, indent: str) -> bool:
    """Whether the line begins another item, or begins further left."""
    return bool(line.strip()) and (not line.startswith(indent) or line[len(indent) :].startswith("- "))
