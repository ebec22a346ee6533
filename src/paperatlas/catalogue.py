"""The loaded whole: entries by key, category, author, venue, year and tag, and relations both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from heapq import nsmallest
from pathlib import Path
from typing import Any

from .model import ENTRY_KINDS, Dataset, Library, Method, MethodFields, Named, Paper, Relation, Tutorial, VenueRecord
from .problems import Problem
from .read import Known, Record, read_catalogue
from .rules import check
from .rules.vocabulary import Vocabulary
from .words import slug

AnyEntry = Paper | Library | Dataset | Tutorial


@dataclass(frozen=True, slots=True)
class Person:
    """An author as the catalogue knows them. `slug` is the address; `papers` are newest first."""

    slug: str
    name: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Catalogue:
    """A checked catalogue. Where `problems` holds an error, it has no entries."""

    problems: tuple[Problem, ...]
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    papers: Mapping[str, Paper] = field(default_factory=dict)
    libraries: Mapping[str, Library] = field(default_factory=dict)
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    tutorials: Mapping[str, Tutorial] = field(default_factory=dict)

    @cached_property
    def is_right(self) -> bool:
        """Whether it has no error; warnings are allowed."""
        return not any(problem.is_error for problem in self.problems)

    @property
    def categories(self) -> Mapping[str, Named]:
        return self.vocabulary.categories or {}

    @property
    def tags(self) -> Mapping[str, Named]:
        return self.vocabulary.tags or {}

    @property
    def venues(self) -> Mapping[str, VenueRecord]:
        return self.vocabulary.venues or {}

    @property
    def method_fields(self) -> MethodFields:
        return self.vocabulary.methods or MethodFields()

    @cached_property
    def newest_first(self) -> tuple[Paper, ...]:
        """All papers by first public date, newest first; those of one month by title."""
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
        """Papers by category, in the order of the vocabulary; a category without papers is there too."""
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
        """Papers by first public year, the latest year first."""
        return dict(sorted(self._grouped(lambda paper: [paper.year]).items(), reverse=True))

    def person_slug(self, name: str, paper_key: str) -> str:
        """The slug of an author of a paper."""
        return self.vocabulary.person(name, paper_key)[1]

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """All authors of papers, by slug, in alphabetical order of their family names."""
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
        """The family name: the last word, unless authors.yml says otherwise."""
        known = self.vocabulary.authors.get(self.vocabulary.spellings.get(name, name))
        if known and known.organisation:
            return name
        return (known and known.family) or name.split()[-1]

    @cached_property
    def built_on_by(self) -> Mapping[str, tuple[tuple[Paper, Relation], ...]]:
        """For each paper that others build on: those papers, oldest first, each with its relation."""
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
        """The papers nearest to one: a relation counts three shared tags, a rare tag more than a common one."""
        weights: defaultdict[str, int] = defaultdict(int)
        for tag in paper.tags:
            others = self.by_tag[tag]
            weight = 1000 // (len(others) + 2)
            # Past this many papers a tag says little, and scoring them all would take most of a build's time.
            for other in others[:50]:
                weights[other.key] += weight
        for relation in paper.builds_on:
            weights[relation.paper] += 1500
        for later, _ in self.built_on_by.get(paper.key, ()):
            weights[later.key] += 1500
        weights.pop(paper.key, None)
        best = nsmallest(most, weights.items(), key=lambda pair: (-pair[1], pair[0]))
        return [self.papers[key] for key, _ in best]

    @property
    def entries(self) -> list[AnyEntry]:
        """Every entry of every kind."""
        return [*self.papers.values(), *self.libraries.values(), *self.datasets.values(), *self.tutorials.values()]

    @cached_property
    def latest(self) -> str:
        """The day of the newest entry: the only date that a page may show as its own."""
        return max((entry.added for entry in self.entries), default="1970-01-01")


@dataclass
class Memory:
    """What one load hands to the next, so that an unchanged file is neither read nor validated again."""

    records: Known = field(default_factory=dict)
    entries: dict[Record, AnyEntry] = field(default_factory=dict)


def load(root: Path, today: date | None = None, memory: Memory | None = None) -> Catalogue:
    """Reads and checks a catalogue folder.

    Dates are compared with `today` only where it is given: a build must not depend on the clock.
    """
    records, problems = read_catalogue(root, memory.records if memory else None)
    vocabulary, found = check(records, today)
    problems = sorted({*problems, *found})
    if any(problem.is_error for problem in problems):
        return Catalogue(tuple(problems))

    earlier, made = memory.entries if memory else {}, dict[Record, AnyEntry]()

    kinds: dict[str, dict[str, Any]] = {kind.folder: {} for kind in ENTRY_KINDS}
    types = {kind.folder: kind for kind in ENTRY_KINDS}
    records.reverse()
    while records:
        record = records.pop()  # its room is free for the entries to come, unless `memory` keeps it
        if record.kind in types:
            entry = earlier.get(record) or types[record.kind].model_validate({**record.values, "key": record.key})
            kinds[record.kind][record.key] = entry
            if memory:
                made[record] = entry
    if memory:
        memory.entries = made
    return Catalogue(tuple(problems), vocabulary, **kinds)
