"""Runs a program without numpy, for the still picture of a memory. assets/memory/machine.js does the same.

A value is a number, or the rows of a matrix; what has one row and one column is a number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from operator import add, mul, sub, truediv
from typing import Any

from .program import Program, Tree

Matrix = list[list[float]]
Value = Any
"""A number or a matrix."""


class Machine:
    """The values of a program's symbols for some pairs and settings. A value is computed when it is asked for."""

    def __init__(
        self, program: Program, keys: Sequence[Matrix], values: Sequence[Matrix], settings: Mapping[str, float]
    ) -> None:
        self.program, self.settings = program, settings
        self.given = {**dict.fromkeys(program.keys, keys), **dict.fromkeys(program.values, values)}
        self.sizes = {**program.sizes, program.rows: len(values[0]), program.columns: len(keys[0])}
        self.query: Matrix = []
        self.tokens = 0
        self.known: dict[tuple[Any, ...], Value] = {}

    def ask(self, query: Matrix, tokens: int) -> Matrix:
        """What comes back for a query after some tokens."""
        self.query, self.tokens = query, tokens
        late = self.program.late
        self.known = {place: value for place, value in self.known.items() if place[0] not in late}
        return matrix(self.value(self.program.output, tokens))

    def value(self, key: str, *index: int) -> Value:
        place = (key, *index)
        if place not in self.known:
            self.known[place] = self._compute(key, index)
        return self.known[place]

    def _compute(self, key: str, index: tuple[int, ...]) -> Value:
        if index and not 1 <= index[0] <= self.tokens:
            return self._filled(key, index, lambda: 0.0)
        if key in self.program.queries:
            return number_or_matrix(self.query)
        if key in self.given:
            return number_or_matrix(self.given[key][index[0] - 1])
        if key in self.settings:
            return self._set(key, index)
        if key in self.program.random:
            least, most, seed, by_token = self.program.random[key]
            draw = uniform(seed + (1009 * index[0] if by_token and index else 0))
            return self._filled(key, index, lambda: least + (most - least) * next_of(draw))
        for pattern, tree in self.program.equations[key]:
            bound = match(pattern, index)
            if bound is not None:
                return self.evaluate(tree, bound)
        raise ValueError(f"'{key}' has no equation for {index}")

    def _set(self, key: str, index: tuple[int, ...]) -> Value:
        """One number everywhere; on the diagonal of a square matrix."""
        setting = self.settings[key]
        found = self._filled(key, index, lambda: setting)
        rows, columns = self.program.shapes[key]
        return found if rows == 1 or rows != columns else times(identity(len(found)), setting)

    def _filled(self, key: str, index: tuple[int, ...], number: Callable[[], float]) -> Value:
        bound = {"t": max(index[0], 0)} if index else {}
        rows, columns = (round(self.evaluate(one, bound)) for one in self.program.shapes[key])
        return number_or_matrix([[number() for _ in range(columns)] for _ in range(rows)])

    def evaluate(self, tree: Tree, bound: dict[str, Any]) -> Value:
        """The value of a tree, with those of indices and arguments in `bound`."""
        if not isinstance(tree, list):
            return tree
        operation, *parts = tree
        match operation:
            case "let":
                return bound[parts[0]]
            case "of":
                return self.sizes[parts[0]]
            case "tokens":
                return self.tokens
            case "get":
                return self.value(parts[0], *(round(self.evaluate(one, bound)) for one in parts[1:]))
            case "call":
                return self._call(parts[0], parts[1], [self.evaluate(one, bound) for one in parts[2:]], bound)
            case "sum":
                return self._sum(parts, bound)
            case "share":
                raised = self._shares(parts, bound)
                return raised[bound[parts[0]] - bound[parts[0] + " first"]]
        return OPERATIONS[operation](*(self.evaluate(one, bound) for one in parts))

    def _call(self, key: str, index: Sequence[Tree], arguments: Sequence[Value], bound: dict[str, Any]) -> Value:
        place = tuple(round(self.evaluate(one, bound)) for one in index)
        for pattern, names, tree in self.program.functions[key]:
            found = match(pattern, place)
            if found is not None:
                return self.evaluate(tree, {**found, **dict(zip(names, arguments, strict=True))})
        raise ValueError(f"'{key}' has no equation for {place}")

    def _sum(self, parts: Sequence[Tree], bound: dict[str, Any]) -> Value:
        over, first, last, body = parts
        start, end = round(self.evaluate(first, bound)), round(self.evaluate(last, bound))
        inner = {**bound, over + " first": start, over + " last": end}
        found: Value = 0.0
        for one in range(start, end + 1):
            inner[over] = one
            found = plus(found, self.evaluate(body, inner))
        return found

    def _shares(self, parts: Sequence[Tree], bound: dict[str, Any]) -> list[float]:
        """The softmax of a score over the indices of a sum, computed once for the sum."""
        over, score = parts
        kept = over + " shares"
        if kept not in bound:
            members = range(bound[over + " first"], bound[over + " last"] + 1)
            bound[kept] = shares([self.evaluate(score, {**bound, over: one}) for one in members])
        found: list[float] = bound[kept]
        return found


def match(pattern: Sequence[Tree], index: Sequence[int]) -> dict[str, Any] | None:
    """The values of the letters of a pattern at an index; None if they do not match."""
    if len(pattern) != len(index):
        return None
    bound = {}
    for part, value in zip(pattern, index, strict=True):
        if isinstance(part, list):
            bound[part[0]] = value - part[1]
        elif part != value:
            return None
    return bound


