"""What people paste into a first entry from pages and other files, and what they write in the way of other formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from paperatlas.commands import main
from paperatlas.fixes import fixed_entries
from paperatlas.read import read_text

from .conftest import TODAY
from .newcomers import ENTRY as WHOLE
from .test_first_entries import ENTRY

QUARTZ = Path("catalog/papers/quartz.yml")
PAGE = """\
Computer Science > Clocks and Watches
arXiv:2105.01234 (cs)
[Submitted on 29 May 2021 (v1), last revised 2 Jun 2021 (this version, v2)]
Title:Quartz: Crystals in Watches
Authors:Elif Öz, Ada Byron
View PDF
Abstract:A crystal: it hums at a steady pitch, and a circuit counts the beats of it.
Comments:\t11 pages, with four pictures of a clock
Cite as:\tarXiv:2105.01234 [cs.CL]
category: indoor
tags: [gears]
added: 2026-11-24
"""


def fixed_text(shelf, text):
    (fixed,) = fixed_entries(shelf.write("papers/quartz.yml", text).root, TODAY, [QUARTZ])
    return fixed.text


# --- The page of a paper at arXiv ---


def test_each_line_of_a_page_of_arxiv_is_answered(shelf):
    hints = {place.partition(":")[0]: hint for place, _, hint in shelf.answered(PAGE)}
    assert hints == {
        "1": "delete this line, and lines 6, 8 and 9",
        "2": 'write arxiv: "2105.01234"',
        "3": "write date: 2021-05-29",
        "4": "write title: 'Quartz: Crystals in Watches'",
        "5": "write authors: [Elif Öz, Ada Byron]",
        "7": "write `summary: >-`, and on the lines below, indented by two spaces, "
        "what the paper says in your own words",
    }


def test_a_copied_abstract_is_left_to_a_person(shelf, capsys):
    path = shelf.write("papers/quartz.yml", PAGE).root / "papers/quartz.yml"
    assert main(["fix", "--yes"]) == 1
    assert path.read_text() == PAGE
    assert "this is the abstract, which an entry cannot have" in capsys.readouterr().out


def test_what_an_entry_has_already_stays(shelf):
    whole = ENTRY + 'arxiv: "2105.04321"\n'
    page = PAGE.partition("category")[0]
    assert shelf.answered(whole + page) == [
        (
            "9:1",
            "error: this line is from the page at arXiv, not part of the entry [pasted]",
            "delete this line, and lines 10, 11, 12, 13, 14, 15, 16 and 17",
        )
    ]


def test_a_text_that_compares_two_clocks_is_no_page(shelf):
    text = ENTRY.replace("and a circuit counts.", "and a circuit counts.\n  Quartz > Pendulum\n  View of it: round")
    assert shelf.answered(text)[0][1] != "error: this line is from the page at arXiv, not part of the entry [pasted]"
    text = ENTRY.replace("summary: ", "summary: >-\nQuartz > Pendulum\n")
    assert not any("arXiv" in message for _, message, _ in shelf.answered(text))


# --- Headings of Markdown ---


@pytest.mark.parametrize("mark", ["##", "###"])
def test_a_heading_with_the_name_of_a_field_is_that_field(shelf, mark):
    head, _, tail = ENTRY.partition("summary: ")
    text, _, rest = tail.partition("\n")
    wrong = f"{head}\n{mark} Summary\n\n{text}\nIt has no hands.\n\n{mark} Sources\n- [arXiv](https://a.org/b)\n{rest}"
    message = "error: this is a heading of Markdown, which YAML reads as a comment [yaml-syntax]"
    summary, sources, *others = shelf.answered(wrong)
    hint = "write `summary: >-` in its place, and indent each line of the text below by two spaces"
    assert summary == ("7:1", message, hint)
    assert sources == ("12:1", message, "write `sources:` in its place")
    assert [(place, hint) for place, _, hint in others] == [
        ("13:3", 'in its place, write {fields: [title, authors, date], at: "https://a.org/b", checked: 2026-11-24}')
    ]
    record = read_text(wrong, "quartz.yml", "papers", "quartz", [])
    assert record.get("summary") == f"{text} It has no hands."


def test_an_entry_of_headings_is_read_heading_by_heading(shelf):
    text = """\
