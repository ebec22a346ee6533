"""Exported records, character by character. The papers are in papers.yml, the expected records in `expected`.

After an intended change of a format, rewrite the golden files and read the diff:

    UPDATE_GOLDENS=1 .venv/bin/pytest tests/golden; git diff tests/golden
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from pybtex.database.input.bibtex import Parser
from pybtex.richtext import Text

from paperatlas.catalogue import Catalogue, load
from paperatlas.exports import FORMATS, shards
from paperatlas.exports.formatted import formatted
from paperatlas.exports.keys import citation_keys
from paperatlas.model import Paper

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
VOCABULARIES = load(HERE / "catalog")
DEFAULTS = {
    "title": "A clock",
    "authors": ["Ada Byron"],
    "date": "2020-03",
    "category": "clocks",
    "tags": ["gears"],
    "summary": "No format has it.",
    "added": "2026-11-24",
}
CASES = {
    key: Paper.model_validate({**DEFAULTS, **fields, "key": key})
    for key, fields in yaml.load((HERE / "papers.yml").read_text(encoding="utf-8"), yaml.BaseLoader).items()
}
FILES = {
    "bibtex": "papers.bib",
    "biblatex": "papers-utf8.bib",
    "ris": "papers.ris",
    "csl-json": "papers.json",
    "csv": "papers.csv",
}
# Where to split a document into its records.
CUTS = {
    "bibtex": r"(?m)\n(?=^% )",
    "biblatex": r"(?m)\n(?=^% )",
    "ris": r"(?<=\nER  - \r\n)\r\n",
    "csl-json": r",\n",
    "csv": r"(?<=\r\n)(?!\Z)",
}
# LaTeX commands that pybtex does not convert.
COMMANDS = {r"\$": "$", r"\textasciicircum ": "^", r"\textbraceleft ": "{", r"\textbraceright ": "}"}
CITED = (
    *("title-with-accents", "title-with-ampersand", "title-with-formula", "title-with-subtitle", "title-in-title-case"),
    *("author-with-accents", "author-with-a-known-particle", "author-with-touching-initials", "many-authors"),
    *("author-in-chinese-with-a-space", "organisation-among-people", "journal", "article-number", "numbered-meeting"),
    *(
        "conference-with-proceedings-of-that-year",
        "conference-findings",
        "conference-workshop",
        "edition-with-everything",
    ),
    *(
        "preprint-of-one-day",
        "arxiv-with-class",
        "arxiv-and-doi",
        "date-of-a-year",
        "withdrawn",
        "doi-with-an-underscore",
    ),
)
SHARDED = ("title-with-ampersand", "journal", "arxiv", "author-with-accents")


def catalogue_of(*keys: str) -> Catalogue:
    """A catalogue of some papers; with the paper that supersedes one of them."""
    others = [status.paper for key in keys if (status := CASES[key].status) and status.paper]
    return replace(VOCABULARIES, papers={key: CASES[key] for key in (*keys, *others)})


def record(name: str, key: str) -> str:
    """The record of a paper in a catalogue of its own, so that cases do not affect each other's citation keys."""
    [text] = FORMATS[name].records(catalogue_of(key), [CASES[key]])
    return f"% {key}\n{text}" if name in ("bibtex", "biblatex") else text


def expected_records(name: str) -> dict[str, str]:
    form = FORMATS[name]
    text = (EXPECTED / FILES[name]).read_bytes().decode()
    records = re.split(CUTS[name], text.removeprefix(form.head).removesuffix(form.tail))
    return dict(zip(CASES, records, strict=True))


def sharded() -> dict[str, object]:
    """The files that scripts on the site read, and the manifest that lists them."""
    files = shards.shards(catalogue_of(*SHARDED), 2)
    return {
        "manifest": json.loads(shards.manifest(files)),
        "files": {name: json.loads(content) for name, content in files.items()},
    }


