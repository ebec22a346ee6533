"""Pages by category, venue, year and tag, and the index page of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from ..catalogue import Catalogue
from ..model import Paper
from ..urls import category_url, edition_url, explore_url, family_url, paper_url, tag_url, venue_url, year_url
from . import Page, Part, Redirect, numbered, plural
from .papers import CARDS

ROWS = 100  # papers on one page of a list
YEARS = 12  # in the chart: more would not fit on a phone
HUES = 12  # the number of colours for categories in src/paperatlas/assets/shared/tokens.css


@dataclass(frozen=True, slots=True)
class Group:
    """Papers with something in common, and the address of the page that lists them."""

    key: str
    url: str
    name: str
    description: str
    papers: tuple[Paper, ...]
    hue: int | None = None  # the number of its colour, for a category
    introduction: str = ""
    main: tuple[tuple[str, str], ...] = ()  # label and address of its main papers


def hues(catalogue: Catalogue) -> dict[str, int]:
    """The number of each category's colour, by the order of the categories."""
    return {key: number % HUES for number, key in enumerate(catalogue.categories)}


def categories(catalogue: Catalogue) -> list[Group]:
    """The categories in the order of the vocabulary."""
    hue = hues(catalogue)
    return [
        Group(
            key,
            category_url(key),
            record.name,
            record.description,
            catalogue.by_category[key],
            hue[key],
            record.introduction or "",
            _main(catalogue, record.main),
        )
        for key, record in catalogue.categories.items()
    ]


