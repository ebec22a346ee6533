"""Similar titles: the fast algorithms agree with plain ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paperatlas.rules.duplicates import LEAST_LETTERS, MOST_EDITS, similar_pairs
from paperatlas.words import within_edits

ANY = st.text(st.characters(exclude_categories=["Cs"]))


def levenshtein(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, start=1):
        above, row[0] = row[0], i
        for j, other in enumerate(b, start=1):
            above, row[j] = row[j], min(above + (char != other), row[j] + 1, row[j - 1] + 1)
    return row[-1]


@given(st.text("abc", max_size=9), st.text("abc", max_size=9), st.integers(0, 5))
def test_within_edits_agrees_with_plain_levenshtein(a, b, most):
    assert within_edits(a, b, most) == (levenshtein(a, b) <= most)


@given(ANY, ANY, st.integers(0, 3))
def test_within_edits_is_symmetric(a, b, most):
    assert within_edits(a, b, most) == within_edits(b, a, most)


@st.composite
def lists_of_titles(draw):
    """Titles made of few letters, and copies with typos, so that many are similar."""
    titles = draw(st.lists(st.text("ab ", min_size=LEAST_LETTERS - 2, max_size=22), max_size=6))
    for title in list(titles):
        for _ in range(draw(st.integers(0, 3))):
            at, kept = draw(st.integers(0, len(title))), draw(st.integers(0, 1))
            title = title[:at] + draw(st.text("abc", max_size=1)) + title[at + kept :]
            titles.append(title)
    return sorted(titles, key=len)


@given(lists_of_titles())
def test_similar_pairs_agrees_with_comparing_all_pairs(titles):
    found = list(similar_pairs(titles))
    assert len(found) == len(set(found))
    assert set(found) == {
        (one, two)
        for two, title in enumerate(titles)
        for one in range(two)
        if len(titles[one]) >= LEAST_LETTERS and levenshtein(titles[one], title) <= MOST_EDITS
    }


def test_a_copied_example_day_does_not_make_an_entry_older_than_others(shelf):
    text = shelf.right("papers/sundial.yml").replace("2026-11-24", "2024-06-30").replace("gnomon", "stick")
    found = shelf.write("papers/copy.yml", text.replace("Sundial for Every", "Sun Clock for Each")).lines()
    assert found and all(line.startswith("catalog/papers/copy.yml") for line in found if ": error: " in line)
