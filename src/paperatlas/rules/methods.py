"""The methods of an entry with their formulas read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from pydantic import ValidationError

from ..formulas.derive import facts
from ..formulas.meanings import Meanings
from ..formulas.nodes import Equation, Name, walk
from ..formulas.parse import parse
from ..formulas.shapes import ShapeError, faults
from ..formulas.sizes import Size
from ..formulas.state import carried
from ..formulas.transitions import Transition
from ..maths import FormulaError, mathml
from ..model import MethodFields, Symbol
from ..read import Record
from ..symbols import symbols
from .typed import Typed, as_meant, commands_of
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class MethodRead:
    """The formulas of one method that can be shown, as they are meant, and its symbols."""

    formulas: Mapping[str, str]
    typed: Mapping[str, Typed]  # the formulas that are meant in another way than they are typed
    own: tuple[Symbol, ...]
    fields: MethodFields

    def place(self, name: str, offset: int) -> int | None:
        """Where a character of a formula is in the entry; None if it is typed in another way."""
        return None if name in self.typed else offset

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


def methods_of(record: Record, vocabulary: Vocabulary) -> Iterator[tuple[int, MethodRead]]:
    """The methods of an entry with their indices."""
    fields = vocabulary.methods
    if fields is None:
        return
    for index, method in record.items("methods"):
        if not isinstance(method, dict):
            continue
        written = {name: value for name in fields.formulas if isinstance(value := method.get(name), str)}
        own = method.get("symbols")
        key = (*written.items(), repr(own))
        read = vocabulary.read_methods.get(key)
        if read is None:
            read = vocabulary.read_methods[key] = _read(written, _own(own), fields)
        yield index, read


def _read(written: Mapping[str, str], own: tuple[Symbol, ...], fields: MethodFields) -> MethodRead:
    formulas = {name: value for name, value in written.items() if value not in fields.formulas[name].words}
    commands = commands_of(fields.symbols.items())
    typed = {}
    for name, value in formulas.items():
        faults_of = partial(_faults_of, name, own=own, fields=fields)
        if found := as_meant(value, commands, faults_of, is_shown=_can_be_shown(value)):
            typed[name] = found
    meant = {name: typed[name].right if name in typed else value for name, value in formulas.items()}
    return MethodRead({name: value for name, value in meant.items() if _can_be_shown(value)}, typed, own, fields)


def _faults_of(name: str, value: str, *, own: tuple[Symbol, ...], fields: MethodFields) -> int:
    """How much is wrong with a formula. What cannot be shown at all is worse than all else."""
    if not _can_be_shown(value):
        return len(value) + 1
    if not fields.symbols:
        return 0
    read = MethodRead({name: value}, {}, own, fields)
    unread = sum(isinstance(one, FormulaError) for one in read.equations.values())
    return len(read.unknown) + len(read.misfits) + unread


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
        yield letter, next((one.at for one in names if _can_be_shown(one.base) and letter in symbols(one.base)), 0)


def _names(value: str, fields: MethodFields) -> list[Name]:
    try:
        equations = parse(value, Meanings.of(fields.symbols.values(), (), fields.indices).letters)
    except FormulaError:
        return []  # which is reported
    return [one for equation in equations for one in walk(equation) if isinstance(one, Name)]
