"""A method that a reader puts together: its formulas, what follows from them, and the published methods that are it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from ..catalogue import Catalogue
from ..formulas.compose import Chosen, combinations, composed, conflict
from ..formulas.derive import KEPT, Facts, facts_of
from ..formulas.program import Program, limits
from ..formulas.recall import begin, pairs
from ..model import Compose, Method, Paper
from ..urls import COMPARE, COMPOSE, compose_url
from . import Page, derived, memory
from .methods import code
from .pictures import pairs as pairs_of

ABOUT = "Choose the parts of a method, and see its formulas, what follows from them, and who has published it."
NEAREST = 4
PAIRS, SIZE, SIMILARITY = 4, 4, 0.3  # of the inputs on which methods are compared
GATE = 0.7  # above the lower end of its range
EXACT = 1e-9


@dataclass(frozen=True)
class Ran:
    """A method that can be run, and what it is made of."""

    program: Program
    gates: Mapping[tuple[str, ...], int]
    """How many gates of each shape it has."""
    facts: Facts


@dataclass(frozen=True)
class Near:
    """A published method that is like the one of a reader."""

    paper: Paper
    method: Method
    differs: Sequence[str]
    """The names of the properties and facts in which it differs."""
    distance: float
    """The length of the difference of its answers, as a share of the length of the reader's."""


@dataclass(frozen=True)
class Option:
    name: str
    description: str
    url: str
    is_chosen: bool
    changes: Sequence[str]
    """The parts that this choice changes too, because the present ones do not go with it."""
    why: str


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each combination: so the choice is in the address, and needs no script."""
    compose = catalogue.method_fields.compose
    crumbs = (("Home", ""), ("Compare methods", COMPARE))
    every = tuple(combinations(compose)) if compose.parts else ()
    for chosen in every:
        title, about = "Compose a method", ABOUT
        if not _is_usual(compose, chosen):
            parts = [(compose.parts[part], key) for part, key in chosen.items()]
            names = "; ".join(f"{part.name.lower()}: {part.choices[key].name}" for part, key in parts)
            # Without the names of the parts, which would leave no room for the last choices.
            about = f"A method of these parts: {'; '.join(part.choices[key].name for part, key in parts)}."
            title = f"Compose: {names}"
        values = partial(_values, catalogue, every, chosen)
        yield Page(_url(compose, chosen), title, about, "page/compose.html", values, crumbs)


def _is_usual(compose: Compose, chosen: Chosen) -> bool:
    return all(key == next(iter(compose.parts[part].choices)) for part, key in chosen.items())


def _url(compose: Compose, chosen: Chosen) -> str:
    return COMPOSE if _is_usual(compose, chosen) else compose_url(*chosen.values())


def _values(catalogue: Catalogue, every: Sequence[Chosen], chosen: Chosen) -> Mapping[str, Any]:
    fields = catalogue.method_fields
    method = composed(fields.compose, chosen)
    found = facts_of(method, fields)
    facts = derived.in_words(found, fields)
    program = memory.programs(catalogue).get(method.key)
    ran = _run(program, found) if program else None
    near = nearest(catalogue, method, ran) if ran else []
    return {
        "about": ABOUT,
        "parts": [(part, options(fields.compose, every, chosen, key)) for key, part in fields.compose.parts.items()],
        "method": method,
        "facts": [(derived.KINDS[key], fact) for key, fact in facts.items()],
        "theorems": derived.theorems(catalogue, "", facts),
        "memory": memory.figure(catalogue, method, [one.method for one in near]),
        "numpy": code(method, fields)[0],
        "has_map": pairs_of(catalogue) is not None,
        "is_run": ran is not None,
        "same": [one for one in near if not one.differs],
        "near": [one for one in near if one.differs][:NEAREST],
    }


def options(compose: Compose, every: Sequence[Chosen], chosen: Chosen, part: str) -> list[Option]:
    """The choices for a part, each with the page that shows it with what else is chosen now."""
    found = []
    for key, choice in compose.parts[part].choices.items():
        target = _closest(every, {**chosen, part: key}, part)
        changed = [compose.parts[other].name for other in target if other != part and target[other] != chosen[other]]
        why = conflict(compose, {**chosen, part: key})
        url = _url(compose, target)
        found.append(Option(choice.name, choice.description, url, chosen[part] == key, changed, why))
    return found


def _closest(every: Sequence[Chosen], wanted: Chosen, fixed: str) -> Chosen:
    """The combination with the choice for the part `fixed` that keeps most of the others."""
    if wanted in every:
        return wanted
    allowed = (one for one in every if one[fixed] == wanted[fixed])
    return min(allowed, key=lambda one: sum(one[part] != wanted[part] for part in wanted))


def nearest(catalogue: Catalogue, method: Method, ran: Ran) -> list[Near]:
    """The published methods by how much they differ: first in what they are, then in what they answer."""
    found = []
    for key, other in _published(catalogue).items():
        paper, published = catalogue.methods[key]
        distance = _distance(ran.program, other.program)
        found.append(Near(paper, published, _differences(catalogue, method, ran, published, other, distance), distance))
    return sorted(found, key=lambda one: (len(one.differs), one.distance, one.paper.date))


def _differences(
    catalogue: Catalogue, method: Method, ran: Ran, published: Method, other: Ran, distance: float
) -> list[str]:
    fields = catalogue.method_fields.properties
    found = [
        f"{field.name.lower()} ({field.names_of(values)})"
        for name, field in fields.items()
        if method.value(name) and (values := published.values(name)) and method.value(name) not in values
    ]
    one, two = ran.facts.transition, other.facts.transition
    if not found and one and two and (one.kind, one.from_input) != (two.kind, two.from_input):
        found.append("transition")
    if one and two and one.eigenvalues != two.eigenvalues and (one.kind, one.from_input) == (two.kind, two.from_input):
        found.append("eigenvalues")
    if ran.gates != other.gates and not found:
        found.append("gates")
    if distance > EXACT and not found:
        found.append("readout")
    return found


@lru_cache(maxsize=KEPT * 16)
def _distance(one: Program, other: Program) -> float:
    """The length of the difference of their answers, as a share of the length of those of the first."""
    wanted, found = _answers(one), _answers(other)
    length = sum(one * one for one in wanted) ** 0.5
    return float(sum((a - b) ** 2 for a, b in zip(wanted, found, strict=True)) ** 0.5 / (length or 1))


@lru_cache(maxsize=1)
def _published(catalogue: Catalogue) -> Mapping[str, Ran]:
    """The methods that can be run as a memory of pairs."""
    programs, facts = memory.programs(catalogue), derived.raw_facts(catalogue)
    return {key: _run(programs[key], facts[key]) for key in catalogue.methods if key in programs}


def _run(found: Program, facts: Facts) -> Ran:
    return Ran(found, Counter(tuple(map(str, found.shapes[key])) for key in found.settings), facts)


@lru_cache(maxsize=KEPT)
def _answers(found: Program) -> Sequence[float]:
    """What a method answers on the inputs."""
    written = pairs(PAIRS, SIZE, SIMILARITY)
    machine = begin(found, written, _gates(found))
    return [one for key in written.keys for (one,) in machine.ask(key, PAIRS)]


def _gates(found: Program) -> dict[str, float]:
    """The same number for all gates, so that methods can be compared."""
    ends = {key: limits(one) for key, one in found.settings.items()}
    return {key: least + GATE * min(most - least, 1) for key, one in ends.items() if one for least, most in [one]}
