"""What programs read from a page, character by character, and what Zotero makes of it. The papers are in papers.yml.

`UPDATE_GOLDENS=1 .venv/bin/pytest tests/golden` rewrites the golden file, as in test_formats.py.
"""

from __future__ import annotations

import json
import os
import re
from urllib.parse import parse_qsl

import pytest

from paperatlas.interchange import coins, highwire, json_ld
from paperatlas.titles import plain
from tests.golden.test_formats import CASES, EXPECTED, catalogue_of
from tests.golden.zotero import item_of_query, item_of_tags

FILE = EXPECTED / "heads.json"
ADDRESS = "https://owner.github.io/atlas/papers/clock/"


def head(key: str) -> dict[str, object]:
    catalogue, paper = catalogue_of(key), CASES[key]
    return {
        "tags": [list(pair) for pair in highwire.tags(catalogue, paper)],
        "coins": coins.context_object(catalogue, paper),
        "linked": json_ld.article(catalogue, paper, ADDRESS),
    }


if os.environ.get("UPDATE_GOLDENS"):

    def test_the_golden_file_of_heads_is_rewritten() -> None:
        text = json.dumps({key: head(key) for key in CASES}, ensure_ascii=False, indent=1)
        FILE.write_text(text + "\n", encoding="utf-8")
        pytest.fail(f"{FILE} was rewritten: read `git diff`, then run the tests without UPDATE_GOLDENS")

else:

    def test_the_heads_match_the_golden_file(subtests):
        expected = json.loads(FILE.read_text(encoding="utf-8"))
        assert list(expected) == list(CASES)
        for key, one in expected.items():
            with subtests.test(key):
                assert head(key) == one


def names(key: str) -> list[tuple[str, str]]:
    """Family and given name of each author, without points, and without the comma in the name of a team."""
    who = catalogue_of(key).vocabulary.who
    found = [who.name(name) for name in CASES[key].authors]
    return [
        (
            re.sub(r"[,.]", "", name.surname) if name.is_whole else name.surname,
            f"{name.given} {name.suffix}".replace(".", "").strip(),
        )
        for name in found
    ]


@pytest.mark.parametrize("key", CASES)
def test_zotero_makes_the_right_item_of_a_page(key):
    paper, catalogue = CASES[key], catalogue_of(key)
    item = item_of_tags(highwire.tags(catalogue, paper))
    record = paper.venue and catalogue.venues[paper.venue.name]
    kinds = {"journal": "journalArticle", "conference": "conferencePaper", "workshop": "conferencePaper"}
    assert item["itemType"] == (kinds[record.type] if record else "preprint")
    assert item["title"] == " ".join(plain(paper.title).split())
    assert item["creators"] == names(key)
    assert not item["abstractNote"].strip()
    assert item.get("DOI") == paper.doi
    assert item["date"] == (str(paper.venue.year) if paper.venue else paper.date.replace("-", "/"))
    if paper.arxiv:
        assert paper.arxiv in (item.get("archiveID", "") + item.get("extra", ""))
        assert item["attachments"]
    if record:
        place = "publicationTitle" if record.type == "journal" else "proceedingsTitle"
        assert item[place] == " ".join(record.booktitle(paper.venue).split())
        assert item.get("pages") == (paper.venue.pages or paper.venue.article)
        assert item.get("volume") == paper.venue.volume


@pytest.mark.parametrize("key", CASES)
def test_zotero_makes_the_right_item_of_a_paper_in_a_list(key):
    paper, catalogue = CASES[key], catalogue_of(key)
    item = item_of_query(coins.context_object(catalogue, paper))
    assert item["itemType"] == item_of_tags(highwire.tags(catalogue, paper))["itemType"]
    assert item["title"] == plain(paper.title).replace("+", " ")
    assert item["creators"] == [tuple(part.replace("+", " ") for part in name) for name in names(key)]
    assert item.get("DOI") == paper.doi
    assert item.get("pages") == (paper.venue and (paper.venue.pages or paper.venue.article))


@pytest.mark.parametrize("key", CASES)
def test_other_readers_of_openurl_find_the_same_title(key):
    values = dict(parse_qsl(coins.context_object(catalogue_of(key), CASES[key])))
    title = values.get("rft.atitle") or values["rft.title"]
    assert title == plain(CASES[key].title)