# Crystals

# Title
Quartz: Crystals in Watches

## Authors
- Elif Öz
- Ada Byron

## Date
May 2021

## Category
indoor

## Tags
gears, stone

## Added
2026-11-24

## Summary
A crystal under voltage hums at a steady pitch:
and a circuit counts.

## Notes
Nice: a paper about clocks.
"""
    assert [(place, hint) for place, _, hint in shelf.answered(text)] == [
        ("3:1", "write title: 'Quartz: Crystals in Watches'"),
        ("6:1", "write `authors:` in its place"),
        ("10:1", "write date: 2021-05"),
        ("13:1", "write category: indoor"),
        ("16:1", "write tags: [gears, stone]"),
        ("19:1", "write added: 2026-11-24"),
        ("22:1", "write `summary: >-` in its place, and indent each line of the text below by two spaces"),
        ("26:1", "delete lines 26 to 27"),
        ("10:7", "write date: 2021-05"),
        ("16:7", "write tags: [gears, stone]"),
    ]


@pytest.mark.parametrize("items", ["- Elif Öz", "  - Elif Öz"])
def test_a_comment_above_an_item_is_no_heading(shelf, items):
    authors = f"authors:\n# Code\n{items}\n## Sources\n{items.replace('Elif Öz', 'Ada Byron')}"
    text = ENTRY.replace("authors: [Elif Öz]", authors)
    assert shelf.answered(text) == shelf.answered(ENTRY)


@pytest.mark.parametrize("comment", ["## Authors", "## Summary", "# Summary", "## What else there is"])
def test_a_comment_between_fields_is_no_heading(shelf, comment):
    assert shelf.answered(ENTRY.replace("summary:", f"{comment}\nsummary:")) == shelf.answered(ENTRY)


# --- Comments of JavaScript ---


def test_slashes_begin_no_comment(shelf):
    answer = ("error: a comment begins with '#' [yaml-syntax]", "write # in my own words")
    assert shelf.answered(ENTRY.replace("summary:", "// in my own words\nsummary:")) == [("6:1", *answer)]
    fields = ['"title": "Crystals"', '// in my own words\n  "summary": "A crystal hums at a steady pitch."']
    text = "{\n  " + ",\n  ".join(fields) + "\n}\n"
    assert ("3:1", *answer) in shelf.answered(text)
    assert fixed_text(shelf, text).startswith('title: "Crystals"\n# in my own words\nsummary: "A crystal hums')


# --- Lists that are written twice ---


@pytest.mark.parametrize(
    ("in_brackets", "right", "rule"),
    [
        ("First Author, Second Author", "Elif Öz, Ada Byron", "yaml-syntax"),
        ("Wu Wei, Elif Öz", "Wu Wei, Elif Öz, Ada Byron", "pasted"),  # which `paperatlas fix` leaves to a person
        ("", "Elif Öz, Ada Byron", "yaml-syntax"),
    ],
)
def test_a_list_in_brackets_and_below_is_one_list(shelf, in_brackets, right, rule):
    wrong = ENTRY.replace("authors: [Elif Öz]", f"authors: [{in_brackets}]\n  - Elif Öz\n  - Ada Byron")
    message = f"error: this list is in brackets and on the lines below [{rule}]"
    assert shelf.answered(wrong) == [("2:10", message, f"write authors: [{right}] in place of these 3 lines")]


# --- Names of fields, and marks after them ---


def test_a_name_of_several_words_before_an_equals_sign_is_a_field(shelf):
    wrong = ENTRY.replace(": ", " = ").replace("authors", "short name = Quartz\nauthors")
    wrong += "builds on = pendulum\n"
    answers = {place.partition(":")[0]: hint for place, _, hint in shelf.answered(wrong)}
    assert answers["2"] == "write short_name: Quartz"
    assert answers["9"].startswith("write builds_on: [{paper: pendulum, kind: ...")


def test_an_id_after_an_equals_sign_gets_quotes(shelf):
    hints = [hint for _, _, hint in shelf.answered(f"{ENTRY}arxiv = 2105.01230\n")]
    assert hints == ['write arxiv: "2105.01230"']


def test_an_id_after_a_tab_needs_quotes_too(shelf):
    answers = shelf.answered(f"{ENTRY}arxiv:\t2105.01230\n")
    assert [hint for *_, hint in answers] == ['write arxiv: "2105.01230"']


def test_a_name_that_is_put_right_leaves_no_space_behind(shelf):
    wrong = WHOLE.replace("arxiv: ", "arXiv id:\t").replace("summary: ", "abstract: ")
    assert fixed_text(shelf, wrong) == WHOLE


# --- Words that are no tags ---


def test_a_word_after_a_hash_that_is_no_tag_is_left_out(shelf):
    wrong = ENTRY.replace("tags: [gears]", "tags: #gears #hourglasses")
    assert [hint for *_, hint in shelf.answered(wrong)] == [
        "write tags: [gears]; without 'hourglasses', which catalog/tags.yml does not have"
    ]
    assert "\ntags: #gears #hourglasses\n" in fixed_text(shelf, wrong + 'code: "https://github.com/a/b"\n')


def test_no_word_is_shown_that_is_only_a_little_alike(shelf):
    shelf.write("tags.yml", shelf.root.joinpath("tags.yml").read_text() + "reasoning: {name: R, description: Of it.}\n")
    answers = shelf.answered(ENTRY.replace("[gears]", "[gears, hashing]"))
    assert not any("reasoning'?" in hint for *_, hint in answers)


# --- Citation keys ---


def test_a_citation_key_has_no_word_from_brackets(shelf):
    shelf.write("style.yml", "needs_cite_key: true\n")
    hints = [hint for *_, hint in shelf.answered(ENTRY.replace("Elif Öz", "Elif Öz (Watch Academy)"))]
    assert "write cite_key: oz2021crystals, or run `paperatlas keys`, which writes it" in hints


# --- Methods without the marks of a list ---

METHOD = """\
methods:
  name: Hum
  rule: 'h = \\frac{\\theta}{15}'
  driven-by: weight
