"""Writes the outputs of methods whose reference is no installed package, from the equations of the paper or its code.

    python -m tests.formulas.golden.derive

None of this was written from the formulas of the catalogue. Where those are a recurrence, here is a sum over all
earlier tokens, a matrix of weights, or a convolution by Fourier transform. Each function says where its equations are
from.
"""

from __future__ import annotations

import numpy as np

from .form import save

TOKENS, D_K, D_V, SLOTS, STATE = 5, 3, 4, 2, 6
random = np.random.default_rng(11)


def real(*shape):
    return random.standard_normal(shape)


def share(*shape):
    return random.uniform(0.1, 0.9, shape)


def softmax(x, axis):
    found = np.exp(x)
    return found / found.sum(axis, keepdims=True)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def causal(weights):
    """The weights of tokens up to the present one, divided by their sum."""
    found = np.tril(weights)
    return found / found.sum(1, keepdims=True)


def left(shares, s, t):
    """What is left of token s at token t, if each later token keeps a share."""
    return np.exp(np.log(shares[s + 1 : t + 1]).sum(0))


def sums(shares, new):
    """Sums of what earlier tokens brought, as much as is left of each."""
    return np.array([sum(left(shares, s, t) * new[s] for s in range(t + 1)) for t in range(len(new))])


def convolved(kernel, x):
    size = 2 * len(x)
    return np.fft.irfft(np.fft.rfft(kernel, size) * np.fft.rfft(x, size), size)[: len(x)]


def mamba():
    x, step, b, c = real(TOKENS), share(TOKENS), real(TOKENS, STATE), real(TOKENS, STATE)
    rates, skip = -share(STATE), 0.3
    out = sums(np.exp(step[:, None] * rates), step[:, None] * b * x[:, None])
    source = "state-spaces/mamba mamba_ssm/ops/selective_scan_interface.py, selective_scan_ref, as a sum over tokens"
    given = {"x": x, r"\Delta": step, "B": b, "C": c}
    save("mamba", source, given, (c * out).sum(1)[:, None] + skip * x[:, None], fixed={"A": rates, "D": skip})


def s4d():
    x, skip, step = real(TOKENS), 0.3, share()
    rates = -share(STATE // 2) + 1j * real(STATE // 2)
    a, c = np.exp(step * rates), real(STATE // 2) + 1j * real(STATE // 2)
    b = (a - 1) / rates
    kernel = 2 * (c * b * np.exp(np.outer(np.arange(TOKENS), step * rates))).sum(1).real
    source = (
        "On the Parameterization and Initialization of Diagonal State Space Models, eqs. 6 and 7, as in "
        "state-spaces/s4 models/s4/s4d.py: a kernel and a Fourier transform"
    )
    out = convolved(kernel, x) + skip * x
    save("s4d", source, {"x": x}, out[:, None], fixed={r"\bar A": a, r"\bar B": b, "C": c[None], "D": skip})


def mega():
    x, skip = real(TOKENS), 0.3
    alpha, delta, spread, gather = share(SLOTS), share(SLOTS), real(SLOTS), real(SLOTS)
    kernel = (alpha * spread * gather * (1 - alpha * delta) ** np.arange(TOKENS)[:, None]).sum(1)
    source = (
        "Mega: Moving Average Equipped Gated Attention, section 3.1, eqs. 4 and 5, as in facebookresearch/mega "
        "fairseq/modules/exponential_moving_average.py: a kernel and a Fourier transform"
    )
    fixed = {r"\alpha": alpha, r"\delta": delta, r"\beta": spread, r"\eta": gather, "D": skip}
    save("mega", source, {"x": x}, (convolved(kernel, x) + skip * x)[:, None], fixed=fixed)


def rg_lru():
    x, stays, write = real(TOKENS, D_V), share(TOKENS, D_V), share(TOKENS, D_V)
    source = "Griffin, section 2.4, eq. 4, as a sum over tokens"
    save("rg-lru", source, {"x": x, "a": stays, "i": write}, sums(stays, np.sqrt(1 - stays**2) * write * x))


def cosformer():
    q, k, v, most = real(TOKENS, D_K) + 1, real(TOKENS, D_K) + 1, real(TOKENS, D_V), 9
    place = np.arange(TOKENS)
    near = np.cos(np.pi / 2 * (place[:, None] - place) / most)
    source = (
        "OpenNLPLab/cosFormer cosformer.py, left_product, with the cosine of the distance in place of its two terms"
    )
    out = causal(np.maximum(q, 0) @ np.maximum(k, 0).T * near) @ v
    save("cosformer", source, {"q": q, "k": k, "v": v}, out, fixed={"M": most})


def aaren():
    q, k, v = real(D_K), real(TOKENS, D_K), real(TOKENS, D_V)
    source = "Attention as an RNN, section 3: softmax attention of one query over each prefix"
    save("aaren", source, {"k": k, "v": v}, causal(np.exp(k @ q)[None].repeat(TOKENS, 0)) @ v, fixed={"q": q})


def efficient_attention():
    q, k, v = real(TOKENS, D_K), real(TOKENS, D_K), real(TOKENS, D_V)
    source = "cmsflash/efficient-attention efficient_attention.py, with the matrix of all weights"
    save("efficient-attention", source, {"q": q, "k": k, "v": v}, (softmax(q, 1) @ softmax(k, 0).T) @ v)


def lightnet():
    q, k, v = real(TOKENS, D_K), real(TOKENS, D_K), real(TOKENS, D_V)
    source = "fla-org/flash-linear-attention fla/layers/lightnet.py: the share of each token in the sum of exponentials"
    out = [(q[t] * softmax(k[: t + 1], 0)).sum(1) @ v[: t + 1] for t in range(TOKENS)]
    # Before the first token the sum is 0, and its logarithm below all others.
    save("lightnet", source, {"q": q, "k": k, "v": v}, np.array(out), initial={"z": np.full(D_K, -1000.0)})


def sru():
    x, highway = real(TOKENS, D_V), share(TOKENS, D_V)
    new, forget, own, shift = real(D_V, D_V), real(D_V, D_V), real(D_V), real(D_V)
    cell, out = np.zeros(D_V), []
    for token, gate in zip(x, highway, strict=True):
        candidate = new @ token
        cell = candidate + (cell - candidate) * sigmoid(forget @ token + cell * own + shift)
        out.append(token + (cell - token) * gate)
    source = "asappresearch/sru sru/ops.py, elementwise_recurrence_naive, with the identity as activation"
    fixed = {"W": new, "W_f": forget, "u": own, "b": shift}
    save("sru", source, {"x": x, "r": highway}, np.array(out), fixed=fixed)


def min_gru():
    x, candidate, weights = real(TOKENS, D_V), real(TOKENS, D_V), real(D_V, D_V)
    update = sigmoid(x @ weights.T)
    source = "Were RNNs All We Needed?, section 3.1.3, as a sum over tokens"
    fixed = {"W_z": weights}
    save("mingru", source, {"x": x, r"\tilde h": candidate}, sums(1 - update, update * candidate), fixed=fixed)


if __name__ == "__main__":
    for derive in (mamba, s4d, mega, rg_lru, cosformer, aaren, efficient_attention, lightnet, sru, min_gru):
        derive()
