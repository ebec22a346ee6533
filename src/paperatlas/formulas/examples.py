"""Random inputs for the formulas of a method, from the shapes and ranges of its symbols. This module needs numpy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from .evaluate import Function, Inputs, Values, in_numbers
from .given import names_to_give
from .meanings import Meanings
from .nodes import Equation
from .sizes import Mapped, Shape

_BETWEEN = re.compile(r"(-?\d+) to (-?\d+)")


def example(
    equations: Sequence[Equation],
    meanings: Meanings,
    sizes: Mapping[str, int],
    tokens: int,
    seed: int,
    functions: Mapping[str, Function] | None = None,
) -> Inputs:
    """Inputs for everything that the equations read and do not define, as far as their shapes are known.

    Raises:
        Unknown: a letter in a shape has no size.
    """
    random = np.random.default_rng(seed)
    known = {key: one.size for key, one in meanings.symbols.items() if one.size is not None}
    sizes = {**known, **sizes}
    by_token: dict[str, Any] = {}
    fixed: dict[str, Values] = {}
    given: dict[str, Function] = dict(functions or {})
    for name, shape in names_to_give(equations, meanings):
        symbol = meanings.find(name)
        if name.key in given or symbol is None or symbol.does or shape is None:
            continue
        if isinstance(shape, Mapped):
            given[name.key] = _function(shape, symbol.range or "", sizes, random)
        elif name.index:
            places = list(product(range(tokens), repeat=len(name.index)))
            by_token[name.key] = {
                place: values(shape, symbol.range or "", {**sizes, "t": place[0] + 1}, random) for place in places
            }
        else:
            fixed[name.key] = values(shape, symbol.range or "", sizes, random)
    return Inputs(tokens, sizes, by_token, fixed, given)


def values(shape: Shape, range_: str, sizes: Mapping[str, int], random: np.random.Generator) -> Values:
    """Random values of a shape in a range such as `0 to 1`, `more than 0`, `of length 1` or `complex`."""
    size = (in_numbers(shape.rows, sizes), in_numbers(shape.columns, sizes))
    between = _BETWEEN.match(range_)
    found: Values
    if range_.startswith("its square is -1"):
        found = np.array([[1j]])
    elif range_.startswith("complex"):
        found = random.uniform(0.3, 0.9, size) * np.exp(1j * random.uniform(-3, 3, size))
        if "negative real" in range_:
            found = -np.abs(found.real) + 1j * found.imag
    elif range_ == "1":
        found = np.ones(size)
    elif between:
        least, most = int(between[1]), int(between[2])
        found = random.uniform(least + 0.05 * (most - least), most - 0.05 * (most - least), size)
    elif range_.startswith(("more than 0", "0 or more")):
        found = random.uniform(0.3, 1.5, size)
    elif range_.startswith(("less than 0", "0 or less", "negative")):
        found = -random.uniform(0.3, 1.5, size)
    elif range_.startswith("eigenvalues within"):
        found = random.uniform(-1, 1, size) / size[0]
    else:
        found = random.standard_normal(size) * 0.7
    if "of length 1" in range_:
        found = found / np.linalg.norm(found)
    return found / found.sum() if "sum to 1" in range_ else found


def _function(shape: Mapped, range_: str, sizes: Mapping[str, int], random: np.random.Generator) -> Function:
    """A smooth function of that shape: element by element if the shape stays, else after a random matrix."""
    if shape.domain == shape.result:
        matrix = np.eye(in_numbers(shape.domain.rows, sizes))
    else:
        count = in_numbers(shape.result.count, sizes)
        matrix = random.standard_normal((count, in_numbers(shape.domain.rows, sizes)))
    is_positive = range_.startswith(("more than 0", "0 or more", "0 to"))
    shift = random.uniform(0.5, 1)

    def function(x: Values) -> Values:
        mapped = matrix @ x + shift
        found: Values = np.log1p(np.exp(mapped)) if is_positive else np.tanh(mapped)
        return found if shape.domain == shape.result else found.reshape(-1, in_numbers(shape.result.columns, sizes))

    return function
