"""Every symbol that readers meet is defined on the page of the notation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from paperatlas.catalogue import load
from paperatlas.pages import notation
from paperatlas.symbols import symbols

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalogue():
    return load(ROOT / "catalog")


def test_every_symbol_of_every_formula_has_one_meaning(catalogue):
    for _, method in catalogue.methods.values():
        meanings = [notation.first_letter(one) for one in notation.symbols_of(catalogue, method).values()]
        assert sorted(meanings) == sorted(notation.letters_of(catalogue, method)), method.key


@pytest.mark.parametrize("page", ["reading-path", "glossary"])
def test_every_symbol_of_a_hand_written_page_is_defined(catalogue, page):
    known = {notation.first_letter(one) for one in catalogue.method_fields.symbols.values()}
    formulas = re.findall(r"\$`([^`]+)`\$", (ROOT / f"docs/{page}.md").read_text(encoding="utf-8"))
    assert len(formulas) > 8
    assert {letter for latex in formulas for letter in symbols(latex)} - known == set()


def test_a_symbol_with_a_shape_has_a_range(catalogue):
    without = [key for key, one in catalogue.method_fields.symbols.items() if one.shape and not one.range]
    assert without == ["diag"]


def test_every_meaning_for_some_methods_is_used_by_them(catalogue):
    for _, _, table in notation.tables(catalogue):
        for one in table:
            assert set(one.record.methods) <= {method.key for _, method in one.used_by}, one.key
