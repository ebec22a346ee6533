"""Formulas with numbers. This module needs numpy, which the site does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .meanings import Meanings
from .nodes import Call, Equation, Name, Node, Number, Operation, Sum
from .sizes import Shape, Size

Values = NDArray[Any]
Function = Callable[[Values], Values]


class Unknown(ValueError):
    """A formula that cannot be run: a symbol without a value, or an operation that is not known."""


def _softmax(x: Values) -> Values:
    raised: Values = np.exp(x - x.max())
    shares: Values = raised / raised.sum()
    return shares


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "exp": np.exp,
    "log": np.log,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "tanh": np.tanh,
    "relu": lambda x: np.maximum(x, 0),
    "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "silu": lambda x: x / (1 + np.exp(-x)),
    "softplus": lambda x: np.log1p(np.exp(x)),
    "cos": np.cos,
    "sin": np.sin,
    "max": np.maximum,
    "real": np.real,
    "imaginary": np.imag,
    "softmax": _softmax,
    "unit": lambda x: x / np.linalg.norm(x),
    "layer-norm": lambda x: (x - x.mean()) / x.std(),
    "rms-norm": lambda x: x / np.sqrt(np.mean(np.abs(x) ** 2)),
    "diag": lambda x: np.diag(x[:, 0]),
}


@dataclass(frozen=True)
class Inputs:
    """What a run is given. All values are matrices: a column has one column, a scalar one row and one column.

    `by_token` has the values of an input by its index, from 0: `(2,)` is token 3. `fixed` has those of what does not
    depend on the token.
    """

    tokens: int
    sizes: Mapping[str, int]
    by_token: Mapping[str, Mapping[tuple[int, ...], Values]] = field(default_factory=dict)
    fixed: Mapping[str, Values] = field(default_factory=dict)
    functions: Mapping[str, Function] = field(default_factory=dict)
    initial: Mapping[str, Values] = field(default_factory=dict)
    """What is before the first token, where it is not zero."""


class Run:
    """The values of the symbols of some equations. A value is computed when it is asked for, and kept.

    What has an equation is zero before the first token and after the last one.
    """

    def __init__(self, equations: Sequence[Equation], meanings: Meanings, inputs: Inputs) -> None:
        self.meanings, self.inputs = meanings, inputs
        self.known: dict[tuple[str, tuple[int, ...]], Values] = {}
        self.open: set[tuple[str, tuple[int, ...]]] = set()
        self.equations: dict[str, list[Equation]] = {}
        for one in equations:
            target = one.left.function if isinstance(one.left, Call) else one.left
            if one.relation == "=" and isinstance(target, Name):
                self.equations.setdefault(target.key, []).append(one)

    def value(self, key: str, *index: int) -> Values:
        """The value of a symbol at an index: `value("S", 3)` is $S_3$.

        Raises:
            Unknown: it has neither a value nor an equation.
        """
        place = (key, index)
        if place not in self.known:
            if place in self.open:
                raise Unknown(f"'{key}' is defined by itself")
            self.open.add(place)
            try:
                self.known[place] = self._compute(key, index)
            finally:
                self.open.discard(place)
        return self.known[place]

    def outputs(self, key: str = "o") -> Values:
        """The values of a symbol for tokens 1 to T, in the shape (T, rows, columns)."""
        return np.stack([self.value(key, token) for token in range(1, self.inputs.tokens + 1)])

    def _compute(self, key: str, index: tuple[int, ...]) -> Values:
        is_outside = bool(index) and not 1 <= index[0] <= self.inputs.tokens
        if key in self.inputs.by_token and index and not is_outside:
            return self.inputs.by_token[key][tuple(one - 1 for one in index)]
        if key in self.inputs.fixed:
            return self.inputs.fixed[key]
        if is_outside:
            return self.inputs.initial[key] if key in self.inputs.initial else self._zero(key, index[0])
        for equation in sorted(self.equations.get(key, ()), key=_generality):
            if isinstance(equation.left, Name):
                bound = _match(equation.left.index, index)
                if bound is not None:
                    return self.evaluate(equation.right, bound)
        raise Unknown(f"'{key}' has no value and no equation")

    def _zero(self, key: str, token: int) -> Values:
        shape = self.meanings.shape(Name(0, 0, key))
        if not isinstance(shape, Shape):
            raise Unknown(f"the shape of '{key}' is not known")
        sizes = {**self.inputs.sizes, "t": max(token, 0)}
        return np.zeros((in_numbers(shape.rows, sizes), in_numbers(shape.columns, sizes)))

    def evaluate(self, node: Node, bound: Mapping[str, Any]) -> Values:
        """The value of a part of a formula, with the values of indices and arguments in `bound`."""
        match node:
            case Number(value=value):
                return _scalar(value)
            case Name():
                return self._name(node, bound)
            case Call():
                return self._call(node, bound)
            case Sum():
                return self._sum(node, bound)
            case Operation():
                return self._operation(node, bound)
        raise Unknown("no value")

    def _name(self, name: Name, bound: Mapping[str, Any]) -> Values:
        for key in (name.key, name.base):
            if key in bound and not name.index:
                found = bound[key]
                return found if isinstance(found, np.ndarray) else _scalar(found)
        if name.index:
            index = tuple(self._whole(one, bound) for one in name.index)
            declared = len(self.meanings.declared(name))
            if 0 < declared < len(index):
                return _scalar(self.value(name.key, *index[:declared])[index[declared] - 1, 0])
            return self.value(name.key, *index)
        if name.key in self.inputs.fixed:
            return self.inputs.fixed[name.key]
        if name.key in self.inputs.sizes:
            return _scalar(self.inputs.sizes[name.key])
        if name.key == "T":
            return _scalar(self.inputs.tokens)
        if name.key == r"\pi":
            return _scalar(np.pi)
        symbol = self.meanings.find(name)
        if symbol and symbol.does == "identity":
            return np.eye(len(self._zero(name.key, 0)))
        return self.value(name.key)

    def _whole(self, node: Node, bound: Mapping[str, Any]) -> int:
        return round(float(self.evaluate(node, bound)[0, 0].real))

    def _call(self, node: Call, bound: Mapping[str, Any]) -> Values:
        name = node.function
        symbol = self.meanings.find(name)
        if symbol and symbol.does == "softmax" and name.index:
            return self._weight(node, bound)
        arguments = [self.evaluate(one, bound) for one in node.arguments]
        for equation in self.equations.get(name.key, ()):
            left = equation.left
            if isinstance(left, Call):
                index = _match(left.function.index, tuple(self._whole(one, bound) for one in name.index))
                names = [one.key for one in left.arguments if isinstance(one, Name)]
                if index is not None and len(names) == len(arguments):
                    return self.evaluate(equation.right, {**index, **dict(zip(names, arguments, strict=True))})
        for key in (name.key, name.base):
            if key in self.inputs.functions:
                return self.inputs.functions[key](arguments[0])
        if symbol and symbol.does:
            found: Values = FUNCTIONS[symbol.does](*arguments)
            return found
        raise Unknown(f"the function '{name.key}' is not known")

    def _weight(self, node: Call, bound: Mapping[str, Any]) -> Values:
        """`softmax_i(...)` within a sum over i: the share of one index among all of the sum."""
        over = node.function.index[0]
        if not isinstance(over, Name) or over.key + " all" not in bound:
            raise Unknown("a softmax over an index needs a sum over it")
        scores = [self.evaluate(node.arguments[0], {**bound, over.key: one})[0, 0] for one in bound[over.key + " all"]]
        place = list(bound[over.key + " all"]).index(bound[over.key])
        return _scalar(_softmax(np.array(scores))[place])

    def _sum(self, node: Sum, bound: Mapping[str, Any]) -> Values:
        if not node.over or " " in node.over:
            raise Unknown("a sum over a set whose members are not known")
        first = self._whole(node.first, bound) if node.first else 1
        last = self._whole(node.last, bound) if node.last else self.inputs.tokens
        members = range(first, last + 1)
        terms = [self.evaluate(node.body, {**bound, node.over: one, node.over + " all": members}) for one in members]
        return sum(terms[1:], terms[0]) if terms else _scalar(0)

    def _operation(self, node: Operation, bound: Mapping[str, Any]) -> Values:
        sign = node.sign
        if sign == "power" and isinstance(node.parts[0], Name) and node.parts[0].base == "e":
            raised: Values = np.exp(self.evaluate(node.parts[1], bound))
            return raised
        if sign == "at":
            row = self._whole(node.parts[1], bound)
            return _scalar(self.evaluate(node.parts[0], bound)[row - 1, 0])
        parts = [self.evaluate(one, bound) for one in node.parts]
        if sign == "norm" and node.label not in ("", "F", "2"):
            raise Unknown(f"the norm '{node.label}' is not known")
        operation = _OPERATIONS.get(sign)
        if operation is None:
            raise Unknown(f"the operation '{sign}' cannot be run")
        return operation(*parts)


def _product(left: Values, right: Values) -> Values:
    if left.shape == (1, 1) or right.shape == (1, 1):
        return left * right
    return left @ right


def _power(base: Values, exponent: Values) -> Values:
    found: Values = base**exponent
    return found


_OPERATIONS: Mapping[str, Callable[..., Values]] = {
    "+": np.add,
    "-": np.subtract,
    "negative": np.negative,
    "product": _product,
    "odot": np.multiply,
    "oslash": np.divide,
    "/": np.divide,
    "otimes": np.kron,
    "transpose": np.transpose,
    "inverse": lambda x: 1 / x if x.shape == (1, 1) else np.linalg.inv(x),
    "pseudo-inverse": np.linalg.pinv,
    "power": _power,
    "root": np.sqrt,
    "size": np.abs,
    "norm": lambda x: _scalar(np.linalg.norm(x)),
    "row": lambda *parts: np.hstack(parts),
    "stack": lambda *parts: np.vstack(parts),
}


def _scalar(value: Any) -> Values:
    return np.array([[value]], dtype=complex if isinstance(value, complex) else float)


def _match(pattern: tuple[Node, ...], index: tuple[int, ...]) -> dict[str, int] | None:
    """The values of the letters of a pattern at an index: `t` is 2 if `t+1` is 3. None if they do not match."""
    if len(pattern) != len(index):
        return None
    bound: dict[str, int] = {}
    for part, value in zip(pattern, index, strict=True):
        match part:
            case Name():
                bound[part.key] = value
            case Operation(sign="+" | "-", parts=(Name() as name, Number(value=by))):
                bound[name.key] = value - int(by) if part.sign == "+" else value + int(by)
            case Number(value=number) if number == value:
                pass
            case _:
                return None
    return bound


def _generality(equation: Equation) -> int:
    """An equation for one index comes before that for all: `S_{t,0} = ...` before `S_{t,j} = ...`."""
    index = equation.left.index if isinstance(equation.left, Name) else ()
    return -sum(isinstance(one, Number) for one in index)


def in_numbers(size: Size, sizes: Mapping[str, int]) -> int:
    """A size with numbers in place of its letters.

    Raises:
        Unknown: a letter has no number.
    """
    total = 0.0
    for letters, factor in size.terms:
        for letter in letters:
            if letter not in sizes:
                raise Unknown(f"the size '{letter}' is not known")
            factor *= sizes[letter]
        total += factor
    return round(total)
