"""The formulas of methods as equations: every symbol has a meaning, and all shapes fit."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from pydantic import ValidationError

from ..formulas.derive import facts
from ..formulas.meanings import Meanings
from ..formulas.nodes import Equation, Name, walk
from ..formulas.parse import parse
from ..formulas.shapes import ShapeError, faults
from ..formulas.sizes import count_of
from ..formulas.state import carried, total
from ..formulas.transitions import Transition
from ..maths import FormulaError, mathml
from ..model import MethodFields, PropertyValue, Symbol
from ..problems import Problem
from ..read import Record
from ..symbols import symbols
from .vocabulary import Vocabulary

_Step = str | int


def symbols_are_defined(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Every letter and sign in a formula has a meaning in the method or in methods.yml."""
    if vocabulary.methods is None or not vocabulary.methods.symbols:
        return
    shared = {letter for one in vocabulary.methods.symbols.values() for letter in symbols(one.latex)[:1]}
    for index, name, value, own in _formulas(record, vocabulary.methods):
        known = shared | {letter for one in own for letter in symbols(one.latex)[:1]}
        for letter, offset in _unknown(value, known, vocabulary.methods):
            hint = (
                "add it to `symbols` of the method: - {latex: ..., name: what it means, shape: '1', range: 0 to 1}; "
                "or to methods.yml if many methods use it"
            )
            where = ("methods", index, name)
            yield record.problem(
                "unknown-symbol", f"no meaning is known of '{letter}' in '{name}'", *where, offset=offset, hint=hint
            )


def equations_fit(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """What methods.yml calls equations can be read as such, and the shapes of both sides are equal."""
    fields = vocabulary.methods
    if fields is None or not fields.symbols:
        return
    for index, name, value, own in _formulas(record, fields):
        if fields.formulas[name].reads != "equations":
            continue
        where = ("methods", index, name)
        meanings = _meanings(tuple(fields.symbols.values()), own, fields.indices)
        try:
            equations = parse(value, meanings.letters)
        except FormulaError as error:
            message = f"'{name}' cannot be read as an equation: {error}"
            hint = r"write `left = right`; a comma or \quad between equations; \odot for the product element by element"
            yield record.problem("bad-equation", message, *where, offset=error.offset, hint=hint)
            continue
        for fault in faults(value, equations, meanings):
            yield _misfit(record, where, fault)


def states_are_counted(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """The size of the state counts everything that the equations keep for the next token."""
    fields = vocabulary.methods
    if fields is None or not fields.symbols:
        return
    sizes = [name for name, field in fields.formulas.items() if field.reads == "size"]
    for index, found, meanings in _methods(record, fields):
        kept = {key: one for key, one in carried(found, meanings).items() if one is not None}
        needed = total([*kept.values()])
        for name in sizes:
            value = record.get("methods", index, name)
            written = None if value in fields.formulas[name].words else count_of(value)
            if written is not None and not written.covers(needed):
                parts = ", ".join(f"{key} ({count})" for key, count in kept.items())
                message = f"'{name}' counts {written} numbers, but the equations keep {parts}"
                hint = f"count all of them: {needed}; or correct the shapes in `symbols`"
                yield record.problem("bad-size", message, "methods", index, name, hint=hint)


def properties_follow(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A property whose values say which transitions they fit agrees with the transition that the equations have."""
    fields = vocabulary.methods
    if fields is None or not any(value.fits for field in fields.properties.values() for value in field.values.values()):
        return
    for index, equations, meanings in _methods(record, fields):
        found = facts(equations, meanings).transition
        if found is None or found.kind in ("nonlinear", "grows"):
            continue
        for name, field in fields.properties.items():
            value = field.values.get(record.get("methods", index, name) or "")
            if value and value.fits and not _fits(value, found):
                fitting = [f"'{key}'" for key, one in field.values.items() if _fits(one, found)]
                changes = "changes with the input" if found.from_input else "is the same for every token"
                message = f"'{name}' does not fit the equations: their transition is '{found.kind}' and {changes}"
                hint = f"write {' or '.join(fitting)}, or correct the equations" if fitting else "correct the equations"
                where = ("methods", index, name)
                yield record.problem("unlike-equations", message, *where, severity="warning", hint=hint)


def _fits(value: PropertyValue, found: Transition) -> bool:
    return found.kind in value.fits and value.from_input in (None, found.from_input)


def _methods(record: Record, fields: MethodFields) -> Iterator[tuple[int, list[Equation], Meanings]]:
    """The methods that have equations, by index, with all of their equations and the meanings of the symbols."""
    found: dict[int, list[Equation]] = {}
    of_method: dict[int, Meanings] = {}
    for index, name, value, own in _formulas(record, fields):
        if fields.formulas[name].reads == "equations":
            of_method[index] = _meanings(tuple(fields.symbols.values()), own, fields.indices)
            found.setdefault(index, []).extend(_equations(value, of_method[index]))
    for index, equations in found.items():
        yield index, equations, of_method[index]


def _misfit(record: Record, where: tuple[_Step, ...], fault: ShapeError) -> Problem:
    return record.problem("bad-shape", f"the shapes do not fit: {fault}", *where, offset=fault.offset, hint=fault.hint)


def _formulas(record: Record, fields: MethodFields) -> Iterator[tuple[int, str, str, tuple[Symbol, ...]]]:
    """The formulas that can be read, each with the index and the symbols of its method."""
    for index, method in record.items("methods"):
        if not isinstance(method, dict):
            continue
        own = _own(method.get("symbols"))
        for name, field in fields.formulas.items():
            value = method.get(name)
            if isinstance(value, str) and value not in field.words and _can_be_shown(value):
                yield index, name, value, own


def _own(values: object) -> tuple[Symbol, ...]:
    """The symbols of a method that are valid; the problems of others are reported elsewhere."""
    found = []
    for one in values if isinstance(values, list) else []:
        try:
            found.append(Symbol.model_validate(one))
        except ValidationError:
            continue
    return tuple(found)


def _can_be_shown(value: str) -> bool:
    try:
        mathml(value)
    except FormulaError:
        return False  # which is reported
    return True


@lru_cache(maxsize=256)
def _meanings(shared: tuple[Symbol, ...], own: tuple[Symbol, ...], indices: tuple[str, ...]) -> Meanings:
    return Meanings.of(shared, own, indices)


def _unknown(value: str, known: Collection[str], fields: MethodFields) -> Iterator[tuple[str, int]]:
    """The letters without a meaning, each with the place of the first one."""
    missing = [letter for letter in symbols(value) if letter not in known]
    if not missing:
        return
    names = _names(value, fields)
    for letter in missing:
        yield letter, next((one.at for one in names if letter in symbols(one.base)), 0)


def _equations(value: str, meanings: Meanings) -> tuple[Equation, ...]:
    try:
        return parse(value, meanings.letters)
    except FormulaError:
        return ()  # which is reported


def _names(value: str, fields: MethodFields) -> list[Name]:
    equations = _equations(value, _meanings(tuple(fields.symbols.values()), (), fields.indices))
    return [one for equation in equations for one in walk(equation) if isinstance(one, Name)]
