"""Finding papers in Explore: the plain list that it replaces, typing, order and views."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from paperatlas.model import Paper

from .shown import (
    address,
    count,
    field,
    filled,
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
    opened = explore(fresh=True)
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))
    expect(opened.locator("[data-plain]")).to_have_count(2)
    for plain in opened.locator("[data-plain]").all():
        expect(plain).not_to_be_visible()
    assert keys(opened) == newest_first(catalogue)


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
    expect(hits(opened)).to_have_count(number)
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
    expect(
        opened.locator(".explore .hit", has=opened.get_by_role("link", name="Kimi Linear", exact=True))
    ).to_contain_text("author: Songlin Yang")
    field(opened).fill("passkeys")
    expect(hits(opened).first).to_contain_text("found in: summary")


def test_text_typed_while_the_index_loads_is_kept_and_searched(page, until):
    opened = page("papers/page/2/")
    held = []
    opened.route("**/search/columns-*", lambda route: held.append(route))
    opened.goto("papers/")
    field(opened).fill("retnet")
    expect(count(opened)).to_have_text("Loading…")
    until(lambda: held or opened.wait_for_timeout(50), "the request for the index")
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
    opened = explore("papers/?tag=delta-rule")
    sort = opened.get_by_role("combobox", name="Sort by")
    expect(sort).to_have_value("newest")

    def shown(order: str) -> list[Paper]:
        sort.select_option(order)
        opened.wait_for_function(f"location.search.includes('sort={order}')")
        return [catalogue.papers[key] for key in keys(opened)]

    dates = [paper.date for paper in shown("oldest")]
    assert dates == sorted(dates)
    assert address(opened) == [("tag", "delta-rule"), ("sort", "oldest")]
    dates = [paper.date for paper in shown("newest")]
    assert dates == sorted(dates, reverse=True)
    added = [paper.added for paper in shown("added")]
    assert added == sorted(added, reverse=True)
    titles = [paper.title.casefold() for paper in shown("title")]
    assert titles == sorted(titles)
    influence = [catalogue.influence[paper.key] for paper in shown("influence")]
    assert influence == sorted(influence, reverse=True)
    assert influence[0] > influence[-1]
    expect(hits(opened).first).to_contain_text(f"{influence[0]} papers build on it")


def test_the_columns_of_the_table_sort_it_and_can_be_chosen(explore, catalogue):
    opened = explore("papers/?tag=delta-rule&view=table")
    table = opened.get_by_role("table", name="Papers")
    year = table.get_by_role("columnheader", name="First public")
    expect(year).to_have_attribute("aria-sort", "descending")
    year.get_by_role("button").press("Enter")
    expect(year).to_have_attribute("aria-sort", "ascending")
    expect(year.get_by_role("button")).to_be_focused()
    assert keys(opened) == sorted(keys(opened), key=newest_first(catalogue)[::-1].index)
    opened.locator(".explore__columns summary").click()
    columns = opened.get_by_role("group", name="Columns of the table")
    columns.get_by_label("Relations").check()
    columns.get_by_label("Training").uncheck()
    opened.keyboard.press("Escape")
    expect(table.get_by_role("columnheader", name="Training")).to_have_count(0)
    assert ("cols", "name,year,venue,update,decay,write,relations") in address(opened)
    header = table.get_by_role("columnheader", name="Relations")
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "descending")
    papers = [catalogue.papers[key] for key in keys(opened)]
    related = [len(paper.builds_on) + len(catalogue.built_on_by.get(paper.key, ())) for paper in papers]
    assert related == sorted(related, reverse=True)
    expect(filled(opened).first.get_by_role("cell").last).to_have_text(str(related[0]))
    expect(opened.get_by_role("combobox", name="Sort by")).to_have_value("relations")
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    # The header stays in view, also where the table is wider than the page and scrolls in its frame.
    for columns in ("", "&cols=name,update,readout,state,decay,write,code"):
        explore(f"papers/?tag=delta-rule&view=table{columns}")
        opened.evaluate("(document.querySelector('.is-wide') ?? window).scrollTo(0, 600)")
        expect(table.get_by_role("columnheader", name="Paper").get_by_role("button")).to_be_in_viewport()
        expect(hits(opened).first.locator(".hit__name a")).not_to_be_in_viewport()
        assert opened.locator(".is-wide").count() == bool(columns)


def test_a_paper_without_a_value_comes_last_in_both_directions(explore, catalogue):
    for sort in ("decay", "-decay"):
        opened = explore(f"papers/?tag=delta-rule&view=table&sort={sort}")
        has = [any(method.value("decay") for method in catalogue.papers[key].methods) for key in keys(opened)]
        assert has == sorted(has, reverse=True)
        assert len({*has}) == 2


def test_a_card_is_the_one_of_the_plain_list_and_of_the_category_page(explore, page, category_page_of):
    opened = explore("papers/?q=gla")
    card = ".card:has(.card__name a[href$='/papers/gla/'])"
    expect(filled(opened).first).to_have_attribute("data-filled", "")
    explored = opened.locator(card)
    expect(explored.locator("math").first).to_be_visible()
    plain = page(category_page_of("gla")).locator(card)
    parts = "card => [...card.querySelectorAll('*')].map(one => one.tagName).filter(name => name !== 'MARK')"
    assert explored.evaluate(parts) == plain.evaluate(parts)
    assert explored.evaluate("card => card.textContent") == plain.evaluate("card => card.textContent")
    expect(explored.locator(".card__category")).to_have_text("Architectures")
    expect(explored.locator(".card__summary + .tags > li > a")).to_have_count(3)
    explored.get_by_text(re.compile(r"^\+\d+$")).click()
    assert explored.locator(".tags a").locator("visible=true").count() > 3
    # A selection of text does not open the paper; a click does.
    summary = explored.locator(".card__summary")
    summary.select_text()
    summary.dispatch_event("click")
    assert opened.url.endswith("?q=gla")
    opened.evaluate("getSelection().removeAllRanges()")
    summary.click()
    expect(opened).to_have_url(re.compile(r"/papers/gla/$"))


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
    before = keys(opened)
    table.click()
    expect(table).to_have_attribute("aria-pressed", "true")
    expect(opened.get_by_role("table", name="Papers")).to_be_visible()
    assert keys(opened) == before
    assert address(opened) == [("tag", "delta-rule"), ("view", "table")]
    opened.keyboard.press("Control+f")
    expect(filled(opened)).to_have_count(len(before))
    badges = [text for text in opened.locator(".hit .badge").all_inner_texts() if text]
    assert len(badges) == len(before)
    cards.click()
    assert address(opened) == [("tag", "delta-rule")]


@pytest.mark.parametrize("view", ["cards", "table"])
def test_papers_are_loaded_as_they_come_into_view_and_all_of_them_for_a_search_on_the_page(explore, catalogue, view):
    opened = explore(f"papers/?view={view}", fresh=True)
    every = newest_first(catalogue)
    assert keys(opened) == every, "the browser finds each name on the page"
    expect(filled(opened).first).to_be_visible()
    assert filled(opened).count() < len(every) / 2
    last = hits(opened).last
    last.scroll_into_view_if_needed()
    expect(last).to_have_attribute("data-filled", "")
    opened.keyboard.press("Control+f")
    expect(filled(opened)).to_have_count(len(every))


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


def test_a_card_shows_the_sentence_of_the_summary_that_has_the_words(explore):
    opened = explore("papers/?q=passkeys")
    expect(hits(opened).first.locator(".hit__sentence mark")).to_have_text("passkeys")
