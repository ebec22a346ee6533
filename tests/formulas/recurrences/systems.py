"""State-space models, as convolutions with their kernels, and gated recurrent networks."""

from __future__ import annotations

import numpy as np

from .common import layer_norm, method, sigmoid


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
    return convolved(g, lambda j: (g.bar_C[0] * np.exp(j * g.Delta * g.Lambda) @ g.bar_B).real, g.D)


@method("dlr")
def _(g):
    return convolved(g, lambda j: (g.w @ g.lambda_**j).real, 0)


@method("mega")
def _(g):
    stay = 1 - g.alpha * g.delta
    return convolved(g, lambda j: g.eta @ (stay**j * g.alpha * g.beta), g.D)


@method("rtf")
def _(g):
    companion = g.comp(g.a)
    first = g.e_1
    return convolved(g, lambda j: g.c @ np.linalg.matrix_power(companion, j - 1) @ first if j else 0, g.D)


@method("lru")
def _(g):
    return np.array(
        [
            sum((g.C @ (g.lambda_ ** (t - s) * g.gamma * (g.B @ g.x[s]))).real for s in range(t + 1)) + g.D @ g.x[t]
            for t in range(g.tokens)
        ]
    )


@method("s5")
def _(g):
    return np.array(
        [
            2 * sum((g.tilde_C @ (g.bar_Lambda ** (t - s) * (g.bar_B @ g.x[s]))).real for s in range(t + 1))
            + g.D * g.x[t]
            for t in range(g.tokens)
        ]
    )


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
        filtered = [sum(g.h([float(t - s)]) * signal[s] for s in range(t + 1)) for t in range(g.tokens)]
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


def mixed(gate, new, write=None):
    """What is left of every earlier input, added up: `gate` is the share that stays."""
    write = 1 - gate if write is None else write
    return np.array(
        [sum(np.prod(gate[s + 1 : t + 1], axis=0) * write[s] * new[s] for s in range(t + 1)) for t in range(len(new))]
    )


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
