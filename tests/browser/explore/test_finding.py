"""Finding papers in Explore: the plain list that it replaces, typing, order and views."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .shown import (
    address,
    count,
    field,
    hits,
    keys,
    moves,
    newest_first,
    papers,
)

# --- The plain list, and Explore in its place -------------------------------------------------------------------------


def test_without_scripts_there_is_the_plain_list_in_numbered_pages(page, catalogue):
    opened = page("papers/", java_script_enabled=False)
    expect(opened.get_by_role("heading", level=1)).to_have_text("All papers")
    expect(opened.locator(".explore")).not_to_be_visible()
    seen = []
    for number in range(2, 1000):
        seen += opened.locator(".card__name a").evaluate_all("all => all.map(a => a.pathname.split('/').at(-2))")
        following = opened.locator(".md-content a[rel=next]")
        if not following.count():
            break
        following.first.click()
        expect(opened).to_have_url(re.compile(f"/papers/page/{number}/$"))
    assert seen == [paper.key for paper in catalogue.newest_first]
    expect(opened.locator("[data-explore]")).to_have_count(0)


def test_with_scripts_explore_replaces_the_plain_list(explore, catalogue):
    opened = explore()
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))
    expect(opened.locator("[data-plain]")).to_have_count(2)
    for plain in opened.locator("[data-plain]").all():
        expect(plain).not_to_be_visible()
    shown = keys(opened)
    assert shown == newest_first(catalogue)[: len(shown)]
    expect(hits(opened).first).to_have_attribute("aria-setsize", str(len(catalogue.papers)))


def test_a_later_page_of_the_plain_list_stays_plain(page):
    opened = page("papers/page/2/")
    expect(opened.locator("article.card").first).to_be_visible()
    expect(opened.locator(".explore")).to_have_count(0)


# --- Typing -----------------------------------------------------------------------------------------------------------


def test_typing_narrows_with_a_live_count_and_marked_words(explore, catalogue):
    opened = explore()
    before = moves(opened)
    field(opened).press_sequentially("delta rule")
    expect(hits(opened).first.locator("mark").first).to_have_text(re.compile("delta", re.IGNORECASE))
    expect(count(opened)).to_have_role("status")
    number = int(re.fullmatch(r"(\d+) papers", count(opened).inner_text())[1])
    assert 3 < number < len(catalogue.papers) / 3
    expect(hits(opened).first).to_have_attribute("aria-setsize", str(number))
    assert address(opened) == [("q", "delta rule")]
    assert moves(opened) == before, "typing replaces the address"
    field(opened).press("End")
    for _ in range(len("delta rule")):
        field(opened).press("Backspace")
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))
    assert address(opened) == []
    assert moves(opened) == before


def test_a_hidden_match_is_explained(explore):
    opened = explore()
    field(opened).fill("songlin delta")
    expect(opened.locator(".hit", has=opened.get_by_role("link", name="Kimi Linear", exact=True))).to_contain_text(
        "author: Songlin Yang"
    )
    field(opened).fill("passkeys")
    expect(hits(opened).first).to_contain_text("found in: summary")


def test_text_typed_while_the_index_loads_is_kept_and_searched(page):
    opened = page("papers/page/2/")
    held = []
    opened.route("**/search/columns-*", lambda route: held.append(route))
    opened.goto("papers/")
    field(opened).fill("retnet")
    expect(count(opened)).to_have_text("Loading…")
    held[0].continue_()
    expect(hits(opened).first).to_contain_text("Retentive Network")
    assert address(opened) == [("q", "retnet")]
    expect(field(opened)).to_have_value("retnet")


def test_partial_matches_unknown_fields_and_an_empty_result_are_explained(explore, keys_of):
    opened = explore("papers/?tag=delta-rule")
    field(opened).fill("hedgehog qqqqzzzz")
    opened.get_by_role("button", name="Remove Tag: delta rule").click()
    expect(count(opened)).to_contain_text("No paper has all these words. Showing")
    field(opened).fill("autor:yang")
    expect(count(opened)).to_contain_text("Unknown field “autor:”. Did you mean “author:”?")
    field(opened).fill("qqqqzzzz")
    expect(count(opened)).to_have_text("No papers found.")
    expect(opened.locator(".explore .empty")).to_contain_text("No results. Try fewer words")
    expect(opened.get_by_text("Export", exact=False).locator("visible=true")).to_have_count(0)


def test_an_empty_result_offers_the_search_without_filters(explore):
    opened = explore("papers/?q=retnet&tag=delta-rule&year=2017")
    expect(count(opened)).to_have_text("No papers found.")
    opened.get_by_role("button", name=re.compile("^Search without filters")).click()
    expect(hits(opened).first).to_contain_text("Retentive Network")
    assert address(opened) == [("q", "retnet")]
    expect(field(opened)).to_be_focused()


# --- Order and look ---------------------------------------------------------------------------------------------------


def test_each_sort_option_orders_the_papers(explore, catalogue):
    opened = explore("papers/?tag=delta-rule&view=table")
    sort = opened.get_by_role("combobox", name="Sort by")
    expect(sort).to_have_value("newest")
    times = opened.locator(".hit time")

    def dates() -> list[str]:
        return times.evaluate_all("all => all.map(one => one.dateTime)")

    assert dates() == sorted(dates(), reverse=True)
    sort.select_option("oldest")
    assert dates() == sorted(dates())
    assert address(opened)[-2:] == [("sort", "oldest"), ("view", "table")]
    sort.select_option("added")
    added = [catalogue.papers[key].added for key in keys(opened)]
    assert added == sorted(added, reverse=True)
    sort.select_option("title")
    opened.wait_for_function("location.search.includes('sort=title')")
    names = [catalogue.papers[key].label for key in keys(opened)]
    titles = [catalogue.papers[key].title for key in keys(opened)]
    assert [*map(str.casefold, titles)] == sorted(map(str.casefold, titles)) or [*map(str.casefold, names)] == sorted(
        map(str.casefold, names)
    )


def test_badges_match_those_of_the_plain_pages(explore, catalogue):
    opened = explore("papers/?venue=EMNLP&view=table")
    found = [catalogue.papers[key] for key in keys(opened)]
    badges = opened.locator(".hit .badge").all_inner_texts()
    assert badges == [paper.venue.label if paper.venue else "Preprint" for paper in found]
    assert any(badge.endswith(" Findings") for badge in badges)


def test_relevance_is_the_default_order_of_a_query_and_is_offered_only_then(explore):
    opened = explore()
    sort = opened.get_by_role("combobox", name="Sort by")
    expect(sort.locator("option[value=relevance]")).to_be_disabled()
    field(opened).fill("mamba")
    expect(sort).to_have_value("relevance")
    assert keys(opened)[0] == "mamba"
    sort.select_option("newest")
    assert address(opened) == [("q", "mamba"), ("sort", "newest")]
    assert keys(opened)[0] != "mamba"


def test_the_view_switches_between_cards_and_a_table(explore):
    opened = explore("papers/?tag=delta-rule")
    cards, table = (opened.get_by_role("button", name=name, exact=True) for name in ("Cards", "Table"))
    expect(cards).to_have_attribute("aria-pressed", "true")
    tall = hits(opened).first.bounding_box()["height"]
    before = keys(opened)
    table.click()
    expect(table).to_have_attribute("aria-pressed", "true")
    assert hits(opened).first.bounding_box()["height"] < tall / 2
    assert keys(opened) == before
    assert address(opened) == [("tag", "delta-rule"), ("view", "table")]
    cards.click()
    assert address(opened) == [("tag", "delta-rule")]


@pytest.mark.parametrize("view", ["cards", "table"])
@pytest.mark.parametrize("width", [360, 1280])
def test_only_papers_in_view_are_in_the_document(explore, catalogue, view, width):
    opened = explore(f"papers/?view={view}", viewport={"width": width, "height": 740})
    every = newest_first(catalogue)
    most = len(every) // 2
    assert len(keys(opened)) < most
    seen = [*keys(opened)]
    end = opened.evaluate("document.documentElement.scrollHeight")
    for top in range(0, end, 700):
        opened.evaluate("top => scrollTo({top, behavior: 'instant'})", top)
        opened.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        now = keys(opened)
        assert len(now) < most
        seen += now
    assert list(dict.fromkeys(seen)) == every
    opened.keyboard.press("End")
    last = opened.locator(f".hit__name a[href$='/papers/{every[-1]}/']")
    expect(last).to_be_in_viewport()
    expect(opened.locator(".hit").last).to_have_attribute("aria-posinset", str(len(every)))
    assert opened.evaluate("document.documentElement.scrollHeight") == end, "the height of the page stays the same"


def test_explain_shows_the_reason_for_each_rank(explore):
    opened = explore("papers/?q=gated+linear&explain")
    why = opened.get_by_role("group", name=re.compile("^Why .* has this rank$"))
    expect(why.first).to_contain_text(re.compile(r"^score [\d.]+"))
    expect(why.first.get_by_role("listitem").first).to_have_text(
        re.compile(r"^gated → \w+: fit [\d.]+, weight [\d.]+, in \w+")
    )
    field(opened).fill("gla")
    expect(why.first).to_contain_text("exact name")
    assert address(opened) == [("q", "gla"), ("explain", "")]
    expect(explore("papers/?q=gla").locator(".hit__steps")).to_have_count(0)
