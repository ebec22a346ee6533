"""Every symbol that readers meet is defined on the page of the notation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from paperatlas.catalogue import load
from paperatlas.formulas.meanings import Meanings, first_name
from paperatlas.formulas.nodes import Name, walk
from paperatlas.formulas.parse import parse
from paperatlas.pages import notation
from paperatlas.symbols import symbols

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalogue():
    return load(ROOT / "catalog")


def test_every_symbol_of_every_formula_has_one_meaning(catalogue):
    for _, method in catalogue.methods.values():
        found = notation.symbols_of(catalogue, method).values()
        meanings = [notation.first_letter(one) for one in found if one not in method.symbols]
        own = {notation.first_letter(one) for one in method.symbols}
        letters = [one for one in notation.letters_of(catalogue, method) if one not in own]
        assert sorted(meanings) == sorted(letters), method.key


def test_every_symbol_of_the_glossary_is_defined(catalogue):
    known = {notation.first_letter(one) for one in catalogue.method_fields.symbols.values()}
    formulas = re.findall(r"\$`([^`]+)`\$", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"))
    assert len(formulas) > 8
    assert {letter for latex in formulas for letter in symbols(latex)} - known == set()


def test_a_symbol_with_a_shape_has_a_range(catalogue):
    without = [key for key, one in catalogue.method_fields.symbols.items() if one.shape and not one.range]
    assert without == ["diag"]


def test_every_symbol_that_a_method_defines_is_in_its_formulas(catalogue):
    fields = catalogue.method_fields
    for _, method in catalogue.methods.values():
        meanings = Meanings.of(fields.symbols.values(), method.symbols, fields.indices)
        formulas = [value for name in fields.formulas if (value := method.value(name))]
        nodes = [one for latex in formulas for part in parse(latex, meanings.letters) for one in walk(part)]
        used = {name for one in nodes if isinstance(one, Name) for name in (one.key, one.base)}
        own = {first_name(one.latex, meanings.indices).key for one in method.symbols}
        assert own <= used, method.key
