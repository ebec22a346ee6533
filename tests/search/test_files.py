"""The search files: their names, and that the browser reads the data of the catalogue from them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.catalogue import load
from paperatlas.commands import main
from paperatlas.exports import FORMATS
from paperatlas.pages import browse
from paperatlas.search.analyser import SMALL, fold, runs, words
from paperatlas.search.columns import columns
from paperatlas.search.files import search_files
from paperatlas.search.guides import ASKED, Guide
from paperatlas.search.names import names
from paperatlas.search.text import text_tier, text_words
from paperatlas.site import contents

from .data import ROOT, ask_node, run_node, write_files

BY_ROW = ["keys", "names", "titles", "also", "spelled", "arxiv", "doi", "dates", "authors", "tags"]
BY_CHARACTER = ["category", "venue", "venueYear", "label", "added", "flags"]


def table_of(catalogue):
    """All columns: those of the names, and the others."""
    return json.loads(names(catalogue)) | json.loads(columns(catalogue))


def decoded(folder):
    done = run_node(ROOT / "tests/search/decode.mjs", files=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def changed(tmp_path):
    """The files of the catalogue with one text of one entry changed."""

    def change(path, old, new):
        root = tmp_path / "catalog"
        shutil.copytree(ROOT / "catalog", root)
        text = (root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (root / path).write_text(text.replace(old, new), encoding="utf-8")
        return load(root)

    return change


def test_a_file_is_named_after_its_content(catalogue):
    files = search_files(catalogue)
    assert [name.split("-")[0] for name in files] == ["names", "columns", "text", *["summaries"] * 3]
    for name, content in files.items():
        assert name.endswith(f"-{sha256(content).hexdigest()[:12]}.json")


def test_only_the_file_that_changes_gets_another_name(catalogue, changed):
    before = list(search_files(catalogue))
    after = list(search_files(changed("papers/mamba2.yml", "summary: ", "summary: Quixotic. ")))
    assert after[:2] == before[:2]
    assert after[2] != before[2]


def test_the_files_have_the_same_bytes_every_time(catalogue):
    script = (
        "from pathlib import Path; from paperatlas.catalogue import load; "
        "from paperatlas.search.files import search_files; print(*search_files(load(Path('catalog'))))"
    )
    for seed in ("1", "2"):  # it determines the order of sets
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True)
        assert done.stdout.split() == list(search_files(catalogue)), done.stderr


def test_all_columns_have_one_row_per_paper(catalogue):
    table = table_of(catalogue)
    lengths = {name: len(table[name].split("\n")) for name in BY_ROW} | {
        name: len(table[name]) for name in BY_CHARACTER
    }
    lengths |= {name: len(of["rows"].split("\n")) for name, of in table["properties"].items()}
    assert lengths == dict.fromkeys(lengths, len(catalogue.papers))


def test_these_tests_cover_every_column(catalogue):
    by_number = {"more", "slugs", "people", "words", "tldr", "status", "awards", "alsoIn", "formulas"}
    vocabularies = {"days", "categories", "venues", "venueSlugs", "labels", "tagNames", "has", "properties", "formats"}
    others = {"preprint", "former", "guides", "small", "urls", "count", "order"}
    assert set(table_of(catalogue)) == {*BY_ROW, *BY_CHARACTER, *by_number, *vocabularies, *others}


def test_the_columns_decode_to_the_catalogue(catalogue, search_folder):
    rows = decoded(search_folder)["rows"]
    assert [row["key"] for row in rows] == [paper.key for paper in catalogue.newest_first]
    for row, paper in zip(rows, catalogue.newest_first, strict=True):
        assert row["name"] == (paper.short_name or "")
        assert row["title"] == paper.title
        assert (row["arxiv"], row["doi"]) == (paper.arxiv or "", paper.doi or "")
        assert row["date"] == paper.date[:7]
        assert all(name in paper.authors or name in row["spelled"] for name in paper.arxiv_authors)
        assert row["category"] == paper.category
        assert (row["venue"], row["year"]) == ((paper.venue.name, paper.venue.year) if paper.venue else (None, 0))
        assert row["label"] == (paper.venue.label if paper.venue else "Preprint")
        assert row["tags"] == list(paper.tags)
        assert row["added"] == str(paper.added)
        assert (row["code"], row["method"]) == (bool(paper.code), bool(paper.methods))
        for name, declared in catalogue.method_fields.properties.items():
            of_methods = {value for method in paper.methods for value in method.values(name)}
            assert row["properties"][name] == [value for value in declared.values if value in of_methods]
        for method in paper.methods:
            assert method.name in row["also"] or "".join(runs(fold(method.name))) in {
                "".join(runs(fold(row[known]))) for known in ("name", "title")
            }


def test_the_columns_contain_what_pages_show_of_the_catalogue(catalogue):
    """JavaScript must not need separate rules for colours, labels and addresses."""
    table = table_of(catalogue)
    pages = {page.url: page for page in contents(catalogue).pages}
    hues = {group.name: group.hue for group in browse.categories(catalogue)}
    assert {name: hue for _, name, hue in table["categories"]} == hues
    urls = table["urls"]
    for kind, keys in (
        ("paper", list(catalogue.papers)),
        ("category", [key for key, *_ in table["categories"]]),
        ("tag", [key for key, _ in table["tagNames"]]),
        ("venue", table["venueSlugs"]),
    ):
        assert {urls[kind].format(key) for key in keys} <= set(pages), kind
    for name, slug in zip(table["venues"], table["venueSlugs"], strict=True):
        assert pages[urls["venue"].format(slug)].title == name
    assert [key for key, _ in table["formats"]] == list(FORMATS)
    assert dict(table["formats"])["bibtex"] == "BibTeX"


def test_authors_decode_in_their_order_with_the_addresses_of_their_pages(catalogue, search_folder):
    for row, paper in zip(decoded(search_folder)["rows"], catalogue.newest_first, strict=True):
        shown = [name for name, _ in row["authors"]]
        assert shown[:20] == list(paper.authors[:20])
        assert [name for name in paper.authors if name in shown] == shown
        assert len(shown) + row["more"] == len(paper.authors)
        assert row["authors"] == [[name, catalogue.person_slug(name, paper.key)] for name in shown]


@pytest.mark.parametrize(
    "name",
    ["हिन्दी शर्मा", "ΘΑΛΗΣ ᾼ", "陈伟", "Ærø Łukasz-Ğ", "ĳ ŉ ǆ", "Ab͏c Def", "ა Ა", "अ" * 90],
    ids=lambda name: ascii(name)[:30],
)
def test_a_name_in_any_script_links_to_its_page(changed, tmp_path, name):
    authors = "authors: [Tri Dao, Albert Gu]"
    catalogue = changed("papers/mamba2.yml", authors, f'authors: ["{name}", Albert Gu]')
    [row] = [row for row in decoded(write_files(catalogue, tmp_path))["rows"] if row["key"] == "mamba2"]
    assert row["authors"][0] == [name, catalogue.person_slug(name, "mamba2")]


def test_hand_written_pages_are_in_the_columns(catalogue):
    guides = [
        Guide("About", "about/", "What this is.", ["who", "why"]),
        Guide("How to add a paper", "contributing/", ""),
    ]
    assert json.loads(columns(catalogue, guides))["guides"] == [list(guide[:2]) for guide in guides]
    about = json.loads(text_tier(catalogue, guides))["about"]
    assert about["page"] == ["What this is.", ""]
    assert about["pageAsked"] == ["who | why", ""]


def test_the_pages_that_have_further_names_are_there(catalogue):
    assert set(ASKED) <= {page.url for page in contents(catalogue).pages}


def test_the_summaries_are_in_files_of_their_own_in_the_order_of_the_columns(catalogue):
    files = search_files(catalogue)
    tier = json.loads(next(content for name, content in files.items() if name.startswith("text-")))
    size, *addresses = tier["summaries"]
    texts = [json.loads(files[address.removeprefix("search/")]) for address in addresses]
    assert {len(part) for part in texts[:-1]} == {size}
    assert [text for part in texts for text in part] == [
        " ".join(f"{one.tldr} {one.summary}".split()) for one in catalogue.newest_first
    ]


def found_by_columns(catalogue, paper):
    tags = " ".join(catalogue.tags[tag].name for tag in paper.tags)
    return {*words(f"{paper.title} {paper.short_name or ''} {tags}"), *SMALL}


def test_the_text_tier_decodes_to_the_words_of_the_summaries(catalogue, search_folder):
    terms = decoded(search_folder)["terms"]
    assert len(set(terms)) == len(terms)
    for paper in catalogue.papers.values():
        assert set(words(f"{paper.tldr} {paper.summary}")) <= {*terms, *found_by_columns(catalogue, paper)}


def test_papers_are_found_by_their_other_ids(catalogue, search_folder):
    asked = {paper.openreview: paper.key for paper in catalogue.papers.values() if paper.openreview}
    asked |= {f"https://openreview.net/forum?id={id}": key for id, key in asked.items()}
    asked |= {paper.acl: paper.key for paper in catalogue.papers.values() if paper.acl}
    found = ask_node("first.mjs", list(asked), files=search_folder)
    missed = [(query, key) for (query, key), keys in zip(asked.items(), found, strict=True) if keys[:1] != [key]]
    assert missed == []


def test_late_authors_of_a_long_list_are_found(catalogue, search_folder):
    late = {paper.authors[-1]: paper.key for paper in catalogue.papers.values() if len(paper.authors) > 30}
    assert late
    found = ask_node("first.mjs", list(late), files=search_folder)
    assert [key for key, keys in zip(late.values(), found, strict=True) if key not in keys] == []


def shelf(summaries):
    """The parts of a catalogue that the text tier reads: one paper per summary, in this order."""
    known = {
        "key": "",
        "openreview": None,
        "acl": None,
        "pmlr": None,
        "authors": (),
        "title": "",
        "tags": (),
        "tldr": None,
        "lab": (),
    }
    papers = [SimpleNamespace(**known, short_name=None, summary=summary) for summary in summaries]
    return SimpleNamespace(newest_first=papers, people={}, libraries={}, datasets={}, tutorials={})


def rows_of(summaries, asked):
    """Where the browser finds words in the text tier of summaries."""
    return ask_node(
        "tier.mjs", {"count": len(summaries), "text": json.dumps(text_words(shelf(summaries))), "asked": asked}
    )


SUMMARY = st.text(st.one_of(st.sampled_from("ab1 -"), st.characters(exclude_categories=["Cs", "Cn"])), max_size=20)


@settings(max_examples=15)
@given(st.lists(SUMMARY, min_size=1, max_size=12))
def test_the_text_tier_of_any_summaries_decodes_to_their_words(summaries):
    holders = {word: [] for summary in summaries for word in words(summary) if word not in SMALL}
    for row, summary in enumerate(summaries):
        for word in set(words(summary)) - SMALL:
            holders[word].append(row)
    assert rows_of(summaries, list(holders)) == list(holders.values())


def test_large_gaps_between_rows_skip_the_surrogates():
    at = [0, 55_260, 55_261, 55_262, 55_263]
    summaries = [""] * 56_000
    for row in at:
        summaries[row] = "word"
    summaries[55_297] = "far"
    text = json.dumps(text_words(shelf(summaries)), ensure_ascii=False)
    assert text.encode()  # no lone surrogate is written
    assert rows_of(summaries, ["word", "far", "none"]) == [at, [55_297], []]


def test_words_are_sorted_in_the_order_of_the_browser():
    """JavaScript compares UTF-16 units, so U+20000 comes before U+FA0E."""
    summaries = ["b", "﨎", "\U00020000", "﨎b", "\U00020000b", "\U0001e900", "z"]
    asked = ["b", "﨎", "\U00020000", "﨎b", "\U00020000b", "\U0001e922", "z"]
    assert rows_of(summaries, asked) == [[0], [1], [2], [3], [4], [5], [6]]


def test_words_that_share_a_long_prefix_stay_distinct():
    long = "a" * 34
    summaries = [long, f"{long}b", f"{long}bc", f"{long}bcd", f"{'a' * 60}x", f"{'a' * 60}y", f"{'a' * 60}y z"]
    asked = [*summaries[:6], "z"]
    assert rows_of(summaries, asked) == [[0], [1], [2], [3], [4], [5, 6], [6]]


def test_the_command_writes_the_search_files(tmp_path, capsys):
    assert main(["search-index", str(tmp_path / "out"), "--catalog", str(ROOT / "catalog")]) == 0
    written = sorted(path.name.partition("-")[0] for path in (tmp_path / "out").iterdir())
    assert written == ["columns", "names", *["summaries"] * 3, "text"]
    assert "bytes" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_reported(tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["search-index", str(tmp_path / "file"), "--catalog", str(ROOT / "catalog")]) == 2
    assert "cannot write to" in capsys.readouterr().err
