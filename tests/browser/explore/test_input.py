"""Explore with the keyboard, by touch, and its accessibility."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from .shown import (
    PHONE,
    bar,
    chips,
    choice,
    count,
    field,
    hits,
    name,
    papers,
    tagged,
)

TOO_SMALL = """all => all.filter(one => one.checkVisibility())
  .map(one => [one.className || one.textContent, one.getBoundingClientRect().height])
  .filter(([, height]) => height < 44)"""

# --- Keyboard and touch -----------------------------------------------------------------------------------------------


def tab_to(opened: Page, target: Locator, most: int = 110) -> None:
    for _ in range(most):
        opened.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {target}")


def test_explore_works_with_the_keyboard_alone(explore, keys_of):
    opened = explore("papers/?view=table")
    field(opened).focus()
    box = choice(opened, "Tag", "linear attention")
    tab_to(opened, box)
    opened.keyboard.press("Space")
    expect(count(opened)).to_have_text(papers(len(keys_of(tagged("linear-attention")))))
    expect(box).to_be_focused()
    link = name(hits(opened).nth(1))
    tab_to(opened, link)
    expect(link).to_be_in_viewport()
    wanted = link.evaluate("link => link.href")
    opened.keyboard.press("Enter")
    expect(opened).to_have_url(wanted)
    expect(opened.get_by_role("heading", level=1)).to_be_visible()


def test_the_results_are_one_or_two_keys_away_from_the_field(explore):
    opened = explore("papers/?tag=hybrid")
    first = name(hits(opened).first)
    for press in (["ArrowDown"], ["Enter"], ["Tab", "Enter"]):
        field(opened).focus()
        for key in press:
            opened.keyboard.press(key)
        expect(first).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("heading", level=1)).not_to_have_text("All papers")


def test_the_focus_moves_on_when_a_chip_is_removed_with_the_keyboard(explore):
    opened = explore("papers/?tag=hybrid&tag=recall")
    chips(opened).first.focus()
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("button", name="Remove Tag: recall")).to_be_focused()
    opened.keyboard.press("Enter")
    expect(field(opened)).to_be_focused()


def test_the_export_menu_works_with_the_keyboard(explore):
    opened = explore("papers/?tag=delta-rule")
    menu = opened.locator(".explore__export summary")
    menu.focus()
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("button", name="BibTeX")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("button", name="BibTeX")).not_to_be_visible()
    expect(menu).to_be_focused()


def test_explore_works_by_touch_on_a_phone(explore, keys_of):
    opened = explore(**PHONE)
    assert hits(opened).first.bounding_box()["y"] < 320, "the first card is in view"
    box = choice(opened, "Tag", "linear attention")
    expect(box).not_to_be_visible()
    opened.get_by_role("button", name="Filters", exact=True).tap()
    sheet = opened.get_by_role("dialog", name="Filters")
    box.locator("xpath=..").tap()
    wanted = len(keys_of(tagged("linear-attention")))
    expect(count(opened)).to_have_text(papers(wanted))
    small = opened.locator(".explore :is(input[type=search], select, button, summary.action, .facet__value)")
    assert small.evaluate_all(TOO_SMALL) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    chart = opened.locator(".explore__sheet .years")
    chart.scroll_into_view_if_needed()
    at = bar(opened, "2023")
    opened.touchscreen.tap(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    wanted = len(keys_of(lambda paper: paper.year == "2023" and "linear-attention" in paper.tags))
    sheet.get_by_role("button", name=f"Show {papers(wanted)}").tap()
    expect(sheet).to_be_hidden()
    expect(opened.get_by_role("button", name="Filters (2)")).to_be_visible()
    expect(count(opened)).to_have_text(papers(wanted))
    assert small.evaluate_all(TOO_SMALL) == []
    hit = hits(opened).first
    address = name(hit).evaluate("link => link.href")
    hit.locator(".card__summary").tap()  # anywhere on the card
    expect(opened).to_have_url(address)


# --- Accessibility ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_either_theme(explore, axe_problems, width):
    opened = explore("papers/", size={"width": width, "height": 740})
    for search in ("?decay=softmax", "?q=gated+linear&tag=delta-rule&explain", "?view=table&tag=hybrid", "?q=qqqqzzzz"):
        explore("papers/" + search, size={"width": width, "height": 740})
        if "delta" in search:
            opened.locator(".explore__export summary").click()
        for scheme, shown in (("light", "default"), ("dark", "slate")):
            opened.emulate_media(color_scheme=scheme)
            expect(opened.locator("body")).to_have_attribute("data-md-color-scheme", shown)
            assert axe_problems(opened, every=True) == [], (search, scheme)
    if width == 360:
        opened.get_by_role("button", name="Filters", exact=True).click()
        assert axe_problems(opened, every=True) == []
        opened.keyboard.press("Escape")
