"""Mistakes that people make in formulas are noticed: by the reader, by a shape, or by another output."""

from __future__ import annotations

import re

import numpy as np

from paperatlas.formulas.evaluate import Unknown
from paperatlas.formulas.parse import parse
from paperatlas.formulas.shapes import faults
from paperatlas.maths import FormulaError

from .recurrences import OF
from .test_methods import given, outputs

# What is searched for, and what takes its place.
SLIPS = {
    "transpose": (r"\^\\top", ""),
    "sign": (r"(?<=[\w})\]]) ([+-]) ", lambda found: " - " if found[1] == "+" else " + "),
    "last token": (r"\{t-1\}", "t"),
    "key and value": (r"\b([kv])_t", lambda found: {"k": "v", "v": "k"}[found[1]] + "_t"),
    "no gate": (r"\\(?:alpha|beta|gamma)_t ", ""),
    "no diag": (r"\\operatorname\{diag\}", ""),
    "elementwise": (r" \\odot ", " "),
    "side": (r"(S_\{t-1\}) (\\operatorname\{diag\}\(\\?\w+\)|\\phi\(k_t\)|k_t)", r"\2 \1"),
    "inverse": (r"\^\{-1\}", ""),
}


def mistakes(formulas):
    """The formulas with one slip in one place."""
    for number, latex in enumerate(formulas):
        for pattern, new in SLIPS.values():
            for found in re.finditer(pattern, latex):
                slip = found.expand(new) if isinstance(new, str) else new(found)
                wrong = latex[: found.start()] + slip + latex[found.end() :]
                yield (*formulas[:number], wrong, *formulas[number + 1 :])


def is_noticed(method, wrong, inputs, right):
    other = method.with_formulas(*wrong)
    try:
        if any([*faults(latex, parse(latex, method.meanings.letters), method.meanings)] for latex in wrong):
            return True
        with np.errstate(all="ignore"):
            found = outputs(other, inputs)
    except (FormulaError, Unknown, KeyError, ValueError, RecursionError):
        return True
    return found.shape != right.shape or not np.abs(found - right).max() < 1e-9


def test_of_at_least_300_planted_mistakes_98_in_100_are_noticed(methods):
    unnoticed, planted = [], 0
    for key in sorted(OF):
        method = methods[key]
        inputs = given(method)
        right = outputs(method, inputs)
        for wrong in mistakes(method.formulas):
            planted += 1
            if not is_noticed(method, wrong, inputs, right):
                unnoticed.append((key, wrong))
    assert planted >= 300
    assert len(unnoticed) <= 0.02 * planted, unnoticed
