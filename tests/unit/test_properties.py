"""A property of methods with several values: a list in the entry, and every value counts in pages and search."""

from __future__ import annotations

import json

import pytest

from paperatlas.interchange.data import methods
from paperatlas.interchange.place import Place
from paperatlas.pages.compare import rows
from paperatlas.pages.methods import alike
from paperatlas.pages.pictures import picture
from paperatlas.render.explore import columns as explore_columns
from paperatlas.search.columns import columns

SHOWN_BY = """\
  shown-by:
    name: Shown by
    description: How one reads the hour.
    many: true
    values:
      hand: {name: hand, description: It turns., drawing: "M1 1h2v2h-2z"}
      chime: {name: chime, description: It sounds.}
      shade: {name: shade, description: It moves.}
"""


@pytest.fixture
def clocks(shelf):
    """The shelf, whose methods may be read in several ways."""
    return shelf.add("methods.yml", SHOWN_BY)


def shown_by(clocks, text):
    return clocks.change("papers/sundial.yml", "driven-by: light", f"driven-by: light\n    shown-by: {text}")


def test_every_value_of_a_list_counts(clocks):
    catalogue = shown_by(clocks, "[shade, hand]").load()
    assert not catalogue.problems
    paper, method = catalogue.methods["gnomon"]
    assert (method.values("shown-by"), method.value("shown-by")) == (("shade", "hand"), "shade")
    assert (method.values("driven-by"), method.values("no such property")) == (("light",), ())
    (row,) = rows(catalogue)
    assert (row.cells["shown-by"].csv, row.cells["shown-by"].value) == ("shade; hand", "shade hand")
    found = json.loads(columns(catalogue))["properties"]["shown-by"]
    assert found["values"] == [["hand", "hand"], ["chime", "chime"], ["shade", "shade"]]
    assert sum(len(line) for line in found["rows"].split("\n")) == 2
    (column,) = (one for one in explore_columns(catalogue) if one.key == "shown-by")
    assert column.csv(paper) == "shade; hand"
    label, shapes = picture(catalogue, method)
    assert (label, shapes) == ("Shown by: shade, hand", ())


def test_methods_are_alike_if_an_optional_property_is_left_out_but_not_if_it_differs(clocks):
    methods = """\
methods:
  - {key: one, name: One, driven-by: light, shown-by: [hand]}
  - {key: two, name: Two, driven-by: light, shown-by: [chime]}
  - {key: three, name: Three, driven-by: light}
"""
    clocks.change("methods.yml", "many: true", "many: true\n    optional: true").add("papers/quartz.yml", methods)
    catalogue = clocks.load()
    found = {key: {other.key for _, other in alike(catalogue, catalogue.methods[key][1])} for key in ("one", "three")}
    assert found == {"one": {"gnomon", "three"}, "three": {"gnomon", "one", "two"}}


def test_the_data_have_a_list_even_of_one_value(clocks):
    catalogue = shown_by(clocks, "[hand]").load()
    place = Place("Clocks", "All about clocks.", "https://example.org/")
    assert methods(catalogue, place)[0]["properties"] == {"driven-by": "light", "shown-by": ["hand"]}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("hand", "18:15: error: 'methods.shown-by' must be a list [wrong-type]\n  write shown-by: [hand]"),
        ("{hand: yes}", "18:15: error: 'methods.shown-by' must be a list [wrong-type]\n"
         "  write shown-by: [hand, chime, shade]"),
        ("[hand, shad]", "18:22: error: unknown shown-by 'shad' [unknown-value]\n"
         "  did you mean 'shade'? one of: hand, chime, shade"),
        ("[hand, chime, hand]", "18:29: error: the shown-by 'hand' is there twice [repeated-value]\n"
         "  remove one of the two"),
        ("[[hand]]", "18:16: error: 'methods.shown-by' must be a list of words [wrong-type]"),
    ],
    ids=["one text", "a group", "an unknown value", "a value twice", "a list in the list"],
)  # fmt: skip
def test_what_is_wrong_with_a_list_is_said(clocks, text, printed):
    assert shown_by(clocks, text).printed() == f"catalog/papers/sundial.yml:{printed}"


def test_an_empty_list_is_said_to_be_empty(clocks):
    (line,) = shown_by(clocks, "[]").lines()
    assert line.startswith("catalog/papers/sundial.yml:18:")


def test_a_property_of_one_value_takes_no_list(clocks):
    clocks.change("papers/sundial.yml", "driven-by: light", "driven-by: [weight, light]")
    assert clocks.printed() == (
        "catalog/papers/sundial.yml:17:16: error: 'methods.driven-by' must be text [wrong-type]\n"
        "  write driven-by: weight"
    )
