"""Finds the parts of Explore as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, expect

from paperatlas.catalogue import Catalogue
from paperatlas.model import Paper

CATALOG = Path(__file__).resolve().parents[3] / "catalog"
DEEP = "papers/?tag=delta-rule&year=2024..2025&sort=oldest&view=table"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
NAME = ".explore :is(.card__name, .hit__name) a"


def ready(opened: Page) -> None:
    expect(opened.locator(".explore__tools > .explore__views")).to_be_visible(timeout=15_000)


def field(opened: Page) -> Locator:
    return opened.locator(".explore input[type=search]")


def count(opened: Page) -> Locator:
    return opened.locator(".explore__count")


def hits(opened: Page) -> Locator:
    """The papers: cards, or rows of the table."""
    return opened.locator(".explore .hit")


def filled(opened: Page) -> Locator:
    """The papers that are complete."""
    return opened.locator(".explore .hit[data-filled]")


def name(hit: Locator) -> Locator:
    """The link to a paper."""
    return hit.locator(":is(.card__name, .hit__name) a")


def keys(opened: Page) -> list[str]:
    """The keys of the papers in the document, in order."""
    return opened.locator(NAME).evaluate_all("all => all.map(a => a.pathname.split('/').at(-2))")


def choice(opened: Page, facet: str, name: str) -> Locator:
    """A value of a facet."""
    label = opened.locator(f".explore [role=group][aria-label='{facet}'] label")
    return label.filter(has_text=re.compile(rf"^{re.escape(name)}\s*[\d,]*$")).locator("input")


def counted(box: Locator) -> int:
    """The count next to a value."""
    return int(box.locator("xpath=..").locator(".facet__count").inner_text().replace(",", ""))


def chips(opened: Page) -> Locator:
    return opened.get_by_role("list", name="Chosen filters").get_by_role("button")


def address(opened: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(opened.url).query, keep_blank_values=True)


def moves(opened: Page) -> int:
    """How many steps the history has got. Its length would not do: it ends at 50."""
    return opened.evaluate("window.pushed")


def papers(number: int) -> str:
    return f"{number:,} paper" + ("" if number == 1 else "s")


def newest_first(catalogue: Catalogue) -> list[str]:
    return [paper.key for paper in catalogue.newest_first]


def tagged(*names: str) -> Callable[[Paper], bool]:
    """Papers with all of the tags."""
    return lambda paper: {*names} <= {*paper.tags}


def tagged_any(*names: str) -> Callable[[Paper], bool]:
    return lambda paper: bool({*names} & {*paper.tags})


def bar(opened: Page, year: str) -> dict[str, float]:
    found = opened.locator(f".years__bar[title^='{year}:']")
    found.scroll_into_view_if_needed()
    return found.bounding_box()
