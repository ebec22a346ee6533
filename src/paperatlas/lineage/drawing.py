"""The lines of the map: relations as curves, and families as streams."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise

from .graph import Lineage, Link
from .layout import Layout, Node

_PART = 130  # pixels of time in which a stream counts papers
_THICK = 3.4  # pixels of a stream for each paper
_INTO_FAMILY, _INTO_CATEGORY = 2, 1  # the strongest flows that are drawn into a lane


@dataclass(frozen=True, slots=True)
class Line:
    """A relation on the map. `level` is the first one at which it is drawn: 1 for main works, 2 for all papers."""

    link: Link
    path: str
    hue: int | None
    level: int


@dataclass(frozen=True, slots=True)
class Stream:
    """The papers of a lane as a band, as thick as they are many; or the flow of ideas from one lane to another."""

    path: str
    hue: int | None
    width: int = 0  # of a flow


def lines(lineage: Lineage, layout: Layout) -> list[Line]:
    """The relations that the map draws before a reader chooses a paper: ideas that were developed.

    Among main works these are all such relations, and uses in lanes that are no families. Among all papers, those that
    a longer chain contains are left out, and so is "replaces": most papers replace the same one.
    """
    drawn = []
    reduced = _reduced(lineage)
    for link in lineage.links:
        one, other = layout.nodes[link.earlier], layout.nodes[link.later]
        is_main = one.is_main and other.is_main
        if is_main and (link.role == "descent" or (link.role == "use" and other.lane.hue is None)):
            level = 1
        elif link.role == "descent" and link.relation.kind != "replaces" and (link.earlier, link.later) in reduced:
            level = 2
        else:
            continue
        drawn.append(Line(link, curve(one.x, one.y, other.x, other.y), one.lane.hue, level))
    return drawn


def _reduced(lineage: Lineage) -> set[tuple[str, str]]:
    """The pairs of papers joined by descent, without those that a longer chain of descent joins as well."""
    after: defaultdict[str, list[str]] = defaultdict(list)
    for link in lineage.links:
        if link.role == "descent":
            after[link.earlier].append(link.later)
    reached: dict[str, set[str]] = {}
    for key in TopologicalSorter(after).static_order():  # later papers first
        reached[key] = {*after.get(key, ())}.union(*(reached[later] for later in after.get(key, ())))
    return {
        (key, later)
        for key, laters in after.items()
        for later in laters
        if not any(later in reached[other] for other in laters if other != later)
    }


def curve(x: int, y: int, to_x: int, to_y: int) -> str:
    """The path of a relation: it leaves to the right and arrives from the left."""
    bend = max(12, min(230, (to_x - x) // 2))
    if abs(to_y - y) < 3:  # along a row: an arc over the papers between the two
        rise = min(26, 8 + abs(to_x - x) // 20)
        quarter = (to_x - x) // 4
        return f"M{x} {y}C{x + quarter} {y - rise} {to_x - quarter} {y - rise} {to_x} {to_y}"
    return f"M{x} {y}C{x + bend} {y} {to_x - bend} {to_y} {to_x} {to_y}"


def streams(layout: Layout) -> list[Stream]:
    """A band for each lane."""
    found = []
    for lane in layout.lanes:
        nodes = [node for node in layout.nodes.values() if node.lane == lane]
        counts = Counter(node.x // _PART for node in nodes)
        parts = range(min(counts), max(counts) + 1)
        points = [
            ((part + 0.5) * _PART, (counts[part - 1] + 2 * counts[part] + counts[part + 1]) / 4) for part in parts
        ]
        points = [(parts[0] * _PART - 20, 0.4), *points, ((parts[-1] + 1) * _PART + 20, 0.4)]
        middle = lane.top + lane.height / 2
        most = (lane.height - 8) / 2
        upper = [(round(x), round(middle - min(most, _THICK * count + 1))) for x, count in points]
        lower = [(x, round(2 * middle - y)) for x, y in reversed(upper)]
        found.append(Stream(f"M{_smooth(upper)}L{_smooth(lower)}Z", lane.hue))
    return found


def _smooth(points: Sequence[tuple[int, int]]) -> str:
    path = f"{points[0][0]} {points[0][1]}"
    for (x, y), (to_x, to_y) in pairwise(points):
        half = (x + to_x) // 2
        path += f"C{half} {y} {half} {to_y} {to_x} {to_y}"
    return path


def flows(lineage: Lineage, layout: Layout) -> list[Stream]:
    """The strongest flows of ideas between lanes, without studies: each from its first relation on."""
    between: defaultdict[str, defaultdict[str, list[tuple[Node, Node]]]] = defaultdict(lambda: defaultdict(list))
    for link in lineage.links:
        one, other = layout.nodes[link.earlier], layout.nodes[link.later]
        if link.role != "study" and one.lane != other.lane:
            between[other.lane.key][one.lane.key].append((one, other))
    found = []
    for lane in layout.lanes:
        most = _INTO_FAMILY if lane.hue is not None else _INTO_CATEGORY
        sources = sorted(between[lane.key].items(), key=lambda item: (-len(item[1]), item[0]))
        for _, pairs in sources[:most]:
            one, other = pairs[0]
            path = curve(
                one.x, one.lane.top + one.lane.height // 2, max(other.x, one.x + 60), lane.top + lane.height // 2
            )
            found.append(Stream(path, one.lane.hue, min(9, 1 + len(pairs) // 3)))
    return found
