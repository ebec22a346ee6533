"""What a method keeps from one token to the next, from its equations."""

from __future__ import annotations

from collections.abc import Sequence

from .meanings import Meanings
from .nodes import Equation, Name, Node, Sum, parts_of
from .sizes import NOTHING, Shape, Size


def carried(equations: Sequence[Equation], meanings: Meanings) -> dict[str, Size | None]:
    """The symbols that an equation reads at another token than it computes, with the number of their values.

    An input is kept only if something that is kept needs it. A complex value counts as two. None if the number is not
    known: the shape is in words, or a label says that there are several.
    """
    read: dict[str, list[Name]] = {}
    for one in equations:
        if isinstance(one.left, Name) and one.left.index and one.relation == "=":
            others = [name for name in _names(one.right) if name.index and not _same(name.index[0], one.left.index[0])]
            read.setdefault(one.left.key, []).extend(others)
    kept = {name.key for names in read.values() for name in names if name.key in read}
    needed = {name.key: name for key, names in read.items() for name in names if name.key in kept or key in kept}
    return {key: _count(name, meanings) for key, name in needed.items()}


def _count(name: Name, meanings: Meanings) -> Size | None:
    shape, symbol = meanings.shape(name), meanings.find(name)
    if not isinstance(shape, Shape) or name.label.startswith("("):
        return None
    is_complex = symbol is not None and (symbol.range or "").startswith("complex")
    return shape.count + shape.count if is_complex else shape.count


def total(counts: Sequence[Size]) -> Size:
    return sum(counts, NOTHING)


def _names(node: Node) -> list[Name]:
    """The names in an expression, without those within a sum over tokens."""
    if isinstance(node, Sum):
        return []
    own = [node] if isinstance(node, Name) else []
    return own + [name for part in parts_of(node) for name in _names(part)]


def _same(one: Node, other: Node) -> bool:
    return isinstance(one, Name) and isinstance(other, Name) and one.key == other.key
