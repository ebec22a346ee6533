"""The parts of a formula."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a formula. `at` is where it begins and `end` where it ends, in characters from the start."""

    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Number(Node):
    value: float


@dataclass(frozen=True, slots=True)
class Name(Node):
    r"""A symbol. `\tilde S_{t-1}` has the base `\tilde S` and the index `t-1`; `W_f` has the label `f`."""

    base: str
    label: str = ""
    index: tuple[Node, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.base}_{self.label}" if self.label else self.base


@dataclass(frozen=True, slots=True)
class Operation(Node):
    """An operation, by its sign or a word: `+`, `-`, `negative`, `product`, `odot`, `power`, `transpose`, `row`, ..."""

    sign: str
    parts: tuple[Node, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Call(Node):
    function: Name
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """A sum over an index, from `first` to `last`, or over all tokens where they are missing."""

    over: str
    first: Node | None
    last: Node | None
    body: Node


@dataclass(frozen=True, slots=True)
class Equation(Node):
    """`left relation right`. An expression alone has no relation, and then `right` is `left`."""

    left: Node
    relation: str
    right: Node


def walk(node: Node) -> list[Node]:
    """The node and all that is in it."""
    found = [node]
    for part in parts_of(node):
        found += walk(part)
    return found


def parts_of(node: Node) -> tuple[Node, ...]:
    match node:
        case Name():
            return node.index
        case Operation():
            return node.parts
        case Call():
            return (node.function, *node.arguments)
        case Sum():
            return tuple(one for one in (node.first, node.last, node.body) if one)
        case Equation():
            return (node.left, node.right) if node.relation else (node.left,)
    return ()
