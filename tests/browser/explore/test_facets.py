"""Filtering in Explore by facets and years."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .shown import (
    address,
    bar,
    chips,
    choice,
    count,
    counted,
    keys,
    moves,
    papers,
    tagged,
    tagged_any,
)

# --- Facets -----------------------------------------------------------------------------------------------------------


def test_two_tags_narrow_the_list_and_a_switch_shows_the_papers_with_any_of_them(explore, keys_of):
    opened = explore("papers/?view=table")
    before = moves(opened)
    switch = opened.get_by_role("group", name="Papers with")

    delta = choice(opened, "Tag", "linear attention")
    promised = counted(delta)
    delta.check()
    expect(count(opened)).to_have_text(papers(promised))
    assert promised == len(keys_of(tagged("linear-attention")))
    expect(switch).to_be_hidden()

    both = keys_of(tagged("linear-attention", "hybrid"))
    hybrid = choice(opened, "Tag", "hybrid")
    assert counted(hybrid) == len(both)
    hybrid.check()
    expect(count(opened)).to_have_text(papers(len(both)))
    assert {*keys(opened)} == both

    switch.get_by_role("button", name="Any of these").click()
    either = keys_of(tagged_any("linear-attention", "hybrid"))
    expect(count(opened)).to_have_text(papers(len(either)))
    assert len(either) > promised > len(both)
    choices = [("tag", "linear-attention"), ("tag", "hybrid")]
    assert address(opened) == [*choices, ("tags", "any"), ("view", "table")]
    assert moves(opened) == before + 3, "each choice is one history step"
    opened.reload()
    expect(count(opened)).to_have_text(papers(len(either)))
    switch.get_by_role("button", name="All of these").click()
    expect(count(opened)).to_have_text(papers(len(both)))
    assert address(opened) == [*choices, ("view", "table")]


def test_values_of_another_facet_are_alternatives_and_facets_narrow_each_other(explore, keys_of):
    opened = explore("papers/?view=table")
    choice(opened, "Category", "Theoretical Foundations").check()
    choice(opened, "Category", "Hybrids").check()
    either = keys_of(lambda paper: paper.category in ("theory", "hybrids"))
    expect(count(opened)).to_have_text(papers(len(either)))
    narrowed = either & keys_of(tagged("linear-attention"))
    linear = choice(opened, "Tag", "linear attention")
    assert counted(linear) == len(narrowed)
    linear.check()
    expect(count(opened)).to_have_text(papers(len(narrowed)))
    assert {*keys(opened)} == narrowed


def test_with_a_venue_the_year_is_that_of_the_meeting(explore, keys_of):
    opened = explore("papers/?view=table")
    section = opened.locator(".facet[data-facet=year]")
    expect(section.get_by_role("button", name="First public")).to_have_attribute("aria-pressed", "true")
    choice(opened, "Venue", "ICLR").check()
    expect(section.get_by_role("button", name="Published")).to_have_attribute("aria-pressed", "true")
    wanted = keys_of(lambda paper: paper.is_at("ICLR", 2026))
    opened.get_by_label("From year").select_option("2026")
    expect(count(opened)).to_have_text(papers(len(wanted)))
    assert {*keys(opened)} == wanted
    assert ("published", "2026..") in address(opened)
    # The other kind of year keeps the choice.
    section.get_by_role("button", name="First public").click()
    earlier = keys_of(lambda paper: any(one.name == "ICLR" for one in paper.publications) and paper.year >= "2026")
    expect(count(opened)).to_have_text(papers(len(earlier)))
    assert len(earlier) < len(wanted)


@pytest.mark.parametrize("path", ["papers/?q=venue:iclr+year:2026", "papers/?venue=ICLR&published=2026"])
def test_a_venue_and_a_year_are_the_papers_of_that_meeting(explore, keys_of, path):
    opened = explore(path)
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: paper.is_at("ICLR", 2026)))))


def test_the_page_of_a_meeting_opens_its_papers_in_explore(page, keys_of):
    opened = page("venues/iclr/2026/")
    wanted = keys_of(lambda paper: paper.is_at("ICLR", 2026))
    expect(opened.locator(".row")).to_have_count(len(wanted))
    opened.get_by_role("link", name="Open in Explore").click()
    expect(count(opened)).to_have_text(papers(len(wanted)))


def test_every_count_equals_the_results_of_choosing_its_value(explore):
    opened = explore("papers/?q=attention&year=2024&view=table")
    opened.wait_for_load_state("networkidle")  # the words of the summaries load after the first results, and find more
    names = opened.locator(".facet[data-facet=category] .facet__value").evaluate_all(
        "all => all.filter(one => !one.parentElement.hidden && !one.querySelector(':disabled'))"
        ".map(one => [one.children[1].textContent, Number(one.lastElementChild.textContent)])"
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
def test_a_facet_finds_the_papers_of_the_catalogue(explore, keys_of, facet, name, value, fits):
    opened = explore()
    choice(opened, facet, name).check()
    expect(count(opened)).to_have_text(papers(len(keys_of(fits))))
    assert address(opened) == [value]


def test_the_facets_of_tags_and_methods_come_first_with_pictures_and_meanings(explore, catalogue):
    opened = explore()
    properties = catalogue.method_fields.properties
    names = opened.locator(".facet > summary").all_inner_texts()
    assert names[: 1 + len(properties)] == ["Tag", *(field.name for field in properties.values())]
    box = choice(opened, "Decay", "softmax")
    expect(box).to_be_visible()
    expect(box).to_have_accessible_description(properties["decay"].values["softmax"].description)
    expect(box.locator("xpath=following-sibling::*[1]")).to_have_class("glyph")
    group = opened.get_by_role("group", name="Decay", exact=True)
    meaning = group.get_by_text(properties["decay"].values["softmax"].description)
    expect(meaning).to_be_hidden()
    group.get_by_role("button", name="What these mean: Decay").click()
    expect(meaning).to_be_visible()
    group.get_by_role("button", name="Hide the meanings: Decay").click()
    promised = counted(box)
    box.check()
    expect(count(opened)).to_have_text(papers(promised))
    assert address(opened) == [("decay", "softmax")]


def test_code_and_method_together_require_both(explore, keys_of):
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
    opened = explore("papers/?tag=linear-attention&tag=hybrid&tags=any&category=theory&year=2023..2025")
    expect(chips(opened)).to_have_count(5)  # the last one clears all
    opened.get_by_role("button", name="Remove First public: 2023–2025").click()
    expect(chips(opened)).to_have_count(4)
    narrowed = keys_of(tagged_any("linear-attention", "hybrid")) & keys_of(lambda paper: paper.category == "theory")
    expect(count(opened)).to_have_text(papers(len(narrowed)))
    opened.get_by_role("button", name="Remove Category: Theoretical Foundations").click()
    expect(count(opened)).to_have_text(papers(len(keys_of(tagged_any("linear-attention", "hybrid")))))
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


def test_a_click_on_a_bar_selects_a_year_and_a_second_click_clears_it(explore, catalogue, keys_of):
    opened = explore()
    box = bar(opened, "2023")
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    opened.mouse.click(*middle)
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: paper.year == "2023"))))
    assert address(opened) == [("year", "2023")]
    opened.mouse.click(*middle)
    expect(count(opened)).to_have_text(papers(len(catalogue.papers)))


def test_dragging_over_bars_selects_a_range_in_one_history_step(explore, keys_of):
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


def test_the_lists_of_years_select_a_range(explore, keys_of):
    opened = explore()
    opened.get_by_label("From year").select_option("2022")
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: paper.year >= "2022"))))
    assert address(opened) == [("year", "2022..")]
    opened.get_by_label("To year").select_option("2023")
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: "2022" <= paper.year <= "2023"))))
    opened.get_by_label("From year").select_option("2025")  # after the end of the range, which then moves too
    assert address(opened) == [("year", "2025")]
    expect(opened.get_by_label("To year")).to_have_value("2025")