def _main(catalogue: Catalogue, keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((catalogue.papers[key].label, paper_url(key)) for key in keys)


def families(catalogue: Catalogue, category: str) -> list[Group]:
    """The families of a category in the order of the vocabulary."""
    return [
        Group(
            key,
            family_url(category, key),
            record.name,
            record.description,
            tuple(paper for paper in catalogue.by_category[category] if paper.family == key),
            None,
            record.introduction or "",
            _main(catalogue, record.main),
        )
        for key, record in catalogue.categories[category].families.items()
    ]


def venues(catalogue: Catalogue) -> list[Group]:
    """The venues with papers, the one with the most papers first."""
    groups = [
        Group(name, venue_url(name), name, f"{record.name}. {record.description}", catalogue.by_venue[name])
        for name, record in catalogue.venues.items()
        if catalogue.by_venue[name]
    ]
    return sorted(groups, key=lambda group: (-len(group.papers), group.name))


def years(catalogue: Catalogue) -> list[Group]:
    """The years in which papers were first public, the latest first."""
    return [
        Group(year, year_url(year), year, f"Papers first made public in {year}.", papers)
        for year, papers in catalogue.by_year.items()
    ]


def tags(catalogue: Catalogue) -> list[Group]:
    """All tags in alphabetical order."""
    groups = [
        Group(key, tag_url(key), record.name, record.description, catalogue.by_tag[key])
        for key, record in catalogue.tags.items()
    ]
    return sorted(groups, key=lambda group: group.name.casefold())


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The index page of each kind, and the page of each group."""
    yield _index("categories/", "Categories", "The categories of the atlas with their papers.", categories(catalogue))
    for group in categories(catalogue):
        own = families(catalogue, group.key)
        yield from _category(group, own)
        for family in own:
            crumbs = (("Home", ""), ("Categories", "categories/"), (group.name, group.url))
            yield from _list(family, crumbs, explore_url("category", group.key))
    kinds = (
        ("venue", "venues/", "Venues", "Where the papers of the atlas were published.", venues(catalogue)),
        ("year", "years/", "Years", "The papers of the atlas by the year they were first public.", years(catalogue)),
        ("tag", "tags/", "Tags", "The topics of the papers in the atlas.", tags(catalogue)),
    )
    for facet, url, title, description, groups in kinds:
        index = _index(url, title, description, groups)
        yield _with_chart(catalogue, index) if facet == "year" else index
        for group in groups:
            if facet == "venue":
                yield from _venue(catalogue, group)
            else:
                yield from _list(group, (("Home", ""), (title, url)), explore_url(facet, group.key))


def redirects(catalogue: Catalogue) -> Iterator[Redirect]:
    """The old addresses of categories, tags and venues."""
    kinds = (
        (category_url, catalogue.categories, catalogue.by_category),
        (tag_url, catalogue.tags, catalogue.by_tag),
        (venue_url, catalogue.venues, {name: papers for name, papers in catalogue.by_venue.items() if papers}),
    )
    for url, records, shown in kinds:
        for key in shown:
            yield from (Redirect(url(alias), url(key), records[key].name) for alias in records[key].aliases)


def _index(url: str, title: str, description: str, groups: list[Group]) -> Page:
    return Page(url, title, description, "page/index.html", lambda: {"groups": groups}, (("Home", ""),))


@dataclass(frozen=True, slots=True)
class Bar:
    """The papers of one year in a line of the chart, and the address that lists them."""

    year: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chart of years: all papers, or those of a category."""

    name: str
    url: str
    hue: int | None
    bars: tuple[Bar, ...]
    most: int  # the number that a bar of full height has


def chart(catalogue: Catalogue) -> list[Line]:
    """The number of papers in the last years, in all and by category. The lines of categories have one scale."""
    if not catalogue.by_year:
        return []
    last_years = sorted(catalogue.by_year)[-YEARS:]
    in_all = [Bar(year, len(catalogue.by_year[year]), year_url(year)) for year in last_years]
    lines = [Line("All papers", "papers/", None, tuple(in_all), max(bar.count for bar in in_all))]
    counts = {group.key: Counter(paper.year for paper in group.papers) for group in categories(catalogue)}
    most = max(max(count.values(), default=0) for count in counts.values())
    for group in categories(catalogue):
        count = counts[group.key]
        bars = (Bar(year, count[year], explore_url("category", group.key, year=year)) for year in last_years)
        lines.append(Line(group.name, group.url, group.hue, tuple(bars), most))
    return lines


def _with_chart(catalogue: Catalogue, index: Page) -> Page:
    return replace(index, template="page/years.html", values=lambda: {**index.values(), "chart": chart(catalogue)})


def _category(group: Group, families: list[Group]) -> Iterator[Page]:
    """Newest first, and oldest first at an address of its own, so that the switch works without a script."""
    crumbs = (("Home", ""), ("Categories", "categories/"))
    newest = Page(group.url, group.name, group.description, "page/category.html", crumbs=crumbs, entries=group.papers)
    oldest = replace(
        newest,
        url=f"{group.url}oldest/",
        title=f"{group.name}, oldest first",
        description=f"{group.description} Oldest first.",
    )
    for page, papers, is_oldest in ((newest, group.papers, False), (oldest, group.papers[::-1], True)):

        def values(chunk: Sequence[Paper], part: Part, is_oldest: bool = is_oldest) -> Mapping[str, Any]:
            # Not the group itself: it contains all papers, so a change of one would count as a change of every page.
            return {
                "papers": chunk,
                "part": part,
                "name": group.name,
                "lead": group.description,
                "introduction": group.introduction,
                "main": group.main,
                "hue": group.hue,
                "count": len(group.papers),
                "explore": explore_url("category", group.key),
                "url_newest": group.url,
                "is_oldest": is_oldest,
                "families": [(family.url, family.name, len(family.papers), family.description) for family in families],
            }

        yield from numbered(page, papers, CARDS, values)


NO_HEADING = ("", "")


def _list(
    group: Group,
    crumbs: tuple[tuple[str, str], ...],
    explore: str,
    rows: Sequence[tuple[tuple[str, str], Paper]] = (),
) -> Iterator[Page]:
    """`rows` has the papers with the name and address of the heading that each one is below."""
    description = f"{plural(len(group.papers), 'paper')}. {group.description}"
    page = Page(group.url, group.name, description, "page/list.html", crumbs=crumbs, entries=group.papers)
    is_tag = group.url == tag_url(group.key)

    def values(chunk: Sequence[tuple[tuple[str, str], Paper]], part: Part) -> Mapping[str, Any]:
        sections = groupby(chunk, key=lambda row: row[0])
        return {
            "sections": [(*heading, [paper for _, paper in papers]) for heading, papers in sections],
            "part": part,
            "count": len(group.papers),
            "lead": group.description,
            "introduction": group.introduction,
            "main": group.main,
            "explore": explore,
            "glossary_term": group.key if is_tag else "",
        }

    yield from numbered(page, rows or [(NO_HEADING, paper) for paper in group.papers], ROWS, values)


def _venue(catalogue: Catalogue, group: Group) -> Iterator[Page]:
    """The papers of a venue by year, and a page for each of its years."""
    index = (("Home", ""), ("Venues", "venues/"))
    record = catalogue.venues[group.key]
    editions = [
        Group(
            str(year),
            edition_url(group.key, year),
            f"{group.name} {year}",
            f"{record.meetings.get(str(year), f'{record.name} {year}')}.",
            papers,
        )
        for year, papers in catalogue.editions(group.key).items()
    ]
    rows = [((edition.name, edition.url), paper) for edition in editions for paper in edition.papers]
    yield from _list(group, index, explore_url("venue", group.key), rows)
    for edition in editions:
        explore = explore_url("venue", group.key, published=edition.key)
        yield from _list(edition, (*index, (group.name, group.url)), explore)
