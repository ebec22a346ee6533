"""What the page of the notation promises holds for every method."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pytest

from paperatlas.formulas.nodes import Name

from .recurrences import OF
from .test_methods import given


def test_no_formula_divides_scores_because_the_query_has_the_factor(methods):
    for key, method in methods.items():
        if key != "soft":  # a Gaussian, whose width that is
            assert not re.search(r"\\sqrt\{?d", " ".join(method.formulas)), key


def test_the_output_is_always_o(methods):
    for key, method in methods.items():
        names = {one.left.base for one in method.equations if isinstance(one.left, Name)}
        assert "o" in names, key


def test_every_method_has_its_formulas_and_properties(catalogue):
    for key, (_, method) in catalogue.methods.items():
        given_ = {name for name in ("update", "readout", "state", "write", "training") if method.value(name)}
        assert len(given_) == 5, key


def test_a_method_has_a_gate_where_something_decays_at_a_rate(catalogue):
    for key, (_, method) in catalogue.methods.items():
        if gate := method.value("gate"):
            assert (gate == "none") == (method.value("decay") in ("none", "softmax")), key


@pytest.mark.parametrize(
    ("sign", "value"),
    [(r"\operatorname{LN}", "layer"), (r"\operatorname{RMSNorm}", "rms"), (r"z_t^\top", "sum"), ("softmax", "softmax")],
)
def test_a_normalisation_in_the_readout_is_among_the_properties(catalogue, sign, value):
    found = {
        key: value in method.values("normalisation")
        for key, (_, method) in catalogue.methods.items()
        if sign in (method.value("readout") or "") and method.value("normalisation")
    }
    assert found
    assert all(found.values()), found


def test_many_methods_say_how_keys_and_output_are_normalised_and_how_the_gate_is_made(catalogue):
    methods = [method for _, method in catalogue.methods.values()]
    known = [sum(bool(method.values(name)) for method in methods) for name in ("keys", "normalisation", "gate")]
    assert all(count >= least for count, least in zip(known, (20, 40, 40), strict=True)), known


def first_state(method):
    """The symbol that the first equation computes from its last value."""
    one, *_ = method.equations
    return one.left.key if isinstance(one.left, Name) else None


def after_one_token(method, inputs, start):
    """The memory after one token, if every number in it was `start`."""
    state = first_state(method)
    shape = method.run(inputs).value(state, 0).shape
    run = method.run(dataclasses.replace(inputs, initial={state: np.full(shape, start)}))
    return run.value(state, 1)


def content(method, inputs):
    """What stays of the memory, and what the token brings for the share that does not stay."""
    brought = after_one_token(method, inputs, 0.0)
    stays = np.abs(after_one_token(method, inputs, 1.0) - brought)  # a rotation keeps everything
    return stays, brought / (1 - stays)


def is_affine(method):
    """Whether a token keeps a share of the memory that does not depend on what is in it."""
    none, one, two = (after_one_token(method, given(method), start) for start in (0.0, 1.0, 2.0))
    return np.allclose(two - one, one - none)


def is_replacing(method):
    """Whether the write is (1 - what stays) times the input.

    Then what changes the share that stays does not change the content. The input of the layer may change both.
    """
    inputs = given(method)
    stays, new = content(method, inputs)
    kinds = []
    for group in ("by_token", "fixed"):
        for key in getattr(inputs, group):
            values = getattr(inputs, group)[key]
            other = {at: 0.9 * one for at, one in values.items()} if group == "by_token" else 0.9 * values
            changed = dataclasses.replace(inputs, **{group: {**getattr(inputs, group), key: other}})
            other_stays, other_new = content(method, changed)
            if key != "x" and not np.allclose(stays, other_stays):
                kinds.append(np.allclose(new, other_new, equal_nan=True))
    return bool(kinds) and all(kinds)


def test_replace_is_a_write_of_what_the_decay_takes_away(catalogue, methods):
    found, written = {}, {}
    for key in sorted(OF):
        method, fields = methods[key], catalogue.methods[key][1]
        decays = fields.value("decay") not in ("none", "softmax", "structured-matrix", None)
        is_of_two = decays and fields.value("write") in ("additive", "replace")
        if is_of_two and first_state(method) and is_affine(method):
            written[key] = fields.value("write") == "replace"
            with np.errstate(all="ignore"):
                found[key] = is_replacing(method)
    assert found == written
    assert sum(found.values()) >= 10
    assert len(found) >= 30
