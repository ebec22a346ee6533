"""A relation with `by` holds: with the symbols replaced, both methods give the same outputs."""

from __future__ import annotations

import numpy as np
import pytest

from paperatlas.catalogue import load
from paperatlas.formulas.substitute import substituted

from .conftest import ROOT

# The channel of Mamba is a row of Mamba-2's memory; feature maps that are left out keep the size of the key.
SIZES = {("mamba2", "mamba"): {"d_v": 1, "N": 3}, ("rwkv7", "fast-weight-programmers"): {r"d_\phi": 3}}


def claims():
    for key, paper in load(ROOT / "catalog").papers.items():
        for relation in paper.builds_on:
            if relation.by:
                yield key, relation


CLAIMS = list(claims())


@pytest.mark.parametrize(("key", "relation"), CLAIMS, ids=[f"{key} {one.kind} {one.paper}" for key, one in CLAIMS])
def test_a_setting_makes_both_methods_the_same(catalogue, methods, key, relation):
    later, earlier = methods[catalogue.papers[key].methods[0].key], methods[_earlier(catalogue, relation)]
    general, special = (later, earlier) if relation.kind == "generalises" else (earlier, later)
    inputs = special.inputs(seed=5, sizes=SIZES.get((key, relation.paper)))
    by = dict(relation.by)
    one, other = substituted(general.equations, general.meanings, special.equations, special.meanings, by, inputs)
    assert np.abs(one.outputs() - other.outputs()).max() < 1e-9


def _earlier(catalogue, relation):
    return relation.method or catalogue.papers[relation.paper].methods[0].key


def test_a_wrong_setting_is_noticed(methods):
    general, special = methods["gated-deltanet"], methods["deltanet"]
    one, other = substituted(
        general.equations, general.meanings, special.equations, special.meanings, {r"\alpha_t": "0.9"}, special.inputs()
    )
    assert np.abs(one.outputs() - other.outputs()).max() > 1e-3
