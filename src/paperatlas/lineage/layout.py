"""Where each paper is on the map: time from left to right, a lane for each family.

The place of a paper depends only on its date, its lane and the papers that were added before it. So a new entry moves
no other paper.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..catalogue import Catalogue
from ..model import LineageMap, Paper
from ..urls import category_url, family_url
from .graph import Lineage

ROW = 18  # pixels between two rows
EDGE = 14  # pixels of a lane above and below its rows, together
APART = 96  # pixels between two papers in one row
MAIN = 40  # the number of main works: the papers with the most influence
_YEAR = 260  # pixels, where lineage.yml gives no dates
_RIGHT = 190  # pixels after the last point, for its name


@dataclass(frozen=True, slots=True)
class Lane:
    """A family, or a category without families. `hue` is None for a category."""

    key: str
    name: str
    url: str
    hue: int | None
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Node:
    """A paper on the map: its point, and whether it is a main work."""

    paper: Paper
    lane: Lane
    x: int
    y: int
    influence: float
    is_main: bool


@dataclass(frozen=True, slots=True)
class Layout:
    lanes: Sequence[Lane]
    nodes: Mapping[str, Node]
    years: Sequence[tuple[str, int]]  # each with the place of its first day
    width: int
    height: int
    full: Sequence[str]  # the lanes in which a paper found no free place


@dataclass(frozen=True, slots=True)
class Rows:
    """The row of each paper in its lane, the number of rows that each lane uses, and the lanes without room."""

    of: Mapping[str, int]
    used: Mapping[str, int]
    full: Sequence[str]


def rows_of(lineage: Lineage) -> Rows:
    """Gives each paper a row."""
    catalogue = lineage.catalogue
    plan = catalogue.vocabulary.lineage
    papers = catalogue.papers.values()
    scale = _scale(plan, papers)
    rows: dict[str, int] = {}
    full: dict[str, None] = {}
    taken: dict[str, dict[int, list[int]]] = {}  # by lane and row
    for paper in sorted(papers, key=lambda paper: (paper.added, paper.date, paper.key)):
        lane, x = lane_of(paper), scale(paper.date)
        wanted = [
            rows[link.earlier]
            for link in lineage.earlier.get(paper.key, ())
            if link.earlier in rows and lane_of(catalogue.papers[link.earlier]) == lane
        ]
        there = taken.setdefault(lane, {})
        free, row = _row(there, x, wanted[-1] if wanted else None, plan.rows.get(lane))
        if not free:
            full[lane] = None
        rows[paper.key] = row
        insort(there.setdefault(row, []), x)
    return Rows(rows, {lane: max(there) + 1 for lane, there in taken.items()}, list(full))


def layout(lineage: Lineage) -> Layout:
    """The map of a catalogue."""
    catalogue = lineage.catalogue
    plan = catalogue.vocabulary.lineage
    papers = catalogue.papers.values()
    scale = _scale(plan, papers)
    rows = rows_of(lineage)
    lanes = _lanes(catalogue, plan, rows.used)
    by_key = {lane.key: lane for lane in lanes}
    influence = lineage.influence
    main = {key for key in sorted(influence, key=lambda key: (-influence[key], key))[:MAIN] if influence[key]}
    main |= {point.paper for point in plan.turning_points}
    nodes = {
        paper.key: Node(
            paper,
            by_key[lane_of(paper)],
            scale(paper.date),
            by_key[lane_of(paper)].top + EDGE // 2 + ROW // 2 + rows.of[paper.key] * ROW,
            influence[paper.key],
            paper.key in main,
        )
        for paper in reversed(catalogue.newest_first)
    }
    years = [(year, scale(f"{year}-01-01")) for year in sorted({paper.year for paper in papers})]
    width = max((node.x for node in nodes.values()), default=0) + _RIGHT
    height = max((lane.top + lane.height for lane in lanes), default=0)
    return Layout(lanes, nodes, years, width, height, rows.full)


def lane_of(paper: Paper) -> str:
    """The key of a paper's lane."""
    return paper.family or paper.category


def family_hues(catalogue: Catalogue) -> dict[str, int]:
    """The number of each family's colour, the same on every page."""
    families = (family for record in catalogue.categories.values() for family in record.families)
    return {family: hue for hue, family in enumerate(families)}


def _scale(plan: LineageMap, papers):  # type: ignore[no-untyped-def]
    """A function that gives the place of a date. A date without a day is in the middle of its month or year."""
    marks = sorted((_years(date, 0.0), place) for date, place in plan.dates.items())
    if len(marks) < 2:
        first = min((int(paper.year) for paper in papers), default=2000)
        marks = [(float(first), 0), (first + 1.0, _YEAR)]

    def place(date: str) -> int:
        time = _years(date, 0.5)
        index = min(max(bisect_right(marks, (time, 0)), 1), len(marks) - 1)
        (before, left), (after, right) = marks[index - 1], marks[index]
        return round(left + (right - left) * (time - before) / (after - before))

    return place


def _years(date: str, middle: float) -> float:
    """A date as a number of years; `middle` is the part of a month or year that is counted where the day is missing.

    >>> _years("2024", 0.5), _years("2024-07", 0.0), _years("2024-01-01", 0.5)
    (2024.5, 2024.5, 2024.0)
    """
    year, *rest = map(int, date.split("-"))
    if not rest:
        return year + middle
    days = (rest[1] - 1) / 31 if len(rest) > 1 else middle
    return year + (rest[0] - 1 + days) / 12


def _row(taken: Mapping[int, list[int]], x: int, wanted: int | None, count: int | None) -> tuple[bool, int]:
    """Whether there is a free row, and the one nearest to the wanted row; else the one with the most room there.

    `taken` has the places of the papers in each row of the lane, from left to right.
    """

    def room(row: int) -> int:
        places = taken.get(row, ())
        at = bisect_right(places, x)
        return min((abs(x - place) for place in places[max(at - 1, 0) : at + 1]), default=APART)

    rows = range(count or 1 + sum(map(len, taken.values())))
    middle = (len(rows) - 1) / 2 if count else 0
    near = sorted(rows, key=lambda row: (abs(row - (middle if wanted is None else wanted)), row))
    free = next((row for row in near if room(row) >= APART), None)
    return (True, free) if free is not None else (False, max(near, key=room))


def lane_terms(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """Key, name and address of each lane: families first, as in the vocabulary, unless lineage.yml orders them."""
    terms = [
        (key, family.name, family_url(category, key))
        for category, record in catalogue.categories.items()
        for key, family in record.families.items()
    ]
    terms += [(key, record.name, category_url(key)) for key, record in catalogue.categories.items()]
    order = {key: number for number, key in enumerate(catalogue.vocabulary.lineage.rows)}
    return sorted(terms, key=lambda term: order.get(term[0], len(order)))


def _lanes(catalogue: Catalogue, plan: LineageMap, used: Mapping[str, int]) -> list[Lane]:
    """The lanes that have papers."""
    hues = family_hues(catalogue)
    lanes, top = [], 0
    for key, name, url in lane_terms(catalogue):
        if key in used:
            height = max(plan.rows.get(key, 0), used[key]) * ROW + EDGE
            lanes.append(Lane(key, name, url, hues.get(key), top, height))
            top += height
    return lanes
