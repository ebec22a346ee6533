"""What follows from the formulas of a method alone: its transition, the size of its memory, and the cost of a token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..model import Method, MethodFields
from .affine import Grows, NotAffine, definitions, groups, in_place, names_in, terms
from .costs import numbers, operations, usual_sizes
from .meanings import Meanings
from .nodes import Equation, Name, Node
from .parse import parse
from .sizes import Shape, count_of
from .state import carried
from .transitions import Transition, transition

KEPT = 1024  # methods of which the last results are kept: a server asks for the same ones at every save


@dataclass(frozen=True, slots=True)
class Facts:
    transition: Transition | None
    """None if no equation computes the memory from what it was a token before."""
    can_scan: bool
    """Whether all tokens can be computed at once, by a parallel scan: all that is kept is affine in what was kept."""
    numbers: int | None = None
    """How many numbers the memory has, at the usual sizes; None if that is not known, or if it grows."""
    operations: int | None = None
    """The operations for a token, at the usual sizes."""
    memory: frozenset[str] = frozenset()
    """The symbols of the memory that the transition is of: several if each needs the other."""


def equations_of(method: Method, fields: MethodFields) -> tuple[list[Equation], Meanings]:
    """All equations of a method that the check found right, and what their symbols mean."""
    meanings = Meanings.of(fields.symbols.values(), method.symbols, fields.indices)
    found: list[Equation] = []
    for name, field in fields.formulas.items():
        value = method.value(name)
        if field.reads == "equations" and value and value not in field.words:
            found += parse(value, meanings.letters)
    return found, meanings


@lru_cache(maxsize=KEPT)
def facts_of(method: Method, fields: MethodFields) -> Facts:
    """The facts that follow from the formulas of a method that the check found right."""
    equations, meanings = equations_of(method, fields)
    sizes = usual_sizes(meanings, fields.symbols.values())
    found = replace(facts(equations, meanings), operations=operations(equations, meanings, sizes))
    for name, field in fields.formulas.items():
        value = method.value(name)
        if field.reads == "size" and value in field.words and not found.transition:
            found = replace(found, transition=Transition("grows"))
        elif field.reads == "size" and value and (size := count_of(value)):
            found = replace(found, numbers=numbers(size, sizes))
    return found


def facts(equations: Sequence[Equation], meanings: Meanings) -> Facts:
    """The transition that follows from all equations of a method."""
    known = definitions(equations)
    kept = [key for key in carried(equations, meanings) if key in known]
    if not kept:
        return Facts(None, can_scan=False)
    rewritten = {key: in_place(one.right, known, {key}) for key, one in known.items()}
    together = [one for one in groups(rewritten) if one & {*kept}]
    found = {one: _of_group(one, rewritten, known, meanings) for one in together}
    largest = _main(kept, together, meanings)
    main = next((one for one in found if largest in one), frozenset[str]())
    can_scan = not {"nonlinear", "grows"} & {one.kind for one in found.values()}
    return Facts(found.get(main), can_scan=bool(found) and can_scan, memory=main)


def _main(kept: Sequence[str], together: Sequence[frozenset[str]], meanings: Meanings) -> str:
    """The largest memory, and the first of some that are equally large. A matrix is larger than a vector."""
    in_groups = [key for key in kept if any(key in one for one in together)]
    return max(in_groups, key=lambda key: (_rank(key, meanings), -kept.index(key)), default="")


def _rank(key: str, meanings: Meanings) -> int:
    """The number of letters in the largest product of its size: 2 for a matrix, 1 for a vector."""
    shape = meanings.shape(Name(0, 0, key))
    return max((len(letters) for letters, _ in shape.count.terms), default=0) if isinstance(shape, Shape) else 0


def _of_group(
    group: frozenset[str], rewritten: Mapping[str, Node], known: Mapping[str, Equation], meanings: Meanings
) -> Transition:
    """The transition of symbols that need each other's earlier values."""
    try:
        found = {key: terms(rewritten[key], group) for key in group}
    except NotAffine:
        return Transition("nonlinear")
    except Grows:
        return Transition("grows")
    if any(names_in(factor) & group for some in found.values() for one in some for factor in one.factors):
        return Transition("nonlinear")
    (key, *others) = group
    token = _token(known[key])
    if others:
        parts = [transition(some, meanings, token, is_repeated=False) for some in found.values()]
        return Transition("matrix", any(one.from_input for one in parts))
    return transition(found[key], meanings, token, is_repeated=_steps(known[key]) > 1)


def _token(equation: Equation) -> str:
    first = equation.left.index[0] if isinstance(equation.left, Name) and equation.left.index else None
    return first.key if isinstance(first, Name) else ""


def _steps(equation: Equation) -> int:
    return len(equation.left.index) if isinstance(equation.left, Name) else 0
