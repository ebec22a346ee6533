"""The files of queries for all pages: every answer exists, and no query is in two files or twice in one."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from paperatlas.site import contents
from paperatlas.words import slug

from .data import ROOT

ASKED = ("asked", "asked-heldout")
HEADING = re.compile(r"^#+ (?P<title>.+?)(?: \{#(?P<anchor>[\w-]+)\})?$", re.MULTILINE)


def lines(table):
    header, *rows = (ROOT / f"bench/search/{table}.tsv").read_text(encoding="utf-8").splitlines()
    return header, [row.split("\t") for row in rows]


@pytest.fixture(scope="module")
def addresses(catalogue):
    """The keys of the papers, and the addresses of all other pages and of the places in them that a query may want."""
    found = {*catalogue.papers, *contents(catalogue).urls}
    for kind in ("libraries", "datasets", "tutorials"):
        found |= {f"{kind}/#{key}" for key in getattr(catalogue, kind)}
    docs = ROOT / "docs"
    for file in docs.rglob("*.md"):
        page = f"{file.relative_to(docs).with_suffix('').as_posix()}/".removesuffix("index/")
        headings = HEADING.finditer(file.read_text(encoding="utf-8"))
        found |= {page, *(f"{page}#{one['anchor'] or slug(one['title'])}" for one in headings)}
    return found


@pytest.mark.parametrize("table", ASKED)
def test_every_answer_of_an_asked_query_exists(table, addresses):
    header, rows = lines(table)
    assert header == "query\tanswers\tkind"
    assert len(rows) >= 100
    for query, answers, kind in rows:
        assert query == query.strip() != ""
        assert kind
        assert [] != answers.split(" ") == [*dict.fromkeys(answers.split())], query
        assert not {*answers.split()} - addresses, query


def test_both_asked_files_have_half_of_each_kind():
    tuned, heldout = (Counter(kind for _, _, kind in lines(table)[1]) for table in ASKED)
    assert tuned.keys() == heldout.keys()
    assert all(0 <= tuned[kind] - heldout[kind] <= 1 for kind in tuned)


def test_no_query_is_asked_twice_in_any_file():
    tables = ("judged", "heldout", *ASKED)
    times = Counter(" ".join(row[0].casefold().split()) for table in tables for row in lines(table)[1])
    assert [query for query, count in times.items() if count > 1] == []
