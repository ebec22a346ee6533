"""What a token does with the memory before it writes: the class of the transition, and bounds of its eigenvalues.

The bounds hold because a diagonal matrix with entries of 0 or more, times a symmetric one, has the eigenvalues of a
symmetric matrix between the products of the bounds (Ostrowski's theorem), and because taking away `c u u^T`, with u of
length 1, lowers no eigenvalue by more than c and raises none (Weyl's inequalities).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from ..model import TransitionClass
from .affine import Term, names_in
from .meanings import Meanings
from .nodes import Call, Name, Node, Number, Operation, walk
from .ranges import ANY, ONE, Range, range_of, same
from .shapes import shape_in
from .sizes import LITERAL, SCALAR, Shape
from .sizes import ONE as ONE_ROW

_PARTS = ("identity", "scalar", "diagonal", "matrix")


@dataclass(frozen=True, slots=True)
class Transition:
    kind: TransitionClass
    from_input: bool = False
    """Whether it changes with the token's input."""
    eigenvalues: Range | None = None
    needs_unit_keys: bool = False
    """Whether the bounds of the eigenvalues hold only for vectors of length 1, such as normalised keys."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A factor, or a product of factors: `kind` times bounds, or an outer product with bounds of its size."""

    kind: str
    range: Range
    is_unit: bool = False  # the bounds of an outer product hold for vectors of length 1


def transition(found: Sequence[Term], meanings: Meanings, token: str, *, is_repeated: bool) -> Transition:
    """The transition of a memory that is the sum of the terms.

    `token` is the index of the equation, such as `t`. With `is_repeated` there are several steps for each token.
    """
    sums = [[_signed(part, one) for part in _term(one, meanings)] for one in found]
    parts = [part for one in sums for part in one]
    is_low_rank = any(part.kind == "low rank" for part in parts)
    plain = [part.kind for part in parts if part.kind != "low rank"]
    kind = max(plain, key=_PARTS.index, default="identity")
    from_input = any(_is_of_token(factor, token) for one in found for factor in one.factors)
    eigenvalues = _bounds(found, sums, meanings)
    whole = _class(kind, is_low_rank=is_low_rank, is_repeated=is_repeated)
    if is_repeated and eigenvalues:
        eigenvalues = Range(-eigenvalues.size, eigenvalues.size, eigenvalues.size)
    is_of_unit_keys = any(part.is_unit for part in parts)
    return Transition(whole, from_input, eigenvalues, is_of_unit_keys and eigenvalues is not None)


def _class(kind: str, *, is_low_rank: bool, is_repeated: bool) -> TransitionClass:
    if kind == "matrix":
        return "matrix"
    if not is_low_rank:
        return "diagonal" if kind == "diagonal" else "scalar" if kind == "scalar" else "identity"
    if kind == "identity":
        return "householder-product" if is_repeated else "identity-low-rank"
    return "diagonal-low-rank" if kind == "diagonal" else "scalar-low-rank"


def _bounds(found: Sequence[Term], sums: Sequence[Sequence[_Part]], meanings: Meanings) -> Range | None:
    """Bounds of the eigenvalues: the product of those of the factors of one term, or those of a sum of terms."""
    if any(one.is_summed for one in found):
        return None
    if len(found) == 1:
        term = found[0]
        around = [range_of(one, meanings) for one in term.around]
        inside = [_of_sum(_monomials_as_parts(one, meanings)) for one in _whole_factors(term)]
        total = reduce(Range.__mul__, [*around, *inside], -ONE if term.is_negative else ONE)
    else:
        total = _of_sum([part for one in sums for part in one])
    return total if total.is_known else None


def _whole_factors(term: Term) -> Iterator[Node]:
    """The factors on each side, of which an outer product `u w^T` is one."""
    for side in (term.left, term.right):
        if side:
            yield reduce(lambda one, other: Operation(one.at, other.end, "product", (one, other)), side)


def _monomials_as_parts(node: Node, meanings: Meanings) -> list[_Part]:
    """Of a product of factors, those that are sums multiply as such; so does `diag(a) (I - b k k^T)`."""
    factors = _factors(node)
    if len(factors) > 1 and any(_is_sum(one) for one in factors):
        total = reduce(Range.__mul__, (_of_sum(_monomials_as_parts(one, meanings)) for one in factors), ONE)
        return [_Part("matrix", total)]
    return [_signed_part(_product(monomial, meanings), negative) for negative, monomial in _monomials(node)]


def _of_sum(parts: Sequence[_Part]) -> Range:
    """The bounds of a symmetric matrix less or plus some outer products."""
    plain = [part.range for part in parts if part.kind != "low rank"]
    total = reduce(Range.__add__, plain) if plain else Range(0, 0)
    if any(part.kind == "matrix" for part in parts) and len(parts) > 1:
        return ANY
    for part in parts:
        if part.kind == "low rank":
            if total.radius is not None:
                return ANY
            total = Range(total.low + min(part.range.low, 0), total.high + max(part.range.high, 0))
    return total


