"""The page of a paper, the list of all papers, and what a card shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ..catalogue import Catalogue
from ..exports.bibtex import bibtex, citation_keys
from ..model import Method, Paper
from . import Page, Part, numbered, plural

CARDS = 40


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The list of all papers, and a page for each."""
    yield from _all(catalogue)
    keys = citation_keys(catalogue)
    for category, papers in catalogue.by_category.items():
        name = catalogue.categories[category].name
        crumbs = (("Home", ""), (name, f"categories/{category}/"))
        for index, paper in enumerate(papers):
            newer = papers[index - 1] if index else None
            older = papers[index + 1] if index + 1 < len(papers) else None
            yield Page(
                f"papers/{paper.key}/",
                _page_title(paper),
                paper.summary.strip(),
                "page/paper.html",
                partial(_values, catalogue, paper, keys[paper.key], newer, older),
                crumbs,
                f"papers/{paper.key}.yml",
                _found_by(catalogue, paper),
                # The name stands among the tags, which search weighs most: an exact name comes first.
                (*([paper.short_name] if paper.short_name else []), *(catalogue.tags[tag].name for tag in paper.tags)),
            )


def _all(catalogue: Catalogue) -> Iterator[Page]:
    papers = catalogue.newest_first
    description = f"All {plural(len(papers), 'paper')} of the atlas, newest first."
    page = Page("papers/", "All papers", description, "page/papers.html", crumbs=(("Home", ""),))

    def values(chunk: Sequence[Paper], part: Part) -> Mapping[str, Any]:
        return {"papers": chunk, "part": part, "count": len(papers)}

    yield from numbered(page, papers, CARDS, values)


def _page_title(paper: Paper) -> str:
    """The title, led by the name that readers know it by where that is not in the title."""
    if not paper.short_name or paper.short_name.casefold() in paper.title.casefold():
        return paper.title
    return f"{paper.short_name}: {paper.title}"


def _found_by(catalogue: Catalogue, paper: Paper) -> tuple[str, ...]:
    ids = [paper.arxiv, paper.doi, paper.openreview, paper.acl, paper.pmlr]
    venue = [paper.venue.name, str(paper.venue.year)] if paper.venue else []
    names = [paper.short_name, paper.arxiv_title, *(method.name for method in paper.methods), *paper.aliases]
    words = [*names, *paper.authors, *paper.arxiv_authors, *ids, *venue, paper.summary]
    return tuple(dict.fromkeys(word for word in words if word))


def _values(
    catalogue: Catalogue, paper: Paper, cite_key: str, newer: Paper | None, older: Paper | None
) -> Mapping[str, Any]:
    return {
        "paper": paper,
        "builds_on": [(catalogue.papers[relation.paper], relation) for relation in paper.builds_on],
        "built_on_by": catalogue.built_on_by.get(paper.key, ()),
        "related": catalogue.related(paper),
        "libraries": [
            library
            for library in catalogue.libraries.values()
            if library.paper == paper.key or any(method.key in library.implements for method in paper.methods)
        ],
        "bibtex": bibtex(catalogue, paper, cite_key),
        "newer": newer,
        "older": older,
    }


Cells = list[tuple[int, list[tuple[int, int]]]]


def glyph(catalogue: Catalogue, method: Method) -> tuple[str, Cells] | None:
    """A method's picture: what it says in words, and its cells; None where it has none."""
    found = [
        (field.name, field.values[method.value(name) or ""])
        for name, field in catalogue.method_fields.properties.items()
        if method.value(name) in field.values
    ]
    pictures = [value.glyph for _, value in found if value.glyph]
    if not pictures:
        return None
    return "; ".join(f"{name}: {value.name}" for name, value in found), glyph_of(pictures)


def glyph_of(pictures: Sequence[Sequence[str]]) -> Cells:
    """Pictures laid over each other: for each solidity, 1 to 9, the cells (column, row) that have it."""
    cells: dict[int, list[tuple[int, int]]] = {}
    for row in range(5):
        for column in range(5):
            solid = max(int(picture[row][column]) for picture in pictures)
            if solid:
                cells.setdefault(solid, []).append((column, row))
    return sorted(cells.items())


def ladder(catalogue: Catalogue, most: int = 5, longest: int = 100) -> list[tuple[Paper, Method]]:
    """Methods whose pictures all differ, of the papers that most others build on; oldest first."""
    formula = next(iter(catalogue.method_fields.formulas), "")
    chosen: dict[str, tuple[Paper, Method]] = {}
    oldest_first = catalogue.newest_first[::-1]
    by_weight = sorted(oldest_first, key=lambda paper: -len(catalogue.built_on_by.get(paper.key, ())))
    for paper in by_weight:
        for method in paper.methods:
            drawn = glyph(catalogue, method)
            value = method.value(formula) or ""
            if drawn and 0 < len(value) <= longest and value not in catalogue.method_fields.formulas[formula].words:
                chosen.setdefault(str(drawn[1]), (paper, method))
    return sorted(list(chosen.values())[:most], key=lambda pair: pair[0].date)
