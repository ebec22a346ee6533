"""What a memory recalls of the pairs that were written to it. The browser does the same in assets/memory/recall.js."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from .machine import Machine, Matrix, matrix, next_of, uniform
from .program import Program

HALF = 0.5  # of a value: from here on it counts as recalled


@dataclass(frozen=True)
class Pairs:
    """Keys of length 1 and values of 1 and -1, each as a column."""

    keys: Sequence[Matrix]
    values: Sequence[Matrix]


@dataclass(frozen=True)
class Recalled:
    """What comes back for one key."""

    answer: Sequence[float]
    share: float
    """How much of the value comes back: 1 if it is unchanged, 0 if the answer is no nearer to it than nothing is."""


def pairs(count: int, size: int, similarity: float = 0, *, is_again: bool = False) -> Pairs:
    """Some pairs, always the same ones. The first `size` keys are orthogonal, and each further `size`.

    `similarity` is about the cosine of the angle between any two keys. With `is_again` the last pair has the key of the
    first.
    """
    shared = _unit(_column(uniform(7), size))
    keys: list[list[float]] = []
    stream = uniform(1)
    own: list[list[float]] = []
    for number in range(count):
        one = _column(stream, size)
        for other in own[number - number % size :]:
            one = _plus(one, other, -sum(map(mul, one, other)))
        own.append(_unit(one))
        mixed = [math.sqrt(1 - similarity) * a for a in own[-1]]
        keys.append(_unit(_plus(mixed, shared, math.sqrt(similarity))))
    if is_again:
        keys[-1] = keys[0]
    signs = uniform(2)
    values = [[1.0 if next_of(signs) < 0.5 else -1.0 for _ in range(size)] for _ in range(count)]
    return Pairs([_as_matrix(one) for one in keys], [_as_matrix(one) for one in values])


def recall(machine: Machine, written: Pairs, count: int, length: float) -> list[Recalled]:
    """What comes back for the keys of the first `count` pairs, after these were written; `length` is the query's.

    Answers are measured in the length of the first one: what comes back right after the first pair was written.
    """
    scale = _length(_ask(machine, written.keys[0], 1, length)) / math.sqrt(len(written.values[0])) or 1
    found = []
    for key, value in zip(written.keys[:count], written.values[:count], strict=True):
        answer = [one / scale for one in _ask(machine, key, count, length)]
        away = _length([one - wanted for one, (wanted,) in zip(answer, value, strict=True)])
        found.append(Recalled(answer, max(0.0, 1 - away / math.sqrt(len(value)))))
    return found


def _ask(machine: Machine, key: Matrix, count: int, length: float) -> list[float]:
    return [one for (one,) in machine.ask([[length * one] for (one,) in key], count)]


def state(machine: Machine, count: int) -> list[tuple[str, Matrix]]:
    """What the memory keeps after `count` pairs. What is kept for each of them is side by side."""
    found = []
    for key, tree in machine.program.state.items():
        if machine.program.is_list:
            columns = [matrix(machine.evaluate(tree, {"t": token})) for token in range(1, count + 1)]
            found.append((key, [[row[0] for row in rows] for rows in zip(*columns, strict=True)]))
        else:
            found.append((key, matrix(machine.evaluate(tree, {"t": count}))))
    return found


def begin(program: Program, written: Pairs, settings: Mapping[str, float] | None = None) -> Machine:
    """A machine with the usual settings, except those that are given."""
    usual = {key: one.usual or 0.0 for key, one in program.settings.items()}
    return Machine(program, written.keys, written.values, {**usual, **(settings or {})})


def _column(stream: list[int], size: int) -> list[float]:
    return [2 * next_of(stream) - 1 for _ in range(size)]


def _plus(one: Sequence[float], other: Sequence[float], factor: float) -> list[float]:
    return [a + factor * b for a, b in zip(one, other, strict=True)]


def _unit(one: Sequence[float]) -> list[float]:
    return [a / _length(one) for a in one]


def _length(one: Sequence[float]) -> float:
    return math.sqrt(sum(a * a for a in one))


def _as_matrix(one: Sequence[float]) -> Matrix:
    return [[a] for a in one]
