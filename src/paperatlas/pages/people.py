"""The index of authors, and a page for each author of two papers or more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..catalogue import Catalogue, Person
from ..model import Paper
from ..urls import author_page_url, explore_url
from ..words import initial, slug
from . import Page, Part, Redirect, numbered, plural
from .browse import ROWS

NAMES = 600  # names on one page of the index
LEAST_PAPERS = 2  # of an author with a page


def addresses(catalogue: Catalogue) -> dict[str, str]:
    """The address of each author by slug: their own page, or their line in the index."""
    part = Part(1, 1, "authors/")
    return {
        person.slug: author_page_url(person.slug)
        if len(person.papers) >= LEAST_PAPERS
        else f"{part.url(index // NAMES + 1)}#{person.slug}"
        for index, person in enumerate(catalogue.people.values())
    }


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The index by initial of the family name, and the pages of authors."""
    people = list(catalogue.people.values())
    starts: dict[str, int] = {}
    for index, person in enumerate(people):
        starts.setdefault(initial(catalogue.family(person.name)), index // NAMES + 1)

    def values(chunk: Sequence[Person], part: Part) -> Mapping[str, Any]:
        groups: dict[str, list[Person]] = {}
        for person in chunk:
            groups.setdefault(initial(catalogue.family(person.name)), []).append(person)
        return {"groups": groups, "part": part, "count": len(people), "starts": starts}

    description = f"The {plural(len(people), 'author')} of the atlas, by family name."
    page = Page("authors/", "Authors", description, "page/authors.html", crumbs=(("Home", ""),))
    yield from numbered(page, people, NAMES, values)
    for person in people:
        if len(person.papers) >= LEAST_PAPERS:
            yield from _author(person)


def redirects(catalogue: Catalogue) -> Iterator[Redirect]:
    """The old addresses of authors."""
    now = addresses(catalogue)
    for name, record in catalogue.vocabulary.authors.items():
        target = now.get(slug(name))
        if target:
            yield from (Redirect(author_page_url(slug(alias)), target, name) for alias in record.aliases)


def _author(person: Person) -> Iterator[Page]:
    description = f"{plural(len(person.papers), 'paper')} by {person.name} in the atlas."
    crumbs = (("Home", ""), ("Authors", "authors/"))
    url = author_page_url(person.slug)
    page = Page(url, person.name, description, "page/list.html", crumbs=crumbs, entries=person.papers)

    def values(chunk: Sequence[Paper], part: Part) -> Mapping[str, Any]:
        explore = explore_url("author", person.slug)
        return {
            "papers": chunk,
            "part": part,
            "count": len(person.papers),
            "lead": "",
            "explore": explore,
            "glossary_term": "",
        }

    yield from numbered(page, person.papers, ROWS, values)
