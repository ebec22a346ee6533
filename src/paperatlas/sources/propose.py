"""What an entry may say beyond the facts: its category, family, tags and relations, each with the reason.

All of it follows from the words of the title and the abstract, those of the vocabularies, and the papers that are
nearest by their words.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..catalogue import Catalogue
from ..model import Paper
from ..model.vocabularies import Topic
from ..search.analyser import SMALL, runs
from ..words import fold

NEAREST = 10
_MOST_RELATIONS = 6
_NONE_NEAR = "no paper is near, so this is only the first in the list"
_LEAST_SHARE = 0.45  # of the weight of the nearest papers, for a tag that the text does not name


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for a field, and why."""

    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """`relations` are keys of earlier papers. The best of each list is first."""

    category: tuple[Proposal, ...]
    family: Proposal | None
    tags: tuple[Proposal, ...]
    relations: tuple[Proposal, ...]


class Proposer:
    """Makes proposals from the papers of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def proposals(self, title: str, abstract: str, date: str = "", category: str = "") -> Proposals:
        """The proposals for a paper. Relations lead to papers that are not later than `date`.

        `category` is the one that a person has chosen: the family is one of it.
        """
        text = f" {' '.join(runs(fold(f'{title} . {abstract}')))} "
        near = self.nearest(f"{title} {title} {abstract}")
        best = self._category(text, near)
        chosen = category or (best[0].value if best else "")
        return Proposals(
            best,
            self._family(chosen, near),
            self._tags(text, near),
            self._relations(f"{title} {abstract}", near, date),
        )

    @cached_property
    def _words(self) -> dict[str, Counter[str]]:
        return {key: Counter(_terms(_text(self._catalogue, paper))) for key, paper in self._catalogue.papers.items()}

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        """The weight of each word: rare ones tell papers apart."""
        count = Counter(word for words in self._words.values() for word in words)
        return {word: math.log(1 + len(self._words) / number) for word, number in count.items()}

    @cached_property
    def _lengths(self) -> Mapping[str, float]:
        return {key: self._length(words) for key, words in self._words.items()}

    def _length(self, words: Mapping[str, int]) -> float:
        return math.sqrt(sum(self._weight(word, number) ** 2 for word, number in words.items())) or 1.0

    def _weight(self, word: str, number: int) -> float:
        return (1 + math.log(number)) * self._rarity.get(word, 0.0)

    def nearest(self, text: str) -> list[tuple[Paper, float]]:
        """The papers that share most rare words with a text, with the cosine of their angle."""
        asked = Counter(_terms(text))
        length = self._length(asked)
        found = []
        for key, words in self._words.items():
            shared = sum(self._weight(w, n) * self._weight(w, words[w]) for w, n in asked.items() if w in words)
            if shared:
                found.append((self._catalogue.papers[key], shared / length / self._lengths[key]))
        return sorted(found, key=lambda one: (-one[1], one[0].key))[:NEAREST]

    def _category(self, text: str, near: Sequence[tuple[Paper, float]]) -> tuple[Proposal, ...]:
        total = sum(weight for _, weight in near) or 1.0
        scores: defaultdict[str, float] = defaultdict(float)
        whys: defaultdict[str, list[str]] = defaultdict(list)
        for paper, weight in near:
            scores[paper.category] += weight / total
        for key in scores:
            count = sum(paper.category == key for paper, _ in near)
            examples = [paper.label for paper, _ in near if paper.category == key][:3]
            whys[key].append(f"{count} of the {len(near)} nearest papers are there, such as {', '.join(examples)}")
        for key, topic in self._catalogue.categories.items():
            if name := _named(topic, key, text):
                scores[key] += 0.25
                whys[key].append(f"the text says '{name}'")
        if not scores:
            return tuple(Proposal(key, _NONE_NEAR) for key in self._catalogue.categories)[:1]
        best = sorted(scores, key=lambda key: -scores[key])[:3]
        return tuple(Proposal(key, "; ".join(whys[key])) for key in best)

    def _family(self, category: str, near: Sequence[tuple[Paper, float]]) -> Proposal | None:
        known = self._catalogue.categories.get(category)
        if not known or not known.families:
            return None
        scores: defaultdict[str, float] = defaultdict(float)
        for paper, weight in near:
            if paper.category == category and paper.family:
                scores[paper.family] += weight
        if not scores:
            return Proposal(next(iter(known.families)), "no near paper has one; this is the first")
        best = max(scores, key=lambda key: scores[key])
        examples = [paper.label for paper, _ in near if paper.family == best and paper.category == category][:3]
        return Proposal(best, f"near papers of this family: {', '.join(examples)}")

    def _tags(self, text: str, near: Sequence[tuple[Paper, float]]) -> tuple[Proposal, ...]:
        total = sum(weight for _, weight in near) or 1.0
        scores: dict[str, float] = {}
        whys: dict[str, str] = {}
        for key, topic in self._catalogue.tags.items():
            share = sum(weight for paper, weight in near if key in paper.tags) / total
            name = _named(topic, key, text)
            if name:
                scores[key], whys[key] = 1 + share, f"the text says '{name}'"
            elif share >= _LEAST_SHARE:
                count = sum(key in paper.tags for paper, _ in near)
                scores[key], whys[key] = share, f"{count} of the {len(near)} nearest papers have it"
        least = max(3, self._catalogue.vocabulary.style.least_tags)
        if len(scores) < least:
            shares = Counter({tag: sum(w for paper, w in near if tag in paper.tags) for p, _ in near for tag in p.tags})
            for key, _ in shares.most_common():
                if len(scores) < least and key not in scores:
                    count = sum(key in paper.tags for paper, _ in near)
                    scores[key], whys[key] = 0.0, f"{count} of the {len(near)} nearest papers have it"
            for key in self._catalogue.tags:
                if len(scores) < least and key not in scores:
                    scores[key], whys[key] = -1.0, _NONE_NEAR
        best = sorted(scores, key=lambda key: -scores[key])[:6]
        return tuple(Proposal(key, whys[key]) for key in best)

    def _relations(self, text: str, near: Sequence[tuple[Paper, float]], date: str) -> tuple[Proposal, ...]:
        """Earlier papers that the text names, then the nearest ones."""
        found: dict[str, str] = {}
        for paper in self._catalogue.papers.values():
            if not _is_later(paper, date) and (name := _name_in(paper, text)):
                found[paper.key] = f"the text names {name}"
        ranks = {paper.key: number for number, (paper, _) in enumerate(near)}
        ordered = sorted(found, key=lambda key: ranks.get(key, len(ranks)))
        for paper, _ in near[:3]:
            if paper.key not in found and not _is_later(paper, date):
                found[paper.key] = "its words are among the nearest"
                ordered.append(paper.key)
        return tuple(Proposal(key, found[key]) for key in ordered[:_MOST_RELATIONS])


def _text(catalogue: Catalogue, paper: Paper) -> str:
    names = [catalogue.tags[tag].name for tag in paper.tags if tag in catalogue.tags]
    methods = [method.name for method in paper.methods]
    return " ".join([paper.title, paper.title, paper.tldr or "", paper.summary, *paper.asked, *names, *methods])


def _terms(text: str) -> Iterable[str]:
    """The words, without an `s` at the end, and pairs of words."""
    words = [_stem(word) for word in runs(fold(text)) if word not in SMALL and (len(word) > 1)]
    yield from words
    yield from (f"{one} {two}" for one, two in itertools.pairwise(words))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _named(topic: Topic, key: str, text: str) -> str:
    """The name, key or old key of a term that a text contains as words; "" if it has none."""
    for name in (topic.name, key, *topic.aliases):
        words = " ".join(map(_stem, runs(fold(name))))
        stemmed = " ".join(map(_stem, text.split()))
        if len(words) > 3 and f" {words} " in f" {stemmed} ":
            return name.replace("-", " ") if name != topic.name else name
    return ""


def _name_in(paper: Paper, text: str) -> str:
    """The name of a paper or of one of its methods that a text contains as it is written."""
    for name in dict.fromkeys([paper.short_name or "", *(method.name for method in paper.methods)]):
        # A name such as Based is a word too: it counts with its capital, and not at the start of a sentence.
        if len(name) > 2 and re.search(rf"(?<![.!?:] )(?<![\w-])(?<!^){re.escape(name)}(?![\w-])", text):
            return name
    return ""


def _is_later(paper: Paper, date: str) -> bool:
    return bool(date) and paper.date[: len(date)] > date[: len(paper.date)]
