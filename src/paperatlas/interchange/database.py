"""The catalogue as an SQLite database with full-text search, for Datasette and for queries of one's own.

The same catalogue gives the same bytes, with the same version of SQLite.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from ..catalogue import Catalogue
from ..links import code_url, pdf_url, read_url
from ..titles import plain
from ..urls import entry_url, paper_url
from .place import Place

_TABLES = """
CREATE TABLE categories (id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL);
CREATE TABLE papers (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, title TEXT NOT NULL, tldr TEXT, summary TEXT NOT NULL,
  category TEXT NOT NULL REFERENCES categories (id), family TEXT, date TEXT NOT NULL, year INTEGER NOT NULL,
  venue TEXT, venue_year INTEGER, track TEXT, presentation TEXT, status TEXT, arxiv TEXT, doi TEXT,
  read_at TEXT, pdf TEXT, code TEXT, authors TEXT NOT NULL, added TEXT NOT NULL, page TEXT NOT NULL);
CREATE TABLE authors (id TEXT PRIMARY KEY, name TEXT NOT NULL, papers INTEGER NOT NULL);
CREATE TABLE paper_authors (
  paper TEXT NOT NULL REFERENCES papers (id), position INTEGER NOT NULL, author TEXT NOT NULL REFERENCES authors (id),
  printed TEXT NOT NULL, PRIMARY KEY (paper, position));
CREATE TABLE tags (id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL);
CREATE TABLE paper_tags (
  paper TEXT NOT NULL REFERENCES papers (id), tag TEXT NOT NULL REFERENCES tags (id), PRIMARY KEY (paper, tag));
CREATE TABLE relations (
  later TEXT NOT NULL REFERENCES papers (id), earlier TEXT NOT NULL REFERENCES papers (id), kind TEXT NOT NULL,
  role TEXT NOT NULL, how TEXT NOT NULL, "where" TEXT, method TEXT);
CREATE TABLE methods (id TEXT PRIMARY KEY, name TEXT NOT NULL, paper TEXT NOT NULL REFERENCES papers (id));
CREATE TABLE method_values (
  method TEXT NOT NULL REFERENCES methods (id), field TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (method, field, value));
CREATE TABLE resources (
  kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, summary TEXT NOT NULL, link TEXT, page TEXT NOT NULL,
  PRIMARY KEY (kind, id));
CREATE INDEX papers_by_category ON papers (category);
CREATE INDEX papers_by_year ON papers (year);
CREATE INDEX papers_by_venue ON papers (venue);
CREATE INDEX relations_by_earlier ON relations (earlier);
CREATE VIRTUAL TABLE papers_fts USING fts5 (
  title, label, tldr, summary, authors, content="papers", tokenize='unicode61 remove_diacritics 2');
"""


def made(catalogue: Catalogue, place: Place, relations: Iterable[Sequence[str]]) -> bytes:
    """The file. `relations` have the values of `RELATION_FIELDS` in data.py."""
    database = sqlite3.connect(":memory:")
    try:
        database.executescript(_TABLES)
        for table, rows in _rows(catalogue, place):
            some = list(rows)
            if some:
                marks = ", ".join("?" * len(some[0]))
                database.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
        database.executemany("INSERT INTO relations VALUES (?, ?, ?, ?, ?, ?, ?)", relations)
        database.execute("INSERT INTO papers_fts (papers_fts) VALUES ('rebuild')")
        database.commit()
        database.execute("VACUUM")
        return database.serialize()
    finally:
        database.close()


def _rows(catalogue: Catalogue, place: Place) -> Iterator[tuple[str, Iterable[Sequence[str | int | None]]]]:
    """Each table with its rows, in an order in which what a row refers to comes before it."""
    papers = [paper for _, paper in sorted(catalogue.papers.items())]
    yield "categories", [(key, one.name, one.description) for key, one in catalogue.categories.items()]
    yield (
        "papers",
        [
            (
                *(paper.key, plain(paper.label), plain(paper.title), paper.tldr, paper.summary.strip(), paper.category),
                *(paper.family, paper.date, int(paper.year)),
                *((venue.name, venue.year, venue.track, venue.presentation) if venue else (None,) * 4),
                *(paper.status.kind if paper.status else None, paper.arxiv, paper.doi),
                *(read_url(paper) or None, pdf_url(paper), code_url(paper) or None, ", ".join(paper.authors)),
                *(paper.added, place.url(paper_url(paper.key))),
            )
            for paper in papers
            for venue in [paper.venue]
        ],
    )
    yield "authors", [(key, person.name, len(person.papers)) for key, person in sorted(catalogue.people.items())]
    yield (
        "paper_authors",
        [
            (paper.key, position, author, printed)
            for paper in papers
            for position, (printed, author) in enumerate(catalogue.authors_of(paper), 1)
        ],
    )
    yield "tags", [(key, one.name, one.description) for key, one in catalogue.tags.items()]
    yield "paper_tags", [(paper.key, tag) for paper in papers for tag in dict.fromkeys(paper.tags)]
    yield "methods", [(key, method.name, paper.key) for key, (paper, method) in catalogue.methods.items()]
    fields = (*catalogue.method_fields.formulas, *catalogue.method_fields.properties)
    yield (
        "method_values",
        [
            (key, field, value)
            for key, (_, method) in catalogue.methods.items()
            for field in fields
            for value in method.values(field)
        ],
    )
    others = [one for one in catalogue.entries if one.folder != "papers"]
    yield (
        "resources",
        [
            (
                *(one.noun, one.key, plain(one.label), one.summary.strip()),
                *(getattr(one, "repo", None) or getattr(one, "url", None), place.url(entry_url(one.folder, one.key))),
            )
            for one in others
        ],
    )