def uniform(seed: int) -> list[int]:
    """A stream of random numbers: mulberry32, which is a few lines in every language."""
    return [seed & 0xFFFFFFFF]


def next_of(stream: list[int]) -> float:
    """The next number of a stream, from 0 to 1."""
    state = stream[0] = (stream[0] + 0x6D2B79F5) & 0xFFFFFFFF
    mixed = ((state ^ state >> 15) * (state | 1)) & 0xFFFFFFFF
    mixed ^= (mixed + ((mixed ^ mixed >> 7) * (mixed | 61))) & 0xFFFFFFFF
    return (mixed ^ mixed >> 14) / 4294967296


# --- Values ----------------------------------------------------------------------------------------------------------


def matrix(value: Value) -> Matrix:
    return value if isinstance(value, list) else [[value]]


def number_or_matrix(rows: Matrix) -> Value:
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else rows


def identity(size: int) -> Value:
    return [[float(row == column) for column in range(size)] for row in range(size)]


def _each(function: Callable[[float], float]) -> Callable[[Value], Value]:
    def of(x: Value) -> Value:
        return [[*map(function, row)] for row in x] if isinstance(x, list) else function(x)

    return of


def _both(function: Callable[[float, float], float]) -> Callable[[Value, Value], Value]:
    def of(x: Value, y: Value) -> Value:
        if not isinstance(y, list):
            return _each(lambda one: function(one, y))(x)
        if not isinstance(x, list):
            return _each(lambda one: function(x, one))(y)
        return [[*map(function, row, other)] for row, other in zip(x, y, strict=True)]

    return of


plus, times = _both(add), _both(mul)


def product(x: Value, y: Value) -> Value:
    if not isinstance(x, list) or not isinstance(y, list):
        return times(x, y)
    columns = [*zip(*y, strict=True)]
    return number_or_matrix([[sum(map(mul, row, column)) for column in columns] for row in x])


def transpose(x: Value) -> Value:
    return [[*column] for column in zip(*x, strict=True)] if isinstance(x, list) else x


def shares(scores: Sequence[float]) -> list[float]:
    most = max(scores)
    raised = [math.exp(one - most) for one in scores]
    return [one / sum(raised) for one in raised]


def _inverse(x: Value) -> Value:
    """By elimination, with the largest number of each column first."""
    if not isinstance(x, list):
        return 1 / x
    rows = [[*row, *unit] for row, unit in zip(x, identity(len(x)), strict=True)]
    for column in range(len(rows)):
        best = max(range(column, len(rows)), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        pivot = [one / rows[column][column] for one in rows[column]]
        for row, other in enumerate(rows):
            factor = other[column]
            rows[row] = pivot if row == column else [a - factor * b for a, b in zip(other, pivot, strict=True)]
    return [row[len(x) :] for row in rows]


def _numbers(x: Value) -> list[float]:
    return [one for row in matrix(x) for one in row]


def _divided(x: Value, by: float) -> Value:
    return _each(lambda one: one / by)(x)


def _length(x: Value) -> float:
    return math.sqrt(sum(one * one for one in _numbers(x)))


def _softmax(x: Value) -> Value:
    found = shares(_numbers(x))
    return number_or_matrix([[one] for one in found])


def _layer_norm(x: Value) -> Value:
    mean = sum(_numbers(x)) / len(_numbers(x))
    moved = _each(lambda one: one - mean)(x)
    return _divided(moved, _length(moved) / math.sqrt(len(_numbers(x))))


def _diag(x: Value) -> Value:
    if not isinstance(x, list):
        return x
    return [[one if row == column else 0.0 for column in range(len(x))] for row, (one,) in enumerate(x)]


def _power(x: float, y: float) -> float:
    return float(x**y)


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


OPERATIONS: Mapping[str, Callable[..., Value]] = {
    "+": plus,
    "-": _both(sub),
    "negative": _each(lambda x: -x),
    "product": product,
    "odot": times,
    "oslash": _both(truediv),
    "/": _both(truediv),
    "otimes": lambda x, y: number_or_matrix(
        [[a * b for a in row for b in other] for row in matrix(x) for other in matrix(y)]
    ),
    "transpose": transpose,
    "inverse": _inverse,
    "power": _both(_power),
    "root": _each(math.sqrt),
    "size": _each(abs),
    "norm": _length,
    "row": lambda *parts: number_or_matrix(
        [[one for row in rows for one in row] for rows in zip(*map(matrix, parts), strict=True)]
    ),
    "stack": lambda *parts: [row for part in parts for row in matrix(part)],
    "at": lambda x, row: matrix(x)[round(row) - 1][0],
    "identity": lambda size: number_or_matrix(identity(round(size))),
    "exp": _each(math.exp),
    "log": _each(math.log),
    "sigmoid": _each(_sigmoid),
    "tanh": _each(math.tanh),
    "relu": _each(lambda x: max(x, 0.0)),
    "elu": _each(lambda x: x if x > 0 else math.expm1(x)),
    "silu": _each(lambda x: x * _sigmoid(x)),
    "softplus": _each(lambda x: math.log1p(math.exp(x))),
    "cos": _each(math.cos),
    "sin": _each(math.sin),
    "max": _both(max),
    "real": lambda x: x,
    "imaginary": _each(lambda x: 0.0),
    "softmax": _softmax,
    "unit": lambda x: _divided(x, _length(x)),
    "layer-norm": _layer_norm,
    "rms-norm": lambda x: _divided(x, _length(x) / math.sqrt(len(_numbers(x)))),
    "diag": _diag,
}