def _term(term: Term, meanings: Meanings) -> list[_Part]:
    """The products that a term is the sum of."""
    around = [_around(one, meanings) for one in term.around]
    found = [_Part("identity", ONE)]
    for side in _whole_factors(term):
        others = [_signed_part(_product(one, meanings), negative) for negative, one in _monomials(side)]
        found = [_times(one, other) for one in found for other in others]
    return [reduce(_times, around, one) for one in found]


def _around(node: Node, meanings: Meanings) -> _Part:
    kind = "scalar" if shape_in(node, meanings) in (SCALAR, LITERAL) else "diagonal"
    return _Part("identity" if _is_one(node, meanings) else kind, range_of(node, meanings))


def _times(one: _Part, other: _Part) -> _Part:
    is_unit = one.is_unit or other.is_unit
    if "low rank" in (one.kind, other.kind):
        return _Part("low rank", one.range * other.range, is_unit)
    return _Part(max(one.kind, other.kind, key=_PARTS.index), one.range * other.range, is_unit)


def _signed(part: _Part, term: Term) -> _Part:
    return _signed_part(part, term.is_negative)


def _signed_part(part: _Part, is_negative: bool) -> _Part:
    return _Part(part.kind, -part.range, part.is_unit) if is_negative else part


def _monomials(node: Node) -> list[tuple[bool, tuple[Node, ...]]]:
    """An expression as a sum of products, each with whether it is subtracted."""
    match node:
        case Operation(sign="+" | "-", parts=(one, other)):
            rest = [(negative != (node.sign == "-"), factors) for negative, factors in _monomials(other)]
            return [*_monomials(one), *rest]
        case Operation(sign="negative", parts=(one,)):
            return [(not negative, factors) for negative, factors in _monomials(one)]
        case Operation(sign="product", parts=(one, other)):
            return [
                (first != second, (*some, *more))
                for first, some in _monomials(one)
                for second, more in _monomials(other)
            ]
    return [(False, (node,))]


def _factors(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Operation) and node.sign == "product":
        return tuple(one for part in node.parts for one in _factors(part))
    return (node,)


def _is_sum(node: Node) -> bool:
    return isinstance(node, Operation) and node.sign in ("+", "-")


def _product(factors: Sequence[Node], meanings: Meanings) -> _Part:
    """What a product of factors without sums is."""
    shapes = [shape_in(one, meanings) for one in factors]
    kinds, bounds = [], []
    columns: list[Node] = []
    rows: list[Node] = []
    for factor, shape in zip(factors, shapes, strict=True):
        if isinstance(shape, Shape) and shape not in (SCALAR, LITERAL) and ONE_ROW in (shape.rows, shape.columns):
            (columns if shape.columns == ONE_ROW else rows).append(factor)
            continue
        bounds.append(range_of(factor, meanings))
        if _is_one(factor, meanings):
            kinds.append("identity")
        elif shape in (SCALAR, LITERAL):
            kinds.append("scalar")
        else:
            kinds.append("diagonal" if _is_diagonal(factor, meanings) else "matrix")
    total = reduce(Range.__mul__, bounds, ONE)
    if columns or rows:
        size = _outer(columns, rows, meanings)
        return _Part("low rank", total * (size or ANY), size is not None)
    return _Part(max(kinds, key=_PARTS.index, default="identity"), total)


def _is_one(node: Node, meanings: Meanings) -> bool:
    symbol = meanings.find(node) if isinstance(node, Name) else None
    return bool(symbol and symbol.does == "identity") or (isinstance(node, Number) and node.value == 1)


def _is_diagonal(node: Node, meanings: Meanings) -> bool:
    symbol = meanings.find(node.function) if isinstance(node, Call) else None
    return bool(symbol and symbol.does == "diag")


def _outer(columns: Sequence[Node], rows: Sequence[Node], meanings: Meanings) -> Range | None:
    """The bounds of the one eigenvalue of `(a u) (b u)^T`, if u has length 1; else None."""
    if len(columns) != 1 or len(rows) != 1 or not isinstance(rows[0], Operation) or rows[0].sign != "transpose":
        return None
    one, other = _elements(columns[0]), _elements(rows[0].parts[0])
    for vector in one:
        symbol = meanings.find(vector) if isinstance(vector, Name) else None
        if symbol and "of length 1" in (symbol.range or "") and any(same(vector, factor) for factor in other):
            rest = [factor for factor in (*one, *other) if not same(factor, vector)]
            return reduce(Range.__mul__, (range_of(factor, meanings) for factor in rest), ONE)
    return None


def _elements(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Operation) and node.sign == "odot":
        return tuple(one for part in node.parts for one in _elements(part))
    return (node,)


def _is_of_token(node: Node, token: str) -> bool:
    """Whether a part is another one for each token."""
    return any(isinstance(one, Name) and any(token in names_in(part) for part in one.index) for one in walk(node))
