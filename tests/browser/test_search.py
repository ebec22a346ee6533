"""The search box on every page, with keyboard, mouse and touch."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def home(page) -> Page:
    return page()


def box(opened: Page):
    return opened.get_by_role("combobox", name="Search the atlas")


def options(opened: Page):
    return opened.get_by_role("option")


def message(opened: Page):
    return opened.locator(".finder [role=status]")


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_search_and_enter_opens_the_paper(home, key):
    home.keyboard.press(key)
    expect(box(home)).to_be_focused()
    home.keyboard.type("GLA")
    expect(options(home).first).to_contain_text("Gated Linear Attention Transformers")
    home.keyboard.press("Enter")
    expect(home).to_have_url(re.compile(r"/papers/gla/$"))
    expect(home.get_by_role("heading", level=1)).to_contain_text("Gated Linear Attention Transformers")
    expect(home.locator(".finder")).not_to_be_visible()


def test_the_search_box_has_focus_immediately_and_keeps_typed_text(home):
    # In one task: the key, and letters typed before the search code has loaded.
    focused = home.evaluate(
        """() => {
          document.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true }));
          return document.activeElement.matches(".finder input");
        }"""
    )
    assert focused
    home.keyboard.type("retnet")
    expect(box(home)).to_have_value("retnet")
    expect(options(home).first).to_contain_text("Retentive Network")


def test_search_is_loaded_only_when_a_reader_may_need_it(page):
    asked = []
    opened = page("papers/gla/")
    opened.on("request", lambda request: asked.append(request.url))
    opened.reload(wait_until="networkidle")
    assert [url for url in asked if "/search/" in url and not url.endswith(".css")] == []
    opened.locator(".finder-open").hover()
    expect(opened.locator(".finder")).not_to_be_visible()
    opened.wait_for_function(
        "performance.getEntriesByType('resource').some((one) => one.name.includes('/search/text-'))"
    )


def test_a_slash_in_a_text_field_is_a_slash(home):
    home.keyboard.press("/")
    home.keyboard.type("a/b")
    expect(box(home)).to_have_value("a/b")


def test_escape_closes_search_and_restores_the_focus(page):
    opened = page()
    button = opened.get_by_role("button", name="Find a paper")
    button.click()
    expect(box(opened)).to_be_focused()
    opened.keyboard.press("Escape")
    expect(opened.locator(".finder")).not_to_be_visible()
    expect(button).to_be_focused()


def test_one_escape_closes_the_box_before_its_code_has_arrived(page):
    opened = page()
    opened.route("**/search/box.js", lambda route: None)  # no answer
    opened.keyboard.press("/")
    opened.keyboard.type("gla")
    opened.keyboard.press("Escape")
    expect(opened.locator(".finder")).not_to_be_visible()
    opened.unroute_all(behavior="ignoreErrors")


def test_the_arrow_keys_select_a_result_and_wrap_around(home):
    home.keyboard.press("/")
    home.keyboard.type("songlin yang delta")
    expect(options(home).nth(1)).to_be_visible()
    chosen = home.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    first = chosen.get_attribute("id")
    home.keyboard.press("ArrowDown")
    second = chosen.get_attribute("id")
    assert first != second
    expect(box(home)).to_have_attribute("aria-activedescendant", second)
    home.keyboard.press("ArrowUp")
    home.keyboard.press("ArrowUp")
    assert chosen.get_attribute("id") == options(home).last.get_attribute("id")
    home.keyboard.press("ArrowDown")
    home.keyboard.press("ArrowDown")
    wanted = chosen.get_attribute("href")
    home.keyboard.press("Enter")
    expect(home).to_have_url(wanted)


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("GLA", "gla"),
        ("mamba", "mamba"),
        ("mamba 2", "mamba2"),
        ("rwkv", "rwkv"),
        ("flashattention", "flashattention"),
        ("gated linaer attention", "gla"),
        ("nystromformer", "nystromformer"),
        ("https://arxiv.org/abs/2312.06635v2", "gla"),
        ("2305.13048", "rwkv"),
        ("author:katharopoulos", "linear-transformer"),
    ],
)
def test_the_first_result_is_the_intended_paper(home, query, key):
    home.keyboard.press("/")
    home.keyboard.insert_text(query)
    expect(options(home).first).to_have_attribute("href", re.compile(rf"/papers/{key}/$"))


def test_authors_tags_venues_and_pages_follow_the_papers(home):
    home.keyboard.press("/")
    for query, address in (
        ("songlin yang", "/authors/songlin-yang/"),
        ("delta rule", "/tags/delta-rule/"),
        ("neurips", "/venues/neurips/"),
        ("reading path", "/reading-path/"),
    ):
        box(home).fill(query)
        expect(home.locator(f"[role=option][href$='{address}']")).to_be_visible()


def test_matched_words_are_marked_and_a_hidden_match_is_explained(home):
    home.keyboard.press("/")
    home.keyboard.type("songlin delta")
    expect(options(home).first.locator("mark").first).to_have_text("Delta")
    kimi = home.locator("[role=option][href$='/papers/kimi-linear/']")
    expect(kimi).to_contain_text("author: Songlin Yang")


def test_a_word_of_a_summary_is_found_and_the_result_shows_the_sentence(home):
    home.keyboard.press("/")
    home.keyboard.type("passkeys")
    expect(options(home).first.locator(".find-option__tldr mark")).to_have_text("passkeys", timeout=15_000)


def test_ids_of_options_are_unique_and_addresses_come_from_the_data(page, site):
    """Also if the key of a paper is a word that our ids use, and for names in non-Latin scripts."""
    opened = page()
    (names_file,) = site.glob("search/names-*.json")
    (columns_file,) = site.glob("search/columns-*.json")
    names, columns = (json.loads(file.read_text(encoding="utf-8")) for file in (names_file, columns_file))

    def change(table, changes):
        for name, values in changes.items():
            lines = table[name].split("\n")
            for at, value in values.items():
                lines[at] = value
            table[name] = "\n".join(lines)

    counts = Counter(person for row in columns["authors"].split("\n") for person in row)
    one, two = (ord(person) - 0x23 - (person > "\\") for person, _ in counts.most_common(2))
    change(names, {"keys": {0: "all"}, "names": {0: "attention"}})
    change(columns, {"people": {one: "注意 甲", two: "注意 乙"}})
    columns["venues"][0], columns["venueSlugs"][0] = "Attention & Memory", "of-another-rule"
    opened.route("**/search/names-*", lambda route: route.fulfill(json=names))
    opened.route("**/search/columns-*", lambda route: route.fulfill(json=columns))
    opened.keyboard.press("/")
    for query, number in (("attention", 10), ("注意", 2)):
        box(opened).fill(query)
        expect(options(opened).first).to_be_visible()
        expect(message(opened)).not_to_contain_text("oading…")
        ids = options(opened).evaluate_all("all => all.map(one => one.id)")
        assert len(ids) >= number
        assert len({*ids}) == len(ids)
    box(opened).fill("attention memory")
    expect(opened.locator("[role=option][href$='/venues/of-another-rule/']")).to_be_visible()


def test_partial_matches_are_labelled(home):
    home.keyboard.press("/")
    home.keyboard.type("hedgehog qqqqzzzz")
    expect(options(home).first).to_contain_text("Hedgehog")
    expect(message(home)).to_contain_text("No paper has all these words")


def test_an_unknown_field_is_reported_with_the_nearest_one(home):
    home.keyboard.press("/")
    home.keyboard.type("autor:yang")
    expect(message(home)).to_contain_text("Unknown field “autor:”. Did you mean “author:”?")
    home.keyboard.press("Control+a")
    home.keyboard.type("has:cod")
    expect(message(home)).to_contain_text("Unknown value “has:cod”. Did you mean “has:code”? No papers found. Browse")


def test_an_empty_result_offers_links(home):
    home.keyboard.press("/")
    home.keyboard.type("qqqqzzzz")
    expect(message(home)).to_contain_text("No papers found.")
    expect(message(home).get_by_role("link", name="Browse all papers")).to_be_visible()


def test_recent_searches_stay_on_the_device(page):
    opened = page()
    opened.keyboard.press("/")
    opened.keyboard.type("retnet")
    expect(options(opened).first).to_be_visible()
    opened.keyboard.press("Enter")
    expect(opened).to_have_url(re.compile(r"/papers/retnet/"))
    opened.wait_for_load_state()  # until the theme is ready, links load new pages, which ignore keys at first
    opened.keyboard.press("/")
    box(opened).fill("")
    expect(options(opened).first).to_contain_text("retnet")
    options(opened).first.click()
    expect(box(opened)).to_have_value("retnet")


def test_search_works_after_navigation_and_opens_once(home):
    home.get_by_role("main").get_by_role("link", name="Architectures").first.click()
    expect(home.get_by_role("heading", level=1)).to_have_text("Architectures")
    for query, key in (("2305.13048", "rwkv"), ("2312.06635", "gla")):
        home.keyboard.press("/")
        box(home).fill(query)
        expect(options(home)).to_have_count(1)
        expect(options(home).first).to_have_attribute("href", re.compile(rf"/papers/{key}/$"))
        home.keyboard.press("Enter")
        expect(home).to_have_url(re.compile(rf"/papers/{key}/$"))


def test_search_works_by_touch_on_a_phone(page):
    opened = page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    opened.locator(".finder-open").tap()
    box(opened).fill("retnet")
    option = options(opened).first
    opened.wait_for_function("document.querySelector('[role=option]')?.getBoundingClientRect().height >= 44")
    option.tap()
    expect(opened).to_have_url(re.compile(r"/papers/retnet/"))


@pytest.mark.parametrize("file", ["names-", "columns-", "engine.js"])
def test_a_failed_download_shows_a_link_to_the_list(page, file):
    opened = page(expected="Failed to load resource|net::ERR_FAILED|Failed to fetch")
    opened.route(f"**/*{file}*", lambda route: route.abort())
    opened.keyboard.press("/")
    opened.keyboard.type("gla")
    expect(message(opened)).to_contain_text("Search is unavailable.")
    message(opened).get_by_role("link", name="Browse all papers").click()
    expect(opened).to_have_url(re.compile(r"/papers/$"))


def test_with_a_damaged_file_search_is_unavailable_until_it_is_repaired(page):
    opened = page()
    opened.route("**/search/columns-*", lambda route: route.fulfill(body='{"titles": "torn'))
    opened.keyboard.press("/")
    opened.keyboard.type("gla")
    expect(message(opened)).to_contain_text("Search is unavailable.")
    opened.unroute("**/search/columns-*")
    box(opened).fill("retnet")
    expect(options(opened).first).to_contain_text("Retentive Network")


def test_names_answer_first_and_the_rest_completes_the_list_without_moving_a_chosen_option(page):
    opened, held = page(), []
    opened.route("**/search/columns-*", lambda route: held.append(route))
    opened.keyboard.press("/")
    opened.keyboard.type("songlin")
    expect(message(opened)).to_have_text("Loading…")
    box(opened).fill("gated linear attention")
    expect(options(opened).first).to_contain_text("Gated Linear Attention Transformers")
    expect(message(opened)).to_contain_text("The rest is loading")
    opened.keyboard.press("ArrowDown")
    chosen = opened.locator("[role=option][aria-selected=true]")
    link = chosen.get_attribute("href")
    ids = options(opened).evaluate_all("all => all.map(one => one.id)")
    expect(chosen).not_to_contain_text(" · ")
    held[0].continue_()
    expect(chosen).to_contain_text(" · ")
    assert chosen.get_attribute("href") == link
    assert options(opened).evaluate_all("all => all.map(one => one.id)") == ids
    box(opened).fill("songlin yang")
    expect(options(opened).first).to_contain_text("Songlin Yang")


def test_without_scripts_the_button_links_to_the_list(page):
    opened = page(java_script_enabled=False)
    opened.locator(".finder-open").click()
    expect(opened).to_have_url(re.compile(r"/papers/$"))


@pytest.mark.parametrize(
    ("query", "kind", "name", "target"),
    [
        ("flash-linear-attention", "library", "", "/libraries/"),
        ("reading path", "page", "Reading path", "/reading-path/"),
        ("libraries", "page", "Libraries", "/libraries/"),
        ("contribute", "page", "Contribute", "/contribute/"),
        ("songlin yang", "author", "Songlin Yang", "/authors/songlin-yang/"),
        ("ICLR 2026", "edition", "ICLR 2026", "/venues/iclr/2026/"),
        ("iclr26", "edition", "ICLR 2026", "/venues/iclr/2026/"),
        ("NeurIPS", "venue", "NeurIPS", "/venues/neurips/"),
        ("2025", "year", "2025", "/years/2025/"),
        ("delta rule", "tag", "delta rule", "/tags/delta-rule/"),
        ("time series", "category", "Time Series", "/categories/time-series/"),
    ],
)
def test_a_name_that_is_typed_in_full_comes_first(home, query, kind, name, target):
    home.keyboard.press("/")
    box(home).fill(query)
    first = options(home).first
    expect(first.locator(".find-option__kind")).to_have_text(kind, timeout=15_000)
    expect(first).to_contain_text(name)
    assert target in (first.get_attribute("href") or "")


def test_a_paper_comes_before_anything_else_of_its_name(home):
    home.keyboard.press("/")
    box(home).fill("mamba")
    home.wait_for_load_state("networkidle")
    expect(options(home).first.locator(".find-option__name")).to_have_text("Mamba")


@pytest.mark.parametrize("query", ["tutorials", "thunderkittens", "what’s new", "glossary"])
def test_nothing_found_never_stands_beside_a_result(home, query):
    home.keyboard.press("/")
    box(home).fill(query)
    expect(options(home).first.locator(".find-option__kind")).to_be_visible(timeout=15_000)
    expect(message(home)).to_contain_text("result")
    expect(message(home)).not_to_contain_text("No papers found")


def test_values_of_a_field_are_offered_and_enter_completes_the_query(home):
    home.keyboard.press("/")
    home.keyboard.type("tag:")
    expect(options(home).first.locator(".find-option__kind")).to_have_text("tag", timeout=15_000)
    home.keyboard.type("detla-rule")
    expect(message(home)).to_contain_text("Did you mean “tag:delta-rule”?")
    box(home).fill("tag:")
    home.keyboard.press("Enter")
    expect(box(home)).to_have_value(re.compile(r"^tag:\S+ $"))
    expect(options(home).first).to_have_class(re.compile("find-option--paper"))


def test_keys_that_compose_a_word_are_left_to_the_input_method(home):
    home.keyboard.press("/")
    home.keyboard.type("songlin yang")
    expect(options(home).nth(1)).to_be_visible()
    chosen = home.locator("[role=option][aria-selected=true]")
    before = chosen.get_attribute("id")
    for key in ({"key": "ArrowDown", "isComposing": True}, {"key": "Enter", "keyCode": 229}):
        event = {"bubbles": True, "cancelable": True, **key}
        assert box(home).evaluate("(input, event) => input.dispatchEvent(new KeyboardEvent('keydown', event))", event)
    assert chosen.get_attribute("id") == before
    expect(home.locator(".finder")).to_be_visible()


def test_control_and_enter_open_the_paper_in_a_new_tab(home):
    home.keyboard.press("/")
    home.keyboard.type("retnet")
    expect(options(home).first).to_contain_text("Retentive")
    with home.context.expect_page() as opening:
        home.keyboard.press("Control+Enter")
    assert opening.value.url.endswith("/papers/retnet/")
    expect(home.locator(".finder")).to_be_visible()


def test_the_box_opens_from_a_checkbox_and_on_any_layout_and_one_escape_closes_it(page):
    opened = page("papers/")
    opened.locator("input[type=checkbox]").first.focus()
    opened.keyboard.press("/")
    expect(box(opened)).to_be_focused()
    opened.keyboard.type("gla")
    opened.keyboard.press("Escape")
    expect(opened.locator(".finder")).not_to_be_visible()
    event = {"key": "л", "code": "KeyK", "ctrlKey": True, "bubbles": True, "cancelable": True}
    opened.evaluate("event => document.dispatchEvent(new KeyboardEvent('keydown', event))", event)
    expect(box(opened)).to_be_focused()


def test_on_a_phone_the_box_has_a_close_button_and_stays_above_the_keyboard(page, axe_problems):
    opened = page(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    opened.locator(".finder-open").tap()
    box(opened).fill("linear attention")
    expect(options(opened).first).to_be_visible()
    assert axe_problems(opened, rules={"nested-interactive": {"enabled": True}}) == []
    top, first = message(opened).bounding_box(), options(opened).first.bounding_box()
    assert top["y"] < first["y"]
    # A keyboard on the screen makes the visible part of the window smaller.
    opened.evaluate(
        """() => {
          Object.defineProperty(visualViewport, "height", { value: 300, configurable: true });
          visualViewport.dispatchEvent(new Event("resize"));
        }"""
    )
    assert opened.locator(".finder").bounding_box()["height"] <= 300
    opened.get_by_role("button", name="Close").tap()
    expect(opened.locator(".finder")).not_to_be_visible()


def test_a_recent_search_is_not_chosen_before_a_reader_moves_to_it(home):
    home.evaluate("localStorage.setItem('atlas.recent', JSON.stringify(['retnet', 'gla']))")
    home.keyboard.press("/")
    expect(options(home)).to_have_count(2)
    expect(home.locator("[role=option][aria-selected=true]")).to_have_count(0)
    home.keyboard.press("Enter")
    expect(box(home)).to_have_value("")
    home.keyboard.press("ArrowDown")
    home.keyboard.press("Enter")
    expect(box(home)).to_have_value("retnet")


def test_a_recent_search_stays_chosen_when_the_index_arrives(home):
    home.evaluate("localStorage.setItem('atlas.recent', JSON.stringify(['retnet', 'gla']))")
    held = []
    home.route("**/search/names-*", lambda route: held.append(route))
    with home.expect_request("**/search/names-*"):
        home.keyboard.press("/")
    home.keyboard.press("ArrowDown")
    chosen = home.locator("[role=option][aria-selected=true]")
    expect(chosen).to_contain_text("retnet")
    with home.expect_response("**/search/columns-*"):
        held.pop().continue_()
    expect(chosen).to_contain_text("retnet")
