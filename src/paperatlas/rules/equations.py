"""The formulas of methods as equations: every symbol has a meaning, and all shapes fit."""

from __future__ import annotations

from collections.abc import Iterator

from ..formulas.shapes import ShapeError
from ..formulas.sizes import count_of
from ..formulas.state import total
from ..formulas.transitions import Transition
from ..maths import FormulaError
from ..model import PropertyValue
from ..model.methods import texts
from ..patterns import regex
from ..problems import Problem
from ..read import Record
from ..symbols import symbols
from .methods import MethodRead, methods_of
from .vocabulary import Vocabulary

_Step = str | int
_COMMAND = regex(r"\\(?:operatorname|mathrm|mathcal|mathbb|mathbf)\*?\{[^{}]*\}|\\[A-Za-z]+")


def symbols_are_defined(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Every letter and sign in a formula has a meaning in the method or in methods.yml."""
    for index, method in _methods(record, vocabulary):
        for name, letter, offset in method.unknown:
            latex = _typed_as(letter, method.formulas[name])
            item = f"- {{latex: {latex}, name: what it means, shape: '1', range: 0 to 1}}"
            hint = f"add it to `symbols` of the method: {item}; or to methods.yml if many methods use it"
            where, place = ("methods", index, name), method.place(name, offset)
            message = f"no meaning is known of '{letter}' in '{name}'"
            yield record.problem("unknown-symbol", message, *where, offset=place, hint=hint)


def _typed_as(letter: str, formula: str) -> str:
    """What a formula has for a symbol, in quotes: `\\tau` for τ."""
    commands = dict.fromkeys(_COMMAND.findall(formula))
    is_letter = len(letter) == 1 and letter.isascii()
    latex = letter if is_letter else next((one for one in commands if _symbols_of(one) == [letter]), "")
    return f"'{latex}'" if latex else "..."


def _symbols_of(command: str) -> list[str]:
    try:
        return [*symbols(command)]
    except FormulaError:  # a command such as \frac, which is no symbol
        return []


def equations_fit(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """What methods.yml calls equations can be read as such, and the shapes of both sides are equal."""
    for index, method in _methods(record, vocabulary):
        unread = {name: error for name, error in method.equations.items() if isinstance(error, FormulaError)}
        for name, error in unread.items():
            message = f"'{name}' cannot be read as an equation: {error}"
            hint = r"write `left = right`; a comma or \quad between equations; \odot for the product element by element"
            hint += f"; or leave `{name}` out"
            yield record.problem(
                "bad-equation", message, "methods", index, name, offset=method.place(name, error.offset), hint=hint
            )
        for name, fault in method.misfits:
            yield _misfit(record, ("methods", index, name), fault, method.place(name, fault.offset))


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


def _misfit(record: Record, where: tuple[_Step, ...], fault: ShapeError, offset: int | None) -> Problem:
    return record.problem("bad-shape", f"the shapes do not fit: {fault}", *where, offset=offset, hint=fault.hint)


def _methods(record: Record, vocabulary: Vocabulary) -> Iterator[tuple[int, MethodRead]]:
    """The methods of an entry, if methods.yml says what symbols mean."""
    if vocabulary.methods and vocabulary.methods.symbols:
        yield from methods_of(record, vocabulary)
