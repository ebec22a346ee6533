"""Phones, dark mode, printing, and browsers without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
LEAST_TARGET = 24  # px, WCAG 2.2, success criterion 2.5.8


def test_the_menu_of_a_phone_opens_and_links_to_a_category(page):
    opened = page("papers/gla/", **PHONE)
    link = opened.locator(".menu").get_by_role("link", name="Linearization")
    expect(link).to_be_hidden()
    opened.get_by_role("button", name="Menu").tap()
    expect(link).to_be_in_viewport()
    link.tap()
    expect(opened).to_have_url(re.compile(r"/categories/linearization/$"))
    expect(opened.get_by_role("heading", level=1)).to_have_text("Linearization")
    expect(link).to_be_hidden()


@pytest.mark.parametrize("path", ["", "categories/architectures/", "papers/gla/"])
def test_main_actions_are_large_enough_to_touch(page, path):
    opened = page(path, **PHONE)
    actions = opened.locator(
        ".md-header__button:visible, .find, .action, .card__foot a, .card .explained > summary, "
        ".switch__choice a, .neighbours a"
    )
    expect(actions.first).to_be_visible()
    boxes = actions.evaluate_all(
        """all => all.map(one => [one, one.getBoundingClientRect()])
          .map(([one, box]) => [one.innerText || one.ariaLabel, box.width, box.height])"""
    )
    assert len(boxes) > 5
    assert [box for box in boxes if min(box[1:]) < LEAST_TARGET] == []


def scheme(opened: Page):
    return opened.locator("body")


@pytest.mark.parametrize(("preferred", "shown"), [("light", "default"), ("dark", "slate")])
def test_the_site_follows_the_light_and_dark_mode_of_the_system(page, preferred, shown):
    opened = page(color_scheme=preferred)
    expect(scheme(opened)).to_have_attribute("data-md-color-scheme", shown)
    background = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    lightness = sum(int(number) for number in re.findall(r"\d+", background)[:3]) / 3
    assert (lightness < 64) == (preferred == "dark")


def test_the_colour_switch_cycles_and_is_remembered(page):
    opened = page(color_scheme="light")
    switch = opened.locator("[data-md-component=palette] label:not([hidden])")
    for title, shown in (
        ("Switch to light mode", "default"),
        ("Switch to dark mode", "slate"),
        ("Switch to system preference", "default"),
        ("Switch to light mode", "default"),
        ("Switch to dark mode", "slate"),
    ):
        expect(switch).to_have_attribute("title", title)
        switch.click()
        expect(scheme(opened)).to_have_attribute("data-md-color-scheme", shown)
    opened.get_by_role("main").get_by_role("link", name="Architectures").first.click()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Architectures")
    expect(scheme(opened)).to_have_attribute("data-md-color-scheme", "slate")
    opened.goto("papers/gla/")  # another document
    expect(scheme(opened)).to_have_attribute("data-md-color-scheme", "slate")


def test_a_paper_can_be_printed(page):
    opened = page("papers/gla/")
    expect(opened.get_by_role("button", name="Copy BibTeX")).to_be_visible()
    opened.emulate_media(media="print")
    for useless in (".actions", ".copy", ".md-header", ".crumbs", ".neighbours"):
        expect(opened.locator(useless).first).to_be_hidden()
    for kept in ("h1", ".paper__summary", ".equation >> nth=0", "#bibtex"):
        expect(opened.locator(kept)).to_be_visible()
    assert opened.pdf(format="A4").startswith(b"%PDF-")


def test_pages_show_their_content_without_scripts(page, category_page_of):
    opened = page(java_script_enabled=False)
    expect(opened.get_by_role("heading", level=1)).to_be_visible()
    expect(opened.get_by_role("button", name="Find a paper")).to_have_count(0)
    opened.get_by_role("main").get_by_role("link", name="Architectures").first.click()
    expect(opened).to_have_url(re.compile(r"/categories/architectures/$"))
    opened.goto(category_page_of("gla"))
    card = opened.locator("article.card", has=opened.get_by_role("link", name="GLA", exact=True))
    expect(card.locator("math").first).to_be_visible()
    expect(card.locator(".card__summary")).to_be_visible()
    card.get_by_role("link", name="GLA", exact=True).click()
    expect(opened).to_have_url(re.compile(r"/papers/gla/$"))
    expect(opened.locator(".paper__summary")).to_be_visible()
    expect(opened.locator("#bibtex")).to_contain_text("@inproceedings{yang2024gated")
    expect(opened.get_by_role("button", name="Copy BibTeX")).to_have_count(0)
    opened.goto("categories/architectures/oldest/")
    opened.locator("article.card summary").first.click()
    expect(opened.locator("article.card details[open] a").first).to_be_visible()


def test_the_menu_on_a_phone_opens_without_scripts(page):
    opened = page("papers/gla/", java_script_enabled=False, **PHONE)
    opened.locator(".md-header [popovertarget=menu]").tap()
    opened.locator(".menu").get_by_role("link", name="Linearization").tap()
    expect(opened).to_have_url(re.compile(r"/categories/linearization/$"))


def test_long_lists_have_numbered_pages_that_need_no_scripts(project, mkdocs, serve_folder, page):
    for number in range(60):
        # Letters instead of digits: titles that differ in one digit would count as the same paper.
        word = "".join("abcdfghijk"[int(digit)] for digit in f"{number:02}")
        (project / f"catalog/papers/many-{number}.yml").write_text(
            f"title: {word * 4} of {word[::-1] * 3}\nauthors: [Ana {word.title()}lind]\n"
            f"date: 1999-{number % 12 + 1:02}\ncategory: theory\ntags: [linear-attention, gating, kernels]\n"
            f"summary: Number {number} of a long list.\n"
            "added: 2026-11-24\n",
            encoding="utf-8",
        )
    built = mkdocs(project, "build")
    assert built.returncode == 0, built.stderr
    opened = page("categories/theory/", at=serve_folder(project / "site"), java_script_enabled=False)
    seen = opened.locator(".card__name").all_inner_texts()
    pages = opened.locator(".pager")
    pages.get_by_role("link", name="Next").click()
    expect(opened).to_have_url(re.compile(r"/categories/theory/page/2/$"))
    expect(pages.locator("[aria-current=page]")).to_have_text("2")
    seen += opened.locator(".card__name").all_inner_texts()
    assert len(seen) == len(set(seen)) >= 60
    pages.get_by_role("link", name="Page 1").click()
    expect(opened).to_have_url(re.compile(r"/categories/theory/$"))
