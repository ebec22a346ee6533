"""What's new: the entries by the day they were added, and the changes of entries that readers may have seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ..catalogue import Catalogue
from ..model import ENTRY_KINDS, AnyEntry, Correction, Paper
from . import Page, Part, numbered, plural
from .browse import ROWS

_TITLE = "What's new"
_CHANGES = "changes"
# The noun for one item of each kind. The name of a kind is its plural.
_NOUNS = {**{kind.folder: kind.noun for kind in ENTRY_KINDS}, _CHANGES: "change"}
_NAMES = frozenset({"title", "short_name", "name"})
EVENTS = {"new": "new entries", "accepted": "accepted papers", "corrected": "corrections"}
# Names and addresses of the feeds that interchange/feeds.py writes.
FEEDS = (("all", "feed.atom"), *((name, f"feed/{event}.atom") for event, name in EVENTS.items()))
_PREPRINT = frozenset({"arxiv", "preprint"})  # what a correction says of a venue before
_MOST = 3  # the categories that a digest names


@dataclass(frozen=True, slots=True)
class Item:
    """An entry that was added, or one change of an entry."""

    day: str  # YYYY-MM-DD; a status may have only the year or the month
    kind: str  # one of _NOUNS
    entry: AnyEntry
    text: str = ""  # what changed
    event: str = "new"  # one of EVENTS

    @property
    def month(self) -> str:
        return self.day[:7]


@dataclass(frozen=True, slots=True)
class Month:
    """The items of one month on one page, by day, and a sentence on all items of the month."""

    name: str  # YYYY-MM
    digest: str
    days: Sequence[tuple[str, Sequence[Item]]]


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The page of all items, and one for each kind that has some."""
    found = items(catalogue)
    kinds = [kind for kind in _NOUNS if any(item.kind == kind for item in found)]
    choices = [("All", "whats-new/"), *((kind.capitalize(), f"whats-new/{kind}/") for kind in kinds)]
    description = f"What was added to the atlas and what changed, latest first; {_counted(found)} so far."
    page = Page("whats-new/", _TITLE, description, "page/whats-new.html", crumbs=(("Home", ""),))
    yield from _numbered(catalogue, page, found, choices)
    for kind in kinds:
        some = [item for item in found if item.kind == kind]
        page = Page(
            f"whats-new/{kind}/",
            f"{_TITLE}: {kind}",
            f"{_TITLE} in the atlas: {_counted(some)}, latest first.",
            "page/whats-new.html",
            crumbs=(("Home", ""), (_TITLE, "whats-new/")),
        )
        yield from _numbered(catalogue, page, some, choices)


def latest(catalogue: Catalogue, count: int) -> list[Item]:
    """The entries added last."""
    return [item for item in items(catalogue) if item.kind != _CHANGES][:count]


def items(catalogue: Catalogue) -> list[Item]:
    """All items, the latest day first. On one day: papers by their date, then the others by name."""
    papers = [Item(paper.added, "papers", paper) for paper in catalogue.newest_first]
    others = sorted(
        (entry for entry in catalogue.entries if not isinstance(entry, Paper)),
        key=lambda entry: (list(_NOUNS).index(entry.folder), entry.label.casefold(), entry.key),
    )
    added = [*papers, *(Item(entry.added, entry.folder, entry) for entry in others)]
    changes = [change for entry in catalogue.entries for change in _changes(entry)]
    return sorted([*added, *changes], key=lambda item: item.day, reverse=True)


def _changes(entry: AnyEntry) -> Iterator[Item]:
    for correction in entry.corrections:
        is_accepted = correction.field == "venue" and correction.was.casefold() in _PREPRINT
        event = "accepted" if is_accepted else "corrected"
        yield Item(correction.day or entry.added, _CHANGES, entry, _change(entry, correction), event)
    if isinstance(entry, Paper) and entry.status:
        text = f"{entry.status.label}. {entry.status.reason}"
        yield Item(entry.status.date, _CHANGES, entry, text, "corrected")


def _change(entry: AnyEntry, correction: Correction) -> str:
    verb = "Renamed" if correction.field in _NAMES else "Corrected"
    return f"{verb}: {correction.field.replace('_', ' ')}, before “{correction.was}”. {correction.why}"


def _numbered(
    catalogue: Catalogue, page: Page, items: Sequence[Item], choices: Sequence[tuple[str, str]]
) -> Iterator[Page]:
    def values(chunk: Sequence[Item], part: Part) -> Mapping[str, Any]:
        months = [
            Month(
                name,
                _digest(catalogue, [item for item in items if item.month == name]),
                [(day, list(some)) for day, some in groupby(of_month, key=lambda item: item.day)],
            )
            for name, of_month in groupby(chunk, key=lambda item: item.month)
        ]
        return {"months": months, "part": part, "choices": choices, "chosen": part.first, "feeds": FEEDS}

    yield from numbered(page, items, ROWS, values)


def _counted(items: Sequence[Item]) -> str:
    """The number of items of each kind: `2 papers, 1 change`."""
    counts = Counter(item.kind for item in items)
    found = [plural(counts[kind], noun, kind) for kind, noun in _NOUNS.items() if counts[kind]]
    return ", ".join(found) or "nothing"


def _digest(catalogue: Catalogue, items: Sequence[Item]) -> str:
    """What a month brought: the number of items of each kind, and the categories with the most papers."""
    papers = [item.entry for item in items if item.kind == "papers" and isinstance(item.entry, Paper)]
    most = Counter(catalogue.categories[paper.category].name for paper in papers).most_common(_MOST)
    categories = ", ".join(f"{name} ({count})" for name, count in most)
    return f"{_counted(items)}." + (f" Most papers: {categories}." if len(most) > 1 else "")
