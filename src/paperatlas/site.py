"""The contents table: every page and file that is published, as one list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .catalogue import Catalogue
from .model import Paper
from .pages import Page, browse, papers, people, quality, resources


@dataclass(frozen=True)
class Site:
    """What is published: pages, and redirects from old addresses of papers."""

    catalogue: Catalogue
    pages: tuple[Page, ...]
    redirects: Mapping[str, Paper]

    @cached_property
    def urls(self) -> frozenset[str]:
        """The address of every page, to hold links against."""
        return frozenset(page.url for page in self.pages)


def contents(catalogue: Catalogue) -> Site:
    """The site of a right catalogue; a faulty one has no page."""
    if not catalogue.is_right:
        return Site(catalogue, (), {})
    pages = (
        *papers.pages(catalogue),
        *browse.pages(catalogue),
        *people.pages(catalogue),
        *resources.pages(catalogue),
        *quality.pages(catalogue),
    )
    redirects = {f"papers/{alias}/": paper for paper in catalogue.papers.values() for alias in paper.aliases}
    return Site(catalogue, pages, redirects)
