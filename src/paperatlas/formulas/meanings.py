"""What the symbols of one method mean: those that it defines itself, and those of the vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..maths import FormulaError
from ..model import Symbol
from .nodes import Name, Node, Operation, walk
from .parse import Letters, parse
from .sizes import Mapped, Shape, shape_of


@dataclass(frozen=True)
class Meanings:
    """The symbols by name, and the letters that count tokens or steps."""

    symbols: Mapping[str, Symbol]
    indices: frozenset[str]

    @classmethod
    def of(cls, shared: Iterable[Symbol], own: Iterable[Symbol], indices: Collection[str]) -> Meanings:
        """Those of a method come before those that all share."""
        known = frozenset(indices)
        symbols = {key: one for one in (*shared, *own) if (key := first_name(one.latex, known).key)}
        return cls(symbols, known)

    @cached_property
    def letters(self) -> Letters:
        """How formulas with these symbols are read."""
        functions = {key for key, one in self.symbols.items() if is_function(one)}
        unindexed = {
            key
            for key, one in self.symbols.items()
            if one.shape and key not in functions and not first_name(one.latex, self.indices).index
        }
        return Letters(frozenset(functions), self.indices, frozenset(unindexed))

    def find(self, name: Name) -> Symbol | None:
        return self.symbols.get(name.key) or self.symbols.get(name.base)

    def shape(self, name: Name) -> Shape | Mapped | None:
        """The shape that the symbol has; None if it is not known, or only in words."""
        symbol = self.find(name)
        return shape_of(symbol.shape) if symbol and symbol.shape else None

    def declared(self, name: Name) -> tuple[Node, ...]:
        """The index with which the symbol is defined: `t` of `S_t`."""
        symbol = self.find(name)
        return first_name(symbol.latex, self.indices).index if symbol else ()


def is_function(symbol: Symbol) -> bool:
    return (symbol.does or "identity") != "identity" or bool(symbol.shape and r"\to" in symbol.shape)


@lru_cache(maxsize=4096)
def first_name(latex: str, indices: frozenset[str]) -> Name:
    r"""The first symbol of a text: `m` of `m(a)`. A sign of an operation has no name.

    >>> print(first_name(r"\tilde S_t", frozenset("t")).key)
    \tilde S
    """
    try:
        root = parse(latex, Letters(indices=indices))[0].left
        if isinstance(root, Operation) and root.sign == "norm":
            return Name(0, 0, "")  # its letter is only an example
        return next((one for one in walk(root) if isinstance(one, Name)), Name(0, 0, ""))
    except (FormulaError, IndexError):
        return Name(0, 0, "")
