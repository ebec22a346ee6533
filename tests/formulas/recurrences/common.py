"""The methods once more, in plain numpy, from the equations of the papers and without our LaTeX.

Where a paper gives two forms, the one that the catalogue does not have is here: sums over all earlier tokens in place
of a recurrence, or a matrix of scores. `g` has the inputs by name: `g.q[t]` is a vector, `g.beta[t]` a number.
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
