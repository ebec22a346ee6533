"""A method as a memory: the browser's program agrees with numpy, and shows what each kind of memory does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from paperatlas.formulas import recall
from paperatlas.formulas.evaluate import Inputs, Run, in_numbers
from paperatlas.formulas.given import names_to_give
from paperatlas.formulas.machine import next_of, uniform
from paperatlas.formulas.program import NoMemory
from paperatlas.formulas.sizes import Mapped
from paperatlas.formulas.to_program import to_program
from paperatlas.pages import memory

from .conftest import ROOT

NODE = Path(sys.executable).parent / "node"
USUAL = {"pairs": 16, "size": 8, "similarity": 0, "length": 8, "again": False}
# Fewer pairs than channels, similar keys, and a key that is written again.
CHOICES = [USUAL, USUAL | {"pairs": 5, "size": 6, "similarity": 0.4, "length": 3, "again": True}]


@pytest.fixture(scope="session")
def programs(catalogue, methods):
    found = {}
    for key, method in methods.items():
        try:
            found[key] = to_program(method.equations, method.meanings, catalogue.method_fields.memory)
        except NoMemory:
            continue
    return found


def in_browser(asked):
    """What the code of the browser finds, in Node."""
    done = subprocess.run(
        [NODE, ROOT / "tests/formulas/memory.mjs"], input=json.dumps(asked), capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def recalled(programs, key, settings=None, **choice):
    """How much of each value comes back."""
    choice = USUAL | choice
    asked = {"program": programs[key].data, "choice": choice, "settings": settings or {}, "counts": [choice["pairs"]]}
    (((found),),) = [in_browser([asked])]
    return np.array([one["share"] for one in found[0]["recalled"]])


def drawn(of, key, index, shape):
    """The random numbers of a symbol."""
    least, most, seed, by_token = of.random[key]
    stream = uniform(seed + (1009 * index if by_token else 0))
    return np.array([[least + (most - least) * next_of(stream) for _ in range(shape[1])] for _ in range(shape[0])])


def given(method, of, pairs, tokens):
    """The inputs of a method in numpy, except the query."""
    size = len(pairs.keys[0])
    meanings = method.meanings
    sizes = {**of.sizes, of.rows: size, of.columns: size}
    by_token, fixed, functions = {}, {}, {}
    roles = {**dict.fromkeys(of.keys, pairs.keys), **dict.fromkeys(of.values, pairs.values)}
    for name, shape in names_to_give([one for one in method.equations if not is_role(one, roles)], meanings):
        symbol = meanings.find(name)
        key = name.key
        if key in of.queries or symbol is None or symbol.does or symbol.size is not None:
            continue
        if isinstance(shape, Mapped):
            functions[key] = stand_in(of, key, shape, sizes, symbol)
            continue

        def value(token, key=key, shape=shape, symbol=symbol):
            if key in roles:
                return np.array(roles[key][token - 1])
            rows, columns = (in_numbers(one, {**sizes, "t": token}) for one in (shape.rows, shape.columns))
            if symbol.usual is not None:
                return (np.eye(rows) if 1 != rows == columns else np.ones((rows, columns))) * symbol.usual
            if f"numbers of {key}" in of.random:
                found = drawn(of, f"numbers of {key}", token, (rows, columns))
                return found / np.linalg.norm(found)
            return drawn(of, key, token, (rows, columns)) if key in of.random else np.zeros((rows, columns))

        if name.index:
            # A second index counts the steps of one token.
            places = [(t, *rest) for t in range(tokens) for rest in ([()] if len(name.index) == 1 else [(0,), (1,)])]
            by_token[key] = {place: value(place[0] + 1) for place in places}
        else:
            fixed[key] = value(0)
    return lambda count, query: Inputs(
        count, sizes, by_token | {one: {(t,): query for t in range(tokens)} for one in of.queries}, fixed, functions
    )


def is_role(equation, roles):
    return getattr(equation.left, "key", "") in roles


def stand_in(of, key, shape, sizes, symbol):
    is_positive = symbol.range.startswith(("more than 0", "0 or more", "0 to"))
    if shape.domain == shape.result:
        return (lambda x: np.log1p(np.exp(x))) if is_positive else np.tanh
    rows, columns = in_numbers(shape.result.rows, sizes), in_numbers(shape.domain.rows, sizes)
    weights = drawn(of, f"weights of {key}", 0, (rows, columns))
    if not is_positive:
        return lambda x: np.tanh(weights @ x)
    return lambda x: (mapped := np.maximum(weights @ x, 0)) / np.linalg.norm(mapped)


def test_most_methods_that_look_values_up_by_key_have_the_figure(programs):
    assert len(programs) >= 45
    assert {"linear-attention", "retnet", "gla", "deltanet", "gated-deltanet", "rwkv7", "mamba2"} <= programs.keys()


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("mamba", "it reads none of k"),
        ("aft", "its keys weigh the channels of the values"),
        ("hydra", "it reads later tokens"),
        ("delta-rnn", "its memory depends on the query"),
        ("raven", r"the function '\\operatorname{topk}' is not known"),
        ("power-attention", "the size 'binomial d_kpp' is not known"),
    ],
)
def test_a_method_without_the_figure_has_a_reason(catalogue, methods, key, why):
    with pytest.raises(NoMemory, match=why):
        to_program(methods[key].equations, methods[key].meanings, catalogue.method_fields.memory)


def test_the_browser_agrees_with_numpy_and_with_the_still_picture(programs, methods):
    counts = [3, 16]
    asked = [
        {
            "program": of.data,
            "choice": choice,
            "settings": {},
            "counts": [one for one in counts if one <= choice["pairs"]],
        }
        for of in programs.values()
        for choice in CHOICES
    ]
    found = iter(in_browser(asked))
    for key, of in programs.items():
        for choice in CHOICES:
            pairs = recall.pairs(choice["pairs"], choice["size"], choice["similarity"], is_again=choice["again"])
            inputs = given(methods[key], of, pairs, choice["pairs"])
            equations = [one for one in methods[key].equations if not is_role(one, {*of.keys, *of.values})]
            machine = recall.begin(of, pairs)
            for count, result in zip([one for one in counts if one <= choice["pairs"]], next(found), strict=True):
                still = recall.recall(machine, pairs, count, choice["length"])
                for number, one in enumerate(result["recalled"]):
                    query = choice["length"] * np.array(pairs.keys[number])
                    run = Run(equations, methods[key].meanings, inputs(count, query))
                    expected = run.value(of.output, count)[:, 0] / result["scale"]
                    error = 1e-9 * max(1, np.abs(expected).max())
                    assert np.abs(expected - one["answer"]).max() < error, key
                    assert np.abs(expected - still[number].answer).max() < error, key
                    assert abs(one["share"] - still[number].share) < error, key
                for (name, kept), (shown, rows, columns, data) in zip(
                    recall.state(machine, count), result["shown"], strict=True
                ):
                    assert (name, len(kept), len(kept[0])) == (shown, rows, columns)
                    assert np.abs(np.array(kept).ravel() - data).max() < 1e-9 * max(1, np.abs(data).max()), key


def test_the_still_picture_and_the_browser_use_the_same_words(catalogue, programs):
    asked = [{"program": of.data, "choice": USUAL, "settings": {}, "counts": [16]} for of in programs.values()]
    still = [memory.figure(catalogue, catalogue.methods[key][1]).still.words for key in programs]
    assert still == [found["words"] for (found,) in in_browser(asked)]
    assert len({words.partition(": ")[2] for words in still}) > 8


def test_linear_attention_blurs_with_many_pairs(programs):
    few, many = (recalled(programs, "linear-attention", pairs=count).mean() for count in (2, 24))
    assert few > 2 * many
    # Without a feature map it keeps as many pairs as a key has channels, and no more. Here the decay is turned off.
    none = {r"\gamma": 1}
    assert recalled(programs, "retnet", none, pairs=8).min() > 0.999
    assert recalled(programs, "retnet", none, pairs=24).mean() < 0.2
    assert recalled(programs, "retnet", none, pairs=8, similarity=0.5).mean() < 0.2


def test_a_decay_forgets_the_oldest(programs):
    found = recalled(programs, "retnet", pairs=8)
    assert np.all(np.diff(found) > 0)
    assert found[0] < 0.5 < 0.999 < found[-1]


def test_the_delta_rule_overwrites_the_value_of_one_key(programs):
    old, *others, new = recalled(programs, "deltanet", pairs=8, again=True)
    assert new > 0.999
    assert min(others) > 0.999
    assert old < 0.2
    # A sum keeps both values under one key.
    assert recalled(programs, "retnet", {r"\gamma": 1}, pairs=8, again=True)[-1] < 0.5


def test_gated_deltanet_overwrites_and_forgets(programs):
    old, *others, new = recalled(programs, "gated-deltanet", pairs=8, again=True)
    assert new > 0.999
    assert old < 0.2
    assert np.all(np.diff(others) > 0)
    assert others[0] < 0.7


def test_softmax_attention_keeps_all_and_grows(programs):
    assert recalled(programs, "softmax-attention", pairs=24).min() > 0.6
    asked = {"program": None, "choice": USUAL | {"pairs": 24}, "settings": {}, "counts": [6, 12, 24]}
    grows, fixed = in_browser([asked | {"program": programs[key].data} for key in ("softmax-attention", "deltanet")])
    assert [one["numbers"] for one in grows] == [2 * 8 * count for count in (6, 12, 24)]
    assert [one["numbers"] for one in fixed] == [64, 64, 64]
