"""`paperatlas import`: drafts of what a list has and the catalogue has not, or line by line why not."""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.catalogue import load
from paperatlas.commands import main
from paperatlas.links import code_url, read_url
from paperatlas.sources.awesome_list import records
from paperatlas.sources.facts import Facts
from paperatlas.sources.formats import READERS, format_of, text_of

ROOT = Path(__file__).parents[2]
LISTS = Path(__file__).parent / "lists"
NEW = "## Outdoor clocks\n\n- **Moondials** (JOC 2020)  \n  [Paper](https://arxiv.org/abs/2003.00001)\n"


@pytest.fixture
def lists(shelf, tmp_path):
    """Writes a list beside the small catalogue about clocks."""

    def write(text: str, name: str = "LIST.md") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


def drafts(shelf) -> list[str]:
    return sorted(path.relative_to(shelf.root).as_posix() for path in shelf.root.glob("*/*.draft.yml"))


def test_the_list_that_the_atlas_began_with_gives_its_32_papers_2_libraries_and_2_datasets(tmp_path, capsys):
    for name in ("categories.yml", "tags.yml", "venues.yml", "style.yml", "relations.yml"):
        (tmp_path / name).write_bytes((ROOT / "catalog" / name).read_bytes())
    assert main(["import", str(LISTS / "seed.md"), "--catalog", str(tmp_path), "--yes", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert Counter(one["kind"] for one in found["new"]) == {"paper": 32, "library": 2, "dataset": 2}
    assert Counter(one["fields"].get("category") for one in found["new"] if one["kind"] == "paper") == {
        **{"architectures": 21, "theory": 4, "linearization": 5, "applications": 2}
    }
    assert {one["why"] for one in found["refused"]} == {
        "this links to a section of the list, not to a paper",
        "there is no link in it",
    }
    assert len([*tmp_path.glob("*/*.draft.yml")]) == 36


def test_a_second_import_of_a_list_gives_nothing(shelf, lists, capsys):
    main(["import", lists(NEW), "--yes"])
    capsys.readouterr()
    assert main(["import", "LIST.md"]) == 0
    assert (
        capsys.readouterr().out
        == "LIST.md:3: it is here already, as the draft 'moondials' (the same arXiv id): Moondials\n"
    )


def test_the_seed_list_is_here_already(capsys):
    assert main(["import", str(LISTS / "seed.md"), "--catalog", str(ROOT / "catalog"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["new"] == []
    assert sum("here already" in one["why"] for one in found["refused"]) == 36


def test_a_draft_has_what_the_list_says_and_where_and_leaves_the_rest_to_a_person(shelf, lists):
    main(["import", lists(NEW), "--yes"])
    assert drafts(shelf) == ["papers/moondials.draft.yml"]
    assert (shelf.root / "papers/moondials.draft.yml").read_text() == (
        "# yaml-language-server: $schema=../schema/paper.json\n"
        "title: Moondials\n"
        "date: 2020-03\n"
        "category: outdoor\n"
        "venue: {name: JOC, year: 2020}\n"
        'arxiv: "2003.00001"\n'
        "summary: >-\n"
        "  ...\n"
        "added: 2026-11-24\n"
        "sources:\n"
        "  - {fields: [title, arxiv, venue], at: 'LIST.md, line 3', checked: 2026-11-24}\n"
        '  - {fields: [date], at: "arXiv id 2003.00001", checked: 2026-11-24}\n'
    )


def test_the_check_ignores_drafts_and_says_with_an_option_what_each_needs(shelf, lists, capsys):
    main(["import", lists(NEW), "--yes"])
    capsys.readouterr()
    assert main(["check"]) == 0
    assert capsys.readouterr().err == (
        "catalog: no problems\n1 draft is not published; `paperatlas check --drafts` says what is missing\n"
    )
    assert main(["check", "--drafts"]) == 1
    out, err = capsys.readouterr()
    assert "moondials.draft.yml:2:1: error: 'authors' is missing" in out
    assert "write tags: [...] with some of catalog/tags.yml: shadow, stone, gears" in out
    assert "moondials.draft.yml:7:10: error: '...' is to be replaced" in out
    assert err == "catalog: 1 draft; 3 errors\n"


def test_a_finished_draft_is_told_its_next_name(shelf, capsys):
    text = shelf.right("papers/quartz.yml").replace("Crystals in Watches", "Candles That Burn Evenly")
    shelf.write("papers/candle.draft.yml", text)
    assert main(["check", "--drafts", "--strict"]) == 0
    assert "catalog/papers/candle.draft.yml is complete: rename it to candle.yml\n" in capsys.readouterr().err


def test_a_draft_can_be_fixed_by_its_name(shelf, capsys):
    draft = shelf.root / "papers/moondials.draft.yml"
    shelf.write("papers/moondials.draft.yml", "title: Moondials\narxiv: arxiv.org/abs/2003.00001v2\ndate: March 2020\n")
    main(["fix", "catalog/papers/moondials.draft.yml", "--yes"])
    assert draft.read_text(encoding="utf-8") == 'title: Moondials\ndate: 2020-03\narxiv: "2003.00001"\n'
    assert "'authors' is missing" in capsys.readouterr().out


def test_a_draft_with_an_id_that_an_entry_has_is_reported(shelf, capsys):
    text = shelf.right("papers/pendulum.yml").replace("Pendulum Clocks That Keep Time", "Anchors Without Ships")
    shelf.write("papers/anchor.draft.yml", text)
    assert main(["check", "--drafts"]) == 1
    assert "is already used in catalog/papers/anchor.draft.yml:6" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ("[Other Name](https://arxiv.org/abs/1903.00010v2)", "it is here already, as 'sundial' (the same arXiv id)"),
        ("[Other Name](https://doi.org/10.1000/CLOCK.1)", "it is here already, as 'sundial' (the same DOI)"),
        ("[A SUNDIAL for every garden!](https://a.org/x.pdf)", "it is here already, as 'sundial' (the same title)"),
        (
            "[A Sundial for Every Gardens](https://a.org/x.pdf)",
            "it is here already, as 'sundial' (nearly the same title)",
        ),
        (
            "[Clock Works](https://github.com/a/b)",
            "it is here already, as 'clockwork' (the same repository)",
        ),
    ],
)
def test_what_is_here_is_not_taken_again(shelf, lists, capsys, item, why):
    shelf.change("libraries/clockwork.yml", "https://example.org/clockwork", "http://www.github.com/a/b.git")
    main(["import", lists(f"## Indoor clocks\n- {item}\n")])
    assert capsys.readouterr().out.startswith(f"LIST.md:2: {why}")


def test_of_two_of_one_paper_in_a_list_the_first_counts(shelf, lists, capsys):
    main(["import", lists(NEW + "- [Moon Dials, Again](https://arxiv.org/pdf/2003.00001)\n"), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert [one["line"] for one in found["new"]] == [3]
    assert found["refused"] == [
        {"line": 5, "why": "it is in line 3 of the list too (the same arXiv id)", "title": "Moon Dials, Again"}
    ]


def test_papers_of_a_series_with_ids_of_their_own_are_all_taken(shelf, lists, capsys):
    items = (f"- [Clocks of the World, Part {n}](https://arxiv.org/abs/2003.0000{n})\n" for n in (1, 2))
    main(["import", lists("".join(items)), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert [one["key"] for one in found["new"]] == ["clocks-world-part-1", "clocks-world-part-2"]


def test_a_wrong_month_in_a_list_becomes_a_correction(shelf, lists, capsys):
    main(["import", lists("- **Moondials** (ArXiv, May 2020) [Paper](https://arxiv.org/abs/2003.00001)\n"), "--json"])
    [one] = json.loads(capsys.readouterr().out)["new"]
    assert one["fields"]["date"] == "2020-03"
    why = "arXiv numbers the first version 2003"
    assert one["fields"]["corrections"] == [{"field": "date", "was": "May 2020", "why": why}]


def test_sections_become_categories_by_name_by_option_and_by_default(shelf, lists, capsys):
    text = "".join(
        f"## {name}\n- [Clocks {name[-6:]}](https://arxiv.org/abs/2003.0000{number})\n"
        for number, name in enumerate(["☀️ 1. Outdoor Clocks", "On the wall", "Others"])
    )
    lists(text)
    assert main(["import", "LIST.md", "--section", "On the Wall=indoor", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["fields"].get("category") for one in found["new"]] == ["outdoor", "indoor", None]
    assert found["sections"] == {"Others": 1}
    main(["import", "LIST.md", "--category", "outdoor", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert [one["fields"]["category"] for one in found["new"]] == ["outdoor"] * 3
    main(["import", "LIST.md"])
    assert (
        "the section 'Others' is no category: 1 paper without one; add --section 'Others=KEY'"
        in capsys.readouterr().out
    )


def test_an_unknown_venue_stays_for_the_check_to_report(shelf, lists, capsys):
    main(["import", lists("@article{k, title={Moondials}, journal={Moon Letters}, year=2001}", "a.bib"), "--yes"])
    capsys.readouterr()
    main(["check", "--drafts"])
    assert "unknown venue 'Moon Letters'" in capsys.readouterr().out


def test_entries_can_be_written_to_another_folder_and_the_source_named(shelf, lists, tmp_path):
    lists(NEW)
    assert main(["import", "LIST.md", "--to", "other", "--source", "github.com/ada/clocks README.md", "--yes"]) == 0
    text = (tmp_path / "other/papers/moondials.yml").read_text()
    assert "at: 'github.com/ada/clocks README.md, line 3'" in text
    assert drafts(shelf) == []


def test_the_new_files_are_shown_and_nothing_is_written_without_a_yes(shelf, lists, capsys, monkeypatch):
    lists(NEW)
    assert main(["import", "LIST.md", "--diff"]) == 1
    out, err = capsys.readouterr()
    assert "+title: Moondials" in out
    assert "left to write by hand: authors (1), tags (1), summary (1)" in err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"n\n")))
    assert main(["import", "LIST.md"]) == 2
    assert "     3  paper   moondials  Moondials" in capsys.readouterr().out
    assert drafts(shelf) == []


def test_if_one_file_cannot_be_written_none_is(shelf, lists, capsys, monkeypatch):
    lists(NEW + "- [Star Clocks](https://arxiv.org/abs/2004.00001)\n")
    write = Path.write_bytes

    def fails_for_the_second(path: Path, content: bytes) -> int:
        if "star" in path.name:
            raise OSError(28, "No space left on device", str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", fails_for_the_second)
    assert main(["import", "LIST.md", "--yes"]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert drafts(shelf) == []


def test_a_list_can_come_from_standard_input(shelf, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEW.encode())))
    assert main(["import", "-", "--yes"]) == 0
    assert "at: 'standard input, line 3'" in (shelf.root / "papers/moondials.draft.yml").read_text()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no entry was found in 'LIST.md'; expected an awesome list"),
        (b"Some words.\n", "no entry was found in 'LIST.md'; expected an awesome list"),
        (b"%PDF-1.7\n", "'LIST.md' is a PDF; give a list as text"),
        (b"\x00\x01\x02\x03" * 99, "'LIST.md' is no text"),
        (b"x" * 10_000_001, "'LIST.md' has 10 MB, and at most 10 MB are read; give it in parts"),
    ],
)
def test_a_file_without_a_list_is_wrong_use(shelf, tmp_path, capsys, content, message):
    (tmp_path / "LIST.md").write_bytes(content)
    assert main(["import", "LIST.md"]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nofile.md"], "cannot read 'nofile.md': No such file or directory"),
        (["catalog"], "'catalog' is a folder; give a file, such as catalog/README.md"),
        (
            ["https://github.com/a/b/blob/main/README.md"],
            "curl -L -o list.md https://raw.githubusercontent.com/a/b/main/",
        ),
        (["LIST.md", "--category", "pocket"], "no category 'pocket'; the categories are outdoor, indoor"),
        (["LIST.md", "--section", "Others"], "--section 'Others' has no category; write --section 'NAME=CATEGORY'"),
    ],
)
def test_wrong_use_says_what_to_type(shelf, lists, capsys, arguments, message):
    lists(NEW)
    assert main(["import", *arguments]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("form", "text", "line", "why"),
    [
        ("csl-json", '[\n{"title": "A", "title": "B"}]', 2, "the field 'title' is there twice; remove one of the two"),
        ("csl-json", '[{"title": "A"},\n{"title": ]', 2, "this is no whole JSON: Expecting value; save it again"),
        ("csl-json", "[" * 99_999, 1, "this is no whole JSON: it is nested too deep; save it again"),
        ("csv", "Key;Author\nA;B\n", 1, "there is no column 'Title'; the columns are Key, Author"),
        ("csv", 'Title,Url\nA,https://a.org\n"B\0",x\n,c\n', 4, "this row has no title"),
        ("ris", "TI  - Clocks\nER  - \n", 1, "this record does not begin with a line `TY  - `"),
        (
            "bibtex",
            "\n@article{k, title={Open",
            2,
            "the record 'k' cannot be read: a brace or a quotation mark is not closed",
        ),
    ],
)
def test_a_broken_record_is_named_with_its_line(form, text, line, why):
    refused = [one for one in READERS[form](text, "LIST") if not isinstance(one, Facts)]
    assert (refused[-1].line, refused[-1].why) == (line, why)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_other_encodings_are_read(encoding):
    content = "@article{k, title={Über Uhren – „alt“}}".encode(encoding)
    [one] = READERS["bibtex"](text_of(content, "a.bib"), "a.bib")
    assert isinstance(one, Facts)
    assert one.title == "Über Uhren – „alt“"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        *[("seed.md", "list"), ("clocks.html", "list"), ("tables.md", "list"), ("refs.bib", "bibtex")],
        *[("refs.ris", "ris"), ("items.json", "csl-json"), ("zotero.csv", "csv")],
    ],
)
def test_the_format_is_known_without_the_end_of_the_name(name, form):
    assert format_of((LISTS / name).read_text(encoding="utf-8"), "list.txt") == form


@given(st.text(alphabet="<>ulitrdh12a/[]()!*_#|-.:\"'= \n\\`@{},", max_size=200), st.sampled_from([*READERS]))
def test_no_text_gives_a_traceback(text, form):
    list(READERS[form](text, "LIST"))
    list(READERS[form](f"<html>{text}", "LIST"))


def test_the_list_that_the_atlas_writes_is_read_back_with_every_entry():
    """All that AWESOME.md holds: titles, names, links, venues, months, sections."""
    catalogue = load(ROOT / "catalog")
    found = {
        (one.kind, one.title): one
        for one in records((ROOT / "AWESOME.md").read_text(encoding="utf-8"), "AWESOME.md")
        if isinstance(one, Facts)
    }
    assert len(found) == len(catalogue.entries)
    for paper in catalogue.papers.values():
        one = found["papers", paper.title]
        values = one.values
        assert one.sections[-1] == catalogue.categories[paper.category].name
        assert read_url(paper) in [values.get("url"), values.get("pdf")] or any(
            str(values.get(name)) in read_url(paper) for name in ("arxiv", "openreview", "acl", "pmlr", "doi")
        )
        assert values.get("arxiv") == paper.arxiv
        assert next((code["url"] for code in values.get("code", [])), "") == code_url(paper)
        if paper.venue:
            assert values["venue"] == {"name": paper.venue.label, "year": str(paper.venue.year)}
        elif "corrections" not in values:  # one was public before it was on arXiv
            assert paper.date.startswith(values["date"])
        assert "authors" not in values  # the list does not have them
    for library in catalogue.libraries.values():
        assert found["libraries", library.name].values["repo"] == library.repo
    for dataset in catalogue.datasets.values():
        values = found["datasets", dataset.name].values
        assert (values.get("repo"), values.get("arxiv")) == (dataset.repo, dataset.arxiv)
    for tutorial in catalogue.tutorials.values():
        values = found["tutorials", tutorial.title].values
        assert values["url"] == tutorial.url
        assert tutorial.date.startswith(values["date"])
