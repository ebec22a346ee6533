"""The kinds of relation are a vocabulary of the catalogue, with a verb for each direction."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paperatlas.commands import main
from paperatlas.render import Renderer
from paperatlas.site import contents

ROOT = Path(__file__).resolve().parents[2]


def test_an_unknown_kind_names_the_nearest_one(shelf):
    shown = shelf.change("papers/pendulum.yml", "kind: replaces", "kind: replace").printed()
    assert "unknown relation 'replace' [unknown-relation]\n  did you mean 'replaces'?" in shown


def test_a_relation_that_is_there_twice_is_an_error(shelf):
    relation = "  - {paper: sundial, kind: replaces, how: a swinging weight, method: gnomon}\n"
    assert shelf.change("papers/pendulum.yml", "added:", f"{relation}added:").printed() == (
        "catalog/papers/pendulum.yml:10:5: error: the relation 'replaces' to 'sundial' is there twice "
        "[repeated-relation]\n  remove one of the two"
    )
    assert shelf.change("papers/pendulum.yml", "swinging weight, method: gnomon", "swinging weight").printed() == ""


def test_a_catalogue_can_add_a_kind_of_its_own(shelf):
    shelf.add("relations.yml", "winds: {name: winds up, inverse: wound up by, description: With a key.}\n")
    assert shelf.change("papers/pendulum.yml", "kind: replaces", "kind: winds").printed() == ""


def test_a_missing_vocabulary_is_one_error(shelf):
    assert shelf.remove("relations.yml").lines() == [
        "catalog/papers/pendulum.yml:8:1: error: the catalogue has relations, but no relations.yml, "
        "which names their kinds [missing-file]"
    ]


def test_no_entry_is_blamed_for_a_vocabulary_with_an_error(shelf):
    shelf.change("relations.yml", "inverse: replaced by, ", "")
    assert shelf.lines() == ["catalog/relations.yml:2:11: error: 'inverse' is missing [missing-field]"]


@pytest.mark.parametrize(("page", "verb"), [("papers/pendulum/", "Replaces"), ("papers/sundial/", "Replaced by")])
def test_each_page_shows_the_verb_of_its_direction(shelf, page, verb):
    site = contents(shelf.load())
    renderer = Renderer(site, hand_written=frozenset({"contribute/", "notation/"}))
    (wanted,) = (one for one in site.pages if one.url == page)
    assert f"<h3>{verb}</h3>" in renderer.page(wanted)


def test_editors_offer_the_kinds(shelf, capsys):
    assert main(["schema"]) == 0
    schema = json.loads((shelf.root / "schema/paper.json").read_text(encoding="utf-8"))
    assert schema["definitions"]["Relation"]["properties"]["kind"]["enum"] == ["adds", "replaces"]


def test_the_schema_is_not_written_for_a_catalogue_with_errors(shelf, capsys):
    shelf.change("papers/quartz.yml", "[gears]", "[geers]")
    assert main(["schema"]) == 1
    assert "fix them first" in capsys.readouterr().err
    assert not (shelf.root / "schema").exists()


def test_a_schema_that_cannot_be_written_is_one_error_message(shelf, capsys):
    (shelf.root / "schema/paper.json").mkdir(parents=True)
    assert main(["schema"]) == 2
    assert capsys.readouterr().err == "paperatlas: cannot write to 'catalog/schema': Is a directory\n"
