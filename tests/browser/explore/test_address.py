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
    papers,
    ready,
)

LINK = ":is(.card__name, .hit__name) a"

# --- The address ------------------------------------------------------------------------------------------------------


def test_a_deep_link_restores_the_whole_state(explore, keys_of):
    opened = explore(DEEP, fresh=True)
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


def test_what_is_wrong_with_an_address_is_explained(explore, catalogue):
    opened = explore("papers/?tag=delta-rul&sort=sideways&view=globe&year=x..y&year=2024..2020&year=..")
    note = opened.locator(".explore__note")
    expect(note).to_contain_text("unknown tag: “delta-rul”. Did you mean “delta-rule”?")
    expect(note).to_contain_text("unknown order: “sideways”")
    expect(note).to_contain_text("unknown view: “globe”")
    expect(note).to_contain_text("unknown year: “x..y”")
    expect(count(opened)).to_have_text("No papers found.")
    opened.get_by_role("button", name="Clear all").click()
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))
    expect(note).to_be_hidden()
    for search in ("?q=%F0%9F%A6%A5%00%22((&tag=__proto__&has=constructor", "?q=" + "x" * 3000):
        expect(count(explore("papers/" + search))).to_have_text(re.compile(r"papers?\b"))


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
    expect(opened.get_by_role("table", name="Papers")).to_be_visible()
    opened.go_back()
    expect(opened.get_by_role("list", name="Papers", exact=True)).to_be_visible()
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


@pytest.mark.parametrize(
    ("search", "size", "top"),
    [
        ("", {"width": 1280, "height": 720}, 15_000),
        ("", {"width": 360, "height": 740}, 29_970),
        ("?tag=state-space-model&view=table", {"width": 1280, "height": 720}, 2500),
        ("?view=table", {"width": 360, "height": 740}, 1500),
    ],
)
def test_back_from_a_paper_returns_to_exactly_the_same_place(explore, search, size, top):
    opened = explore("papers/" + search, size=size)
    before = count(opened).inner_text()
    opened.evaluate("top => scrollTo({top, behavior: 'instant'})", top)
    opened.evaluate("document.querySelector('.is-wide')?.scrollTo(0, 3000)")
    # The theme saves the scroll position with a delay.
    opened.wait_for_function("scrollY > 100 && Math.abs(history.state?.y - scrollY) < 1")
    middle = "[...document.querySelectorAll('.hit')].find(one => one.getBoundingClientRect().bottom > innerHeight / 2)"
    opened.wait_for_function(f"'filled' in {middle}.dataset")
    link, at = opened.evaluate(
        f"(() => {{ const a = {middle}.querySelector('{LINK}'); return [a.href, a.getBoundingClientRect().top] }})()"
    )
    opened.evaluate(f"{middle}.querySelector('{LINK}').click()")
    expect(opened).to_have_url(link)
    expect(opened.locator(".explore")).to_have_count(0)
    opened.go_back()
    ready(opened)
    expect(count(opened)).to_have_text(before)
    returned = f"[...document.querySelectorAll('{LINK}')].find(link => link.href === address)"
    same = f"([address, at]) => Math.abs({returned}?.getBoundingClientRect().top - at) < 2"
    opened.wait_for_function(same, arg=[link, at])


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
    expect(opened.locator(".explore__frame")).to_have_count(1)
    before = opened.evaluate("history.length")
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
    assert opened.evaluate("history.length") <= before + 1
    opened.go_back()
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))
    assert address(opened) == []


def test_a_link_to_all_papers_clears_the_selection(explore, catalogue):
    opened = explore("papers/?tag=delta-rule")
    opened.locator(".md-header a[href$='papers/'], .md-header a[href='./']").locator("visible=true").first.click()
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))
    assert address(opened) == []
    opened.go_back()
    expect(chips(opened).first).to_have_accessible_name("Remove Tag: delta rule")
