"""What follows from the formulas of each method alone, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..catalogue import Catalogue
from ..formulas.derive import Facts, facts_of
from ..formulas.ranges import Range
from ..formulas.transitions import Transition
from ..model import MethodFields, Theorem

CLASSES: Mapping[str, tuple[str, str]] = {  # by TransitionClass
    "identity": ("identity", "All of the memory stays."),
    "scalar": ("one number", "One number multiplies the whole memory."),
    "diagonal": ("diagonal", "Each channel or element of the memory has a number of its own."),
    "identity-low-rank": ("identity plus low rank", "All of the memory stays, except in one direction."),
    "scalar-low-rank": ("number plus low rank", "One number multiplies the memory, except in one direction."),
    "diagonal-low-rank": ("diagonal plus low rank", "Each channel has a number of its own, except in one direction."),
    "householder-product": (
        "product of Householder matrices",
        "For each token, several matrices change the memory in one direction each.",
    ),
    "matrix": ("matrix", "The channels of the memory mix."),
    "nonlinear": (
        "not affine",
        "The new memory is no affine function of the old one: there is no transition matrix.",
    ),
    "grows": ("grows", "Every token is kept."),
}
SIGNS: Mapping[str, tuple[str, str]] = {
    "positive": ("0 or more", "What is in the memory keeps its sign."),
    "negative": ("negative too", "A token can reverse what is in the memory, which counting modulo 2 needs."),
    "complex": ("complex", "What is in the memory can rotate."),
}
_INPUT = {True: "by input", False: "fixed"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a method. `value` is its key among `choices`, and `rank` its place in the order of all values."""

    text: str
    note: str = ""
    value: str = ""
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact. Those with `choices` have a closed list of values, each with its name and what it means."""

    name: str
    about: str
    choices: Mapping[str, tuple[str, str]] | None = None
    is_usual: bool = False


KINDS: Mapping[str, Kind] = {
    "transition": Kind("Transition", "What a token does with the memory before it writes.", CLASSES, is_usual=True),
    "eigenvalues": Kind("Eigenvalues", "Bounds of the eigenvalues of the transition.", SIGNS),
    "scan": Kind("Parallel scan", "Whether a parallel scan can compute all tokens at once."),
    "numbers": Kind("Numbers kept", "How many numbers the memory has at the usual sizes."),
    "bytes": Kind("Bytes kept", "The size of the memory at the usual sizes."),
    "operations": Kind("Operations", "Multiplications and additions for one token at the usual sizes."),
}


def theorems(catalogue: Catalogue, key: str, facts: Mapping[str, Fact]) -> list[Theorem]:
    """What is proved about a method."""
    values = {name: fact.value for name, fact in facts.items()}
    return [
        one
        for one in catalogue.vocabulary.theorems.values()
        if key in one.methods or (one.when and all(values.get(name) == value for name, value in one.when.items()))
    ]


@lru_cache(maxsize=1)
def raw_facts(catalogue: Catalogue) -> Mapping[str, Facts]:
    """For each method what follows from its formulas."""
    fields = catalogue.method_fields
    methods = catalogue.methods if fields.symbols else {}
    return {key: facts_of(method, fields) for key, (_, method) in methods.items()}


@lru_cache(maxsize=1)  # the page of each method asks for its own
def all_facts(catalogue: Catalogue) -> Mapping[str, Mapping[str, Fact]]:
    """For each method the facts that are known, by the key of their kind."""
    none: dict[str, Mapping[str, Fact]] = {key: {} for key in catalogue.methods}
    known = {key: in_words(facts, catalogue.method_fields) for key, facts in raw_facts(catalogue).items()}
    return none | known


def kinds(catalogue: Catalogue) -> Mapping[str, Kind]:
    """The kinds of facts that follow from the formulas of at least one method."""
    known = {key for facts in all_facts(catalogue).values() for key in facts}
    return {key: kind for key, kind in KINDS.items() if key in known}


def in_words(found: Facts, fields: MethodFields) -> dict[str, Fact]:
    """The facts that are known, by the key of their kind."""
    facts: dict[str, Fact] = {}
    if found.transition:
        facts["transition"] = _transition(found.transition)
        if found.transition.eigenvalues:
            facts["eigenvalues"] = _eigenvalues(found.transition.eigenvalues, found.transition.needs_unit_keys)
        if found.transition.kind != "grows":
            facts["scan"] = _scan(can_scan=found.can_scan)
    if found.numbers:
        facts["numbers"] = Fact(f"{found.numbers:,}", "at the usual sizes", rank=found.numbers)
        bytes_each = max((field.bytes for field in fields.formulas.values()), default=0)
        if bytes_each:
            size = found.numbers * bytes_each
            facts["bytes"] = Fact(_bytes(size), f"{bytes_each} bytes each", rank=size)
    if found.operations:
        facts["operations"] = Fact(f"{found.operations:,}", "for a token, at the usual sizes", rank=found.operations)
    return facts


def _transition(found: Transition) -> Fact:
    name, about = CLASSES[found.kind]
    is_plain = found.kind in ("identity", "nonlinear", "grows")
    return Fact(
        name if is_plain else f"{name}, {_INPUT[found.from_input]}", about, found.kind, [*CLASSES].index(found.kind)
    )


def _eigenvalues(found: Range, needs_unit_keys: bool) -> Fact:
    sign = "complex" if found.radius is not None else "negative" if found.low < 0 else "positive"
    if found.radius is not None:
        text = "within the unit circle" if found.radius == 1 else f"absolute values up to {found.radius:g}"
    else:
        text = f"{found.low:g}" if found.low == found.high else f"{found.low:g} to {found.high:g}".replace("-", "−")
    note = SIGNS[sign][1] + (" Holds for keys of length 1." if needs_unit_keys else "")
    return Fact(text, note, sign, [*SIGNS].index(sign))


def _scan(*, can_scan: bool) -> Fact:
    if can_scan:
        return Fact("yes", "All that is kept is an affine function of what was kept before.", rank=0)
    return Fact("no", "What is kept goes through a function that is not affine.", rank=1)


def _bytes(size: int) -> str:
    for unit, factor in (("MiB", 1 << 20), ("KiB", 1 << 10)):
        if size >= factor:
            return f"{size / factor:.3g} {unit}"
    return f"{size} bytes"
