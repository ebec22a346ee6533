"""What a page leaves behind when a reader moves on by instant navigation."""

from __future__ import annotations

from playwright.sync_api import CDPSession, Page, expect

# Not with element handles or locators: a handle keeps the whole page of its element in memory.
FOLLOW = """address => {
  const link = document.createElement("a");
  link.href = new URL(address, document.querySelector(".brand").href);
  document.querySelector(".md-content").append(link);
  link.click();
}"""
IS_THERE = "selector => document.querySelector(selector) !== null"
TRIPS = 4


def listeners(cdp: CDPSession) -> int:
    for _ in range(3):
        cdp.send("HeapProfiler.collectGarbage")
    metrics = {one["name"]: one["value"] for one in cdp.send("Performance.getMetrics")["metrics"]}
    return int(metrics["JSEventListeners"])


def trip(opened: Page, address: str, landmark: str) -> None:
    """Goes from the home page to another page and back."""
    opened.evaluate(FOLLOW, address)
    opened.wait_for_function(IS_THERE, arg=landmark)
    opened.evaluate(FOLLOW, "")
    opened.wait_for_function(IS_THERE, arg=".hero")


def growth(page, address: str, landmark: str) -> int:
    """The number of listeners that round trips add, after one trip has loaded all code."""
    opened = page(own_process=True)
    opened.wait_for_load_state("networkidle")
    opened.evaluate("window.isSameDocument = true")
    cdp = opened.context.new_cdp_session(opened)
    cdp.send("Performance.enable")
    cdp.send("HeapProfiler.enable")
    trip(opened, address, landmark)
    before = listeners(cdp)
    for _ in range(TRIPS):
        trip(opened, address, landmark)
    assert opened.evaluate("window.isSameDocument"), "another document was loaded"
    return listeners(cdp) - before


def test_visits_to_explore_leave_no_listeners_behind(page):
    """The theme itself adds a few on each visit; Explore used to add 150."""
    theme = growth(page, "authors/", ".names")
    assert growth(page, "papers/", ".explore .hit") <= theme + 2 * TRIPS


def test_a_stray_percent_sign_in_an_address_causes_no_error(page):
    opened = page("papers/gla/#100%")
    opened.wait_for_load_state("networkidle")
    # After a click, when the theme announces a page, the script looks up the element that the address names.
    opened.evaluate("() => { document.body.click(); document$.next(document); }")
    opened.evaluate("() => new Promise((done) => setTimeout(done, 50))")  # an error would be reported later
    expect(opened.get_by_role("heading", level=1)).to_contain_text("Gated Linear Attention Transformers")
