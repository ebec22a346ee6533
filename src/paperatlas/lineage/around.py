"""The neighbourhood of a paper: at most two steps back and on, in columns that are joined by lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from ..model import Paper
from .graph import Lineage, Link
from .layout import family_hues

MOST = 7  # papers in a column; a single further one is shown too, as a line for "1 more" would take its place
WIDTH, HEIGHT = 1000, 10  # the units of the picture: its width, and the height of a row
_BOXES = 0.84  # the part of the width that the columns take; the lines have the rest
_ROLES = ("descent", "use", "study")  # what is shown first


@dataclass(frozen=True, slots=True)
class Near:
    """A paper of the neighbourhood. `link` joins it to the paper in the middle, and is None at two steps."""

    paper: Paper
    hue: int | None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """The papers at one distance: those that are shown, and how many there are. `step` is below 0 for earlier ones."""

    step: int
    papers: tuple[Near, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.papers)

    @property
    def rows(self) -> int:
        return len(self.papers) + (self.more > 0)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    columns: tuple[Column, ...]
    lines: tuple[tuple[str, str], ...]  # a kind of relation, and a path
    rows: int
    earlier: int  # the papers that it comes from at any distance, and those that come from it
    later: int

    @property
    def width(self) -> float:
        """The width of a column as a part of the whole, in percent."""
        return 100 * _BOXES / len(self.columns)


def around(lineage: Lineage, key: str) -> Neighbourhood | None:
    """The neighbourhood of a paper, or None if nothing is related to it."""
    hues = family_hues(lineage.catalogue)
    papers = lineage.catalogue.papers

    def near(links: Mapping[str, Link | None]) -> tuple[Near, ...]:
        return tuple(Near(papers[one], hues.get(papers[one].family or ""), link) for one, link in links.items())

    columns = [Column(0, near({key: None}), 1)]
    links: list[Link] = []
    for sign, of in ((-1, lineage.earlier), (1, lineage.later)):
        direct = _direct(of, key, sign)
        order = sorted(direct, key=lambda one: (_ROLES.index(direct[one].role), -lineage.influence[one], one))
        shown = {one: direct[one] for one in _first(order)}
        far = {_end(link, sign) for one in direct for link in of.get(one, ())} - {key, *direct}
        farther = [link for one in shown for link in of.get(one, ()) if _end(link, sign) in far]
        reached = sorted({_end(link, sign) for link in farther}, key=lambda one: (-lineage.influence[one], one))
        beyond = _in_order(_first(reached), list(shown), farther, sign)
        links += [*shown.values(), *(link for link in farther if _end(link, sign) in beyond)]
        columns.append(Column(sign, near(shown), len(direct)))
        columns.append(Column(2 * sign, near(dict.fromkeys(beyond)), len(far)))
    columns = sorted((column for column in columns if column.rows), key=lambda column: column.step)
    if not links:
        return None
    rows = max(column.rows for column in columns)
    before, after = len(lineage.ancestors(key)), len(lineage.descendants(key))
    return Neighbourhood(tuple(columns), tuple(_lines(columns, links, rows)), rows, before, after)


def _end(link: Link, sign: int) -> str:
    return link.later if sign > 0 else link.earlier


def _direct(of: Mapping[str, Sequence[Link]], key: str, sign: int) -> dict[str, Link]:
    """The papers one step away, each with the link that says most."""
    found: dict[str, Link] = {}
    for link in of.get(key, ()):
        other = found.get(_end(link, sign))
        if other is None or _ROLES.index(link.role) < _ROLES.index(other.role):
            found[_end(link, sign)] = link
    return found


def _first(keys: Sequence[str]) -> Sequence[str]:
    return keys if len(keys) <= MOST + 1 else keys[:MOST]


def _in_order(keys: Sequence[str], beside: Sequence[str], links: Sequence[Link], sign: int) -> list[str]:
    """The papers of a column, each as near as can be to those of the next column that it is joined to."""
    rows = {key: row for row, key in enumerate(beside)}
    places = {
        key: fmean(rows[_end(link, -sign)] for link in links if _end(link, sign) == key) for key in dict.fromkeys(keys)
    }
    return sorted(places, key=places.__getitem__)


def _lines(columns: Sequence[Column], links: Sequence[Link], rows: int) -> list[tuple[str, str]]:
    """Each relation between papers of neighbouring columns, once, as a curve."""
    wide = WIDTH * _BOXES / len(columns)
    step = (WIDTH - wide) / (len(columns) - 1)
    kinds = {(link.earlier, link.later): link.relation.kind for link in reversed(links)}
    found = []
    for number, (left, right) in enumerate(pairwise(columns)):
        start, end = round(number * step + wide), round((number + 1) * step)
        middle = (start + end) // 2
        for row, one in enumerate(left.papers):
            for other_row, other in enumerate(right.papers):
                if kind := kinds.get((one.paper.key, other.paper.key)):
                    y, to_y = _height(left, row, rows), _height(right, other_row, rows)
                    found.append((kind, f"M{start} {y}C{middle} {y} {middle} {to_y} {end} {to_y}"))
    return found


def _height(column: Column, row: int, rows: int) -> int:
    """The middle of a row of a column, which is itself in the middle of the picture."""
    return (rows - column.rows + 2 * row + 1) * HEIGHT // 2
