"""The site without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

# The focused element and how it is shown. The colour switch shows focus on the label next to its hidden button.
FOCUSED = """() => {
  const focused = document.activeElement;
  const seen = focused.matches("input[type=radio]") ? focused.nextElementSibling : focused;
  const box = seen.getBoundingClientRect(), style = getComputedStyle(seen);
  return {
    tag: focused.tagName, classes: focused.className, text: focused.textContent.trim(),
    isInView: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    isOutlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
    isInContent: focused.closest(".md-content") !== null,
  };
}"""


def stops(opened: Page, most: int) -> list[dict]:
    """The elements that get the focus when Tab is pressed repeatedly from the top of the page."""
    found = []
    for _ in range(most):
        opened.keyboard.press("Tab")
        found.append(opened.evaluate(FOCUSED))
    return found


def test_tab_reaches_everything_a_reader_needs_in_order(page):
    opened = page("categories/architectures/", reduced_motion="reduce")
    found = stops(opened, 100)
    classes = [stop["classes"].split() for stop in found]
    texts = [stop["text"] for stop in found]
    assert classes[0][0] == "md-skip"
    assert classes[1][0] == "brand"
    sections = ["Home", "Papers", "Browse", "Learn", "Resources", "About"]
    assert texts[2:4] == ["Home", "Papers"]
    assert [text for text in texts if text in sections][:6] == sections
    assert texts.index("Papers") < texts.index("Hybrids") < texts.index("Browse"), "the pages follow their section"
    first = opened.locator("article.card").first
    name = first.locator(".card__name").inner_text()
    assert name in texts
    assert any("equation" in names for names in classes), "a wide formula can be focused and scrolled"
    assert texts.index(name) < next(at for at, names in enumerate(classes) if "equation" in names)
    for wanted in ("Oldest first", "Paper", "BibTeX"):
        assert wanted in texts


@pytest.mark.parametrize("path", ["", "categories/architectures/", "papers/gla/", "authors/", "contribute/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_visible(page, path, scheme):
    opened = page(path, color_scheme=scheme, reduced_motion="reduce")
    unseen = [stop for stop in stops(opened, 40) if not (stop["isOutlined"] and stop["isInView"])]
    assert unseen == []


def test_the_skip_link_leads_to_the_content(page):
    opened = page("papers/gla/")
    opened.keyboard.press("Tab")
    expect(opened.locator(".md-skip")).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened).to_have_url(re.compile("#"))
    opened.keyboard.press("Tab")
    assert opened.evaluate(FOCUSED)["isInContent"]


def test_enter_follows_a_link(page, category_page_of):
    opened = page(category_page_of("gla"))
    link = opened.locator("article.card").get_by_role("link", name="GLA", exact=True)
    link.focus()
    opened.keyboard.press("Enter")
    expect(opened).to_have_url(re.compile(r"/papers/gla/$"))
    expect(opened.get_by_role("heading", level=1)).to_contain_text("Gated Linear Attention")


def test_a_wide_formula_scrolls_with_the_arrow_keys(page):
    opened = page("papers/cosformer/", viewport={"width": 280, "height": 740})
    formulas = opened.locator(".equation")
    wide = next(one for one in formulas.all() if one.evaluate("one => one.scrollWidth > one.clientWidth"))
    wide.focus()
    opened.keyboard.press("ArrowRight")
    opened.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_the_bibtex_is_copied_with_the_keyboard(page):
    opened = page("papers/gla/", permissions=["clipboard-read", "clipboard-write"])
    opened.get_by_role("button", name="Copy BibTeX").focus()
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("button", name="Copied")).to_be_visible()
    assert opened.evaluate("navigator.clipboard.readText()").startswith("@inproceedings{")
