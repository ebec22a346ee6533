"""Exports for reference managers, spreadsheets and scripts. Tests of whole records are in tests/golden."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import rispy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from paperatlas.catalogue import load
from paperatlas.commands import main
from paperatlas.exports import FORMATS, bibtex, csv_table, ris, shards
from paperatlas.people import Name

ROOT = Path(__file__).resolve().parents[2]
ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)  # an empty title is an error
one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

TOWER = r"""
title: 'Towers, "Bells" & Clocks: 100% on Time'
short_name: Towers
authors: [Clock Team, Łukasz Kaiser, Ludwig van Beethoven]
date: 2022-05-17
category: indoor
tags: [gears, stone]
venue: {name: TOWER, year: 2023, volume: "12", pages: 7-25}
arxiv: "2205.00010"
pmlr: v12/team23a
code:
  - {url: "https://example.org/towers", official: true}
  - {url: "https://example.org/more"}
summary: A bell strikes the hour, and all of the town hears it at once.
aliases: [belfry]
added: 2026-11-24
""".lstrip()
VENUE = """\
TOWER:
  name: Conference on Towers
  type: conference
  publisher: PMLR
  series: Proceedings of Tower Research
  proceedings: {"2023": Proceedings of the 12th Conference on Towers}
  description: High clocks.
"""
AUTHORS = """\
Clock Team: {organisation: true}
Ludwig van Beethoven: {family: van Beethoven, variants: [L. v. Beethoven]}
Chen Wei: {family: Chen, given: Wei}
"""


@pytest.fixture
def clocks(shelf):
    """A journal paper (sundial), a conference paper (tower) and two preprints, one of them without an arXiv id."""
    shelf.write("papers/tower.yml", TOWER).add("venues.yml", VENUE).write("authors.yml", AUTHORS)
    shelf.change("papers/quartz.yml", "tags: [gears]", "tags: [gears]\nurl: https://example.org/quartz")
    assert shelf.printed() == ""
    return shelf


def exported(capsysbinary, *arguments):
    assert main(["export", *arguments]) == 0
    return capsysbinary.readouterr().out


def titled(catalogue, title):
    return catalogue.papers["tower"].model_copy(update={"title": title})


def parsed_bibtex(text):
    """For each citation key: the entry's type, its fields, and its authors as family and given names."""
    return {
        key: (
            entry.type,
            dict(entry.fields),
            [(" ".join([*one.prelast_names, *one.last_names]), " ".join(one.first_names)) for one in people],
        )
        for key, entry in parse_string(text, "bibtex").entries.items()
        for people in [entry.persons["author"]]
    }


def test_a_preprint_without_an_arxiv_id_does_not_mention_arxiv(clocks):
    catalogue = clocks.load()
    quartz = catalogue.papers["quartz"]
    assert not any("arXiv" in form.records(catalogue, [quartz])[0] for form in FORMATS.values())


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1"])
def test_a_title_never_becomes_a_spreadsheet_formula(clocks, title):
    catalogue = clocks.load()
    assert csv_table.record(catalogue, titled(catalogue, title), "some2023key").split(",")[2] == f"'{title}"


@pytest.mark.parametrize(
    ("value", "shown"), [("7-25", "7–25"), ("045001", "no. 045001"), ("1E5", "no. 1E5"), ("12:1-12:25", "12:1–12:25")]
)
def test_a_spreadsheet_makes_no_date_or_other_number_of_a_cell(clocks, value, shown):
    catalogue = clocks.load()
    paper = catalogue.papers["tower"]
    venue = paper.venue.model_copy(update={"pages": value})
    text = csv_table.record(catalogue, paper.model_copy(update={"venue": venue}), "team2023towers")
    [row] = csv.DictReader(io.StringIO(csv_table.HEAD.removeprefix("\ufeff") + text))
    assert row["pages"] == shown
    assert (row["public_year"], row["public_month"], row["public_day"]) == ("2022", "5", "17")
    assert not any(re.fullmatch(r"\d+[-/]\d+([-/]\d+)?", cell) for cell in row.values())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_a_line_break_in_a_title_does_not_start_a_ris_tag(clocks, end):
    catalogue = clocks.load()
    record = ris.record(catalogue, titled(catalogue, f"Time{end}ER  - {end}TY  - BOOK"))
    assert record.count("\r\n") == len(record.splitlines()) == 19
    [found] = rispy.loads(record)
    assert found["title"] == "Time ER - TY - BOOK"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Byron", Name("Byron", "Ada")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", "van")),
        ("Chen Wei", Name("Chen", "Wei")),
        ("Clock Team", Name("Clock Team")),
        ("Plato", Name("Plato")),
        ("Byron, Ada", Name("Byron, Ada")),
        ("L. v. Beethoven", Name("Beethoven", "L.", "v.")),
    ],
)
def test_a_name_is_split_into_family_and_given_name(clocks, name, parts):
    assert clocks.load().vocabulary.who.name(name) == parts


