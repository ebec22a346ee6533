"""Finds papers by words, and by any of their names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cached_property

from ..catalogue import Catalogue
from ..exports.keys import citation_keys
from ..links import links, pdf_url
from ..model import Paper
from ..patterns import regex
from ..search.analyser import SMALL, fold, runs, words
from ..titles import plain
from ..words import did_you_mean

# How much a word counts in each column: a paper is known by its name more than by its summary.
_WEIGHTS = {
    "label": 12, "title": 8, "methods": 8, "asked": 4, "tldr": 4, "tags": 3, "authors": 6, "venue": 3, "summary": 1
}  # fmt: skip
_ARXIV = regex(
    r"(?:arxiv:|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/)?(\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?(?:\.pdf)?"
)
_DOI = regex(r"(?:doi:|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,}/\S+)")

_ENDS = regex(r"^https?://(?:www\.)?|/$")


class Unknown(ValueError):
    """Something that the catalogue does not have. The text says what is nearest."""


class Finder:
    """Finds papers of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def paper(self, name: str) -> Paper:
        """The paper with a key, a name, a title, an arXiv id, a DOI or a citation key.

        Raises:
            Unknown: there is none.
        """
        found = self._named(name)
        if found:
            return found
        near = did_you_mean(name, [*self._catalogue.papers, *self._names])
        raise Unknown(f"no paper '{name}'" + (f"; {near}" if near else ""))

    def papers(self, query: str) -> tuple[list[Paper], bool]:
        """The papers that a query finds, best first, and whether they have all of its words.

        A paper whose name is the query comes first. If no paper has all words, papers with some of them follow in the
        order of BM25: a rare word counts more than a frequent one.
        """
        named = self._named(query)
        asked = [word for word in runs(fold(query)) if word not in SMALL] or runs(fold(query))
        if not asked:
            return list(self._catalogue.newest_first), True
        quoted = [f'"{word}"*' for word in asked]
        rows = self._matching(" AND ".join(quoted))
        has_all = bool(rows or named)
        if not has_all:
            rows = self._matching(" OR ".join(quoted))
        found = [self._catalogue.newest_first[row - 1] for row in rows]
        return ([named, *(paper for paper in found if paper is not named)] if named else found), has_all

    def _named(self, name: str) -> Paper | None:
        wanted = name.strip()
        if (found := _ARXIV.fullmatch(wanted.lower())) or (found := _DOI.fullmatch(wanted.lower())):
            return self._names.get(found[1])
        return self._names.get(_plain(wanted))

    @cached_property
    def _names(self) -> dict[str, Paper]:
        """Each name of a paper. Where two papers share one, the one that more papers build on has it."""
        influence = self._catalogue.influence
        papers = sorted(self._catalogue.papers.values(), key=lambda paper: influence[paper.key])
        cited = citation_keys(self._catalogue)
        found = {name: paper for paper in papers for name in (cited[paper.key].lower(), *_names_of(paper))}
        return found | dict(self._catalogue.papers)

    def _matching(self, query: str) -> list[int]:
        weights = ", ".join(map(str, _WEIGHTS.values()))
        question = f"SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY bm25(papers, {weights}), rowid"
        return [row for (row,) in self._index.execute(question, [query])]

    @cached_property
    def _index(self) -> sqlite3.Connection:
        """The words of each paper; its row has the number of its place among the newest."""
        # A server may answer in another thread than the one that made it, but only in one at a time.
        index = sqlite3.connect(":memory:", check_same_thread=False)
        index.execute(f"CREATE VIRTUAL TABLE papers USING fts5 ({', '.join(_WEIGHTS)})")
        marks = ", ".join("?" * len(_WEIGHTS))
        rows = (tuple(map(_searched, _texts(self._catalogue, paper))) for paper in self._catalogue.newest_first)
        index.executemany(f"INSERT INTO papers VALUES ({marks})", rows)
        return index


def _texts(catalogue: Catalogue, paper: Paper) -> Iterator[str]:
    """The text of each column."""
    yield plain(paper.label)
    yield f"{plain(paper.title)} {paper.arxiv_title or ''}"
    yield " ".join(method.name for method in paper.methods)
    yield ". ".join(paper.asked)
    yield paper.tldr or ""
    yield " ".join((catalogue.categories[paper.category].name, *(catalogue.tags[tag].name for tag in paper.tags)))
    yield " ".join((*paper.authors, *paper.lab))
    yield " ".join(venue.label for venue in paper.publications)
    yield paper.summary


def _searched(text: str) -> str:
    """The words of a text as the search of the site splits them."""
    return " ".join(words(text))


def _names_of(paper: Paper) -> Iterator[str]:
    yield from map(_plain, (plain(paper.title), paper.label, *paper.aliases, *paper.old_cite_keys))
    yield from (_plain(method.name) for method in paper.methods if len(paper.methods) == 1)
    yield from (name.lower() for name in (paper.arxiv, paper.doi, paper.openreview, paper.acl) if name)
    yield from (_plain(address) for _, address in links(paper))
    yield _plain(pdf_url(paper) or "")


def _plain(text: str) -> str:
    """A name in which case, space and the ends of an address do not count."""
    return _ENDS.sub("", " ".join(text.casefold().split()))
