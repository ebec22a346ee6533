"""A page and a file of the engine, as MkDocs sees them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

if TYPE_CHECKING:
    from ..pages import Page as EnginePage

# The target of the theme's "skip to content" link.
_TOP = get_toc([{"level": 1, "id": "top", "name": "Top", "children": []}])


_HEADING = re.compile(r'<h[1-6][^>]* id="([^"]+)"')
_TAG = re.compile(r"<[^>]*>")
_MOST_WORDS = 40  # of a section, for search

_path_of = lru_cache(maxsize=4)(lambda address: urlsplit(address).path)


class EntryPage(Page):
    """A page that the engine renders when MkDocs writes it (`shell.py`)."""

    def __init__(self, page: EnginePage, config: MkDocsConfig, in_navigation: bool) -> None:
        file = File.generated(config, f"{page.url}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.dest_uri = f"{page.url}index.html"  # MkDocs would find both by taking paths apart
        file.url = quote(page.url)
        super().__init__(None, file, config)
        self.entry = page
        self._description = html.escape(page.short)
        self.in_navigation = in_navigation
        self.edit_url = None

    def _set_canonical_url(self, base: str | None) -> None:
        # MkDocs takes the addresses apart and joins them: a tenth of the time of a rebuild.
        if base:
            base = f"{base.rstrip('/')}/"
            self.canonical_url = base + self.url
            self.abs_url = _path_of(base) + self.url
        else:
            super()._set_canonical_url(base)

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""

    @property
    def meta(self) -> dict[str, Any]:
        # Computed when needed: 10,000 of these dictionaries would take 10 MB. MkDocs's templates do not escape.
        return {
            "title": self.title,
            "description": self._description,
            "hide": ["navigation", "toc"],
            "whole": True,
        }

    @meta.setter
    def meta(self, value: object) -> None:
        """MkDocs assigns an empty dictionary to every new page."""

    @property
    def title(self) -> str:  # type: ignore[override]
        return html.escape(self.entry.title)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""
        self.toc = _TOP
        self.present_anchor_ids = None
        self.links_to_anchors = None

    @property
    def changed(self) -> str:
        """The last day on which its entries were changed, or "" if it is about the whole catalogue."""
        return self.entry.changed


def sections(page: Page) -> Iterator[tuple[str, str, str]]:
    """Title, address and first words of each section of a hand-written page, without the page's own title."""
    titles = dict(_titles(page.toc))
    _, *parts = _HEADING.split(page.content or "")
    for anchor, text in zip(parts[::2], parts[1::2], strict=True):
        if anchor in titles:
            words = html.unescape(_TAG.sub(" ", text.partition("</h")[2])).split()[1:]
            yield titles[anchor], f"{page.url}#{anchor}", " ".join(words[:_MOST_WORDS])


def headings(toc: Iterable[AnchorLink]) -> list[str]:
    """The titles of the sections of a page."""
    return [title for _, title in _titles(toc)]


def _titles(toc: Iterable[AnchorLink]) -> Iterator[tuple[str, str]]:
    for anchor in toc:
        if anchor.level > 1:
            yield anchor.url.removeprefix("#"), html.unescape(anchor.title)
        yield from _titles(anchor.children)


class WrittenOnce(File):
    """A generated file that does not keep its content: MkDocs writes it before it renders the first page."""

    def copy_file(self, dirty: bool = False) -> None:
        super().copy_file(dirty)
        self.content_bytes = b""
