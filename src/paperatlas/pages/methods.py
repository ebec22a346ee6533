"""The page of a method: what it is, what implements it, and which methods are like it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from ..catalogue import Catalogue
from ..formulas.derive import KEPT, equations_of
from ..formulas.numpy_text import CannotWrite
from ..formulas.to_numpy import to_numpy
from ..lineage import Lineage, around
from ..model import Method, MethodFields, Paper, Relation
from ..urls import COMPARE, method_url
from . import Page, derived, memory
from .compare import Pair, implementing

NEAR = 3  # methods that a page offers to compare with
MOST_ALIKE = 12

# For the list of contents: the id and title of each section, and the value that it needs.
SECTIONS = (
    ("top", "In short", ""),
    ("formulas", "Formulas", ""),
    ("derived", "Derived facts", "facts"),
    ("memory", "Memory", "memory"),
    ("variants", "Later methods", "variants"),
    ("lineage", "Two steps", "neighbourhood"),
    ("alike", "Same properties", "alike"),
    ("libraries", "Libraries", "libraries"),
    ("latex", "LaTeX", "latex"),
    ("numpy", "In numpy", "numpy"),
)


@dataclass(frozen=True, slots=True)
class Variant:
    """A method of a later paper that develops this one, and how."""

    paper: Paper
    method: Method
    relation: Relation


def pages(catalogue: Catalogue, lineage: Lineage) -> Iterator[Page]:
    for paper, method in catalogue.methods.values():
        yield Page(
            method_url(method.key),
            f"{method.name} (method)",
            _description(catalogue, paper, method),
            "page/method.html",
            partial(_values, lineage, paper, method),
            (("Home", ""), ("Compare methods", COMPARE)),
            f"papers/{paper.key}.yml",
            (paper,),
        )


def _description(catalogue: Catalogue, paper: Paper, method: Method) -> str:
    """What a list of results shows: the properties of the method."""
    fields = catalogue.method_fields.properties
    known = [(field.name.lower(), field.names_of(method.values(name))) for name, field in fields.items()]
    values = [f"{name}: {names}" for name, names in known if names]
    return f"{method.name} in formulas, from {paper.label} ({paper.year}). {'; '.join(values)}".strip()


def near(catalogue: Catalogue, paper: Paper, method: Method, most: int = NEAR) -> list[Method]:
    """The methods that a reader is likely to compare a method with: of the same paper, then of related papers."""
    earlier = [catalogue.papers[relation.paper] for relation in paper.builds_on if _develops(catalogue, relation)]
    later = [one for one, relation in catalogue.built_on_by.get(paper.key, ()) if _develops(catalogue, relation)]
    related = [paper, *_by_influence(catalogue, earlier), *_by_influence(catalogue, later)]
    found = [other for one in dict.fromkeys(one.key for one in related) for other in catalogue.papers[one].methods]
    return [other for other in found if other.key != method.key][:most]


def _develops(catalogue: Catalogue, relation: Relation) -> bool:
    return catalogue.relation_kinds[relation.kind].role == "descent"


def _by_influence(catalogue: Catalogue, papers: Iterable[Paper]) -> list[Paper]:
    return sorted(papers, key=lambda paper: -catalogue.influence[paper.key])


def variants(catalogue: Catalogue, paper: Paper, method: Method) -> list[Variant]:
    """The methods of later papers that develop a method, newest last."""
    is_alone = len(paper.methods) == 1
    return [
        Variant(later, other, relation)
        for later, relation in catalogue.built_on_by.get(paper.key, ())
        if _develops(catalogue, relation) and (relation.method == method.key or (is_alone and not relation.method))
        for other in later.methods
    ]


def alike(catalogue: Catalogue, method: Method) -> list[Pair]:
    """The other methods with the same properties, those of the most influential papers first.

    An optional property does not tell two methods apart if an entry leaves it out.
    """
    wanted = _properties(catalogue, method)
    same = (pair for pair in _by_properties(catalogue)[wanted] if pair[1].key != method.key)
    fields = catalogue.method_fields.properties
    found = [pair for pair in same if not any(_differ(method, pair[1], name) for name in fields)]
    return sorted(found, key=lambda pair: -catalogue.influence[pair[0].key]) if any(wanted) else []


@lru_cache(maxsize=1)
def _by_properties(catalogue: Catalogue) -> Mapping[tuple[tuple[str, ...], ...], Sequence[Pair]]:
    found = defaultdict(list)
    for pair in catalogue.methods.values():
        found[_properties(catalogue, pair[1])].append(pair)
    return found


def _properties(catalogue: Catalogue, method: Method) -> tuple[tuple[str, ...], ...]:
    return tuple(method.values(name) for name in _needed(catalogue))


def _needed(catalogue: Catalogue) -> list[str]:
    return [name for name, field in catalogue.method_fields.properties.items() if not field.optional]


def _differ(one: Method, other: Method, name: str) -> bool:
    return bool(one.values(name) and other.values(name) and one.values(name) != other.values(name))


def _values(lineage: Lineage, paper: Paper, method: Method) -> Mapping[str, Any]:
    catalogue = lineage.catalogue
    fields = catalogue.method_fields
    latex = [
        (name, field.name, value)
        for name, field in fields.formulas.items()
        if (value := method.value(name)) and value not in field.words
    ]
    others = near(catalogue, paper, method)
    numpy, why = code(method, fields)
    facts = derived.all_facts(catalogue)[method.key]
    values = {
        "paper": paper,
        "method": method,
        "near": others,
        "memory": memory.figure(catalogue, method, others),
        "neighbourhood": around(lineage, paper.key),
        "numpy": numpy,
        "no_numpy": why,
        "theorems": derived.theorems(catalogue, method.key, facts),
        "facts": [(derived.KINDS[key], fact) for key, fact in facts.items()],
        "variants": variants(catalogue, paper, method),
        "alike": alike(catalogue, method),
        "shared": {name: values for name in _needed(catalogue) if (values := method.values(name))},
        "linked": {name: value for name in _needed(catalogue) if (value := method.value(name))},
        "first_alike": MOST_ALIKE,
        "libraries": implementing(catalogue, method),
        "builders": len({one.key for one, _ in catalogue.built_on_by.get(paper.key, ())}),
        "latex": latex,
    }
    return {**values, "sections": [(anchor, title) for anchor, title, needs in SECTIONS if not needs or values[needs]]}


@lru_cache(maxsize=KEPT)
def code(method: Method, fields: MethodFields) -> tuple[str, str]:
    """The method as a function of numpy, or nothing and why its formulas have no short form."""
    equations, meanings = equations_of(method, fields)
    if not equations:
        return "", ""
    try:
        return to_numpy(equations, meanings, method.key.replace("-", "_")), ""
    except CannotWrite as error:
        return "", str(error)
