"""What holds on one page of each kind."""

from __future__ import annotations

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
    # Without motion, so that no half-moved part of the header is measured.
    opened = open_kind(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    found = {}
    for width, height in ((360, 740), (320, 640), (1280, 800), (2560, 1440)):
        opened.set_viewport_size({"width": width, "height": height})
        found[width] = (max(0, opened.evaluate(SLIDES)), opened.evaluate(STICKING_OUT))
    assert found == dict.fromkeys(found, (0, [])), "how far the page can be pushed sideways, and what sticks out"


def test_axe_finds_nothing_serious_in_light_and_dark_and_on_a_phone(open_kind, faults_of_axe):
    opened = open_kind(color_scheme="light", reduced_motion="reduce")
    expect(opened.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    light = faults_of_axe(opened)
    opened.emulate_media(color_scheme="dark")
    expect(opened.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    dark = faults_of_axe(opened, runOnly=["color-contrast", "link-in-text-block"])
    opened.set_viewport_size({"width": 360, "height": 740})
    # axe looks at the size of touch targets only when asked.
    phone = faults_of_axe(opened, runOnly=["target-size", "scrollable-region-focusable"])
    assert "\n".join([*light, *dark, *phone]) == ""
