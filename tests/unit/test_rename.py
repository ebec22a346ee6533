"""`paperatlas rename`: the new name is used everywhere, and the old one leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from paperatlas.catalogue import load
from paperatlas.commands import main

CATALOG = Path("catalog")


def text(path: str) -> str:
    return (CATALOG / path).read_text(encoding="utf-8")


def test_a_paper_is_renamed_with_all_that_refers_to_it(shelf, capsys):
    Path("docs").mkdir()
    Path("docs/index.md").write_text(
        "[Sundial](papers/sundial/index.md), [others](papers/sundials/index.md)\n", "utf-8"
    )
    before = (CATALOG / "papers/sundial.yml").read_bytes()
    assert main(["rename", "sundial", "sun-clock", "--yes"]) == 0
    assert not (CATALOG / "papers/sundial.yml").exists()
    new = (CATALOG / "papers/sun-clock.yml").read_bytes()
    assert new.replace(b"aliases: [sundial]\n", b"") == before
    assert "{paper: sun-clock, kind: replaces" in text("papers/pendulum.yml")
    assert Path("docs/index.md").read_text("utf-8") == (
        "[Sundial](papers/sun-clock/index.md), [others](papers/sundials/index.md)\n"
    )
    assert shelf.lines() == []
    assert capsys.readouterr().err == "'sundial' is 'sun-clock' now, in 3 files\n"


def test_a_second_new_name_keeps_both_old_ones(shelf):
    assert main(["rename", "sundial", "one", "--yes"]) == 0
    assert main(["rename", "one", "two", "--yes"]) == 0
    assert "aliases: [sundial, one]" in text("papers/two.yml")
    assert shelf.lines() == []


@pytest.mark.parametrize(("old", "new"), [("sundial", "one"), ("gears", "wheels"), ("Ada Byron", "Ada Lovelace")])
def test_what_has_been_renamed_can_have_its_old_name_again(shelf, old, new):
    assert main(["rename", old, new, "--yes"]) == 0
    assert main(["rename", new, old, "--yes"]) == 0
    assert main(["rename", old, new, "--yes"]) == 0
    assert shelf.lines() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("tags.yml", "gears", "wheels", "wheels: {name: gears, description: Has wheels with teeth., aliases: [gears]}"),
        (
            "categories.yml",
            "indoor",
            "in-houses",
            "in-houses: {name: Indoor clocks, description: Clocks that need a wall.",
        ),
        (
            "venues.yml",
            "JOC",
            "J. Clocks",
            "J. Clocks: {name: Journal of Clocks, type: journal, description: All about",
        ),
    ],
)
def test_a_term_is_renamed_in_its_vocabulary_and_in_all_entries(shelf, file, old, new, line):
    assert main(["rename", old, new, "--yes"]) == 0
    assert line in text(file)
    assert f"aliases: [{old}]" in text(file)
    papers = "".join(text(f"papers/{name}.yml") for name in ("sundial", "pendulum", "quartz"))
    assert new in papers
    assert old not in papers.replace("clocks", "")
    assert shelf.lines() == []


def test_an_author_has_a_new_name_and_the_old_spelling_leads_to_it(shelf):
    assert main(["rename", "Ada Byron", "Ada Lovelace", "--yes"]) == 0
    assert text("authors.yml") == "Ada Lovelace:\n  variants: [Ada Byron]\n"
    assert "Ada Byron" in text("papers/sundial.yml"), "entries keep the name as printed"
    people = load(CATALOG).people.values()
    assert "Ada Lovelace" in {person.name for person in people}
    assert "Ada Byron" not in {person.name for person in people}


def test_links_to_the_page_of_a_venue_and_of_an_author_lead_to_the_new_one(shelf, capsys):
    page = Path("docs/index.md")
    page.parent.mkdir()
    page.write_text("[JOC](venues/joc/index.md), [Ada](authors/ada-byron/index.md)\n", "utf-8")
    for names in (("JOC", "J. Clocks"), ("Ada Byron", "Ada Lovelace")):
        assert main(["rename", *names, "--yes"]) == 0
    assert page.read_text("utf-8") == "[JOC](venues/j-clocks/index.md), [Ada](authors/ada-lovelace/index.md)\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing", "new"], "no paper, tag, category, venue or author is called 'nothing'"),
        (["sundial", "Sun Clock"], "'Sun Clock' is not a key"),
        (["sundial", "quartz"], "there is a paper 'quartz' already"),
        (["gears", "stone"], "there is a tag 'stone' already"),
        (["gears", "gears"], "the new name is the old one"),
        (["gears", "a", "--kind", "papers"], "no paper is called 'gears'"),
    ],
)
def test_what_cannot_be_renamed_is_refused_and_nothing_is_written(shelf, capsys, arguments, message):
    before = {path: path.read_bytes() for path in CATALOG.rglob("*.yml")}
    assert main(["rename", *arguments, "--yes"]) == 2
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in CATALOG.rglob("*.yml")} == before


def test_of_several_things_of_one_name_the_kind_is_asked_for(shelf, capsys):
    shelf.add("tags.yml", "quartz: {name: quartz, description: Of quartz.}\n")
    shelf.change("papers/quartz.yml", "[gears]", "[gears, quartz]")
    assert main(["rename", "quartz", "crystal", "--yes"]) == 2
    assert "several things are called 'quartz': add --kind papers or --kind tags" in capsys.readouterr().err
    assert main(["rename", "quartz", "crystal", "--kind", "tags", "--yes"]) == 0
    assert "tags: [gears, crystal]" in text("papers/quartz.yml")


def test_a_catalogue_with_errors_is_left_alone(shelf, capsys):
    shelf.change("papers/quartz.yml", "[gears]", "[gear]")
    assert main(["rename", "sundial", "sun-clock", "--yes"]) == 2
    assert "the catalogue has errors" in capsys.readouterr().err


def test_comments_and_quotes_stay(shelf):
    shelf.change("papers/quartz.yml", "tags: [gears]", "# what it has\ntags: ['gears', stone]  # two")
    assert main(["rename", "gears", "wheels", "--yes"]) == 0
    assert "# what it has\ntags: [wheels, stone]  # two\n" in text("papers/quartz.yml")
