"""How the memory depends on what it was one token before.

The equations are rewritten until they read only inputs and earlier memories; then a memory that is an affine function
of the earlier one is a sum of terms, each with factors on both sides of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .nodes import Call, Equation, Name, Node, Number, Operation, Sum, walk


class NotAffine(Exception):
    """The memory goes through a function, is multiplied by itself, or decides how much of it stays."""


class Grows(Exception):
    """The token is kept beside what the memory has."""


@dataclass(frozen=True, slots=True)
class Term:
    """What one term does with the earlier memory: `left` times it times `right`, and `around` element by element."""

    left: tuple[Node, ...] = ()
    right: tuple[Node, ...] = ()
    around: tuple[Node, ...] = ()
    is_negative: bool = False
    is_summed: bool = False
    """Whether it is the sum of several such terms."""

    @property
    def factors(self) -> tuple[Node, ...]:
        return (*self.left, *self.right, *self.around)


def definitions(equations: Sequence[Equation]) -> dict[str, Equation]:
    """What computes each symbol: the most general equation of several, such as that of `S_{t,j}` beside `S_{t,0}`."""
    found: dict[str, Equation] = {}
    for one in equations:
        if one.relation == "=" and isinstance(one.left, Name):
            before = found.get(one.left.key)
            if before is None or any(isinstance(part, Number) for part in _index(before)):
                found[one.left.key] = one
    return found


def _index(equation: Equation) -> tuple[Node, ...]:
    return equation.left.index if isinstance(equation.left, Name) else ()


def in_place(node: Node, known: Mapping[str, Equation], without: Collection[str] = ()) -> Node:
    """The expression with what computes a symbol in place of the symbol, where it is read at the same token."""

    def changed(part: Node) -> Node:
        return in_place(part, known, without)

    match node:
        case Name() if node.key in known and node.key not in without:
            equation = known[node.key]
            if _written(node.index) == _written(_index(equation)):
                return in_place(equation.right, known, {*without, node.key})
        case Operation():
            return replace(node, parts=tuple(map(changed, node.parts)))
        case Call():
            return replace(node, arguments=tuple(map(changed, node.arguments)))
        case Sum():
            return replace(node, body=changed(node.body))
    return node


def _written(node: Any) -> Any:
    """A part without its place in the text, to compare."""
    if isinstance(node, tuple):
        return tuple(map(_written, node))
    match node:
        case Number(value=value):
            return value
        case Name():
            return (node.key, _written(node.index))
        case Operation():
            return (node.sign, _written(node.parts))
    return node


def groups(known: Mapping[str, Node]) -> list[frozenset[str]]:
    """The symbols that need each other's earlier values, together: `{'z', 'y'}` where each reads the other."""
    reach = reached({key: names_in(node) & known.keys() for key, node in known.items()})
    found = [frozenset(other for other in known if other in reach[key] and key in reach[other]) for key in known]
    return [one for one in dict.fromkeys(found) if one]


def reached(reads: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """For each symbol all that it needs, through any number of others."""
    found: dict[str, set[str]] = {}
    for start, names in reads.items():
        found[start], waiting = set(), [*names]
        while waiting:
            key = waiting.pop()
            if key not in found[start]:
                found[start].add(key)
                waiting += reads[key]
    return found


def names_in(node: Node) -> set[str]:
    return {one.key for one in walk(node) if isinstance(one, Name)}


def terms(node: Node, of: Collection[str]) -> list[Term]:
    """The terms of an expression that have the memory in them.

    Raises:
        NotAffine: it is no affine function of the memory.
        Grows: it puts something beside the memory.
    """
    if not names_in(node) & set(of):
        return []
    match node:
        case Name(key=key) if key in of:
            return [Term()]
        case Sum():
            return [replace(one, is_summed=True) for one in terms(node.body, of)]
        case Operation(sign="row" | "stack"):
            raise Grows
        case Operation(sign="negative", parts=(one,)):
            return _negated(terms(one, of))
        case Operation(sign="+" | "-", parts=(one, other)):
            rest = terms(other, of)
            return [*terms(one, of), *(_negated(rest) if node.sign == "-" else rest)]
        case Operation(sign="product" | "odot" | "/" | "oslash"):
            return _multiplied(node, of)
    raise NotAffine


def _multiplied(node: Operation, of: Collection[str]) -> list[Term]:
    one, other = node.parts
    first, second = terms(one, of), terms(other, of)
    if (first and second) or (second and node.sign in ("/", "oslash")):
        raise NotAffine
    if node.sign == "product":
        return [replace(term, right=(*term.right, other)) for term in first] + [
            replace(term, left=(one, *term.left)) for term in second
        ]
    if node.sign == "odot":
        return [replace(term, around=(*term.around, other if first else one)) for term in first or second]
    inverse = Operation(other.at, other.end, "/", (Number(other.at, other.at, 1.0), other))
    return [replace(term, around=(*term.around, inverse)) for term in first]


def _negated(some: Sequence[Term]) -> list[Term]:
    return [replace(one, is_negative=not one.is_negative) for one in some]
