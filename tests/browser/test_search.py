"""Search, as it is used with the keyboard and with the mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def home(page) -> Page:
    opened = page()
    # The box takes keys as soon as its script runs, which says so by taking the button out of hiding.
    expect(opened.locator("[data-find]")).to_be_visible()
    return opened


def box(opened: Page):
    return opened.locator("[data-md-component=search-query]")


def test_a_slash_opens_search_enter_opens_the_paper(home, search):
    home.keyboard.press("/")
    expect(box(home)).to_be_focused()
    expect(home.locator("#__search")).to_be_checked()
    search(home, "GLA")
    home.keyboard.press("Enter")
    expect(home).to_have_url(re.compile(r"/papers/gla/(\?.*)?$"))
    expect(home.get_by_role("heading", level=1)).to_contain_text("Gated Linear Attention Transformers")


def test_escape_closes_search(home):
    home.keyboard.press("/")
    expect(box(home)).to_be_focused()
    expect(home.locator("#__search")).to_be_checked()  # a moment after the focus; the key is heard from then on
    home.keyboard.press("Escape")
    expect(box(home)).not_to_be_focused()
    expect(home.locator("#__search")).not_to_be_checked()


def test_the_large_button_of_the_home_page_opens_search(home, search):
    home.get_by_role("button", name="Find a paper").click()
    expect(box(home)).to_be_focused()
    expect(home.locator("#__search")).to_be_checked()
    expect(search(home, "2312.06635").first).to_be_visible()


def test_the_arrows_choose_a_result(home, search):
    home.keyboard.press("/")
    results = search(home, "Songlin Yang")
    expect(results.nth(1)).to_be_visible()
    wanted = results.nth(1).get_attribute("href")
    home.keyboard.press("ArrowDown")
    home.keyboard.press("ArrowDown")
    home.keyboard.press("Enter")
    expect(home).to_have_url(re.compile(re.escape(wanted.split("?")[0])))


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("GLA", "gla"),
        ("gla", "gla"),
        ("Mamba", "mamba"),
        ("RWKV-4", "rwkv"),
        ("Gated Linear Attention Transformers", "gla"),
        ("2312.06635", "gla"),
        ("2305.13048", "rwkv"),
    ],
)
def test_the_first_result_is_the_paper_of_that_name_title_or_id(home, search, query, key):
    home.keyboard.press("/")
    expect(search(home, query).first).to_have_attribute("href", re.compile(rf"/papers/{key}/"))


def test_an_author_and_a_tag_are_found(home, search):
    home.keyboard.press("/")
    found = search(home, "Songlin Yang")
    addresses = [result.get_attribute("href").split("?")[0] for result in found.all()]
    assert any(address.endswith("/authors/songlin-yang/") for address in addresses)
    assert any(address.endswith("/papers/gla/") for address in addresses)
    search(home, "test-time memorization")
    expect(home.locator(".md-search-result__link").first).to_have_attribute("href", re.compile("/papers/(ttt|lact)/"))


def test_search_works_after_moving_to_another_page(home, search):
    # A moment after a move the theme closes search and drawer, as an open drawer shows: no reader is that fast.
    home.evaluate("document.getElementById('__drawer').checked = true")
    home.get_by_role("main").get_by_role("link", name="Architectures").first.click()
    expect(home.get_by_role("heading", level=1)).to_have_text("Architectures")
    home.wait_for_function("!document.getElementById('__drawer').checked")
    home.keyboard.press("/")
    expect(search(home, "2305.13048").first).to_have_attribute("href", re.compile(r"/papers/rwkv/"))
