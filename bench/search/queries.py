"""Random queries generated from a catalogue, each with the keys of all papers that a reader could mean.

`python -m bench.search.queries [CATALOGUE]` prints those of the real catalogue.
"""

from __future__ import annotations

import random
import re
import string
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from paperatlas.catalogue import Catalogue, load
from paperatlas.model import Paper
from paperatlas.words import slug

from . import Query

SEED = 6
EACH = 300
MOST_ANSWERS = 5  # a query that fits more papers asks for a list, not for a paper
WORD = re.compile(r"[^\W_]+")
PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
SPELLINGS = ("{}", "arXiv:{}", "arxiv {}", "https://arxiv.org/abs/{}", "https://arxiv.org/pdf/{}v2", "{}v1")

Draw = Callable[[Paper], tuple[str, Iterable[str]] | None]


def folded(text: str) -> str:
    """Only the letters and digits, in lower case and without accents: equal for two spellings of a name."""
    return slug(text).replace("-", "")


class Maker:
    """Draws queries, and knows which papers have a name, a word, an author or an id."""

    def __init__(self, catalogue: Catalogue, seed: int) -> None:
        self.chance = random.Random(seed)
        self.catalogue = catalogue
        self.papers = [catalogue.papers[key] for key in sorted(catalogue.papers)]
        self.names: defaultdict[str, set[str]] = defaultdict(set)
        self.starts: defaultdict[str, set[str]] = defaultdict(set)
        self.words: defaultdict[str, set[str]] = defaultdict(set)
        self.years: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self.ids: defaultdict[str, set[str]] = defaultdict(set)
        for paper in self.papers:
            self._note(paper)

    def _note(self, paper: Paper) -> None:
        key = paper.key
        heads = [paper.short_name or "", paper.title.split(":")[0], *(method.name for method in paper.methods)]
        for name in filter(None, map(folded, heads)):
            self.names[name].add(key)
        for text in map(folded, (paper.title, *heads)):
            for end in range(3, len(text) + 1):
                self.starts[text[:end]].add(key)
        for word in {*slug(paper.title).split("-"), *map(str.lower, PARTS.findall(f"{paper.title} {heads[0]}"))}:
            self.words[word].add(key)
        years = {paper.year} | ({str(paper.venue.year)} if paper.venue else set())
        # A query does not say which part is the family name: Ali 2024 may mean Ameen Ali or Ali Behrouz.
        for word in {word for author in paper.authors for word in slug(author).split("-")}:
            for year in years:
                self.years[word, year].add(key)
        for one in filter(None, (paper.arxiv, paper.doi)):
            self.ids[one.lower()].add(key)

    def name(self, paper: Paper) -> tuple[str, Iterable[str]] | None:
        name = paper.short_name or paper.title.split(":")[0]
        return self.chance.choice([name, name.lower(), name.upper()]), self.names[folded(name)]

    def prefix(self, paper: Paper) -> tuple[str, Iterable[str]] | None:
        """Of the name, or of the first words of the title."""
        text = slug(self.chance.choice([paper.short_name or paper.title, paper.title])).replace("-", " ")
        if len(text) < 5:
            return None
        start = text[: self.chance.randint(4, min(len(text), 16))].strip()
        return start, self.starts[folded(start)]

    def typo(self, paper: Paper) -> tuple[str, Iterable[str]] | None:
        """A name with one letter left out, doubled, replaced, or swapped with the next."""
        name = (paper.short_name or paper.title.split(":")[0]).lower()
        places = [at for at in range(1, len(name) - 1) if name[at].isalpha() and name[at + 1].isalpha()]
        if len(folded(name)) < 5 or len(places) < 3 or len(name) > 30:
            return None
        at = self.chance.choice(places)
        letter = self.chance.choice(string.ascii_lowercase)
        changes = ["", name[at] * 2, letter, name[at + 1] + name[at]]
        change = self.chance.randrange(4)
        wrong = name[:at] + changes[change] + name[at + (2 if change == 3 else 1) :]
        # A typo that gives the name of another paper, or its start, asks for that paper.
        if wrong == name or self.starts.get(folded(wrong)):
            return None
        near = one_edit(folded(wrong))
        return wrong, {key for other in near & self.names.keys() for key in self.names[other]}

    def title_words(self, paper: Paper) -> tuple[str, Iterable[str]] | None:
        words = [word for word in dict.fromkeys(slug(paper.title).split("-")) if len(word) > 3]
        if len(words) < 2:
            return None
        first, second = self.chance.sample(words, 2)
        return f"{first} {second}", self.words[first] & self.words[second]

    def author_year(self, paper: Paper) -> tuple[str, Iterable[str]] | None:
        family = self.catalogue.vocabulary.who.name(self.chance.choice(paper.authors[:10])).family
        if len(family) < 3 or "-" in slug(family):
            return None
        query = f"{family} {paper.year}" if self.chance.random() < 0.5 else f"{family.lower()} {paper.year}"
        return query, self.years[slug(family), paper.year]

    def id(self, paper: Paper) -> tuple[str, Iterable[str]] | None:
        if paper.doi and self.chance.random() < 0.5:
            spelling = self.chance.choice(["{}", "doi:{}", "https://doi.org/{}"])
            return spelling.format(paper.doi), self.ids[paper.doi.lower()]
        if not paper.arxiv:
            return None
        return self.chance.choice(SPELLINGS).format(paper.arxiv), self.ids[paper.arxiv]

    def compound(self, paper: Paper) -> tuple[str, Iterable[str]] | None:
        """A name of two or more parts, joined, separate or hyphenated, but not as the paper writes it."""
        name = paper.short_name or ""
        words = WORD.findall(name)
        parts = [part for word in words for part in (PARTS.findall(word) or [word])]
        if len(parts) < 2 or any(len(part) < 2 and not part.isdigit() for part in parts):
            return None
        spellings = ["".join(words), " ".join(parts), "-".join(parts)]
        others = [spelling for spelling in map(str.lower, spellings) if spelling != name.lower()]
        return self.chance.choice(others), self.names[folded(name)]


def one_edit(word: str) -> set[str]:
    """All words that are one typo away: a letter deleted, inserted, replaced, or swapped with the next."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    letters = string.ascii_lowercase + string.digits
    return {
        *(a + b[1:] for a, b in halves if b),
        *(a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1),
        *(a + letter + b[1:] for a, b in halves if b for letter in letters),
        *(a + letter + b for a, b in halves for letter in letters),
    }


def make(catalogue: Catalogue, each: int = EACH, seed: int = SEED) -> list[Query]:
    """The given number of queries of each kind, or as many as the catalogue allows."""
    maker = Maker(catalogue, seed)
    kinds: Mapping[str, Draw] = {
        "name": maker.name,
        "prefix": maker.prefix,
        "one typo": maker.typo,
        "title words": maker.title_words,
        "author, year": maker.author_year,
        "id": maker.id,
        "compound": maker.compound,
    }
    made: dict[str, Query] = {}
    for kind, draw in kinds.items():
        most = len(made) + each
        for _ in range(40 * each):
            if len(made) == most:
                break
            drawn = draw(maker.chance.choice(maker.papers))
            if drawn and drawn[0] not in made and 0 < len(keys := tuple(sorted(drawn[1]))) <= MOST_ANSWERS:
                made[drawn[0]] = Query(drawn[0], keys, kind)
    return list(made.values())


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "catalog"
    for query in make(load(folder)):
        print(query.text, " ".join(query.keys), query.kind, sep="\t")
