r"""A reader of the formulas of methods: LaTeX to a tree whose nodes know their place in the text.

From loose to tight: commas between equations; `=`; `+` and `-`; the products and quotients that have a sign (`\odot`,
`\oslash`, `\otimes`, `\times`, `*`, `/`); factors side by side; what is attached to a factor. So `g \odot S q` is
`g \odot (S q)`. The terms of a sum reach to the next `+`, `-`, `/` or `\oslash`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..maths import FormulaError
from ..patterns import regex
from .nodes import Call, Equation, Name, Node, Number, Operation, Sum, walk


@dataclass(frozen=True)
class Letters:
    """How letters are read: which are functions, and which are indices when they are subscripts.

    The subscript of one of `unindexed` is always a label: `W_i` are the weights of the gate `i`.
    """

    functions: frozenset[str] = frozenset()
    indices: frozenset[str] = frozenset()
    unindexed: frozenset[str] = frozenset()


_TOKEN = regex(r"\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|[^\s]")
_SPACES = {r"\,", r"\;", r"\:", r"\!", "\\ ", r"\left", r"\right", r"\textstyle", r"\displaystyle"}
_COMMAS = {",", r"\quad", r"\qquad"}
_RELATIONS = {"=", r"\in", r"\le", r"\leq", r"\ge", r"\geq", "<", ">", r"\approx", r"\sim", r"\to"}
_SIGNED = {
    r"\odot": "odot", r"\oslash": "oslash", r"\otimes": "otimes", r"\times": "times", r"\cdot": "product",
    "*": "convolution", "/": "/",
}  # fmt: skip
_ACCENTS = {r"\tilde", r"\bar", r"\hat", r"\mathbf", r"\mathbb", r"\mathcal", r"\boldsymbol"}
_WORDS = {r"\operatorname", r"\mathrm", r"\text"}
_FRACTIONS = {r"\frac": "/", r"\tfrac": "/", r"\dfrac": "/", r"\binom": "binom"}
_FUNCTIONS = {r"\log", r"\exp", r"\max", r"\min", r"\cos", r"\sin", r"\tanh", r"\nabla", r"\operatorname"}
_CLOSING = {")", "]", "}", r"\}"}
_OPENING = {"(": ")", "[": "]", r"\{": r"\}"}
_ENDS = _CLOSING | _COMMAS | _RELATIONS | set(_SIGNED) | {"+", "-", ";", "^", "_", "&", ""}


@lru_cache(maxsize=4096)  # rules, facts, code and figures read the same formulas
def parse(latex: str, letters: Letters) -> tuple[Equation, ...]:
    """The equations of a formula.

    Raises:
        FormulaError: the formula cannot be read.
    """
    return _Reader(latex, letters).equations()


class _Reader:
    def __init__(self, latex: str, letters: Letters) -> None:
        found = ((one[0], one.start()) for one in _TOKEN.finditer(latex))
        self.tokens = [one for one in found if one[0] not in _SPACES]
        self.tokens.append(("", len(latex)))
        self.latex, self.letters = latex, letters
        self.now = 0
        self.bars: list[str] = []

    @property
    def token(self) -> str:
        return self.tokens[self.now][0]

    @property
    def at(self) -> int:
        return self.tokens[self.now][1]

    @property
    def end(self) -> int:
        """Where the last token that was read ends."""
        text, start = self.tokens[self.now - 1]
        return start + len(text)

    def take(self, expected: str = "") -> str:
        token = self.token
        if expected and token != expected:
            raise FormulaError(f"Expected '{expected}' but found '{token or 'the end'}'.", self.at)
        self.now += bool(token)
        return token

    def equations(self) -> tuple[Equation, ...]:
        found = []
        while self.token:
            if self.token in _COMMAS:
                self.take()
                continue
            found.append(self.equation())
            if self.token and self.token not in _COMMAS:
                raise FormulaError(f"'{self.token}' is not expected here.", self.at)
        return tuple(found)

    def equation(self) -> Equation:
        start = self.at
        left = self.expression()
        if self.token not in _RELATIONS:
            return Equation(start, self.end, left, "", left)
        relation = self.take()
        right = self.expression()
        return Equation(start, self.end, left, relation, right)

    def expression(self) -> Node:
        start = self.at
        found = self.term()
        while self.token in ("+", "-"):
            sign, right = self.take(), self.term()
            found = Operation(start, self.end, sign, (found, right))
        return found

    def term(self) -> Node:
        start = self.at
        if self.token == "-":
            self.take()
            inside = self.term()
            return Operation(start, self.end, "negative", (inside,))
        found = self.side_by_side()
        while self.token in _SIGNED:
            sign = _SIGNED[self.take()]
            right = self.side_by_side()
            found = Operation(start, self.end, sign, (found, right))
        return found

    def side_by_side(self) -> Node:
        start = self.at
        found = self.factor()
        while self.begins():
            right = self.factor()
            found = Operation(start, self.end, "product", (found, right))
        return found

    def begins(self) -> bool:
        return self.token not in _ENDS and self.token not in self.bars

    def factor(self) -> Node:
        start = self.at
        found = self.atom()
        while self.token in ("^", "_"):
            found = self.attached(start, found)
        return found

    def attached(self, start: int, found: Node) -> Node:
        """The factor with what follows its `^` or `_`."""
        if self.take() == "_":
            if isinstance(found, Operation) and found.sign == "norm":
                return Operation(start, self.end, "norm", found.parts, self.raw())
            index = self.argument()
            return Operation(start, self.end, "at", (found, index))
        if self.token == r"\top":
            self.take()
            return Operation(start, self.end, "transpose", (found,))
        raised = self.raw_ahead()
        if raised in ("+", "-1"):
            self.raw()
            return Operation(start, self.end, "pseudo-inverse" if raised == "+" else "inverse", (found,))
        power = self.argument()
        return Operation(start, self.end, "power", (found, power))

    def atom(self) -> Node:
        start, token = self.at, self.token
        if token[:1].isdigit():
            self.take()
            return Number(start, self.end, float(token))
        if token in _OPENING:
            return self.bracket()
        if token in ("|", r"\|"):
            return self.between_bars()
        if token == "{":
            self.take()
            inside = self.expression()
            self.take("}")
            return inside
        if token in _FRACTIONS:
            self.take()
            parts = (self.argument(), self.argument())
            return Operation(start, self.end, _FRACTIONS[token], parts)
        if token == r"\sqrt":
            self.take()
            inside = self.argument()
            return Operation(start, self.end, "root", (inside,))
        if token == r"\sum":
            return self.sum()
        if token in _ENDS:
            raise FormulaError(f"A symbol is missing before '{token or 'the end'}'.", start)
        return self.name()

    def bracket(self) -> Node:
        """`(a)`, a pair `(a, b)`, columns side by side `[a, b]` or one above the other `[a; b]`."""
        start, opening = self.at, self.take()
        bars, self.bars = self.bars, []
        parts, separators = [self.expression()], set[str]()
        while self.token in (*_COMMAS, ";"):
            separators.add(self.take())
            parts.append(self.expression())
        self.take(_OPENING[opening])
        self.bars = bars
        if len(parts) == 1:
            return parts[0]
        sign = "pair" if opening == "(" else "stack" if ";" in separators else "row"
        return Operation(start, self.end, sign, tuple(parts))

    def between_bars(self) -> Node:
        start, bar = self.at, self.take()
        self.bars.append(bar)
        inside = self.expression()
        self.bars.pop()
        self.take(bar)
        return Operation(start, self.end, "norm" if bar == r"\|" else "size", (inside,))

    def argument(self) -> Node:
        """What follows a command: a group in braces, or one token."""
        if self.token == "{":
            self.take()
            bars, self.bars = self.bars, []
            inside = self.expression()
            self.bars = bars
            self.take("}")
            return inside
        text, start = self.tokens[self.now]
        if text.isdigit() and len(text) > 1:  # \tfrac12
            self.tokens[self.now : self.now + 1] = [(text[0], start), (text[1:], start + 1)]
        if text[:1].isdigit():
            return Number(start, start + 1, float(self.take()))
        return self.name(is_bare=True)

    def raw_ahead(self) -> str:
        now = self.now
        text = self.raw()
        self.now = now
        return text

    def raw(self) -> str:
        """The text of an argument, without spaces."""
        if self.token != "{":
            return self.take()
        depth = 0
        found: list[str] = []
        while True:
            token = self.take()
            if not token:
                raise FormulaError("A '{' is not closed.", self.at)
            depth += {"{": 1, "}": -1}.get(token, 0)
            if not depth:
                return "".join(found[1:])
            found.append(token)

    def name(self, *, is_bare: bool = False) -> Node:
        """A symbol with its index and label, and with its arguments if it is a function."""
        start, base = self.at, self.base()
        name = Name(start, self.end, base)
        if is_bare:
            return name
        power: list[Node] = []
        while self.token in ("_", "^"):
            before = self.now
            sign = self.take()
            if sign == "_":
                name = self.with_subscript(name)
            elif self.raw_ahead().startswith("(") and self.raw_ahead().endswith(")"):
                name = self.with_label(name)
            elif self.is_function(name) and not power and self.raw_ahead().isdigit():
                power.append(self.argument())  # relu^2(x)
            else:
                self.now = before
                break
        if not self.is_function(name):
            return name
        return self.called(start, name, power)

    def base(self) -> str:
        token = self.take()
        if token in _ACCENTS:
            return f"{token} {self.raw()}"
        if token in _WORDS:
            return f"{token}{{{self.raw()}}}"
        return token

    def is_function(self, name: Name) -> bool:
        command = name.base.partition("{")[0]
        return command in _FUNCTIONS or name.base in self.letters.functions or name.key in self.letters.functions

    def called(self, start: int, name: Name, power: list[Node]) -> Node:
        if self.token == "(":
            self.take()
            bars, self.bars = self.bars, []
            arguments = [self.expression()]
            while self.token in (",", ";"):
                self.take()
                arguments.append(self.expression())
            self.bars = bars
            self.take(")")
        elif name.base.partition("{")[0] not in _FUNCTIONS:
            return name  # the function itself
        elif self.begins():
            arguments = [self.side_by_side() if name.base == r"\nabla" else self.factor()]
        else:
            return name
        found: Node = Call(start, self.end, name, tuple(arguments))
        return Operation(start, self.end, "power", (found, power[0])) if power else found

    def with_subscript(self, name: Name) -> Name:
        now = self.now
        text = self.raw()
        after, self.now = self.now, now
        index = () if name.base in self.letters.unindexed else self.index()
        self.now = after
        if index:
            return Name(name.at, self.end, name.base, name.label, index)
        return Name(name.at, self.end, name.base, text, name.index)

    def with_label(self, name: Name) -> Name:
        """A superscript in brackets: an index if it is made of indices, else a label."""
        start = self.now
        text = self.raw()
        after, self.now = self.now, start
        self.take("{")
        inside = self.bracket()
        self.now = after
        if self.is_index(inside):
            return Name(name.at, self.end, name.base, name.label, (*name.index, inside))
        return Name(name.at, self.end, name.base, name.label + text, name.index)

    def index(self) -> tuple[Node, ...]:
        """The parts of a subscript if the first is made of indices; else nothing."""
        if self.token != "{":
            parts = [self.argument()]
        else:
            self.take()
            parts = [] if self.token in _ENDS else [self.expression()]
            while parts and self.token == ",":
                self.take()
                parts.append(self.expression())
        return tuple(parts) if parts and self.is_index(parts[0]) else ()

    def is_index(self, node: Node) -> bool:
        names = [one for one in walk(node) if isinstance(one, Name)]
        return bool(names) and all(one.base in self.letters.indices for one in names)

    def sum(self) -> Node:
        start = self.at
        self.take(r"\sum")
        over, first, last = "", None, None
        if self.token == "_":
            self.take()
            over, first, last = self.limits()
        if self.token == "^":
            self.take()
            last = self.argument()
        body_start = self.at
        body: Node = self.side_by_side()
        while self.token == r"\odot":
            self.take()
            right = self.side_by_side()
            body = Operation(body_start, self.end, "odot", (body, right))
        return Sum(start, self.end, over, first, last, body)

    def limits(self) -> tuple[str, Node | None, Node | None]:
        if self.token != "{":
            return self.take(), None, None
        self.take()
        over = self.base()
        first: Node | None = None
        last: Node | None = None
        if self.token in _RELATIONS:
            at, relation = self.at, self.take()
            bound = self.expression()
            one = Number(at, at, 1.0)
            if relation == "=":
                first = bound
            elif relation == "<":
                first, last = one, Operation(bound.at, bound.end, "-", (bound, one))
            elif relation in (r"\le", r"\leq"):
                first, last = one, bound
            else:
                over = f"{over} {relation}"  # a set: the names of its members are not known
        self.take("}")
        return over, first, last
