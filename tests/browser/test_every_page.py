"""What holds on one page of each kind."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

# What sticks out to the right of the window and is in no area that scrolls by itself or clips.
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


def test_a_page_has_no_errors_asks_no_other_host_and_sets_no_cookie(open_kind):
    # The page fixture holds what the console, the scripts and the network said against the page.
    opened = open_kind()
    expect(opened.locator("h1")).to_have_count(1)
    opened.wait_for_load_state("networkidle")
    assert opened.evaluate("document.cookie") == ""
    assert opened.context.cookies() == []


def test_a_page_fits_into_narrow_and_wide_windows(open_kind):
    opened = open_kind(viewport={"width": 360, "height": 740})
    for width, height in ((360, 740), (320, 640), (1280, 800), (2560, 1440)):
        opened.set_viewport_size({"width": width, "height": height})
        assert opened.evaluate(SLIDES) <= 0, f"the page can be pushed sideways at {width} px"
        assert opened.evaluate(STICKING_OUT) == [], f"something is cut off at {width} px"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_kind, faults_of_axe, scheme):
    opened = open_kind(color_scheme=scheme)
    expect(opened.locator("body")).to_have_attribute(
        "data-md-color-scheme", {"light": "default", "dark": "slate"}[scheme]
    )
    assert faults_of_axe(opened) == []


def test_axe_finds_nothing_serious_on_a_phone(open_kind, faults_of_axe):
    # With the size of touch targets, which axe looks at only when asked.
    opened = open_kind(viewport={"width": 360, "height": 740}, has_touch=True)
    assert faults_of_axe(opened, rules={"target-size": {"enabled": True}}) == []
