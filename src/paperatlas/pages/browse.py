"""Pages by category, venue, year and tag, each with the index page of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from ..catalogue import Catalogue
from ..model import Paper
from ..words import slug
from . import Page, Part, numbered, plural
from .papers import CARDS

ROWS = 100
HUES = 12  # the colours that atlas.css has for categories


@dataclass(frozen=True, slots=True)
class Group:
    """Papers that have something in common, and the page that lists them."""

    url: str
    name: str
    description: str
    papers: tuple[Paper, ...]
    hue: int | None = None  # the number of its colour, for a category


def categories(catalogue: Catalogue) -> list[Group]:
    """The categories in the order of the vocabulary; the order gives each its hue."""
    return [
        Group(
            f"categories/{key}/",
            catalogue.categories[key].name,
            catalogue.categories[key].description,
            papers,
            number % HUES,
        )
        for number, (key, papers) in enumerate(catalogue.by_category.items())
    ]


def venues(catalogue: Catalogue) -> list[Group]:
    """The venues that have papers, the largest first."""
    groups = [
        Group(f"venues/{slug(key)}/", key, f"{record.name}. {record.description}", catalogue.by_venue[key])
        for key, record in catalogue.venues.items()
        if catalogue.by_venue[key]
    ]
    return sorted(groups, key=lambda group: (-len(group.papers), group.name))


def years(catalogue: Catalogue) -> list[Group]:
    """The years in which papers first appeared, the latest first."""
    return [
        Group(f"years/{year}/", year, f"Papers whose first public version is of {year}.", papers)
        for year, papers in catalogue.by_year.items()
    ]


def tags(catalogue: Catalogue) -> list[Group]:
    """All tags in alphabetical order."""
    groups = [
        Group(f"tags/{key}/", record.name, record.description, catalogue.by_tag[key])
        for key, record in catalogue.tags.items()
    ]
    return sorted(groups, key=lambda group: group.name.casefold())


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The index page of each kind, and the page of each group."""
    yield _index("categories/", "Categories", "The sections of the atlas, each with its papers.", categories(catalogue))
    for group in categories(catalogue):
        yield from _category(group)
    kinds = (
        ("venues/", "Venues", "Where the papers of the atlas were published.", venues(catalogue)),
        ("years/", "Years", "The papers of the atlas by the year of their first public version.", years(catalogue)),
        ("tags/", "Tags", "The words by which papers of the atlas are found and related.", tags(catalogue)),
    )
    for url, title, description, groups in kinds:
        yield _index(url, title, description, groups)
        for group in groups:
            yield from _list(group, title, url)


def explore_url(facet: str, value: str) -> str:
    """Explore with one value of a facet chosen."""
    return f"papers/?{urlencode({facet: value})}"


def glossary_url(tag_url: str) -> str:
    """Where a hand-written glossary explains a tag, given the address of the tag's page."""
    return f"glossary/#{tag_url.split('/')[1]}"


def _index(url: str, title: str, description: str, groups: list[Group]) -> Page:
    return Page(url, title, description, "page/index.html", lambda: {"groups": groups}, (("Home", ""),))


def _category(group: Group) -> Iterator[Page]:
    """Newest first, and the same oldest first at an address of its own, so that the switch works without a script."""
    crumbs = (("Home", ""), ("Categories", "categories/"))
    newest = Page(group.url, group.name, group.description, "page/category.html", crumbs=crumbs)
    oldest = replace(
        newest,
        url=f"{group.url}oldest/",
        title=f"{group.name}, oldest first",
        description=f"{group.description} Oldest first.",
    )
    for page, papers, is_oldest in ((newest, group.papers, False), (oldest, group.papers[::-1], True)):

        def values(chunk: Sequence[Paper], part: Part, is_oldest: bool = is_oldest) -> Mapping[str, Any]:
            # Not the group itself: with all its papers every page of it would count as changed when one paper is.
            head = {"name": group.name, "lead": group.description, "hue": group.hue, "count": len(group.papers)}
            head["explore"] = explore_url("category", group.url.split("/")[1])
            return {"papers": chunk, "part": part, "url_newest": group.url, "is_oldest": is_oldest, **head}

        yield from numbered(page, papers, CARDS, values)


def _list(group: Group, kind: str, kind_url: str) -> Iterator[Page]:
    description = f"{plural(len(group.papers), 'paper')}. {group.description}"
    page = Page(
        group.url,
        group.name,
        description,
        "page/list.html",
        crumbs=(("Home", ""), (kind, kind_url)),
        found_by=(kind,),
        tags=(group.name,),
    )

    def values(chunk: Sequence[Paper], part: Part) -> Mapping[str, Any]:
        facet = {"venues/": "venue", "years/": "year", "tags/": "tag"}[kind_url]
        explore = explore_url(facet, group.name if facet == "venue" else group.url.split("/")[1])
        return {
            "papers": chunk,
            "part": part,
            "count": len(group.papers),
            "lead": group.description,
            "explore": explore,
        }

    yield from numbered(page, group.papers, ROWS, values)
