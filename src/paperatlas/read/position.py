"""The position of a value in YAML text.

Positions are not stored, as the marks for every value of ten thousand entries would fill the memory. `position`
parses the text again when a problem needs one, and problems are few.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from ..patterns import regex
from .yaml_text import Step, compose

_UNUSUAL = regex(r"^[^\w\s#-]", re.MULTILINE)  # at the left edge, where most texts have only names of fields


def position(text: str, where: Sequence[Step], *, at_key: bool = False, offset: int | None = None) -> tuple[int, int]:
    """Line and column, both from 1, of a value in YAML text.

    `at_key` gives the position of its key, `offset` that of one of its characters, counted from 0.

    >>> position("title: Sundials\\ntags: [stone, shadow]", ["tags", 1])
    (2, 15)
    """
    node = _start(text, where[0]) if where else None
    node = node or compose(text)
    if node is None:
        return 1, 1
    mark = node.start_mark
    for step in where:
        found = _child(node, step)
        if found is None:
            return mark.line + 1, mark.column + 1
        key, node = found
        mark = (key or node).start_mark if at_key else node.start_mark
        if not at_key and key is not None and isinstance(node, yaml.ScalarNode) and not node.value:
            mark = key.start_mark
    if offset is not None and isinstance(node, yaml.ScalarNode):
        return _position_in_scalar(text, node, offset)
    return mark.line + 1, mark.column + 1


def _start(text: str, name: Step) -> yaml.Node | None:
    """The first fields of a text up to that of a name, if they are a small part of it and end before the next one.

    Most problems of two entries are at their titles and names, and parsing the rest takes most of the time.
    """
    found = re.search(rf"^{re.escape(str(name))}:.*\n(?:(?!\w).*\n)*", text, re.MULTILINE)
    if not found or found.end() > len(text) // 3 or _UNUSUAL.search(text, found.end()):
        return None
    if re.search(rf"^{re.escape(str(name))}\b", text[found.end() :], re.MULTILINE):  # of duplicate names, the last one
        return None
    try:
        return compose(text[: found.end()])
    except yaml.MarkedYAMLError:  # quotes or brackets that end later
        return None


def _child(node: yaml.Node, step: Step) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        # Of duplicate keys the last one, as in the values.
        return next(((key, value) for key, value in reversed(node.value) if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _position_in_scalar(text: str, node: yaml.ScalarNode, offset: int) -> tuple[int, int]:
    """The position of the character at `offset` in a scalar, across quotes, escapes and the lines of a `|` block."""
    source = text[node.start_mark.index : node.end_mark.index]
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if node.style == "|":
        rows = source.split("\n")[1:]
        indent = min((len(row) - len(row.lstrip(" ")) for row in rows if row.strip()), default=0)
        before = node.value[:offset]
        return line + 1 + before.count("\n"), indent + 1 + len(before) - (before.rfind("\n") + 1)
    if node.style == ">" or "\n" in source:
        return line, column
    unit = {"'": r"''|.", '"': r"\\x..|\\u.{4}|\\U.{8}|\\.|."}.get(node.style or "", ".")
    begin = 1 if node.style else 0
    ends = [match.end() for match in re.finditer(unit, source[begin:])]
    return line, column + begin + (ends[offset - 1] if 0 < offset <= len(ends) else 0)
