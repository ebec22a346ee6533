"""The index of authors, and a page for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..catalogue import Catalogue, Person
from ..model import Paper
from ..people import slug_of
from ..urls import author_page_url, explore_url
from ..words import initial, slug
from . import Page, Part, Redirect, numbered, plural
from .browse import ROWS

NAMES = 600  # names on one page of the index


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The index by initial of the family name, and the pages of authors."""
    people = list(catalogue.people.values())
    letters = {person.slug: initial(catalogue.vocabulary.who.name(person.name).surname) for person in people}
    starts: dict[str, int] = {}
    for index, person in enumerate(people):
        starts.setdefault(letters[person.slug], index // NAMES + 1)

    def values(chunk: Sequence[Person], part: Part) -> Mapping[str, Any]:
        groups: dict[str, list[Person]] = {}
        for person in chunk:
            groups.setdefault(letters[person.slug], []).append(person)
        return {"groups": groups, "part": part, "count": len(people), "starts": starts}

    description = f"The {plural(len(people), 'author')} of the atlas, by family name."
    page = Page("authors/", "Authors", description, "page/authors.html", crumbs=(("Home", ""),))
    yield from numbered(page, people, NAMES, values)
    for person in people:
        yield from _author(catalogue, person)


def former_slugs(catalogue: Catalogue) -> Iterator[tuple[str, Person, str]]:
    """Each old or other slug of a person, the person, and the name that the person has now."""
    for name, record in catalogue.vocabulary.authors.items():
        person = catalogue.people.get(slug_of(name))
        if person:
            old = dict.fromkeys(map(slug, (*record.aliases, *record.variants)))
            yield from ((one, person, name) for one in old if one and one != person.slug)


def redirects(catalogue: Catalogue) -> Iterator[Redirect]:
    """The old addresses of authors, and those of their other spellings."""
    for old, person, name in former_slugs(catalogue):
        yield Redirect(author_page_url(old), author_page_url(person.slug), name)


def _author(catalogue: Catalogue, person: Person) -> Iterator[Page]:
    description = f"{plural(len(person.papers), 'paper')} by {person.label} in the atlas."
    crumbs = (("Home", ""), ("Authors", "authors/"))
    url = author_page_url(person.slug)
    page = Page(url, person.label, description, "page/author.html", crumbs=crumbs, entries=person.papers)
    known = catalogue.who_is(person.slug, person.name)

    def values(chunk: Sequence[Paper], part: Part) -> Mapping[str, Any]:
        return {
            "papers": chunk,
            "part": part,
            "count": len(person.papers),
            # Search does not know each of a thousand authors, and one paper needs no Explore.
            "explore": explore_url("author", person.slug) if len(person.papers) > 1 else "",
            "affiliation": known.affiliation or "" if known else "",
            "orcid": known.orcid or "" if known else "",
        }

    yield from numbered(page, person.papers, ROWS, values)
