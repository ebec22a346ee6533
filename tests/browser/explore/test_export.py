"""Exporting a selection to a file, and what happens if something is missing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable

import pytest
import rispy
from playwright.sync_api import expect
from pybtex.database import parse_string

from paperatlas.commands import main
from paperatlas.interchange.coins import context_object

from .shown import (
    CATALOG,
    choice,
    count,
    field,
    filled,
    hits,
    keys,
    papers,
    ready,
    tagged,
)

# --- Export -----------------------------------------------------------------------------------------------------------


READERS: dict[str, tuple[str, Callable[[str], Iterable[object]]]] = {
    "BibTeX": ("bibtex", lambda text: parse_string(text, "bibtex").entries.values()),
    "BibLaTeX": ("biblatex", lambda text: parse_string(text, "bibtex").entries.values()),
    "RIS": ("ris", rispy.loads),
    "CSL-JSON": ("csl-json", json.loads),
    "CSV": ("csv", lambda text: csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))),
}


@pytest.mark.parametrize(
    "search", ["?tag=delta-rule&year=2024..2025&sort=oldest&view=table", "?q=author:songlin&view=table", ""]
)
def test_a_selection_is_exported_byte_for_byte(explore, catalogue, tmp_path, monkeypatch, search):
    monkeypatch.setattr("paperatlas.commands.shared.load", lambda path: catalogue)  # which takes longer than all else
    opened = explore("papers/" + search)
    number = int(count(opened).inner_text().split()[0])
    chosen = keys(opened)
    assert len(chosen) == number
    menu = opened.locator(".explore__export summary")
    expect(menu).to_have_text(f"Export {number}")
    for name, (format, read) in READERS.items():
        menu.click()
        with opened.expect_download() as waited:
            opened.get_by_role("button", name=name, exact=True).click()
        expect(opened.get_by_text(f"{papers(number)} exported as {name}.")).to_be_visible()
        file = tmp_path / waited.value.suggested_filename
        waited.value.save_as(file)
        wanted = tmp_path / format
        options = ["--format", format, "--keys", ",".join(chosen), "--output", str(wanted)]
        assert main(["export", str(CATALOG), *options]) == 0
        assert file.read_bytes() == wanted.read_bytes()
        with file.open(encoding="utf-8", newline="") as stream:
            assert len([*read(stream.read())]) == number


def test_the_table_is_saved_as_csv_with_its_columns_and_in_its_order(explore, catalogue, tmp_path):
    opened = explore("papers/?decay=softmax&view=table&sort=-title&cols=name,update,decay,influence")
    opened.locator(".explore__export summary").click()
    with opened.expect_download() as waited:
        opened.get_by_role("button", name="This table as CSV").click()
    waited.value.save_as(tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [*csv.DictReader(stream)]
    wanted = [catalogue.papers[key] for key in keys(opened)]
    assert len(wanted) > 3
    assert [row["Paper"] for row in rows] == [paper.label for paper in wanted]
    assert [int(row["Influence"]) for row in rows] == [catalogue.influence[paper.key] for paper in wanted]
    assert {row["Decay"] for row in rows} == {"softmax"}
    assert [row["Update"] for row in rows] == [paper.methods[0].value("update") for paper in wanted]
    expect(opened.get_by_text(f"Table of {papers(len(rows))} saved.")).to_be_visible()


@pytest.mark.parametrize(
    ("search", "name", "stem"),
    [
        ("?tag=delta-rule&sort=oldest", "Tag delta rule:", "tags/delta-rule"),
        ("?category=hybrids&view=table", "Category Hybrids:", "categories/hybrids"),
        ("?venue=NeurIPS", "Venue NeurIPS:", "venues/neurips"),
        ("?year=2021", "First public 2021:", "years/2021"),
        ("?author=songlin-yang", "Author Songlin Yang:", "authors/songlin-yang"),
    ],
)
def test_the_menu_links_to_the_lasting_files_of_all_papers_and_of_a_list_that_is_chosen(explore, search, name, stem):
    opened = explore("papers/" + search)
    opened.locator(".explore__export summary").click()
    lists = opened.locator(".explore__lasting")
    names = ["BibTeX", "RIS", "CSL-JSON", "CSV"]
    few = [one for one in names if one != "CSV" or not stem.startswith("authors/")]
    expect(lists).to_have_text([f"{name} {' '.join(few)}", f"Lasting files of all papers: {' '.join(names)}"])
    links = lists.get_by_role("link").evaluate_all("all => all.map(a => a.href)")
    root = opened.url.partition("papers/")[0]
    endings = dict(zip(names, ("bib", "ris", "json", "csv"), strict=True))
    assert links == [f"{root}{stem}.{endings[one]}" for one in few] + [f"{root}papers.{endings[one]}" for one in names]
    chosen = opened.evaluate("async url => (await (await fetch(url)).json()).length", f"{root}{stem}.json")
    assert chosen == int(count(opened).inner_text().split()[0])


@pytest.mark.parametrize(
    "search",
    ["", "?tag=delta-rule&year=2024", "?tag=delta-rule&tag=kernels", "?tag=delta-rule&q=yang", "?year=2020..2021"],
)
def test_the_menu_has_only_the_files_of_all_papers_where_the_choice_is_no_list(explore, search):
    opened = explore("papers/" + search)
    opened.locator(".explore__export summary").click()
    expect(opened.locator(".explore__lasting")).to_have_count(1)


def test_exports_are_loaded_only_when_a_reader_needs_one(page):
    opened = page("papers/page/2/")
    asked = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto("papers/")
    ready(opened)
    opened.wait_for_load_state("networkidle")
    assert any("/search/columns-" in url for url in asked)
    assert [url for url in asked if "/export/" in url] == []


# --- Zotero -----------------------------------------------------------------------------------------------------------

RECORDS = "() => Array.from(document.querySelectorAll('span.Z3988'), span => span.title)"
KEYS = "all => all.map(a => a.pathname.split('/').at(-2))"
COUNT_EVENTS = "document.addEventListener('ZoteroItemUpdated', () => { window.updated = (window.updated ?? 0) + 1; })"


@pytest.mark.parametrize("view", ["", "&view=table"])
def test_zotero_reads_the_papers_that_are_shown_and_no_others(explore, catalogue, view):
    opened = explore(f"papers/?author=songlin-yang&year=2023..2024{view}", fresh=True)
    opened.evaluate(COUNT_EVENTS)
    chosen = keys(opened)
    expect(filled(opened)).to_have_count(len(chosen))
    assert opened.evaluate(RECORDS) == [context_object(catalogue, catalogue.papers[key]) for key in chosen]
    opened.locator(".explore__chips button").last.click()
    opened.wait_for_function("window.updated > 0")
    shown = filled(opened).locator(".card__name a, .hit__name a").evaluate_all(KEYS)
    assert shown[:6] == [paper.key for paper in catalogue.newest_first[:6]]
    assert opened.evaluate(RECORDS) == [context_object(catalogue, catalogue.papers[key]) for key in shown]


# --- When something is missing ----------------------------------------------------------------------------------------


def test_search_and_facets_keep_working_offline(explore, keys_of):
    # The browser requests the icon again for each new address.
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
    table = opened.get_by_role("button", name="Table", exact=True)
    table.click()
    opened.evaluate("history.back()")  # not `go_back`, which waits for a page to load
    expect(table).to_have_attribute("aria-pressed", "false")
    opened.evaluate("history.back()")
    expect(opened.locator(".explore__chips")).not_to_be_visible()
    expect(count(opened)).to_have_text(papers(len(keys_of(lambda paper: True))))


def test_an_export_without_a_network_says_so(explore):
    opened = explore("papers/?tag=delta-rule", expected="ERR_INTERNET_DISCONNECTED")
    opened.wait_for_load_state("networkidle")
    opened.context.set_offline(True)
    opened.locator(".explore__export summary").click()
    opened.get_by_role("button", name="RIS").click()
    expect(opened.get_by_text("Export failed. Check your connection.")).to_be_visible()


@pytest.mark.parametrize("how", ["missing", "torn", "not found"])
def test_without_its_columns_explore_shows_the_plain_list_and_says_so(page, catalogue, how):
    opened = page("papers/page/2/", expected="Failed to load resource|net::ERR_FAILED|status of 404")
    answers = {
        "missing": lambda route: route.abort(),
        "torn": lambda route: route.fulfill(body='{"titles": ["torn'),
        "not found": lambda route: route.fulfill(status=404, body="no"),
    }
    opened.route("**/search/columns-*", answers[how])
    opened.goto("papers/?tag=delta-rule")
    expect(opened.get_by_text("Search is unavailable. This is the plain list.")).to_be_visible()
    expect(opened.locator("article.card").first).to_contain_text(catalogue.newest_first[0].label)
    assert opened.evaluate(RECORDS)[0] == context_object(catalogue, catalogue.newest_first[0])
    expect(field(opened)).to_have_count(0)


def test_without_the_words_of_the_summaries_the_rest_works_and_a_message_says_so(page):
    opened = page("papers/page/2/", expected="Failed to load resource|net::ERR_FAILED")
    opened.route("**/search/text-*", lambda route: route.abort())
    opened.goto("papers/")
    ready(opened)
    expect(opened.get_by_text("Search could not load the words of the summaries.")).to_be_visible()
    field(opened).fill("retnet")
    expect(hits(opened).first).to_contain_text("Retentive Network")
