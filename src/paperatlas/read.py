"""YAML files to records: every scalar stays text, and every value knows its line and column.

A value's place is found by parsing the file's text once more when a problem names it: problems are few, and marks
for every value of ten thousand entries would fill the memory.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from yaml._yaml import CParser

from .model import ENTRY_KINDS
from .problems import Problem, Severity
from .values import KEY

MOST_BYTES = 64 * 1024
MOST_DEPTH = 20
MOST_VALUES = 20_000
MOST_INTERNED = 40
VOCABULARIES = ("categories", "tags", "venues", "authors", "methods", "style", "lists", "aliases")
REQUIRED_VOCABULARIES = ("categories", "tags")

Where = Sequence[str | int]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_EMPTY = {"", "~", "null", "Null", "NULL"}


class _TextLoader(CParser, yaml.composer.Composer, yaml.resolver.BaseResolver):
    """The C parser (12 times faster than the Python one, and it keeps marks) without any implicit types."""

    def __init__(self, stream: str) -> None:
        CParser.__init__(self, stream)
        yaml.resolver.BaseResolver.__init__(self)


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """One file: its values as text, and the text itself to find a value's place in."""

    path: str
    kind: str  # the folder of an entry, or the name of a vocabulary
    key: str
    text: str = field(repr=False)
    values: dict[str, Any]
    empty: frozenset[tuple[str | int, ...]] = frozenset()

    def get(self, *where: str | int) -> str:
        """The text at that place, or "" where there is none."""
        value: Any = self.values
        for step in where:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return ""
        return value if isinstance(value, str) else ""

    def items(self, name: str) -> list[tuple[int, Any]]:
        """The numbered items of a list field; none where it is missing or no list."""
        value = self.values.get(name)
        return list(enumerate(value)) if isinstance(value, list) else []

    def problem(
        self,
        rule: str,
        message: str,
        *where: str | int,
        hint: str = "",
        severity: Severity = "error",
        at_key: bool = False,
        offset: int | None = None,
    ) -> Problem:
        """A problem at a value (or its key, or a character of it), or at the nearest place that is there."""
        line, column = place(self.text, where, at_key=at_key, offset=offset)
        return Problem(self.path, line, column, rule, severity, message, hint)


