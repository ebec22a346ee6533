"""The methods once more, in plain numpy, from the equations of the papers and without our LaTeX.

Where a paper gives two forms, the one that the catalogue does not have is here: sums over all earlier tokens in place of
a recurrence, or a matrix of scores. `g` has the inputs by name: `g.q[t]` is a vector, `g.beta[t]` a number.
"""

from __future__ import annotations

import numpy as np

OF: dict[str, object] = {}


def method(*keys):
    def keep(function):
        OF.update(dict.fromkeys(keys, function))
        return function

    return keep


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    return np.exp(x) / np.exp(x).sum()


def elu1(x):
    return np.where(x > 0, x + 1, np.exp(x))


def relu(x):
    return np.maximum(x, 0)


def rms(x):
    return x / np.sqrt((x**2).mean())


def layer_norm(x):
    return (x - x.mean()) / x.std()


def weighted(scores, values, *, normalise):
    """Rows of scores for each token, over the tokens up to it."""
    rows = []
    for t, row in enumerate(scores):
        past = np.asarray(row[: t + 1])
        rows.append(past @ values[: t + 1] / (past.sum() if normalise else 1))
    return np.array(rows)


def kernel(g, phi_q, phi_k, *, normalise):
    scores = np.array([[phi_q(q) @ phi_k(k) for k in g.k] for q in g.q])
    return weighted(scores, g.v, normalise=normalise)


def attention(g, scores):
    return np.array([softmax(np.array(row[: t + 1])) @ g.v[: t + 1] for t, row in enumerate(scores)])


def decayed(queries, keys, values, decay):
    """Sums over earlier tokens, where `decay(s, t)` is what is left of token s at token t, by channel of the key."""
    out = []
    for t in range(len(queries)):
        out.append(sum((queries[t] * decay(s, t)) @ keys[s] * values[s] for s in range(t + 1)))
    return np.array(out)


def by_gate(gate):
    return lambda s, t: np.prod(gate[s + 1 : t + 1], axis=0)


def steps(g, step, rows=None, columns=None, dtype=float):
    """Outputs of `step(S, t) -> (S, o)`."""
    state = np.zeros((rows or g.v.shape[1], columns or g.q.shape[1]), dtype=dtype)
    out = []
    for t in range(g.tokens):
        state, o = step(state, t)
        out.append(o)
    return np.array(out)


def delta(g, t, state, decay, beta):
    """One token of a delta rule: what the memory returns for the key is replaced by the value."""
    state = decay(state)
    return state + np.outer(beta * (g.v[t] - state @ g.k[t]), g.k[t])


# Sums of feature maps.


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
    q, k = ([getattr(g, "gamma_" + a) * layer_norm(x) + getattr(g, "beta_" + a) for x in xs] for a, xs in
            (("Q", g.q), ("K", g.k)))
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
        packed = np.mean([np.outer(g.v[s], elu1(g.P @ g.k[s])) for s in range(t + 1)], axis=0) * (t + 1) / (t + 1)
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
    return np.array([sum(v * (k @ np.linalg.pinv(g.G) @ kappa[t]) for v, k in zip(g.v, kappa, strict=True))
                     for t in range(g.tokens)])


# Decays.


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
    weight = np.array([[np.prod(g.g[s + 1 : t + 1]) * (1 - g.g[s]) if s <= t else 0 for s in range(g.tokens)]
                       for t in range(g.tokens)])
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
    weight = np.array([[np.prod(g.f[s + 1 : t + 1]) * g.i[s] if s <= t else 0 for s in range(g.tokens)]
                       for t in range(g.tokens)])
    scores = weight * (g.q @ g.k.T)
    return g.g * (scores @ g.v) / np.maximum(np.abs(scores.sum(1)), 1)[:, None]


# Delta rules.


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


# Softmax and caches.


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


# State-space models, as convolutions with their kernels.


def convolved(g, kernel_at, skip):
    """`kernel_at(j)` is the weight of the input j tokens ago."""
    return np.array([sum(kernel_at(j) * g.x[t - j] for j in range(t + 1)) + skip * g.x[t] for t in range(g.tokens)])


@method("s4", "lssl")
def _(g):
    read = g.bar_C if hasattr(g, "bar_C") else g.C
    return convolved(g, lambda j: read[0] @ np.linalg.matrix_power(g.bar_A, j) @ g.bar_B, g.D)


@method("s4d")
def _(g):
    return convolved(g, lambda j: 2 * (g.C[0] * g.bar_A**j @ g.bar_B).real, g.D)


@method("dss")
def _(g):
    return convolved(g, lambda j: (g.bar_C[0] * np.exp(j * g.Delta * g.Lambda) @ g.bar_B).real, 0)


@method("dlr")
def _(g):
    return convolved(g, lambda j: (g.w @ g.lambda_**j).real, 0)


@method("mega")
def _(g):
    stay = 1 - g.alpha * g.delta
    return convolved(g, lambda j: g.eta @ (stay**j * g.alpha * g.beta), 0)


@method("rtf")
def _(g):
    companion = g.comp(g.a)
    first = g.e_1
    return convolved(g, lambda j: g.c @ np.linalg.matrix_power(companion, j - 1) @ first if j else 0, g.D)


@method("lru")
def _(g):
    return np.array([
        sum((g.C @ (g.lambda_ ** (t - s) * g.gamma * (g.B @ g.x[s]))).real for s in range(t + 1)) + g.D @ g.x[t]
        for t in range(g.tokens)
    ])


