"""Splitting a text into words, tested with the shared cases. Python and JavaScript find the same words in any text."""

from __future__ import annotations

import doctest
import json
import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.search import analyser, numbers
from paperatlas.search.analyser import SMALL, words
from paperatlas.search.numbers import coded

from .data import CASES, HERE, NODE

# Without characters unknown to Python's version of Unicode, and without lone surrogates.
KNOWN = st.characters(exclude_categories=["Cs", "Cn"])
# Characters that languages and normal forms treat differently, and some from titles and names.
TRICKY = st.sampled_from(
    [*"ßẞıİſσςΣłŁøæœþđðħŋ™ŉᾳᾼͅﬁ½²Ⅻ①ǅǆᏸᏸᲀΐ́̈̂҉िा가각ａＡ", *"\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\xad᠎​‌‍\u2028\u2029　\ufeff"]
)
TEXT = st.text(st.one_of(TRICKY, st.sampled_from("aZé5 -_./'"), KNOWN), max_size=30)


class Words:
    """A Node process that answers one line at a time."""

    def __init__(self) -> None:
        self.node = subprocess.Popen(
            [NODE, HERE / "words.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def ask(self, texts: list[str]) -> list[tuple[list[str], str]]:
        """The words of each text, and its address."""
        assert self.node.stdin and self.node.stdout
        self.node.stdin.write(json.dumps(texts) + "\n")
        self.node.stdin.flush()
        return [tuple(pair) for pair in json.loads(self.node.stdout.readline())]

    def words(self, texts: list[str]) -> list[list[str]]:
        return [found for found, _ in self.ask(texts)]


@pytest.fixture(scope="module")
def javascript():
    asked = Words()
    with asked.node:
        yield asked
        asked.node.stdin.close()
        assert asked.node.wait(timeout=10) == 0


@pytest.mark.parametrize(("text", "expected"), CASES["words"])
def test_a_text_is_split_into_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(("row", "text"), CASES["numbers"])
def test_numbers_are_written_as_text(row, text):
    assert coded(row) == text


def test_small_words_match_the_table():
    assert set(CASES["small"]) == SMALL


@pytest.mark.parametrize("module", [analyser, numbers])
def test_the_examples_in_the_docstrings_are_correct(module):
    tried = doctest.testmod(module)
    assert tried.attempted > 0
    assert tried.failed == 0


@given(st.lists(TEXT, min_size=1, max_size=20))
def test_python_and_javascript_find_the_same_words_in_any_text(javascript, texts):
    assert javascript.words(texts) == [words(text) for text in texts]


def test_python_and_javascript_agree_on_every_character(javascript):
    known = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) not in ("Cs", "Cn")]
    texts = [f"{char} A{char}b" for char in known]
    differ = [
        f"U+{ord(char):04X} {unicodedata.name(char, '')}: {words(text)} in Python, {found} in JavaScript"
        for char, text, found in zip(known, texts, javascript.words(texts), strict=True)
        if found != words(text)
    ]
    assert differ == []


def test_python_and_javascript_agree_on_every_text_of_the_catalogue(catalogue, javascript):
    papers = catalogue.papers.values()
    texts = [text for paper in papers for text in (paper.title, paper.short_name or "", paper.summary, *paper.authors)]
    assert javascript.words(texts) == [words(text) for text in texts]


def test_the_browser_derives_the_same_keys_and_slugs_from_names(catalogue, javascript):
    """The columns omit what can be derived from a name, so both sides must derive the same value."""
    from paperatlas.words import slug

    names = sorted({name for paper in catalogue.papers.values() for name in (paper.short_name or "", *paper.authors)})
    assert [address for _, address in javascript.ask(names)] == [slug(name) for name in names]


@given(TEXT)
def test_words_are_letters_and_digits_in_lower_case_without_marks(text):
    for word in words(text):
        assert word
        assert {unicodedata.category(char)[0] for char in word} <= {"L", "N"}
        assert not re.search(r"[A-Z]", word)


@given(TEXT)
def test_splitting_a_word_gives_the_word(text):
    for word in words(text):
        assert words(word) == [word]


@given(TEXT)
def test_case_and_accents_do_not_change_the_words(text):
    plain = [word for word in words(text) if word.isascii()]
    if plain == words(text):
        assert words(text.upper()) == words(text.lower())


@given(TEXT, TEXT)
def test_a_space_separates_words(one, two):
    assert words(f"{one} {two}") == words(one) + words(two)
