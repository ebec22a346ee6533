"""Whatever a person types and whatever a service answers: a paper, or a sentence, and never a traceback."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from paperatlas.model import Paper, VenueRecord
from paperatlas.sources import arxiv, crossref, dblp, openreview, pages, semantic_scholar
from paperatlas.sources.alike import same_people, same_title
from paperatlas.sources.draft import free_key, short_name_in
from paperatlas.sources.entry import entry_text
from paperatlas.sources.facts import Facts
from paperatlas.sources.merge import merged
from paperatlas.sources.venues import known_venue
from paperatlas.sources.web import Answer, Settings, Web, WebError
from paperatlas.sources.what import What, what

from . import answers

VENUES = {
    "JOC": VenueRecord(name="Journal of Clocks", type="journal", description=""),
    "ICC": VenueRecord(name="International Conference on Clocks", type="conference", description=""),
}
TEXTS = st.text(max_size=40) | st.sampled_from(
    [
        "A Clock",
        "A clock!",
        "JOC 2024 (oral)",
        "ICC",
        "Ada Byron",
        "A. Byron",
        "José",
        "2024-05",
        "2024",
        "7-5",
        "$x$",
        "{",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
NAMES = [
    "title",
    "authors",
    "date",
    "venue",
    "arxiv",
    "doi",
    "openreview",
    "acl",
    "pmlr",
    "url",
    "pdf",
    "code",
    "status",
]
GROUPS = st.dictionaries(st.sampled_from(["name", "year", "pages", "volume", "track", "url"]), TEXTS, max_size=5)
IDS = st.sampled_from(["2405.00001", "10.1000/clock.1", "10.1000/Clock.1", "AbCdEf1234", "v1/byron24a"])
FACTS = st.builds(
    Facts,
    at=st.sampled_from(
        ["arxiv.org/abs/2405.00001", "doi.org/10.1000/clock.1", "dblp.org/rec/a", "refs.bib", "joc.org/1"]
    ),
    values=st.fixed_dictionaries(
        {},
        optional={
            name: VALUES | TEXTS | IDS | GROUPS | st.lists(TEXTS, max_size=4) | st.lists(GROUPS, max_size=2)
            for name in NAMES
        },
    ),
    abstract=TEXTS,
)
TYPES = {name: TypeAdapter(info.rebuild_annotation()) for name, info in Paper.model_fields.items() if name != "key"}


@settings(max_examples=300, deadline=None)
@given(st.lists(FACTS, max_size=4))
def test_merged_facts_are_fields_of_an_entry_with_their_sources(found: list[Facts]):
    paper = merged(found, VENUES)
    for name, value in paper.values.items():
        TYPES[name].validate_python(tuple(value) if isinstance(value, list) else value)
    assert {name for fields in paper.sources.values() for name in fields} == set(paper.values)
    assert set(paper.sources) <= {one.at for one in found}
    text = entry_text(paper.values)
    assert yaml.load(text, yaml.CBaseLoader) == (json.loads(json.dumps(paper.values)) or None)


@settings(max_examples=200, deadline=None)
@given(st.lists(FACTS, min_size=1, max_size=3))
def test_the_order_of_the_services_does_not_matter_for_the_date(found: list[Facts]):
    assert merged(found, VENUES).values.get("date") == merged(found[::-1], VENUES).values.get("date")


TYPED = st.text() | st.builds(
    "".join,
    st.lists(
        st.sampled_from(
            ["https://", "arxiv.org/abs/", "2405.00001", "v2", "doi.org/", "10.1000/", "@article{", "}", ".bib", " "]
        )
        | st.text(max_size=5),
        max_size=6,
    ),
)


@settings(max_examples=500, deadline=None)
@given(TYPED)
def test_any_text_asks_for_papers_or_is_refused_in_one_sentence(text: str):
    try:
        found = what(text)
    except ValueError as error:
        assert str(error) and "\n" not in str(error).strip()
        return
    assert found and all(isinstance(one, What) and (one.ids or one.title or one.facts or one.refused) for one in found)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("2405.00001", {"arxiv": "2405.00001"}),
        ("arXiv:2405.00001v3", {"arxiv": "2405.00001"}),
        ("cs/0112017", {"arxiv": "cs/0112017"}),
        ("https://arxiv.org/pdf/2405.00001v2.pdf", {"arxiv": "2405.00001"}),
        ("http://www.arxiv.org/abs/2405.00001?context=cs", {"arxiv": "2405.00001"}),
        ("https://arxiv.org/html/2405.00001v1", {"arxiv": "2405.00001"}),
        ("https://huggingface.co/papers/2405.00001", {"arxiv": "2405.00001"}),
        ("https://www.alphaxiv.org/abs/2405.00001v2", {"arxiv": "2405.00001"}),
        ("https://doi.org/10.48550/arXiv.2405.00001", {"arxiv": "2405.00001"}),
        ("10.1000/clock.1", {"doi": "10.1000/clock.1"}),
        ("doi:10.1000/clock.1", {"doi": "10.1000/clock.1"}),
        ("https://dx.doi.org/10.1000/clock.1", {"doi": "10.1000/clock.1"}),
        ("https://openreview.net/forum?id=AbCdEf1234", {"openreview": "AbCdEf1234"}),
        ("https://openreview.net/pdf?id=AbCdEf1234", {"openreview": "AbCdEf1234"}),
        ("https://aclanthology.org/2024.acl-long.5/", {"acl": "2024.acl-long.5"}),
        ("https://aclanthology.org/2024.acl-long.5.pdf", {"acl": "2024.acl-long.5"}),
        ("https://proceedings.mlr.press/v235/byron24a.html", {"pmlr": "v235/byron24a"}),
        ("https://www.semanticscholar.org/paper/A-Clock/" + "a" * 40, {"s2": "a" * 40}),
        ("https://api.semanticscholar.org/CorpusID:1234", {"s2": "CorpusID:1234"}),
        (
            "https://proceedings.neurips.cc/paper_files/paper/2024/hash/1a-Abstract-Conference.html",
            {"url": "https://proceedings.neurips.cc/paper_files/paper/2024/hash/1a-Abstract-Conference.html"},
        ),
    ],
)
def test_each_form_of_an_id_or_a_link(text: str, ids: dict[str, str]):
    [found] = what(text)
    assert found.ids == ids


class Replayed(Web):
    """Gives one body for every question."""

    def __init__(self, body: bytes) -> None:
        super().__init__(Settings())
        self.body = body

    def _asked(self, *_: object) -> Answer:
        return Answer("https://example.org/a", 200, {"content-type": "text/plain"}, self.body)


SHAPES = [
    answers.crossref(answers.crossref_work()).body,
    answers.notes(answers.note()).body,
    answers.dblp(answers.dblp_info(), answers.dblp_info()).body,
    json.dumps({"data": [answers.scholar_paper()], **answers.scholar_paper()}),
]


@st.composite
def odd_answers(draw: st.DrawFn) -> bytes:
    """An answer of a service with another value at one or two places."""
    whole = json.loads(draw(st.sampled_from(SHAPES)))
    for _ in range(draw(st.integers(0, 2))):
        node = whole
        while isinstance(node, (dict, list)) and node:
            step = draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
            if not isinstance(node[step], (dict, list)) or not node[step] or draw(st.booleans()):
                node[step] = draw(VALUES)
                break
            node = node[step]
    return json.dumps(whole).encode()


@settings(max_examples=400, deadline=None)
@given(odd_answers() | st.binary(max_size=60))
def test_any_json_gives_facts_or_an_error(body: bytes):
    web = Replayed(body)
    for ask in (
        lambda: [crossref.facts(web, "10.1000/clock.1")],
        lambda: crossref.search(web, "A"),
        lambda: [openreview.facts(web, "AbCdEf1234")],
        lambda: openreview.search(web, "A"),
        lambda: dblp.search(web, "A"),
        lambda: [semantic_scholar.facts(web, "a")],
        lambda: semantic_scholar.search(web, "A"),
        lambda: semantic_scholar.recommended(web, ["a"]),
        lambda: semantic_scholar.citing(web, "a"),
    ):
        try:
            found = ask()
        except WebError as error:
            assert "\n" not in str(error)
            continue
        merged(found, VENUES)
        assert all(one.title and "\n" not in one.title for one in found)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.integers(0, 400), st.integers(0, 30))
def test_any_page_and_any_feed_give_facts_or_an_error(text: str, at: int, length: int):
    for whole, ask in (
        (answers.PAGE, lambda web: [pages.facts(web, "https://example.org/a")]),
        (str(answers.arxiv_feed(answers.arxiv_entry()).body), lambda web: [arxiv.preprint(web, "2505.01234").facts]),
    ):
        body = whole[:at] + text + whole[at + length :]
        try:
            merged(ask(Replayed(body.encode("utf-8", "replace"))), VENUES)
        except WebError as error:
            assert "\n" not in str(error)


@given(TEXTS, TEXTS)
def test_titles_and_names_are_compared_without_error(one: str, two: str):
    assert same_title(one, two) == same_title(two, one)
    assert same_people([one], [two]) == same_people([two], [one])
    known_venue({"name": one, "year": "2024"}, VENUES)


@given(TEXTS, st.text(), st.sets(st.sampled_from(["clock", "a", "paper"])))
def test_a_key_is_always_free_and_right(name: str, title: str, taken: set[str]):
    key = free_key(name, title, taken)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) and len(key) <= 100 and key not in taken
    short_name_in(title)


def test_a_bibtex_file_that_cannot_be_read(tmp_path: Path):
    for name, reason in (("none.bib", "No such file"), ("", "")):
        if name:
            with pytest.raises(ValueError, match=reason):
                what(str(tmp_path / name))
    (tmp_path / "a.bib").mkdir()
    with pytest.raises(ValueError, match="cannot read"):
        what(str(tmp_path / "a.bib"))
    (tmp_path / "b.bib").write_bytes("@article{a, title={Größe}, author={Öz, Elif}}".encode("cp1252"))
    assert what(str(tmp_path / "b.bib"))[0].title == "Größe"
    (tmp_path / "c.bib").write_text("nothing here")
    with pytest.raises(ValueError, match="has no record"):
        what(str(tmp_path / "c.bib"))
    (tmp_path / "d.bib").write_text("@article{a, title={A")
    with pytest.raises(ValueError, match="line 1"):
        what(str(tmp_path / "d.bib"))
