"""The formulas of methods as equations: every symbol has a meaning, and all shapes fit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pydantic import ValidationError

from ..formulas.derive import facts
from ..formulas.meanings import Meanings
from ..formulas.nodes import Equation, Name, walk
from ..formulas.parse import parse
from ..formulas.shapes import ShapeError, faults
from ..formulas.sizes import Size, count_of
from ..formulas.state import carried, total
from ..formulas.transitions import Transition
from ..maths import FormulaError, mathml
from ..model import MethodFields, PropertyValue, Symbol
from ..model.methods import texts
from ..problems import Problem
from ..read import Record
from ..symbols import symbols
from .vocabulary import Vocabulary

_Step = str | int


@dataclass(frozen=True)
class _Read:
    """The formulas of one method that can be shown, and its symbols."""

    formulas: Mapping[str, str]
    own: tuple[Symbol, ...]
    fields: MethodFields

    @cached_property
    def meanings(self) -> Meanings:
        return Meanings.of(self.fields.symbols.values(), self.own, self.fields.indices)

    @cached_property
    def equations(self) -> Mapping[str, tuple[Equation, ...] | FormulaError]:
        """The equations of each formula that has some, or why they cannot be read."""
        found: dict[str, tuple[Equation, ...] | FormulaError] = {}
        for name, value in self.formulas.items():
            if self.fields.formulas[name].reads == "equations":
                try:
                    found[name] = parse(value, self.meanings.letters)
                except FormulaError as error:
                    found[name] = error
        return found

    @cached_property
    def unknown(self) -> Sequence[tuple[str, str, int]]:
        """Each symbol without a meaning, with the name of its formula and the place in it."""
        shared = {letter for one in self.fields.symbols.values() for letter in symbols(one.latex)[:1]}
        known = shared | {letter for one in self.own for letter in symbols(one.latex)[:1]}
        return [
            (name, *found) for name, value in self.formulas.items() for found in _unknown(value, known, self.fields)
        ]

    @cached_property
    def misfits(self) -> Sequence[tuple[str, ShapeError]]:
        """Each equation whose shapes do not fit, with the name of its formula."""
        read = ((name, found) for name, found in self.equations.items() if not isinstance(found, FormulaError))
        return [(name, one) for name, found in read for one in faults(self.formulas[name], found, self.meanings)]

    @cached_property
    def read(self) -> Sequence[Equation]:
        """All equations that can be read."""
        return [one for found in self.equations.values() if not isinstance(found, FormulaError) for one in found]

    @cached_property
    def transition(self) -> Transition | None:
        """What a token does with the memory, if a property of methods depends on it."""
        values = (value for field in self.fields.properties.values() for value in field.values.values())
        return facts(self.read, self.meanings).transition if any(value.fits for value in values) else None

    @cached_property
    def kept(self) -> Mapping[str, Size]:
        """How many numbers of each symbol the equations keep for the next token, where that is known."""
        return {key: one for key, one in carried(self.read, self.meanings).items() if one is not None}


def symbols_are_defined(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Every letter and sign in a formula has a meaning in the method or in methods.yml."""
    for index, method in _methods(record, vocabulary):
        for name, letter, offset in method.unknown:
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
    for index, method in _methods(record, vocabulary):
        unread = {name: error for name, error in method.equations.items() if isinstance(error, FormulaError)}
        for name, error in unread.items():
            message = f"'{name}' cannot be read as an equation: {error}"
            hint = r"write `left = right`; a comma or \quad between equations; \odot for the product element by element"
            yield record.problem("bad-equation", message, "methods", index, name, offset=error.offset, hint=hint)
        for name, fault in method.misfits:
            yield _misfit(record, ("methods", index, name), fault)


def states_are_counted(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """The size of the state counts everything that the equations keep for the next token."""
    for index, method in _methods(record, vocabulary):
        if not method.kept and not method.equations:
            continue
        needed = total([*method.kept.values()])
        for name, field in method.fields.formulas.items():
            if field.reads != "size":
                continue
            value = record.get("methods", index, name)
            written = None if value in field.words else count_of(value)
            if written is not None and not written.covers(needed):
                parts = ", ".join(f"{key} ({count})" for key, count in method.kept.items())
                message = f"'{name}' counts {written} numbers, but the equations keep {parts}"
                hint = f"count all of them: {needed}; or correct the shapes in `symbols`"
                yield record.problem("bad-size", message, "methods", index, name, hint=hint)


def properties_follow(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A property whose values say which transitions they fit agrees with the transition that the equations have."""
    for index, method in _methods(record, vocabulary):
        found = method.transition
        if found is None or found.kind in ("nonlinear", "grows"):
            continue
        for name, field in method.fields.properties.items():
            written = record.values["methods"][index].get(name)
            values = [field.values[key] for key in texts(written) if key in field.values]
            if any(value.fits and not _fits(value, found) for value in values):
                fitting = [f"'{key}'" for key, one in field.values.items() if _fits(one, found)]
                changes = "changes with the input" if found.from_input else "is the same for every token"
                message = f"'{name}' does not fit the equations: their transition is '{found.kind}' and {changes}"
                hint = f"write {' or '.join(fitting)}, or correct the equations" if fitting else "correct the equations"
                where = ("methods", index, name)
                yield record.problem("unlike-equations", message, *where, severity="warning", hint=hint)


def _fits(value: PropertyValue, found: Transition) -> bool:
    return found.kind in value.fits and value.from_input in (None, found.from_input)


def _misfit(record: Record, where: tuple[_Step, ...], fault: ShapeError) -> Problem:
    return record.problem("bad-shape", f"the shapes do not fit: {fault}", *where, offset=fault.offset, hint=fault.hint)


def _methods(record: Record, vocabulary: Vocabulary) -> Iterator[tuple[int, _Read]]:
    """The methods of an entry with their indices, if methods.yml says what symbols mean."""
    fields = vocabulary.methods
    if fields is None or not fields.symbols:
        return
    for index, method in record.items("methods"):
        if not isinstance(method, dict):
            continue
        written = {name: value for name in fields.formulas if isinstance(value := method.get(name), str)}
        own = method.get("symbols")
        key = (*written.items(), repr(own))
        read = vocabulary.read_methods.get(key)
        if read is None:
            shown = {
                name: value
                for name, value in written.items()
                if value not in fields.formulas[name].words and _can_be_shown(value)
            }
            read = vocabulary.read_methods[key] = _Read(shown, _own(own), fields)
        yield index, read


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


def _unknown(value: str, known: Collection[str], fields: MethodFields) -> Iterator[tuple[str, int]]:
    """The letters without a meaning, each with the place of the first one."""
    missing = [letter for letter in symbols(value) if letter not in known]
    if not missing:
        return
    names = _names(value, fields)
    for letter in missing:
        yield letter, next((one.at for one in names if letter in symbols(one.base)), 0)


def _names(value: str, fields: MethodFields) -> list[Name]:
    try:
        equations = parse(value, Meanings.of(fields.symbols.values(), (), fields.indices).letters)
    except FormulaError:
        return []  # which is reported
    return [one for equation in equations for one in walk(equation) if isinstance(one, Name)]
