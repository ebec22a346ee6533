"""What pages show of a status, awards, a second venue, one line on a paper, a year alone, and formulas in titles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Document

MORE = r"""
awards: [Quixotic Paper Prize]
tldr: It is zygomorphic in one line.
status: {kind: retracted, date: 2027-02-03, reason: The figures were made up., link: 'https://example.org/why'}
also: [{name: Neural Computation, year: 2027, volume: "9", number: "2", article: "17", doi: 10.1000/also}]
"""
OLD = r"""
title: 'Sorting in $\mathcal{O}(n\log n)$ Time & Space'
authors: [Ada Byron]
date: "2001"
category: theory
tags: [linear-rnn, gating, hybrid]
arxiv: math.GT/0112017
summary: A paper that does not exist, with an id from before two thousand and seven.
added: 2026-11-24
"""


@pytest.fixture(scope="session")
def pages(once, mkdocs, copy_small_project):
    """The pages of a small site with two papers that have the new fields."""

    def build(folder: Path) -> None:
        project = copy_small_project(folder / "project")
        gla = project / "catalog/papers/gla.yml"
        without = re.sub(r"(?m)^tldr: .*\n", "", gla.read_text(encoding="utf-8"))
        gla.write_text(without + MORE, encoding="utf-8")
        (project / "catalog/papers/old.yml").write_text(OLD, encoding="utf-8")
        built = mkdocs(project, "build")
        assert built.returncode == 0, built.stderr

    site = once("new-fields", build) / "project/site"
    return lambda url: Document((site / url / "index.html").read_text(encoding="utf-8"))


def test_the_page_of_a_retracted_paper_says_so_with_the_reason_and_a_link(pages):
    page = pages("papers/gla/")
    assert "Retracted (3 February 2027): The figures were made up. Details" in " ".join(page.text.split())
    assert ("Details", "https://example.org/why") in page.links


@pytest.mark.parametrize("url", ["papers/gla/", "papers/", "categories/architectures/", "venues/icml/"])
def test_a_retracted_paper_is_marked_wherever_it_is_listed_with_its_award(pages, url):
    source = pages(url).source
    assert re.search(r'<span class="badge badge--status"[^>]*>Retracted</span>', source)
    assert '<span class="badge badge--award">Quixotic Paper Prize</span>' in source


def test_the_description_of_a_page_and_its_card_show_what_the_paper_does_in_one_line(pages):
    page = pages("papers/gla/")
    assert page.meta("description") == "It is zygomorphic in one line."
    assert "It is zygomorphic in one line." in page.text
    assert '<p class="card__summary">It is zygomorphic in one line.</p>' in pages("categories/architectures/").source


def test_the_facts_name_the_second_publication(pages):
    text = " ".join(pages("papers/gla/").text.split())
    assert "Neural Computation 2027, volume 9, number 2, article 17" in text
    assert "GLA" in pages("venues/neural-computation/").text


def test_the_bibtex_of_a_page_has_the_notes(pages):
    assert "note = {Retracted, 2027-02-03: The figures were made up" in pages("papers/gla/").text


@pytest.mark.parametrize("url", ["papers/old/", "papers/", "categories/theory/", "tags/gating/", "years/2001/"])
def test_a_formula_in_a_title_is_mathematics(pages, url):
    source = pages(url).source
    title = re.search(r"Sorting in <math>.*?</math> Time &amp; Space", source)
    assert title and "𝒪" in title[0]


def test_the_title_of_the_page_is_plain_text(pages):
    page = pages("papers/old/")
    assert page.title.startswith("Sorting in O(n log n) Time & Space")
    assert "$" not in page.title


def test_a_date_of_a_year_is_shown_as_a_year(pages):
    assert '<time datetime="2001">2001</time>' in pages("papers/old/").source
