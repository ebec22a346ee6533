"""Instant navigation: following a link updates the document and does not load another one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

MARK = "window.isSameDocument = true"
IS_MARKED = "window.isSameDocument === true"
COUNT_COPIES = """() => {
  window.copies = 0;
  const write = navigator.clipboard.writeText.bind(navigator.clipboard);
  navigator.clipboard.writeText = text => { window.copies += 1; return write(text); };
}"""


@pytest.fixture
def category(page, category_page_of) -> Page:
    opened = page(category_page_of("gla"), permissions=["clipboard-read", "clipboard-write"])
    # The theme handles links after it has read the list of pages.
    opened.wait_for_load_state("networkidle")
    opened.evaluate(MARK)
    return opened


def test_navigation_updates_title_canonical_link_and_copying(category):
    category.evaluate(COUNT_COPIES)
    for key in ("gla", "retnet", "gla"):
        category.locator(f".md-content a[href$='/papers/{key}/']").first.click()
        expect(category.locator("link[rel=canonical]")).to_have_attribute(
            "href", f"https://owner.github.io/atlas/papers/{key}/"
        )
        heading = category.get_by_role("heading", level=1).locator("span").last.inner_text()
        expect(category).to_have_title(re.compile(re.escape(heading)))
        assert category.evaluate(IS_MARKED), "another document was loaded"
    category.get_by_role("button", name="Copy BibTeX").click()
    expect(category.get_by_role("button", name="Copied")).to_be_visible()
    copied = category.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@inproceedings{yang2024gated,")
    assert copied == category.locator("#bibtex").text_content()
    assert category.evaluate("window.copies") == 1, "one click copies once, no matter how many pages were visited"


def test_back_and_forward_keep_the_document(category):
    listing = category.url
    category.locator("article.card").get_by_role("link", name="GLA", exact=True).click()
    expect(category).to_have_title(re.compile("Gated Linear Attention"))
    category.go_back()
    expect(category).to_have_url(listing)
    expect(category.get_by_role("heading", level=1)).to_have_text("Architectures")
    expect(category).to_have_title(re.compile("^Architectures"))
    category.go_forward()
    expect(category.get_by_role("heading", level=1)).to_contain_text("Gated Linear Attention")
    assert category.evaluate(IS_MARKED), "another document was loaded"


def test_navigation_updates_edit_and_report_links(category):
    for key in ("gla", "retnet"):
        category.locator(f".md-content a[href$='/papers/{key}/']").first.click()
        expect(category.get_by_role("link", name="Edit this entry")).to_have_attribute(
            "href", f"https://github.com/owner/atlas/edit/main/catalog/papers/{key}.yml"
        )
        report = category.get_by_role("link", name="report a mistake").get_attribute("href")
        assert report.startswith("https://github.com/owner/atlas/issues/new?")
        assert f"papers%2F{key}%2F" in report


def test_a_link_to_a_section_of_another_page_scrolls_to_it(category):
    category.locator(".md-header").get_by_role("link", name="Compare", exact=True).click()
    expect(category).to_have_url(re.compile(r"/compare/$"))
    link = category.locator(".md-content a[href$='#libraries']").first
    address, _, anchor = link.get_attribute("href").partition("#")
    held = []
    category.route("**" + address.lstrip("."), lambda route: held.append(route))
    with category.expect_request("**" + address.lstrip(".")):
        link.click()
    expect(category).to_have_url(re.compile(f"#{anchor}$"))
    category.mouse.wheel(0, 100)
    category.wait_for_function("history.state?.y > 0")  # the theme has noted where the reader was
    held.pop().continue_()
    expect(category.locator(f"#{anchor}")).to_be_visible()
    expect(category.locator(f"#{anchor}")).to_be_in_viewport()
    assert category.evaluate(IS_MARKED), "another document was loaded"


@pytest.mark.parametrize(("name", "landmark"), [("GLA", "h1"), ("BibTeX", "#cite")])
def test_a_page_opens_at_its_anchor_even_if_the_reader_scrolled_while_it_loaded(category, name, landmark):
    held = []
    category.set_viewport_size({"width": 1280, "height": 300})
    category.route("**/papers/gla/", lambda route: held.append(route))
    card = category.locator("article.card", has=category.get_by_role("link", name="GLA", exact=True))
    with category.expect_request("**/papers/gla/"):
        card.get_by_role("link", name=name, exact=True).click()
    before = category.evaluate("scrollY")
    category.mouse.wheel(0, 500)
    category.wait_for_function("before => history.state?.y > before", arg=before)  # the theme has noted it
    held.pop().continue_()
    expect(category).to_have_title(re.compile("Gated Linear Attention"))
    expect(category.locator(landmark)).to_be_in_viewport()
    assert category.evaluate(IS_MARKED), "another document was loaded"


def test_navigation_updates_the_selected_tab_of_the_header(category):
    header = category.locator(".md-header")
    header.get_by_role("link", name="Learn").click()
    expect(category).to_have_url(re.compile(r"/reading-path/$"))
    expect(header.locator(".menu__here")).to_have_text("Learn")
