"""Where a value is in a text. Of a long text, only the first fields may be parsed."""

import pytest

from paperatlas.problems import Problem
from paperatlas.read.position import position
from paperatlas.rules import once

REST = "summary: >-\n" + "  All of this is about sundials.\n" * 20
AT_THE_EDGE = {
    "a usual text": ("title: Sundials\nname: Dial\n", (2, 7)),
    "a comment before the next field": ("title: Sundials\nname: Dial\n# a comment\n\n", (2, 7)),
    "a list": ("title: Sundials\nname:\n- Dial\n- Gnomon\n", (3, 1)),
    "an empty value": ("title: Sundials\nname:\n", (2, 1)),
    "the name in a text in quotes": ("title: 'Sundials\nname: Dial\n  '\nname: Gnomon\n", (4, 7)),
    "the name in brackets": ("title: {a: 1,\nname: 2\n}\nname: Gnomon\n", (4, 7)),
    "a whole text in braces": ("{title: Sundials,\nname: Dial}\n#", (2, 7)),
}


@pytest.mark.parametrize(("text", "expected"), AT_THE_EDGE.values(), ids=AT_THE_EDGE)
def test_a_value_is_found_in_a_short_and_in_a_long_text(text, expected):
    assert position(text, ["name"]) == expected
    if not text.startswith("{"):
        assert position(text + REST, ["name"]) == expected


@pytest.mark.parametrize(
    "again", ["name: Gnomon", '"name": Gnomon', "'name': Gnomon", "name : Gnomon", "? name\n: Gnomon"]
)
def test_of_a_name_that_occurs_twice_the_last_one_counts(again):
    text = f"title: Sundials\nname: Dial\n{REST}{again}\n"
    line = text.count("\n", 0, text.index("Gnomon")) + 1
    assert position(text, ["name"])[0] == line


def test_of_two_problems_that_count_as_one_the_same_is_kept_in_any_order():
    year, name = (
        Problem("a.yml", 9, 8, "missing-field", "error", f"'{field}' is missing", "write venue: {name: ..., year: ...}")
        for field in ("year", "name")
    )
    assert once([year, name]) == once([name, year])
