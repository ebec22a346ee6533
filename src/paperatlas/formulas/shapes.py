"""The shapes of the parts of a formula, with letters for sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..maths import FormulaError
from .meanings import Meanings
from .nodes import Call, Equation, Name, Node, Number, Operation, Sum
from .sizes import LITERAL, ONE, SCALAR, Mapped, Shape, size_of

# What is computed for each element, and what leaves the shape as it is.
_BY_ELEMENT = ("exp", "log", "sigmoid", "tanh", "relu", "elu", "silu", "softplus", "cos", "sin", "real", "imaginary")
SAME_SHAPE = frozenset((*_BY_ELEMENT, "softmax", "unit", "layer-norm", "rms-norm"))


class ShapeError(FormulaError):
    """Shapes that do not fit. `hint` says what to write instead."""

    def __init__(self, message: str, offset: int, hint: str) -> None:
        super().__init__(message, offset)
        self.hint = hint


@dataclass(frozen=True)
class _Scope:
    latex: str
    meanings: Meanings
    local: Mapping[str, Shape]
    """The shapes of the arguments of the function that is being defined."""

    def text(self, node: Node) -> str:
        return self.latex[node.at : node.end].strip()

    def fault(self, node: Node, message: str, hint: str) -> ShapeError:
        return ShapeError(f"'{self.text(node)}' {message}", node.at, hint)


def faults(latex: str, equations: tuple[Equation, ...], meanings: Meanings) -> Iterator[ShapeError]:
    """For each equation the first place where shapes do not fit. What has no known shape fits everywhere."""
    for equation in equations:
        try:
            _check(latex, equation, meanings)
        except ShapeError as error:
            yield error


def _check(latex: str, equation: Equation, meanings: Meanings) -> None:
    local: dict[str, Shape] = {}
    expected: Shape | None
    if isinstance(equation.left, Call):
        function = meanings.shape(equation.left.function)
        if not isinstance(function, Mapped):
            return
        first, *_ = equation.left.arguments
        if isinstance(first, Name):
            local[first.key] = function.domain
        expected = function.result
    else:
        expected = shape(equation.left, _Scope(latex, meanings, local))
    scope = _Scope(latex, meanings, local)
    if equation.relation not in ("=", r"\approx"):
        return
    found = shape(equation.right, scope)
    if expected and found and not found.is_literal and expected != found and not expected.is_literal:
        hint = (
            f"the right side must be {expected} too; or correct the shape of '{scope.text(equation.left)}' in `symbols`"
        )
        raise scope.fault(equation.left, f"is {expected}, but what it equals is {found}", hint)


def shape_in(node: Node, meanings: Meanings) -> Shape | None:
    """The shape of a part of a formula; None if it is not known, or if the shapes in it do not fit."""
    try:
        return shape(node, _Scope("", meanings, {}))
    except ShapeError:
        return None


def shape(node: Node, scope: _Scope) -> Shape | None:
    """The shape of a part of a formula, or None if it is not known.

    Raises:
        ShapeError: the shapes in it do not fit.
    """
    match node:
        case Number():
            return LITERAL
        case Name():
            return _of_name(node, scope)
        case Call():
            return _of_call(node, scope)
        case Sum():
            return shape(node.body, scope)
        case Operation():
            return _of_operation(node, scope)
    return None


def _of_name(name: Name, scope: _Scope) -> Shape | None:
    if name.key in scope.local:
        return scope.local[name.key]
    if name.base in scope.meanings.indices and not name.index:
        return LITERAL
    symbol = scope.meanings.find(name)
    if symbol is None:
        return None
    if symbol.size is not None:
        return SCALAR
    found = scope.meanings.shape(name)
    if not isinstance(found, Shape):
        return None
    declared = scope.meanings.declared(name)
    if len(name.index) > max(len(declared), 1):
        return SCALAR  # one element
    if name.index and declared and isinstance(declared[0], Name):
        letter = declared[0].key
        if letter in found.rows.letters | found.columns.letters:
            return found.with_letter(letter, size_of(name.index[0]))
    return found


def _of_call(node: Call, scope: _Scope) -> Shape | None:
    arguments = [shape(one, scope) for one in node.arguments]
    symbol = scope.meanings.find(node.function)
    first = arguments[0]
    if symbol and symbol.does == "diag" and first:
        if first.columns != ONE or first in (SCALAR, LITERAL):
            hint = f"write a column in it, or write '{scope.text(node.arguments[0])}' alone"
            raise scope.fault(node, f"needs a column, and its argument is {first}", hint)
        return Shape(first.rows, first.rows)
    if symbol and symbol.does == "max":
        return _alike(node, arguments[0], arguments[-1], scope, "compares")
    if symbol and symbol.does in SAME_SHAPE:
        return first
    mapped = scope.meanings.shape(node.function)
    if not isinstance(mapped, Mapped):
        return None
    if first and not first.is_literal and first != mapped.domain:
        hint = f"write an argument that is {mapped.domain}, or correct the shape of the function in `symbols`"
        raise scope.fault(node, f"needs an argument that is {mapped.domain}, and it is {first}", hint)
    return mapped.result


def _of_operation(node: Operation, scope: _Scope) -> Shape | None:
    if node.sign == "power" and isinstance(node.parts[0], Name) and node.parts[0].base == "e":
        return shape(node.parts[1], scope)
    parts = [shape(one, scope) for one in node.parts]
    first, last = parts[0], parts[-1]
    match node.sign:
        case "negative" | "root" | "size":
            return first
        case "norm":
            return SCALAR
        case "at":
            return SCALAR if first else None
        case "transpose":
            return first.transposed() if first else None
        case "inverse" | "pseudo-inverse":
            if first and node.sign == "inverse" and first.rows != first.columns:
                raise scope.fault(node, f"inverts what is {first}", "only a square matrix or a scalar has an inverse")
            return first.transposed() if first else None
        case "power":
            return _alike(node, first, last, scope, "raises") if last not in (SCALAR, LITERAL) else first
        case "+" | "-":
            return _alike(node, first, last, scope, "adds" if node.sign == "+" else "subtracts")
        case "odot" | "oslash":
            return _alike(node, first, last, scope, "multiplies" if node.sign == "odot" else "divides", is_strict=True)
        case "/":
            return first if last in (SCALAR, LITERAL) else _alike(node, first, last, scope, "divides")
        case "product":
            return _product(node, first, last, scope)
        case "otimes":
            return Shape(first.rows * last.rows, ONE) if first and last else None
        case "row" | "stack":
            return _joined(node, parts, scope)
    return None


def _alike(
    node: Node, left: Shape | None, right: Shape | None, scope: _Scope, verb: str, *, is_strict: bool = False
) -> Shape | None:
    """The shape of what is computed element by element."""
    if left is None or right is None:
        return None if is_strict else left or right
    if left.is_literal or left == right:
        return right
    if right.is_literal:
        return left
    if left == right.transposed():
        hint = r"turn one of the two with ^\top"
    else:
        hint = f"both must have one shape; {right} is not {left}"
    raise scope.fault(node, f"{verb} {left} and {right} element by element", hint)


def _product(node: Node, left: Shape | None, right: Shape | None, scope: _Scope) -> Shape | None:
    if left is None or right is None:
        return None
    if left.is_literal or left == SCALAR:
        return right if not (right.is_literal and left == SCALAR) else left
    if right.is_literal or right == SCALAR:
        return left
    if left.columns != right.rows:
        hint = (
            f"the left has {left.columns} columns and the right {right.rows} rows; they must be equal: turn one with "
            r"^\top, or write \odot for the product element by element"
        )
        raise scope.fault(node, f"multiplies {left} by {right}", hint)
    return Shape(left.rows, right.columns)


def _joined(node: Operation, parts: list[Shape | None], scope: _Scope) -> Shape | None:
    found, *others = parts
    for other in others:
        if found is None or other is None:
            return None
        if node.sign == "row":
            if found.rows != other.rows:
                hint = f"both need {found.rows} rows; write [a; b] to put one above the other"
                raise scope.fault(node, f"puts {found} beside {other}", hint)
            found = Shape(found.rows, found.columns + other.columns)
        else:
            if found.columns != other.columns:
                hint = f"both need {found.columns} columns; write [a, b] to put one beside the other"
                raise scope.fault(node, f"puts {found} above {other}", hint)
            found = Shape(found.rows + other.rows, found.columns)
    return found
