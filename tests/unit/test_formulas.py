"""Formulas: errors point to the exact character, in every style of quotes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.maths import MOST_CHARACTERS, FormulaError, mathml

RIGHT = r"""rule: 'h = \frac{\theta}{15}'"""
SUNDIAL = "catalog/papers/sundial.yml"


def problems(shelf, value):
    return shelf.change("papers/sundial.yml", RIGHT, "rule: " + value).printed()


@pytest.mark.parametrize(
    ("formula", "column", "message"),
    [
        (r"a{b", 14, 'Expected closing token "}", but reached end of input.'),
        (r"a}b", 12, 'Unmatched closing token: "}".'),
        (r"\frac{a}", 19, "Expected argument but reached end of input."),
        (r"a \nosuch b", 13, r'Unknown command "\nosuch".'),
        (r"αβγ \nosuch b", 15, r'Unknown command "\nosuch".'),
    ],
    ids=["open brace", "stray brace", "missing argument", "unknown command", "behind Greek letters"],
)
def test_an_error_points_to_its_line_and_column(shelf, formula, column, message):
    assert problems(shelf, formula) == (
        f"{SUNDIAL}:16:{column}: error: the formula of 'rule' cannot be read: {message} [bad-formula]\n"
        "  write it in LaTeX without packages; each { needs a }"
    )


@pytest.mark.parametrize("formula", [r"$h = 1$", r"$$h = 1$$", r"\[h = 1\]", r"\( h = 1 \)"])
def test_a_formula_with_the_marks_of_mathematics_around_it_is_answered_without_them(shelf, formula):
    error, hint = problems(shelf, f"'{formula}'").split("\n")
    assert error.startswith(f"{SUNDIAL}:16:11: error: a formula needs no '{formula[:2].rstrip('h')}")
    assert hint == "  write rule: 'h = 1'"


@pytest.mark.parametrize(
    "formula", ["state = old state + v k transpose", "the hour is the shadow", "new := old plus h"]
)
def test_a_formula_in_words_is_a_warning(shelf, formula):
    assert "are shown as letters in a row [words-in-formula]" in problems(shelf, formula)


@pytest.mark.parametrize(
    "formula", [r"\max(a, b)", r"h \text{ if the sun shines}", r"\mathrm{dt} \, \operatorname{arg}", "abc"]
)
def test_names_of_functions_and_text_in_a_formula_are_no_words(shelf, formula):
    assert problems(shelf, f"'{formula}'") == ""


def test_a_method_without_a_formula_or_property_is_a_warning(shelf):
    assert shelf.add("papers/quartz.yml", "methods: [{key: hum, name: Hum}]\n").printed() == (
        "catalog/papers/quartz.yml:8:11: warning: the method 'Hum' has no formula [empty-method]\n"
        "  add a line with its formula, `rule: '...'`, or remove the method"
    )


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (r"a \nosuch b", "16:13"),
        (r"'a \nosuch b'", "16:14"),
        (r"'a'''' \nosuch b'", "16:18"),
        (r'"a \\nosuch b"', "16:14"),
        (r'"\\alpha \x41\u0042 \\nosuch b"', "16:31"),
        ("|\n      a\n      \\alpha \\nosuch b", "18:14"),
        ("|-\n\n        \\nosuch b", "18:9"),
        ("  a \\nosuch b  # with a comment", "16:15"),
    ],
    ids=["plain", "single quotes", "doubled quotes", "double quotes", "escapes", "block", "stripped block", "comment"],
)
def test_the_column_counts_quotes_escapes_and_lines_of_a_block(shelf, value, place):
    assert problems(shelf, value).startswith(
        f"{SUNDIAL}:{place}: error: the formula of 'rule' cannot be read: Unknown command"
    )


def test_an_error_in_a_folded_formula_points_to_its_start(shelf):
    assert problems(shelf, ">\n      a\n      \\nosuch b").startswith(f"{SUNDIAL}:16:11: error: ")


def test_a_declared_word_may_replace_a_formula(shelf):
    assert problems(shelf, "none") == ""


@pytest.mark.parametrize("formula", ["{" * 60_000, "{" * 30_000 + "}" * 30_000, r"\left(" * 9_000, "^" * 60_000])
def test_sixty_thousand_braces_are_an_error_and_not_a_crash(shelf, formula):
    shown = problems(shelf, f"'{formula}'")
    assert shown.startswith(f"{SUNDIAL}:16:")
    assert "The formula has " in shown
    assert "the limit is 2,000. [bad-formula]" in shown


@pytest.mark.parametrize("unit", ["{", "{{}", r"\sqrt{", r"\frac", "x^", r"\left(", r"\begin{matrix}", "(x)", ")"])
def test_a_formula_of_the_maximum_length_does_not_crash(unit):
    formula = (unit * MOST_CHARACTERS)[:MOST_CHARACTERS]
    try:
        assert mathml(formula).startswith("<math")
    except FormulaError as error:
        assert 0 <= error.offset <= MOST_CHARACTERS


# Closing brackets that the converter reads as part of a group, as an argument, or not at all.
NO_CLOSERS = ["{a)}", "x^)", r"\hat)", r"\sqrt)", r"\text{)}", r"\big)", r"\middle)", r"\frac){2}", "%)\n"]


OPENERS = ["(", "[", r"\{", r"\langle ", r"\lang ", r"\llbracket ", r"\ulcorner ", *"⟨⌈⟦⎰"]
NEVER_CLOSED = [
    *[opener * 200 for opener in OPENERS],
    *["(" * 60 + closer * 60 for closer in NO_CLOSERS],
    "(%)\n" * 60,
]
CONVERT = """
import json, sys
from paperatlas.maths import FormulaError, mathml
for formula in json.load(sys.stdin):
    print(formula[:9], file=sys.stderr, flush=True)
    try:
        mathml(formula)
    except FormulaError:
        pass
"""


def test_brackets_that_are_never_closed_do_not_hang():
    # In a separate process: a converter that hangs blocks the interpreter, so a time limit inside it would not work.
    # After a timeout, the last line of stderr is the formula that hangs.
    subprocess.run([sys.executable, "-c", CONVERT], input=json.dumps(NEVER_CLOSED), text=True, check=True, timeout=60)


@pytest.mark.parametrize(
    "formula", [r"[0, 1)", r"(\text{a (b)})", r"f(g(h(x)))", r"\left(\frac{(a)}{[b]}\right)", r"\{x : (x) \in [0, 1)\}"]
)
def test_brackets_as_papers_use_them_are_valid(formula):
    assert mathml(formula).startswith("<math")


def test_text_in_a_formula_is_escaped():
    assert "<script" not in mathml(r"\text{<script>alert(1)</script>} < 1")


@given(st.text(st.sampled_from("\\{}^_&$#%<>\"'ab1 αé\n") | st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_is_a_formula_or_an_error_with_a_position(formula):
    try:
        assert mathml(formula).startswith("<math")
    except FormulaError as error:
        assert 0 <= error.offset <= len(formula)


def test_a_symbol_that_cannot_be_read_is_an_error_at_its_line(shelf):
    shown = shelf.add("methods.yml", "symbols: {angle: {latex: '{', name: the angle}}\n").printed()
    assert shown.startswith("catalog/methods.yml:10:26: error: the formula '{' cannot be read: ")
