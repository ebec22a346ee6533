"""Checks for one page of each kind."""

from __future__ import annotations

from playwright.sync_api import expect

# Elements that extend past the right edge of the window and are not in an area that scrolls or clips.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const clipped = element => {
    for (let one = element.parentElement; one && one !== document.body; one = one.parentElement)
      if (getComputedStyle(one).overflowX !== "visible") return true;
    return false;
  };
  return [...document.querySelectorAll(".md-header *, .md-content *, .md-footer *")]
    .filter(element => element.checkVisibility() && element.getBoundingClientRect().right > width + 1)
    .filter(element => !clipped(element))
    .map(element => element.outerHTML.slice(0, 120));
}"""
SLIDES = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


def test_a_page_works_in_every_window_size_and_colour_scheme(open_kind, axe_problems, subtests):
    """All checks in one visit. The `page` fixture reports console, script and network errors."""
    # Without animations, so that no moving part of the header is measured.
    opened = open_kind(color_scheme="light", reduced_motion="reduce")
    body = opened.locator("body")
    with subtests.test("one heading"):
        expect(opened.locator("h1")).to_have_count(1)
    opened.wait_for_load_state("networkidle")
    with subtests.test("no cookie"):
        assert opened.evaluate("document.cookie") == ""
        assert opened.context.cookies() == []
    with subtests.test("axe in light"):
        expect(body).to_have_attribute("data-md-color-scheme", "default")
        assert axe_problems(opened) == []
    with subtests.test("axe in dark, where only colours differ"):
        opened.emulate_media(color_scheme="dark")
        expect(body).to_have_attribute("data-md-color-scheme", "slate")
        assert axe_problems(opened, runOnly=["color-contrast", "link-in-text-block"]) == []
    for width, height in ((2560, 1440), (1280, 800), (320, 640), (360, 740)):
        opened.set_viewport_size({"width": width, "height": height})
        with subtests.test("the page fits the window", width=width):
            assert opened.evaluate(SLIDES) <= 0
            assert opened.evaluate(STICKING_OUT) == []
    with subtests.test("axe on a phone"):
        # axe checks the size of touch targets only on request.
        assert axe_problems(opened, runOnly=["target-size", "scrollable-region-focusable"]) == []
