"""The equations of a method as a program: plain data that Python and the browser both run.

A program writes pairs of a key and a value, one a token, and answers a query from what it keeps. It is made of trees:
a number, or a list of an operation and its parts. `["get", "S", ["-", ["let", "t"], 1]]` is $S_{t-1}$.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..model import Symbol
from .ranges import declared

Tree = Any
"""A number, a text (the name of an operation or a symbol) or a list of trees."""


class NoMemory(ValueError):
    """Why a method cannot be shown as a memory of pairs."""


@dataclass(frozen=True, eq=False)
class Program:
    """What a method computes, ready to be written as JSON. Two are equal if their data is."""

    keys: tuple[str, ...]
    values: tuple[str, ...]
    queries: tuple[str, ...]
    output: str
    rows: str
    """The letter for the size of a value; `columns` is that of a key."""
    columns: str
    sizes: Mapping[str, int]
    """The other letters."""
    equations: Mapping[str, list[Tree]]
    """For each symbol its equations: the index, and the tree of the right side."""
    functions: Mapping[str, list[Tree]]
    """For each function its equations: the index, the names of the arguments, and the tree of the right side."""
    shapes: Mapping[str, list[Tree]]
    settings: Mapping[str, Symbol]
    """What one number sets, the same for every token and channel."""
    random: Mapping[str, list[Tree]]
    """The least and the most, a seed, and whether each token has values of its own."""
    open: tuple[str, ...]
    """What the formulas leave open, so that random numbers or a simple function take its place."""
    late: tuple[str, ...]
    """What depends on the query, or on how many tokens there are."""
    state: Mapping[str, Tree]
    """What is kept from token to token, each with its tree for token t."""
    is_list: bool
    """Whether it is kept for each token: the columns of a memory that grows."""
    count: Tree
    """How many numbers that is."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Program) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    @cached_property
    def _text(self) -> str:
        return json.dumps(self.data)

    @property
    def data(self) -> dict[str, Any]:
        """The program for JSON."""
        return {
            "keys": self.keys,
            "values": self.values,
            "queries": self.queries,
            "output": self.output,
            "rows": self.rows,
            "columns": self.columns,
            "sizes": self.sizes,
            "equations": self.equations,
            "functions": self.functions,
            "shapes": self.shapes,
            "settings": {key: one.usual for key, one in self.settings.items()},
            "random": self.random,
            "late": self.late,
            "state": self.state,
            "isList": self.is_list,
            "count": self.count,
        }


def limits(symbol: Symbol) -> tuple[float, float] | None:
    """The least and the most that a reader may set; None if the range says neither."""
    range_ = declared(symbol.range)
    if range_.is_known and range_.low < range_.high:
        return range_.low, range_.high
    usual = symbol.usual or 1
    return (0.0, usual * (2 if usual >= 0.5 else 10)) if range_.low == 0 else None


def dependent(
    equations: Mapping[str, list[Tree]], functions: Mapping[str, list[Tree]], on: Collection[str]
) -> set[str]:
    """The symbols that depend on some others, and these. `tokens` in `on` is the number of tokens."""
    rules = {key: [one[-1] for one in some] for key, some in (*equations.items(), *functions.items())}
    found = set(on)
    before = -1
    while len(found) > before:
        before = len(found)
        found |= {key for key, trees in rules.items() if any(_reads(one) in found for one in operations(trees))}
    return found


def _reads(operation: list[Tree]) -> str:
    name, *parts = operation
    return str(parts[0]) if name in ("get", "call") else str(name)


def operations(tree: Tree) -> Iterator[list[Tree]]:
    """All operations in a tree or a list of trees."""
    if isinstance(tree, list):
        if tree and isinstance(tree[0], str):
            yield tree
        for one in tree:
            yield from operations(one)
