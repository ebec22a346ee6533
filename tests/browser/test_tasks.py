"""Tasks of readers, with the number of clicks that they take. The answers come from the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from paperatlas import load

CATALOGUE = load(Path(__file__).resolve().parents[2] / "catalog")


class Reader:
    """A reader who starts on the home page and whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def search(self, words: str) -> Locator:
        """Types into the search box, and returns the answers."""
        self.page.keyboard.press("/")
        self.page.get_by_role("combobox", name="Search the atlas").fill(words)
        answers = self.page.get_by_role("option")
        expect(answers.first).to_be_visible()
        return answers


@pytest.fixture
def reader(page) -> Reader:
    return Reader(page())


def test_a_paper_of_which_only_the_idea_and_an_author_are_remembered(reader):
    answers = reader.search("gated delta rule yang")
    expect(answers.first).to_contain_text("Gated DeltaNet")
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile(r"/papers/gated-deltanet/$"))
    assert reader.clicks == 0


def test_methods_with_one_decay_and_one_training_and_with_code(reader):
    reader.page.goto("papers/")
    for facet, value in (("decay", "input-vector"), ("training", "chunkwise")):
        reader.click(reader.page.locator(f"label:has(input[name={facet}][value={value}])"))
    wanted = {
        paper.key
        for paper in CATALOGUE.papers.values()
        if any(one.value("decay") == "input-vector" and "chunkwise" in one.values("training") for one in paper.methods)
    }
    expect(reader.page.locator(".explore [role=status]").first).to_contain_text(f"{len(wanted)} papers")
    assert reader.clicks == 2


def test_the_papers_of_an_author_from_the_box(reader):
    answers = reader.search("songlin yang")
    expect(answers.first).to_contain_text("Songlin Yang")
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile(r"/authors/songlin-yang/$"))
    count = len(CATALOGUE.people["songlin-yang"].papers)
    expect(reader.page.get_by_role("main")).to_contain_text(f"{count} papers")
    assert reader.clicks == 0


def test_the_papers_of_one_meeting_from_the_box_and_by_facets(reader):
    wanted = [paper for paper in CATALOGUE.papers.values() if paper.is_at("ICLR", 2026)]
    reader.search("ICLR 2026")
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile(r"/venues/iclr/2026/$"))
    expect(reader.page.locator(".row")).to_have_count(len(wanted))
    reader.page.goto("papers/?venue=ICLR&published=2026")
    expect(reader.page.locator(".explore [role=status]").first).to_contain_text(f"{len(wanted)} papers")
    assert reader.clicks == 0


def test_what_to_read_first_is_one_click_from_home(reader):
    reader.click(reader.page.get_by_role("main").get_by_role("link", name="The reading path"))
    expect(reader.page).to_have_url(re.compile(r"/reading-path/$"))
    assert reader.clicks == 1


def test_a_library_that_implements_a_method_with_its_licence(reader):
    reader.click(reader.page.locator(".menu").get_by_role("link", name="Resources"))
    reader.page.get_by_label("Name, method, licence or language").fill("RWKV-7")
    rows = reader.page.locator(".resources tbody tr:visible")
    wanted = {
        library.name: library.licence
        for library in CATALOGUE.libraries.values()
        if any("RWKV-7" in CATALOGUE.methods[key][1].name for key in library.implements)
    }
    assert wanted
    for name, licence in wanted.items():
        row = rows.filter(has=reader.page.get_by_role("link", name=name, exact=True))
        expect(row.first).to_contain_text(licence or "none stated")
    assert reader.clicks == 1


def test_what_was_added_and_what_changed(reader):
    reader.page.locator(".menu > li").filter(has_text="About").hover()
    reader.click(reader.page.locator(".menu").get_by_role("link", name="What's new"))
    expect(reader.page.get_by_role("heading", level=2).first).to_be_visible()
    reader.click(reader.page.get_by_role("link", name="Changes", exact=True))
    corrections = sum(len(entry.corrections) for entry in CATALOGUE.entries)
    statuses = sum(bool(paper.status) for paper in CATALOGUE.papers.values())
    expect(reader.page.locator(".news li")).to_have_count(corrections + statuses)
    assert reader.clicks == 2
