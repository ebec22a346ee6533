"""Delta rules, and memories that solve for what they return."""

from __future__ import annotations

import numpy as np

from .common import delta, method, steps


@method("deltanet")
def _(g):
    def step(state, t):
        state = delta(g, t, state, lambda s: s, g.beta[t])
        return state, state @ g.q[t]

    return steps(g, step)


@method("fast-weight-programmers")
def _(g):
    def step(state, t):
        key = g.phi(g.k[t])
        state = state + np.outer(g.beta[t] * (g.v[t] - state @ key), key)
        return state, state @ g.phi(g.q[t])

    return steps(g, step, columns=len(g.phi(g.k[0])))


@method("gated-deltanet")
def _(g):
    def step(state, t):
        state = delta(g, t, state, lambda s: g.alpha[t] * s, g.beta[t])
        return state, state @ g.q[t]

    return steps(g, step)


@method("kda")
def _(g):
    def step(state, t):
        state = delta(g, t, state, lambda s: s * g.alpha[t], g.beta[t])
        return state, state @ g.q[t]

    return steps(g, step)


@method("gated-deltanet-2")
def _(g):
    def step(state, t):
        state = state * g.alpha[t]
        erased = state @ (g.b[t] * g.k[t])
        state = state + np.outer(g.w[t] * g.v[t] - erased, g.k[t])
        return state, state @ g.q[t]

    return steps(g, step)


@method("deltaproduct")
def _(g):
    def step(state, t):
        for j in range(2):
            key, value = g.k[t, j], g.v[t, j]
            state = state + np.outer(g.beta[t, j] * (value - state @ key), key)
        return state, state @ g.q[t]

    return steps(g, step, g.v.shape[2], g.k.shape[2])


@method("comba")
def _(g):
    def step(state, t):
        state = g.alpha[t] * state - g.tilde_beta[t] * np.outer(state @ g.k[t], g.k[t])
        state = state + np.outer(g.beta[t] * g.v[t], g.k[t])
        return state, state @ (g.q[t] - g.d * g.k[t])

    return steps(g, step)


@method("preconditioned-gated-deltanet")
def _(g):
    mean = np.zeros(g.k.shape[1])

    def step(state, t):
        nonlocal mean
        mean = g.gamma[t] * mean + g.eta[t] * g.k[t] ** 2
        key = g.m(mean) * g.k[t]
        state = g.alpha[t] * state
        # The key reads, the preconditioned key writes.
        state = state + g.beta[t] * np.outer(g.v[t] - state @ g.k[t], key)
        return state, state @ g.q[t]

    return steps(g, step)


@method("rwkv7")
def _(g):
    def step(state, t):
        removed = state @ g.hat_kappa[t]
        state = state * g.w[t] - np.outer(removed, g.a[t] * g.hat_kappa[t]) + np.outer(g.v[t], g.tilde_k[t])
        return state, state @ g.r[t]

    return steps(g, step, columns=g.r.shape[1])


@method("longhorn")
def _(g):
    # Each row of the memory takes an implicit step of its own, with the diagonal approximation.
    def step(state, t):
        size = g.beta[t] / (1 + g.beta[t] * (g.k[t] @ g.k[t]))
        rows = [row - e * g.k[t] ** 2 * row + e * v * g.k[t] for row, e, v in zip(state, size, g.v[t], strict=True)]
        state = np.array(rows)
        return state, state @ g.q[t] + g.D * g.v[t]

    return steps(g, step)


@method("delta-rnn")
def _(g):
    recurrent, last = np.zeros((4, 4)), np.zeros(4)

    def step(state, t):
        nonlocal recurrent, last
        state = delta(g, t, state, lambda s: s, g.beta[t])
        error = g.hat_v[t] - recurrent @ g.hat_k[t]
        recurrent = recurrent + g.hat_beta[t] * np.outer(error, g.hat_k[t])
        last = state @ g.q[t] + recurrent @ g.f(last)
        return state, last

    return steps(g, step)


@method("mesanet")
def _(g):
    out = []
    for t in range(g.tokens):
        left = [np.prod(g.gamma[s + 1 : t + 1]) * g.beta[s] for s in range(t + 1)]
        gram = sum(w * np.outer(k, k) for w, k in zip(left, g.k, strict=False)) + g.Lambda
        pairs = sum(w * np.outer(v, k) for w, v, k in zip(left, g.v, g.k, strict=False))
        out.append(pairs @ np.linalg.solve(gram, g.q[t]))
    return np.array(out)


@method("gated-kalmanet")
def _(g):
    out = []
    for t in range(g.tokens):
        left = np.array([np.prod(g.gamma[s + 1 : t + 1]) for s in range(t + 1)])
        gram = (g.k[: t + 1] * left[:, None]).T @ g.k[: t + 1]
        ridge = g.a * np.sqrt((gram**2).sum()) * np.eye(len(gram))
        out.append((g.v[: t + 1] * left[:, None]).T @ g.k[: t + 1] @ np.linalg.solve(gram + ridge, g.q[t]))
    return np.array(out)


@method("infini-attention")
def _(g):
    state, norm, out = np.zeros((4, g.k.shape[2])), np.ones(g.k.shape[2]), []
    for s in range(g.tokens):
        keys = np.array([g.sigma(k) for k in g.k[s]])
        query = g.sigma(g.q[s, 1])
        out.append(g.g * state @ query / (norm @ query) + (1 - g.g) * g.Attn(g.q[s, 1]))
        read = keys @ state.T / (keys @ norm)[:, None]
        state, norm = state + (g.v[s] - read).T @ keys, norm + keys.sum(0)
    return np.array(out)


@method("fast-weight-memories")
def _(g):
    def step(state, t):
        state = g.sigma(state + np.outer(g.v[t], g.k[t]))
        return state, state @ g.x[t]

    return steps(g, step, columns=g.x.shape[1])


@method("fast-weights")
def _(g):
    past, last = [], np.zeros(g.x.shape[1])
    for t in range(g.tokens):
        fixed = g.W @ last + g.C @ g.x[t]
        inner = g.f(fixed)
        for _ in range(g.n):  # the fast weights as attention to earlier outputs
            read = [g.lambda_ ** (len(past) - 1 - s) * g.eta * h * (h @ inner) for s, h in enumerate(past)]
            inner = g.f(fixed + sum(read))
        last = inner
        past.append(last)
    return np.array(past)
