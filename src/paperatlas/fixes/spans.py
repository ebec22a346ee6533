"""Replaces one value in the text of a YAML file, and leaves everything else as it is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from ..read.lines import as_item, as_value
from ..read.yaml_text import compose
from .advice import Advice

WIDTH = 140  # of a text in several lines


@dataclass(frozen=True, slots=True)
class Place:
    """A value, the field or list that holds it, and its indices in the text."""

    node: yaml.Node
    parent: yaml.Node
    key: yaml.Node | None  # the name of the field; None for an item of a list


def changed(text: str, line: int, column: int, advice: Advice) -> str | None:
    r"""The text with what an advice says at a place, or None if no such value is there. Lines and columns count from 1.

    >>> changed("a: [b, c] # d\n", 1, 8, Advice("e, f", is_text=True))
    "a: [b, 'e, f'] # d\n"
    >>> changed("a:\n  - b\n  - c\nd: e\n", 3, 5, Advice("[f]", "a"))
    'a: [f]\nd: e\n'
    >>> changed("a: [b, c]\nd: e\n", 2, 1, Advice())
    'a: [b, c]\n'
    """
    for place in _places(text, line, column):
        if not advice.name or (place.key is not None and place.key.value == (advice.old_name or advice.name)):
            return _with(text, place, advice) if advice.value else _without(text, place)
    return None


def _places(text: str, line: int, column: int) -> list[Place]:
    """The values at a place, or whose name is there, from the innermost to the outermost."""
    lines = text.split("\n")
    at = sum(len(one) + 1 for one in lines[: line - 1]) + min(column - 1, len(lines[line - 1]))
    found: list[Place] = []
    node = compose(text)
    while node is not None:
        inner = next((place for place in _children(node) if _begin(place) <= at <= _end(place.node, text)), None)
        if inner:
            found.insert(0, inner)
        node = inner.node if inner else None
    return found


def _children(node: yaml.Node) -> Iterator[Place]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield Place(value, node, key)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield Place(item, node, None)


def _begin(place: Place) -> int:
    begin: int = (place.key or place.node).start_mark.index
    return begin


def _end(node: yaml.Node, text: str) -> int:
    """The index after the value. The marks of a block are at the next token, after blank lines and comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last, text)
    end: int = node.end_mark.index
    return len(text[:end].rstrip("\n")) if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">") else end


def _is_in_brackets(place: Place) -> bool:
    return isinstance(place.parent, yaml.CollectionNode) and bool(place.parent.flow_style)


def _with(text: str, place: Place, advice: Advice) -> str:
    begin, end = place.node.start_mark.index, _end(place.node, text)
    value = _as_yaml(place, advice)
    if place.key is None:
        if advice.is_several and not _is_in_brackets(place):  # each on a line of its own
            line = text.rfind("\n", 0, begin) + 1
            value = f"\n{text[line:begin]}".join(yaml.load(f"[{value}]", yaml.CBaseLoader))
        return text[:begin] + value + text[end:]
    key = place.key
    name = advice.name if advice.old_name else text[key.start_mark.index : key.end_mark.index]
    return f"{text[: key.start_mark.index]}{name}: {value}{text[end:]}"


def _as_yaml(place: Place, advice: Advice) -> str:
    if not advice.is_text:
        return advice.value
    if _is_in_brackets(place):
        return as_item(advice.value)
    if isinstance(place.node, yaml.ScalarNode) and place.node.style in ("|", ">"):  # a long text stays in several lines
        indent = " " * (place.key.start_mark.column + 2 if place.key else 2)
        return ">-\n" + textwrap.fill(
            advice.value, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
        )
    return as_value(advice.value)


def _without(text: str, place: Place) -> str:
    begin, end = _begin(place), _end(place.node, text)
    if _is_in_brackets(place):
        before, after = text[:begin].rstrip(), text[end:].lstrip()
        if after.startswith(","):
            return text[:begin] + after[1:].lstrip()
        return before.removesuffix(",") + text[end:]
    first = text.rfind("\n", 0, begin) + 1
    last = text.find("\n", end)
    return text[:first] + ("" if last < 0 else text[last + 1 :])


