"""What a page looks like on paper: one column, black on white, with all of its text and without menus."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

KINDS = ["", "papers/gla/", "categories/hybrids/", "papers/", "libraries/", "notation/", "compare/"]


def sheets(opened: Page) -> int:
    """How many A4 sheets the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", opened.pdf(format="A4")))


@pytest.mark.parametrize("path", KINDS)
def test_a_dark_page_prints_black_on_white_without_menus(page, path):
    opened = page(path, color_scheme="dark")
    opened.emulate_media(media="print")
    for hidden in (".md-header", ".md-sidebar--primary", ".crumbs", ".actions", ".md-footer", ".explore__side"):
        expect(opened.locator(hidden).first).not_to_be_visible()
    colours = opened.locator("h1").first.evaluate(
        "title => [getComputedStyle(document.body).backgroundColor, getComputedStyle(title).color]"
    )
    assert colours[0] == "rgb(255, 255, 255)"
    assert all(int(part) < 60 for part in re.findall(r"\d+", colours[1]))


@pytest.mark.parametrize("path", ["papers/gla/", "categories/hybrids/", "categories/architectures/"])
def test_no_text_and_no_formula_is_cut_on_paper(page, path):
    opened = page(path, viewport={"width": 690, "height": 1000})  # an A4 sheet without its margins
    opened.emulate_media(media="print")
    cut = """all => all.filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1
        && getComputedStyle(one).overflowX !== "visible").map(one => one.textContent)"""
    assert opened.locator(".card__summary, .equation, pre").evaluate_all(cut) == []
    clamped = "all => all.filter(one => one.scrollHeight > one.clientHeight + 2).map(one => one.textContent)"
    assert opened.locator(".card__summary").evaluate_all(clamped) == []


def test_two_dozen_cards_take_at_most_ten_sheets(page):
    opened = page("categories/hybrids/")
    assert opened.locator(".card").count() >= 20
    assert sheets(opened) <= 10


def test_explore_prints_its_whole_selection_as_a_list(page):
    opened = page("papers/?tag=linear-attention")
    status = opened.get_by_text(re.compile(r"^\d+ papers$")).first
    expect(status).to_be_visible()
    count = int(status.inner_text().split()[0])
    printed = opened.locator(".explore__print li")
    expect(printed).to_have_count(0)
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(printed).to_have_count(count)
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(printed).to_have_count(0)
    assert sheets(opened) <= count // 10 + 1
