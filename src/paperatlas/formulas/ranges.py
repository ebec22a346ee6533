"""Between which bounds the values of an expression are, from the ranges that the symbols declare."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .meanings import Meanings
from .nodes import Call, Name, Node, Number, Operation

_BETWEEN = re.compile(r"(-?\d+) (?:to|and) (-?\d+)")
_INFINITE = math.inf


@dataclass(frozen=True, slots=True)
class Range:
    """The bounds of a value, or of each element of a vector or matrix.

    Of a complex value, `low` and `high` are the bounds of the real part, and `radius` is the largest absolute value.
    """

    low: float
    high: float
    radius: float | None = None

    @property
    def size(self) -> float:
        """The largest absolute value."""
        return max(abs(self.low), abs(self.high)) if self.radius is None else self.radius

    @property
    def is_known(self) -> bool:
        return self.size < _INFINITE

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high, _either(self, other, self.size + other.size))

    def __neg__(self) -> Range:
        return Range(-self.high, -self.low, self.radius)

    def __mul__(self, other: Range) -> Range:
        size = _times(self.size, other.size)
        if self.radius is not None and other.radius is not None:
            return Range(-size, size, size)
        products = [_times(one, two) for one in (self.low, self.high) for two in (other.low, other.high)]
        return Range(min(products), max(products), _either(self, other, size))


def _times(one: float, other: float) -> float:
    """The product of two bounds. Zero times a bound that is infinite is zero: no value is infinite."""
    return 0.0 if not one or not other else one * other


def _either(one: Range, other: Range, size: float) -> float | None:
    return None if one.radius is None and other.radius is None else size


ANY = Range(-_INFINITE, _INFINITE)
ONE = Range(1, 1)
SHARE = Range(0, 1)

_WORDS = {
    "more than 0": Range(0, _INFINITE), "0 or more": Range(0, _INFINITE), "less than 0": Range(-_INFINITE, 0),
    "0 or less": Range(-_INFINITE, 0), "whole, at least 1": Range(1, _INFINITE),
    "complex; within the unit circle": Range(-1, 1, 1), "complex; negative real parts": Range(-_INFINITE, 0, _INFINITE),
    "complex": Range(-_INFINITE, _INFINITE, _INFINITE), "its square is -1": Range(0, 0, 1), "1": ONE,
}  # fmt: skip
_FUNCTIONS: Mapping[str, Callable[[Range], Range]] = {
    "sigmoid": lambda _: SHARE, "softmax": lambda _: SHARE, "tanh": lambda _: Range(-1, 1),
    "cos": lambda _: Range(-1, 1), "sin": lambda _: Range(-1, 1), "exp": lambda x: _exponential(x),
    "relu": lambda x: Range(max(x.low, 0), max(x.high, 0)), "softplus": lambda _: Range(0, _INFINITE),
    "diag": lambda x: x,
}  # fmt: skip


def declared(text: str | None) -> Range:
    """The range that a symbol declares in words, such as `0 to 1` or `more than 0`; any value for other words.

    >>> declared("0 to 2; often of length 1")
    Range(low=0.0, high=2.0, radius=None)
    """
    words = text or ""
    found = _BETWEEN.match(words)
    if found:
        return Range(float(found[1]), float(found[2]))
    return next((range_ for start, range_ in _WORDS.items() if words == start or words.startswith(start + ";")), ANY)


def range_of(node: Node, meanings: Meanings) -> Range:
    """The bounds of an expression. They are not always the narrowest, but no value is outside."""
    match node:
        case Number(value=value):
            return Range(value, value)
        case Name():
            symbol = meanings.find(node)
            return ONE if symbol and symbol.does == "identity" else declared(symbol.range if symbol else None)
        case Call(function=function, arguments=(argument, *_)):
            symbol = meanings.find(function)
            known = _FUNCTIONS.get(symbol.does or "") if symbol else None
            return known(range_of(argument, meanings)) if known else declared(symbol.range if symbol else None)
        case Operation():
            return _of_operation(node, meanings)
    return ANY


def _of_operation(node: Operation, meanings: Meanings) -> Range:
    first, *rest = node.parts
    if node.sign == "power" and isinstance(first, Name) and first.base == "e":
        return _exponential(range_of(rest[0], meanings))
    if node.sign == "/" and _is_share(node, meanings):
        return SHARE
    parts = [range_of(one, meanings) for one in node.parts]
    match node.sign:
        case "+":
            return parts[0] + parts[1]
        case "-":
            return parts[0] + -parts[1]
        case "negative":
            return -parts[0]
        case "product" | "odot":
            return parts[0] * parts[1]
        case "/" | "oslash":
            return parts[0] * _reciprocal(parts[1])
        case "power" if rest == [Number(rest[0].at, rest[0].end, 2.0)]:
            return Range(0, parts[0].size ** 2)
        case "transpose":
            return parts[0]
    return ANY


def _is_share(node: Operation, meanings: Meanings) -> bool:
    """Whether it is `a / (a + b)` for positive a and b."""
    part, whole = node.parts
    if not isinstance(whole, Operation) or whole.sign != "+":
        return False
    is_part = any(same(part, one) for one in whole.parts)
    return is_part and all(range_of(one, meanings).low >= 0 for one in whole.parts)


def _exponential(exponent: Range) -> Range:
    high = math.exp(min(exponent.high, 700)) if exponent.high < _INFINITE else _INFINITE
    if exponent.radius is not None:
        return Range(-high, high, high)
    return Range(math.exp(exponent.low) if exponent.low < _INFINITE else 0, high)


def _reciprocal(value: Range) -> Range:
    if value.radius is not None or value.low < 0:
        return ANY
    return Range(1 / value.high if value.high else 0, 1 / value.low if value.low else _INFINITE)


def same(one: Node, other: Node) -> bool:
    """Whether two parts are written alike, wherever they are."""
    match one, other:
        case Number(), Number():
            return one.value == other.value
        case Name(), Name():
            return one.key == other.key and _all_same(one.index, other.index)
        case Operation(), Operation():
            return one.sign == other.sign and _all_same(one.parts, other.parts)
        case Call(), Call():
            return same(one.function, other.function) and _all_same(one.arguments, other.arguments)
    return False


def _all_same(some: tuple[Node, ...], others: tuple[Node, ...]) -> bool:
    return len(some) == len(others) and all(map(same, some, others))
