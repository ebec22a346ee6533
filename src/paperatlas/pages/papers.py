"""The page of a paper, the list of all papers, and what a card shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ..catalogue import Catalogue
from ..exports import bibtex
from ..lineage import Lineage, Neighbourhood, around
from ..model import Method, Paper
from ..titles import plain
from ..urls import category_url, paper_url
from . import Page, Part, Redirect, methods, numbered, plural, relations, sources
from .pictures import picture

CARDS = 40


def pages(catalogue: Catalogue, lineage: Lineage) -> Iterator[Page]:
    """The list of all papers, and a page for each."""
    yield from _all(catalogue)
    citations = bibtex.all_entries(catalogue)
    for category, papers in catalogue.by_category.items():
        name = catalogue.categories[category].name
        crumbs = (("Home", ""), (name, category_url(category)))
        for index, paper in enumerate(papers):
            newer = papers[index - 1] if index else None
            older = papers[index + 1] if index + 1 < len(papers) else None
            yield Page(
                paper_url(paper.key),
                _page_title(paper),
                paper.tldr or paper.summary.strip(),
                "page/paper.html",
                partial(_values, lineage, paper, citations[paper.key], newer, older),
                crumbs,
                f"papers/{paper.key}.yml",
                (paper,),
            )


def redirects(catalogue: Catalogue) -> Iterator[Redirect]:
    """The old addresses of papers."""
    for paper in catalogue.papers.values():
        yield from (Redirect(paper_url(alias), paper_url(paper.key), paper.label) for alias in paper.aliases)


def _all(catalogue: Catalogue) -> Iterator[Page]:
    papers = catalogue.newest_first
    description = f"All {plural(len(papers), 'paper')} of the atlas, newest first."
    page = Page("papers/", "All papers", description, "page/papers.html", crumbs=(("Home", ""),))

    def values(chunk: Sequence[Paper], part: Part) -> Mapping[str, Any]:
        return {"papers": chunk, "part": part, "count": len(papers)}

    yield from numbered(page, papers, CARDS, values)


def _page_title(paper: Paper) -> str:
    """The title, preceded by the short name if the title does not contain it."""
    title = plain(paper.title)
    if not paper.short_name or paper.short_name.casefold() in title.casefold():
        return title
    return f"{paper.short_name}: {title}"


def _values(
    lineage: Lineage, paper: Paper, citation: str, newer: Paper | None, older: Paper | None
) -> Mapping[str, Any]:
    catalogue, near = lineage.catalogue, around(lineage, paper.key)
    before, after = relations.builds_on(catalogue, paper), relations.built_on_by(catalogue, paper)
    related = catalogue.related(paper)
    return {
        "paper": paper,
        "sections": _sections(paper, before, after, near, related),
        "superseding": catalogue.papers[paper.status.paper] if paper.status and paper.status.paper else None,
        "builds_on": before,
        "built_on_by": after,
        "neighbourhood": near,
        "related": related,
        "near": {method.key: methods.near(catalogue, paper, method) for method in paper.methods},
        "libraries": [
            library
            for library in catalogue.libraries.values()
            if library.paper == paper.key or any(method.key in library.implements for method in paper.methods)
        ],
        "sources": sources.ranked(paper),
        "bibtex": citation,
        "newer": newer,
        "older": older,
    }


def _sections(
    paper: Paper,
    before: relations.Relations,
    after: relations.Relations,
    near: Neighbourhood | None,
    related: Sequence[Paper],
) -> list[tuple[str, str]]:
    """The id and title of each section of a paper's page, for its list of contents."""
    sections = [
        ("top", "In short", True),
        ("methods", "Method" if len(paper.methods) == 1 else "Methods", paper.methods),
        ("summary", "Summary", True),
        ("builds-on", f"Builds on {before.papers}", before.papers),
        ("built-on-by", f"Built on by {after.papers}", after.papers),
        ("lineage", "Two steps", near),
        ("related", "Related papers", related),
        ("cite", "Cite", True),
        ("corrections", "Corrections", paper.corrections),
        ("sources", "Sources", True),
    ]
    return [(anchor, title) for anchor, title, is_there in sections if is_there]


def ladder(catalogue: Catalogue, most: int = 5, longest: int = 100) -> list[tuple[Paper, Method]]:
    """Methods with different pictures, from the papers that most others build on; oldest first."""
    formula = next(iter(catalogue.method_fields.formulas), "")
    chosen: dict[str, tuple[Paper, Method]] = {}
    oldest_first = catalogue.newest_first[::-1]
    most_used_first = sorted(oldest_first, key=lambda paper: -len(catalogue.built_on_by.get(paper.key, ())))
    for paper in most_used_first:
        for method in paper.methods:
            drawn = picture(catalogue, method)
            value = method.value(formula) or ""
            if drawn and 0 < len(value) <= longest and value not in catalogue.method_fields.formulas[formula].words:
                chosen.setdefault(str(drawn[1]), (paper, method))
    return sorted(list(chosen.values())[:most], key=lambda pair: pair[0].date)
