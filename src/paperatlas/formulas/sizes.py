r"""Sizes with letters: `d_k`, `2 d_k`, `1 + d_k + d_k^2`, and the shapes made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..maths import FormulaError
from .nodes import Name, Node, Number, Operation, walk
from .parse import Letters, parse


@dataclass(frozen=True, slots=True)
class Size:
    """A sum of products of letters, each with its factor: `{('d_k', 'd_k'): 1, (): 1}` is `d_k^2 + 1`."""

    terms: frozenset[tuple[tuple[str, ...], float]]

    @classmethod
    def of(cls, terms: Mapping[tuple[str, ...], float]) -> Size:
        return cls(frozenset((letters, factor) for letters, factor in terms.items() if factor))

    def __add__(self, other: Size) -> Size:
        terms = Counter(dict(self.terms))
        for letters, factor in other.terms:
            terms[letters] += factor  # type: ignore[assignment]
        return Size.of(terms)

    def __mul__(self, other: Size) -> Size:
        terms: dict[tuple[str, ...], float] = {}
        for letters, factor in self.terms:
            for more, by in other.terms:
                product = tuple(sorted((*letters, *more)))
                terms[product] = terms.get(product, 0) + factor * by
        return Size.of(terms)

    def with_letter(self, letter: str, size: Size) -> Size:
        """The size in which another one takes the place of a letter."""
        found = NOTHING
        for letters, factor in self.terms:
            product = Size.of({tuple(one for one in letters if one != letter): factor})
            for _ in range(letters.count(letter)):
                product *= size
            found += product
        return found

    def covers(self, other: Size) -> bool:
        """Whether each term of the other is in this one too, as many times."""
        terms = dict(self.terms)
        return all(terms.get(letters, 0) >= factor for letters, factor in other.terms)

    @property
    def letters(self) -> set[str]:
        return {letter for letters, _ in self.terms for letter in letters}

    def __str__(self) -> str:
        return " + ".join(_term(*term) for term in sorted(self.terms, key=lambda one: (-len(one[0]), one[0]))) or "0"


def _term(letters: tuple[str, ...], factor: float) -> str:
    powers = [one if count == 1 else f"{one}^{count}" for one, count in Counter(letters).items()]
    shown = [f"{factor:g}"] if factor != 1 or not letters else []
    return " ".join([*shown, *powers])


NOTHING = Size.of({})
ONE = Size.of({(): 1})


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows and columns. A column has 1 column, and a scalar also 1 row."""

    rows: Size
    columns: Size
    is_literal: bool = False
    """A number that is written out, such as 1: it may be added to a vector or matrix of any shape."""

    def __str__(self) -> str:
        if self == SCALAR or self.is_literal:
            return "a scalar"
        return " × ".join(f"({one})" if len(one.terms) > 1 else str(one) for one in (self.rows, self.columns))

    def transposed(self) -> Shape:
        return Shape(self.columns, self.rows)

    def with_letter(self, letter: str, size: Size) -> Shape:
        return Shape(self.rows.with_letter(letter, size), self.columns.with_letter(letter, size))

    @property
    def count(self) -> Size:
        return self.rows * self.columns


SCALAR = Shape(ONE, ONE)
LITERAL = Shape(ONE, ONE, is_literal=True)


@dataclass(frozen=True, slots=True)
class Mapped:
    """The shape of a function: that of its argument and that of its result."""

    domain: Shape
    result: Shape


@lru_cache(maxsize=1024)
def shape_of(latex: str) -> Shape | Mapped | None:
    r"""The shape that a text such as `d_v \times d_k`, `1` or `d_k \to d_\phi` says.

    None for a shape in words.

    >>> str(shape_of(r"d_v \times 2 d_k"))
    'd_v × 2 d_k'
    """
    try:
        (one,) = parse(latex, Letters())
        if one.relation == r"\to":
            return Mapped(_shape(one.left), _shape(one.right))
        return None if one.relation else _shape(one.left)
    except (FormulaError, ValueError):
        return None


@lru_cache(maxsize=1024)
def count_of(latex: str) -> Size | None:
    """How many numbers a text such as `d_v \times d_k + d_k` says, a complex one as two; None if it is in words."""
    try:
        (one,) = parse(latex, Letters())
        return None if one.relation else size_of(one.left)
    except (FormulaError, ValueError):
        return None


def _shape(node: Node) -> Shape:
    sides = list(_sides(node))
    if len(sides) > 2:
        raise FormulaError("More than rows and columns.", node.at)
    return Shape(sides[0], sides[1] if len(sides) == 2 else ONE)


def _sides(node: Node) -> Iterator[Size]:
    if isinstance(node, Operation) and node.sign == "times":
        yield from _sides(node.parts[0])
        yield size_of(node.parts[1])
    else:
        yield size_of(node)


def size_of(node: Node) -> Size:
    """A size that is written out.

    Raises:
        FormulaError: it is none.
    """
    match node:
        case Number(value=value):
            return Size.of({(): value})
        case Name(base=r"\mathbb C"):
            return Size.of({(): 2})
        case Name() if not node.base.startswith(r"\text"):
            return Size.of({(node.key,): 1})
        case Operation(sign="+", parts=(left, right)):
            return size_of(left) + size_of(right)
        case Operation(sign="-", parts=(left, right)):
            return size_of(left) + Size.of({(): -1}) * size_of(right)
        case Operation(sign="product" | "times", parts=(left, right)):
            return size_of(left) * size_of(right)
        case Operation(sign="/", parts=(left, Number(value=value))):
            return Size.of({(): 1 / value}) * size_of(left)
        case Operation(sign="power", parts=(Name(base=r"\mathbb C"), right)):
            return Size.of({(): 2}) * size_of(right)
        case Operation(sign="power", parts=(left, Number(value=value))):
            found = ONE
            for _ in range(int(value)):
                found *= size_of(left)
            return found
        case Operation(sign="binom"):  # a size of its own
            return Size.of({("binomial " + "".join(one.key for one in walk(node) if isinstance(one, Name)),): 1})
    raise FormulaError("No size.", node.at)
