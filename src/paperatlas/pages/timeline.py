"""The timeline: a mark for each paper, in columns of months, so that one sees how the field grew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from ..catalogue import Catalogue
from ..lineage.layout import family_hues, lane_of, lane_terms
from ..lineage.names import width
from ..model import Paper
from . import Page, plural

URL = "timeline/"
BUSY = 12  # papers in a year from which on there is a column for each month
COLUMN = 16  # pixels, as in timeline.css
_ROOM = 14  # pixels beside a name


@dataclass(frozen=True, slots=True)
class Mark:
    """A paper. `hue` is that of its family, and None for a paper without one; `turn` is what it is known for."""

    paper: Paper
    lane: str
    hue: int | None
    turn: str


@dataclass(frozen=True, slots=True)
class Column:
    """The papers of a month, or of a year with few papers. `level` is how high its turning points are written."""

    date: str
    marks: tuple[Mark, ...]
    level: int = 0

    @property
    def turn(self) -> str:
        return ", ".join(mark.turn for mark in self.marks if mark.turn)


def pages(catalogue: Catalogue) -> Iterator[Page]:
    description = f"How the field grew: {plural(len(catalogue.papers), 'paper')} by month and family, each a mark."
    yield Page(URL, "Timeline", description, "page/timeline.html", partial(_values, catalogue), (("Home", ""),))


def _values(catalogue: Catalogue) -> Mapping[str, Any]:
    columns = _levels(_columns(catalogue))
    few = tuple(column for column in columns if len(column.date) == 4)
    parts = [(f"{few[0].date}–{few[-1].date}" if len(few) > 1 else few[0].date, few)] if few else []
    busy = [column for column in columns if len(column.date) > 4]
    parts += [(year, tuple(months)) for year, months in groupby(busy, key=lambda column: column.date[:4])]
    counts = Counter(lane_of(paper) for paper in catalogue.papers.values())
    hues = family_hues(catalogue)
    lanes = [(name, url, hues.get(key), counts[key]) for key, name, url in lane_terms(catalogue) if counts[key]]
    return {
        "parts": parts,
        "most": max((len(column.marks) for column in columns), default=0),
        "levels": max((column.level + 1 for column in columns if column.turn), default=0),
        "lanes": lanes,
        "has_families": bool(hues),
    }


def _columns(catalogue: Catalogue) -> list[Column]:
    """The columns in the order of time: months from the first busy year on, and before it the years with papers."""
    first = next((year for year, papers in sorted(catalogue.by_year.items()) if len(papers) >= BUSY), "9999")
    hues = family_hues(catalogue)
    names = {key: name for key, name, _ in lane_terms(catalogue)}
    order = list(names)
    turns = {point.paper: point.name for point in catalogue.vocabulary.lineage.turning_points}
    papers: defaultdict[str, list[Paper]] = defaultdict(list)
    for paper in reversed(catalogue.newest_first):
        # A date without a month is in the middle of its year.
        papers[paper.year if paper.year < first else f"{paper.date}-07"[:7]].append(paper)
    dates = [date for date in sorted(papers) if len(date) == 4]
    last = max(papers, default="")
    if len(last) > 4:
        months = (f"{year}-{month:02}" for year in range(int(first), int(last[:4]) + 1) for month in range(1, 13))
        dates += [month for month in months if month <= last]

    def mark(paper: Paper) -> Mark:
        lane = lane_of(paper)
        return Mark(paper, names[lane], hues.get(lane), turns.get(paper.key, ""))

    return [
        Column(date, tuple(map(mark, sorted(papers.get(date, ()), key=lambda paper: order.index(lane_of(paper))))))
        for date in dates
    ]


def _levels(columns: Sequence[Column]) -> list[Column]:
    """The columns with the levels of their names, so that no name is written over another or over its line.

    A name begins at its column and runs to the right. From right to left, each is above all that begin below it.
    """
    placed: list[tuple[int, int]] = []  # the place and level of each name
    found = []
    for number, column in reversed(list(enumerate(columns))):
        if column.turn:
            place = number * COLUMN
            end = place + width(column.turn) + _ROOM
            level = max((other + 1 for start, other in placed if start < end), default=0)
            placed.append((place, level))
            column = replace(column, level=level)
        found.append(column)
    return found[::-1]