def place(text: str, where: Where, *, at_key: bool = False, offset: int | None = None) -> tuple[int, int]:
    """Line and column, from 1, of a value in YAML text; of its key with `at_key`; of a character with `offset`."""
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
        return _place_in_scalar(text, node, offset)
    return mark.line + 1, mark.column + 1


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        # The last of duplicate keys, as in the values.
        return next(((key, value) for key, value in reversed(node.value) if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _place_in_scalar(text: str, node: yaml.ScalarNode, offset: int) -> tuple[int, int]:
    """The place of the scalar's character number `offset`, across quotes, escapes and the lines of a `|` block."""
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
    spans = [match.end() for match in re.finditer(unit, source[begin:])]
    return line, column + begin + (spans[offset - 1] if 0 < offset <= len(spans) else 0)


@lru_cache(maxsize=2)  # a faulty file is asked for many places in a row
def _compose(text: str) -> yaml.Node | None:
    return _TextLoader(text).get_single_node()


Known = dict[Path, tuple[tuple[int, int], Record | None, list[Problem]]]


def read_catalogue(root: Path, known: Known | None = None) -> tuple[list[Record], list[Problem]]:
    """All records of a catalogue folder in the order of their names, and what is wrong with its files.

    `known` holds what an earlier reading found, by file and its time and size; it is used and brought up to date.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    fresh: Known = {}
    for path, kind in _files(root, problems):
        stamp = (path.stat().st_mtime_ns, path.stat().st_size) if known is not None else (0, 0)
        found = known.get(path) if known is not None else None
        if found is None or found[0] != stamp:
            own: list[Problem] = []
            found = (stamp, _read_file(path, kind, own), own)
        if known is not None:
            fresh[path] = found
        problems += found[2]
        if found[1]:
            records.append(found[1])
    if known is not None:
        known.clear()
        known.update(fresh)
    present = {record.path for record in records} | {p.path for p in problems}
    problems += [
        _whole(root / f"{name}.yml", "missing-file", f"{name}.yml is missing", "every catalogue needs it")
        for name in REQUIRED_VOCABULARIES
        if not {(root / f"{name}.yml").as_posix(), (root / f"{name}.yaml").as_posix()} & present
    ]
    return records, problems


def _whole(path: Path, rule: str, message: str, hint: str = "", severity: Severity = "error") -> Problem:
    return Problem(path.as_posix(), 1, 1, rule, severity, message, hint)


def _files(root: Path, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """The entry and vocabulary files below a catalogue folder; every other file is named as a problem."""
    folders = {kind.folder for kind in ENTRY_KINDS}
    inside = os.path.realpath(root)
    for item in sorted(os.scandir(root), key=lambda item: item.name):
        path = root / item.name
        if _leaves(item, inside, path, problems):
            continue
        if item.is_dir() and item.name in folders:
            for inner in sorted(os.scandir(path), key=lambda inner: inner.name):
                file = path / inner.name
                if not _leaves(inner, inside, file, problems) and _is_entry_file(inner, file, problems):
                    yield file, item.name
        elif item.is_dir() and item.name == "schema":
            others = sorted(file for file in path.iterdir() if file.suffix != ".json")
            problems.extend(_stray(file, "`paperatlas schema` writes what stands in this folder") for file in others)
        elif item.is_file() and path.suffix == ".yml" and path.stem in VOCABULARIES:
            yield path, path.stem
        elif path.suffix == ".yaml" and path.stem in VOCABULARIES:
            problems.append(_not_read(path))
        else:
            problems.append(_stray(path, f"entries stand in {', '.join(sorted(folders))}"))


def _leaves(item: os.DirEntry[str], inside: str, path: Path, problems: list[Problem]) -> bool:
    if not item.is_symlink():
        return False
    target = os.path.realpath(item.path)
    if Path(target).exists() and os.path.commonpath([inside, target]) == inside:
        return False
    message = f"this symbolic link leads out of the catalogue, to '{path.readlink()}'"
    problems.append(_whole(path, "symlink", message, "put the file itself here"))
    return True


def _is_entry_file(item: os.DirEntry[str], path: Path, problems: list[Problem]) -> bool:
    if item.is_file() and path.suffix == ".yml":
        if KEY.fullmatch(path.stem):
            return True
        message = f"the file name '{path.stem}' is not a key: lower-case letters and digits, words joined by hyphens"
        problems.append(_whole(path, "bad-key", message, "the name becomes the address of the page"))
    elif path.suffix in (".yaml", ".YML", ".YAML"):
        problems.append(_not_read(path))
    else:
        problems.append(_stray(path, "an entry is one file <key>.yml in this folder"))
    return False


def _not_read(path: Path) -> Problem:
    return _whole(path, "yaml-extension", f"'{path.name}' is not read", f"rename it to {path.stem}.yml")


def _stray(path: Path, hint: str) -> Problem:
    # What editors and file managers leave behind is no lost entry.
    left_behind = path.name.startswith(".") or path.name.endswith("~")
    return _whole(
        path, "stray-file", f"'{path.name}' is not part of a catalogue", hint, "warning" if left_behind else "error"
    )


def _read_file(path: Path, kind: str, problems: list[Problem]) -> Record | None:
    raw = path.read_bytes()
    if len(raw) > MOST_BYTES:
        problems.append(_whole(path, "too-large", f"the file has {len(raw):,} bytes; {MOST_BYTES:,} is the most"))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        problems.append(Problem(path.as_posix(), line, column, "not-utf8", "error", message, "save the file as UTF-8"))
        return None
    return read_text(text, path.as_posix(), kind, path.stem, problems)


def read_text(text: str, path: str, kind: str, key: str, problems: list[Problem]) -> Record | None:
    """The record of one file's text, or None with the reason among `problems`."""
    text = text.replace("\r\n", "\n")
    fatal = False
    for found in _CONTROL.finditer(text):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        message = f"the character U+{ord(found[0]):04X} changes how text is shown, or shows nothing"
        problems.append(Problem(path, line, column, "control-character", "error", message, "remove it"))
        fatal = fatal or found[0] < "\xa0" or found[0] >= "\ufe00"
    if fatal:
        return None
    try:
        problems += _markup(text, path)
        node = _compose(text)
    except yaml.MarkedYAMLError as error:
        problems.append(_parse_problem(error, path))
        return None
    if node is None:
        problems.append(Problem(path, 1, 1, "empty-file", "error", "the file is empty"))
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(path, 1, 1, "not-a-mapping", "error", "expected `field: value` lines"))
        return None
    reader = _Values(path)
    try:
        values = reader.value(node, ())
    except _Abandon as abandon:
        problems += [*reader.problems, abandon.problem]
        return None
    problems += reader.problems
    return Record(path, kind, key, text, values, frozenset(reader.empty))


def _markup(text: str, path: str) -> Iterator[Problem]:
    """Explicit tags: they ask for types, and every value here is text until the model says otherwise."""
    if "!" not in text:  # most files; scanning the tokens costs as much as parsing
        return
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        if isinstance(token, yaml.TagToken):
            mark = token.start_mark
            written = "".join(part or "" for part in token.value)
            hint = "leave it out; quote a value that begins with '!'"
            yield Problem(path, mark.line + 1, mark.column + 1, "yaml-tag", "error", f"the YAML tag '{written}'", hint)


def _parse_problem(error: yaml.MarkedYAMLError, path: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    what = error.problem or "this is not YAML"
    if what == "but found another document":
        return Problem(
            path, line, column, "many-documents", "error", "a second document begins here", "one entry a file"
        )
    if what == "exceeded maximum nesting depth":
        return Problem(path, line, column, "too-deep", "error", f"nested deeper than {MOST_DEPTH} levels")
    hint = {
        "mapping values are not allowed in this context": "put a value that contains ': ' in quotes, and indent evenly",
        "found character that cannot start any token": "indent with spaces; put a value that begins so in quotes",
        "found unexpected end of stream": "a quote is not closed",
        "did not find expected key": "indent evenly; write a single quote inside single quotes twice",
    }.get(what, "")
    context = f" ({error.context})" if error.context else ""
    return Problem(path, line, column, "yaml-syntax", "error", what + context, hint)


class _Abandon(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Values:
    """Nodes to plain values. It gathers what a plain value cannot show: duplicate keys and empty places."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.empty: list[tuple[str | int, ...]] = []
        self.count = 0

    def _problem(self, node: yaml.Node, rule: str, message: str, hint: str = "") -> Problem:
        return Problem(self.path, node.start_mark.line + 1, node.start_mark.column + 1, rule, "error", message, hint)

    def value(self, node: yaml.Node, where: tuple[str | int, ...]) -> Any:
        self.count += 1
        if self.count > MOST_VALUES:
            message = f"anchors unfold this file to more than {MOST_VALUES:,} values"
            raise _Abandon(self._problem(node, "anchor-bomb", message, "write the values out"))
        if len(where) > MOST_DEPTH:
            raise _Abandon(self._problem(node, "too-deep", f"nested deeper than {MOST_DEPTH} levels"))
        if isinstance(node, yaml.ScalarNode):
            if node.style == '"' and (found := _CONTROL.search(node.value)):
                message = f"this text holds the character U+{ord(found[0]):04X}, written as an escape"
                self.problems.append(self._problem(node, "control-character", message, "remove it"))
            # Names, tags and years stand in many files: one copy of each is enough.
            return sys.intern(node.value) if len(node.value) <= MOST_INTERNED else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self._item(item, (*where, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.MappingNode)
        return self._mapping(node, where)

    def _item(self, node: yaml.Node, where: tuple[str | int, ...]) -> Any:
        if _is_empty(node):
            self.problems.append(self._problem(node, "empty-item", "this list item is empty", "fill it or remove it"))
            self.empty.append(where)
        return self.value(node, where)

    def _mapping(self, node: yaml.MappingNode, where: tuple[str | int, ...]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problems.append(self._problem(key, "wrong-type", "a field name must be a word"))
                continue
            name = sys.intern(key.value)
            if name == "<<" and not key.style:  # the C parser gives plain scalars the style ""
                self.problems.append(
                    self._problem(key, "merge-key", "the merge key '<<' is not read", "write the fields out")
                )
                continue
            if name in values:
                message = f"'{name}' stands here a second time, first in line {lines[name]}"
                self.problems.append(self._problem(key, "duplicate-key", message, "keep one of them"))
            lines.setdefault(name, key.start_mark.line + 1)
            inner = (*where, name)
            if _is_empty(value):
                message = f"'{name}' is empty"
                self.problems.append(self._problem(key, "empty-value", message, "give it a value or remove the line"))
                self.empty.append(inner)
            values[name] = self.value(value, inner)
        return values


def _is_empty(node: yaml.Node) -> bool:
    if isinstance(node, yaml.ScalarNode):
        return not node.value.strip() if node.style else node.value in _EMPTY
    return not node.value
