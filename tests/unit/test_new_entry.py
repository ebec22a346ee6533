"""A new entry as YAML. That any text is read back as it was given is tested with the form, which writes the same."""

from __future__ import annotations

from paperatlas.problems import Problem
from paperatlas.read import read_text
from paperatlas.sources.entry import entry_text


def test_an_entry_with_quotes_colons_and_numbers_has_no_problems_of_yaml():
    found: list[Problem] = []
    values = {
        "title": "On: 'clocks' and \"sand\" # 2",
        "authors": ["Byron, Ada", "1e5"],
        "venue": {"name": "No", "volume": "7", "year": "2020"},
        "summary": "Tells the hours: one by one, " + "and the minutes too, " * 9 + "and more.",
        "builds_on": [{"paper": "sundial", "how": "a weight, not the sun"}],
    }
    assert read_text(entry_text(values), "x.yml", "papers", "x", found).values == values
    assert found == []


def test_long_lists_break_between_words():
    names = [f"Ada Number{number} Byron" for number in range(12)]
    lines = entry_text({"authors": names}).splitlines()[1:]
    assert len(lines) > 1
    assert max(map(len, lines)) <= 120
    assert read_text("\n".join(lines), "x.yml", "papers", "x", []).values == {"authors": names}
