"""The form's scripts and the engine say and write the same."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas import load
from paperatlas.model import Paper
from paperatlas.model.order import ORDER
from paperatlas.pages import form
from paperatlas.problems import Problem
from paperatlas.read.folder import read_text
from paperatlas.rules.meant import right_value
from paperatlas.rules.names import names_meant
from paperatlas.sources.entry import entry_text
from paperatlas.urls import FORM

from .conftest import CASES, HERE

SCHEMA_LINE = "# yaml-language-server: $schema=../schema/paper.json\n"
SPACE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+")
SORTING = HERE.parent / "sorting"
TODAY = date(2026, 11, 24)
STYLE = """\
summary_words: {least: 12, most: 60}
needs_tldr: true
needs_cite_key: true
avoid: {novel: say what is new, we: write "the paper"}
avoid_in_relations: {its: name whose it is}
sourced: [title, authors, date]
least_tags: 2
related: [comparison]
years_to_publication: 4
"""
ENTRY: dict[str, Any] = {
    "title": "A clock of sand",
    "authors": ["Ada Byron", "Wu Li"],
    "date": "1999",
    "category": "comparison",
    "tags": ["heap", "hybrid"],
    "tldr": "Turns the glass when its upper half is empty.",
    "summary": "The upper glass runs empty after one hour. Then somebody turns the clock, and the hour begins anew.",
    "builds_on": [{"paper": "quicksort", "kind": "adds", "how": "a glass"}],
    "cite_key": "byron1999clock",
    "added": "2026-11-24",
    "sources": [{"fields": ["title", "authors", "date"], "at": "example.org/sand", "checked": "2026-11-24"}],
}


@pytest.mark.parametrize(("values", "text"), CASES["entries"])
def test_an_entry_is_written_in_the_same_way(ask, values, text):
    assert entry_text(values) == SCHEMA_LINE + text
    assert ask("entry", values, ORDER) == SCHEMA_LINE + text


# All that YAML can hold, and above all what means something in it.
MARKS = st.sampled_from(
    [*" :#-?,[]{}&*!|>'\"%@`\\~=<$_./0123456789", ": ", " #", "yes", "null", "http://", "\n", "${{ }}"]
)
LETTERS = st.characters(exclude_categories=["Cs", "Cn", "Cc"])
TEXT = st.lists(st.one_of(MARKS, LETTERS), max_size=12).map("".join)
LONG = st.lists(TEXT, max_size=40).map(" ".join)
GROUP = st.fixed_dictionaries({"paper": TEXT, "how": TEXT, "by": st.dictionaries(TEXT, TEXT, max_size=2)})
SYMBOL = st.fixed_dictionaries({"latex": TEXT, "name": TEXT})
METHOD = st.fixed_dictionaries(
    {"key": TEXT, "update": TEXT, "training": st.lists(TEXT, max_size=3), "symbols": st.lists(SYMBOL, max_size=2)}
)
VALUES = st.fixed_dictionaries(
    {
        "title": TEXT,
        "arxiv": TEXT,
        "authors": st.lists(LONG, max_size=4),
        "summary": LONG,
        "status": st.fixed_dictionaries({"reason": TEXT, "link": TEXT}),
        "builds_on": st.lists(GROUP, max_size=2),
        "methods": st.lists(METHOD, max_size=2),
    }
)


@given(values=VALUES)
def test_what_is_written_is_read_back(ask, values):
    text = ask("entry", values, ORDER)
    assert text == entry_text(values)
    if not without_empty(values):
        return
    problems: list[Problem] = []
    read = read_text(text, "sand.yml", "papers", "sand", problems)
    # What stays are characters that show nothing between others, of which a check warns.
    assert [one for one in problems if one.rule not in ("control-character", "invisible-character")] == []
    assert read.values == without_empty(values)


def without_empty(value: Any) -> Any:
    """The values as a file has them: in one line, without those that are empty."""
    if isinstance(value, str):
        return " ".join(part for part in SPACE.split(value) if part)
    if isinstance(value, dict):
        found = {without_empty(name): without_empty(one) for name, one in value.items()}
        return {name: one for name, one in found.items() if one}
    return [one for one in map(without_empty, value) if one]


@pytest.mark.parametrize(("rule", "text", "expected"), CASES["meant"])
def test_what_was_meant_is_found_in_the_same_way(ask, rule, text, expected):
    assert right_value(rule, text) == expected
    assert ask("meant", rule, text) == expected


@pytest.mark.parametrize(("text", "names"), CASES["names"])
def test_names_are_parted_in_the_same_way(ask, text, names):
    assert names_meant(text, load(SORTING).vocabulary.who) == (names, True)
    assert ask("names", text) == names


@pytest.mark.parametrize(("text", "names"), CASES["pasted_names"])
def test_pasted_names_are_parted_and_turned(ask, text, names):
    assert ask("names", text) == names


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shelf") / "catalog"
    shutil.copytree(SORTING, folder)
    (folder / "style.yml").write_text(STYLE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def data(shelf):
    return form.data(load(shelf))


@pytest.mark.parametrize(
    ("changes", "messages"), [case[1:] for case in CASES["checks"]], ids=[case[0] for case in CASES["checks"]]
)
def test_mistakes_are_named_in_the_words_of_the_check(ask, shelf, data, changes, messages):
    values = {**ENTRY, **changes}
    found = ask("check", {"values": values, "data": data, "own": "", "today": TODAY.isoformat()})
    assert starts([one["text"] for one in found], messages)
    path = shelf / "papers/sand.yml"
    path.write_text(entry_text(values), encoding="utf-8")
    problems = [one.message for one in load(shelf, today=TODAY).problems if one.path.endswith("papers/sand.yml")]
    path.unlink()
    for message in messages:
        assert any(one.startswith(message) for one in problems), problems
    assert messages or not problems


def starts(texts: list[str], expected: list[str]) -> bool:
    """Whether each text starts as expected, in any order, and there are no others."""
    left = [text for text in texts if not any(text.startswith(one) for one in expected)]
    return not left and all(any(text.startswith(one) for text in texts) for one in expected)


def test_a_group_of_the_form_has_every_field_once(data):
    grouped = [name for _, names in data["groups"] for name in names]
    assert sorted(grouped) == sorted(name for name in Paper.model_fields if name != "key")
    assert sorted(grouped) == sorted(data["order"])
    assert {path.partition(".")[0] for path in [*form.KNOWN, *form.HELP]} <= {*grouped}
    assert {*form.KNOWN.values()} <= {*data["words"]}


def test_the_page_names_the_file_that_the_site_publishes(shelf):
    catalogue = load(shelf)
    (page,) = form.pages(catalogue)
    assert page.url == FORM
    assert page.values()["file"] == form.file(catalogue)[0]


def test_the_library_for_formulas_can_be_left_out(monkeypatch, tmp_path):
    monkeypatch.setattr(form, "TYPESETTER", tmp_path / "temml.js")
    assert form.typesetter() == {}
    form.TYPESETTER.write_text("x", encoding="utf-8")
    assert [*form.typesetter().values()] == [b"x"]


def test_links_fill_in_ids(ask):
    assert ask("link", "https://arxiv.org/abs/2401.12345v2") == {"arxiv": "2401.12345", "date": "2024-01"}
    assert ask("link", "https://openreview.net/forum?id=ia5XvxFUJT&noteId=x") == {"openreview": "ia5XvxFUJT"}
    assert ask("link", "https://proceedings.mlr.press/v235/yang24ab.html") == {"pmlr": "v235/yang24ab"}
    assert ask("link", "https://doi.org/10.1000/x") == {"doi": "10.1000/x"}
    assert ask("link", "https://example.org/x") == {}
    assert ask("link", "two words") == {}


def test_bibtex_fills_in_the_fields_that_it_has(ask):
    text = r"""@inproceedings{byron2020sand,
      title = {The {GPU} clock, or {\"U}ber: "sand"}, author = "Byron, Ada and Li, Wu",
      booktitle = {Proceedings of the 8th {SPE} meeting}, year = 2020, month = jan,
      pages = {1--9}, volume = {12}, doi = {10.1000/sand}, abstract = {A long, long text with } and a brace},
    }"""
    found = ask("bibtex", text, ["SPE", "CACM"])
    assert found["values"]["title"] == 'The GPU clock, or Über: "sand"'
    assert found["values"]["authors"] == ["Ada Byron", "Wu Li"]
    assert found["values"]["date"] == "2020-01"
    assert found["values"]["doi"] == "10.1000/sand"
    assert found["values"]["venue"]["name"] == "SPE"
    assert found["values"]["venue"]["pages"] == "1-9"
    assert found["rest"] == []
    assert "Clocks" in ask("bibtex", "@book{x, journal={Clocks}, year={2020}}", [])["rest"][0]


@pytest.mark.parametrize(
    "text", ["@", "@article{", "@article{x, title", "@a{b, c = {", "@a{b,,}", '@a{b, c = "}', "@a{,=}"]
)
def test_broken_bibtex_does_no_harm(ask, text):
    assert ask("bibtex", text, []) == {"values": {}, "rest": []}


def test_keys_are_made_of_what_is_known(ask, data):
    values = {"title": "On the Clocks of Sand and Water", "authors": ["Ada Byron Jr.", "Wu Li"], "date": "2020-01"}
    assert ask("key", values, data) == "clocks-sand-water"
    assert ask("key", {"short_name": "Quicksort"}, data) == "quicksort-2"
    assert ask("citeKey", values, data) == "byron2020clocks"
    assert ask("citeKey", values, {**data, "cite_keys": ["Byron2020clocks"]}) == "byron2020clocksb"
    assert ask("key", {}, data) == ""
    assert ask("citeKey", {}, data) == ""


def test_only_what_changes_is_shown(ask):
    before = {"title": "A", "doi": "10.1000/x", "venue": {"name": "SPE", "year": 1997}}
    after = {"title": "A ", "doi": "", "venue": {"name": "SPE", "year": 1998}, "tags": []}
    found = ask("changes", before, after, ORDER)
    assert found == {"written": ["venue"], "removed": ["doi"], "text": "venue: {name: SPE, year: 1998}"}
