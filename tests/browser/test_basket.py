"""The basket: choosing papers, ordering them, citing them, and sharing them."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from paperatlas import load
from paperatlas.exports import FORMATS, all_records

from ..conftest import ROOT

CATALOGUE = load(ROOT / "catalog")
PHONE = {"width": 360, "height": 800}
KEPT = "JSON.parse(localStorage.getItem('atlas.basket')).papers.map(one => one.key)"


def items(opened: Page) -> list[str]:
    return opened.locator(".basket__list > li").evaluate_all("all => all.map(one => one.dataset.key)")


def text(opened: Page, form: str, expected: str) -> str:
    """The text in a format, once it is shown."""
    opened.get_by_label("Format").select_option(form)
    shown = opened.locator("#basket-text")
    expect(shown).to_contain_text(expected)
    return shown.text_content() or ""


def test_papers_are_chosen_on_pages_cards_and_rows_and_the_choice_follows_the_reader(page):
    opened = page("papers/gla/")
    link = opened.get_by_role("link", name="Basket:")
    expect(link).to_be_hidden()
    pick = opened.get_by_role("button", name="Basket: GLA", exact=True)
    pick.focus()
    opened.keyboard.press("Space")
    expect(pick).to_have_attribute("aria-pressed", "true")
    expect(link).to_have_accessible_name("Basket: 1 paper")
    opened.locator(".crumbs a", has_text="Architectures").click()
    card = opened.locator(".card .pick").first
    first = card.get_attribute("data-pick")
    card.click()
    expect(card).to_have_attribute("aria-pressed", "true")
    expect(link).to_have_accessible_name("Basket: 2 papers")
    assert "/categories/" in opened.url  # the click did not open the paper
    opened.goto("methods/gla/")
    expect(opened.get_by_role("button", name="Basket: GLA", exact=True)).to_have_attribute("aria-pressed", "true")
    # Explore writes its rows and cards later; another tab follows.
    opened.goto("papers/?q=gated+linear+attention")
    expect(opened.locator(".hit [data-pick=gla]")).to_have_attribute("aria-pressed", "true")
    other = opened.context.new_page()
    other.goto("tags/linear-attention/")
    other.locator(".row [data-pick=gla]").click()
    expect(opened.locator(".hit [data-pick=gla]")).to_have_attribute("aria-pressed", "false")
    expect(link).to_have_accessible_name("Basket: 1 paper")
    link.click()
    expect(opened.locator(".basket__list > li")).to_have_count(1)
    assert items(opened) == [first]
    other.close()
    assert opened.context.cookies() == []


def test_a_basket_is_ordered_annotated_cited_and_emptied(page, axe_problems):
    kept = json.dumps({"version": 1, "papers": [{"key": key} for key in ("mamba2", "gla", "deltanet", "retnet")]})
    opened = page("basket/", viewport=PHONE)
    expect(opened.locator(".basket")).to_contain_text("Choose papers")
    opened.evaluate("kept => localStorage.setItem('atlas.basket', kept)", kept)
    opened.reload()
    expect(opened.get_by_role("heading", name="Cite 4")).to_be_visible()
    records = all_records(CATALOGUE)
    for form in FORMATS:
        document = FORMATS[form].document([records[form][key] for key in items(opened)])
        opened.get_by_label("Format").select_option(form)
        expect(opened.locator("#basket-text")).to_have_text(document)
        assert opened.locator("#basket-text").text_content() == document
    opened.get_by_role("button", name="Move up GLA").press("Enter")
    expect(opened.locator(".basket__status")).to_have_text("GLA is now number 1 of 4.")
    # The first paper cannot go up: the focus stays with it.
    assert opened.evaluate("document.activeElement.closest('li').dataset.key") == "gla"
    opened.get_by_label("Note on GLA").fill("gates *and* chunks")
    opened.get_by_role("button", name="Remove RetNet").click()
    opened.get_by_role("button", name="Undo").click()
    expect(opened.locator(".basket__list > li")).to_have_count(4)
    opened.get_by_role("button", name="Remove RetNet").click()
    expect(opened.get_by_role("heading", name="Cite 3")).to_be_visible()
    assert text(opened, "cite", "yang2024gated") == "\\cite{yang2024gated,dao2024transformers,yang2024parallelizing}\n"
    listed = text(opened, "markdown", "chunks")
    assert listed.count("\n- [") == 2
    assert "/papers/gla/)" in listed
    assert "gates \\*and\\* chunks" in listed
    drawn = text(opened, "outline", "Note: gates")
    assert drawn.startswith("## Architectures\n")
    assert f"- **GLA** [@yang2024gated]: {CATALOGUE.papers['gla'].tldr}" in drawn
    numbered = text(opened, "IEEE", "[3] ").splitlines()
    assert numbered[0].startswith("[1] S. Yang")
    assert text(opened, "APA", "(2024)").startswith("Dao, T., & Gu, A. (2024)")
    assert axe_problems(opened, every=True) == []
    assert opened.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    opened.emulate_media(color_scheme="dark", forced_colors="active")
    expect(opened.get_by_role("button", name="Remove GLA")).to_be_visible()
    opened.emulate_media(color_scheme="dark", forced_colors="none")
    assert axe_problems(opened, runOnly=["color-contrast", "target-size"]) == []
    opened.reload()
    expect(opened.get_by_label("Note on GLA")).to_have_value("gates *and* chunks")
    opened.get_by_role("button", name="Remove all").click()
    expect(opened.get_by_role("button", name="Undo")).to_be_focused()
    expect(opened.get_by_role("link", name="Basket:")).to_be_hidden()
    opened.keyboard.press("Enter")
    expect(opened.get_by_label("Note on GLA")).to_have_value("gates *and* chunks")


def test_a_link_shows_a_basket_and_leaves_ones_own_alone_until_the_reader_adds_it(page):
    opened = page("papers/retnet/")
    opened.get_by_role("button", name="Basket: RetNet", exact=True).click()
    expect(opened.get_by_role("link", name="Basket:")).to_be_visible()
    opened.goto("basket/?p=gla,mamba2,no-such-paper,<b>,gla")
    expect(opened.locator(".basket__list > li")).to_have_count(3)
    assert items(opened) == ["gla", "mamba2", "no-such-paper"]
    expect(opened.locator(".basket")).to_contain_text("no-such-paper is not in the atlas")
    assert opened.evaluate(KEPT) == ["retnet"]
    opened.get_by_role("link", name="Show mine").click()
    expect(opened.get_by_label("Note on RetNet")).to_be_visible()
    opened.go_back()
    opened.get_by_role("button", name="Add 2 to mine").click()
    expect(opened.get_by_role("link", name="Basket:")).to_have_accessible_name("Basket: 3 papers")
    assert opened.evaluate(KEPT) == ["retnet", "gla", "mamba2"]


def test_a_basket_of_500_papers_has_a_link_that_a_server_takes(page):
    keys = [*CATALOGUE.papers][:500]
    kept = json.dumps({"version": 1, "papers": [{"key": key} for key in keys]})
    opened = page("basket/")
    opened.evaluate("kept => localStorage.setItem('atlas.basket', kept)", kept)
    opened.reload()
    expect(opened.locator(".basket__list > li")).to_have_count(len(keys))
    link = opened.locator("#basket-link")
    address = link.text_content() or ""
    assert len(address.partition("#")[0]) < 2000
    records = all_records(CATALOGUE)["bibtex"]
    document = FORMATS["bibtex"].document([records[key] for key in keys])
    expect(opened.locator("#basket-text")).to_have_text(document)
    opened.evaluate("localStorage.clear()")
    opened.goto("about:blank")
    opened.goto(address)
    expect(opened.get_by_role("button", name=f"Add {len(keys)} to mine")).to_be_visible()
    assert items(opened) == keys


@pytest.mark.parametrize(
    ("kept", "keys"),
    [
        ("{half of", []),
        ('{"papers": 3}', []),
        ('{"version": 1, "papers": [{"key": "gla"}, {"key": "<b>"}, 7, {"key": "gla"}]}', ["gla"]),
        ('{"version": 9, "more": 1, "papers": [{"key": "gla", "stars": 5}]}', ["gla"]),
    ],
    ids=["no-json", "foreign", "in-part", "newer"],
)
def test_what_cannot_be_read_is_shown_and_not_lost(page, kept, keys):
    opened = page("basket/")
    opened.evaluate("kept => localStorage.setItem('atlas.basket', kept)", kept)
    opened.reload()
    expect(opened.locator(".basket__list > li, .basket__aside").first).to_be_visible()
    is_newer = 'version": 9' in kept
    expect(opened.locator(".basket__aside")).to_have_count(0 if is_newer else 1)
    assert items(opened) == keys
    opened.goto("papers/retnet/")
    opened.get_by_role("button", name="Basket: RetNet", exact=True).click()
    expect(opened.get_by_role("link", name="Basket:")).to_be_visible()
    if is_newer:
        found = json.loads(opened.evaluate("localStorage.getItem('atlas.basket')"))
        assert found["papers"][0] == {"key": "gla", "stars": 5}
        return
    opened.goto("basket/")
    expect(opened.locator(".basket__aside code")).to_have_text(kept)
    opened.get_by_role("button", name="Forget it").click()
    expect(opened.locator(".basket__aside")).to_have_count(0)
    assert items(opened) == [*keys, "retnet"]


def test_the_home_page_counts_what_is_new_since_the_last_visit(page):
    opened = page("")
    line = opened.locator("[data-total]")
    opened.wait_for_function("localStorage.getItem('atlas.visit')")
    expect(line).to_be_hidden()
    now = len(CATALOGUE.entries)
    for kept, expected in (
        (f'{{"total": {now - 3}, "day": "2026-11-02"}}', "3 entries are new since your last visit on 2 November 2026."),
        (f'{{"total": {now - 1}, "day": "2026-11-02"}}', "1 entry is new since your last visit on 2 November 2026."),
        ('{"total": 1, "day": "yesterday"}', ""),
        ("{half of", ""),
    ):
        opened.evaluate("kept => { sessionStorage.clear(); localStorage.setItem('atlas.visit', kept); }", kept)
        for _ in range(2):  # the message stays until the tab is closed
            opened.reload()
            opened.wait_for_function("now => localStorage.getItem('atlas.visit').includes(`${now},`)", arg=now)
            expect(line).to_have_text(expected)
