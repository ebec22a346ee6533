"""Comparing methods, as a reader does it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from paperatlas import load

from .conftest import AXE


@pytest.fixture(scope="module")
def catalogue():
    return load(AXE.parents[4] / "catalog")


def with_value(catalogue, **values):
    return {
        method.key
        for _, method in catalogue.methods.values()
        if all(method.value(name) == value for name, value in values.items())
    }


def keys(opened):
    return opened.locator("tr[data-key]").evaluate_all("all => all.map(one => one.dataset.key)")


def test_a_reader_filters_sorts_groups_and_exports_the_table(page, catalogue):
    opened = page("compare/")
    # Perhaps before the script has been loaded.
    opened.get_by_role("combobox", name="Write").select_option("delta")
    count = len(with_value(catalogue, write="delta"))
    expect(opened.get_by_role("status").first).to_have_text(f"{count} of {len(catalogue.methods)} methods")
    assert set(keys(opened)) == with_value(catalogue, write="delta")
    opened.get_by_role("searchbox", name="Find").fill("gated delta")
    found = keys(opened)
    assert {"gated-deltanet", "gated-deltanet-2"} <= set(found) < with_value(catalogue, write="delta")
    expect(opened.get_by_role("status").first).to_have_text(f"{len(found)} of {len(catalogue.methods)} methods")
    opened.get_by_role("searchbox", name="Find").fill("no such method")
    expect(opened.get_by_text("No method has all of this.")).to_be_visible()
    opened.get_by_role("button", name="Show all methods").click()
    assert len(keys(opened)) == len(catalogue.methods)
    # From the oldest to the newest, in groups, and the same again from the address.
    year = opened.get_by_role("columnheader", name="Year")
    year.get_by_role("button").click()
    year.get_by_role("button").click()
    expect(year).to_have_attribute("aria-sort", "ascending")
    opened.get_by_role("combobox", name="Group by").select_option("decay")
    expect(opened.get_by_role("columnheader", name="Decay")).to_have_count(0)
    expect(opened).to_have_url(re.compile(r"\?group=decay&sort=-year$"))
    shown = keys(opened)
    opened.reload()
    expect(opened.locator(".compare__group").first).to_be_visible()
    assert keys(opened) == shown
    first = opened.locator("tbody").first
    years = first.locator("tr[data-key]").evaluate_all(
        "all => all.map(row => [...row.cells].find(cell => cell.dataset.label === 'Year').textContent)"
    )
    assert years == sorted(years)
    expect(first.get_by_role("rowheader").first).to_have_text(f"Decay: none {len(with_value(catalogue, decay='none'))}")
    opened.get_by_text("Columns", exact=True).click()
    opened.get_by_role("checkbox", name="State").uncheck()
    expect(opened.get_by_role("columnheader", name="State")).to_have_count(0)
    opened.get_by_text("Columns", exact=True).click()
    with opened.expect_download() as download:
        opened.get_by_role("button", name="CSV").click()
    table = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert table[0][:2] == ["Method", "Update"]
    assert "State" not in table[0]
    assert [row[0] for row in table[1:]] == [catalogue.methods[key][1].name for key in shown]


def test_two_methods_side_by_side_show_what_differs(page, catalogue):
    opened = page("compare/")
    for name in ("Mamba-2", "Gated DeltaNet"):
        opened.get_by_role("checkbox", name=f"Compare {name}", exact=True).check()
    opened.get_by_role("button", name="Side by side").click()
    expect(opened).to_have_url(re.compile(r"\?m=mamba2,gated-deltanet$"))
    sides = opened.locator(".sides")
    expect(sides.get_by_role("heading", level=2)).to_be_focused()
    expect(sides).to_contain_text(
        "Gated DeltaNet differs from Mamba-2 in write (delta rule instead of additive) "
        "and key normalisation (length 1 instead of not normalised) and has the same decay (one rate by input), "
        "training (chunkwise), normalisation (RMS norm of the output) and gate (exp(-softplus))."
    )
    transition = sides.get_by_role("row", name="Transition")
    expect(transition).to_contain_text("one number, by input")
    expect(transition).to_contain_text("number plus low rank, by input")
    update = sides.locator("section", has=opened.get_by_role("heading", name="Update")).locator("dd").nth(1)
    marked = update.locator(".differs").evaluate_all("all => all.map(one => one.textContent)")
    assert len(marked) == 2
    assert marked[0].startswith("(I−β")
    assert marked[1].startswith("β")
    rows = sides.get_by_role("row").all_text_contents()
    assert [row[:7] for row in rows[1:4]] == ["≠ Trans", "≠ Write", "≠ Key n"]
    assert rows[5].startswith("= Decay")
    (relation,) = [one for one in catalogue.papers["gated-deltanet"].builds_on if one.paper == "mamba2"]
    expect(sides).to_contain_text(f"Gated DeltaNet combines Mamba-2: {relation.how}.")
    # One more, then another reference, then fewer than two.
    sides.get_by_role("combobox", name="Add a method").select_option("deltanet")
    expect(opened).to_have_url(re.compile(r"\?m=mamba2,gated-deltanet,deltanet$"))
    expect(sides).to_contain_text("These methods differ in decay (one rate by input in Mamba-2 and Gated DeltaNet;")
    sides.get_by_role("radio", name="DeltaNet", exact=True).check()
    expect(opened).to_have_url(re.compile(r"\?m=deltanet,mamba2,gated-deltanet$"))
    for name in ("Remove DeltaNet", "Remove Mamba-2"):
        sides.get_by_role("button", name=name).click()
    expect(sides).to_be_hidden()


def test_papers_and_search_lead_to_methods_side_by_side(page):
    opened = page("papers/gated-deltanet/")
    opened.get_by_role("link", name="Mamba-2", exact=True).first.click()
    expect(opened).to_have_url(re.compile(r"/compare/\?m=gated-deltanet,mamba2$"))
    expect(opened.locator(".sides h2")).to_have_text("Gated DeltaNet and Mamba-2")
    opened.keyboard.press("/")
    opened.get_by_role("combobox", name="Search the atlas").fill("GLA vs RetNet")
    option = opened.get_by_role("option").first
    expect(option).to_contain_text("GLA and Retention")
    option.click()
    expect(opened).to_have_url(re.compile(r"/compare/\?m=gla,retnet$"))
    expect(opened.locator(".sides h2")).to_have_text("GLA and Retention")


def test_an_address_with_one_method_asks_for_another(page):
    opened = page("compare/?m=gla,no-such-method")
    expect(opened.locator(".compare__tray")).to_contain_text("GLA. Choose one to 4 more to compare.")
    expect(opened.locator(".sides")).to_be_hidden()


def test_an_address_with_unknown_names_says_so_until_the_next_choice(page):
    opened = page("compare/?m=gla,gated-deltanett&decay=input-vectr&sort=yaer&cols=update,stat")
    expect(opened.get_by_text("The address has")).to_have_text(
        "The address has an unknown method: “gated-deltanett”. Did you mean “gated-deltanet”? "
        "The address has an unknown decay: “input-vectr”. Did you mean “input-vector”? "
        "The address has an unknown order: “yaer”. Did you mean “year”? "
        "The address has an unknown column: “stat”. Did you mean “state”?"
    )
    opened.get_by_role("combobox", name="Write").select_option("delta")
    expect(opened.get_by_text("The address has")).to_have_count(0)
    expect(opened).to_have_url(re.compile(r"\?m=gla&write=delta&cols=update$"))


def test_an_address_with_more_than_can_be_used_says_what_is_used(page):
    opened = page("compare/?m=gla,retnet,mamba,mamba2,kda,comba&training=scan,parallel&keys=no-such-value")
    expect(opened.get_by_text("The address has")).to_have_text(
        "The address has 6 methods; the first 5 are shown. "
        "The address has more than one training; “scan” is used. "
        "The address has an unknown key normalisation: “no-such-value”."
    )


def test_a_choice_of_a_part_keeps_the_focus_of_the_keyboard(page):
    opened = page("compare/compose/")
    choice = opened.get_by_role("link", name="it corrects, up to 1")
    choice.focus()
    opened.keyboard.press("Enter")
    expect(opened).to_have_url(re.compile(r"/compose/none_delta_none_none/$"))
    chosen = opened.locator("[aria-current=true]", has_text="it corrects, up to 1")
    expect(chosen).to_be_focused()
    expect(chosen).to_be_in_viewport()
    opened.keyboard.press("Tab")
    expect(opened.get_by_role("link", name="it corrects, up to 2")).to_be_focused()
    # A page that is opened in another way begins at its top.
    opened.reload()
    expect(opened.get_by_role("heading", level=1)).to_be_visible()
    expect(chosen).not_to_be_focused()


def test_on_a_phone_a_method_is_a_card_with_the_names_of_its_cells(page):
    opened = page("compare/?q=retention", viewport={"width": 360, "height": 740})
    row = opened.locator("tr[data-key=retnet]")
    boxes = row.locator(":is(th, td):visible").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert max(boxes) <= 360
    label = row.locator("td[data-label=Decay]").evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"Decay"'
    expect(row.get_by_role("cell", name="one fixed rate")).to_be_visible()


def test_without_scripts_the_whole_table_is_there_and_nothing_that_needs_them(page, catalogue):
    opened = page("compare/", java_script_enabled=False)
    assert len(keys(opened)) == len(catalogue.methods)
    expect(opened.locator("tr[data-key=gla] td[data-label=Readout] math").first).to_be_visible()
    for part in (".compare__tools", ".compare__tray", ".sides"):
        expect(opened.locator(part)).to_be_hidden()
    expect(opened.locator("tbody input").first).to_be_hidden()
