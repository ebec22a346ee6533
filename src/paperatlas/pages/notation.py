"""The symbols of the formulas: those of one method, and all of them in tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..catalogue import Catalogue
from ..model import Method, Paper, Symbol
from ..symbols import symbols
from ..words import slug


@dataclass(frozen=True, slots=True)
class Row:
    """A symbol with the id of its row. `used_by` lists the methods whose formulas have it in this meaning."""

    key: str
    record: Symbol
    used_by: tuple[tuple[Paper, Method], ...] = ()


def symbols_of(catalogue: Catalogue, method: Method) -> dict[str, Symbol]:
    """The symbols in the formulas of a method, by the id of their row, in the order in which they appear.

    Those that it defines itself and that are only in an index come last.
    """
    shared, own = _by_letter(catalogue.method_fields.symbols), _by_letter(_own(method.symbols))
    found: dict[str, Symbol] = {}
    for letter in letters_of(catalogue, method):
        found |= own.get(letter) or shared.get(letter, {})
    return found | _own(method.symbols)


def letters_of(catalogue: Catalogue, method: Method) -> list[str]:
    """The letters and signs in the formulas of a method."""
    fields = catalogue.method_fields.formulas
    values = [value for name, field in fields.items() if (value := method.value(name)) and value not in field.words]
    return list(dict.fromkeys(letter for value in values for letter in symbols(value)))


def tables(catalogue: Catalogue) -> list[tuple[str, str, list[Row]]]:
    """All symbols in three tables, each with its id and its title."""
    used: defaultdict[str, list[tuple[Paper, Method]]] = defaultdict(list)
    own: dict[str, Symbol] = {}
    for paper, method in catalogue.methods.values():
        own |= _own(method.symbols)
        for key in symbols_of(catalogue, method):
            used[key].append((paper, method))
    for part in catalogue.method_fields.compose.parts.values():
        for choice in part.choices.values():
            own |= _own(choice.symbols)
    shared = catalogue.method_fields.symbols
    rows = [Row(key, record, tuple(used[key])) for key, record in shared.items()]
    others = [Row(key, record, tuple(used[key])) for key, record in own.items()]
    others.sort(key=lambda row: first_letter(row.record))
    return [
        ("symbols", "Symbols", [row for row in rows if not row.record.general]),
        ("own-symbols", "Letters with a meaning of their own", others),
        ("general-symbols", "General signs", [row for row in rows if row.record.general]),
    ]


def _own(some: Iterable[Symbol]) -> dict[str, Symbol]:
    """The symbols of a method by id. What several methods define in the same words has one id."""
    return {slug(f"{one.latex} {one.name} {one.shape or ''}"): one for one in some}


def _by_letter(known: Mapping[str, Symbol]) -> dict[str, dict[str, Symbol]]:
    letters: defaultdict[str, dict[str, Symbol]] = defaultdict(dict)
    for key, record in known.items():
        letters[first_letter(record)][key] = record
    return letters


def first_letter(record: Symbol) -> str:
    """What formulas are searched for."""
    return next(iter(symbols(record.latex)), "")
