"""The graph of relations: ancestors, descendants, influence, and the chain that joins two papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush

from ..catalogue import Catalogue
from ..model import Relation

# A chain of developed ideas tells more than a shorter one of mere studies.
_LENGTHS = {"descent": 1.0, "use": 1.5, "study": 3.0}


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two papers, by their keys: `later` builds on `earlier`."""

    earlier: str
    later: str
    relation: Relation
    role: str  # of relations.yml: descent, use or study


@dataclass(frozen=True, slots=True)
class Chain:
    """How two papers are joined: links from one source to each of them, the older link first."""

    source: str
    branches: tuple[tuple[Link, ...], ...]


@dataclass(frozen=True, eq=False)
class Lineage:
    """The relations of a catalogue, from both ends."""

    catalogue: Catalogue

    @cached_property
    def links(self) -> Sequence[Link]:
        """All relations, the later paper's date first."""
        kinds = self.catalogue.relation_kinds
        return [
            Link(relation.paper, paper.key, relation, kinds[relation.kind].role)
            for paper in reversed(self.catalogue.newest_first)
            for relation in paper.builds_on
        ]

    @cached_property
    def later(self) -> Mapping[str, Sequence[Link]]:
        """For each paper, the links to papers that build on it."""
        later: defaultdict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            later[link.earlier].append(link)
        return later

    @cached_property
    def earlier(self) -> Mapping[str, Sequence[Link]]:
        """For each paper, the links to papers that it builds on."""
        earlier: defaultdict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            earlier[link.later].append(link)
        return earlier

    def descendants(self, key: str) -> dict[str, int]:
        """The papers that come from one, directly or through others, each with its least number of steps."""
        return _steps(key, lambda at: [link.later for link in self.later.get(at, ())])

    def ancestors(self, key: str) -> dict[str, int]:
        """The papers that one comes from, each with its least number of steps."""
        return _steps(key, lambda at: [link.earlier for link in self.earlier.get(at, ())])

    @cached_property
    def influence(self) -> Mapping[str, float]:
        """For each paper, the papers that come from it: one counts 1, and half as much at each further step.

        Studies do not count: who examines a paper does not come from it.
        """
        after = {key: [link.later for link in links if link.role != "study"] for key, links in self.later.items()}
        return {
            key: sum(0.5 ** (step - 1) for step in _steps(key, lambda at: after.get(at, ())).values())
            for key in self.catalogue.papers
        }

    def chain(self, one: str, other: str) -> Chain | None:
        """The shortest chain between two papers, or the two chains from their nearest common source.

        None if nothing joins them. A step of descent has the length 1, a use 1.5, a study 3.
        """
        (from_one, links_one), (from_other, links_other) = self._distances(one), self._distances(other)
        common = from_one.keys() & from_other.keys()
        if not common:
            return None
        source = min(common, key=lambda key: (from_one[key] + from_other[key], key))
        branches = (_walk(links_one, source), _walk(links_other, source))
        return Chain(source, tuple(branch for branch in branches if branch))

    def _distances(self, key: str) -> tuple[dict[str, float], dict[str, Link]]:
        """The length of the shortest chain to each ancestor, and for each the link that leads back to the paper."""
        lengths, after, queue = {key: 0.0}, {}, [(0.0, key)]
        while queue:
            length, at = heappop(queue)
            if length > lengths[at]:
                continue
            for link in self.earlier.get(at, ()):
                total = length + _LENGTHS[link.role]
                if total < lengths.get(link.earlier, float("inf")):
                    lengths[link.earlier], after[link.earlier] = total, link
                    heappush(queue, (total, link.earlier))
        return lengths, after


def _walk(after: Mapping[str, Link], source: str) -> tuple[Link, ...]:
    links = []
    while source in after:
        links.append(after[source])
        source = after[source].later
    return tuple(links)


def _steps(key: str, neighbours: Callable[[str], Iterable[str]]) -> dict[str, int]:
    """What can be reached from a paper, each with its least number of steps."""
    steps = {key: 0}
    queue = [key]
    for at in queue:
        for near in neighbours(at):
            if near not in steps:
                steps[near] = steps[at] + 1
                queue.append(near)
    del steps[key]
    return steps
