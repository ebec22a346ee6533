"""The figure of a method as a memory, as a reader uses it."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import expect

from paperatlas import load
from paperatlas.pages import memory

from .conftest import AXE

METHOD = "methods/gated-deltanet/"


@pytest.fixture(scope="module")
def catalogue():
    return load(AXE.parents[4] / "catalog")


def figure(opened):
    found = opened.locator("section.memory")
    found.scroll_into_view_if_needed()
    expect(found.get_by_role("button", name="Play")).to_be_visible(timeout=15_000)
    return found


def recalled(found, at=0):
    """The recall of each pair in percent, as a screen reader says it."""
    label = found.get_by_role("img", name=re.compile("^Recall in percent")).nth(at).get_attribute("aria-label")
    return [int(one) for one in re.findall(r"\d+", label.partition(":")[2])]


def test_the_figure_begins_as_the_still_picture_and_is_used_by_keyboard(page, catalogue, axe_problems):
    opened = page(METHOD)
    still = memory.figure(catalogue, catalogue.methods["gated-deltanet"][1]).still
    found = figure(opened)
    assert recalled(found) == [*still.shares]
    expect(found.locator(".memory__words")).to_have_text(f"Gated DeltaNet {still.words}")
    paths = "all => all.map(one => one.getAttribute('d')).filter(Boolean)"
    assert found.locator(".memory__bars path").evaluate_all(paths)[1:] == [still.recalled, still.lost]
    assert found.locator(".memory__kept path").evaluate_all(paths) == [one for one in still.kept[0][3] if one]
    # The time: from the start by Home, on by an arrow, to the end by End.
    time = found.get_by_role("slider", name="Pairs written")
    time.press("Home")
    expect(found.locator(".memory__words")).to_contain_text("Nothing is written yet.")
    time.press("ArrowRight")
    expect(found.locator(".memory__words")).to_contain_text("1 pair in an 8 × 8 state: all values are recalled.")
    assert recalled(found) == [100]
    found.get_by_role("button", name="Step").press("Enter")
    expect(time).to_have_value("2")
    found.get_by_role("button", name="Play").press("Space")
    expect(time).to_have_value("4")
    found.get_by_role("button", name="Pause").press("Enter")
    expect(found.get_by_role("button", name="Play")).to_be_focused()
    # Without the gate, the newest come back unchanged.
    found.get_by_role("button", name="Reset").press("Enter")
    found.get_by_role("slider", name="the share of the memory that stays").press("End")
    expect(found.locator(".memory__words")).to_contain_text("8 of 16 values are recalled")
    assert recalled(found)[-8:] == [100] * 8
    # A key that is written twice returns its new value.
    found.get_by_role("button", name="One key twice").press("Enter")
    expect(found.get_by_role("status")).to_contain_text("100 % of the new value and 0 % of the old one come back.")
    found.get_by_text("The numbers").press("Enter")
    rows = found.locator("tbody tr")
    expect(rows).to_have_count(8)
    expect(rows.last).to_have_text("8 (key of pair 1)100 %")
    # Another method beside it, with the same pairs.
    found.get_by_role("combobox", name="Beside it").select_option("Softmax attention")
    expect(found.locator(".memory__method")).to_have_count(2)
    assert min(recalled(found, 1)[1:-1]) > 50
    expect(rows.first.get_by_role("cell")).to_have_count(2)
    assert axe_problems(opened, runOnly=["wcag2a", "wcag2aa"]) == []


def test_side_by_side_shows_the_memories_of_the_chosen_methods(page):
    opened = page("compare/?m=s4,mamba", viewport={"width": 360, "height": 740}, color_scheme="dark")
    add = opened.get_by_role("combobox", name="Add a method")
    expect(add).to_be_visible(timeout=15_000)
    expect(opened.locator("section.memory")).to_have_count(0)  # neither looks up a value by its key
    for name in ("Retention", "Softmax attention"):
        add.select_option(name)
    found = figure(opened)
    expect(found.locator(".memory__words strong")).to_have_text(["Retention", "Softmax attention"])
    oldest = [recalled(found, at)[0] for at in (0, 1)]
    assert oldest[0] < 50 < oldest[1]
    expect(found.locator(".memory__words").nth(1)).to_contain_text("256 numbers, 16 more with each pair")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_code_is_small_and_waits_until_the_figure_is_near(page, site):
    opened = page(METHOD, viewport={"width": 360, "height": 400})
    names = "performance.getEntriesByType('resource').map(({ name }) => name)"
    opened.wait_for_function(f"{names}.some((name) => name.endsWith('memory/near.js'))")
    assert [name for name in opened.evaluate(names) if "memory/" in name and not name.endswith("near.js")] == []
    figure(opened)
    loaded = [name for name in opened.evaluate(names) if "memory/" in name]
    assert any(name.endswith("memory/machine.js") for name in loaded)
    files = [site / name.partition("/atlas/")[2] for name in loaded]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 14 * 1024


def test_a_step_leaves_a_slow_phone_most_of_the_frame(page):
    opened = page(METHOD, viewport={"width": 360, "height": 740}, own_process=True)
    found = figure(opened)
    found.get_by_role("button", name="Many pairs").click()
    found.get_by_role("slider", name="Size of keys").fill("16")
    session = opened.context.new_cdp_session(opened)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent():
        return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}

    steps = """async () => {
      const time = [...document.querySelectorAll('.memory__time input')][0];
      for (let count = 1; count <= 24; count++) {
        time.value = count;
        time.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
      }
    }"""
    opened.evaluate(steps)
    before = spent()["ScriptDuration"]
    opened.evaluate(steps)
    # A slow phone takes about four times as long, and a frame has 16 ms.
    assert (spent()["ScriptDuration"] - before) / 24 < 0.004


def test_without_scripts_and_on_paper_the_still_picture_is_complete(page):
    opened = page(METHOD, java_script_enabled=False)
    found = opened.locator("section.memory")
    expect(found.get_by_role("img", name=re.compile("^Recall in percent"))).to_be_visible()
    expect(found.locator(".memory__words")).to_contain_text("16 pairs in an 8 × 8 state")
    expect(found.get_by_role("button")).to_have_count(0)
    printed = page(METHOD)
    figure(printed)
    printed.emulate_media(media="print", forced_colors="active")
    expect(printed.locator(".memory__tools")).to_be_hidden()
    expect(printed.locator(".memory__bars")).to_be_visible()


def test_a_method_that_is_no_memory_of_pairs_has_no_figure(page):
    opened = page("methods/mamba/", java_script_enabled=False)
    expect(opened.get_by_role("heading", name="See the memory work")).to_have_count(0)
