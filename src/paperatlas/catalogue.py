"""The catalogue: entries by key, category, author, venue, year and tag, and relations in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from heapq import nsmallest
from pathlib import Path
from typing import Any

from .model import (
    ENTRY_KINDS,
    AnyEntry,
    Dataset,
    Library,
    Method,
    MethodFields,
    Paper,
    Relation,
    RelationKind,
    Topic,
    Tutorial,
    VenueRecord,
)
from .problems import Problem, in_order
from .read import Known, Record, read_catalogue
from .rules import check
from .rules.vocabulary import Vocabulary
from .words import slug


@dataclass(frozen=True, slots=True)
class Person:
    """An author. `slug` is the last part of their address; `papers` are newest first."""

    slug: str
    name: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """A checked catalogue. If `problems` contains an error, it has no entries."""

    problems: tuple[Problem, ...]
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    papers: Mapping[str, Paper] = field(default_factory=dict)
    libraries: Mapping[str, Library] = field(default_factory=dict)
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    tutorials: Mapping[str, Tutorial] = field(default_factory=dict)

    @cached_property
    def is_right(self) -> bool:
        """Whether there is no error. Warnings are allowed."""
        return not any(problem.is_error for problem in self.problems)

    @property
    def categories(self) -> Mapping[str, Topic]:
        return self.vocabulary.categories or {}

    @property
    def tags(self) -> Mapping[str, Topic]:
        return self.vocabulary.tags or {}

    @property
    def venues(self) -> Mapping[str, VenueRecord]:
        return self.vocabulary.venues or {}

    @property
    def method_fields(self) -> MethodFields:
        return self.vocabulary.methods or MethodFields()

    @property
    def relation_kinds(self) -> Mapping[str, RelationKind]:
        return self.vocabulary.relations or {}

    @cached_property
    def newest_first(self) -> tuple[Paper, ...]:
        """All papers by first public date, newest first; papers of one month by title."""
        by_title = sorted(self.papers.values(), key=lambda paper: (paper.title.casefold(), paper.key))
        return tuple(sorted(by_title, key=lambda paper: paper.date, reverse=True))

    def _grouped(self, keys: Callable[[Paper], Iterable[str]]) -> dict[str, tuple[Paper, ...]]:
        groups: defaultdict[str, list[Paper]] = defaultdict(list)
        for paper in self.newest_first:
            for key in dict.fromkeys(keys(paper)):
                groups[key].append(paper)
        return {key: tuple(papers) for key, papers in groups.items()}

    @cached_property
    def by_category(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers by category, in the order of the vocabulary, including categories without papers."""
        groups = self._grouped(lambda paper: [paper.category])
        return {key: groups.get(key, ()) for key in self.categories}

    @cached_property
    def by_tag(self) -> Mapping[str, tuple[Paper, ...]]:
        groups = self._grouped(lambda paper: paper.tags)
        return {key: groups.get(key, ()) for key in self.tags}

    @cached_property
    def by_venue(self) -> Mapping[str, tuple[Paper, ...]]:
        groups = self._grouped(lambda paper: [paper.venue.name] if paper.venue else [])
        return {key: groups.get(key, ()) for key in self.venues}

    @cached_property
    def by_year(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers by the year of the first public version, latest year first."""
        return dict(sorted(self._grouped(lambda paper: [paper.year]).items(), reverse=True))

    def person_slug(self, name: str, paper_key: str) -> str:
        """The slug of an author of a paper."""
        return self.vocabulary.person(name, paper_key)[1]

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """All authors of papers by slug, in alphabetical order of family names."""
        names: dict[str, str] = {}
        papers: defaultdict[str, list[Paper]] = defaultdict(list)
        for paper in self.newest_first:
            for author in paper.authors:
                name, key = self.vocabulary.person(author, paper.key)
                names.setdefault(key, name)
                papers[key].append(paper)
        order = sorted(names, key=lambda key: (slug(self.family(names[key])), key))
        return {key: Person(key, names[key], tuple(papers[key])) for key in order}

    def family(self, name: str) -> str:
        """The family name: the last word of the name, unless authors.yml says otherwise."""
        known = self.vocabulary.authors.get(self.vocabulary.spellings.get(name, name))
        if known and known.organisation:
            return name
        return (known and known.family) or name.split()[-1]

    @cached_property
    def built_on_by(self) -> Mapping[str, tuple[tuple[Paper, Relation], ...]]:
        """For each paper, the papers that build on it, oldest first, each with its relation."""
        later: defaultdict[str, list[tuple[Paper, Relation]]] = defaultdict(list)
        for paper in reversed(self.newest_first):
            for relation in paper.builds_on:
                later[relation.paper].append((paper, relation))
        return {key: tuple(pairs) for key, pairs in later.items()}

    @cached_property
    def methods(self) -> Mapping[str, tuple[Paper, Method]]:
        """All methods by key, each with the paper that defines it."""
        return {method.key: (paper, method) for paper in self.papers.values() for method in paper.methods}

    def related(self, paper: Paper, most: int = 6) -> list[Paper]:
        """The papers most similar to one. Rare tags weigh more than common ones; a relation weighs most."""
        weights: defaultdict[str, int] = defaultdict(int)
        for tag in paper.tags:
            weight = 1000 // (len(self.by_tag[tag]) + 2)
            for key in self._newest_of_tags[tag]:
                weights[key] += weight
        for relation in paper.builds_on:
            weights[relation.paper] += 1500
        for later, _ in self.built_on_by.get(paper.key, ()):
            weights[later.key] += 1500
        weights.pop(paper.key, None)
        best = nsmallest(most, ((-weight, key) for key, weight in weights.items()))
        return [self.papers[key] for _, key in best]

    @cached_property
    def _newest_of_tags(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the newest papers of each tag.

        A tag of more papers says little about each, and scoring them all would take most of a build's time.
        """
        return {tag: tuple(paper.key for paper in papers[:50]) for tag, papers in self.by_tag.items()}

    @property
    def entries(self) -> list[AnyEntry]:
        """Every entry of every kind."""
        return [*self.papers.values(), *self.libraries.values(), *self.datasets.values(), *self.tutorials.values()]

    @cached_property
    def latest(self) -> str:
        """The last day on which an entry was added or checked. A build must not use the clock."""
        return max((entry.changed for entry in self.entries), default="1970-01-01")


@dataclass
class Memory:
    """What one call of `load` passes to the next, so that unchanged files are neither read nor validated again."""

    records: Known = field(default_factory=dict)
    entries: dict[Record, AnyEntry] = field(default_factory=dict)


def load(root: Path, today: date | None = None, memory: Memory | None = None) -> Catalogue:
    """Reads and checks a catalogue folder.

    Dates in the future are reported only if `today` is given, because a build must not depend on the clock.
    `memory` speeds up repeated calls for the same folder.

    Raises:
        FileNotFoundError: there is no folder `root`.
    """
    records, problems = read_catalogue(root, memory.records if memory else None)
    checked = check(records, today, memory.entries if memory else None)
    problems = in_order([*problems, *checked.problems])
    if any(problem.is_error for problem in problems):
        return Catalogue(tuple(problems))
    if memory:
        memory.entries = dict(checked.entries)
    kinds: dict[str, dict[str, Any]] = {kind.folder: {} for kind in ENTRY_KINDS}
    for record, entry in checked.entries.items():
        kinds[record.kind][record.key] = entry
    return Catalogue(tuple(problems), checked.vocabulary, **kinds)
