"""The table of all methods, and the map of the methods by two of their properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..catalogue import Catalogue
from ..exports.csv_table import row as csv_row
from ..lineage import Lineage
from ..model import Library, Method, Paper
from ..urls import COMPARE, SPACE
from . import Page, Redirect, derived, lineage, memory, plural
from .columns import Column, kind_of, ranks
from .pictures import Pairs, pairs

MOST = 5  # methods side by side
NAMED = 4  # methods of a cell of the map that are named

Pair = tuple[Paper, Method]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table: its text as written in a CSV file, its place in the order of its column, and its keys.

    Only a column with a closed list of values has keys; a space is between two of them.
    """

    csv: str
    rank: int | None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A column by which readers filter and group: what each of its values is called, and what it means."""

    key: str
    name: str
    values: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A method in the table. `cells` are by the key of their column."""

    paper: Paper
    method: Method
    libraries: Sequence[Library]
    cells: Mapping[str, Cell]


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The table, and the map if exactly two properties are drawn."""
    count = plural(len(catalogue.methods), "method")
    description = f"All {count} in one table: sort, filter and group them, or see a few side by side."
    yield Page(
        COMPARE, "Compare methods", description, "page/compare.html", partial(_values, catalogue), (("Home", ""),)
    )
    found = pairs(catalogue)
    if found:
        fields = catalogue.method_fields.properties
        names = " and ".join(fields[name].name.lower() for name in found.properties)
        yield Page(
            SPACE,
            "Design space",
            f"All {count} by {names}, with the combinations that no method has.",
            "page/space.html",
            partial(_space, catalogue, found),
            (("Home", ""), ("Compare methods", COMPARE)),
        )


def redirects() -> Iterator[Redirect]:
    """The list of methods is the table."""
    yield Redirect("methods/", COMPARE, "Compare methods")


def implementing(catalogue: Catalogue, method: Method) -> list[Library]:
    """The libraries that implement a method."""
    return [library for library in catalogue.libraries.values() if method.key in library.implements]


def columns(catalogue: Catalogue) -> tuple[Column[Pair], ...]:
    """All columns, in order."""
    return (
        *_names(), *_formulas(catalogue), *_derived(catalogue), *_properties(catalogue), *_of_papers(catalogue)
    )  # fmt: skip


def choices(catalogue: Catalogue) -> list[Choice]:
    """The properties, then the facts that follow from the formulas and have a closed list of values."""
    fields = catalogue.method_fields.properties
    found = [
        Choice(key, field.name, {one: (value.name, value.description) for one, value in field.values.items()})
        for key, field in fields.items()
    ]
    for key, kind in derived.kinds(catalogue).items():
        if kind.choices:
            used = {fact.value for facts in derived.all_facts(catalogue).values() if (fact := facts.get(key))}
            found.append(Choice(key, kind.name, {one: kind.choices[one] for one in kind.choices if one in used}))
    return found


def _names() -> Iterator[Column[Pair]]:
    def name(pair: Pair) -> str:
        return pair[1].name

    yield Column("name", "Method", name, "name", True, rank=lambda pair: pair[1].name.casefold())


def _formulas(catalogue: Catalogue) -> Iterator[Column[Pair]]:
    """The first and the last formula are shown first: the others need more room than a usual window has."""
    formulas = catalogue.method_fields.formulas
    for name, field in formulas.items():
        is_last = name == [*formulas][-1]
        kind = "words" if is_last and len(formulas) > 1 else "formula"
        yield Column(name, field.name, partial(_value, name), kind, is_last or name == next(iter(formulas)))


def _properties(catalogue: Catalogue) -> Iterator[Column[Pair]]:
    for name, field in catalogue.method_fields.properties.items():
        names = {key: value.name for key, value in field.values.items()}
        order = {key: place for place, key in enumerate(names)}

        def text(pair: Pair, name: str = name, names: Mapping[str, str] = names) -> str:
            return "; ".join(names[value] for value in pair[1].values(name))

        def rank(pair: Pair, name: str = name, order: Mapping[str, int] = order) -> tuple[int, ...] | None:
            return tuple(order[value] for value in pair[1].values(name)) or None

        yield Column(name, field.name, text, kind_of(field.name), True, rank=rank)


def _derived(catalogue: Catalogue) -> Iterator[Column[Pair]]:
    facts = derived.all_facts(catalogue)
    for key, kind in derived.kinds(catalogue).items():

        def text(pair: Pair, key: str = key) -> str:
            fact = facts[pair[1].key].get(key)
            return fact.text if fact else ""

        def rank(pair: Pair, key: str = key) -> int | None:
            fact = facts[pair[1].key].get(key)
            return fact.rank if fact else None

        is_number = key in ("numbers", "bytes", "operations")
        yield Column(key, kind.name, text, "count" if is_number else "derived", kind.is_usual, rank=rank)
    if catalogue.vocabulary.theorems:

        def proved(pair: Pair) -> str:
            found = derived.theorems(catalogue, pair[1].key, facts[pair[1].key])
            return "; ".join(dict.fromkeys(one.name for one in found))

        yield Column("proved", "Proved", proved, "derived", rank=lambda pair: proved(pair) or None)


def _of_papers(catalogue: Catalogue) -> Iterator[Column[Pair]]:
    def used(pair: Pair) -> str:
        return "; ".join(library.name for library in implementing(catalogue, pair[1]))

    def year(pair: Pair) -> str:
        return pair[0].year

    def label(pair: Pair) -> str:
        return pair[0].label

    yield Column("year", "Year", year, "count", True, "descending", rank=lambda pair: -int(pair[0].year))
    yield Column("paper", "Paper", label, "words", True, rank=lambda pair: pair[0].label.casefold())
    yield Column(
        "libraries", "Libraries", used, "words", True, "descending",
        rank=lambda pair: -len(implementing(catalogue, pair[1])) or None,
    )  # fmt: skip


def _value(name: str, pair: Pair) -> str:
    return pair[1].value(name) or ""


def rows(catalogue: Catalogue) -> list[Row]:
    """All methods, those of the newest papers first."""
    found = [(paper, method) for paper in catalogue.newest_first for method in paper.methods]
    cells: list[dict[str, Cell]] = [{} for _ in found]
    facts = derived.all_facts(catalogue)

    def value_of(method: Method, key: str) -> str:
        if key in catalogue.method_fields.properties:
            return " ".join(method.values(key))
        fact = facts[method.key].get(key)
        return fact.value if fact else ""

    for column in columns(catalogue):
        places = ranks(map(column.rank, found)) if column.rank else [None] * len(found)
        for at, pair in enumerate(found):
            text = csv_row([column.csv(pair)]).strip("\r\n")
            cells[at][column.key] = Cell(text, places[at], value_of(pair[1], column.key))
    return [Row(paper, method, implementing(catalogue, method), cells[at]) for at, (paper, method) in enumerate(found)]


def _values(catalogue: Catalogue) -> Mapping[str, Any]:
    graph = Lineage(catalogue)
    return {
        "columns": [(column, csv_row([column.name]).strip("\r\n")) for column in columns(catalogue)],
        "choices": choices(catalogue),
        "facts": derived.all_facts(catalogue),
        "rows": rows(catalogue),
        "most": MOST,
        "has_map": pairs(catalogue) is not None,
        "programs": memory.files(catalogue),
        "links": lineage.file(graph)[0] if graph.links else "",
    }


def _space(catalogue: Catalogue, found: Pairs) -> Mapping[str, Any]:
    """The methods that most others build on are named first."""
    lists = {
        key: sorted(some, key=lambda pair: -catalogue.influence[pair[0].key]) for key, some in found.methods.items()
    }
    cells = [(row, column) for row in found.rows if row for column in found.columns if column]
    return {
        "pairs": found,
        "lists": lists,
        "named": NAMED,
        "placed": sum(len(lists.get(cell, ())) for cell in cells),
        "most": max(map(len, lists.values()), default=1),
        "cells": len(cells),
        "empty": sum(cell not in lists for cell in cells),
        "unplaced": [pair for key, some in lists.items() if None in key for pair in some],
    }
