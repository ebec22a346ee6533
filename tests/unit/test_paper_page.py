"""What the page of a paper is given: its relations in groups, and its sources in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from paperatlas.catalogue import load
from paperatlas.pages import pictures, relations, sources
from paperatlas.titles import subtitle

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalogue():
    return load(ROOT / "catalog")


def test_of_many_relations_ten_are_shown_at_once_and_each_kind_has_one(catalogue):
    found = relations.built_on_by(catalogue, catalogue.papers["mamba"])
    assert found.papers > 50
    assert sum(len(group.first) for group in found.groups) == relations.FIRST
    assert all(group.first for group in found.groups)
    listed = {paper.key for group in found.groups for paper, _ in (*group.first, *group.more)}
    assert listed == {paper.key for paper, _ in catalogue.built_on_by["mamba"]}


def test_the_first_of_a_kind_are_those_that_most_papers_build_on(catalogue):
    for group in relations.built_on_by(catalogue, catalogue.papers["mamba"]).groups:
        uses = [len(catalogue.built_on_by.get(paper.key, ())) for paper, _ in (*group.first, *group.more)]
        assert uses == sorted(uses, reverse=True)


def test_a_few_relations_are_all_shown(catalogue):
    found = relations.built_on_by(catalogue, catalogue.papers["gated-deltanet"])
    assert not any(group.more for group in found.groups)


def test_the_publication_and_the_authors_code_are_first_hand_and_a_copy_is_not(catalogue):
    first, second = sources.ranked(catalogue.papers["deltaproduct"])
    assert [one.source.at for one in first] == [
        "openreview.net/forum?id=SoRiaijTGr",
        "arxiv.org/abs/2502.10297v4",
        "automl/DeltaProduct README.md",
    ]
    assert [one.source.at for one in second if one.is_copy] == [
        "text of arXiv:2502.10297 in indrajeetadityaroy9/Align-Mamba papers/2502.10297.md"
    ]


def test_a_source_is_a_link_wherever_its_address_is_known(catalogue):
    every = [one for paper in catalogue.papers.values() for shown in sources.ranked(paper) for one in shown]
    without = [one.source.at for one in every if not one.url]
    assert len(without) < len(every) / 30
    assert [at for at in without if "http" in at or "/" in at.split()[0]] == []


def test_no_two_pictures_have_the_same_shapes(catalogue):
    found = pictures.pairs(catalogue)
    first, second = found.properties
    drawn = [
        (*pictures.shapes(catalogue, first, row), *pictures.shapes(catalogue, second, column))
        for row in found.rows
        for column in found.columns
    ]
    assert len(set(drawn)) == len(drawn) == 64


def test_a_title_is_not_said_twice(catalogue):
    papers = catalogue.papers
    assert subtitle(papers["mamba"]) == "Linear-Time Sequence Modeling with Selective State Spaces"
    assert subtitle(papers["gated-deltanet"]) == papers["gated-deltanet"].title
    assert subtitle(papers["hybrid-analysis"]) == ""
