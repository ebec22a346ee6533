"""YAML text to plain values: every scalar stays text."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from ..patterns import regex
from ..problems import Problem
from .faults import fault_of
from .foreign import CONFLICT, other_format, without_conflicts
from .hints import Fault, quoted, shown, write
from .lines import as_value
from .names import FLAGS, INNER_LISTS
from .syntax import readable, tidied

MOST_DEPTH = 20
MOST_VALUES = 20_000
MOST_INTERNED = 40

Step = str | int  # a field name or a list index

_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_UNREADABLE = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufe00-\uffff]")
_BEFORE_FIELD = regex(f"^(?:{_UNREADABLE.pattern})+(?=\\w)", re.MULTILINE)
_TAG_OR_ANCHOR = regex(r"!|(?:^|[\s\[{,])&[^\s;&]", re.MULTILINE)
_ESCAPE = regex(r"\\(u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_MEANINGS = {"t": "a tab", "n": "a line break", "r": "a line break", "b": "a backspace", "f": "a form feed"}
_EMPTY = {"", "~", "null", "Null", "NULL"}
_CONFLICTS = ("<<<<<<<", "=======", ">>>>>>>")


class _TextLoader(CParser):
    """The C parser without types. It is 12 times faster than the Python parser and keeps positions.

    It asks for the type of every node, and reports where it is, for types that depend on the place. Nothing here reads
    that, so each of the three calls goes to a function in C that takes anything and gives "".
    """

    resolve = descend_resolver = ascend_resolver = "".format


@lru_cache(maxsize=2)  # the positions of several problems in one file are asked for one after the other
def compose(text: str) -> yaml.Node | None:
    """The nodes of a text, with the place of each."""
    return _TextLoader(text).get_single_node()


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a text. `text` has the same lines; the parts that cannot be read are blank in it."""

    text: str
    values: dict[str, Any] = field(default_factory=dict)
    empty: frozenset[tuple[Step, ...]] = frozenset()  # the values that are empty, which are reported
    is_partial: bool = False


def read_yaml(text: str, path: str, names: Collection[str], problems: list[Problem]) -> Reading:
    """The values in one file's text. What cannot be read is reported.

    `names` are the fields that the file may have; empty if its names are free. `path` is the name of the file in the
    problems, which are added to `problems`.
    """
    is_partial = False
    if _report_control_characters(text, path, problems):
        text, is_partial = _UNREADABLE.sub(" ", _BEFORE_FIELD.sub("", text)), True
    if any(mark in text for mark in _CONFLICTS) and CONFLICT.search(
        text
    ):  # which is no error of YAML in a text of several lines
        is_partial = True
        text, faults = without_conflicts(text)
        problems += [_problem(fault, path) for fault in faults]
    if names:
        text, faults = tidied(text, names)
        problems += [_problem(fault, path) for fault in faults]
        is_partial = is_partial or (bool(faults) and not text.strip())
    try:
        node = compose(text)
    except yaml.MarkedYAMLError as error:
        text, found, is_lost = _without_faults(text, path, names, error)
        is_partial = is_partial or is_lost
        problems += found
        try:
            node = compose(text)
        except yaml.MarkedYAMLError:  # such as an alias of a part that cannot be read
            return Reading("", is_partial=True)
    if ("!" in text or "&" in text) and _TAG_OR_ANCHOR.search(
        text
    ):  # few files; scanning the tokens costs as much as parsing
        problems += _tags_and_anchors(text, path)
    if not isinstance(node, yaml.MappingNode):
        if not is_partial:
            problems.append(_no_fields(node, text, path))
        return Reading("", is_partial=True)
    converter = _Converter(path, text)
    try:
        values = converter.value(node, ())
    except _GiveUp as stop:
        problems += [*converter.problems, stop.problem]
        return Reading("", is_partial=True)
    problems += converter.problems
    return Reading(text, values, frozenset(converter.empty), is_partial)


