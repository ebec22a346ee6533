"""The files of Explore: each paper's card and table row as HTML, and what orders and explains them.

Explore shows the HTML that the templates make, so it needs no templates of its own. It loads the files of the papers in
view: those are JSON lists, in the order of the rows of `search/columns`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ..catalogue import Catalogue
from ..exports.csv_table import row as csv_row
from ..links import code_url
from ..model import Library, Paper
from ..search.numbers import coded
from .environment import Renderer

CARDS = 6  # in a file: results of a search are spread over many files
ROWS = 24
DEPTH = 1  # of the page that shows them


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table.

    `rank` gives what orders the papers, or None for a paper without a value; without `rank`, `sorts` has the two orders
    of search that belong to the column, or nothing orders it. `first` is the direction of the first of the two orders.
    """

    key: str
    name: str
    csv: Callable[[Paper], str]
    kind: str = "text"
    is_usual: bool = False  # shown until a reader chooses columns
    first: str = "ascending"
    sorts: tuple[str, str] | None = None
    rank: Callable[[Paper], Any] | None = None

    def shown(self) -> dict[str, Any]:
        """What the page must know."""
        sorts = self.sorts or ((self.key, f"-{self.key}") if self.rank else ())
        return {
            "key": self.key, "name": self.name, "kind": self.kind, "usual": self.is_usual, "first": self.first,
            "sorts": sorts,
        }  # fmt: skip


def files(renderer: Renderer) -> dict[str, bytes]:
    """The files by path. `explore/explore-<hash>.json` names the others; see `docs/assets/explore/files.js`."""
    catalogue = renderer.site.catalogue
    if not catalogue.is_right:
        return {}
    papers = catalogue.newest_first
    table = columns(catalogue)
    cards = dict(_shards("card", papers, CARDS, lambda some: _cards(renderer, some)))
    rows = dict(_shards("row", papers, ROWS, lambda some: _rows(renderer, table, some)))
    listed = {
        "cards": {"size": CARDS, "files": [*cards]},
        "rows": {"size": ROWS, "files": [*rows]},
        "columns": [column.shown() for column in table],
        "ranks": {column.key: _ranks(map(column.rank, papers)) for column in table if column.rank},
        "influence": coded(catalogue.influence[paper.key] for paper in papers),
        "head": [csv_row([column.name]).strip("\r\n") for column in table],
        "values": _explained(renderer),
    }
    return {**cards, **rows, **dict([_named("explore", _json(listed))])}


def columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """All columns of the table, in order: of every paper, of its methods as `methods.yml` declares them, and counts."""
    fields = catalogue.method_fields
    categories, venues = list(catalogue.categories), list(catalogue.venues)

    def values(name: str) -> Callable[[Paper], str]:
        return lambda paper: "; ".join(dict.fromkeys(v for m in paper.methods if (v := m.value(name))))

    def named(name: str) -> Callable[[Paper], str]:
        known = fields.properties[name].values
        return lambda paper: "; ".join(
            dict.fromkeys(known[v].name for m in paper.methods if (v := m.value(name)) in known)
        )

    def place(name: str) -> Callable[[Paper], int | None]:
        known = list(fields.properties[name].values)
        return lambda paper: min((known.index(v) for m in paper.methods if (v := m.value(name)) in known), default=None)

    first = next(iter(fields.formulas), "")
    last = list(fields.formulas)[-1] if fields.formulas else ""  # short enough to sort by
    return (
        Column("name", "Paper", lambda paper: paper.label, "name", True, sorts=("title", "-title")),
        Column("year", "First public", lambda paper: paper.date, "date", True, "descending", ("newest", "oldest")),
        Column(
            *("venue", "Venue", lambda paper: paper.venue.label if paper.venue else "", "words", True),
            rank=lambda paper: (venues.index(paper.venue.name), paper.venue.year) if paper.venue else None,
        ),
        Column(
            *("category", "Category", lambda paper: catalogue.categories[paper.category].name, "words"),
            rank=lambda paper: categories.index(paper.category),
        ),
        *(
            Column(
                *(name, field.name, values(name), "formula", name == first),
                rank=(lambda paper, of=values(name): of(paper) or None) if name == last != first else None,
            )
            for name, field in fields.formulas.items()
        ),
        *(
            Column(name, field.name, named(name), is_usual=True, rank=place(name))
            for name, field in fields.properties.items()
        ),
        Column("code", "Code", code_url, "count", rank=lambda paper: 0 if paper.code else None),
        Column(
            *("library", "Libraries", lambda paper: "; ".join(one.name for one in libraries(catalogue, paper)), "words"),
            first="descending",
            rank=lambda paper: -len(libraries(catalogue, paper)) or None,
        ),
        Column(
            *("relations", "Relations", lambda paper: str(relations(catalogue, paper)), "count"),
            first="descending",
            rank=lambda paper: -relations(catalogue, paper) or None,
        ),
        Column(
            *("influence", "Influence", lambda paper: str(catalogue.influence[paper.key]), "count"),
            first="descending",
            rank=lambda paper: -catalogue.influence[paper.key] or None,
        ),
    )


