"""A new entry as YAML: what is read back is what was given, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paperatlas.problems import Problem
from paperatlas.read import read_text
from paperatlas.sources.entry import entry_text, tidied

# Characters that mean something in YAML, and any others.
TEXTS = st.text(alphabet=" #:-[]{},&*!|>\"'%@`\\\n~?<=.a1", max_size=200) | st.text(max_size=200)


@given(TEXTS, st.lists(TEXTS, max_size=3), TEXTS)
def test_any_text_is_read_back_as_it_was_given(title, authors, summary):
    values = {
        **{"title": title, "authors": authors, "summary": summary, "arxiv": title},
        **{"venue": {"name": title, "year": "2020"}, "code": [{"url": summary, "official": "true"}]},
    }
    assert read_text(entry_text(values), "x.yml", "papers", "x", []).values == tidied(values)


def test_an_entry_with_quotes_colons_and_numbers_has_no_problems_of_yaml():
    found: list[Problem] = []
    values = {
        "title": "On: 'clocks' and \"sand\" # 2",
        "authors": ["Byron, Ada", "1e5"],
        "venue": {"name": "No", "volume": "7", "year": "2020"},
        "summary": "Tells the hours: one by one, " + "and the minutes too, " * 9,
        "builds_on": [{"paper": "sundial", "how": "a weight, not the sun"}],
    }
    assert read_text(entry_text(values), "x.yml", "papers", "x", found).values == tidied(values)
    assert found == []


def test_long_lists_break_between_names():
    names = [f"Ada Number{number} Byron" for number in range(12)]
    lines = entry_text({"authors": names}).splitlines()[1:]
    assert len(lines) > 1
    assert max(map(len, lines)) <= 120
    assert read_text("\n".join(lines), "x.yml", "papers", "x", []).values == {"authors": names}
