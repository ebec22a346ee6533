"""The lists of libraries, datasets and tutorials, and the newest entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..catalogue import Catalogue
from ..model import LEVELS, AnyEntry, Dataset, Library, Tutorial
from . import Page, Part, numbered, plural
from .browse import ROWS

_HOME = (("Home", ""),)


def pages(catalogue: Catalogue) -> Iterator[Page]:
    yield from _list(
        catalogue, "libraries", "Libraries", "Libraries and reference implementations, and what they implement."
    )
    yield from _list(
        catalogue, "datasets", "Datasets and benchmarks", "Datasets and benchmarks, and what they measure."
    )
    yield from _list(
        catalogue, "tutorials", "Tutorials and blog posts", "Tutorials, courses and blog posts to learn from."
    )
    yield from _whats_new(catalogue)


def _order(entry: AnyEntry) -> tuple[int, str, str]:
    """Tutorials by level and then date; everything else by name."""
    if isinstance(entry, Tutorial):
        return LEVELS.index(entry.level), entry.date, entry.key
    return 0, entry.label.casefold(), entry.key


def _list(catalogue: Catalogue, folder: str, title: str, description: str) -> Iterator[Page]:
    entries = sorted(getattr(catalogue, folder).values(), key=_order)
    page = Page(f"{folder}/", title, description, f"page/{folder}.html", crumbs=_HOME, entries=entries)

    def values(chunk: Sequence[AnyEntry], part: Part) -> Mapping[str, Any]:
        methods = {
            entry.key: [catalogue.methods[key] for key in entry.implements]
            for entry in chunk
            if isinstance(entry, Library)
        }
        named = {
            entry.key: catalogue.papers[entry.paper]
            for entry in chunk
            if isinstance(entry, Library | Dataset) and entry.paper
        }
        return {"entries": chunk, "part": part, "count": len(entries), "implements": methods, "papers": named}

    yield from numbered(page, entries, ROWS // 2, values)


def _whats_new(catalogue: Catalogue) -> Iterator[Page]:
    entries = sorted(catalogue.entries, key=lambda entry: (entry.label.casefold(), entry.key))
    entries.sort(key=lambda entry: entry.added, reverse=True)
    description = f"What was added to the atlas, latest first; {plural(len(entries), 'entry', 'entries')} so far."
    page = Page("whats-new/", "What's new", description, "page/whats-new.html", crumbs=_HOME)

    def values(chunk: Sequence[AnyEntry], part: Part) -> Mapping[str, Any]:
        days: dict[str, list[AnyEntry]] = {}
        for entry in chunk:
            days.setdefault(entry.added, []).append(entry)
        return {"days": days, "part": part}

    yield from numbered(page, entries, ROWS, values)
