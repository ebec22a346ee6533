"""The table of contents: every page and file that is published, in one list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from .catalogue import Catalogue
from .exports.shards import manifest, shards
from .model import Paper
from .pages import Page, browse, papers, people, quality, resources
from .search.files import search_files
from .urls import paper_url


@dataclass(frozen=True)
class Site:
    """What is published: pages, and redirects from old addresses of papers."""

    catalogue: Catalogue
    pages: tuple[Page, ...]
    redirects: Mapping[str, Paper]

    @cached_property
    def urls(self) -> frozenset[str]:
        """The address of every page, to check links."""
        return frozenset(page.url for page in self.pages)


def files(site: Site, guides: Iterable[tuple[str, str]] = ()) -> dict[str, bytes]:
    """The files that are not pages, by path. `guides` are the titles and addresses of the hand-written pages."""
    if not site.catalogue.is_right:
        return {}
    records = shards(site.catalogue)
    listed = manifest(records).encode()
    return {
        **{f"search/{name}": content for name, content in search_files(site.catalogue, guides).items()},
        f"export/manifest-{sha256(listed).hexdigest()[:12]}.json": listed,
        **records,
    }


def contents(catalogue: Catalogue) -> Site:
    """The site of a catalogue. One with errors has no pages."""
    if not catalogue.is_right:
        return Site(catalogue, (), {})
    pages = (
        *papers.pages(catalogue),
        *browse.pages(catalogue),
        *people.pages(catalogue),
        *resources.pages(catalogue),
        *quality.pages(catalogue),
    )
    redirects = {paper_url(alias): paper for paper in catalogue.papers.values() for alias in paper.aliases}
    return Site(catalogue, pages, redirects)
