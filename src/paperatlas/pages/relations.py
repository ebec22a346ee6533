"""The relations of a paper, grouped by kind, for its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..catalogue import Catalogue
from ..model import Paper, Relation

Pair = tuple[Paper, Relation]
FIRST = 10  # the relations of one direction that a page shows before a reader asks for more


@dataclass(frozen=True, slots=True)
class Group:
    """The relations of one kind in one direction: those shown at once, and the others."""

    title: str
    first: tuple[Pair, ...]
    more: tuple[Pair, ...]

    @property
    def count(self) -> int:
        return len(self.first) + len(self.more)


@dataclass(frozen=True, slots=True)
class Relations:
    """All relations of a paper in one direction, and the number of other papers."""

    papers: int
    groups: tuple[Group, ...]


def builds_on(catalogue: Catalogue, paper: Paper) -> Relations:
    """The earlier papers that a paper builds on."""
    pairs = [(catalogue.papers[relation.paper], relation) for relation in paper.builds_on]
    return _grouped(catalogue, pairs, {key: kind.name for key, kind in catalogue.relation_kinds.items()})


def built_on_by(catalogue: Catalogue, paper: Paper) -> Relations:
    """The later papers that build on a paper."""
    titles = {key: kind.inverse for key, kind in catalogue.relation_kinds.items()}
    return _grouped(catalogue, catalogue.built_on_by.get(paper.key, ()), titles)


def _grouped(catalogue: Catalogue, pairs: Iterable[Pair], titles: dict[str, str]) -> Relations:
    """The groups in the order of relations.yml; in each, the papers that most others build on come first."""
    kinds: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        kinds[pair[1].kind].append(pair)
    for found in kinds.values():
        found.sort(key=lambda pair: -len(catalogue.built_on_by.get(pair[0].key, ())))
    shares = _shares([len(kinds[kind]) for kind in titles], FIRST)
    groups = tuple(
        Group(title[:1].upper() + title[1:], tuple(kinds[kind][:share]), tuple(kinds[kind][share:]))
        for (kind, title), share in zip(titles.items(), shares, strict=True)
        if kinds[kind]
    )
    return Relations(len({paper.key for found in kinds.values() for paper, _ in found}), groups)


def _shares(sizes: list[int], total: int) -> list[int]:
    """How many of each group are shown at once: one of each in turn until there are `total`, and at least one.

    >>> _shares([9, 1, 4], 10), _shares([1] * 12, 10)
    ([5, 1, 4], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    """
    shares = [min(size, 1) for size in sizes]
    while sum(shares) < total and shares != sizes:
        for index, size in enumerate(sizes):
            if shares[index] < size and sum(shares) < total:
                shares[index] += 1
    return shares
