"""One expression of a formula in numpy. Columns and rows are arrays of one dimension."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .meanings import Meanings
from .nodes import Call, Equation, Name, Node, Number, Operation, Sum
from .shapes import shape_in
from .sizes import LITERAL, ONE, SCALAR, Shape


class CannotWrite(ValueError):
    """The equations need something that has no short form in numpy."""


# How tightly the parts of an expression are bound, from loose to tight.
SUM, PRODUCT, POWER, ATOM = range(4)

_FUNCTIONS = {
    "exp": "np.exp({})", "log": "np.log({})", "tanh": "np.tanh({})", "cos": "np.cos({})", "sin": "np.sin({})",
    "relu": "np.maximum({}, 0)", "softplus": "np.log1p(np.exp({}))", "real": "np.real({})",
    "imaginary": "np.imag({})", "max": "np.maximum({}, {})", "sigmoid": "sigmoid({})", "silu": "silu({})",
    "elu": "elu({})", "softmax": "softmax({})", "unit": "unit({})", "layer-norm": "layer_norm({})",
    "rms-norm": "rms_norm({})",
}  # fmt: skip
_HELPERS = {"sigmoid", "silu", "elu", "softmax", "unit", "layer-norm", "rms-norm"}
_RESERVED = {"lambda": "lam", "T": "T", "in": "in_"}


def identifier(key: str) -> str:
    r"""A symbol as a Python name.

    >>> identifier(r"\tilde S"), identifier(r"\lambda"), identifier("W_f")
    ('S_tilde', 'lam', 'W_f')
    """
    base, _, label = key.partition("_")
    words = [one for one in base.replace("\\", " ").replace("{", " ").replace("}", " ").split() if one]
    fonts = ("operatorname", "text", "mathrm", "mathbf", "mathcal", "boldsymbol", "mathbb")
    accents = [one for one in words if one in ("tilde", "bar", "hat")]
    letters = [one for one in words if one not in accents and one not in fonts]
    parts = ["".join(letters), *accents, label.replace("\\", "").strip("()")]
    name = "_".join(one for one in parts if one)
    if not name.isidentifier():
        name = {"1": "ones"}.get(name, "")
    if not name:
        raise CannotWrite(f"'{key}' has no name in Python")
    return _RESERVED.get(name, name)


@dataclass(frozen=True, slots=True)
class Code:
    """An expression. `kind` is `scalar`, `column`, `row`, `matrix` or `diagonal`.

    The text of a diagonal matrix is that of the vector on its diagonal.
    """

    text: str
    kind: str
    level: int = ATOM

    def at(self, level: int) -> str:
        """The text, in brackets if its parts are bound less tightly."""
        return self.text if self.level >= level else f"({self.text})"

    def whole(self) -> Code:
        return Code(f"np.diag({self.text})", "matrix") if self.kind == "diagonal" else self


@dataclass
class Writer:
    """Writes the right sides of equations, and keeps what the lines around them need."""

    meanings: Meanings
    known: Mapping[str, Equation]
    token: str
    done: set[str] = field(default_factory=set)  # what earlier lines have computed for this token
    states: set[str] = field(default_factory=set)  # what is read of the token before
    kept: set[str] = field(default_factory=set)  # of these, what is read after it has changed
    lags: set[str] = field(default_factory=set)  # inputs of the token before
    histories: set[str] = field(default_factory=set)  # what is computed and read again by all later tokens
    helpers: set[str] = field(default_factory=set)
    local: dict[str, str] = field(default_factory=dict)  # arguments of a function and letters of sums: their kinds

    def expression(self, node: Node) -> str:
        return self.of(node).whole().text

    def with_argument(self, key: str, shape: Shape, node: Node) -> str:
        self.local[key] = _kind(shape)
        text = self.expression(node)
        del self.local[key]
        return text

    def of(self, node: Node) -> Code:
        match node:
            case Number(value=value):
                return Code(f"{value:g}", "scalar")
            case Name():
                return self.name(node)
            case Call():
                return self.call(node)
            case Sum():
                return self.sum(node)
            case Operation(sign="power", parts=(Name(base="e"), exponent)):
                inside = self.of(exponent)
                return Code(f"np.exp({inside.whole().text})", inside.kind)
            case Operation():
                return self.operation(node)
        raise CannotWrite("an expression without a form in numpy")

    def name(self, name: Name) -> Code:
        symbol = self.meanings.find(name)
        if name.key in self.local and not name.index:
            kind, text = self.local[name.key], identifier(name.key)
            return Code(f"{text} + 1", "scalar", SUM) if kind == "count" else Code(text, kind)
        if name.key == self.token and not name.index:
            return Code(f"{self.token} + 1", "scalar", SUM)
        if name.key in ("T", r"\pi"):
            return Code("T" if name.key == "T" else "np.pi", "scalar")
        if symbol and symbol.does == "identity":
            return self.identity(name)
        if symbol and (symbol.range or "").startswith("its square is -1"):
            return Code("1j", "scalar")
        shape = shape_in(name, self.meanings)
        kind = _kind(shape) if isinstance(shape, Shape) else "scalar" if symbol and symbol.size else ""
        if not kind:
            raise CannotWrite(f"the shape of ${name.key}$ is not known")
        return Code(self.place(name), kind)

    def identity(self, name: Name) -> Code:
        shape = shape_in(name, self.meanings)
        if not isinstance(shape, Shape) or len(shape.rows.terms) != 1:
            raise CannotWrite("an identity matrix of an unknown size")
        return Code(f"np.eye({identifier(str(shape.rows))})", "matrix")

    def place(self, name: Name) -> str:
        """A symbol at its token: what is computed has a name for each token, inputs are arrays."""
        text = identifier(name.key)
        if not name.index:
            return text
        shift = _shift(name.index[0], self.token) if len(name.index) == 1 else None
        if name.key in self.known:
            if shift == 0:
                return text
            if shift == -1:
                self.states.add(name.key)
                if name.key not in self.done:
                    return text
                self.kept.add(name.key)
                return f"{text}_last"
            if shift is None and len(name.index) == 1 and _letter(name.index[0]) in self.local:
                self.histories.add(name.key)
                return f"{text}_all[{_letter(name.index[0])}]"
            raise CannotWrite("a computed value of a token far away")
        if shift == -1:
            self.lags.add(name.key)
            return f"{text}_last"
        letters = [one.key for one in name.index if isinstance(one, Name)]
        if len(letters) == len(name.index) and all(one == self.token or one in self.local for one in letters):
            return f"{text}[{', '.join(letters)}]"
        raise CannotWrite("an input of a token far away")

    def call(self, node: Call) -> Code:
        name, symbol = node.function, self.meanings.find(node.function)
        if name.index and symbol and symbol.does:
            raise CannotWrite("a function over an index")
        arguments = [self.of(one) for one in node.arguments]
        first = arguments[0]
        if symbol and symbol.does == "diag":
            return Code(first.text, "diagonal", first.level)
        texts = [one.whole().text for one in arguments]
        if symbol and symbol.does in _FUNCTIONS and name.key not in self.known:
            helper = symbol.does.replace("-", "_")
            if symbol.does in _HELPERS:
                self.helpers.add(helper)
            return Code(_FUNCTIONS[symbol.does].format(*texts), first.whole().kind)
        shape = shape_in(node, self.meanings)
        if not isinstance(shape, Shape):
            raise CannotWrite(f"what ${name.key}$ gives is not known")
        extra = [self.token] if name.index and _shift(name.index[0], self.token) == 0 else []
        if name.index and not extra:
            raise CannotWrite("a function of another token")
        return Code(f"{identifier(name.key)}({', '.join([*texts, *extra])})", _kind(shape))

    def sum(self, node: Sum) -> Code:
        if not node.over.isalpha() or (node.first and not (isinstance(node.first, Number) and node.first.value == 1)):
            raise CannotWrite("a sum over a set")
        match node.last:
            case None:
                last = "T"
            case Name(key=key):
                last = f"{self.token} + 1" if key == self.token else identifier(key)
            case Operation(sign="-", parts=(Name(key=key), Number(value=1.0))) if key == self.token:
                last = self.token
            case _:
                raise CannotWrite("a sum with an unusual last term")
        self.local[node.over] = "count"
        body = self.of(node.body).whole()
        del self.local[node.over]
        return Code(f"sum({body.text} for {node.over} in range({last}))", body.kind)

    def operation(self, node: Operation) -> Code:
        parts = [self.of(one) for one in node.parts]
        first, last = parts[0], parts[-1]
        match node.sign:
            case "+" | "-":
                return _added(first.whole(), last.whole(), node.sign)
            case "negative":
                return Code(f"-{first.at(POWER)}", first.kind, PRODUCT)
            case "product":
                return _product(first, last)
            case "odot":
                return _by_element(first.whole(), last.whole(), "*")
            case "/" | "oslash":
                return _by_element(first.whole(), last.whole(), "/")
            case "power":
                return Code(f"{first.at(ATOM)}**{last.at(ATOM)}", first.kind, POWER)
            case "transpose":
                turned = {"column": "row", "row": "column", "scalar": "scalar", "diagonal": "diagonal"}
                if first.kind in turned:
                    return Code(first.text, turned[first.kind], first.level)
                return Code(f"{first.at(ATOM)}.T", "matrix")
            case "inverse":
                if first.kind in ("scalar", "diagonal"):
                    return Code(f"1 / {first.at(POWER)}", first.kind, PRODUCT)
                return Code(f"np.linalg.inv({first.text})", "matrix")
            case "pseudo-inverse":
                return Code(f"np.linalg.pinv({first.text})", "matrix")
            case "root":
                return Code(f"np.sqrt({first.text})", first.kind)
            case "size":
                return Code(f"np.abs({first.text})", first.kind)
            case "norm" if node.label in ("", "2", "F"):
                return Code(f"np.linalg.norm({first.whole().text})", "scalar")
            case "otimes":
                return Code(f"np.kron({first.text}, {last.text})", "column")
            case "stack" if all(one.kind in ("column", "scalar") for one in parts):
                shown = [f"[{one.text}]" if one.kind == "scalar" else one.text for one in parts]
                return Code(f"np.concatenate([{', '.join(shown)}])", "column")
            case "row":
                return Code(f"np.column_stack([{', '.join(one.whole().text for one in parts)}])", "matrix")
        raise CannotWrite(f"'{node.sign}' has no short form in numpy")


def _added(one: Code, other: Code, sign: str) -> Code:
    kind = other.kind if one.kind == "scalar" else one.kind
    return Code(f"{one.at(SUM)} {sign} {other.at(PRODUCT)}", kind, SUM)


def _by_element(one: Code, other: Code, sign: str) -> Code:
    kind = other.kind if one.kind == "scalar" else one.kind
    return Code(f"{one.at(PRODUCT)} {sign} {other.at(POWER)}", kind, PRODUCT)


# What the product of two kinds is, and how it is written.
_PRODUCTS = {
    ("row", "column"): ("scalar", "@"), ("matrix", "column"): ("column", "@"), ("row", "matrix"): ("row", "@"),
    ("matrix", "matrix"): ("matrix", "@"), ("matrix", "diagonal"): ("matrix", "*"),
    ("diagonal", "column"): ("column", "*"), ("row", "diagonal"): ("row", "*"),
    ("diagonal", "diagonal"): ("diagonal", "*"),
}  # fmt: skip


def _product(one: Code, other: Code) -> Code:
    if "scalar" in (one.kind, other.kind):
        kind = other.kind if one.kind == "scalar" else one.kind
        return Code(f"{one.at(PRODUCT)} * {other.at(POWER)}", kind, PRODUCT)
    if (one.kind, other.kind) == ("column", "row"):
        return Code(f"np.outer({one.text}, {other.text})", "matrix")
    if (one.kind, other.kind) == ("diagonal", "matrix"):
        return Code(f"{one.at(ATOM)}[:, None] * {other.at(POWER)}", "matrix", PRODUCT)
    if (one.kind, other.kind) not in _PRODUCTS:
        raise CannotWrite(f"a {one.kind} times a {other.kind}")
    kind, sign = _PRODUCTS[one.kind, other.kind]
    return Code(f"{one.at(PRODUCT)} {sign} {other.at(POWER)}", kind, PRODUCT)


def _kind(shape: Shape) -> str:
    if shape in (SCALAR, LITERAL):
        return "scalar"
    return "column" if shape.columns == ONE else "row" if shape.rows == ONE else "matrix"


def _letter(index: Node) -> str:
    return index.key if isinstance(index, Name) else ""


def _shift(index: Node, token: str) -> int | None:
    """How far an index is from the token: -1 for `t-1`."""
    match index:
        case Name(key=key) if key == token:
            return 0
        case Operation(sign="-", parts=(Name(key=key), Number(value=1.0))) if key == token:
            return -1
    return None
