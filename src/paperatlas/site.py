"""The contents table: every page and file that is published, as one list."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .catalogue import Catalogue
from .pages import Page, browse, papers, people, resources


@dataclass(frozen=True)
class Site:
    """What is published: pages, and files by their path."""

    catalogue: Catalogue
    pages: tuple[Page, ...]
    files: Mapping[str, bytes]

    @cached_property
    def urls(self) -> frozenset[str]:
        """The address of every page, to hold links against."""
        return frozenset(page.url for page in self.pages)


def contents(catalogue: Catalogue) -> Site:
    """The site of a right catalogue; of a faulty one a page that lists its problems."""
    if not catalogue.is_right:
        return Site(catalogue, (), {})
    pages = (
        *papers.pages(catalogue),
        *browse.pages(catalogue),
        *people.pages(catalogue),
        *resources.pages(catalogue),
    )
    return Site(catalogue, pages, dict(_redirects(catalogue)))


def _redirects(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    for paper in catalogue.papers.values():
        for alias in paper.aliases:
            target, name = f"../{paper.key}/", html.escape(paper.label)
            page = (
                f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{name}</title>\n'
                f'<meta name="description" content="This page has moved.">\n<meta name="robots" content="noindex">\n'
                f'<meta http-equiv="refresh" content="0; url={target}">\n'
                f'<link rel="canonical" href="{target}">\n</head>\n'
                f'<body><p>This page has moved to <a href="{target}">{name}</a>.</p></body>\n</html>\n'
            )
            yield f"papers/{alias}/index.html", page.encode()
