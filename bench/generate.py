"""Generates a catalogue of any size that resembles the real one: `python -m bench.generate COUNT FOLDER [SEED]`.

Its words and names are invented, so it names no real person or paper. The number of authors per paper and of papers
per author follows the real catalogue.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from math import log
from pathlib import Path

import yaml

from paperatlas.catalogue import Catalogue, load
from paperatlas.words import slug

ROOT = Path(__file__).resolve().parent.parent
VOCABULARIES = ("categories.yml", "tags.yml", "venues.yml", "methods.yml", "relations.yml")
FIRST_YEAR, LAST_YEAR = 2016, 2025
LATEST_DAY = "2026-11-24"
KINDS = ("generalises", "adds", "replaces", "combines", "parallelises", "implements", "distils", "applies", "analyses")
SMALL = ("of", "for", "with", "and", "in", "by", "the", "a", "from", "to")

ONSETS = ["b", "br", "c", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pr", "r", "s"]
ONSETS += ["st", "t", "tr", "v", "w", "z"]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "io", "ou"]
ENDS = ["", "l", "n", "r", "s", "t", "m", "nd", "rk", "x"]
# Real names have accents; each of these folds to its base letter.
ACCENTS = str.maketrans("aeiouc", "áëíöüç")


class Words:
    """Invented words. Earlier words are more frequent, as in a natural language."""

    def __init__(self, chance: random.Random, size: int) -> None:
        self._chance = chance
        self._words = list(dict.fromkeys(self.fresh(chance.randint(2, 3)) for _ in range(size)))
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(self._words))))

    def fresh(self, syllables: int) -> str:
        pick = self._chance.choice
        return "".join(pick(ONSETS) + pick(VOWELS) for _ in range(syllables)) + pick(ENDS)

    def some(self, number: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=number)

    def title(self) -> str:
        words = self.some(self._chance.randint(5, 11))
        return " ".join(
            self._chance.choice(SMALL) if index % 3 == 2 and index + 1 < len(words) else word.capitalize()
            for index, word in enumerate(words)
        )

    def summary(self) -> str:
        """Four sentences, about sixty words in total."""
        return " ".join(self.sentence(self._chance.randint(12, 18)) for _ in range(4))

    def sentence(self, length: int) -> str:
        words = [self._chance.choice(SMALL) if self._chance.random() < 0.3 else word for word in self.some(length)]
        return " ".join(words).capitalize() + "."


class Authors:
    """Draws authors by Simon's model: sometimes a new one, else a known one, in proportion to their papers so far.

    New authors become rarer with more papers, by Heaps' law: `t` names on papers belong to `a * t**b` people. Both
    constants are measured in the real catalogue; the exponent comes from random halves of it.
    """

    def __init__(self, chance: random.Random, words: Words, real: Catalogue) -> None:
        self._chance, self._words = chance, words
        self._sizes = [len(paper.authors) for paper in real.papers.values()]
        self._exponent = _growth(real)
        self._factor = len(real.people) / sum(self._sizes) ** self._exponent
        self._drawn: list[str] = []
        self._slugs: set[str] = set()

    def of_one_paper(self) -> list[str]:
        size = self._chance.choice(self._sizes)
        found: dict[str, None] = {}
        while len(found) < size:
            people = self._factor * (len(self._drawn) + len(found)) ** self._exponent
            is_new = len(self._slugs) < people or len(self._drawn) < 50
            found[self._person() if is_new else self._chance.choice(self._drawn)] = None
        self._drawn += found
        return list(found)

    def _person(self) -> str:
        while True:
            given = self._words.fresh(self._chance.randint(1, 2)).capitalize()
            family = self._words.fresh(self._chance.randint(1, 3)).capitalize()
            if self._chance.random() < 0.1:
                family = family.translate(ACCENTS)
            name = f"{given} {family}"
            if slug(name) not in self._slugs:
                self._slugs.add(slug(name))
                return name


def _growth(real: Catalogue, draws: int = 20) -> float:
    """The exponent of Heaps' law: the number of people in all papers, compared with that in random halves."""
    chance, papers = random.Random(1), list(real.papers.values())
    names = people = 0
    for _ in range(draws):
        half = chance.sample(papers, len(papers) // 2)
        names += sum(len(paper.authors) for paper in half)
        people += len({real.person_slug(name, paper.key) for paper in half for name in paper.authors})
    whole = sum(len(paper.authors) for paper in papers)
    return log(draws * len(real.people) / people) / log(draws * whole / names)


class Papers:
    """Generates papers from oldest to newest, so that each can build on earlier ones."""

    def __init__(self, chance: random.Random, words: Words, real: Catalogue, number: int) -> None:
        self._chance, self._words = chance, words
        self._authors = Authors(chance, words, real)
        self._venues = list(real.venues)
        self._categories = [
            [f"category: {paper.category}", *([f"family: {paper.family}"] if paper.family else [])]
            for paper in real.papers.values()
        ]
        tags = Counter(tag for paper in real.papers.values() for tag in paper.tags)
        self._tags = {tag: tags[tag] + 1 for tag in real.tags}
        self._methods = [method.model_dump(mode="json", exclude_defaults=True) for _, method in real.methods.values()]
        # The square root gives each year more papers than the one before, as in the real catalogue.
        years = LAST_YEAR + 1 - FIRST_YEAR
        self._months = sorted(int(years * 12 * chance.random() ** 0.5) for _ in range(number))
        self._keys: dict[str, None] = {}
        self._titles: set[str] = set()
        self.methods: list[str] = []

    def all(self) -> Iterator[tuple[str, str]]:
        """The key and the text of each paper."""
        for number, months in enumerate(self._months):
            yield self._one(number, FIRST_YEAR + months // 12, months % 12 + 1)

    def _one(self, number: int, year: int, month: int) -> tuple[str, str]:
        chance = self._chance
        title = self._title()
        name = title.split()[0] + chance.choice(["", "Net", "Former", "-2", " Attention"])
        key = slug(name) if slug(name) not in self._keys else f"{slug(name)}-{number}"
        arxiv = f"{year % 100:02}{month:02}.{number + 1:05}"
        lines = [
            "# yaml-language-server: $schema=../schema/paper.json",
            f"title: {title}",
            *([f"short_name: {name}"] if chance.random() < 0.7 else []),
            f"authors: [{', '.join(self._authors.of_one_paper())}]",
            f"date: {year}-{month:02}",
            *chance.choice(self._categories),
            f"tags: [{', '.join(self._some_tags(chance.randint(3, 6)))}]",
            *(self._venue(year) if chance.random() < 0.6 else []),
            f'arxiv: "{arxiv}"',
            "arxiv_class: cs.LG",
            *self._code(),
            "summary: >-",
            *_folded(self._words.summary()),
            *(self._method(key) if chance.random() < 0.5 else []),
            *self._builds_on(),
            f"added: {2024 + number % 3}-{chance.randint(1, 10):02}-{chance.randint(1, 28):02}",
            "sources:",
            *self._sources(arxiv),
        ]
        self._keys[key] = None
        return key, "\n".join(lines) + "\n"

    def _title(self) -> str:
        while True:
            title = self._words.title()
            if title not in self._titles:
                self._titles.add(title)
                return title

    def _some_tags(self, number: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < number:
            found[self._chance.choices(list(self._tags), list(self._tags.values()))[0]] = None
        return list(found)

    def _venue(self, year: int) -> list[str]:
        first = self._chance.randint(1, 50_000)
        values = f"name: {self._chance.choice(self._venues)}, year: {year + 1}, track: main, presentation: poster"
        return [f"venue: {{{values}, pages: {first}-{first + 20}}}"]

    def _code(self) -> list[str]:
        number = self._chance.choice([0, 1, 1, 1, 1, 2])
        lines = [
            f'  - {{url: "https://github.com/{"/".join(self._words.some(2))}", official: {str(not index).lower()}}}'
            for index in range(number)
        ]
        return ["code:", *lines] if lines else []

    def _method(self, key: str) -> list[str]:
        """A method of the real catalogue under another name: its formulas and symbols fit together."""
        self.methods.append(key)
        method = {**self._chance.choice(self._methods), "key": key, "name": key.capitalize()}
        return yaml.safe_dump({"methods": [method]}, allow_unicode=True, sort_keys=False, width=1000).splitlines()

    def _builds_on(self) -> list[str]:
        chance, earlier = self._chance, list(self._keys)
        # Many later papers build on a few early ones: the square favours these.
        places = {int(len(earlier) * chance.random() ** 2) for _ in range(chance.randint(1, 3)) if earlier}
        lines = [
            f"  - {{paper: {earlier[place]}, kind: {chance.choice(KINDS)}, "
            f'how: "{self._words.sentence(12).lower()[:-1]}", where: "section {chance.randint(1, 6)}"}}'
            for place in sorted(places)
        ]
        return ["builds_on:", *lines] if lines else []

    def _sources(self, arxiv: str) -> Iterator[str]:
        yield f'  - {{fields: [title, authors, date], at: "arxiv.org/abs/{arxiv}", checked: {LATEST_DAY}}}'
        for field in ("venue", "code", "summary"):
            place = "/".join(self._words.some(2))
            yield f'  - {{fields: [{field}], at: "{place} README.md", checked: {LATEST_DAY}}}'


def generate(number: int, folder: Path, seed: int = 1) -> None:
    """Writes a catalogue of `number` papers, with one library and one dataset per hundred papers."""
    chance = random.Random(seed)
    real = load(ROOT / "catalog")
    words = Words(chance, 6000)
    for kind in ("papers", "libraries", "datasets"):
        (folder / kind).mkdir(parents=True)
    for name in VOCABULARIES:
        shutil.copy(ROOT / "catalog" / name, folder / name)
    categories = folder / "categories.yml"
    real_papers = re.compile(r"(?m)^ +main: .*\n")  # those of the real catalogue
    categories.write_text(real_papers.sub("", categories.read_text(encoding="utf-8")), encoding="utf-8")
    papers = Papers(chance, words, real, number)
    for key, text in papers.all():
        (folder / "papers" / f"{key}.yml").write_text(text, encoding="utf-8")
    for index in range(1, number // 100 + 1):
        implemented = chance.sample(papers.methods, min(8, len(papers.methods)))
        library, dataset = _library(words, index, implemented), _dataset(words, index)
        (folder / "libraries" / f"library-{index}.yml").write_text(library, encoding="utf-8")
        (folder / "datasets" / f"dataset-{index}.yml").write_text(dataset, encoding="utf-8")


def _folded(text: str) -> list[str]:
    return textwrap.wrap(text, 110, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _library(words: Words, index: int, methods: list[str]) -> str:
    repository = f"https://github.com/{'/'.join(words.some(2))}-{index}"
    lines = [f"name: Library {index}", f"repo: {repository}", "licence: MIT", "language: [Python]"]
    lines += [f"implements: [{', '.join(methods)}]", "summary: >-", *_folded(words.summary())]
    return "\n".join([*lines, *_foot(repository)])


def _dataset(words: Words, index: int) -> str:
    repository = f"https://github.com/{'/'.join(words.some(2))}-{index}"
    lines = [f"name: Dataset {index}", f"repo: {repository}", f"task: {' '.join(words.some(4))}"]
    lines += [f"measures: {words.sentence(12)}", "summary: >-", *_folded(words.summary())]
    return "\n".join([*lines, *_foot(repository)])


def _foot(repository: str) -> list[str]:
    source = f'{{fields: [summary], at: "{repository}", checked: {LATEST_DAY}}}'
    return [f"added: {LATEST_DAY}", "sources:", f"  - {source}", ""]


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]), *(int(seed) for seed in sys.argv[3:]))
