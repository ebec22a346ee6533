"""Search finds papers by awards, status, second venue, formulas in the title, and dates of a year."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace

import pytest

from paperatlas.catalogue import load
from paperatlas.search.columns import columns
from paperatlas.search.names import names

from .data import ROOT, ask_node, write_files

MORE = r"""
awards: [Quixotic Paper Prize]
tldr: It is zygomorphic in one line.
asked: [why do quincunxes tessellate, a borborygmic gate, a hedgehog and a porcupine]
also: [{name: Neural Computation, year: 2027, volume: "9"}]
status: {kind: superseded-by, date: 2027, reason: A later paper corrects it., paper: mamba3}
"""
OLD = """
title: 'Sorting in $\\mathcal{O}(n\\log n)$ Time and $O(n)$ Space'
authors: [Ada Byron]
date: "2001"
category: theory
tags: [linear-rnn, gating, hybrid]
arxiv: math.GT/0112017
summary: A paper that does not exist, with an id from before two thousand and seven.
added: 2026-11-24
"""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    root = tmp_path_factory.mktemp("new-fields") / "catalog"
    shutil.copytree(ROOT / "catalog", root)
    mamba2 = root / "papers/mamba2.yml"
    without = re.sub(r"(?m)^(tldr: .*\n|asked:\n(  - .*\n)*)", "", mamba2.read_text(encoding="utf-8"))
    mamba2.write_text(without + MORE, encoding="utf-8")
    (root / "papers/old.yml").write_text(OLD, encoding="utf-8")
    found = load(root)
    assert found.is_right, found.problems
    return found


@pytest.fixture(scope="module")
def folder(catalogue, tmp_path_factory):
    return write_files(catalogue, tmp_path_factory.mktemp("new-fields-search"))


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("quixotic prize", "mamba2"),
        ("zygomorphic", "mamba2"),
        ("superseded", "mamba2"),
        ("how can I tessellate many quincunxes", "mamba2"),
        ("borborygmic things", "mamba2"),
        ("venue:icml tag:state-space-model quixotic", "mamba2"),
        ('venue:"neural computation" year:2024', "mamba2"),
        ("has:award", "mamba2"),
        ("math.GT/0112017", "old"),
        ("arXiv:math/0112017", "old"),
        ("https://arxiv.org/abs/math/0112017v2", "old"),
        ("year:2001", "old"),
        ("O(n log n) sorting", "old"),
    ],
)
def test_a_paper_is_found_by_it(folder, query, key):
    assert ask_node("first.mjs", [query], files=folder)[0][0] == key


def test_what_a_paper_is_asked_by_adds_nothing_where_a_paper_has_all_words(folder):
    assert ask_node("first.mjs", ["hedgehog porcupine"], files=folder)[0] == ["hedgehog"]


def test_the_venue_facet_counts_and_finds_a_paper_under_both_venues(folder):
    found = ask_node("venues.mjs", ["ICML", "Neural Computation"], files=folder)
    for venue in found:
        assert "mamba2" in venue["keys"]
        assert venue["count"] == len(venue["keys"])


def test_the_columns_hold_what_results_show(catalogue):
    table = json.loads(columns(catalogue))
    rows = {paper.key: str(row) for row, paper in enumerate(catalogue.newest_first)}
    at = rows["mamba2"]
    assert table["status"] == {at: "Superseded"}
    assert table["awards"][at] == ["Quixotic Paper Prize"]
    assert table["tldr"][at] == "It is zygomorphic in one line."
    assert table["alsoIn"] == {at: [[table["venues"].index("Neural Computation"), 2027, "Neural Computation 2027"]]}
    formulas = json.loads(names(catalogue))["formulas"][rows["old"]]
    assert [text for text, _ in formulas] == ["O(n log n)", "O(n)"]
    assert all(mathml.startswith("<math") for _, mathml in formulas)


def test_a_catalogue_without_awards_has_no_filter_for_them(catalogue):
    papers = {key: paper for key, paper in catalogue.papers.items() if not paper.awards}
    for shown, found in ((True, catalogue), (False, replace(catalogue, papers={"old": papers["old"]}))):
        assert ("award" in dict(json.loads(columns(found))["has"])) is shown


def test_old_names_lead_to_those_of_now(tmp_path):
    root = shutil.copytree(ROOT / "catalog", tmp_path / "catalog")
    for name, key, old in (("categories", "architectures", "models"), ("tags", "gating", "gates")):
        path = root / f"{name}.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(f"\n{key}:\n", f"\n{key}:\n  aliases: [{old}]\n"), encoding="utf-8")
    with (root / "authors.yml").open("a", encoding="utf-8") as file:
        file.write("\nTri Dao: {aliases: [T. D. Dao]}\n")
    former = json.loads(columns(load(root)))["former"]
    assert former["category"] == {"models": "architectures"}
    assert former["tag"] == {"gates": "gating"}
    assert former["author"]["t-d-dao"] == "tri-dao"
