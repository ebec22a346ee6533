"""The equations of a method as a program, for methods that are memories of pairs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from zlib import crc32

from ..model import MemoryFigure, Symbol
from .meanings import Meanings
from .nodes import Call, Equation, Name, Node, Number, Operation, Sum, walk
from .parse import parse
from .program import NoMemory, Program, Tree, dependent, limits, operations
from .ranges import ONE, Range, declared
from .sizes import Mapped, Shape, Size
from .state import carried, total

OPERATIONS = frozenset((
    "+", "-", "negative", "product", "odot", "oslash", "/", "otimes", "transpose", "inverse", "power", "root", "size",
    "norm", "row", "stack",
))  # fmt: skip
WEIGHTS, NUMBERS = "weights of ", "numbers of "  # what a symbol is called that a formula only implies
MOST = 32  # slots or features


def to_program(equations: Sequence[Equation], meanings: Meanings, figure: MemoryFigure) -> Program:
    """The program of a method.

    Raises:
        NoMemory: it has no key, value, query or output of the shapes they need, it reads what is not known, its memory
            depends on the query, or it reads later tokens.
    """
    return _Compiler(equations, meanings, figure).program()


@dataclass
class _Compiler:
    equations: Sequence[Equation]
    meanings: Meanings
    figure: MemoryFigure
    defined: dict[str, list[Tree]] = field(default_factory=dict)
    functions: dict[str, list[Tree]] = field(default_factory=dict)
    shapes: dict[str, list[Tree]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    settings: dict[str, Symbol] = field(default_factory=dict)
    random: dict[str, list[Tree]] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    rows: str = ""
    columns: str = ""

    def program(self) -> Program:
        output = self._plain(self.figure.output)
        keys, values, queries = (self._role(some) for some in (self.figure.key, self.figure.value, self.figure.query))
        self.roles = {*keys, *values, *queries}
        self.rows, self.columns = self._letter(values[0]), self._letter(keys[0])
        if self.rows == self.columns:
            raise NoMemory("its keys weigh the channels of the values, they do not look them up")
        self._needs(output, self.rows)
        for key in queries:
            self._needs(key, self.columns)
        self._read(Name(0, 0, output))
        kept = {key: size for key, size in carried(self.equations, self.meanings).items() if key not in self.roles}
        for key in kept:
            self._read(Name(0, 0, key))
        if any(_is_later(one[2:]) for one in operations([*self.defined.values()]) if self._is_computed(one)):
            raise NoMemory("it reads later tokens")
        by_query, by_length = (dependent(self.defined, self.functions, on) for on in (queries, ["tokens"]))
        if by_query & kept.keys():
            raise NoMemory("its memory depends on the query")
        state, count = self._state(kept)
        if by_length & kept.keys():
            raise NoMemory("its memory depends on the number of tokens")
        if output not in by_query:
            raise NoMemory("its output does not depend on the query")
        late = tuple(sorted((by_query | by_length) - {"tokens"}))
        return Program(
            keys, values, queries, output, self.rows, self.columns, self.sizes, self.defined, self.functions,
            self.shapes, self.settings, self.random, tuple(self.open), late, state, not kept, count,
        )  # fmt: skip

    def _is_computed(self, operation: Sequence[Tree]) -> bool:
        return operation[0] == "get" and operation[1] in self.defined

    def _plain(self, latex: str) -> str:
        (one,) = parse(latex, self.meanings.letters)
        if not isinstance(one.left, Name):
            raise NoMemory(f"'{latex}' is no symbol")
        return one.left.key

    def _role(self, latex: Sequence[str]) -> tuple[str, ...]:
        """The symbols that have a role: those that the method reads as inputs, else one that it computes."""
        names = [self._plain(one) for one in latex]
        found = [key for key in names if key in self._names_read and self._is_free(key)]
        inputs = [key for key in found if key not in self._equations_of]
        if not found:
            raise NoMemory(f"it reads none of {', '.join(names)}")
        return tuple(inputs or found[:1])

    def _is_free(self, key: str) -> bool:
        """A symbol with a usual value of its own has no role, whatever its letter."""
        symbol = self.meanings.find(Name(0, 0, key))
        return symbol is not None and symbol.usual is None

    @cached_property
    def _names_read(self) -> set[str]:
        return {one.key for equation in self.equations for one in _names(equation.right) if one.index}

    @cached_property
    def _equations_of(self) -> dict[str, list[Equation]]:
        found: dict[str, list[Equation]] = {}
        for one in self.equations:
            target = one.left.function if isinstance(one.left, Call) else one.left
            if one.relation == "=" and isinstance(target, Name):
                found.setdefault(target.key, []).append(one)
        return found

    def _letter(self, key: str) -> str:
        """The letter for the size of a column."""
        shape = self.meanings.shape(Name(0, 0, key))
        if isinstance(shape, Shape) and str(shape).endswith(" × 1") and len(shape.rows.letters) == 1:
            (letter,) = shape.rows.letters
            if shape.rows == Size.of({(letter,): 1}):
                return letter
        raise NoMemory(f"'{key}' is not a column")

    def _needs(self, key: str, letter: str) -> None:
        if self._letter(key) != letter:
            raise NoMemory(f"'{key}' does not have the size {letter}")

    def _state(self, kept: Mapping[str, Size | None]) -> tuple[dict[str, Tree], Tree]:
        """What is kept and how many numbers it has; what a sum over the tokens reads is kept for each of them."""
        if kept:
            sizes = [size for size in kept.values() if size is not None]
            return {key: self._at_token(key) for key in kept}, self._size(total(sizes))
        read = [
            one
            for equation in self.equations
            for part in _sums(equation.right)
            for one in _names(part.body)
            if len(one.index) == 1 and isinstance(one.index[0], Name) and one.index[0].key == part.over
        ]
        stored = tuple(dict.fromkeys(one.key for one in read if one.key in self.roles or one.key in self.defined))
        if not stored:
            raise NoMemory("it keeps nothing")
        sizes = [shape.count for key in stored if isinstance(shape := self.meanings.shape(Name(0, 0, key)), Shape)]
        count = ["product", ["let", "t"], self._size(total(sizes))]
        return {key: self._at_token(key) for key in stored}, count

    def _at_token(self, key: str) -> Tree:
        """A symbol at token t; where it has a further index, that with which the next token reads it."""
        read = (one for equation in self.equations for one in _names(equation.right) if one.key == key and one.index)
        index = next((one.index[1:] for one in read if isinstance(one.index[0], Operation)), ())
        return ["get", key, ["let", "t"], *(self._tree(one, ()) for one in index)]

    # --- Symbols -----------------------------------------------------------------------------------------------------

    def _read(self, name: Name) -> None:
        """Makes sure that a symbol has a value: from its equations, a role, a setting or random numbers."""
        key = name.key
        if key in self.shapes:
            return
        shape, symbol = self.meanings.shape(name), self.meanings.find(name)
        equations = self._equations_of.get(key, []) if key not in self.roles else []
        if not isinstance(shape, Shape):
            raise NoMemory(f"the shape of '{key}' is not known")
        self.shapes[key] = [self._size(shape.rows), self._size(shape.columns)]
        if equations:
            self.defined[key] = []
            ordered = sorted(equations, key=lambda one: -sum(isinstance(part, Number) for part in _index(one)))
            for one in ordered:
                if _index(one) or len(ordered) == 1:
                    self.defined[key].append([_pattern(_index(one)), self._tree(one.right, _letters(_index(one)))])
        elif key not in self.roles:
            self._give(name, symbol)

    def _give(self, name: Name, symbol: Symbol | None) -> None:
        key = name.key
        if symbol is None:
            raise NoMemory(f"'{key}' is not known")
        range_ = declared(symbol.range)
        if symbol.usual is not None:
            self.settings[key] = symbol
        elif range_ == ONE:
            self.random[key] = [1, 1, 0, False]
        elif range_.radius is not None:
            raise NoMemory(f"'{key}' is complex")
        else:
            self.open.append(key)
            drawn = key
            if "of length 1" in (symbol.range or ""):
                drawn = NUMBERS + key
                self.shapes[drawn] = self.shapes[key]
                index = [["let", "t"]] if self.meanings.declared(name) else []
                self.defined[key] = [[[["t", 0]] if index else [], ["unit", ["get", drawn, *index]]]]
            self.random[drawn] = [*_ends(range_), crc32(key.encode()), bool(self.meanings.declared(name))]

    def _function(self, name: Name) -> None:
        """Makes sure that a function has an equation. One that the method leaves open gets a simple one."""
        key = name.key
        if key in self.functions:
            return
        self.functions[key] = []
        for one in self._equations_of.get(key, ()):
            if not isinstance(one.left, Call):
                raise NoMemory(f"'{key}' is a function without arguments")
            names = [part.key for part in one.left.arguments if isinstance(part, Name)]
            index = one.left.function.index
            tree = self._tree(one.right, {*_letters(index), *names})
            self.functions[key].append([_pattern(index), names, tree])
        if not self.functions[key]:
            self.functions[key].append([[], ["x"], self._stand_in(name)])

    def _stand_in(self, name: Name) -> Tree:
        """A function of the right shape: positive where it must be, and after a random matrix if the shape changes."""
        shape, symbol = self.meanings.shape(name), self.meanings.find(name)
        is_named = name.base.startswith(r"\operatorname")  # what it computes is known, but not here
        if is_named or not isinstance(shape, Mapped) or symbol is None or shape.result.columns != shape.domain.columns:
            raise NoMemory(f"the function '{name.key}' is not known")
        self.open.append(name.key)
        is_positive = (symbol.range or "").startswith(("more than 0", "0 or more", "0 to"))
        if shape.domain == shape.result:
            return ["softplus", ["let", "x"]] if is_positive else ["tanh", ["let", "x"]]
        weights = WEIGHTS + name.key
        self.shapes[weights] = [self._size(shape.result.rows), self._size(shape.domain.rows)]
        self.random[weights] = [-1, 1, crc32(weights.encode()), False]
        mapped = ["product", ["get", weights], ["let", "x"]]
        return ["unit", ["relu", mapped]] if is_positive else ["tanh", mapped]  # of length 1, as the delta rule needs

    def _size(self, size: Size) -> Tree:
        found: Tree = 0
        for letters, factor in sorted(size.terms):
            term: Tree = factor
            for letter in letters:
                part = ["let", "t"] if letter == "t" else self._size_letter(letter)
                term = part if term == 1 else ["product", term, part]
            found = term if found == 0 else ["+", found, term]
        return found

    def _size_letter(self, letter: str, most: int = MOST) -> Tree:
        if letter not in (self.rows, self.columns):
            base, _, label = letter.partition("_")
            symbol = self.meanings.find(Name(0, 0, base, label))
            if letter in self.sizes:
                return ["of", letter]
            if letter == "T" or symbol is None or symbol.size is None:
                raise NoMemory(f"the size '{letter}' is not known")
            self.sizes[letter] = min(symbol.size, most)
        return ["of", letter]

    # --- Trees -------------------------------------------------------------------------------------------------------

    def _tree(self, node: Node, bound: Collection[str]) -> Tree:
        match node:
            case Number(value=value):
                return int(value) if value.is_integer() else value
            case Name():
                return self._name(node, bound)
            case Call():
                return self._call(node, bound)
            case Sum():
                return self._sum(node, bound)
            case Operation():
                return self._operation(node, bound)
        raise NoMemory("it has a part without a value")

    def _name(self, name: Name, bound: Collection[str]) -> Tree:
        if not name.index:
            for key in (name.key, name.base):
                if key in bound:
                    return ["let", key]
            symbol = self.meanings.find(name)
            if name.key == "T":
                return ["tokens"]
            if name.key == r"\pi":
                return 3.141592653589793
            if symbol and symbol.size is not None:
                return self._size_letter(name.key, symbol.size)
            if symbol and symbol.does == "identity":
                shape = self.meanings.shape(name)
                assert isinstance(shape, Shape)
                return ["identity", self._size(shape.rows)]
        index = [self._tree(one, bound) for one in name.index]
        declared = len(self.meanings.declared(name))
        if name.key not in self.roles and 0 < declared < len(index):
            self._read(name)
            return ["at", ["get", name.key, *index[:declared]], index[declared]]
        self._read(name)
        return ["get", name.key, *index]

    def _call(self, node: Call, bound: Collection[str]) -> Tree:
        name = node.function
        symbol = self.meanings.find(name)
        if symbol and symbol.does == "softmax" and name.index:
            (over,) = name.index
            if not isinstance(over, Name) or over.key not in bound:
                raise NoMemory("it has a softmax over an index without a sum")
            return ["share", over.key, self._tree(node.arguments[0], bound)]
        arguments = [self._tree(one, bound) for one in node.arguments]
        if name.key not in self._equations_of and symbol and symbol.does:
            return [symbol.does, *arguments]
        self._function(name)
        return ["call", name.key, [self._tree(one, bound) for one in name.index], *arguments]

    def _sum(self, node: Sum, bound: Collection[str]) -> Tree:
        if not node.over or " " in node.over:
            raise NoMemory("it has a sum over a set")
        first = self._tree(node.first, bound) if node.first else 1
        last = self._tree(node.last, bound) if node.last else ["tokens"]
        return ["sum", node.over, first, last, self._tree(node.body, {*bound, node.over})]

    def _operation(self, node: Operation, bound: Collection[str]) -> Tree:
        first, *_ = node.parts
        if node.sign == "power" and isinstance(first, Name) and first.base == "e":
            return ["exp", self._tree(node.parts[1], bound)]
        if node.sign in ("product", "odot") and any(map(self._is_left_out, node.parts)):
            return 0
        parts = [self._tree(one, bound) for one in node.parts]
        if node.sign == "at":
            return ["at", *parts]
        if node.sign not in OPERATIONS or (node.sign == "norm" and node.label not in ("", "F", "2")):
            raise NoMemory(f"it has an operation that cannot be run: {node.sign}")
        if node.sign in ("+", "-") and parts[1] == 0:
            return parts[0]
        return [node.sign, *parts]

    def _is_left_out(self, node: Node) -> bool:
        """Whether it is always 0: what a reader cannot set, and what is multiplied by it."""
        if isinstance(node, Operation) and node.sign in ("product", "odot"):
            return any(map(self._is_left_out, node.parts))
        symbol = self.meanings.find(node) if isinstance(node, Name) else None
        return symbol is not None and symbol.usual == 0 and limits(symbol) is None


def _is_later(index: Sequence[Tree]) -> bool:
    return bool(index) and isinstance(index[0], list) and index[0][0] == "+"


def _names(node: Node) -> Iterator[Name]:
    return (one for one in walk(node) if isinstance(one, Name))


def _sums(node: Node) -> Iterator[Sum]:
    return (one for one in walk(node) if isinstance(one, Sum))


def _index(equation: Equation) -> tuple[Node, ...]:
    return equation.left.index if isinstance(equation.left, Name) else ()


def _pattern(index: Sequence[Node]) -> list[Tree]:
    """How an index is matched: a number, or a letter and what it is moved by. `t+1` is `["t", 1]`."""
    found: list[Tree] = []
    for part in index:
        match part:
            case Name():
                found.append([part.key, 0])
            case Operation(sign="+" | "-", parts=(Name() as name, Number(value=by))):
                found.append([name.key, int(by) if part.sign == "+" else -int(by)])
            case Number(value=value):
                found.append(int(value))
            case _:
                raise NoMemory("it has an index that cannot be matched")
    return found


def _letters(index: Sequence[Node]) -> set[str]:
    return {one[0] for one in _pattern(index) if isinstance(one, list)}


def _ends(range_: Range) -> tuple[float, float]:
    """The least and the most of random numbers in a range."""
    if range_.is_known:
        inside = 0.05 * (range_.high - range_.low)
        return range_.low + inside, range_.high - inside
    if range_.low == 0:
        return 0.3, 1.5
    return (-1.5, -0.3) if range_.high == 0 else (-1.0, 1.0)