@pytest.mark.parametrize(
    ("name", "record", "last", "first"),
    [
        ("Blaise Agüera y Arcas", "{family: Agüera y Arcas}", [r"{Ag{\"u}era y Arcas}"], ["Blaise"]),
        ("Maer Rodrigues de Melo", "{family: Rodrigues de Melo}", ["{Rodrigues de Melo}"], ["Maer"]),
        ("Robert W. Heath Jr.", "{family: Heath Jr.}", ["Heath"], ["Robert", "W."]),
        ("Jimmy T.H. Smith", "{family: Smith, given: Jimmy T.H.}", ["Smith"], ["Jimmy", "T.", "H."]),
    ],
)
def test_bibtex_readers_find_the_family_name_of_authors_yml_and_every_initial(clocks, name, record, last, first):
    clocks.change("papers/quartz.yml", "[Elif Öz]", f"[{name}]").add("authors.yml", f"{name}: {record}\n")
    catalogue = clocks.load()
    assert not catalogue.problems
    [text] = FORMATS["bibtex"].records(catalogue, [catalogue.papers["quartz"]])
    [entry] = parse_string(text, "bibtex").entries.values()
    [person] = entry.persons["author"]
    assert (person.prelast_names, person.last_names) == ([], last)
    assert [*person.first_names, *person.middle_names] == first
    assert person.lineage_names == (["Jr."] if "Jr." in name else [])


@one_folder
@given(ANY)
@example("a\r\nb,\"c';=\x00")
def test_any_title_survives_csv(clocks, title):
    catalogue = clocks.load()
    document = FORMATS["csv"].document([csv_table.record(catalogue, titled(catalogue, title), "some2023key")])
    [row] = csv.DictReader(io.StringIO(document.removeprefix("\ufeff"), newline=""))
    assert row["title"].removeprefix("'") == title.removeprefix("'")
    assert (row["key"], row["tags"]) == ("tower", "gears; stone")


@one_folder
@given(ANY)
def test_any_title_survives_json_on_one_line(clocks, title):
    catalogue = clocks.load()
    [record] = FORMATS["csl-json"].records(catalogue, [titled(catalogue, title)])
    assert "\n" not in record
    assert json.loads(record)["title"] == title


@one_folder
@given(ANY)
def test_any_title_survives_ris_except_for_its_spaces(clocks, title):
    catalogue = clocks.load()
    [found] = rispy.loads(ris.record(catalogue, titled(catalogue, title)))
    assert found.get("title", "") == " ".join(title.split())
    assert len(found["authors"]) == 3


@one_folder
@given(ANY)
def test_any_title_leaves_the_other_bibtex_fields_as_they_are(clocks, title):
    catalogue = clocks.load()
    for classic, first_name in [(True, r"{\L}ukasz"), (False, "Łukasz")]:
        record = bibtex.bibtex(catalogue, titled(catalogue, title), "some2023key", is_classic=classic)
        [(_, fields, people)] = parsed_bibtex(record).values()
        assert fields["pages"] == "7--25"
        assert people == [("{Clock Team}", ""), ("Kaiser", first_name), ("van Beethoven", "Ludwig")]


def test_every_paper_of_the_catalogue_can_be_read_back(capsysbinary):
    papers = load(ROOT / "catalog").newest_first
    titles = [" ".join(paper.title.split()) for paper in papers]
    counts = [len(paper.authors) for paper in papers]

    def read(name):
        return exported(capsysbinary, "--format", name, str(ROOT / "catalog")).decode()

    found = rispy.loads(read("ris"))
    assert [one["title"] for one in found] == titles
    assert [len(one["authors"]) for one in found] == counts
    assert not any("unknown_tag" in one for one in found)
    rows = list(csv.DictReader(io.StringIO(read("csv").removeprefix("\ufeff"), newline="")))
    assert [row["title"] for row in rows] == [paper.title for paper in papers]
    assert [len(row["authors"].split("; ")) for row in rows] == counts
    assert [len(people) for _, _, people in parsed_bibtex(read("bibtex")).values()] == counts
    items = json.loads(read("csl-json"))
    assert [len(item["author"]) for item in items] == counts
    # The rules of csl-data.json (no package has that schema): a type, an id, known fields, and text in all but two.
    for item in items:
        assert item["type"] in {"article", "article-journal", "paper-conference"}
        texts = {name: value for name, value in item.items() if name not in ("author", "editor", "issued")}
        assert texts.keys() <= {
            *("id", "type", "title", "container-title", "collection-title", "volume", "page", "publisher", "genre"),
            *(
                "citation-key",
                "event-title",
                "event-place",
                "ISSN",
                "note",
                "number",
                "archive",
                "archive_location",
                "DOI",
                "URL",
                "keyword",
            ),
        }
        assert all(isinstance(value, str) and value for value in texts.values())
        parts = {"family", "given", "non-dropping-particle", "suffix"}
        assert all(set(one) == {"literal"} or {"family", "given"} <= set(one) <= parts for one in item["author"])
        [parts] = item["issued"]["date-parts"]
        assert 1 <= len(parts) <= 3
        assert all(isinstance(part, int) for part in parts)


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_writes_the_exact_bytes_of_the_document(clocks, capsysbinary, name):
    form, catalogue = FORMATS[name], clocks.load()
    every = form.document(form.records(catalogue, catalogue.newest_first)).encode()
    assert exported(capsysbinary, "--format", name) == every
    assert exported(capsysbinary, "--format", name, "--output", "all.txt", "catalog") == b""
    assert Path("all.txt").read_bytes() == every


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_selection_is_a_document_without_papers(clocks, capsysbinary, name):
    empty = {"bibtex": b"", "biblatex": b"", "ris": b"", "csl-json": b"[\n\n]\n", "csv": csv_table.HEAD.encode()}
    assert exported(capsysbinary, "--format", name, "--keys", "") == empty[name]


