"""Methods of the catalogue with their equations, and random inputs for them."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from paperatlas.catalogue import load
from paperatlas.formulas.evaluate import Run
from paperatlas.formulas.examples import example
from paperatlas.formulas.meanings import Meanings
from paperatlas.formulas.parse import parse

collect_ignore = ["golden/write.py"]  # it needs packages that the tests do without
ROOT = Path(__file__).resolve().parents[2]
TOKENS = 4
# All different, so that no wrong shape fits by chance; what must be equal is equal in the formulas.
SIZES = {"d_k": 3, "d_v": 4, "d": 5, "N": 6, "n": 2, "m": 7, "l": 8, "r": 9, "D": 10, "P": 11, r"d_\phi": 12}
# The binomial of power attention, and the gates of Hyena: values that its equations need.
SIZES |= {"binomial d_kpp": 6}


@dataclasses.dataclass(frozen=True)
class Runnable:
    key: str
    formulas: tuple[str, ...]
    meanings: Meanings

    @property
    def equations(self):
        return [one for latex in self.formulas for one in parse(latex, self.meanings.letters)]

    def with_formulas(self, *formulas):
        return dataclasses.replace(self, formulas=formulas)

    def inputs(self, seed=1, sizes=None, **given):
        sizes = SIZES | OWN_SIZES.get(self.key, {}) | (sizes or {})
        return example(self.equations, self.meanings, sizes, TOKENS, seed, **given)

    def run(self, inputs):
        return Run(self.equations, self.meanings, inputs)


OWN_SIZES = {"hyena": {"N": 2}, "h3": {"m": 4}, "lmu": {"n": 3}, "cosformer": {"M": 9}, "gau": {"n": 6}}


@pytest.fixture(scope="session")
def catalogue():
    return load(ROOT / "catalog")


@pytest.fixture(scope="session")
def methods(catalogue):
    fields = catalogue.method_fields
    names = [name for name, field in fields.formulas.items() if field.reads == "equations"]
    found = {}
    for key, (_, method) in catalogue.methods.items():
        meanings = Meanings.of(fields.symbols.values(), method.symbols, fields.indices)
        formulas = tuple(value for name in names if (value := method.value(name)))
        found[key] = Runnable(key, formulas, meanings)
    return found


def plain(inputs):
    """The inputs by plain names, vectors and numbers in place of matrices with one column."""
    found = SimpleNamespace(tokens=inputs.tokens)
    for key, value in inputs.sizes.items():
        setattr(found, _plain_name(key), value)
    for key, value in inputs.fixed.items():
        setattr(found, _plain_name(key), _squeezed(value))
    for key, values in inputs.by_token.items():
        setattr(found, _plain_name(key), _stacked(values, inputs.tokens))
    for key, function in inputs.functions.items():
        setattr(found, _plain_name(key), lambda x, of=function: _squeezed(of(_column(x))))
    return found


def _plain_name(key):
    name = key.replace(r"\operatorname", "").replace("\\", "").replace("{", "").replace("}", "").replace(" ", "_")
    return name + "_" if name == "lambda" else name


def _column(x):
    x = np.asarray(x)
    return x[:, None] if x.ndim == 1 else x


def _squeezed(value):
    if value.shape == (1, 1):
        return value[0, 0]
    return value[:, 0] if value.shape[1] == 1 else value


def _stacked(values, tokens):
    if len(next(iter(values))) == 1:
        found = [_squeezed(values[(t,)]) for t in range(tokens)]
        return np.array(found) if len({np.shape(one) for one in found}) == 1 else found
    return np.array([[_squeezed(values[(t, i)]) for i in range(tokens)] for t in range(tokens)])