@method("s5")
def _(g):
    return np.array([
        2 * sum((g.tilde_C @ (g.bar_Lambda ** (t - s) * (g.bar_B @ g.x[s]))).real for s in range(t + 1)) + g.D * g.x[t]
        for t in range(g.tokens)
    ])


@method("hippo")
def _(g):
    out, state = [], np.zeros(len(g.B))
    for t in range(1, g.tokens + 1):
        state = state - g.A @ state / t + g.B * g.x[t - 1] / t
        out.append(state)
    return np.array(out)


@method("mamba")
def _(g):
    out = []
    for t in range(g.tokens):
        total = np.cumsum(g.Delta)
        kernel_ = [np.exp((total[t] - total[s]) * g.A) * g.Delta[s] * g.B[s] * g.x[s] for s in range(t + 1)]
        out.append(sum(kernel_) @ g.C[t] + g.D * g.x[t])
    return np.array(out)


@method("liquid-s4")
def _(g):
    state, out = np.zeros(len(g.bar_B)), []
    for x in g.x:
        state = g.bar_A @ state + g.bar_B * state * x + g.bar_B * x
        out.append(g.bar_C[0] @ state)
    return np.array(out)


@method("linoss")
def _(g):
    # Both equations as one matrix of twice the size.
    n, one = len(g.A), np.eye(len(g.A))
    step = np.block([[one, -np.diag(g.Delta * g.A)], [np.diag(g.Delta), one - np.diag(g.Delta**2 * g.A)]])
    enter = np.vstack([np.diag(g.Delta) @ g.B, np.diag(g.Delta**2) @ g.B])
    state, out = np.zeros(2 * n, dtype=complex), []
    for x in g.x:
        state = step @ state + enter @ x
        out.append((g.C @ state[n:]).real + g.D * x)
    return np.array(out)


@method("h3")
def _(g):
    shifted = np.array([sum(g.a[j] * g.k[t - j] for j in range(min(4, t + 1))) for t in range(g.tokens)])
    g.x = shifted * g.v
    return g.q * convolved(g, lambda j: (g.C[0] * g.bar_A**j) @ g.bar_B, g.D)


@method("tnn")
def _(g):
    return convolved(g, lambda j: g.lambda_**j * g.RPE([float(j)]), 0)


@method("hyena")
def _(g):
    signal = g.v
    for gate in range(2):
        filtered = [
            sum(g.h([float(t - s)]) * signal[s] for s in range(t + 1)) for t in range(g.tokens)
        ]
        signal = g.x[:, gate] * np.array(filtered)
    return signal


@method("lmu")
def _(g):
    memory, last, out = np.zeros(len(g.e_m)), np.zeros(len(g.e_h)), []
    for x in g.x:
        signal = np.concatenate([g.e_x, g.e_h, g.e_m]) @ np.concatenate([x, last, memory])
        memory = g.bar_A @ memory + g.bar_B * signal
        last = g.f(np.hstack([g.W_x, g.W_h, g.W_m]) @ np.concatenate([x, last, memory]))
        out.append(last)
    return np.array(out)


# Gated recurrent networks.


def mixed(gate, new, write=None):
    """What is left of every earlier input, added up: `gate` is the share that stays."""
    write = 1 - gate if write is None else write
    return np.array([
        sum(np.prod(gate[s + 1 : t + 1], axis=0) * write[s] * new[s] for s in range(t + 1)) for t in range(len(new))
    ])


@method("rg-lru")
def _(g):
    return mixed(g.a, g.i * g.x, np.sqrt(1 - g.a**2))


@method("mingru")
def _(g):
    return mixed(1 - sigmoid(g.x @ g.W_z.T), g.tilde_h)


@method("minlstm")
def _(g):
    forget, enter = sigmoid(g.x @ g.W_f.T), sigmoid(g.x @ g.W_i.T)
    return mixed(forget / (forget + enter), g.tilde_h)


@method("mlgru")
def _(g):
    return g.g * mixed(g.f, g.c)


@method("qrnn")
def _(g):
    return g.g * mixed(g.f, g.z)


@method("hgrn")
def _(g):
    states = mixed(g.lambda_ * (np.cos(g.theta) + 1j * np.sin(g.theta)), g.c, 1 - g.lambda_)
    return np.array([layer_norm(a * np.concatenate([h.real, h.imag])) for a, h in zip(g.g, states, strict=True)])


@method("sru")
def _(g):
    cell, out = np.zeros(g.x.shape[1]), []
    for t, x in enumerate(g.x):
        forget = sigmoid(g.W_f @ x + g.u * cell + g.b)
        cell = forget * cell + (1 - forget) * (g.W @ x)
        out.append(g.r[t] * cell + (1 - g.r[t]) * x)
    return np.array(out)


@method("slstm")
def _(g):
    cell = norm = last = np.zeros(g.x.shape[1])
    out = []
    for x in g.x:
        forget, enter, new, gate = (getattr(g, "W_" + a) @ x + getattr(g, "R_" + a) @ last for a in "fizg")
        cell = sigmoid(forget) * cell + np.exp(enter) * np.tanh(new)
        norm = sigmoid(forget) * norm + np.exp(enter)
        last = sigmoid(gate) * cell / norm
        out.append(last)
    return np.array(out)
