"""Faults of lists and groups in brackets: not closed, closed twice, a comma that is missing, text after the end."""

from __future__ import annotations

import re

import yaml

from .hints import Block, Fault, quoted, with_quotes, write
from .lines import as_item
from .names import SHAPES


def mark_at_end(block: Block, number: int) -> Fault:
    line = block.lines[number].rstrip()
    return Fault(number, len(line) - 1, f"there is a '{line[-1]}' after the value", write(line[:-1]))


OPENING = (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)
CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)


def brackets(block: Block) -> Fault | None:
    """A bracket that is not closed, or text after the closing one."""
    opened: list[yaml.Token] = []
    for token in block.tokens:
        if isinstance(token, OPENING):
            opened.append(token)
        elif isinstance(token, CLOSING) and opened:
            begin = opened.pop()
            rest = block.lines[token.end_mark.line][token.end_mark.column :].strip()
            if not opened and rest and rest[0] not in "#:":
                return _after_bracket(block, begin, token.end_mark, rest)
            if not opened and rest.startswith(":") and re.match(r": *\S.*: ", rest):
                return _after_bracket(block, begin, token.end_mark, rest)
    if opened and "flow" in block.context:
        return _open_bracket(block, opened)
    return None


def _after_bracket(block: Block, begin: yaml.Token, end: yaml.Mark, rest: str) -> Fault:
    number, mark = begin.start_mark.line, block.lines[begin.start_mark.line][begin.start_mark.column]
    if rest in (",", ";", "."):
        return mark_at_end(block, end.line)
    if rest[0] in "]}" and set(rest) <= set("]}, "):
        return Fault(end.line, end.column, f"there is no bracket that this '{rest[0]}' closes", "remove it")
    what = "list" if mark == "[" else "group of fields"
    message = f"YAML reads a value that begins with '{mark}' as a {what}; there is text after its end"
    return Fault(number, begin.start_mark.column, message, with_quotes(block, number))


def _open_bracket(block: Block, opened: list[yaml.Token]) -> Fault:
    number, column = opened[-1].start_mark.line, opened[-1].start_mark.column
    line = block.lines[number]
    mark = line[column]
    closing = {"[": "]", "{": "}"}[mark]
    comment = re.search(r"[\s\[{]#", line[column:])
    if comment:
        at = column + comment.end() - 1
        items = [item.strip(" '\"#[]") for item in re.split(r",|\s#", line[column:])]
        is_tags = not number and SHAPES.get(block.name) == "list" and re.match(r"#\w", line[at:])
        hint = "put the value in quotes, or remove the '#'"
        if is_tags:
            hint = f"write {block.name}: [{', '.join(as_item(item) for item in items if item)}]"
        return Fault(number, at, "from '#' on, YAML reads a comment", hint)
    # Without a backslash, the search takes a time that grows with the square of the line's length.
    latex = "\\" in line and re.search(r"[^\s,\[{]*\{?\\[^,\]}]*", line[column + 1 :])
    if latex and block.at[0] == number:
        at = column + 1 + latex.start()
        hint = "write the letter itself, such as ö, or put the value in single quotes"
        return Fault(number, at, f"'{latex[0]}' is LaTeX", hint)
    is_last = all(not rest.strip() for rest in block.lines[number + 1 :])
    hint = write(_closed(line)) if is_last else f"add '{closing}' where it ends"
    return Fault(number, column, f"this '{mark}' is not closed", hint)


def _closed(line: str) -> str:
    """The line with its brackets closed at its end.

    >>> _closed("code: [{url: x)")
    'code: [{url: x}]'
    """
    line = line.rstrip().rstrip(",)}]>")
    opened, quote = "", ""
    for mark in line:
        if quote:
            quote = "" if mark == quote else quote
        elif mark in "\"'":
            quote = mark
        elif mark in "[{":
            opened += mark
        elif mark in "]}" and opened:
            opened = opened[:-1]
    return line + opened[::-1].translate({ord("["): "]", ord("{"): "}"})


def in_brackets(block: Block) -> Fault | None:
    """A fault between brackets that are closed: a missing comma, or a value that needs quotes."""
    if "flow" not in block.context and not (block.what.startswith("mapping values") and is_between(block, *block.at)):
        return None
    number, column = block.at
    line = block.lines[number]
    if line[:column].rstrip()[-1:] in ("]", "}", '"', "'"):
        return missing_comma(line, number, column)
    begin = max(line.rfind(mark, 0, column) for mark in "[{,") + 1
    item = re.match(r"[^,\]}]*", line[begin:])
    value = item[0].strip() if item else ""
    if "\\" in value:
        hint = "write the letter itself, such as ö, or put the value in single quotes"
        return Fault(number, begin + len(line[begin:]) - len(line[begin:].lstrip()), f"'{value}' is LaTeX", hint)
    name, colon, rest = value.partition(": ")
    right = f"{name}: {quoted(rest)}" if colon else quoted(value)
    hint = f"write {right}" if value else "separate the items by commas, and put a value with , : [ ] { } in quotes"
    return Fault(number, column, "this cannot be read: a comma is missing, or a value needs quotes", hint)


def missing_comma(line: str, number: int, column: int) -> Fault:
    hint = write(f"{line[:column].rstrip()}, {line[column:].lstrip()}")
    return Fault(number, column, "a comma is missing here", hint)


def is_between(block: Block, number: int, column: int) -> bool:
    line = block.lines[number][:column]
    return line.count("{") > line.count("}") or line.count("[") > line.count("]")
