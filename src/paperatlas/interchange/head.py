"""The metadata in the head of a page: for Zotero, search engines, link previews and feed readers."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..catalogue import Catalogue
from ..exports import FORMATS
from ..pages import Page
from . import highwire, json_ld
from .citations import EXTENSIONS
from .drawing import HEIGHT, WIDTH
from .place import Place
from .previews import Preview, page_of, path_of

_LISTS = ("page/list.html", "page/category.html", "page/author.html", "page/papers.html")
# Name and media type of a file by its extension, in the order in which a page names its files.
TYPES = {
    **{extension: (FORMATS[name].name, FORMATS[name].mime) for name, extension in EXTENSIONS.items()},
    "md": ("Markdown", "text/markdown"),
    "atom": ("Atom", "application/atom+xml"),
    "feed.json": ("JSON Feed", "application/feed+json"),
}


@dataclass(frozen=True, slots=True)
class Image:
    """The picture that a link to the page shows."""

    url: str
    words: str
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Head:
    """What the template of the head shows."""

    kind: str  # og:type
    url: str
    tags: Sequence[tuple[str, str]] = ()
    alternates: Sequence[tuple[str, str]] = ()  # media type and path
    linked: str = ""  # JSON-LD
    image: Image | None = None


def head(
    catalogue: Catalogue,
    page: Page,
    place: Place,
    made: Container[str],
    previews: Mapping[str, Callable[[], Preview]] | None = None,
) -> Head:
    """The metadata of a page. `made` has the paths of the files of the site, `previews` the pictures of pages."""
    image = _image(page.url, place, previews or {})
    address = place.url(page.url)
    values = page.values() if page.template in _LISTS else {}
    stem = (values["part"].first if values else page.url).removesuffix("/")
    alternates = [(TYPES[extension][1], path) for extension, path in beside(stem, made)]
    way = [json_ld.breadcrumbs(page, place)] if page.crumbs else []
    if page.template == "page/paper.html":
        paper: Any = page.entries[0]
        return Head(
            "article",
            address,
            tuple(highwire.tags(catalogue, paper)),
            alternates,
            json_ld.as_script([json_ld.article(catalogue, paper, address), *way]),
            image,
        )
    about = [json_ld.collection(page, values, place)] if values else []
    return Head("website", address, (), alternates, json_ld.as_script([*about, *way]), image)


def _image(url: str, place: Place, previews: Mapping[str, Callable[[], Preview]]) -> Image | None:
    """None for a site on this machine: no other program could load it."""
    make = previews.get(page_of(url)) if place.is_public else None
    return Image(place.url(path_of(page_of(url))), make().words) if make else None


def guide_head(url: str, place: Place, made: Container[str]) -> Head:
    """The metadata of a hand-written page; that of the home page is also about the whole site."""
    alternates = [(TYPES[extension][1], path) for extension, path in beside(url or "papers", made)]
    if url:
        about = json_ld.as_script([json_ld.dataset(place)]) if url == "data/" else ""
        return Head("website", place.url(url), (), alternates, about)
    return Head("website", place.address, (), alternates, json_ld.as_script([json_ld.web_site(place)]))


def beside(url: str, made: Container[str]) -> list[tuple[str, str]]:
    """Extension and path of the files beside a page."""
    files = ((extension, f"{url.removesuffix('/')}.{extension}") for extension in TYPES)
    return [(extension, path) for extension, path in files if path in made]
