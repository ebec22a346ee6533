"""The engine also works with a second catalogue, on sorting algorithms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from paperatlas.catalogue import load
from paperatlas.commands import main

ROOT = Path(__file__).parents[1] / "sorting"


def test_the_catalogue_on_sorting_has_no_problems(capsys):
    assert main(["check", "--strict", str(ROOT)]) == 0
    assert "no problems" in capsys.readouterr().err


def test_methods_have_the_fields_that_the_catalogue_declares():
    catalogue = load(ROOT)
    assert list(catalogue.method_fields.formulas) == ["worst_case", "space"]
    assert list(catalogue.method_fields.properties) == ["stability", "in_place"]
    _, heapsort = catalogue.methods["heapsort"]
    assert heapsort.value("worst_case") == r"O(n \log n)"
    assert heapsort.value("in_place") == "yes"


def test_relations_are_known_in_both_directions():
    later = load(ROOT).built_on_by["quicksort"]
    assert [(paper.key, relation.kind) for paper, relation in later] == [
        ("engineering-a-sort-function", "adds"),
        ("introsort", "combines"),
    ]


def test_a_circle_of_relations_does_not_count_a_paper_for_itself():
    catalogue = load(ROOT)
    old, new = catalogue.papers["quicksort"], catalogue.papers["introsort"]
    back = new.builds_on[0].model_copy(update={"paper": "introsort"})
    circle = dict(catalogue.papers) | {"quicksort": old.model_copy(update={"builds_on": (back,)})}
    influence = replace(catalogue, papers=circle).influence
    assert catalogue.influence["quicksort"] == 2
    assert influence["introsort"] == influence["quicksort"] == 2


def test_a_missing_folder_has_no_entries():
    catalogue = load(ROOT)
    assert (len(catalogue.papers), len(catalogue.libraries)) == (5, 1)
    assert not catalogue.tutorials
    assert not catalogue.datasets
