"""A made-up catalogue of any size, in the form of the real one: `python -m bench.generate COUNT FOLDER [SEED]`.

Its words and names are made up too, so that no person and no paper is named. How many authors a paper has, and how
papers spread over authors, is measured in the real catalogue.
"""

from __future__ import annotations

import calendar
import random
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, count
from pathlib import Path

from paperatlas.catalogue import Catalogue, load
from paperatlas.words import slug

ROOT = Path(__file__).resolve().parent.parent
VOCABULARIES = ("categories.yml", "tags.yml", "venues.yml", "methods.yml")
FIRST_YEAR, LAST_YEAR = 2017, 2025
KINDS = ("generalises", "adds", "replaces", "combines", "parallelises", "implements", "distils", "applies", "analyses")
SMALL = ("of", "for", "with", "and", "in", "by", "the", "a", "from", "to")

ONSETS = ["b", "br", "c", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pr", "r", "s"]
ONSETS += ["st", "t", "tr", "v", "w", "z"]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "io", "ou"]
ENDS = ["", "l", "n", "r", "s", "t", "m", "nd", "rk", "x"]
# Real names have accents; each of these folds to its base letter.
ACCENTS = str.maketrans("aeiouc", "áëíöüç")

RATES = [rf"\{name}" for name in ("alpha", "beta", "gamma", "eta", "theta", "lambda", "mu", "rho", "kappa", "omega")]
KEYS = ["k_t", "b_t", r"\phi(k_t)", r"\psi(k_t)", r"\operatorname{elu}(P k_t)", r"\sigma(W k_t)", "(1 - f_t)", r"\bar{k}_t"]
UPDATES = (
    r"S_t = {a}_t S_{{t-1}} + {b}_t v_t {k}^\top",
    r"S_t = S_{{t-1}} \operatorname{{diag}}({a}_t) + {b}_t v_t {k}^\top",
    r"S_t = {a}_t S_{{t-1}} (I - {b}_t {k} {k}^\top) + {b}_t v_t {k}^\top",
    r"h_t = e^{{-{a}_t}} \odot h_{{t-1}} + \sqrt{{1 - {b}_t^2}} \odot {k},\quad z_t = z_{{t-1}} + {k}",
    r"M_t = (1 - {a}_t) M_{{t-1}} - {b}_t \nabla \|M_{{t-1}}({k}) - v_t\|^2",
)
READOUTS = (
    "o_t = S_t q_t",
    r"o_t = \frac{{S_t\, \phi(q_t)}}{{{a}_t^\top \phi(q_t)}}",
    r"o_t = \sigma({a}_t) \odot \operatorname{{norm}}(S_t q_t) + {b} x_t",
)
STATES = (r"d_v \times d_k", r"2 \times d", r"d_v \times d_k^2", r"\mathbb{C}^N", r"d_v \times 2d_k")


class Words:
    """Made-up words; a word is the more frequent the earlier it was made, as in a language."""

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
        """Four sentences of about sixty words in all."""
        return " ".join(self.sentence(self._chance.randint(12, 18)) for _ in range(4))

    def sentence(self, length: int) -> str:
        words = [self._chance.choice(SMALL) if self._chance.random() < 0.3 else word for word in self.some(length)]
        return " ".join(words).capitalize() + "."


class Authors:
    """Draws authors as Simon's model of citations does: a new one at a steady rate, else one by papers so far.

    The share of authors of one paper, two, three and so on follows from that rate alone (for 0.8: 83, 12 and 3 of a
    hundred) and has a heavy tail.
    """

    def __init__(self, chance: random.Random, words: Words, real: Catalogue) -> None:
        self._chance, self._words = chance, words
        self._sizes = [len(paper.authors) for paper in real.papers.values()]
        self._new = len(real.people) / sum(self._sizes)
        self._drawn: list[str] = []
        self._slugs: set[str] = set()

    def of_one_paper(self) -> list[str]:
        size = self._chance.choice(self._sizes)
        found: dict[str, None] = {}
        while len(found) < size:
            is_new = self._chance.random() < self._new or len(self._drawn) < 50
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


def generate(number: int, folder: Path, seed: int = 1) -> None:
    """Writes a catalogue of `number` papers, and a library and a dataset for each hundred of them."""
    chance = random.Random(seed)
    real = load(ROOT / "catalog")
    words = Words(chance, 6000)
    for kind in ("papers", "libraries", "datasets"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for name in VOCABULARIES:
        shutil.copy(ROOT / "catalog" / name, folder / name)
    papers = Papers(chance, words, real)
    for _ in range(number):
        key, text = papers.one()
        (folder / "papers" / f"{key}.yml").write_text(text, encoding="utf-8")
    for index in range(1, number // 100 + 1):
        library, dataset = f"library-{index}", f"dataset-{index}"
        implemented = chance.sample(papers.methods, min(8, len(papers.methods)))
        (folder / "libraries" / f"{library}.yml").write_text(_library(words, library, implemented), encoding="utf-8")
        (folder / "datasets" / f"{dataset}.yml").write_text(_dataset(words, dataset), encoding="utf-8")


class Papers:
    """Makes papers from the oldest to the newest, so that each can build on earlier ones."""

    def __init__(self, chance: random.Random, words: Words, real: Catalogue) -> None:
        self._chance, self._words, self._real = chance, words, real
        self._authors = Authors(chance, words, real)
        self._categories = [paper.category for paper in real.papers.values()]
        self._tags = Counter(tag for paper in real.papers.values() for tag in paper.tags)
        self._dates = _months()
        self._made: list[str] = []
        self._titles: set[str] = set()
        self.methods: list[str] = []

    def one(self) -> tuple[str, str]:
        """The key and the text of the next paper."""
        chance, number = self._chance, len(self._made)
        # Later years have more papers; the number of a paper grows with its date at every size of the catalogue.
        year, month = self._dates[number % len(self._dates)]
        raise NotImplementedError((year, month))
