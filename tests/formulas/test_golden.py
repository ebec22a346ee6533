"""The formulas give what references gave for the same inputs: golden/write.py and golden/derive.py say how."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from paperatlas.formulas.evaluate import Inputs

from .conftest import SIZES
from .golden.form import read

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))


def as_matrix(value):
    found = read(value)
    return found.reshape(-1, 1) if found.ndim < 2 else found


def by_index(values, shape):
    """The values by token, or by token and step."""
    found = np.array(values, dtype=float)
    depth = found.ndim - (shape != (1, 1))
    return {place: as_matrix(found[place]) for place in product(*map(range, found.shape[:depth]))}


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_the_formula_gives_the_output_of_the_reference(methods, file):
    method, golden = methods[file.stem], json.loads(file.read_text(encoding="utf-8"))
    expected = np.array(golden["output"])
    given = {key: np.array(values) for key, values in golden["by_token"].items()}
    sizes = {
        "d_k": given["q"].shape[-1] if "q" in given else 3,
        "d_v": expected.shape[-1],
        "d": expected.shape[-1],
        "n": 2,
        "m": 2,
    }
    ours = method.inputs(sizes=sizes)
    shapes = {key: next(iter(values.values())).shape for key, values in ours.by_token.items()}
    assert {*shapes} - {"K", "V"} == {*given}, "the reference has other inputs"
    inputs = Inputs(
        len(expected),
        {**SIZES, **sizes, **{key: value for key, value in golden.get("fixed", {}).items() if key not in ours.fixed}},
        {key: by_index(values, shapes[key]) for key, values in golden["by_token"].items()},
        {key: as_matrix(value) for key, value in golden.get("fixed", {}).items() if key in ours.fixed},
        ours.functions,
        {key: as_matrix(value) for key, value in golden.get("initial", {}).items()},
    )
    found = method.run(inputs).outputs()[..., 0]
    assert np.abs(found - expected).max() < golden["allowed"]
    assert golden["allowed"] <= 1e-9 or golden["because"]


def test_enough_methods_are_compared_with_a_reference():
    assert len(GOLDEN) >= 35
