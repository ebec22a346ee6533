"""How many numbers a memory has, and how many operations a token costs, at the usual sizes of the vocabulary.

A multiplication and an addition are one operation each, and so is a function of one element. Products are computed in
the cheapest order, and a product with a sum of terms term by term where that is cheaper: `S (I - b k k^T)` costs an
outer product and no product of matrices. What no earlier memory goes into, such as projections of the input, is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model import Symbol
from .affine import definitions, names_in, reached
from .meanings import Meanings, first_name
from .nodes import Call, Equation, Name, Node, Number, Operation, parts_of
from .shapes import shape_in
from .sizes import Shape, Size

_FREE = ("transpose", "row", "stack", "pair", "at")


class Unknown(Exception):
    """A size or the number of terms of a sum is not known, or grows with the sequence."""


def usual_sizes(meanings: Meanings, shared: Iterable[Symbol]) -> dict[str, int]:
    """The usual value of each letter that has one. A method's own letter, such as a number `d`, hides no size `d_k`."""
    symbols = (*shared, *meanings.symbols.values())
    return {first_name(one.latex, meanings.indices).key: one.size for one in symbols if one.size is not None}


def numbers(size: Size, sizes: Mapping[str, int]) -> int | None:
    """A size with the usual values of its letters, that of `d` for `d_k`; None if one of them has none."""
    total = 0.0
    for letters, factor in size.terms:
        for letter in letters:
            usual = sizes.get(letter) or sizes.get(letter.partition("_")[0])
            if usual is None:
                return None
            factor *= usual
        total += factor
    return round(total)


def operations(equations: Sequence[Equation], meanings: Meanings, sizes: Mapping[str, int]) -> int | None:
    """The operations of one token, in everything that needs an earlier memory; None if their number is not known."""
    known = definitions(equations)
    needed = _with_memory(known)
    if any(isinstance(left := known[key].left, Name) and len(left.index) > 1 for key in needed):
        return None  # several steps for each token
    try:
        return round(sum(_Costs(meanings, sizes).of(known[key].right)[0] for key in needed)) if needed else None
    except Unknown:
        return None


def _with_memory(known: Mapping[str, Equation]) -> list[str]:
    """What an earlier memory goes into, directly or through what is computed from it."""
    reach = reached({key: names_in(one.right) & known.keys() for key, one in known.items()})
    memories = {key for key in known if key in reach[key]}
    return [key for key in known if key in memories or reach[key] & memories]


Dimensions = tuple[int, int]


@dataclass(frozen=True)
class _Costs:
    """The operations of an expression, with its rows and columns. Every method may raise `Unknown`."""

    meanings: Meanings
    sizes: Mapping[str, int]

    def of(self, node: Node) -> tuple[float, Dimensions]:
        match node:
            case Number() | Name():
                return 0, self.dimensions(node)
            case Call(arguments=arguments):
                rows, columns = self.dimensions(node)
                inside = sum(self.of(one)[0] for one in arguments)
                return inside + (0 if self.is_diagonal(node) else rows * columns), (rows, columns)
            case Operation(sign="product"):
                return self.cheapest(_factors(node))
            case Operation(sign="power", parts=(Name(base="e"), exponent)):
                cost, (rows, columns) = self.of(exponent)
                return cost + rows * columns, (rows, columns)
            case Operation():
                return self.of_operation(node)
        raise Unknown

    def of_operation(self, node: Operation) -> tuple[float, Dimensions]:
        costs = [self.of(one) for one in node.parts]
        inside = sum(cost for cost, _ in costs)
        rows, columns = self.dimensions(node)
        if node.sign in _FREE:
            return inside, (rows, columns)
        if node.sign == "norm":
            (rows, columns) = costs[0][1]
            return inside + 2 * rows * columns, (1, 1)
        if node.sign in ("inverse", "pseudo-inverse") and rows > 1:
            return inside + (rows if self.is_diagonal(node) else 2 * rows**3), (rows, columns)
        return inside + rows * columns, (rows, columns)

    def dimensions(self, node: Node) -> Dimensions:
        shape = shape_in(node, self.meanings)
        if not isinstance(shape, Shape):
            raise Unknown
        rows, columns = (numbers(side, self.sizes) for side in (shape.rows, shape.columns))
        if not rows or not columns:
            raise Unknown
        return rows, columns

    def is_diagonal(self, node: Node) -> bool:
        if isinstance(node, Operation) and node.sign in ("inverse", "transpose"):
            return self.is_diagonal(node.parts[0])
        return isinstance(node, Call) and self.does(node.function) == "diag"

    def does(self, node: Node) -> str | None:
        symbol = self.meanings.find(node) if isinstance(node, Name) else None
        return symbol.does if symbol else None

    def cheapest(self, factors: Sequence[Node]) -> tuple[float, Dimensions]:
        """A product in the cheapest order, with each of its sums taken apart where that is cheaper."""
        best = self.chain(factors)
        for at, factor in enumerate(factors):
            is_sum = isinstance(factor, Operation) and factor.sign in ("+", "-")
            if is_sum and min(self.dimensions(factor)) > 1:  # a sum of vectors or numbers is cheaper as it is
                before, after = factors[:at], factors[at + 1 :]
                parts = [self.cheapest([*before, *_factors(part), *after]) for part in parts_of(factor)]
                rows, columns = parts[0][1]
                best = min(best, (sum(cost for cost, _ in parts) + rows * columns, (rows, columns)))
        return best

    def chain(self, factors: Sequence[Node]) -> tuple[float, Dimensions]:
        """The cheapest order of the products of a chain: dynamic programming over the last product."""
        kept = [one for one in factors if self.does(one) != "identity"] or factors[:1]
        best = {(at, at): self.of(one) for at, one in enumerate(kept)}
        diagonal = {(at, at) for at, one in enumerate(kept) if self.is_diagonal(one)}
        for length in range(2, len(kept) + 1):
            for first in range(len(kept) - length + 1):
                last = first + length - 1
                pairs = [((first, at), (at + 1, last)) for at in range(first, last)]
                best[first, last] = min(
                    _product(best[one], best[other], is_cheap=bool({one, other} & diagonal)) for one, other in pairs
                )
        return best[0, len(kept) - 1]


def _factors(node: Node) -> list[Node]:
    if isinstance(node, Operation) and node.sign == "product":
        return [one for part in node.parts for one in _factors(part)]
    return [node]


def _product(
    one: tuple[float, Dimensions], other: tuple[float, Dimensions], *, is_cheap: bool
) -> tuple[float, Dimensions]:
    """The product of two results; one with a number or with a diagonal matrix is cheap."""
    (cost, (rows, inner)), (more, (_, columns)) = one, other
    if (1, 1) in (one[1], other[1]):
        rows, columns = other[1] if one[1] == (1, 1) else one[1]
        return cost + more + rows * columns, (rows, columns)
    each = 1 if is_cheap else 2 * inner - 1
    return cost + more + rows * columns * each, (rows, columns)
