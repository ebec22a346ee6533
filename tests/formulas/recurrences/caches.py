"""Softmax, over all tokens so far."""

from __future__ import annotations

import numpy as np

from .common import attention, by_gate, method, relu, sigmoid, softmax


@method("softmax-attention")
def _(g):
    return attention(g, g.q @ g.k.T)


@method("aaren")
def _(g):
    return attention(g, np.tile(g.k @ g.q, (g.tokens, 1)))


@method("fox")
def _(g):
    total = np.cumsum(np.log(g.f))
    return attention(g, g.q @ g.k.T + total[:, None] - total[None])


@method("wall-attention")
def _(g):
    after = by_gate(g.alpha)
    return attention(g, [[(g.q[t] * after(s, t)) @ g.k[s] for s in range(t + 1)] for t in range(g.tokens)])


@method("path-attention")
def _(g):
    scores = []
    for t in range(g.tokens):
        query, row = g.q[t], []
        for s in range(t, -1, -1):
            row.insert(0, query @ g.k[s])
            query = query - g.beta[s] * g.w[s] * (g.w[s] @ query)
        scores.append(row)
    return attention(g, scores)


@method("parallax")
def _(g):
    out = []
    for t in range(g.tokens):
        p, keys, values = softmax(g.k[: t + 1] @ g.q[t]), g.k[: t + 1], g.v[: t + 1]
        covariance = (p[:, None] * (values - p @ values)).T @ (keys - p @ keys)
        out.append(p @ values - covariance @ g.r[t])
    return np.array(out)


@method("deltaformer")
def _(g):
    scores, n = g.k @ g.k.T, g.tokens
    weights = np.zeros((n, n))
    for t in range(1, n):
        weights[t, :t] = g.beta[t] * softmax(scores[t, :t])
    g.v = np.linalg.solve(np.eye(n) + weights, g.v)
    return attention(g, g.q @ g.k.T)


@method("aft")
def _(g):
    out = []
    for t in range(g.tokens):
        weights = np.exp(g.k[: t + 1] + g.w[t, : t + 1, None])
        out.append(sigmoid(g.q[t]) * (weights * g.v[: t + 1]).sum(0) / weights.sum(0))
    return np.array(out)


@method("gau")
def _(g):
    out = []
    for t in range(g.tokens):
        out.append(g.u[t] * (relu(g.k[: t + 1] @ g.q[t] / g.n + g.b[t]) ** 2 @ g.v[: t + 1]))
    return np.array(out)