def test_keys_and_aliases_are_exported_once_in_the_given_order(clocks, capsysbinary):
    found = json.loads(exported(capsysbinary, "--format", "csl-json", "--keys", "sundial, belfry,pendulum,tower"))
    assert [item["id"] for item in found] == ["sundial", "tower", "pendulum"]


@pytest.mark.parametrize(
    ("key", "hint"), [("sundail", "; did you mean 'sundial'?"), ("xyzzy", ""), ("Sundial", "; did you mean 'sundial'?")]
)
def test_an_unknown_key_names_the_nearest_one(clocks, capsys, key, hint):
    assert main(["export", "--format", "ris", "--keys", f"tower,{key}", "--output", "some.ris"]) == 2
    assert capsys.readouterr() == ("", f"paperatlas: no paper '{key}'{hint}\n")
    assert not Path("some.ris").exists()


def test_a_file_that_cannot_be_written_is_one_error_message(clocks, capsys):
    assert main(["export", "--format", "ris", "--output", "nowhere/some.ris"]) == 2
    assert capsys.readouterr().err == "paperatlas: cannot write to 'nowhere/some.ris': No such file or directory\n"


def test_a_catalogue_with_errors_is_not_exported(clocks, capsys):
    clocks.change("papers/quartz.yml", "[gears]", "[gear]")
    assert main(["export", "--format", "csv"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "unknown tag 'gear'" in err


@pytest.mark.parametrize("format", [[], ["--format", "xml"]])
def test_an_unknown_or_missing_format_is_wrong_usage(clocks, capsys, format):
    assert main(["export", *format]) == 2
    assert "'--format'" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "value"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("chongo was here!\n", 0xD49930D5)])
def test_the_hash_matches_the_published_values(text, value):
    assert shards.fnv1a(text) == value


@pytest.mark.parametrize(("papers", "count"), [(0, 1), (64, 1), (100, 2), (311, 4), (3_000, 64), (10_000, 128)])
def test_a_shard_has_about_64_papers(papers, count):
    assert shards.shard_count(papers) == count


def test_a_small_catalogue_has_one_shard_per_format(clocks):
    assert len(shards.shards(clocks.load())) == len(FORMATS)


def test_files_for_scripts_are_compact_json_in_utf_8(clocks):
    files = shards.shards(clocks.load(), 1)
    for text in [shards.manifest(files), *(content.decode() for content in files.values())]:
        assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    assert any("Łukasz" in content.decode() for content in files.values())


def test_the_name_of_a_shard_changes_with_its_content(clocks):
    before = shards.shards(clocks.load(), 4)
    assert shards.shards(clocks.load(), 4) == before
    clocks.change("papers/quartz.yml", "Crystals in Watches", "Crystals in Clocks")
    after = shards.shards(clocks.load(), 4)
    number = shards.fnv1a("quartz") % 4
    assert {name.rpartition("-")[0] for name in before.keys() - after.keys()} == {
        f"export/{name}-{number}" for name in FORMATS
    }


SCRIPT = """
const [, folder, chosen] = process.argv;
const fs = require("fs");
const manifest = JSON.parse(fs.readFileSync(`${folder}/manifest.json`, "utf8"));
for (const [name, format] of Object.entries(manifest)) {
    const records = chosen.split(",").map((key) => {
        let hash = 0x811c9dc5;
        for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
        const file = format.shards[hash % format.shards.length];
        return JSON.parse(fs.readFileSync(`${folder}/${file}`, "utf8"))[key];
    });
    fs.writeFileSync(`${folder}/made.${name}`, format.head + records.join(format.separator) + format.tail);
}
"""


def test_javascript_builds_the_same_document_from_the_shards(clocks, capsysbinary, tmp_path):
    files = shards.shards(clocks.load(), 4)
    (tmp_path / "export").mkdir()
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "manifest.json").write_text(shards.manifest(files), encoding="utf-8")
    keys = "tower,quartz,pendulum,sundial"
    node = Path(sys.executable).with_name("node")
    subprocess.run([node, "-e", SCRIPT, str(tmp_path), keys], check=True, timeout=60)
    for name in FORMATS:
        made = (tmp_path / f"made.{name}").read_bytes()
        assert made == exported(capsysbinary, "--format", name, "--keys", keys)