def scalar_at(text: str, line: int, column: int, old: str, new: str) -> str | None:
    r"""The text with another name at a place, if the value there, or the name of the field, is the old one.

    >>> scalar_at("a: [b, c]\n", 1, 8, "c", "d")
    'a: [b, d]\n'
    """
    for place in _places(text, line, column):
        for node in (place.node, place.key):
            if isinstance(node, yaml.ScalarNode) and node.value == old:
                value = as_item(new) if _is_in_brackets(place) else as_value(new)
                return text[: node.start_mark.index] + value + text[node.end_mark.index :]
    return None


def key_at(text: str, where: Sequence[str], name: str) -> str:
    """The text with another name of the field at `where`, a path of names."""
    key, _ = _field(compose(text), where)
    return text[: key.start_mark.index] + name + text[key.end_mark.index :]


def with_value(text: str, name: str, value: str) -> str:
    r"""The text with another value of a field; a comment after it stays.

    >>> with_value("a: b # c\nd: [e,\n  f] # g\n", "d", "h")
    'a: b # c\nd: h # g\n'
    """
    node = _field(compose(text), [name])[1]
    indent = "" if node.start_mark.column else "  "  # a list may begin below the first letter of its name
    return text[: node.start_mark.index] + indent + value + text[_end(node, text) :]


def with_text(text: str, name: str, old: str, new: str) -> str:
    r"""The text with another one in place of each value in a field that is exactly the old one; quotes stay.

    >>> with_text('a: [{b: "c/d"}, {b: c/d-e}] # c/d\n', "a", "c/d", "f")
    'a: [{b: "f"}, {b: c/d-e}] # c/d\n'
    """
    for node in reversed([*_scalars(_field(compose(text), [name])[1])]):
        if node.value == old:
            begin, end = node.start_mark.index, node.end_mark.index
            text = text[:begin] + text[begin:end].replace(old, new) + text[end:]
    return text


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    else:
        for place in _children(node):
            yield from _scalars(place.node)


def with_item(text: str, where: Sequence[str], name: str, item: str) -> str:
    r"""The text with one more item in the list `name` of the field at `where`; an empty path is the whole file.

    >>> with_item("a: {b: c}\n", ["a"], "aliases", "old"), with_item("b: c\n", [], "aliases", "old")
    ('a: {b: c, aliases: [old]}\n', 'b: c\naliases: [old]\n')
    >>> with_item("a:\n  aliases: [b]\n  c: d\n", ["a"], "aliases", "old")
    'a:\n  aliases: [b, old]\n  c: d\n'
    >>> with_item("aliases:\n  - b # c\n", [], "aliases", "old")
    'aliases:\n  - b # c\n  - old\n'
    """
    root = compose(text)
    group = _field(root, where)[1] if where else root
    assert isinstance(group, yaml.MappingNode)
    known = next((value for key, value in group.value if key.value == name), None)
    if isinstance(known, yaml.SequenceNode) and known.value:
        last = known.value[-1]
        end = _end(last, text) if known.flow_style else _line_end(text, _end(last, text))
        joint = ", " if known.flow_style else f"\n{' ' * known.start_mark.column}- "
        return text[:end] + joint + item + text[end:]
    end = _end(group.value[-1][1], text)
    joint = ", " if group.flow_style else f"\n{' ' * group.start_mark.column}"
    if not group.flow_style:
        end = _line_end(text, end)
    return f"{text[:end]}{joint}{name}: [{item}]{text[end:]}"


def _line_end(text: str, index: int) -> int:
    """The end of a line, after the comment there."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end


def _field(root: yaml.Node | None, where: Sequence[str]) -> tuple[yaml.Node, yaml.Node]:
    """The name and the value of a field.

    Raises:
        KeyError: there is no such field.
    """
    found: tuple[yaml.Node, yaml.Node] | None = None
    for name in where:
        fields = root.value if isinstance(root, yaml.MappingNode) else []
        found = next((pair for pair in fields if pair[0].value == name), None)
        if not found:
            raise KeyError(name)
        root = found[1]
    assert found
    return found
