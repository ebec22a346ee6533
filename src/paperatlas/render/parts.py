"""Parts of hand-written pages that come from the catalogue, and pages that have no address of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from .. import titles
from ..catalogue import Catalogue
from ..interchange import data
from ..pages import Redirect, browse, news, notation, papers, pictures, plural, reference
from ..site import Site
from .environment import Renderer

NEWEST = 6
ADDED = 12


def home(renderer: Renderer) -> str:
    """Below the text of the home page: the categories, the newest papers, and the entries added last."""
    catalogue = renderer.site.catalogue
    values = {
        "groups": browse.categories(catalogue),
        "newest": catalogue.newest_first[:NEWEST],
        "added": news.latest(catalogue, ADDED),
    }
    return renderer.template("part/home.html", 0, values)


def hero(renderer: Renderer, headline: str, lead: str) -> str:
    """The top of the home page: the headline, and what the catalogue contains."""
    catalogue = renderer.site.catalogue
    values = {
        "headline": headline,
        "lead": lead,
        "counts": _counts(catalogue),
        "ladder": papers.ladder(catalogue),
    }
    return renderer.template("part/hero.html", 0, values)


def _counts(catalogue: Catalogue) -> list[tuple[str, str]]:
    return [
        (plural(len(catalogue.papers), "paper"), "papers/"),
        (plural(len(catalogue.categories), "category", "categories"), "categories/"),
        (plural(len(catalogue.people), "author"), "authors/"),
        (plural(len(catalogue.libraries), "library", "libraries"), "libraries/"),
        (plural(len(catalogue.datasets), "dataset"), "datasets/"),
    ]


def _fields(renderer: Renderer, depth: int) -> str:
    return renderer.template("part/fields.html", depth, {"tables": reference.tables()})


def _notation(renderer: Renderer, depth: int) -> str:
    catalogue = renderer.site.catalogue
    values = {
        "fields": catalogue.method_fields,
        "pairs": pictures.pairs(catalogue),
        "symbols": notation.tables(catalogue),
    }
    return renderer.template("part/notation.html", depth, values)


def _data(renderer: Renderer, depth: int) -> str:
    site = renderer.site
    arguments = ["mcp", "/path/to/the/clone/catalog", "--site", site.place.address, "--name", site.place.name]
    settings = {"mcpServers": {"atlas": {"command": "paperatlas", "args": arguments}}}
    values = {
        "address": site.place.address,
        "version": data.VERSION,
        "folder": data.FOLDER,
        "key": _example(site),
        "mcp": json.dumps(settings, indent=2, ensure_ascii=False),
    }
    return renderer.template("part/data.html", depth, values)


def _example(site: Site) -> str:
    """The paper that most others build on, for examples."""
    return max(
        site.catalogue.papers, key=lambda key: (len(site.catalogue.built_on_by.get(key, ())), key), default="KEY"
    )


# What a hand-written page may ask for in its front matter, as `atlas: fields`. Each takes the depth of the page.
BY_NAME: Mapping[str, Callable[[Renderer, int], str]] = {"fields": _fields, "notation": _notation, "data": _data}


def missing(renderer: Renderer, root: str) -> str:
    """The body of the 404 page."""
    return renderer.template_at(root, "part/missing.html", {"groups": browse.categories(renderer.site.catalogue)})


def redirect(renderer: Renderer, redirect: Redirect, site_url: str) -> str:
    """The whole page at an old address."""
    address, _, anchor = redirect.target.partition("#")
    values = {
        "address": address,
        "anchor": f"#{anchor}" if anchor else "",
        "title": titles.plain(redirect.label),
        "label": redirect.label,
        "canonical": site_url + address,
    }
    return renderer.template("page/redirect.html", redirect.url.count("/"), values)
