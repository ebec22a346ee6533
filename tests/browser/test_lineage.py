"""The map of lineage, as a reader uses it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from paperatlas import load
from paperatlas.lineage import Lineage
from paperatlas.lineage.around import MOST

from .conftest import AXE


@pytest.fixture(scope="module")
def lineage():
    return Lineage(load(AXE.parents[4] / "catalog"))


def test_a_chosen_paper_shows_what_it_comes_from_and_what_it_led_to(page, lineage):
    opened = page("lineage/")
    card = opened.locator(".lineage__card")
    opened.get_by_label("Find a paper on the map").fill("DeltaNet")
    opened.get_by_label("Find a paper on the map").press("Enter")
    expect(card.get_by_role("heading", name="DeltaNet")).to_be_visible()
    expect(card).to_contain_text(f"Led to {len(lineage.descendants('deltanet'))}")
    expect(card).to_contain_text(f"Comes from {len(lineage.ancestors('deltanet'))}")
    expect(opened).to_have_url(re.compile(r"\?p=deltanet$"))
    near = opened.locator("a.node.is-near, a.node.is-far").evaluate_all("all => all.map(one => one.dataset.key)")
    assert set(near) == {*lineage.descendants("deltanet"), *lineage.ancestors("deltanet")}
    # Along a relation by key, and to its page by the link of the card.
    opened.keyboard.press("ArrowRight")
    focused = opened.evaluate("document.activeElement.dataset.key")
    assert focused in {link.later for link in lineage.later["deltanet"]}
    opened.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_the_path_between_two_papers_says_how_at_each_step(page, lineage):
    opened = page("lineage/?from=hippo&to=mamba3")
    steps = opened.locator(".lineage__path li")
    chain = lineage.chain("hippo", "mamba3")
    assert chain
    expect(steps).to_have_count(len(chain.branches[0]))
    for number, link in enumerate(chain.branches[0]):
        expect(steps.nth(number)).to_contain_text(link.relation.how)


def test_the_map_zooms_and_filters(page):
    opened = page("lineage/")
    names = opened.locator("a.node text:visible")
    few = names.count()
    opened.get_by_role("radio", name="All papers").check()
    for _ in range(4):
        opened.get_by_role("button", name="Zoom in").click()
    expect(opened.locator(".lineage__world")).to_have_attribute("transform", re.compile(r"scale\((0\.[89]|1\.)"))
    assert names.count() > few
    opened.get_by_role("button", name="Show all").click()
    opened.get_by_text("Filter", exact=True).click()
    opened.get_by_role("checkbox", name="Vision").uncheck()
    expect(opened.locator("a.node[data-lane=vision]:visible")).to_have_count(0)


def test_without_scripts_the_map_has_links_and_the_list_has_every_paper(page, lineage):
    opened = page("lineage/", java_script_enabled=False)
    expect(opened.locator("a.node").first).to_be_visible()
    listed = opened.locator(".fold a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert sorted(listed) == sorted(f"../papers/{key}/" for key in lineage.catalogue.papers)
    years = [year for year in opened.locator(".lineage__axis text:not(.lineage__turn)").all() if year.is_visible()]
    boxes = [year.bounding_box() for year in years]
    assert len(boxes) > 5
    assert [box["x"] for box in boxes if box] == sorted(box["x"] for box in boxes if box)
    for before, after in pairwise(filter(None, boxes)):
        assert before["x"] + before["width"] < after["x"]


def test_on_a_phone_the_main_works_are_a_list_in_time(page):
    opened = page("lineage/", viewport={"width": 360, "height": 740})
    expect(opened.locator(".lineage")).to_be_hidden()
    times = opened.locator(".rail time").evaluate_all("all => all.map(one => one.dateTime.slice(0, 7))")
    assert times == sorted(times)
    assert len(times) > 30


def test_one_click_leads_from_a_paper_to_all_that_come_from_it(page, lineage):
    opened = page("papers/mamba/", viewport={"width": 360, "height": 740})
    near = opened.locator(".around")
    assert near.evaluate("one => one.scrollWidth <= one.clientWidth")
    direct = {link.later for link in lineage.later["mamba"]}
    expect(near.get_by_role("link", name=f"and {len(direct) - MOST} more")).to_be_visible()
    count = len(lineage.descendants("mamba"))
    opened.get_by_role("link", name=f"All {count} papers that come from Mamba").click()
    expect(opened.get_by_role("status").get_by_text(f"{count} papers", exact=True)).to_be_visible(timeout=30_000)
    notes = opened.locator(".hit__why").all_inner_texts()
    steps = [int(found[1]) if (found := re.match(r"(\d+) steps from Mamba", note)) else 1 for note in notes]
    assert steps[0] == 1
    assert steps == sorted(steps)


def test_the_timeline_has_a_mark_for_each_paper_and_is_filtered_like_explore(page, lineage):
    opened = page("timeline/?q=from:deltanet")
    marks = opened.locator(".timeline a[data-key]")
    expect(marks).to_have_count(len(lineage.catalogue.papers))
    after = lineage.descendants("deltanet")
    expect(opened.locator(".timeline a[data-key]:not(.is-out)")).to_have_count(len(after))
    expect(opened.get_by_role("status").filter(has_text=f"{len(after)} papers")).to_be_visible()
    family = [key for key in after if lineage.catalogue.papers[key].family == "delta-rule"]
    opened.get_by_role("combobox", name="Family").select_option("delta-rule")
    expect(opened.locator(".timeline a[data-key]:not(.is-out)")).to_have_count(len(family))
    expect(opened).to_have_url(re.compile(r"timeline/\?q=from:deltanet&family=delta-rule$"))
    # One stop for the Tab key, and the arrow keys go from mark to mark.
    assert opened.locator(".timeline a[data-key][tabindex='0']").count() == 1
    marks.last.focus()
    opened.keyboard.press("Home")
    assert opened.evaluate("document.activeElement.dataset.key") == marks.first.get_attribute("data-key")
    opened.keyboard.press("ArrowRight")
    expect(opened.locator(".timeline__column").nth(1).locator("a:focus")).to_have_count(1)
    opened.get_by_role("link", name="Open in Explore").click()
    expect(opened).to_have_url(re.compile(r"papers/\?q=from:deltanet&family=delta-rule$"))


def test_without_scripts_the_timeline_has_links_and_names_its_turning_points(page, lineage):
    opened = page("timeline/", java_script_enabled=False, viewport={"width": 360, "height": 740})
    marks = opened.locator(".timeline a[data-key]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert sorted(marks) == sorted(f"../papers/{key}/" for key in lineage.catalogue.papers)
    for point in lineage.catalogue.vocabulary.lineage.turning_points:
        expect(opened.locator(".timeline__turn", has_text=point.name).first).to_be_visible()
