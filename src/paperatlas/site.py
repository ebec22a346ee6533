"""The table of contents: every page and file that is published, in one list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from .catalogue import Catalogue
from .exports import basket as chosen
from .exports.shards import manifest, shards
from .interchange import citations, data, discovery, feeds, llms, markdown, written
from .interchange.citations import Files
from .interchange.place import Place
from .interchange.written import Written
from .lineage import Lineage
from .pages import (
    Page,
    Redirect,
    basket,
    browse,
    compare,
    compose,
    course,
    form,
    lineage,
    memory,
    methods,
    news,
    papers,
    people,
    quality,
    resources,
    timeline,
)
from .search.files import search_files
from .search.guides import Guide, listed


@dataclass(frozen=True)
class Site:
    """What is published: pages, and redirects from old addresses."""

    catalogue: Catalogue
    pages: tuple[Page, ...]
    redirects: tuple[Redirect, ...]
    place: Place = field(default_factory=Place)
    written: tuple[Written, ...] = ()  # the pages whose Markdown is made of their HTML
    kept_files: Path | None = None  # the folder for what the next build can use again

    @cached_property
    def urls(self) -> frozenset[str]:
        """The address of every page, to check links."""
        return frozenset(page.url for page in self.pages)

    @cached_property
    def made(self) -> Files:
        """Files whose addresses last, by path; each is made when it is asked for, as a server needs few of them.

        A list or paper at an old address has its files there too.
        """
        if not self.catalogue.is_right:
            return {}
        pages = {
            **markdown.files(self.catalogue, self.place),
            **written.files(self.written, self.place, self.kept_files),
        }
        found = {
            **citations.files(self.catalogue),
            **(feeds.files(self.catalogue, self.place) if self.place.is_reached else {}),
            **data.files(self.catalogue, self.place),
            **pages,
            **llms.files(self.catalogue, self.place, pages, self.written),
            **discovery.files(self.place),
        }
        return found | _at_old_addresses(self, found)


def files(
    site: Site,
    guides: Iterable[Guide] = (),
    sections: Iterable[Guide] = (),
    citations: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, bytes]:
    """The files that are not pages, by path.

    `guides` are the hand-written pages, `sections` their sections; `citations` has those of each paper by style.
    """
    if not site.catalogue.is_right:
        return {}
    guides = [*guides, *listed(site.pages)]
    sections = [*sections, *(Guide(*section) for section in course.sections(site.catalogue))]
    records = shards(site.catalogue) | chosen.files(site.catalogue, citations or {})
    address, links = lineage.file(Lineage(site.catalogue))
    searched = search_files(site.catalogue, guides, sections, address)
    written = manifest(records).encode()
    return {
        **{f"search/{name}": content for name, content in searched.items()},
        f"export/manifest-{sha256(written).hexdigest()[:12]}.json": written,
        **records,
        address: links,
        **dict([form.file(site.catalogue)]),
        **form.typesetter(),
        **dict(memory.files(site.catalogue).values()),
    }


def _at_old_addresses(site: Site, found: Files) -> dict[str, Callable[[], bytes]]:
    of_stem: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for path in found:
        stem, _, extension = path.rpartition(".")
        of_stem[stem][extension] = path
    return {
        f"{redirect.url.removesuffix('/')}.{extension}": found[path]
        for redirect in site.redirects
        for extension, path in of_stem[redirect.target.removesuffix("/")].items()
    }


def contents(catalogue: Catalogue) -> Site:
    """The site of a catalogue. One with errors has no pages."""
    if not catalogue.is_right:
        return Site(catalogue, (), ())
    graph = Lineage(catalogue)
    pages = (
        *papers.pages(catalogue, graph),
        *browse.pages(catalogue),
        *people.pages(catalogue),
        *resources.pages(catalogue),
        *news.pages(catalogue),
        *compare.pages(catalogue),
        *compose.pages(catalogue),
        *methods.pages(catalogue, graph),
        *lineage.pages(catalogue, graph),
        *timeline.pages(catalogue),
        *course.pages(catalogue),
        *quality.pages(catalogue),
        *basket.pages(),
        *form.pages(catalogue),
    )
    redirects = (
        *papers.redirects(catalogue),
        *browse.redirects(catalogue),
        *people.redirects(catalogue),
        *compare.redirects(),
    )
    return Site(catalogue, pages, tuple(_redirects(redirects, pages)))


def _redirects(redirects: Iterable[Redirect], pages: Iterable[Page]) -> Iterator[Redirect]:
    """The redirects, and one for each further page of a list; none in the place of a page."""
    live = {page.url for page in pages}
    below: defaultdict[str, list[str]] = defaultdict(list)
    for url in live:
        first, _, rest = url.partition("/")
        below[f"{first}/{rest.partition('/')[0]}/"].append(url)
    for redirect in redirects:
        for url in sorted({redirect.target, *below.get(redirect.target, ())}):
            old = redirect.url + url.removeprefix(redirect.target)
            if old not in live:
                yield replace(redirect, url=old, target=url)
