"""The symbols of the formulas: those of one method, and all of them in tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ..catalogue import Catalogue
from ..model import Method, Paper
from ..model.vocabularies import SymbolRecord
from ..symbols import symbols


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol with its key in methods.yml. `used_by` lists the methods whose formulas have it in this meaning."""

    key: str
    record: SymbolRecord
    used_by: tuple[tuple[Paper, Method], ...] = ()


def symbols_of(catalogue: Catalogue, method: Method) -> dict[str, SymbolRecord]:
    """The symbols in the formulas of a method, by key, in the order in which they appear."""
    known = catalogue.method_fields.symbols
    by_letter = _by_letter(known)
    found: dict[str, SymbolRecord] = {}
    for letter in letters_of(catalogue, method):
        meanings = by_letter.get(letter, ())
        of_method = [key for key in meanings if method.key in known[key].methods]
        chosen = of_method or [key for key in meanings if not known[key].methods]
        found.update((key, known[key]) for key in chosen)
    return found


def letters_of(catalogue: Catalogue, method: Method) -> list[str]:
    """The letters and signs in the formulas of a method."""
    fields = catalogue.method_fields.formulas
    values = [value for name, field in fields.items() if (value := method.value(name)) and value not in field.words]
    return list(dict.fromkeys(letter for value in values for letter in symbols(value)))


def tables(catalogue: Catalogue) -> list[tuple[str, str, list[Symbol]]]:
    """All symbols in three tables, each with its id and its title."""
    used: defaultdict[str, list[tuple[Paper, Method]]] = defaultdict(list)
    for paper, method in catalogue.methods.values():
        for key in symbols_of(catalogue, method):
            used[key].append((paper, method))
    every = [Symbol(key, record, tuple(used[key])) for key, record in catalogue.method_fields.symbols.items()]
    general = [one for one in every if one.record.general]
    own = sorted((one for one in every if one.record.methods), key=lambda one: first_letter(one.record))
    return [
        ("symbols", "Symbols", [one for one in every if not one.record.methods and not one.record.general]),
        ("own-symbols", "Letters with another meaning in some methods", own),
        ("general-symbols", "General signs", general),
    ]


def _by_letter(known: Mapping[str, SymbolRecord]) -> dict[str, list[str]]:
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for key, record in known.items():
        letters[first_letter(record)].append(key)
    return letters


def first_letter(record: SymbolRecord) -> str:
    """What formulas are searched for."""
    return next(iter(symbols(record.latex)), "")