def _no_fields(node: yaml.Node | None, text: str, path: str) -> Problem:
    fault = other_format(text.split("\n"))
    if fault:
        return _problem(fault, path)
    if node is None:
        return Problem(
            path, 1, 1, "empty-file", "error", "the file is empty", "write `field: value` lines, or delete it"
        )
    hint = "write one line for each fact, such as `title: ...` and `date: 2024-06`"
    return Problem(path, 1, 1, "not-a-mapping", "error", "expected `field: value` lines", hint)


def _without_faults(
    text: str, path: str, names: Collection[str], error: yaml.MarkedYAMLError
) -> tuple[str, list[Problem], bool]:
    """The text without the parts that are not YAML, a problem for each, and whether a part is lost."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if error.problem == "exceeded maximum nesting depth":
        fault = Fault(line, column, f"nested deeper than {MOST_DEPTH} levels", rule="too-deep")
        return "", [_problem(fault, path)], True
    faults, is_cut = [], False
    if error.problem == "but found another document":
        lines = text.split("\n")
        is_cut = bool("".join(lines[line + 1 :]).strip())
        hint = "write one entry per file" if is_cut else "delete this line"
        faults = [Fault(line, column, "a second document starts here", hint, "many-documents")]
        text = "\n".join(lines[:line])
    text, found, is_lost = readable(text, names)
    faults += found
    if not faults:
        faults, is_lost = [fault_of(text.split("\n"), names, error)], True
    return text, [_problem(fault, path) for fault in faults], is_lost or is_cut


def _problem(fault: Fault, path: str) -> Problem:
    return Problem(path, fault.line + 1, fault.column + 1, fault.rule, "error", fault.message, shown(fault.hint))


def is_printable(text: str) -> bool:
    """Whether all characters but line breaks can be printed: most texts, which need no search for special ones."""
    return text.replace("\n", "").isprintable()


def _report_control_characters(text: str, path: str, problems: list[Problem]) -> bool:
    """Reports characters that cannot be seen; returns whether the YAML parser refuses one of them."""
    if is_printable(text):
        return False
    is_refused, seen = False, set()
    for found in _CONTROL.finditer(text):
        is_refused = is_refused or bool(_UNREADABLE.match(found[0]))
        if found[0] in seen:
            continue
        seen.add(found[0])
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        message = f"the character U+{ord(found[0]):04X} is invisible or changes how text is shown"
        hint = "remove it" if text.count(found[0]) == 1 else f"remove all {text.count(found[0]):,} of them"
        problems.append(Problem(path, line, column, "control-character", "error", message, hint))
    return is_refused


def _tags_and_anchors(text: str, path: str) -> Iterator[Problem]:
    """Reports YAML tags, which set types: here the model does that. And anchors that nothing refers to."""
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        if isinstance(token, yaml.TagToken):
            mark = token.start_mark
            written = "".join(part or "" for part in token.value)
            hint = "remove it; quote a value that starts with '!'"
            yield Problem(path, mark.line + 1, mark.column + 1, "yaml-tag", "error", f"the YAML tag '{written}'", hint)
        elif isinstance(token, yaml.AnchorToken) and f"*{token.value}" not in text:
            mark = token.start_mark
            message = f"YAML takes '&{token.value}' as a name, and leaves it out of the text"
            hint = "put the value in single quotes"
            yield Problem(path, mark.line + 1, mark.column + 1, "yaml-anchor", "error", message, hint)


class _GiveUp(Exception):
    """The file is too large or too deeply nested to read."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Converter:
    """Converts YAML nodes to plain values, and collects what those cannot show: duplicate keys and empty values."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.has_escapes = "\\" in text
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
        if type(node) is ScalarNode:
            return self._scalar(node)
        if type(node) is SequenceNode:
            return [self._word(item) or self._item(item, (*where, index)) for index, item in enumerate(node.value)]
        assert type(node) is MappingNode
        return self._mapping(node, where)

    def _word(self, node: yaml.Node) -> str:
        """The text of a node that is one word without quotes, as most are; else ""."""
        text = node.value
        if type(node) is not ScalarNode or node.style or " " in text or text in _EMPTY or self._count >= MOST_VALUES:
            return ""
        self._count += 1
        return sys.intern(text) if len(text) <= MOST_INTERNED else str(text)

    def _scalar(self, node: yaml.ScalarNode) -> str:
        text: str = node.value
        if node.style == '"':
            if self.has_escapes and (meant := self._without_commands(node)):
                text = meant
            elif not text.isprintable() and (found := _CONTROL.search(text)):
                message = f"this text contains the character U+{ord(found[0]):04X}, written as an escape"
                self.problems.append(self._problem(node, "control-character", message, "remove it"))
        elif not node.style and " " in text and node.start_mark.line != node.end_mark.line:
            text = self._before_inner_item(node) or text
        # Names, tags and years occur in many files: one copy of each is enough.
        return sys.intern(text) if len(text) <= MOST_INTERNED else text

    def _without_commands(self, node: yaml.ScalarNode) -> str:
        """The text as it was meant, if YAML takes a part of it as a command, which is reported: `\\t` of `\\top`."""
        begin, source = node.start_mark, self.text[node.start_mark.index + 1 : node.end_mark.index - 1]
        found = next((one for one in _ESCAPE.finditer(source) if len(one[1]) == 1 and one[1].isalpha()), None)
        if not found:
            return ""
        message = f"in double quotes, YAML reads '{found[0]}' as {_MEANINGS.get(found[1], 'a command of its own')}"
        line = begin.line + source.count("\n", 0, found.start())
        column = found.start() - source.rfind("\n", 0, found.start()) - 1
        column += begin.column + 1 if line == begin.line else 0
        meant = re.sub(r"\s*\n\s*", " ", re.sub(r'\\(?=[\\"])', "", source))
        name = re.search(r"([\w-]+): *$", self.text[self.text.rfind("\n", 0, begin.index) + 1 : begin.index])
        hint = f"write formulas in single quotes: {f'{name[1]}: ' if name else ''}{quoted(meant)}"
        self.problems.append(Problem(self.path, line + 1, column + 1, "escape", "error", message, hint))
        return meant

    def _before_inner_item(self, node: yaml.ScalarNode) -> str:
        """The text before an item of a list that is indented further, which is reported: YAML joins the two."""
        source = self.text[node.start_mark.index : node.end_mark.index]
        found = re.search(r"\n\s*([-–—•*] +)(\S.*)", source)
        if found:
            line = node.start_mark.line + source.count("\n", 0, found.start(1)) + 1
            column = found.start(1) - source.rfind("\n", 0, found.start(1))
            message = "YAML joins this line to the text above it"
            hint = f"begin it in the same column as the item above, with a hyphen: - {found[2].rstrip()}"
            self.problems.append(Problem(self.path, line, column, "joined-item", "error", message, hint))
            return " ".join(source[: found.start()].split())
        return ""

    def _item(self, node: yaml.Node, where: tuple[Step, ...]) -> Any:
        if _is_empty(node):
            cut = re.match(r" *#\s*([^\n]*\S)", self.text[node.start_mark.index :])
            message = "this list item is empty" + (": from '#' on, YAML reads a comment" if cut else "")
            hint = f"write - {as_value(cut[1])}" if cut else "fill it or remove it"
            self.problems.append(self._problem(node, "empty-item", message, hint))
            self.empty.append(where)
        return self.value(node, where)

    def _mapping(self, node: yaml.MappingNode, where: tuple[Step, ...]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        words = [key for key, value in node.value if self._is_word(key, value)] if node.flow_style else []
        if words and len(words) == len(node.value):
            self._report_words([key.value for key in words], node)
            self.empty.append(where)
            return values
        for key, value in node.value:
            name = self._field_name(key)
            if name is None:
                continue
            if words and key in words:
                self._report_word(key, values)
                continue
            if name in values:
                first = next(other for other, _ in node.value if other.value == name)
                message = f"duplicate field '{name}', first defined on line {first.start_mark.line + 1}"
                self.problems.append(self._problem(key, "duplicate-key", message, "keep one of them"))
            if word := self._word(value):
                values[name] = word
                continue
            inner = (*where, name)
            if _is_empty(value):
                cut = re.match(r"['\"]? *: +(#[^\s#][^\n]*)", self.text[key.end_mark.index :])
                message = f"'{name}' is empty" + (": from '#' on, YAML reads a comment" if cut else "")
                hint = write(f"{name}: {quoted(cut[1])}") if cut else "give it a value or remove the line"
                tags = re.findall(r"#([\w-]+)", cut[1]) if cut else []
                if len(tags) > 1 or (name == "tags" and tags):
                    hint = write(f"{name}: [{', '.join(tags)}]")
                self.problems.append(self._problem(key, "empty-value", message, hint))
                self.empty.append(inner)
            values[name] = self.value(value, inner)
        return values

    def _report_word(self, key: yaml.ScalarNode, values: dict[str, Any]) -> None:
        """Reports a part of a text in braces that a comma has cut off, and puts it where it belongs."""
        name = key.value
        if name in FLAGS:
            values[name] = "true"
            self.problems.append(self._problem(key, "comma-in-value", f"'{name}' has no value", f"write {name}: true"))
            return
        if re.match(r"https?://", name) and "url" not in values:
            values["url"] = name
            self.problems.append(self._problem(key, "comma-in-value", "the address has no field", f"write url: {name}"))
            return
        before = next(reversed(values), "")
        given = values.get(before)
        if isinstance(given, str) and before in FLAGS:
            self.problems.append(self._problem(key, "comma-in-value", f"'{name}' is no field", "remove it"))
            return
        if isinstance(given, str) and before:
            is_list = before in INNER_LISTS
            values[before] = [*items, name] if (items := [given] if is_list else []) else f"{given}, {name}"
        elif isinstance(given, list):
            given.append(name)
        whole = values.get(before)
        right = f"[{', '.join(whole)}]" if isinstance(whole, list) else quoted(whole) if isinstance(whole, str) else ""
        hint = write(f"{before}: {right}") if right else "put the whole value in quotes: 'first part, second part'"
        message = f"the comma before '{name}' ends the value before it"
        last = self.problems[-1] if self.problems else None
        if (
            last and last.rule == "comma-in-value" and last.hint.startswith(f"write {before}: ")
        ):  # the same value goes on
            self.problems[-1] = replace(last, hint=hint)
        else:
            self.problems.append(self._problem(key, "comma-in-value", message, hint))

    def _is_word(self, key: yaml.Node, value: yaml.Node) -> bool:
        """Whether a field in braces is no field, but a part of a text: it has neither a value nor a colon."""
        return (
            not value.value
            and isinstance(key, yaml.ScalarNode)
            and isinstance(value, yaml.ScalarNode)
            and not value.style
            and _width(value) == 0
            and not re.match(r"\s*:", self.text[key.end_mark.index : key.end_mark.index + 9])
        )

    def _report_words(self, words: list[str], node: yaml.MappingNode) -> None:
        """Reports braces around words: a list, or fields without a space after the colon."""
        fields = [re.sub(r"\s*[:=：]\s*", ": ", word, count=1) for word in words]
        if all(": " in one for one in fields):
            message, hint = "a field is `name: value`, with a colon and a space", f"write {{{', '.join(fields)}}}"
        else:
            items = ", ".join(words)
            message = "braces hold a group of fields, and there is none"
            hint = f"write [{items}] for a list, or {quoted(items)} for a text"
        self.problems.append(self._problem(node, "wrong-type", message, hint))

    def _field_name(self, key: yaml.Node) -> str | None:
        if type(key) is not ScalarNode:
            self.problems.append(self._problem(key, "wrong-type", "a field name must be a word"))
            return None
        if key.value == "<<" and not key.style:  # the C parser gives plain scalars the style ""
            message = "the merge key '<<' is not supported"
            self.problems.append(self._problem(key, "merge-key", message, "write the fields out"))
            return None
        return sys.intern(key.value)


def _width(node: yaml.Node) -> int:
    return int(node.end_mark.index - node.start_mark.index)


def _is_empty(node: yaml.Node) -> bool:
    value = node.value
    if value and type(node) is ScalarNode:
        return bool(value.isspace() if node.style else value in _EMPTY)
    return not value
