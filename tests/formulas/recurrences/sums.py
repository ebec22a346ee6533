"""Sums of feature maps."""

from __future__ import annotations

import numpy as np

from .common import elu1, kernel, layer_norm, method, relu, rms, softmax, weighted


@method("linear-attention")
def _(g):
    return kernel(g, elu1, elu1, normalise=True)


@method("performer", "hedgehog")
def _(g):
    return kernel(g, g.phi, g.phi, normalise=True)


@method("t2r")
def _(g):
    return kernel(g, lambda x: relu(g.W @ x + g.b), lambda x: relu(g.W @ x + g.b), normalise=True)


@method("based")
def _(g):
    scores = g.q @ g.k.T
    return weighted(1 + scores + scores**2 / 2, g.v, normalise=True)


@method("rebased")
def _(g):
    q, k = (
        [getattr(g, "gamma_" + a) * layer_norm(x) + getattr(g, "beta_" + a) for x in xs]
        for a, xs in (("Q", g.q), ("K", g.k))
    )
    return weighted((np.array(q) @ np.array(k).T) ** 2, g.v, normalise=True)


@method("cosformer")
def _(g):
    place = np.arange(1, g.tokens + 1) * np.pi / 2 / g.M
    scores = relu(g.q) @ relu(g.k).T * np.cos(place[:, None] - place[None])
    return weighted(scores, g.v, normalise=True)


@method("power-attention")
def _(g):
    return weighted((g.q @ g.k.T) ** 2, g.v, normalise=False)


@method("transnormer")
def _(g):
    return np.array([rms(o) for o in kernel(g, g.phi, g.phi, normalise=False)])


@method("efficient-attention")
def _(g):
    weights = np.exp(g.k) / np.exp(g.k).sum(0)
    return np.array([g.v.T @ weights @ softmax(q) for q in g.q])


@method("efficientvit")
def _(g):
    scores = relu(g.q) @ relu(g.k).T
    return scores @ g.v / scores.sum(1, keepdims=True)


@method("agent-attention")
def _(g):
    agents = np.array([softmax(g.k @ a) @ g.v for a in g.A])
    return np.array([softmax(g.A @ q) @ agents for q in g.q])


@method("luna")
def _(g):
    out = []
    for t in range(g.tokens):
        packed = np.mean([np.outer(g.v[s], np.log2(1 + np.exp2(g.P @ g.k[s]))) for s in range(t + 1)], axis=0)
        out.append(packed @ softmax(packed.T @ g.q[t]))
    return np.array(out)


@method("abc")
def _(g):
    out = []
    for t in range(g.tokens):
        share = g.phi[: t + 1] / g.phi[: t + 1].sum(0)
        out.append(softmax(share.T @ g.k[: t + 1] @ g.q[t]) @ (share.T @ g.v[: t + 1]))
    return np.array(out)


@method("soft")
def _(g):
    kappa = [g.kappa(q) for q in g.q]
    return np.array(
        [
            sum(v * (k @ np.linalg.pinv(g.G) @ kappa[t]) for v, k in zip(g.v, kappa, strict=True))
            for t in range(g.tokens)
        ]
    )
