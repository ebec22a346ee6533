"""Explore, the page of all papers: narrowed by words and by facets, shared as a link, taken along as a file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import rispy
from playwright.sync_api import Locator, Page, expect
from pybtex.database import parse_string

from paperatlas.catalogue import Catalogue, load
from paperatlas.cli import main
from paperatlas.model import Paper

CATALOG = Path(__file__).resolve().parents[2] / "catalog"
DEEP = "papers/?tag=delta-rule&year=2024..2025&sort=oldest&view=table"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(CATALOG)


@pytest.fixture
def keys_of(catalogue) -> Callable[..., set[str]]:
    """The keys of the papers for which a condition holds."""
    return lambda fits: {paper.key for paper in catalogue.papers.values() if fits(paper)}


@pytest.fixture
def explore(page) -> Callable[..., Page]:
    """Opens Explore and waits until it is in use."""

    def opened(address: str = "papers/", **options) -> Page:
        shown = page(address, **options)
        ready(shown)
        return shown

    return opened


def ready(opened: Page) -> None:
    expect(opened.get_by_role("button", name="Copy link")).to_be_visible()


def field(opened: Page) -> Locator:
    return opened.get_by_role("searchbox", name="Search all papers")


def count(opened: Page) -> Locator:
    return opened.locator(".explore__count")


def hits(opened: Page) -> Locator:
    return opened.get_by_role("list", name="Papers", exact=True).get_by_role("listitem")


def keys(opened: Page) -> list[str]:
    """The keys of the papers in the document, in their order."""
    return opened.locator(".hit__name a").evaluate_all("all => all.map(a => a.pathname.split('/').at(-2))")


def choice(opened: Page, facet: str, name: str) -> Locator:
    """A value of a facet, whatever count stands beside it."""
    return opened.get_by_role("group", name=facet, exact=True).get_by_role(
        "checkbox", name=re.compile(rf"^{re.escape(name)}\s*[\d,]*$")
    )


def counted(box: Locator) -> int:
    """The count that stands beside a value."""
    return int(box.locator("xpath=..").locator(".facet__count").inner_text().replace(",", ""))


def chips(opened: Page) -> Locator:
    return opened.get_by_role("list", name="Chosen filters").get_by_role("button")


def address(opened: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(opened.url).query, keep_blank_values=True)


def moves(opened: Page) -> int:
    return opened.evaluate("history.length")


def papers(number: int) -> str:
    return f"{number:,} paper" + ("" if number == 1 else "s")


def newest_first(catalogue: Catalogue) -> list[str]:
    """All keys in the order of Explore: by month, and within one by key."""
    return sorted(sorted(catalogue.papers), key=lambda key: catalogue.papers[key].date[:7], reverse=True)


def tagged(*names: str) -> Callable[[Paper], bool]:
    return lambda paper: bool({*names} & {*paper.tags})


# --- The plain list, and what takes its place -------------------------------------------------------------------------


def test_without_a_script_it_is_the_plain_list_in_numbered_pages(page, catalogue):
    opened = page("papers/", java_script_enabled=False)
    expect(opened.get_by_role("heading", level=1)).to_have_text("All papers")
    expect(opened.locator(".explore")).not_to_be_visible()
    seen = []
    while True:
        seen += opened.locator(".card__name a").evaluate_all("all => all.map(a => a.pathname.split('/').at(-2))")
        following = opened.locator(".md-content a[rel=next]")
        if not following.count():
            break
        following.first.click()
        expect(opened).to_have_url(re.compile(r"/papers/page/\d+/$"))
    assert seen == [paper.key for paper in catalogue.newest_first]
    expect(opened.locator("[data-explore]")).to_have_count(0)


def test_with_a_script_explore_takes_its_place(explore, catalogue):
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
    assert moves(opened) == before, "a keystroke replaces the address"
    field(opened).press("End")
    for _ in range(len("delta rule")):
        field(opened).press("Backspace")
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))
    assert address(opened) == []
    assert moves(opened) == before


def test_a_hidden_reason_is_told(explore):
    opened = explore()
    field(opened).fill("songlin delta")
    expect(opened.locator(".hit", has=opened.get_by_role("link", name="Kimi Linear", exact=True))).to_contain_text(
        "author: Songlin Yang"
    )
    field(opened).fill("passkeys")
    expect(hits(opened).first).to_contain_text("found in: summary")


def test_what_is_typed_while_the_index_comes_is_kept_and_answered(page):
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
    expect(count(opened)).to_contain_text("No paper has all these words;")
    field(opened).fill("autor:yang")
    expect(count(opened)).to_contain_text("There is no field “autor:”; do you mean “author:”?")
    field(opened).fill("qqqqzzzz")
    expect(count(opened)).to_have_text("Nothing found.")
    expect(opened.locator(".explore .empty")).to_contain_text("Fewer words find more")
    expect(opened.get_by_text("Export", exact=False).locator("visible=true")).to_have_count(0)


def test_an_empty_result_offers_the_search_without_filters(explore):
    opened = explore("papers/?q=retnet&tag=delta-rule&year=2017")
    expect(count(opened)).to_have_text("Nothing found.")
    opened.get_by_role("button", name=re.compile("^Search without filters")).click()
    expect(hits(opened).first).to_contain_text("Retentive Network")
    assert address(opened) == [("q", "retnet")]
    expect(field(opened)).to_be_focused()


# --- Facets -----------------------------------------------------------------------------------------------------------


def test_values_of_a_facet_are_alternatives_and_facets_narrow_each_other(explore, keys_of):
    opened = explore("papers/?view=table", viewport={"width": 1280, "height": 1600})
    before = moves(opened)

    delta = choice(opened, "Tag", "linear attention")
    promised = counted(delta)
    delta.check()
    expect(count(opened)).to_have_text(papers(promised))
    assert promised == len(keys_of(tagged("linear-attention")))

    either = keys_of(tagged("linear-attention", "hybrid"))
    choice(opened, "Tag", "hybrid").check()
    expect(count(opened)).to_have_text(papers(len(either)))
    assert len(either) > promised

    both = either & keys_of(lambda paper: paper.category == "theory")
    theory = choice(opened, "Category", "Theoretical Foundations")
    assert counted(theory) == len(both)
    theory.check()
    expect(count(opened)).to_have_text(papers(len(both)))
    assert {*keys(opened)} == both
    assert address(opened) == [
        ("category", "theory"),
        ("tag", "linear-attention"),
        ("tag", "hybrid"),
        ("view", "table"),
    ]
    assert moves(opened) == before + 3, "each choice is a step of the history"


def test_every_count_that_is_shown_is_what_choosing_it_gives(explore):
    opened = explore("papers/?q=attention&year=2024&view=table")
    opened.wait_for_load_state("networkidle")  # the words of the summaries come after the first answer, and find more
    names = opened.locator(".facet[data-facet=category] .facet__value").evaluate_all(
        "all => all.filter(one => !one.hidden && !one.querySelector(':disabled'))"
        ".map(one => [one.children[1].textContent, Number(one.children[2].textContent)])"
    )
    assert len(names) > 3
    for name, number in names:
        box = choice(opened, "Category", name)
        box.check()
        expect(count(opened)).to_have_text(papers(number))
        box.uncheck()


@pytest.mark.parametrize(
    ("facet", "name", "value", "fits"),
    [
        ("Venue", "Preprint", ("venue", "preprint"), lambda paper: paper.venue is None),
        ("Has", "Code", ("has", "code"), lambda paper: bool(paper.code)),
        ("Has", "Method in formulas", ("has", "method"), lambda paper: bool(paper.methods)),
    ],
)
def test_a_facet_gives_the_papers_of_the_catalogue(explore, keys_of, facet, name, value, fits):
    opened = explore()
    choice(opened, facet, name).check()
    expect(count(opened)).to_have_text(papers(len(keys_of(fits))))
    assert address(opened) == [value]


def test_a_facet_of_the_method_is_opened_and_chosen(explore):
    opened = explore()
    group = opened.locator(".facet[data-facet=decay]")
    group.locator("summary").click()
    box = choice(opened, "Decay", "softmax")
    promised = counted(box)
    box.check()
    expect(count(opened)).to_have_text(papers(promised))
    assert address(opened) == [("decay", "softmax")]
    opened.reload()
    expect(choice(opened, "Decay", "softmax")).to_be_checked()
    expect(choice(opened, "Decay", "softmax")).to_be_visible()


def test_code_and_a_method_together_are_both(explore, keys_of):
    opened = explore("papers/?has=code&has=method")
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: bool(paper.code and paper.methods)))))


def test_more_values_of_a_facet_are_shown_on_request(explore):
    opened = explore()
    group = opened.get_by_role("group", name="Tag", exact=True)
    expect(group.get_by_role("checkbox")).to_have_count(8)
    more = group.get_by_role("button", name=re.compile(r"^\d+ more: Tag$"))
    more.click()
    assert group.get_by_role("checkbox").count() > 20
    group.get_by_role("button", name="Fewer: Tag").click()
    expect(group.get_by_role("checkbox")).to_have_count(8)


def test_chips_are_removed_one_by_one_and_all_at_once(explore, catalogue, keys_of):
    opened = explore("papers/?tag=linear-attention&tag=hybrid&category=theory&year=2023..2025")
    expect(chips(opened)).to_have_count(5)  # the last one clears all
    opened.get_by_role("button", name="Remove Year: 2023–2025").click()
    expect(chips(opened)).to_have_count(4)
    narrowed = keys_of(tagged("linear-attention", "hybrid")) & keys_of(lambda paper: paper.category == "theory")
    expect(count(opened)).to_have_text(papers(len(narrowed)))
    opened.get_by_role("button", name="Remove Category: Theoretical Foundations").click()
    expect(count(opened)).to_have_text(papers(len(keys_of(tagged("linear-attention", "hybrid")))))
    expect(choice(opened, "Category", "Theoretical Foundations")).not_to_be_checked()
    opened.get_by_role("button", name="Clear all").click()
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))
    expect(opened.locator(".explore__chips")).not_to_be_visible()
    assert address(opened) == []
    opened.go_back()
    expect(chips(opened)).to_have_count(3)


def test_an_author_is_a_chip_with_a_name(explore, keys_of):
    opened = explore("papers/?author=songlin-yang&view=table")
    expect(chips(opened).first).to_have_accessible_name("Remove Author: Songlin Yang")
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: "Songlin Yang" in paper.authors))))


# --- Years ------------------------------------------------------------------------------------------------------------


def bar(opened: Page, year: str) -> dict[str, float]:
    return opened.locator(f".years__bar[title^='{year}:']").bounding_box()


def test_a_bar_is_clicked_and_a_second_click_takes_it_back(explore, catalogue, keys_of):
    opened = explore()
    box = bar(opened, "2023")
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    opened.mouse.click(*middle)
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: paper.year == "2023"))))
    assert address(opened) == [("year", "2023")]
    opened.mouse.click(*middle)
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))


def test_a_span_of_bars_is_dragged_in_one_step_of_the_history(explore, keys_of):
    opened = explore()
    before = moves(opened)
    start, end = bar(opened, "2024"), bar(opened, "2022")
    opened.mouse.move(start["x"] + 2, start["y"] + 10)
    opened.mouse.down()
    opened.mouse.move(end["x"] + 2, end["y"] + 20, steps=4)
    opened.mouse.up()
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: "2022" <= paper.year <= "2024"))))
    assert address(opened) == [("year", "2022..2024")]
    assert moves(opened) == before + 1


def test_the_lists_of_years_choose_a_span(explore, keys_of):
    opened = explore()
    opened.get_by_label("From year").select_option("2022")
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: paper.year >= "2022"))))
    assert address(opened) == [("year", "2022..")]
    opened.get_by_label("To year").select_option("2023")
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: "2022" <= paper.year <= "2023"))))
    opened.get_by_label("From year").select_option("2025")  # beyond the other end, which follows
    assert address(opened) == [("year", "2025")]
    expect(opened.get_by_label("To year")).to_have_value("2025")


# --- Order and look ---------------------------------------------------------------------------------------------------


def test_sorts_order_the_papers(explore, catalogue):
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


def test_relevance_is_the_order_of_a_query_and_is_offered_only_then(explore):
    opened = explore()
    sort = opened.get_by_role("combobox", name="Sort by")
    expect(sort.locator("option[value=relevance]")).to_be_disabled()
    field(opened).fill("mamba")
    expect(sort).to_have_value("relevance")
    assert keys(opened)[0] == "mamba"
    sort.select_option("newest")
    assert address(opened) == [("q", "mamba"), ("sort", "newest")]
    assert keys(opened)[0] != "mamba"


def test_cards_and_a_table(explore):
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
def test_only_what_is_in_view_is_in_the_document(explore, catalogue, view, width):
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
    assert opened.evaluate("document.documentElement.scrollHeight") == end, "the page keeps its height"


def test_explain_says_why(explore):
    opened = explore("papers/?q=gated+linear&explain")
    why = opened.get_by_role("group", name=re.compile("^Why .* stands here$"))
    expect(why.first).to_contain_text(re.compile(r"^score [\d.]+"))
    expect(why.first.get_by_role("listitem").first).to_have_text(
        re.compile(r"^gated → \w+: fit [\d.]+, weight [\d.]+, in \w+")
    )
    field(opened).fill("gla")
    expect(why.first).to_contain_text("the name itself")
    assert address(opened) == [("q", "gla"), ("explain", "")]
    expect(explore("papers/?q=gla").locator(".hit__steps")).to_have_count(0)


# --- The address ------------------------------------------------------------------------------------------------------


def test_a_deep_link_brings_all_of_it(explore, keys_of):
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
def test_an_address_that_makes_no_sense_does_no_harm(explore, search):
    opened = explore("papers/" + search)
    expect(count(opened)).to_have_text(re.compile(r"papers?\b|Nothing found"))


def test_back_forward_and_reload_bring_the_state_back(explore):
    opened = explore()
    opened.evaluate("window.isSameDocument = true")
    field(opened).fill("attention")
    said = [count(opened).inner_text()]
    choice(opened, "Tag", "linear attention").check()
    said.append(count(opened).inner_text())
    opened.get_by_role("button", name="Table", exact=True).click()
    choice(opened, "Category", "Vision").check()
    said.append(count(opened).inner_text())
    assert len({*said}) == 3
    whole = opened.url

    opened.go_back()
    expect(count(opened)).to_have_text(said[1])
    expect(opened.locator(".explore__list")).to_have_attribute("data-view", "table")
    opened.go_back()
    expect(opened.locator(".explore__list")).to_have_attribute("data-view", "cards")
    opened.go_back()
    expect(count(opened)).to_have_text(said[0])
    expect(choice(opened, "Tag", "linear attention")).not_to_be_checked()
    expect(field(opened)).to_have_value("attention")
    assert address(opened) == [("q", "attention")]
    for _ in range(3):
        opened.go_forward()
    expect(count(opened)).to_have_text(said[2])
    expect(opened).to_have_url(whole)
    assert opened.evaluate("window.isSameDocument"), "the way back loads nothing anew"

    opened.reload()
    ready(opened)
    expect(count(opened)).to_have_text(said[2])
    expect(field(opened)).to_have_value("attention")
    expect(choice(opened, "Tag", "linear attention")).to_be_checked()
    expect(choice(opened, "Category", "Vision")).to_be_checked()
    opened.go_back()
    expect(count(opened)).to_have_text(said[1])


def test_back_from_a_paper_leads_to_the_same_place_of_the_same_list(explore):
    opened = explore("papers/?tag=state-space-model&view=table")
    opened.wait_for_load_state("networkidle")
    said = count(opened).inner_text()
    opened.evaluate("scrollTo({top: 2500, behavior: 'instant'})")
    opened.wait_for_function("Number(document.querySelector('.hit').getAttribute('aria-posinset')) > 10")
    opened.wait_for_function("history.state?.y > 2000")  # the theme notes where one is a moment later
    wanted = opened.locator(".hit__name a").evaluate_all(
        "all => all.find(one => one.getBoundingClientRect().top > innerHeight / 2).href"
    )
    opened.locator(f".hit__name a[href='{wanted}']").click()
    expect(opened).to_have_url(wanted)
    expect(opened.locator(".explore")).to_have_count(0)
    opened.go_back()
    ready(opened)
    expect(count(opened)).to_have_text(said)
    expect(opened.locator(f".hit__name a[href='{wanted}']")).to_be_in_viewport()


def test_the_link_of_a_selection_is_copied(explore):
    opened = explore(permissions=["clipboard-read", "clipboard-write"])
    choice(opened, "Tag", "linear attention").check()
    field(opened).fill("chunkwise")
    opened.get_by_role("button", name="Copy link").click()
    expect(opened.get_by_text("The link to this selection is copied.")).to_be_visible()
    copied = opened.evaluate("navigator.clipboard.readText()")
    assert copied == opened.url
    said = count(opened).inner_text()
    expect(count(explore(copied))).to_have_text(said)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("tags/delta-rule/", "Tag: delta rule"),
        ("categories/theory/", "Category: Theoretical Foundations"),
        ("authors/songlin-yang/", "Author: Songlin Yang"),
        ("venues/icml/", "Venue: ICML"),
        ("years/2023/", "Year: 2023"),
    ],
)
def test_a_listing_leads_into_explore_with_its_filter(page, start, said):
    opened = page(start)
    opened.locator(".md-content a[href*='papers/?']").first.click()
    ready(opened)
    expect(chips(opened).first).to_have_accessible_name(f"Remove {said}")
    expect(chips(opened)).to_have_count(2)


# --- Moving between pages ---------------------------------------------------------------------------------------------


def test_moving_away_and_back_leaves_one_explore_and_no_double_events(page, catalogue):
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


def test_a_link_to_all_papers_leads_from_a_selection_to_all(explore, catalogue):
    opened = explore("papers/?tag=delta-rule")
    opened.wait_for_load_state("networkidle")
    opened.locator(".md-header a[href$='papers/'], .md-header a[href='./']").locator("visible=true").first.click()
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))
    assert address(opened) == []
    opened.go_back()
    expect(chips(opened).first).to_have_accessible_name("Remove Tag: delta rule")


# --- Keyboard and touch -----------------------------------------------------------------------------------------------


def tab_to(opened: Page, target: Locator, most: int = 80) -> None:
    for _ in range(most):
        opened.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"Tab does not lead to {target}")


def test_with_the_keyboard_alone(explore, keys_of):
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


def test_the_focus_goes_on_when_a_chip_is_taken_back_by_keyboard(explore):
    opened = explore("papers/?tag=hybrid&tag=recall")
    chips(opened).first.focus()
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("button", name="Remove Tag: recall")).to_be_focused()
    opened.keyboard.press("Enter")
    expect(field(opened)).to_be_focused()


def test_the_export_menu_by_keyboard(explore):
    opened = explore("papers/?tag=delta-rule")
    menu = opened.locator(".explore__export summary")
    menu.focus()
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("button", name="BibTeX")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("button", name="BibTeX")).not_to_be_visible()
    expect(menu).to_be_focused()


def test_by_touch_on_a_phone(explore, keys_of):
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


def test_a_year_is_tapped_on_a_phone(explore, keys_of):
    opened = explore(**PHONE)
    opened.locator(".explore__facets > summary").tap()
    chart = opened.locator(".years")
    chart.scroll_into_view_if_needed()
    box = bar(opened, "2023")
    opened.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: paper.year == "2023"))))


# --- Export -----------------------------------------------------------------------------------------------------------


READERS: dict[str, Callable[[str], Iterable[object]]] = {
    "BibTeX": lambda text: parse_string(text, "bibtex").entries.values(),
    "RIS": rispy.loads,
    "CSL-JSON": json.loads,
    "CSV": lambda text: csv.DictReader(io.StringIO(text)),
}


@pytest.mark.parametrize(
    ("name", "format"), [("BibTeX", "bibtex"), ("RIS", "ris"), ("CSL-JSON", "csl-json"), ("CSV", "csv")]
)
@pytest.mark.parametrize(
    "search", ["?tag=delta-rule&year=2024..2025&sort=oldest&view=table", "?q=author:songlin&view=table", ""]
)
def test_a_selection_is_exported_byte_for_byte(explore, catalogue, tmp_path, name, format, search):
    opened = explore("papers/" + search)
    number = int(count(opened).inner_text().split()[0])
    chosen = keys(opened) if search else newest_first(catalogue)
    assert len(chosen) == number
    menu = opened.locator(".explore__export summary")
    expect(menu).to_have_text(f"Export {number}")
    menu.click()
    with opened.expect_download() as waited:
        opened.get_by_role("button", name=name, exact=True).click()
    expect(opened.get_by_text(f"{papers(number)} exported as {name}.")).to_be_visible()
    file = tmp_path / waited.value.suggested_filename
    waited.value.save_as(file)
    wanted = tmp_path / "wanted"
    assert main(["export", str(CATALOG), "--format", format, "--keys", ",".join(chosen), "--output", str(wanted)]) == 0
    assert file.read_bytes() == wanted.read_bytes()
    with file.open(encoding="utf-8", newline="") as stream:
        assert len([*READERS[name](stream.read())]) == number


def test_nothing_of_the_exports_is_fetched_before_somebody_wants_it(page):
    opened = page("papers/page/2/")
    asked = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto("papers/", wait_until="networkidle")
    assert any("/search/columns-" in url for url in asked)
    assert [url for url in asked if "/export/" in url] == []


# --- When something is missing ----------------------------------------------------------------------------------------


def test_search_and_facets_go_on_offline(explore, keys_of):
    # With each new address the browser asks for its icon, and the theme for the page at the way back.
    opened = explore(expected="ERR_INTERNET_DISCONNECTED")
    opened.wait_for_function(
        "performance.getEntriesByType('resource').some((one) => one.name.includes('/search/text-') && one.responseEnd)"
    )
    opened.context.set_offline(True)
    field(opened).fill("passkeys")
    expect(hits(opened).first).to_contain_text("found in: summary")
    field(opened).fill("")
    choice(opened, "Tag", "linear attention").check()
    expect(count(opened)).to_have_text(papers(len(keys_of(tagged("linear-attention")))))
    opened.get_by_role("button", name="Table", exact=True).click()
    opened.go_back()
    opened.go_back()
    expect(opened.locator(".explore__chips")).not_to_be_visible()


def test_an_export_without_a_network_says_so(explore):
    opened = explore("papers/?tag=delta-rule", expected="ERR_INTERNET_DISCONNECTED")
    opened.wait_for_load_state("networkidle")
    opened.context.set_offline(True)
    opened.locator(".explore__export summary").click()
    opened.get_by_role("button", name="RIS").click()
    expect(opened.get_by_text("The file could not be made")).to_be_visible()


@pytest.mark.parametrize("how", ["missing", "torn", "not found"])
def test_without_its_columns_it_is_the_plain_list_and_says_so(page, catalogue, how):
    opened = page("papers/page/2/", expected="Failed to load resource|net::ERR_FAILED|status of 404")
    answers = {
        "missing": lambda route: route.abort(),
        "torn": lambda route: route.fulfill(body='{"titles": ["torn'),
        "not found": lambda route: route.fulfill(status=404, body="no"),
    }
    opened.route("**/search/columns-*", answers[how])
    opened.goto("papers/?tag=delta-rule")
    expect(opened.get_by_text("Search is unavailable; this is the plain list.")).to_be_visible()
    expect(opened.locator("article.card").first).to_contain_text(catalogue.newest_first[0].label)
    expect(field(opened)).to_have_count(0)


def test_without_the_words_of_the_summaries_the_rest_goes_on_and_it_is_said(page):
    opened = page("papers/page/2/", expected="Failed to load resource|net::ERR_FAILED")
    opened.route("**/search/text-*", lambda route: route.abort())
    opened.goto("papers/")
    ready(opened)
    expect(opened.get_by_text("The words of the summaries could not be loaded.")).to_be_visible()
    field(opened).fill("retnet")
    expect(hits(opened).first).to_contain_text("Retentive Network")


# --- For everyone -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
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
def test_nothing_serious_is_found_by_axe(explore, faults_of_axe, scheme, search, options):
    opened = explore("papers/" + search, color_scheme=scheme, **options)
    if options:  # on a narrow window the filters are folded
        opened.locator(".explore__facets > summary").tap()
    expect(choice(opened, "Tag", "hybrid")).to_be_visible()
    if search and "qqqq" not in search:
        opened.locator(".explore__export summary").click()
    assert faults_of_axe(opened) == []
