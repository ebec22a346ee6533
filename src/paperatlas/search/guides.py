"""The pages that are no entries, and what else readers call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..pages import Page
from ..urls import BASKET, COMPARE, COMPOSE, COURSE, FORM, SPACE


class Guide(NamedTuple):
    """A page, or a section of one."""

    title: str
    address: str
    text: str
    """What it says."""
    asked: Sequence[str] = ()
    """What else readers call it."""


ASKED = {
    "papers/": ("explore", "list of papers", "bibliography", "download BibTeX", "export citations", "filter papers"),
    "categories/": ("areas", "kinds of papers"),
    "venues/": ("conferences and journals", "where papers were published"),
    "years/": ("papers by year", "papers by date"),
    "tags/": ("topics", "keywords", "subjects"),
    "authors/": ("researchers", "people", "list of authors", "who works on this"),
    "libraries/": ("code", "software", "implementations", "packages", "repositories", "GitHub"),
    "datasets/": ("benchmarks", "evaluation", "test sets"),
    "tutorials/": ("blog posts", "courses", "lectures", "videos", "introductions", "learning material"),
    "whats-new/": ("news", "recent changes", "latest papers", "recently added", "updates", "new papers", "change log"),
    COMPARE: ("comparison of methods", "table of methods", "all formulas", "list of methods", "side by side"),
    SPACE: ("map of methods", "combinations that nobody has tried", "gaps in the field", "unexplored combinations"),
    COMPOSE: ("build your own method", "make a new method", "design a method", "playground", "combine parts"),
    "lineage/": ("family tree", "genealogy", "map of papers", "citation graph", "ancestors", "what builds on what"),
    "timeline/": ("history of the field", "chronology", "papers by month", "growth of the field"),
    COURSE: ("where to start", "start here", "beginners", "curriculum", "course", "syllabus", "learn step by step"),
    BASKET: ("my papers", "reading list", "bibliography of my papers", "saved papers", "related work", "bookmarks"),
    FORM: ("add a paper", "suggest a paper", "submit a paper", "new entry", "correct an entry", "fix an entry"),
    "quality/": ("completeness", "coverage", "statistics", "what is missing", "how many papers"),
}


def listed(pages: Iterable[Page]) -> Iterator[Guide]:
    """Those at the top, and further ones that have names here."""
    for page in pages:
        if page.depth == 1 or page.url in ASKED:
            yield Guide(page.title, page.url, page.description, ASKED.get(page.url, ()))
