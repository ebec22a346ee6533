"""The LaTeX of the methods, run with random inputs, agrees with the equations of the papers in numpy."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from .conftest import SIZES, plain
from .recurrences import OF


def rtf_companion(a):
    found = np.eye(len(a), k=-1)
    found[0] = -a[:, 0]
    return found


def largest(x):
    """The three largest elements; the others become 0."""
    return np.where(x >= np.sort(x, axis=0)[-3], x, 0)


def products(x):
    """Of three elements: with all products of two of them, the square of a product of vectors is one of these."""
    a, b, c = x[:, 0]
    root = np.sqrt(2)
    return np.array([[a * a], [b * b], [c * c], [root * a * b], [root * a * c], [root * b * c]])


FUNCTIONS = {
    "rtf": {r"\operatorname{comp}": rtf_companion},
    "raven": {r"\operatorname{topk}": largest},
    "power-attention": {r"\phi_p": products},
}


def given(method, seed=3):
    """The inputs of a method, with what its symbols alone do not say."""
    seed += 3 * (method.key == "cosformer")  # with others, all features of a token are 0
    inputs = method.inputs(seed, functions=FUNCTIONS.get(method.key))
    if method.key == "infini-attention":
        inputs = dataclasses.replace(inputs, initial={"z": np.ones((SIZES["d_k"], 1))})
    if method.key == "soft":
        g = np.random.default_rng(0).standard_normal((SIZES["m"], SIZES["m"]))
        inputs = dataclasses.replace(inputs, fixed={**inputs.fixed, "G": g})
    if method.key == "rtf":
        inputs = dataclasses.replace(inputs, fixed={**inputs.fixed, "e_1": np.eye(SIZES["n"])[:, :1]})
    return inputs


def outputs(method, inputs):
    run = method.run(inputs)
    if method.key == "infini-attention":  # an output for each token of each segment; token 2 is enough
        return np.array([run.value("o", s, 2) for s in range(1, inputs.tokens + 1)])
    return run.outputs()


@pytest.mark.parametrize("key", sorted(OF))
def test_the_formula_agrees_with_the_paper(methods, key):
    inputs = given(methods[key])
    expected = np.asarray(OF[key](plain(inputs)))
    found = outputs(methods[key], inputs)
    assert np.isfinite(found).all()
    assert np.abs(found.squeeze() - expected.squeeze()).max() < 1e-9
