"""Memories that decay."""

from __future__ import annotations

import numpy as np

from .common import by_gate, decayed, method, rms, sigmoid, softmax, weighted


@method("retnet")
def _(g):
    return decayed(g.q, g.k, g.v, lambda s, t: g.gamma ** (t - s))


@method("lightning-attention")
def _(g):
    return decayed(g.q, g.k, g.v, lambda s, t: g.lambda_ ** (t - s))


@method("tnl", "transnormerllm")
def _(g):
    phi = np.array([g.phi(k) for k in g.k])
    plain = decayed(np.array([g.phi(q) for q in g.q]), phi, g.v, lambda s, t: g.lambda_ ** (t - s))
    return np.array([u * rms(o) for u, o in zip(g.u, plain, strict=True)])


@method("yoco")
def _(g):
    return decayed(g.q, g.k, g.v, by_gate(g.gamma))


@method("gla")
def _(g):
    return decayed(g.q, g.k, g.v, by_gate(g.alpha))


@method("hgrn2")
def _(g):
    return decayed(g.q, 1 - g.f, g.i, by_gate(g.f))


@method("metala")
def _(g):
    past = decayed(g.q, 1 - g.alpha, g.v, by_gate(g.alpha))
    return past + sigmoid(np.sum(g.w * (1 - g.alpha) * g.q, axis=1)[:, None] * g.v)


@method("gateloop")
def _(g):
    return decayed(g.q, g.k, g.v, by_gate(g.a)).real


@method("mamba2")
def _(g):
    values = g.Delta[:, None] * g.x
    return decayed(g.q, g.k, values, by_gate(np.exp(g.Delta * g.A))) + g.D * g.x


@method("mamba3")
def _(g):
    after = by_gate(g.alpha)
    out = []
    for t in range(g.tokens):
        o = sum(after(s, t) * g.gamma[s] * (g.k[s] @ g.q[t]) * g.v[s] for s in range(t + 1))
        o = o + sum(after(s + 1, t) * g.beta[s + 1] * (g.k[s] @ g.q[t]) * g.v[s] for s in range(t))
        out.append(o)
    return np.array(out)


@method("rfa")
def _(g):
    weight = np.array(
        [
            [np.prod(g.g[s + 1 : t + 1]) * (1 - g.g[s]) if s <= t else 0 for s in range(g.tokens)]
            for t in range(g.tokens)
        ]
    )
    scores = np.array([[g.phi(q) @ g.phi(k) for k in g.k] for q in g.q])
    return weighted(weight * scores, g.v, normalise=True)


@method("rodimus")
def _(g):
    past = decayed(g.q, g.g**g.tau * g.k, g.hat_v, by_gate(np.exp(-g.tau * g.g)))
    return past + g.D * g.x


@method("decaying-fast-weights")
def _(g):
    out = []
    for t in range(g.tokens):
        o = 0
        for s in range(t + 1):
            rows, columns = np.prod(g.alpha[s + 1 : t + 1], axis=0), np.prod(g.gamma[s + 1 : t + 1], axis=0)
            o = o + rows * g.v[s] * ((columns * g.k[s]) @ g.q[t])
        out.append(o)
    return np.array(out)


@method("rwkv5", "rwkv6")
def _(g):
    gates = g.w if g.w.ndim == 2 else np.tile(g.w, (g.tokens, 1))
    out = []
    for t in range(g.tokens):
        o = (g.r[t] * g.u) @ g.k[t] * g.v[t]
        for s in range(t):
            o = o + (g.r[t] * np.prod(gates[s + 1 : t], axis=0)) @ g.k[s] * g.v[s]
        out.append(o)
    return np.array(out)


@method("rwkv")
def _(g):
    out = []
    for t in range(g.tokens):
        weights = [np.exp(-(t - 1 - s) * g.w + g.k[s]) for s in range(t)] + [np.exp(g.u + g.k[t])]
        above = sum(w * v for w, v in zip(weights, g.v[: t + 1], strict=True))
        out.append(sigmoid(g.r[t]) * above / sum(weights))
    return np.array(out)


@method("lightnet")
def _(g):
    # The decay makes a softmax over time of each channel; before the first token z is 0.
    total = np.cumsum(np.exp(g.k), axis=0) + 1
    return decayed(g.q, np.exp(g.k), g.v, lambda s, t: 1 / total[t])


@method("gsa")
def _(g):
    return _slots(g, g.alpha)


def _slots(g, alpha):
    out = []
    for t in range(g.tokens):
        share = np.array([np.prod(alpha[s + 1 : t + 1], axis=0) * (1 - alpha[s]) for s in range(t + 1)])
        out.append(softmax(share.T @ g.k[: t + 1] @ g.q[t]) @ (share.T @ g.v[: t + 1]))
    return np.array(out)


@method("raven")
def _(g):
    chosen = np.array([g.topk(sigmoid(g.W @ x)) for x in g.x])
    return _slots(g, np.exp(-g.a[:, None] * chosen / chosen.sum(1, keepdims=True)))


@method("hydra")
def _(g):
    ahead = decayed(g.q, g.k, g.v, by_gate(g.alpha))
    gate = g.tilde_alpha[::-1]
    back = decayed(g.tilde_q[::-1], g.tilde_k[::-1], g.v[::-1], by_gate(gate))[::-1]
    none = np.zeros((1, g.v.shape[1]))
    return np.vstack([none, ahead[:-1]]) + np.vstack([back[1:], none]) + g.delta[:, None] * g.v


@method("mlstm")
def _(g):
    weight = np.array(
        [[np.prod(g.f[s + 1 : t + 1]) * g.i[s] if s <= t else 0 for s in range(g.tokens)] for t in range(g.tokens)]
    )
    scores = weight * (g.q @ g.k.T)
    return g.g * (scores @ g.v) / np.maximum(np.abs(scores.sum(1)), 1)[:, None]
