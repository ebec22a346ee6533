"""One method as a special case of another: the same inputs, with some symbols replaced. This module needs numpy."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from .evaluate import Function, Inputs, Run, Values, in_numbers
from .given import names_to_give
from .meanings import Meanings, first_name
from .nodes import Equation, Name, Node, walk
from .parse import parse
from .sizes import Mapped, Shape


@dataclasses.dataclass(frozen=True)
class Replaced:
    r"""A symbol of one method and what it is in terms of the other: `\alpha_t` is `1`."""

    name: Name
    by: Node


def substituted(
    general: Sequence[Equation], meanings: Meanings, special: Sequence[Equation], of: Meanings, by: Mapping[str, str],
    inputs: Inputs,
) -> tuple[Run, Run]:  # fmt: skip
    """The runs of the general and of the special method, the first with the replaced symbols.

    `by` has for each symbol what takes its place, in the symbols of the special method. A symbol that only the special
    method has, such as a term to leave out, is replaced there. Other symbols of one name have one value in both.

    Raises:
        Unknown: a symbol of the general method has neither a replacement nor a value in the other.
    """
    replaced = [
        Replaced(first_name(key, meanings.indices), parse(text, of.letters)[0].left) for key, text in by.items()
    ]
    used = {one.key for equation in general for one in walk(equation) if isinstance(one, Name)}
    there = {one.name.key: one for one in replaced if one.name.key not in used}
    run = Run(special, of, _with_constants(inputs, there, of))
    here = {one.name.key: one for one in replaced if one.name.key in used}
    by_token: dict[str, dict[tuple[int, ...], Values]] = {}
    fixed: dict[str, Values] = {}
    functions: dict[str, Function] = dict(run.inputs.functions)
    sizes = dict(inputs.sizes)
    kept = [one for one in general if not (isinstance(one.left, Name) and one.left.key in here)]
    for name, shape in [*names_to_give(kept, meanings), *_defined(general, here, meanings)]:
        key, other = name.key, here.get(name.key)
        symbol = meanings.find(name)
        if symbol and symbol.does:
            continue
        if isinstance(shape, Mapped):
            if other:
                functions[key] = _function(run, other)
        elif symbol and symbol.size is not None:
            if other:
                sizes[key] = round(float(run.evaluate(other.by, {})[0, 0]))
        elif name.index:
            places = product(range(inputs.tokens), repeat=len(name.index))
            by_token[key] = {place: _of_shape(_value(run, name, other, place), shape, inputs) for place in places}
        else:
            value = run.evaluate(other.by, {}) if other else run.evaluate(name, {})
            fixed[key] = _of_shape(value, shape, inputs)
    return Run(kept, meanings, Inputs(inputs.tokens, sizes, by_token, fixed, functions, inputs.initial)), run


def _with_constants(inputs: Inputs, there: Mapping[str, Replaced], of: Meanings) -> Inputs:
    """The inputs of the special method, with numbers in place of what only it has."""
    run = Run((), of, inputs)
    values = {key: run.evaluate(one.by, {}) for key, one in there.items() if not isinstance(of.shape(one.name), Mapped)}
    functions = {key: _function(run, one) for key, one in there.items() if isinstance(of.shape(one.name), Mapped)}
    fixed = {key: _of_shape(values[key], of.shape(one.name), inputs) for key, one in there.items() if key in values}
    return dataclasses.replace(inputs, fixed={**inputs.fixed, **fixed}, functions={**inputs.functions, **functions})


def _defined(
    equations: Sequence[Equation], here: Mapping[str, Replaced], meanings: Meanings
) -> Iterator[tuple[Name, Shape | Mapped | None]]:
    """What the general method computes, and the replacement gives."""
    for one in equations:
        if isinstance(one.left, Name) and one.left.key in here:
            yield one.left, meanings.shape(one.left)


def _value(run: Run, name: Name, other: Replaced | None, place: tuple[int, ...]) -> Values:
    index = [one + 1 for one in place]
    if other is None:
        return run.value(name.key, *index)
    letters = [one.key for one in other.name.index if isinstance(one, Name)]
    return run.evaluate(other.by, dict(zip(letters, index, strict=True)))


def _function(run: Run, other: Replaced) -> Function:
    """The function whose value for `x` is the replacement."""
    return lambda x: run.evaluate(other.by, {"x": x})


def _of_shape(value: Values, shape: Any, inputs: Inputs) -> Values:
    """A number as a vector or matrix of that shape, with it everywhere."""
    if not isinstance(shape, Shape) or value.shape != (1, 1):
        return value
    size = (in_numbers(shape.rows, inputs.sizes), in_numbers(shape.columns, inputs.sizes))
    return np.broadcast_to(value, size)
