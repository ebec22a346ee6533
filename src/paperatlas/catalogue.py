"""The catalogue: entries by key, category, author, venue, year and tag, and relations in both directions."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

from .model import (
    ENTRY_KINDS,
    AnyEntry,
    AuthorRecord,
    Category,
    Dataset,
    Homonym,
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
from .people import slug_of
from .problems import Problem, in_order, with_one_advice
from .read import Known, read_catalogue
from .rules import Checked, check, once
from .rules.vocabulary import Vocabulary
from .words import slug


@dataclass(frozen=True, slots=True)
class Person:
    """An author. `slug` is the last part of their address; `papers` are newest first.

    `note` tells people of the same name apart; it is empty for all others.
    """

    slug: str
    name: str
    papers: tuple[Paper, ...]
    note: str = ""

    @property
    def label(self) -> str:
        """The name, and what tells it from others of the same name."""
        return f"{self.name} ({self.note})" if self.note else self.name


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
    def categories(self) -> Mapping[str, Category]:
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
        """All papers by first public date, newest first; papers of one date by title.

        A date without a day comes after all days of its month, one without a month after all months of its year.
        """
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
        groups = self._grouped(lambda paper: [venue.name for venue in paper.publications])
        return {key: groups.get(key, ()) for key in self.venues}

    def editions(self, venue: str) -> dict[int, tuple[Paper, ...]]:
        """The papers of a venue by the year of the meeting or volume, latest year first."""
        years = sorted({one.year for paper in self.by_venue[venue] for one in paper.publications if one.name == venue})
        return {year: tuple(p for p in self.by_venue[venue] if p.is_at(venue, year)) for year in reversed(years)}

    @cached_property
    def by_year(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers by the year of the first public version, latest year first."""
        return dict(sorted(self._grouped(lambda paper: [paper.year]).items(), reverse=True))

    def person_slug(self, name: str, paper_key: str) -> str:
        """The slug of an author of a paper."""
        return self.vocabulary.who.people([name], paper_key)[0][1]

    def authors_of(self, paper: Paper) -> list[tuple[str, str]]:
        """Each author of a paper: the name as printed, and the slug of the person."""
        people = self.vocabulary.who.people(paper.authors, paper.key)
        return [(name, key) for name, (_, key) in zip(paper.authors, people, strict=True)]

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """All authors of papers by slug, in alphabetical order of family names, with their particles."""
        who = self.vocabulary.who
        names: dict[str, str] = {}
        papers: defaultdict[str, dict[str, Paper]] = defaultdict(dict)
        for paper in self.newest_first:
            for name, key in who.people(paper.authors, paper.key):
                names.setdefault(key, name)
                papers[key][paper.key] = paper
        parts = {key: who.name(name) for key, name in names.items()}
        order = sorted(names, key=lambda key: (slug(parts[key].surname), slug(parts[key].given), key))
        counts = Counter(names.values())
        return {
            key: Person(
                key, name, tuple(papers[key].values()), self._note(key, name, papers[key]) if counts[name] > 1 else ""
            )
            for key in order
            for name in [names[key]]
        }

    def _note(self, key: str, name: str, papers: Mapping[str, Paper]) -> str:
        """What tells a person from others of the same name: the affiliation, the ORCID iD, or the first paper."""
        record = self.who_is(key, name)
        first = list(papers.values())[-1]
        return (record and (record.affiliation or record.orcid)) or first.label

    def who_is(self, key: str, name: str) -> AuthorRecord | Homonym | None:
        """What authors.yml says about a person."""
        known = self.vocabulary.authors.get(name)
        return known.homonyms.get(key, known if key == slug_of(name) else None) if known else None

    @cached_property
    def built_on_by(self) -> Mapping[str, tuple[tuple[Paper, Relation], ...]]:
        """For each paper, the papers that build on it, oldest first, each with its relation."""
        later: defaultdict[str, list[tuple[Paper, Relation]]] = defaultdict(list)
        for paper in reversed(self.newest_first):
            for relation in paper.builds_on:
                later[relation.paper].append((paper, relation))
        return {key: tuple(pairs) for key, pairs in later.items()}

    @cached_property
    def influence(self) -> Mapping[str, int]:
        """For each paper, how many other papers build on it, directly or through others."""
        later = {key: [self._rows[paper.key] for paper, _ in pairs] for key, pairs in self.built_on_by.items()}
        reached = dict.fromkeys(range(len(self.newest_first)), 0)  # by row: the rows of those papers, as bits
        changed = True
        while changed:  # once more where relations lead from an older paper to a newer one
            changed = False
            for row, paper in enumerate(self.newest_first):
                found = reached[row]
                for other in later.get(paper.key, ()):
                    found |= reached[other] | 1 << other
                changed |= found != reached[row]
                reached[row] = found
        return {paper.key: (reached[row] & ~(1 << row)).bit_count() for row, paper in enumerate(self.newest_first)}

    @cached_property
    def methods(self) -> Mapping[str, tuple[Paper, Method]]:
        """All methods by key, each with the paper that defines it."""
        return {method.key: (paper, method) for paper in self.papers.values() for method in paper.methods}

    def related(self, paper: Paper, most: int = 6) -> list[Paper]:
        """The papers that share the rarest tags with one; of equals, those nearest in time.

        Leaves out the papers that it builds on and those that build on it: its page lists them already.
        """
        row, rows = self._rows[paper.key], self._rows_of_tags
        listed = [relation.paper for relation in paper.builds_on]
        listed += [later.key for later, _ in self.built_on_by.get(paper.key, ())]
        left = ~(1 << row)
        for key in listed:
            left &= ~(1 << self._rows[key])
        found: list[Paper] = []
        # The rarest tags are enough: each further one doubles the number of sets.
        tags = sorted(set(paper.tags), key=lambda tag: (len(self.by_tag[tag]), tag))[:8]
        for shared in _heaviest_first(tuple(1000 // (len(self.by_tag[tag]) + 2) for tag in tags)):
            rest = left
            for number in shared:
                rest &= rows[tags[number]]
            while rest and len(found) < most:
                near = _nearest_bit(rest, row)
                found.append(self.newest_first[near])
                rest &= ~(1 << near)
                left &= ~(1 << near)
            if len(found) == most:
                break
        return found

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return {paper.key: row for row, paper in enumerate(self.newest_first)}

    @cached_property
    def _rows_of_tags(self) -> Mapping[str, int]:
        """For each tag the rows of its papers, as the bits of a number: thousands of papers are compared at once."""
        return {
            tag: sum(1 << self._rows[key] for key in {paper.key for paper in papers})
            for tag, papers in self.by_tag.items()
        }

    @property
    def entries(self) -> list[AnyEntry]:
        """Every entry of every kind."""
        return [*self.papers.values(), *self.libraries.values(), *self.datasets.values(), *self.tutorials.values()]

    @cached_property
    def latest(self) -> str:
        """The last day on which an entry was added or checked. A build must not use the clock."""
        return max((entry.changed for entry in self.entries), default="1970-01-01")


@lru_cache(maxsize=4096)
def _heaviest_first(weights: tuple[int, ...]) -> list[tuple[int, ...]]:
    """All sets of numbers of `weights` but the empty one, the set with the greatest sum first.

    >>> _heaviest_first((5, 3))
    [(0, 1), (0,), (1,)]
    """
    sets = [found for size in range(len(weights), 0, -1) for found in combinations(range(len(weights)), size)]
    return sorted(sets, key=lambda found: -sum(weights[number] for number in found))


def _nearest_bit(bits: int, row: int) -> int:
    """The number of the bit of `bits`, which is not 0, that is nearest to `row`; of two equally near, the lower.

    >>> _nearest_bit(0b100010, 3), _nearest_bit(0b100000, 1)
    (1, 5)
    """
    below, above = bits & ((1 << row) - 1), bits >> row
    lower = below.bit_length() - 1
    higher = row + (above & -above).bit_length() - 1
    return lower if below and (not above or row - lower <= higher - row) else higher


@dataclass
class Memory:
    """What one call of `load` passes to the next, so that unchanged files are neither read nor checked again."""

    records: Known = field(default_factory=dict)
    checked: Checked | None = None


@contextmanager
def _without_collector() -> Iterator[None]:
    """Turns off the search for cycles of objects, which takes long among so many new objects and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load(root: Path | str, today: date | None = None, memory: Memory | None = None) -> Catalogue:
    """Reads and checks a catalogue folder.

    Dates in the future are reported only if `today` is given, because a build must not depend on the clock.
    `memory` speeds up repeated calls for the same folder.

    Raises:
        FileNotFoundError: there is no folder `root`.
    """
    with _without_collector():
        records, problems = read_catalogue(Path(root), memory.records if memory else None)
        checked = check(records, today, memory.checked if memory else None)
    if memory:
        memory.checked = checked
    problems = in_order(once(with_one_advice([*problems, *checked.problems])))
    return catalogue_of(checked, problems)


def catalogue_of(checked: Checked, problems: Sequence[Problem]) -> Catalogue:
    """The catalogue of checked records. If there is an error, it has no entries."""
    if any(problem.is_error for problem in problems):
        return Catalogue(tuple(problems))
    kinds: dict[str, dict[str, Any]] = {kind.folder: {} for kind in ENTRY_KINDS}
    for record, entry in checked.entries.items():
        kinds[record.kind][record.key] = entry
    return Catalogue(tuple(problems), checked.vocabulary, **kinds)
