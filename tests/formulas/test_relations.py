"""A relation with `by` holds: with the symbols replaced, both methods give the same outputs."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from paperatlas.formulas.substitute import substituted

from .conftest import plain

# The channel of Mamba is a row of Mamba-2's memory; feature maps that are left out keep the size of the key.
SIZES = {("mamba2", "mamba"): {"d_v": 1, "N": 3}, ("rwkv7", "fast-weight-programmers"): {r"d_\phi": 3}}


def test_the_setting_of_each_relation_makes_both_methods_the_same(catalogue, methods, subtests):
    claims = [(key, one) for key, paper in catalogue.papers.items() for one in paper.builds_on if one.by]
    for key, relation in claims:
        with subtests.test(f"{key} {relation.kind} {relation.paper}"):
            later, earlier = methods[catalogue.papers[key].methods[0].key], methods[_earlier(catalogue, relation)]
            general, special = (earlier, later) if relation.kind == "special-case-of" else (later, earlier)
            inputs = special.inputs(seed=5, sizes=SIZES.get((key, relation.paper)))
            assert difference(general, special, relation.by, inputs) < 1e-9
    assert len(claims) >= 12


def difference(general, special, by, inputs):
    equations = (general.equations, general.meanings, special.equations, special.meanings)
    one, other = substituted(*equations, dict(by), inputs)
    return np.abs(one.outputs() - other.outputs()).max()


def _earlier(catalogue, relation):
    return relation.method or catalogue.papers[relation.paper].methods[0].key


# Methods that no relation joins, or joins otherwise, and that are the same in one setting.
FOUND = [
    ("gla", "hgrn2", {r"\alpha_t": "f_t", "k_t": "1 - f_t", "v_t": "i_t"}),
    ("retnet", "lightning-attention", {r"\gamma": r"\lambda"}),
    ("yoco", "mamba2", {r"\gamma_t": r"\alpha_t", "D": "0"}),
    ("gla", "yoco", {r"\alpha_t": r"\gamma_t"}),
    ("rwkv6", "rwkv5", {"w_t": "w"}),
    ("gated-deltanet-2", "deltanet", {r"\alpha_t": "1", "b_t": r"\beta_t", "w_t": r"\beta_t"}),
    ("comba", "gated-deltanet", {r"\tilde\beta_t": r"\alpha_t \beta_t", "d": "0"}),
    ("fox", "softmax-attention", {"f_t": "1"}),
    ("path-attention", "softmax-attention", {r"\beta_t": "0", "w_t": "k_t"}),
    ("wall-attention", "softmax-attention", {r"\alpha_t": "1"}),
    ("parallax", "softmax-attention", {"r_t": "0"}),
]


@pytest.mark.parametrize(("general", "special", "by"), FOUND, ids=[f"{one[0]} {one[1]}" for one in FOUND])
def test_methods_that_are_the_same_in_one_setting(methods, general, special, by):
    inputs = methods[special].inputs(seed=2)
    assert difference(methods[general], methods[special], by, inputs) < 1e-9


def test_a_wrong_setting_is_noticed(methods):
    general, special = methods["gated-deltanet"], methods["deltanet"]
    assert difference(general, special, {r"\alpha_t": "0.9"}, special.inputs()) > 1e-3


def test_a_forget_gate_that_is_fixed_gives_linear_biases(methods):
    """The forget gate generalises linear biases (ALiBi): scores fall by a slope for each token of distance."""
    fox, slope = methods["fox"], 0.3
    inputs = fox.inputs()
    gates = dict.fromkeys(inputs.by_token["f"], np.array([[np.exp(-slope)]]))
    inputs = dataclasses.replace(inputs, by_token={**inputs.by_token, "f": gates})
    g, rows = plain(inputs), []
    for t in range(g.tokens):
        weights = np.exp(g.k[: t + 1] @ g.q[t] - slope * np.flip(range(t + 1)))
        rows.append(weights @ g.v[: t + 1] / weights.sum())
    assert np.abs(fox.run(inputs).outputs()[..., 0] - np.array(rows)).max() < 1e-9
