"""The lists of papers that have files and feeds of their own, each beside its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..catalogue import Catalogue
from ..model import Paper
from ..pages import browse
from ..urls import author_page_url


@dataclass(frozen=True, slots=True)
class Listed:
    """Papers, newest first. Their files are at `stem` with an extension: `categories/hybrids.bib`."""

    url: str  # of the page
    name: str
    papers: tuple[Paper, ...]
    about: str = ""
    is_of_author: bool = False  # there are thousands of these, so they have fewer and smaller files

    @property
    def stem(self) -> str:
        return self.url.removesuffix("/")


def lists(catalogue: Catalogue) -> Iterator[Listed]:
    """All papers, and those of each category, family, venue, year, tag, and author of several papers.

    Of an author with one paper, the files of the paper itself say the same.
    """
    yield from followed(catalogue)
    groups = [*browse.years(catalogue)]
    for category in catalogue.categories:
        groups += browse.families(catalogue, category)
    yield from (Listed(group.url, group.name, group.papers, group.description) for group in groups)


def followed(catalogue: Catalogue) -> Iterator[Listed]:
    """Those of the lists that have a feed too: new papers come to them."""
    yield Listed("papers/", "All papers", catalogue.newest_first)
    for group in (*browse.categories(catalogue), *browse.tags(catalogue), *browse.venues(catalogue)):
        yield Listed(group.url, group.name, group.papers, group.description)
    for person in catalogue.people.values():
        if len(person.papers) > 1:
            yield Listed(author_page_url(person.slug), person.label, person.papers, is_of_author=True)
