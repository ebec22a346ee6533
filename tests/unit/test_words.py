"""Folding, slugs and nearest words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.words import comparable_title, did_you_mean, fold, initial, nearest, slug

ANY = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łukasz Kaiser", "lukasz kaiser"),
        ("Größe", "grosse"),
        ("GRÖẞE", "grosse"),
        ("Çağlar Gülçehre", "caglar gulcehre"),
        ("İstanbul ısı", "istanbul isi"),
        ("Ærøskøbing Þór Đorđe", "aeroskobing thor dorde"),
        ("e\u0301", "e"),
        ("ﬁne", "fine"),
        ("Word™", "wordtm"),
        ("ℋ", "h"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("陈伟", "陈伟"),
    ],
)
def test_folding_gives_lower_case_without_accents(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Christopher Ré", "christopher-re"),
        ("J. Zico Kolter", "j-zico-kolter"),
        ("Jean-Marc O'Neill", "jean-marc-o-neill"),
        ("snake_case", "snake-case"),
        ("陈伟", "陈伟"),
        ("---", ""),
    ],
)
def test_a_slug_is_words_joined_by_hyphens(name, address):
    assert slug(name) == address


@given(ANY)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_the_slug_of_a_slug_is_the_same(text):
    assert slug(slug(text)) == slug(text)


@given(ANY)
def test_a_slug_fits_in_an_address(text):
    assert not set(slug(text)) & set(" /\\?#%&\"'<>:.\n\t")
    assert not slug(text).startswith("-")
    assert not slug(text).endswith("-")


@given(ANY)
def test_titles_are_compared_without_case_and_punctuation(text):
    assert comparable_title(f" {text}?!") == comparable_title(text)
    assert comparable_title(comparable_title(text)) == comparable_title(text)


def test_the_nearest_word_ignores_case_and_accents():
    assert nearest("Zurich", ["Genève", "Zürich"]) == "Zürich"
    assert nearest("Zurich", ["Genève", "Oslo"]) is None


def test_a_hint_names_the_nearest_word_and_where_all_are_found():
    assert (
        did_you_mean("shadw", ["shadow"], "the tags are in tags.yml")
        == "did you mean 'shadow'? the tags are in tags.yml"
    )
    assert did_you_mean("qqq", ["shadow"], "the tags are in tags.yml") == "the tags are in tags.yml"
    assert did_you_mean("qqq", []) == ""


@pytest.mark.parametrize(("name", "letter"), [("Öz", "O"), ("łukasz", "L"), ("陈伟", "#"), ("3M", "#"), ("", "#")])
def test_the_initial_of_a_name_is_a_letter_from_a_to_z(name, letter):
    assert initial(name) == letter