def relations(catalogue: Catalogue, paper: Paper) -> int:
    """How many relations a paper has to earlier and later papers."""
    return len(paper.builds_on) + len(catalogue.built_on_by.get(paper.key, ()))


def libraries(catalogue: Catalogue, paper: Paper) -> list[Library]:
    """The libraries that implement a method of the paper, or that the paper presents."""
    keys = {method.key for method in paper.methods}
    return [one for one in catalogue.libraries.values() if one.paper == paper.key or keys & {*one.implements}]


def _ranks(values: Iterable[Any]) -> str:
    """The place of each value among all, from 1; 0 for None."""
    known = list(values)
    order = {value: place for place, value in enumerate(sorted({v for v in known if v is not None}), start=1)}
    return coded(0 if value is None else order[value] for value in known)


def _shards(
    name: str, papers: Sequence[Paper], size: int, content: Callable[[Sequence[Paper]], str]
) -> Iterator[tuple[str, bytes]]:
    for start in range(0, len(papers), size):
        yield _named(f"{name}-{start // size}", content(papers[start : start + size]))


def _named(name: str, content: str) -> tuple[str, bytes]:
    data = content.encode()
    return f"explore/{name}-{sha256(data).hexdigest()[:12]}.json", data


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _cards(renderer: Renderer, papers: Sequence[Paper]) -> str:
    name = f"explore/cards/{papers[0].key}"
    return renderer.kept(name, papers, lambda: _json([renderer.card(paper, "../" * DEPTH) for paper in papers]))


def _rows(renderer: Renderer, table: Sequence[Column], papers: Sequence[Paper]) -> str:
    """For each paper its row as HTML, and its cells as they are written in a CSV file."""
    catalogue = renderer.site.catalogue
    shown = [
        (paper, libraries(catalogue, paper), relations(catalogue, paper), catalogue.influence[paper.key])
        for paper in papers
    ]

    def row(paper: Paper, known: Sequence[Library], related: int, influence: int) -> dict[str, Any]:
        texts = {column.key: column.csv(paper) for column in table}
        values = {"paper": paper, "texts": texts, "libraries": known, "relations": related, "influence": influence}
        html = renderer.template("explore/row.html", DEPTH, values)
        return {"html": html, "csv": [csv_row([text]).strip("\r\n") for text in texts.values()]}

    return renderer.kept(f"explore/rows/{papers[0].key}", shown, lambda: _json([row(*one) for one in shown]))


def _explained(renderer: Renderer) -> Mapping[str, Any]:
    """For each facet what it is about, and for each of its values a description and a picture."""
    catalogue = renderer.site.catalogue
    found: dict[str, Any] = {
        facet: {"about": "", "values": {key: [topic.description, ""] for key, topic in topics.items()}}
        for facet, topics in (("category", catalogue.categories), ("tag", catalogue.tags))
    }
    for name, field in catalogue.method_fields.properties.items():
        pictures = {
            key: renderer.template("explore/picture.html", DEPTH, {"value": value}) if value.glyph else ""
            for key, value in field.values.items()
        }
        values = {key: [value.description, pictures[key]] for key, value in field.values.items()}
        found[name] = {"about": field.description, "values": values}
    return found
