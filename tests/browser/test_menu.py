"""The menu of a wide screen and the filter of a table."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_a_section_opens_on_hover_and_on_focus_and_escape_closes_it(page):
    opened = page("papers/gla/")
    browse = opened.locator(".menu > li", has=opened.get_by_role("link", name="Browse", exact=True))
    venues = browse.get_by_role("link", name="Venues")
    expect(venues).to_be_hidden()
    browse.hover()
    expect(venues).to_be_visible()
    opened.keyboard.press("Escape")
    expect(venues).to_be_hidden()
    opened.mouse.move(5, 600)
    browse.get_by_role("link", name="Browse").focus()
    expect(venues).to_be_visible()
    opened.keyboard.press("Tab")
    opened.keyboard.press("Escape")
    expect(venues).to_be_hidden()
    expect(browse.get_by_role("link", name="Browse")).to_be_focused()
    opened.mouse.move(5, 500)
    browse.hover()
    venues.click()
    expect(opened).to_have_url(re.compile(r"/venues/$"))
    expect(opened.locator(".menu ul:visible")).to_have_count(0)
    expect(opened.locator(".menu__here")).to_have_text("Browse")


def test_the_first_tap_on_a_section_shows_its_pages(page):
    opened = page("papers/gla/", viewport={"width": 1300, "height": 800}, has_touch=True, is_mobile=True)
    section = opened.locator(".menu > li").nth(2)
    section.get_by_role("link").first.tap()
    expect(section.get_by_role("link", name="Venues")).to_be_visible()
    expect(opened).to_have_url(re.compile(r"/papers/gla/$"))
    section.get_by_role("link").first.tap()
    expect(opened).to_have_url(re.compile(r"/authors/$"))


def test_every_page_of_the_navigation_is_one_click_from_any_page(page):
    opened = page("papers/gla/")
    menu = opened.locator(".menu ul a").evaluate_all("all => all.map(link => link.href)")
    assert len(menu) > 20
    assert opened.locator(".map a").evaluate_all("all => all.map(link => link.href)") == menu


def test_a_table_shows_only_the_rows_with_all_words(page):
    opened = page("libraries/")
    rows = opened.locator(".resources tbody tr")
    count = rows.count()
    opened.get_by_label("Name, method, licence or language").fill("triton  MIT")
    visible = opened.locator(".resources tbody tr:visible")
    expect(opened.locator(".filter [role=status]")).to_have_text(re.compile(rf"^\d+ of {count}$"))
    texts = visible.all_inner_texts()
    assert 0 < len(texts) < count
    assert all("Triton" in text and "MIT" in text for text in texts)
    opened.get_by_label("Name, method, licence or language").fill("")
    expect(visible).to_have_count(count)
