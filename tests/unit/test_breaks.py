"""Where formulas may break, and that nothing of them is lost there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from paperatlas.breaks import broken
from paperatlas.catalogue import load
from paperatlas.maths import mathml

ROOT = Path(__file__).resolve().parents[2]


def shown(latex: str) -> list[list[str]]:
    """The text of each piece of each equation."""
    return [[re.sub("<[^>]*>", "", piece) for piece in equation] for equation in broken(latex).equations]


@pytest.mark.parametrize(
    ("latex", "pieces"),
    [
        ("S = a + b - c", [["S=", "a", "+b", "−c"]]),
        ("S = a (b + c) + d", [["S=", "a(b+c)", "+d"]]),
        (r"S = f(a,\; b)", [["S=", "f(a,b)"]]),
        (r"S = a,\; T = b", [["S=", "a,"], ["T=", "b"]]),
        ("a = b = c", [["a=", "b", "=c"]]),
        (r"d_v \times d_k", [["dv×dk"]]),
        (r"S = \frac{a + b}{c}", [["S=", "a+bc"]]),
    ],
)
def test_a_formula_breaks_at_relations_signs_and_between_equations(latex, pieces):
    assert shown(latex) == pieces


def test_a_sign_at_the_start_of_a_line_keeps_the_space_of_one_between_two_terms():
    [[_, _, last]] = broken("S = a + b").equations
    assert last.startswith('<math><mo form="infix">+</mo>')


def test_the_pieces_of_every_formula_are_the_whole_formula():
    catalogue = load(ROOT / "catalog")
    fields = catalogue.method_fields.formulas
    formulas = [
        value
        for _, method in catalogue.methods.values()
        for name, field in fields.items()
        if (value := method.value(name)) and value not in field.words
    ]
    assert len(formulas) > 250
    for latex in formulas:
        whole = re.sub("<[^>]*>", "", mathml(latex)).replace("&ApplyFunction;", "\u2061")
        assert "".join(map("".join, shown(latex))) == whole, latex


def test_a_formula_that_has_no_place_to_break_is_one_piece():
    assert shown("x") == [["x"]]
