"""What follows from the formulas alone agrees with what the formulas do when they run."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from paperatlas.formulas.derive import facts_of
from paperatlas.formulas.meanings import Meanings
from paperatlas.formulas.parse import parse
from paperatlas.formulas.ranges import Range, declared, range_of
from paperatlas.formulas.transitions import Transition
from paperatlas.model import Symbol

from .recurrences import OF
from .test_methods import given

AFFINE = ("identity", "scalar", "diagonal", "identity-low-rank", "scalar-low-rank", "diagonal-low-rank", "matrix")


@pytest.fixture(scope="module")
def derived(catalogue):
    return {key: facts_of(method, catalogue.method_fields) for key, (_, method) in catalogue.methods.items()}


def memory_after(method, inputs, state, start):
    run = method.run(dataclasses.replace(inputs, initial={**inputs.initial, state: start}))
    return run.value(state, 1).ravel()


def transition_matrix(method, inputs, state):
    """How each number of the memory after one token depends on each number before it, if that is affine."""
    shape = method.run(inputs).value(state, 0).shape
    none = memory_after(method, inputs, state, np.zeros(shape))
    units = np.eye(int(np.prod(shape)))
    columns = [memory_after(method, inputs, state, one.reshape(shape)) - none for one in units]
    two = memory_after(method, inputs, state, 2 * units[0].reshape(shape)) - none
    return np.array(columns).T, np.allclose(two, 2 * columns[0])


def looks_like(matrix):
    """The class of a transition matrix, as far as the matrix alone shows it."""
    diagonal = np.diag(matrix)
    if not np.allclose(matrix, np.diag(diagonal)):
        return "matrix"
    if np.allclose(diagonal, diagonal[0]):
        return "identity" if np.isclose(diagonal[0], 1) else "scalar"
    return "diagonal"


def test_the_transition_is_what_the_memory_does_when_it_runs(methods, derived, subtests):
    checked = 0
    for key in sorted(OF):
        method, found = methods[key], derived[key].transition
        if found is None or found.kind not in AFFINE or len(derived[key].memory) > 1:
            continue
        (state,) = derived[key].memory
        with subtests.test(key), np.errstate(all="ignore"):
            matrix, is_affine = transition_matrix(method, given(method), state)
            assert is_affine
            assert looks_like(matrix) == (found.kind if found.kind in AFFINE[:3] else "matrix")
            if found.eigenvalues:
                values = np.linalg.eigvals(matrix)
                low, high, radius = dataclasses.astuple(found.eigenvalues)
                assert (values.real >= low - 1e-9).all()
                assert (values.real <= high + 1e-9).all()
                assert (np.abs(values) <= (radius or max(abs(low), abs(high))) + 1e-9).all()
            checked += 1
    assert checked >= 55


@pytest.mark.parametrize(
    ("key", "kind", "from_input", "bounds"),
    [
        ("linear-attention", "identity", False, Range(1, 1)),
        ("retnet", "scalar", False, Range(0, 1)),
        ("mamba2", "scalar", True, Range(0, 1)),
        ("gla", "diagonal", True, Range(0, 1)),
        ("lru", "diagonal", False, Range(-1, 1, 1)),
        ("deltanet", "identity-low-rank", True, Range(0, 1)),
        ("gated-deltanet", "scalar-low-rank", True, Range(0, 1)),
        ("kda", "diagonal-low-rank", True, Range(0, 1)),
        ("rwkv7", "diagonal-low-rank", True, Range(-1, 1)),
        ("deltaproduct", "householder-product", True, Range(-1, 1, 1)),
        ("linoss", "matrix", False, None),
        ("s4", "matrix", False, None),
    ],
)
def test_the_transitions_of_well_known_methods(derived, key, kind, from_input, bounds):
    found = derived[key].transition
    assert (found.kind, found.from_input, found.eigenvalues) == (kind, from_input, bounds)


@pytest.mark.parametrize("key", ["slstm", "sru", "lmu", "titans", "ttt-linear", "fast-weights"])
def test_a_memory_that_decides_over_itself_has_no_scan(derived, key):
    assert derived[key].transition == Transition("nonlinear")
    assert not derived[key].can_scan


def test_the_memory_of_softmax_attention_grows(derived):
    assert derived["softmax-attention"].transition.kind == "grows"
    assert derived["softmax-attention"].numbers is None


def test_sizes_and_operations_at_the_usual_sizes(derived):
    d = 128
    assert derived["retnet"].numbers == d * d
    # The decay of the state, the outer product, their sum; then the product with the query.
    assert derived["retnet"].operations == d * d + d * d + d * d + d * (2 * d - 1)
    # The rank-one product is taken apart: no product of two matrices.
    assert derived["deltanet"].operations < 10 * d * d
    assert derived["mingru"].operations == 4 * d
    assert derived["softmax-attention"].operations is None


RANGES = {"a_t": "0 to 1", "b_t": "0 to 2", "c_t": "more than 0", "z_t": "complex; negative real parts"}


@pytest.fixture(scope="module")
def meanings(catalogue):
    own = [Symbol(latex=latex, name="a number", shape="1", range=range_) for latex, range_ in RANGES.items()]
    return Meanings.of(catalogue.method_fields.symbols.values(), own, catalogue.method_fields.indices)


@pytest.mark.parametrize(
    ("latex", "bounds"),
    [
        ("1 - a_t", Range(0, 1)),
        ("1 - b_t", Range(-1, 1)),
        ("a_t b_t", Range(0, 2)),
        ("e^{-c_t}", Range(0, 1)),
        ("e^{z_t}", Range(-1, 1, 1)),
        (r"e^{c_t z_t}", Range(-1, 1, 1)),
        (r"\sigma(z_t)", Range(0, 1)),
        (r"\frac{a_t}{a_t + c_t}", Range(0, 1)),
        ("-a_t", Range(-1, 0)),
        ("a_t^2", Range(0, 1)),
    ],
)
def test_bounds_of_expressions(meanings, latex, bounds):
    (equation,) = parse(latex, meanings.letters)
    assert range_of(equation.left, meanings) == bounds


def test_words_that_name_no_range_have_no_bounds():
    assert not declared("real").is_known
    assert declared("0 to 1; they sum to 1") == Range(0, 1)