def cited() -> str:
    """The citations of some papers as text, in every style."""
    return "".join(
        f"{key}\n" + "".join(f"  {style}: {text}\n" for style, text in citations.items()) + "\n"
        for key, citations in formatted(catalogue_of(*CITED)).items()
    )


def readable(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


if os.environ.get("UPDATE_GOLDENS"):

    def test_golden_files_are_rewritten() -> None:
        """Always fails, because a run that rewrites the golden files does not compare with them."""
        for name, file in FILES.items():
            text = FORMATS[name].document([record(name, key) for key in CASES])
            (EXPECTED / file).write_bytes(text.encode())
        (EXPECTED / "citations.txt").write_text(cited(), encoding="utf-8")
        (EXPECTED / "shards.json").write_text(readable(sharded()), encoding="utf-8")
        pytest.fail(f"{EXPECTED} was rewritten: read `git diff`, then run the tests without UPDATE_GOLDENS")

else:

    @pytest.mark.parametrize("key", CASES)
    @pytest.mark.parametrize("name", FORMATS)
    def test_the_record_of_a_paper_matches_the_golden_file(name, key):
        assert record(name, key) == expected_records(name)[key]

    def test_citations_as_text_match_the_golden_file():
        assert cited() == (EXPECTED / "citations.txt").read_text(encoding="utf-8")

    def test_shards_and_manifest_match_the_golden_file():
        assert readable(sharded()) == (EXPECTED / "shards.json").read_text(encoding="utf-8")


def test_the_vocabularies_have_no_problems():
    assert not VOCABULARIES.problems


def without_formulas(title: str) -> str:
    """pybtex has no mathematics: it drops the commands of a formula."""
    return re.sub(r"\$[^\s$]([^$]*[^\s$])?\$", "$", title)


# pybtex has no mathematics outside of formulas.
@pytest.mark.parametrize("key", sorted(CASES.keys() - {"title-with-characters-of-mathematics"}))
def test_latex_shows_the_title_and_all_authors(key):
    [entry] = Parser().parse_string(record("bibtex", key)).entries.values()
    shown = str(Text.from_latex(entry.fields["title"]))
    for command, character in COMMANDS.items():
        shown = shown.replace(command, character)
    title = unicodedata.normalize("NFC", " ".join(CASES[key].title.split()))
    assert without_formulas(shown) == without_formulas(title)
    assert len(entry.persons["author"]) == len(CASES[key].authors)


def similar_papers(days: list[str], **fields: object) -> Catalogue:
    """Papers that differ only in the date of addition."""
    papers = [
        Paper.model_validate({**DEFAULTS, **fields, "key": f"paper-{number:02}", "added": day})
        for number, day in enumerate(days)
    ]
    return replace(VOCABULARIES, papers={paper.key: paper for paper in papers})


def test_equal_citation_keys_get_letters_in_the_order_of_addition():
    keys = citation_keys(similar_papers(["2026-11-03", "2026-11-01", "2026-11-02", "2026-11-02"]))
    assert keys == {
        "paper-01": "byron2020clock",
        "paper-02": "byron2020clockb",
        "paper-03": "byron2020clockc",
        "paper-00": "byron2020clockd",
    }


def test_no_citation_key_occurs_twice_even_if_a_title_ends_like_a_letter():
    catalogue = similar_papers(["2026-11-24"] * 3)
    papers = dict(catalogue.papers)
    papers["paper-02"] = papers["paper-02"].model_copy(update={"title": "Clockb"})
    assert list(citation_keys(replace(catalogue, papers=papers)).values()) == [
        "byron2020clock",
        "byron2020clockb",
        "byron2020clockbb",
    ]


def test_letters_of_citation_keys_continue_after_z():
    keys = list(citation_keys(similar_papers(["2026-11-24"] * 705)).values())
    assert keys[24:29] == [f"byron2020clock{letters}" for letters in ("y", "z", "aa", "ab", "ac")]
    assert keys[700:705] == [f"byron2020clock{letters}" for letters in ("zy", "zz", "aaa", "aab", "aac")]
    assert len(set(keys)) == len(keys)
