"""The equations of a method as a few lines of numpy that a reader can copy and run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .affine import definitions, names_in, reached
from .given import names_to_give
from .meanings import Meanings
from .nodes import Call, Equation, Name, walk
from .numpy_text import CannotWrite, Writer, identifier
from .sizes import NOTHING, ONE, SCALAR, Mapped, Shape, Size

_HELPERS = {
    "sigmoid": "1 / (1 + np.exp(-x))",
    "silu": "x / (1 + np.exp(-x))",
    "elu": "np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1)",
    "softmax": "np.exp(x - x.max()) / np.exp(x - x.max()).sum()",
    "unit": "x / np.linalg.norm(x)",
    "layer_norm": "(x - x.mean()) / x.std()",
    "rms_norm": "x / np.sqrt(np.mean(np.abs(x) ** 2))",
}


def to_numpy(equations: Sequence[Equation], meanings: Meanings, name: str) -> str:
    """A Python function that computes the outputs of all tokens; `name` is its name.

    Raises:
        CannotWrite: the equations have a set, steps within a token, or something else that needs more than a line.
    """
    return _Program(equations, meanings).text(name)


@dataclass(frozen=True, slots=True)
class _Input:
    name: Name
    shape: Shape | Mapped | None

    @property
    def is_by_token(self) -> bool:
        return bool(self.name.index)


class _Program:
    """The lines of a function, from the first to the last."""

    def __init__(self, equations: Sequence[Equation], meanings: Meanings) -> None:
        self.meanings = meanings
        everything = definitions(equations)
        needed = reached({key: names_in(one.right) & everything.keys() for key, one in everything.items()})
        self.known = {key: one for key, one in everything.items() if key in {"o", *needed.get("o", ())}}
        self.mappings = [one for one in equations if isinstance(one.left, Call)]
        if "o" not in self.known:
            raise CannotWrite("there is no output")
        self.token = _token(self.known["o"])
        for one in self.known.values():
            if one.left.index and _token(one) != self.token:  # type: ignore[attr-defined]
                raise CannotWrite("the equations have several indices")
        own = {_called(one).key for one in self.mappings}
        used = [*self.known.values(), *self.mappings]
        found = [(one, shape) for one, shape in names_to_give(used, meanings) if one.key not in own]
        if any(isinstance(shape, Shape) and self.token in shape.count.letters for _, shape in found):
            raise CannotWrite("an input that grows with the tokens")
        self.inputs = [_Input(one, shape) for one, shape in found if not self._is_constant(one)]

    def _is_constant(self, name: Name) -> bool:
        symbol = self.meanings.find(name)
        return name.key == "T" or bool(symbol and (symbol.does or (symbol.range or "").startswith("its square")))

    def text(self, name: str) -> str:
        writer = Writer(self.meanings, self.known, self.token)
        mapped = [line for one in self.mappings for line in self._mapping(one, writer)]
        lines = {
            key: f"{identifier(key)} = {writer.expression(self.known[key].right)}" for key in self._ordered(writer)
        }
        steps = [step for key, line in lines.items() for step in (line, *_appended(key, writer))] + [
            "outputs.append(o)"
        ]
        before = [f"{identifier(key)}_last = {identifier(key)}" for key in sorted(writer.kept)]
        after = [f"{identifier(key)}_last = {identifier(key)}[{self.token}]" for key in sorted(writer.lags)]
        start = [f"{identifier(key)} = {self._zero(key)}" for key in sorted(writer.states)]
        start += [f"{identifier(key)}_last = {self._zero(key)}" for key in sorted(writer.lags)]
        start += [f"{identifier(key)}_all = []" for key in sorted(writer.histories)]
        by_token = [one for one in self.inputs if one.is_by_token]
        if not by_token:
            raise CannotWrite("there is no input for each token")
        length = f"T = len({identifier(by_token[0].name.key)})"
        sizes = [line for letter in self._letters([*start, *steps, *mapped]) if (line := self._size(letter))]
        given = [identifier(one.name.key) for one in self.inputs] + self._sizes_to_give([*start, *steps, *mapped])
        loop = [f"    {line}" for line in (*before, *steps, *after)]
        body = [self._about(), length, *sizes, *mapped, *start, "outputs = []", f"for {self.token} in range(T):", *loop]
        body.append("return np.array(outputs)")
        helpers = [f"def {one}(x):\n    return {_HELPERS[one]}\n\n" for one in sorted(writer.helpers)]
        head = ["import numpy as np", "", "", *helpers, f"def {name}({', '.join(given)}):"]
        return "\n".join([*head, *(f"    {line}" for line in body)]) + "\n"

    def _mapping(self, one: Equation, writer: Writer) -> Iterator[str]:
        """A function that the equations define, such as a feature map."""
        called = _called(one)
        arguments = [arg.key for arg in one.left.arguments if isinstance(arg, Name)]  # type: ignore[attr-defined]
        shape = self.meanings.shape(called)
        if one.relation != "=" or len(arguments) != 1 or not isinstance(shape, Mapped):
            raise CannotWrite("a function that is not given by one equation of one argument")
        if called.index and _token(Equation(0, 0, called, "=", called)) != self.token:
            raise CannotWrite("a function with another index")
        result = writer.with_argument(arguments[0], shape.domain, one.right)
        extra = f", {self.token}" if called.index else ""
        yield f"def {identifier(called.key)}({identifier(arguments[0])}{extra}):"
        yield f"    return {result}"

    def _ordered(self, writer: Writer) -> Iterator[str]:
        """The symbols in the order of computation. What reads an earlier value comes before that value changes."""
        now, before = self._reads()
        waiting = [*self.known]
        while waiting:
            ready = [key for key in waiting if not now[key] & {*waiting}]
            free = [key for key in ready if not any(key in before[other] for other in waiting if other != key)]
            if not ready:
                raise CannotWrite("the equations need each other's values")
            key = (free or ready)[0]
            yield key
            waiting.remove(key)
            writer.done.add(key)

    def _reads(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """What the equation of each symbol reads of this token, and of the one before."""
        now: dict[str, set[str]] = {key: set() for key in self.known}
        before: dict[str, set[str]] = {key: set() for key in self.known}
        for key, equation in self.known.items():
            for one in walk(equation.right):
                if isinstance(one, Name) and one.key in self.known:
                    is_now = not one.index or isinstance(one.index[0], Name)
                    (now if is_now else before)[key].add(one.key)
        return now, before

    def _zero(self, key: str) -> str:
        shape = self.meanings.shape(Name(0, 0, key))
        if not isinstance(shape, Shape):
            raise CannotWrite(f"the shape of ${key}$ is not known")
        sides = [_size(side.with_letter(self.token, NOTHING)) for side in (shape.rows, shape.columns)]
        if shape == SCALAR:
            return "0.0"
        return f"np.zeros({sides[0]})" if shape.columns == ONE else f"np.zeros(({sides[0]}, {sides[1]}))"

    def _letters(self, lines: Sequence[str]) -> list[str]:
        """The letters of sizes that the lines need."""
        used = set(_words(lines))
        shapes = [self.meanings.shape(Name(0, 0, key)) for key in (*self.known, *(one.name.key for one in self.inputs))]
        sides = [
            side
            for one in shapes
            for shape in ([one] if isinstance(one, Shape) else [one.domain, one.result] if one else [])
            for side in (shape.rows, shape.columns)
        ]
        letters = {letter for side in sides for letter in side.letters if letter != self.token}
        taken = {one.name.key for one in self.inputs}
        return sorted(one for one in letters if identifier(one) in used and one not in taken)

    def _size(self, letter: str) -> str | None:
        """A line that finds a size in the shape of an input."""
        wanted = Size.of({(letter,): 1})
        for one in self.inputs:
            if isinstance(one.shape, Shape):
                axis = int(one.is_by_token)
                if one.shape.rows == wanted:
                    return f"{identifier(letter)} = {identifier(one.name.key)}.shape[{axis}]"
                if one.shape.columns == wanted:
                    return f"{identifier(letter)} = {identifier(one.name.key)}.shape[{axis + 1}]"
        return None

    def _sizes_to_give(self, lines: Sequence[str]) -> list[str]:
        return [identifier(letter) for letter in self._letters(lines) if not self._size(letter)]

    def _about(self) -> str:
        """What each input must be, for the docstring."""
        kinds: dict[str, list[str]] = {}
        for one in self.inputs:
            kinds.setdefault(_shape_text(one), []).append(identifier(one.name.key))
        parts = [f"{', '.join(names)}: {shape}" for shape, names in kinds.items()]
        return f'"""{"; ".join(parts)}."""'


def _appended(key: str, writer: Writer) -> list[str]:
    name = identifier(key)
    return [f"{name}_all.append({name})"] if key in writer.histories else []


def _called(one: Equation) -> Name:
    return one.left.function  # type: ignore[attr-defined,no-any-return]


def _token(one: Equation) -> str:
    index = one.left.index if isinstance(one.left, Name) else ()
    if len(index) != 1 or not isinstance(index[0], Name):
        raise CannotWrite("the equations have several indices")
    return index[0].key


def _size(size: Size) -> str:
    terms = []
    for letters, factor in sorted(size.terms, key=lambda one: (-len(one[0]), one[0])):
        if any(letter.startswith("binomial") for letter in letters):
            raise CannotWrite("a size that is no product")
        factors = [*([f"{factor:g}"] if factor != 1 or not letters else []), *map(identifier, letters)]
        if factor % 1:
            factors = [*map(identifier, letters), f"// {round(1 / factor)}"]
        terms.append(" * ".join(factors).replace("* //", "//"))
    return " + ".join(terms) or "0"


def _shape_text(one: _Input) -> str:
    if isinstance(one.shape, Mapped):
        return "a function"
    if one.shape is None or one.shape == SCALAR:
        return "(T,)" if one.is_by_token else "a number"
    sides = [_size(side) for side in (one.shape.rows, one.shape.columns) if side != ONE]
    shown = [*(["T"] * len(one.name.index)), *sides]
    return f"({', '.join(shown)}{',' if len(shown) == 1 else ''})"


def _words(lines: Sequence[str]) -> Iterator[str]:
    word = ""
    for char in "\n".join(lines) + "\n":
        if char.isidentifier() or (word and char.isdigit()):
            word += char
        elif word:
            yield word
            word = ""
