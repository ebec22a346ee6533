"""The files of Explore: each paper's card and table row as HTML, and what orders and explains them.

Explore shows the HTML that the templates make, so it needs no templates of its own. It loads the files of the papers in
view: those are JSON lists, in the order of the rows of `search/columns`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from ..catalogue import Catalogue
from ..exports.csv_table import row as csv_row
from ..interchange.citations import addresses
from ..links import code_url
from ..model import Library, Paper
from ..pages.columns import Column, kind_of, ranks
from ..search.numbers import coded
from .environment import Renderer

CARDS = 6  # in a file: results of a search are spread over many files
ROWS = 24
DEPTH = 1  # of the page that shows them


def files(renderer: Renderer) -> dict[str, bytes]:
    """The files by path. `explore/explore-<hash>.json` names the others; see `assets/explore/files.js`."""
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
        "ranks": {column.key: coded(ranks(map(column.rank, papers))) for column in table if column.rank},
        "influence": coded(catalogue.influence[paper.key] for paper in papers),
        "head": [csv_row([column.name]).strip("\r\n") for column in table],
        "values": _explained(renderer),
        "lasting": addresses(),
    }
    return {**cards, **rows, **dict([_named("explore", _json(listed))])}


def columns(catalogue: Catalogue) -> tuple[Column[Paper], ...]:
    """All columns of the table, in order: of every paper, of its methods as `methods.yml` declares them, and counts."""
    return (*_of_papers(catalogue), *_of_methods(catalogue), *_counts(catalogue))


def _of_papers(catalogue: Catalogue) -> Iterator[Column[Paper]]:
    categories, venues = list(catalogue.categories), list(catalogue.venues)

    def venue(paper: Paper) -> str:
        return paper.venue.label if paper.venue else ""

    def edition(paper: Paper) -> tuple[int, int] | None:
        return (venues.index(paper.venue.name), paper.venue.year) if paper.venue else None

    def category(paper: Paper) -> str:
        return catalogue.categories[paper.category].name

    yield Column("name", "Paper", lambda paper: paper.label, "name", True, sorts=("title", "-title"))
    yield Column("year", "First public", lambda paper: paper.date, "date", True, "descending", ("newest", "oldest"))
    yield Column("venue", "Venue", venue, "words", True, rank=edition)
    yield Column("category", "Category", category, "words", rank=lambda paper: categories.index(paper.category))


def _of_methods(catalogue: Catalogue) -> Iterator[Column[Paper]]:
    fields = catalogue.method_fields
    formulas = list(fields.formulas)
    for name, formula in fields.formulas.items():
        text = partial(_values, name)
        # The first formulas are too long to order papers by; the last is short, and many papers share one.
        is_short = name == formulas[-1] != formulas[0]
        rank = partial(_or_none, text) if is_short else None
        yield Column(name, formula.name, text, "formula", name == formulas[0], rank=rank)
    for name, field in fields.properties.items():
        names = {key: value.name for key, value in field.values.items()}
        yield Column(
            name,
            field.name,
            partial(_values, name, names=names),
            kind_of(field.name),
            not field.optional,
            rank=partial(_first, name, names),
        )


def _values(name: str, paper: Paper, names: Mapping[str, str] | None = None) -> str:
    """The values of a formula or property of the paper's methods, or their names."""
    values = dict.fromkeys(value for method in paper.methods for value in method.values(name))
    return "; ".join(values if names is None else [names[value] for value in values if value in names])


def _or_none(text: Callable[[Paper], str], paper: Paper) -> str | None:
    return text(paper) or None


def _first(name: str, names: Mapping[str, str], paper: Paper) -> int | None:
    """The place of the paper's value among those that `methods.yml` lists; the first of several."""
    values = {value for method in paper.methods for value in method.values(name)}
    return next((place for place, key in enumerate(names) if key in values), None)


def _counts(catalogue: Catalogue) -> Iterator[Column[Paper]]:
    """Counts, of which the greatest comes first."""

    def count(number: Callable[[Paper], int], paper: Paper) -> int | None:
        return -number(paper) or None

    def used(paper: Paper) -> str:
        return "; ".join(library.name for library in libraries(catalogue, paper))

    def influence(paper: Paper) -> int:
        return catalogue.influence[paper.key]

    known, related = partial(libraries, catalogue), partial(relations, catalogue)
    most = "descending"
    yield Column("code", "Code", code_url, "count", rank=lambda paper: 0 if paper.code else None)
    yield Column("library", "Libraries", used, "words", False, most, rank=partial(count, lambda one: len(known(one))))
    for key, name, number in (("relations", "Relations", related), ("influence", "Influence", influence)):
        text = partial(_text, number)
        yield Column(key, name, text, "count", False, most, rank=partial(count, number))


def _text(number: Callable[[Paper], int], paper: Paper) -> str:
    return str(number(paper))


def relations(catalogue: Catalogue, paper: Paper) -> int:
    """How many relations a paper has to earlier and later papers."""
    return len(paper.builds_on) + len(catalogue.built_on_by.get(paper.key, ()))


def libraries(catalogue: Catalogue, paper: Paper) -> list[Library]:
    """The libraries that implement a method of the paper, or that the paper presents."""
    keys = {method.key for method in paper.methods}
    return [one for one in catalogue.libraries.values() if one.paper == paper.key or keys & {*one.implements}]


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


def _rows(renderer: Renderer, table: Sequence[Column[Paper]], papers: Sequence[Paper]) -> str:
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
    families = {key: family for one in catalogue.categories.values() for key, family in one.families.items()}
    found: dict[str, Any] = {
        facet: {"about": "", "values": {key: [topic.description, ""] for key, topic in topics.items()}}
        for facet, topics in (("category", catalogue.categories), ("family", families), ("tag", catalogue.tags))
    }
    for name, field in catalogue.method_fields.properties.items():
        pictures = {
            key: renderer.template("explore/picture.html", DEPTH, {"name": name, "value": key}) if value.drawing else ""
            for key, value in field.values.items()
        }
        values = {key: [value.description, pictures[key]] for key, value in field.values.items()}
        found[name] = {"about": field.description, "values": values}
    return found
