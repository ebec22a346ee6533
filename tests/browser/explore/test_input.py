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
    papers,
    tagged,
)

# --- Keyboard and touch -----------------------------------------------------------------------------------------------


def tab_to(opened: Page, target: Locator, most: int = 80) -> None:
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
    link = hits(opened).nth(1).get_by_role("link")
    tab_to(opened, link)
    expect(link).to_be_in_viewport()
    wanted = link.get_attribute("href")
    opened.keyboard.press("Enter")
    expect(opened).to_have_url(wanted)
    expect(opened.get_by_role("heading", level=1)).to_be_visible()


def test_tab_leads_through_the_whole_list_without_losing_the_focus(explore):
    opened = explore("papers/?tag=hybrid&view=table", viewport={"width": 1280, "height": 400})
    number = int(count(opened).inner_text().split()[0])
    hits(opened).first.get_by_role("link").focus()
    for at in range(1, number + 1):
        where = opened.evaluate("document.activeElement.closest('.hit')?.getAttribute('aria-posinset')")
        assert where == str(at)
        opened.keyboard.press("Tab")
    opened.keyboard.press("Shift+Tab")
    expect(hits(opened).last.get_by_role("link")).to_be_focused()


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
    box = choice(opened, "Tag", "linear attention")
    expect(box).not_to_be_visible()
    opened.locator(".explore__facets > summary").tap()
    box.locator("xpath=..").tap()
    expect(count(opened)).to_have_text(papers(len(keys_of(tagged("linear-attention")))))
    expect(opened.locator(".explore__facets > summary")).to_have_text("Filters (1 choice)")
    small = opened.locator(".explore :is(input[type=search], select, button, summary, .facet__value)").evaluate_all(
        """all => all.filter(one => one.checkVisibility())
          .map(one => [one.className || one.textContent, one.getBoundingClientRect().height])
          .filter(([, height]) => height < 44)"""
    )
    assert small == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    opened.locator(".explore__facets > summary").tap()
    hit = hits(opened).first
    wanted = hit.get_by_role("link").get_attribute("href")
    hit.scroll_into_view_if_needed()
    # Anywhere on the card.
    size = hit.bounding_box()
    hit.tap(position={"x": size["width"] - 30, "y": size["height"] - 12})
    expect(opened).to_have_url(wanted)


def test_a_year_can_be_tapped_on_a_phone(explore, keys_of):
    opened = explore(**PHONE)
    opened.locator(".explore__facets > summary").tap()
    chart = opened.locator(".years")
    chart.scroll_into_view_if_needed()
    box = bar(opened, "2023")
    opened.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: paper.year == "2023"))))


# --- Accessibility ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("search", "options"),
    [
        ("", {}),
        ("?q=delta&tag=delta-rule&year=2023..2025", {}),
        ("?view=table&tag=hybrid", {}),
        ("?q=gated+linear&explain", {}),
        ("?q=qqqqzzzz", {}),
        ("?tag=hybrid&year=2024", PHONE),
    ],
    ids=["all", "cards", "table", "explain", "nothing", "phone"],
)
def test_axe_finds_no_serious_problems(explore, axe_problems, search, options):
    opened = explore("papers/" + search, color_scheme="light", **options)
    if options:  # in a narrow window the filters are collapsed
        opened.locator(".explore__facets > summary").tap()
    expect(choice(opened, "Tag", "hybrid")).to_be_visible()
    if search and "qqqq" not in search:
        opened.locator(".explore__export summary").click()
    assert axe_problems(opened) == []
    opened.emulate_media(color_scheme="dark")
    expect(opened.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert axe_problems(opened, runOnly=["color-contrast", "link-in-text-block"]) == []
