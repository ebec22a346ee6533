"""The map of lineage: where each idea came from and what it led to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ..catalogue import Catalogue
from ..lineage import Lane, Layout, Lineage, Link, Node, layout
from ..lineage.drawing import flows, lines, streams
from ..lineage.names import PAGE, ZOOMS, names
from ..model import Paper
from . import Page, plural

URL = "lineage/"
_DEEPEST = 6  # levels of the nested list
_YEAR = 36  # pixels that the name of a year needs, as in view.js


@dataclass(frozen=True, slots=True)
class Branch:
    """A paper in the nested list, below the paper of its lane that it builds on."""

    paper: Paper
    link: Link | None
    branches: Sequence[Branch]


def pages(catalogue: Catalogue, lineage: Lineage) -> Iterator[Page]:
    description = (
        f"Where each idea came from and what it led to: {plural(len(catalogue.papers), 'paper')} and "
        f"{plural(len(lineage.links), 'relation')} on one map."
    )
    yield Page(URL, "Lineage", description, "page/lineage.html", lambda: _values(lineage), (("Home", ""),))


def _values(lineage: Lineage) -> Mapping[str, Any]:
    plan = layout(lineage)
    kinds = lineage.catalogue.relation_kinds
    used = {link.relation.kind for link in lineage.links}
    return {
        "map": plan,
        "years": set(_apart(plan.years, _YEAR / ZOOMS[PAGE])),
        "zoom": ZOOMS[PAGE],
        "zooms": ZOOMS,
        "page_zoom": PAGE,
        "names": names(plan),
        "lines": lines(lineage, plan),
        "streams": streams(plan),
        "flows": flows(lineage, plan),
        "kinds": {key: kind for key, kind in kinds.items() if key in used},
        "turning_points": {point.paper: point.name for point in lineage.catalogue.vocabulary.lineage.turning_points},
        "links": file(lineage)[0],
        "main": [(node, _parent(lineage, node.paper)) for node in plan.nodes.values() if node.is_main],
        "trees": [(lane, count, tree) for lane in plan.lanes for count, tree in [_tree(lineage, plan, lane)]],
    }


def file(lineage: Lineage) -> tuple[str, bytes]:
    """The address and content of the file that the map reads when a reader chooses a paper."""
    papers = list(lineage.catalogue.newest_first)
    row = {paper.key: number for number, paper in enumerate(papers)}
    kinds = list(lineage.catalogue.relation_kinds)
    content = {
        "papers": [[paper.key, paper.label, paper.title, paper.date] for paper in papers],
        "kinds": [[key, kind.name, kind.inverse, kind.role] for key, kind in lineage.catalogue.relation_kinds.items()],
        "links": [
            [row[link.earlier], row[link.later], kinds.index(link.relation.kind), link.relation.how]
            for link in lineage.links
        ],
    }
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return f"{URL}links-{sha256(written).hexdigest()[:12]}.json", written


def _apart(years: Sequence[tuple[str, int]], least: float) -> Iterator[str]:
    """The years whose names do not lie over one another.

    >>> list(_apart([("1991", 0), ("2016", 50), ("2017", 65), ("2018", 90)], 36))
    ['1991', '2016', '2018']
    """
    last = -least
    for year, place in years:
        if place - last >= least:
            yield year
            last = place


def _parent(lineage: Lineage, paper: Paper) -> Link | None:
    """The relation that says most about a paper: of descent if there is one, to the most recent paper."""
    links = sorted(
        lineage.earlier.get(paper.key, ()),
        key=lambda link: (link.role == "descent", lineage.catalogue.papers[link.earlier].date),
    )
    return links[-1] if links else None


def _tree(lineage: Lineage, plan: Layout, lane: Lane) -> tuple[int, Sequence[Branch]]:
    """The papers of a lane, each below the last paper of the lane that it builds on; and their number."""
    nodes = [node for node in plan.nodes.values() if node.lane == lane]
    below: dict[str, list[tuple[Node, Link]]] = {}
    roots: list[Node] = []
    depth: dict[str, int] = {}
    for node in nodes:
        links = [
            link
            for link in lineage.earlier.get(node.paper.key, ())
            if plan.nodes[link.earlier].lane == lane and depth.get(link.earlier, _DEEPEST) < _DEEPEST
        ]
        if links:
            below.setdefault(links[-1].earlier, []).append((node, links[-1]))
            depth[node.paper.key] = depth[links[-1].earlier] + 1
        else:
            roots.append(node)
            depth[node.paper.key] = 1

    def branch(node: Node, link: Link | None) -> Branch:
        return Branch(node.paper, link, [branch(*one) for one in below.get(node.paper.key, ())])

    return len(nodes), [branch(node, None) for node in roots]
