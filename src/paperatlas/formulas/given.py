"""What the equations of a method need from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .meanings import Meanings
from .nodes import Call, Equation, Name, Operation, walk
from .sizes import Mapped, Shape


def names_to_give(equations: Sequence[Equation], meanings: Meanings) -> Iterator[tuple[Name, Shape | Mapped | None]]:
    """The symbols that the equations read and do not define, each once, with its shape."""
    defined: set[str] = set()
    local: set[str] = set()
    for one in equations:
        if isinstance(one.left, Call):
            defined.add(one.left.function.key)
            local |= {name.key for name in one.left.arguments if isinstance(name, Name)}
        elif one.relation == "=":
            found = one.left.parts if isinstance(one.left, Operation) and one.left.sign == "pair" else (one.left,)
            defined |= {name.key for name in found if isinstance(name, Name)}
    known = {*local, *meanings.indices, "e", r"\pi"}
    for one in equations:
        for node in walk(one.right) if one.relation == "=" else ():
            if isinstance(node, Name) and node.key not in defined and (node.index or node.key not in known):
                defined.add(node.key)
                yield node, meanings.shape(node)