"""


def test_a_method_without_a_hyphen_is_read_all_the_same(shelf):
    hyphen, key, unknown = shelf.answered(ENTRY + METHOD.replace("weight", "wait"))
    assert hyphen == (
        "9:3",
        "error: an item of 'methods' begins with a hyphen and a space [yaml-syntax]",
        "put them in place of the last two spaces: '- name: Hum'",
    )
    assert key[:2] == ("9:3", "error: 'key' is missing [missing-field]")
    assert unknown[:2] == ("11:14", "error: unknown driven-by 'wait' [unknown-value]")
    deeper = METHOD.replace("  ", "    ")
    assert "put them in place of the last two spaces: '  - name: Hum'" in str(shelf.answered(ENTRY + deeper))


def test_two_methods_without_hyphens_are_left_to_a_person(shelf):
    second = METHOD.partition("\n")[2]
    assert not any("begins with a hyphen" in message for _, message, _ in shelf.answered(ENTRY + METHOD + second))


def test_a_method_without_a_hyphen_is_fixed(shelf):
    wrong = WHOLE.replace("  - key: hum\n    name: Hum", "    key: hum\n    name: Hum")
    assert wrong != WHOLE
    assert fixed_text(shelf, wrong) == WHOLE


def test_meanings_by_symbol_become_a_list(shelf):
    method = METHOD.replace("  name:", "- key: hum\n  name:")
    wrong = f"{ENTRY}{method}  symbols:\n    \\tau: one tick, or two\n"
    hints = [hint for *_, hint in shelf.answered(wrong)]
    assert "write symbols: [{latex: '\\tau', name: 'one tick, or two'}]" in hints


def test_a_formula_is_no_name_of_a_method(shelf):
    assert [hint for *_, hint in shelf.answered(f"{ENTRY}methods: h = theta / 15\n")] == [
        "write methods: [{key: ..., name: ..., rule: ...}]"
    ]
