"""The address of Explore contains its state: deep links, back and forward, and navigation between pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .shown import (
    DEEP,
    address,
    chips,
    choice,
    count,
    field,
    keys,
    moves,
    papers,
    ready,
)

# --- The address ------------------------------------------------------------------------------------------------------


def test_a_deep_link_restores_the_whole_state(explore, keys_of):
    opened = explore(DEEP)
    wanted = keys_of(lambda paper: "delta-rule" in paper.tags and "2024" <= paper.year <= "2025")
    expect(count(opened)).to_have_text(papers(len(wanted)))
    assert {*keys(opened)} == wanted
    expect(opened.get_by_role("combobox", name="Sort by")).to_have_value("oldest")
    expect(opened.get_by_role("button", name="Table", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(choice(opened, "Tag", "delta rule")).to_be_checked()
    expect(opened.get_by_label("From year")).to_have_value("2024")
    expect(opened.get_by_label("To year")).to_have_value("2025")
    dates = opened.locator(".hit time").evaluate_all("all => all.map(one => one.dateTime)")
    assert dates == sorted(dates)
    assert opened.url.endswith(DEEP), "opening a link does not change it"


@pytest.mark.parametrize(
    "search",
    [
        "?tag=no-such-tag&sort=sideways&view=globe",
        "?year=..&year=x..y&year=2024..2020",
        "?q=%F0%9F%A6%A5%00%22((&tag=__proto__&has=constructor",
        "?q=" + "x" * 3000,
    ],
)
def test_an_invalid_address_does_no_harm(explore, search):
    opened = explore("papers/" + search)
    expect(count(opened)).to_have_text(re.compile(r"papers?\b"))


def test_back_forward_and_reload_restore_the_state(explore):
    opened = explore()
    opened.evaluate("window.isSameDocument = true")
    field(opened).fill("attention")
    counts = [count(opened).inner_text()]
    choice(opened, "Tag", "linear attention").check()
    counts.append(count(opened).inner_text())
    opened.get_by_role("button", name="Table", exact=True).click()
    choice(opened, "Category", "Vision").check()
    counts.append(count(opened).inner_text())
    assert len({*counts}) == 3
    whole = opened.url

    opened.go_back()
    expect(count(opened)).to_have_text(counts[1])
    expect(opened.locator(".explore__list")).to_have_attribute("data-view", "table")
    opened.go_back()
    expect(opened.locator(".explore__list")).to_have_attribute("data-view", "cards")
    opened.go_back()
    expect(count(opened)).to_have_text(counts[0])
    expect(choice(opened, "Tag", "linear attention")).not_to_be_checked()
    expect(field(opened)).to_have_value("attention")
    assert address(opened) == [("q", "attention")]
    for _ in range(3):
        opened.go_forward()
    expect(count(opened)).to_have_text(counts[2])
    expect(opened).to_have_url(whole)
    assert opened.evaluate("window.isSameDocument"), "going back does not reload the page"

    opened.reload()
    ready(opened)
    expect(count(opened)).to_have_text(counts[2])
    expect(field(opened)).to_have_value("attention")
    expect(choice(opened, "Tag", "linear attention")).to_be_checked()
    expect(choice(opened, "Category", "Vision")).to_be_checked()
    opened.go_back()
    expect(count(opened)).to_have_text(counts[1])


def test_back_from_a_paper_returns_to_the_same_position_in_the_list(explore):
    opened = explore("papers/?tag=state-space-model&view=table")
    opened.wait_for_load_state("networkidle")
    before = count(opened).inner_text()
    opened.evaluate("scrollTo({top: 2500, behavior: 'instant'})")
    opened.wait_for_function("Number(document.querySelector('.hit').getAttribute('aria-posinset')) > 10")
    opened.wait_for_function("history.state?.y > 2000")  # the theme saves the scroll position with a delay
    wanted = opened.locator(".hit__name a").evaluate_all(
        "all => all.find(one => one.getBoundingClientRect().top > innerHeight / 2).href"
    )
    opened.locator(f".hit__name a[href='{wanted}']").click()
    expect(opened).to_have_url(wanted)
    expect(opened.locator(".explore")).to_have_count(0)
    opened.go_back()
    ready(opened)
    expect(count(opened)).to_have_text(before)
    expect(opened.locator(f".hit__name a[href='{wanted}']")).to_be_in_viewport()


def test_the_link_to_a_selection_is_copied(explore):
    opened = explore(permissions=["clipboard-read", "clipboard-write"])
    choice(opened, "Tag", "linear attention").check()
    field(opened).fill("chunkwise")
    opened.get_by_role("button", name="Copy link").click()
    expect(opened.get_by_text("Link copied.")).to_be_visible()
    copied = opened.evaluate("navigator.clipboard.readText()")
    assert copied == opened.url
    before = count(opened).inner_text()
    expect(count(explore(copied))).to_have_text(before)


@pytest.mark.parametrize(
    ("start", "chip"),
    [
        ("tags/delta-rule/", "Tag: delta rule"),
        ("categories/theory/", "Category: Theoretical Foundations"),
        ("authors/songlin-yang/", "Author: Songlin Yang"),
        ("venues/icml/", "Venue: ICML"),
        ("years/2023/", "First public: 2023"),
    ],
)
def test_a_list_page_opens_explore_with_its_filter(page, start, chip):
    opened = page(start)
    opened.locator(".md-content a[href*='papers/?']").first.click()
    ready(opened)
    expect(chips(opened).first).to_have_accessible_name(f"Remove {chip}")
    expect(chips(opened)).to_have_count(2)


# --- Moving between pages ---------------------------------------------------------------------------------------------


def test_leaving_and_returning_leaves_one_explore_and_no_duplicate_events(page, catalogue):
    opened = page()
    opened.wait_for_load_state("networkidle")
    opened.evaluate("window.isSameDocument = true")
    for _ in range(3):
        opened.locator("a[href$='/papers/'], a[href='papers/'], a[href='../papers/']").locator(
            "visible=true"
        ).first.click()
        ready(opened)
        opened.locator(".md-header").get_by_role("link", name="Learn").click()
        expect(opened).to_have_url(re.compile(r"/reading-path/$"))
        expect(opened.locator(".explore")).to_have_count(0)
    opened.go_back()
    ready(opened)
    assert opened.evaluate("window.isSameDocument"), "another document was loaded"
    expect(opened.get_by_role("searchbox", name="Search all papers")).to_have_count(1)
    expect(opened.locator(".explore__list")).to_have_count(1)
    before = moves(opened)
    opened.evaluate(
        """() => {
          window.pushed = 0;
          const push = history.pushState.bind(history);
          history.pushState = (...all) => { window.pushed += 1; return push(...all); };
        }"""
    )
    choice(opened, "Tag", "linear attention").check()
    expect(chips(opened)).to_have_count(2)
    assert opened.evaluate("window.pushed") == 1
    assert moves(opened) <= before + 1
    opened.go_back()
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))
    assert address(opened) == []


def test_a_link_to_all_papers_clears_the_selection(explore, catalogue):
    opened = explore("papers/?tag=delta-rule")
    opened.wait_for_load_state("networkidle")
    opened.locator(".md-header a[href$='papers/'], .md-header a[href='./']").locator("visible=true").first.click()
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))
    assert address(opened) == []
    opened.go_back()
    expect(chips(opened).first).to_have_accessible_name("Remove Tag: delta rule")
