"""Where the names of papers are written on the map, and from which zoom on: as on a map, the important ones first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .layout import Layout, Node

# The zooms of the map at which more names appear. Names keep their size.
ZOOMS = (0.22, 0.31, 0.37, 0.45, 0.55, 0.68, 0.84, 1.04, 1.3, 1.6, 2.0, 2.6)
PAGE = 1  # the number of the zoom at which the map has the width of a page
LONGEST = 24  # letters; the rest of a name is cut
_HEIGHT = 13  # pixels
_GAP = 7  # pixels between the middle of a point and its name
_POINT = 5  # pixels from the middle of a point to its edge
_CELL = 80  # pixels: names are compared with those of the same cells only
# The widths of letters in a sans serif of 12 pixels.
_WIDTHS = {**dict.fromkeys("iljtf.,-'()/ 1", 4.2), **dict.fromkeys("mwMW", 10.6)}
_OTHER = 7.1
_CAPITAL = 8.4
_BOLD = 1.08  # how much wider the names of main works are

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the map: its text, its side of the point, and the first of ZOOMS at which it is written."""

    text: str
    side: str  # right, left, above or below
    zoom: int  # len(ZOOMS) if it is written at none


@dataclass(frozen=True, slots=True)
class _Label:
    """What decides where a name is written."""

    key: str
    text: str
    x: int
    y: int
    influence: float
    is_main: bool


def names(layout: Layout) -> Mapping[str, Name]:
    """The name of each paper, main works first, then by influence."""
    return _written(tuple(map(_label, layout.nodes.values())))


def _label(node: Node) -> _Label:
    return _Label(node.paper.key, short(node.paper.label), node.x, node.y, node.influence, node.is_main)


@lru_cache(maxsize=2)  # most edits under a server move no name
def _written(labels: tuple[_Label, ...]) -> Mapping[str, Name]:
    order = sorted(labels, key=lambda label: (not label.is_main, -label.influence, label.key))
    main = [label for label in order if label.is_main]
    boxes = [_Boxes([_point(label, zoom) for label in main]) for zoom in ZOOMS]
    written: dict[str, Name] = {}
    for first in range(len(ZOOMS)):
        for label in order:
            if label.key not in written:
                side = next((side for side in _SIDES if _has_room(label, side, boxes, first)), None)
                if side:
                    written[label.key] = Name(label.text, side, first)
    for label in order:
        written.setdefault(label.key, Name(label.text, "right", len(ZOOMS)))
    return written


def _has_room(label: _Label, side: str, boxes: Sequence[_Boxes], first: int) -> bool:
    """Whether a name has room at a zoom and all later ones. If so, it takes the room."""
    wanted = [(boxes[number], _box(label, side, ZOOMS[number])) for number in range(first, len(ZOOMS))]
    if not all(others.has_room(box) for others, box in wanted):
        return False
    for others, box in wanted:
        others.add(box)
    return True


def short(label: str) -> str:
    """A label, cut where it is too long for the map."""
    return label if len(label) <= LONGEST else label[: LONGEST - 1].rstrip() + "…"


@lru_cache(maxsize=4096)
def width(text: str) -> float:
    """About how wide a name is on the map, in pixels."""
    return sum(_WIDTHS.get(letter, _CAPITAL if letter.isupper() else _OTHER) for letter in text)


def _point(label: _Label, zoom: float) -> Box:
    x, y, half = label.x * zoom, label.y * zoom, _POINT
    return x - half, y - half, x + half, y + half


_SIDES = ("right", "left", "above", "below")


def _box(label: _Label, side: str, zoom: float) -> Box:
    x, y = label.x * zoom, label.y * zoom
    long = width(label.text) * (_BOLD if label.is_main else 1)
    left = {"right": x + _GAP, "left": x - _GAP - long}.get(side, x - long / 2)
    top = y + {"above": -_GAP - _HEIGHT, "below": _GAP}.get(side, -_HEIGHT / 2)
    return left, top, left + long, top + _HEIGHT


class _Boxes:
    """Boxes in cells, so that a new one is compared with its neighbours alone."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self._cells[cell].append(box)

    def has_room(self, box: Box) -> bool:
        left, top, right, bottom = box
        return box[0] >= 0 and not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for cell in _cells(box)
            for other in self._cells[cell]
        )


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(edge // _CELL) for edge in box)
    return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))
