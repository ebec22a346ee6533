"""YAML text to plain values: every scalar stays text, and the position of every value can be found.

Positions are not stored, as the marks for every value of ten thousand entries would fill the memory. `position`
parses the text again when a problem needs one, and problems are few.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import yaml
from yaml._yaml import CParser

from ..problems import Problem

MOST_DEPTH = 20
MOST_VALUES = 20_000
MOST_INTERNED = 40

Step = str | int  # a field name or a list index

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_EMPTY = {"", "~", "null", "Null", "NULL"}
_SYNTAX_HINTS = {
    "mapping values are not allowed in this context": "put a value that contains ': ' in quotes, and indent evenly",
    "found character that cannot start any token": "indent with spaces; put a value that starts with it in quotes",
    "found unexpected end of stream": "close the quote",
    "did not find expected key": "indent evenly; inside single quotes, write a single quote twice",
}


class _TextLoader(CParser):
    """The C parser without types. It is 12 times faster than the Python parser and keeps positions."""

    def resolve(self, kind: type, value: object, implicit: object) -> str:
        """The parser asks for the type of every node. Nothing here reads it."""
        return ""

    def descend_resolver(self, parent: object, index: object) -> None:
        """The parser calls this for every node, for types that depend on the path of a node."""

    def ascend_resolver(self) -> None:
        """The counterpart of `descend_resolver`."""


@lru_cache(maxsize=2)  # the positions of several problems in one file are asked for one after the other
def _compose(text: str) -> yaml.Node | None:
    return _TextLoader(text).get_single_node()


def values_of(
    text: str, path: str, problems: list[Problem]
) -> tuple[dict[str, Any], frozenset[tuple[Step, ...]]] | None:
    """The values in one file's text and the paths of empty ones; None if it cannot be read, with the reason reported.

    `path` is the name of the file in the problems, which are added to `problems`.
    """
    if not _report_control_characters(text, path, problems):
        return None
    try:
        problems += _explicit_tags(text, path)
        node = _compose(text)
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(error, path))
        return None
    if node is None:
        problems.append(Problem(path, 1, 1, "empty-file", "error", "the file is empty"))
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(path, 1, 1, "not-a-mapping", "error", "expected `field: value` lines"))
        return None
    converter = _Converter(path)
    try:
        values = converter.value(node, ())
    except _GiveUp as stop:
        problems += [*converter.problems, stop.problem]
        return None
    problems += converter.problems
    return values, frozenset(converter.empty)


def _report_control_characters(text: str, path: str, problems: list[Problem]) -> bool:
    """Reports characters that cannot be seen; returns whether the YAML parser accepts the rest."""
    is_readable = True
    for found in _CONTROL.finditer(text):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        message = f"the character U+{ord(found[0]):04X} is invisible or changes how text is shown"
        problems.append(Problem(path, line, column, "control-character", "error", message, "remove it"))
        is_readable = is_readable and "\xa0" <= found[0] < "\ufe00"
    return is_readable


def _explicit_tags(text: str, path: str) -> Iterator[Problem]:
    """Reports YAML tags: they set types, and here the model does that."""
    if "!" not in text:  # most files; scanning the tokens costs as much as parsing
        return
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        if isinstance(token, yaml.TagToken):
            mark = token.start_mark
            written = "".join(part or "" for part in token.value)
            hint = "remove it; quote a value that starts with '!'"
            yield Problem(path, mark.line + 1, mark.column + 1, "yaml-tag", "error", f"the YAML tag '{written}'", hint)


def _syntax_problem(error: yaml.MarkedYAMLError, path: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    what = error.problem or "this is not YAML"
    if what == "but found another document":
        message = "a second document starts here"
        return Problem(path, line, column, "many-documents", "error", message, "write one entry per file")
    if what == "exceeded maximum nesting depth":
        return Problem(path, line, column, "too-deep", "error", f"nested deeper than {MOST_DEPTH} levels")
    context = f" ({error.context})" if error.context else ""
    return Problem(path, line, column, "yaml-syntax", "error", what + context, _SYNTAX_HINTS.get(what, ""))


class _GiveUp(Exception):
    """The file is too large or too deeply nested to read."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Converter:
    """Converts YAML nodes to plain values, and collects what those cannot show: duplicate keys and empty values."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.empty: list[tuple[Step, ...]] = []
        self._count = 0

    def _problem(self, node: yaml.Node, rule: str, message: str, hint: str = "") -> Problem:
        return Problem(self.path, node.start_mark.line + 1, node.start_mark.column + 1, rule, "error", message, hint)

    def value(self, node: yaml.Node, where: tuple[Step, ...]) -> Any:
        self._count += 1
        if self._count > MOST_VALUES:
            message = f"anchors expand this file to more than {MOST_VALUES:,} values"
            raise _GiveUp(self._problem(node, "anchor-bomb", message, "write the values out"))
        if len(where) > MOST_DEPTH:
            raise _GiveUp(self._problem(node, "too-deep", f"nested deeper than {MOST_DEPTH} levels"))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._item(item, (*where, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.MappingNode)
        return self._mapping(node, where)

    def _scalar(self, node: yaml.ScalarNode) -> str:
        text: str = node.value
        if node.style == '"' and (found := _CONTROL.search(text)):
            message = f"this text contains the character U+{ord(found[0]):04X}, written as an escape"
            self.problems.append(self._problem(node, "control-character", message, "remove it"))
        # Names, tags and years occur in many files: one copy of each is enough.
        return sys.intern(text) if len(text) <= MOST_INTERNED else text

    def _item(self, node: yaml.Node, where: tuple[Step, ...]) -> Any:
        if _is_empty(node):
            self.problems.append(self._problem(node, "empty-item", "this list item is empty", "fill it or remove it"))
            self.empty.append(where)
        return self.value(node, where)

    def _mapping(self, node: yaml.MappingNode, where: tuple[Step, ...]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            name = self._field_name(key)
            if name is None:
                continue
            if name in values:
                message = f"duplicate field '{name}', first defined on line {lines[name]}"
                self.problems.append(self._problem(key, "duplicate-key", message, "keep one of them"))
            lines.setdefault(name, key.start_mark.line + 1)
            inner = (*where, name)
            if _is_empty(value):
                message = f"'{name}' is empty"
                self.problems.append(self._problem(key, "empty-value", message, "give it a value or remove the line"))
                self.empty.append(inner)
            values[name] = self.value(value, inner)
        return values

    def _field_name(self, key: yaml.Node) -> str | None:
        if not isinstance(key, yaml.ScalarNode):
            self.problems.append(self._problem(key, "wrong-type", "a field name must be a word"))
            return None
        if key.value == "<<" and not key.style:  # the C parser gives plain scalars the style ""
            message = "the merge key '<<' is not supported"
            self.problems.append(self._problem(key, "merge-key", message, "write the fields out"))
            return None
        return sys.intern(key.value)


def _is_empty(node: yaml.Node) -> bool:
    if isinstance(node, yaml.ScalarNode):
        return not node.value.strip() if node.style else node.value in _EMPTY
    return not node.value


def position(text: str, where: Sequence[Step], *, at_key: bool = False, offset: int | None = None) -> tuple[int, int]:
    """Line and column, both from 1, of a value in YAML text.

    `at_key` gives the position of its key, `offset` that of one of its characters, counted from 0.

    >>> position("title: Sundials\\ntags: [stone, shadow]", ["tags", 1])
    (2, 15)
    """
    node = _compose(text)
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
