"""The numpy that a page offers computes what the formulas say."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from paperatlas.formulas.numpy_text import CannotWrite, identifier
from paperatlas.formulas.to_numpy import to_numpy

from .recurrences import OF
from .test_methods import given, outputs


def arguments(function, inputs):
    """What the function is given, from the inputs of a run: columns as arrays of one dimension."""
    found = {}
    for key, values in inputs.by_token.items():
        one, *_ = squeezed = [np.squeeze(values[place]) for place in sorted(values)]
        tokens = [inputs.tokens] * len(next(iter(values)))
        if one.shape == squeezed[-1].shape:  # else it grows, and no code needs it
            found[identifier(key)] = np.reshape(squeezed, (*tokens, *one.shape))
    for key, value in inputs.fixed.items():
        found[identifier(key)] = np.squeeze(value)
    for key, of in inputs.functions.items():
        found[identifier(key)] = lambda x, of=of: np.squeeze(of(np.reshape(x, (-1, 1)) if np.ndim(x) < 2 else x))
    sizes = {identifier(key): value for key, value in inputs.sizes.items() if " " not in key}
    return {name: found[name] if name in found else sizes[name] for name in inspect.signature(function).parameters}


def test_the_code_gives_the_outputs_of_the_formulas(methods, subtests):
    written = 0
    for key in sorted(OF):
        method = methods[key]
        try:
            code = to_numpy(method.equations, method.meanings, "method")
        except CannotWrite:
            continue
        with subtests.test(key):
            inputs = given(method)
            if inputs.initial:
                continue
            scope = {}
            exec(compile(code, key, "exec"), scope)
            found = scope["method"](**arguments(scope["method"], inputs))
            assert np.abs(np.squeeze(found) - outputs(method, inputs).squeeze()).max() < 1e-9
            written += 1
    assert written >= 70


def test_short_code_for_a_short_formula(methods):
    method = methods["gla"]
    assert (
        to_numpy(method.equations, method.meanings, "gla")
        == '''import numpy as np


def gla(alpha, v, k, q):
    """alpha, k, q: (T, d_k); v: (T, d_v)."""
    T = len(alpha)
    d_k = alpha.shape[1]
    d_v = v.shape[1]
    S = np.zeros((d_v, d_k))
    outputs = []
    for t in range(T):
        S = S * alpha[t] + np.outer(v[t], k[t])
        o = S @ q[t]
        outputs.append(o)
    return np.array(outputs)
'''
    )


@pytest.mark.parametrize("key", ["titans", "deltaproduct", "local-linear-attention", "hyena"])
def test_what_needs_more_than_lines_of_numpy_says_why(methods, key):
    method = methods[key]
    with pytest.raises(CannotWrite, match=r"\w"):
        to_numpy(method.equations, method.meanings, key)
