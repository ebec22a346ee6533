"""Writes the inputs and outputs of reference implementations, as they are in installed packages.

    pip install torch fla-core einops transformers xlstm && python -m tests.formulas.golden.write

Run it once for a new reference. The tests read the files and need none of these packages. All is computed in double
precision; a reference that adds a small number to a divisor says so in `allowed`.
"""

from __future__ import annotations

import importlib
import importlib.util
from importlib.metadata import distribution, version

import torch

from .form import save

TOKENS, D_K, D_V, SLOTS, STEPS = 5, 3, 4, 2, 2
torch.set_default_dtype(torch.float64)
# The references compute in single precision.
torch.Tensor.float = torch.Tensor.double
torch.float = torch.float32 = torch.float64
random = torch.Generator().manual_seed(7)


def alone(package, file):
    """A module of a package, without the rest, which may need a compiler for graphics processors."""
    path = next(one for one in distribution(package).files if str(one) == file)
    spec = importlib.util.spec_from_file_location(file.replace("/", "_"), path.locate())
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def naive(name, file="naive"):
    return alone("fla-core", f"fla/ops/{name}/{file}.py")


def real(*shape):
    return torch.randn(*shape, generator=random)


def share(*shape):
    return 0.1 + 0.8 * torch.rand(*shape, generator=random)


def unit(*shape):
    return torch.nn.functional.normalize(real(*shape), dim=-1)


def whole(x, *, heads_first=False):
    """One batch and one head."""
    return x[None, None] if heads_first else x[None, :, None]


def plain(result, *, heads_first=False):
    found = result[0] if isinstance(result, tuple) else result
    return found[0, 0] if heads_first else found[0, :, 0]


def inputs(d_v=D_V):
    return {"q": real(TOKENS, D_K), "k": unit(TOKENS, D_K), "v": real(TOKENS, d_v)}


def keep(key, function, given, output, *, package="fla-core", allowed=1e-9, because="", **fixed):
    """Writes a file: inputs by the symbols of the method, a list for each token, and what the reference gives."""
    source = f"{package} {version(package)}, {function}"
    save(key, source, given, output, allowed=allowed, because=because, fixed=fixed)


def main():
    root = D_K**0.5
    g = inputs()
    q, k, v = g["q"], g["k"], g["v"]
    a, b, s = share(TOKENS, D_K), share(TOKENS), share(TOKENS)

    of = naive("gla").naive_recurrent_gla
    keep("gla", of.__name__, {**g, r"\alpha": a}, plain(of(whole(q) * root, whole(k), whole(v), whole(a.log()))))
    keep(
        "hgrn2",
        of.__name__,
        {"q": q, "f": a, "i": v},
        plain(of(whole(q) * root, whole(1 - a), whole(v), whole(a.log()))),
    )

    of = naive("retention").naive_retention
    out = plain(
        of(whole(q, heads_first=True) * root, whole(k, heads_first=True), whole(v, heads_first=True)), heads_first=True
    )
    keep("retnet", of.__name__, g, out, **{r"\gamma": 1 - 2**-5})

    def features(x):
        return torch.nn.functional.elu(x) + 1

    of = naive("linear_attn").naive_recurrent_linear_attn
    out = plain(of(features(whole(q)), features(whole(k)), whole(v), scale=1.0, normalize=True))
    keep("linear-attention", of.__name__, g, out)

    of = naive("simple_gla").naive_recurrent_simple_gla
    keep("yoco", of.__name__, {**g, r"\gamma": s}, plain(of(whole(q), whole(k), whole(v), whole(s.log()), scale=1.0)))
    fixed = torch.full((TOKENS,), 0.9)
    out = plain(of(whole(q), whole(k), whole(v), whole(fixed.log()), scale=1.0))
    keep("lightning-attention", of.__name__, g, out, **{r"\lambda": 0.9})
    x, step = real(TOKENS, D_V), share(TOKENS)
    decay = (-0.7 * step)[None, :, None]
    out = plain(of(whole(q), whole(k), whole(step[:, None] * x), decay, scale=1.0)) + 0.3 * x
    keep("mamba2", of.__name__, {"q": q, "k": k, "x": x, r"\Delta": step}, out, A=-0.7, D=0.3)

    of = naive("delta_rule").delta_rule_recurrence
    first = {"heads_first": True}
    out = plain(of(whole(q, **first) * root, whole(k, **first), whole(v, **first), whole(b, **first)), **first)
    keep("deltanet", of.__name__, {**g, r"\beta": b}, out)

    of = naive("gated_delta_rule").naive_recurrent_gated_delta_rule
    out = plain(of(whole(q), whole(k), whole(v), whole(b), whole(s.log()), scale=1.0))
    keep("gated-deltanet", of.__name__, {**g, r"\alpha": s, r"\beta": b}, out)

    of = naive("kda").naive_recurrent_kda
    out = plain(of(whole(q), whole(k), whole(v), whole(a.log()), whole(b), scale=1.0))
    keep("kda", of.__name__, {**g, r"\alpha": a, r"\beta": b}, out)

    of = naive("gdn2").naive_recurrent_gdn2
    erase, write = share(TOKENS, D_K), share(TOKENS, D_V)
    out = plain(of(whole(q), whole(k), whole(v), whole(a.log()), whole(erase), whole(write), scale=1.0))
    keep("gated-deltanet-2", of.__name__, {**g, r"\alpha": a, "b": erase, "w": write}, out)

    of = naive("comba").naive_recurrent_comba
    out = plain(of(whole(q - 0.02 * k), whole(k), whole(v), whole(0.7 * k), whole(b), whole(s.log()), scale=1.0))
    keep("comba", of.__name__, {**g, r"\alpha": s, r"\beta": b, r"\tilde \beta": 0.7 * b * s}, out, d=0.02)

    of = naive("gated_delta_product").naive_recurrent_gated_delta_product
    keys, values, strength = unit(TOKENS, STEPS, D_K), real(TOKENS, STEPS, D_V), 2 * share(TOKENS, STEPS)
    flat = [one.flatten(0, 1) for one in (keys, values, strength)]
    out = plain(of(whole(q), whole(flat[0]), whole(flat[1]), None, whole(flat[2]), 1.0, num_householder=STEPS))
    keep("deltaproduct", of.__name__, {"q": q, "k": keys, "v": values, r"\beta": strength}, out, n_h=STEPS)

    of = naive("generalized_delta_rule/dplr").dplr_recurrence
    removed, rate, written = unit(TOKENS, D_K), share(TOKENS, D_K), real(TOKENS, D_K)
    given = [whole(one, **first) for one in (q * root, written, v, -removed, rate * removed, a.log())]
    keep(
        "rwkv7", of.__name__,
        {"r": q, "w": a, r"\hat \kappa": removed, "a": rate, "v": v, r"\tilde k": written}, plain(of(*given), **first),
    )  # fmt: skip

    of = naive("rwkv6", "recurrent_naive").naive_recurrent_rwkv6
    bonus = real(D_K)
    given = [whole(one, **first) for one in (q, k, v, a.log())]
    out = plain(of(*given, bonus[None], scale=1.0), **first)
    keep("rwkv6", of.__name__, {"r": q, "k": k, "v": v, "w": a}, out, u=bonus)
    given[-1] = whole(a[:1].log().expand(TOKENS, -1), **first)
    keep(
        "rwkv5",
        of.__name__,
        {"r": q, "k": k, "v": v},
        plain(of(*given, bonus[None], scale=1.0), **first),
        u=bonus,
        w=a[0],
    )

    of = naive("forgetting_attn").naive_forgetting_attn
    keep("fox", of.__name__, {**g, "f": s}, plain(of(whole(q), whole(k), whole(v), whole(s.log()), scale=1.0)))

    of = naive("attn").naive_parallel_attn
    keep("softmax-attention", of.__name__, g, plain(of(whole(q), whole(k), whole(v), scale=1.0)))

    same = inputs(D_K)
    given = [whole(same[one]) for one in "qkv"]
    of = naive("parallax").naive_parallax
    probe = real(TOKENS, D_K)
    keep("parallax", of.__name__, {**same, "r": probe}, plain(of(given[0], whole(probe), *given[1:], scale=1.0)))

    of = naive("path_attn").naive_path_attn
    turn = unit(TOKENS, D_K)
    out = plain(of(*given, whole(turn), whole(b), torch.zeros(1, TOKENS, 1), 1.0))
    keep("path-attention", of.__name__, {**same, "w": turn, r"\beta": b}, out)

    of = naive("mesa_net").naive_mesa_net_exact
    ridge = share(D_K)
    out = plain(of(*given, whole(s.log()), ridge[None], whole(b)))
    keep("mesanet", of.__name__, {**same, r"\gamma": s, r"\beta": b}, out, **{r"\Lambda": torch.diag(ridge)})

    of = naive("gsa").naive_recurrent_gsa
    slots = share(TOKENS, SLOTS)
    out = plain(of(whole(q), whole(k), whole(v), whole(1 - slots), whole(slots.log()), scale=1.0))
    keep("gsa", of.__name__, {**g, r"\alpha": slots}, out)

    of = naive("abc").naive_recurrent_abc
    given = [whole(one, **first) for one in (q, k, v, slots.log())]
    keep("abc", of.__name__, {**g, r"\phi": slots}, plain(of(*given, scale=1.0), **first))

    of = naive("hgrn").naive_recurrent_hgrn
    new, gate = real(TOKENS, D_V), share(TOKENS, D_V)
    forget = share(TOKENS, D_V)
    state = of(((1 - forget) * new)[None], forget.log()[None])[0][0]
    keep("qrnn", of.__name__, {"z": new, "f": forget, "g": gate}, gate * state)
    keep("mlgru", of.__name__, {"c": new, "f": forget, "g": gate}, gate * state)

    of = naive("based").naive_parallel_based
    given = [whole(one, **first) for one in (q, k, v)]
    because = "the reference adds 1e-6 to the normaliser"
    keep("based", of.__name__, g, plain(of(*given, scale=1.0), **first), allowed=1e-5, because=because)


def of_other_packages():
    k, v, r, bonus, rate = real(TOKENS, D_V), real(TOKENS, D_V), real(TOKENS, D_V), real(D_V), share(D_V)
    of = importlib.import_module("transformers.models.rwkv.modeling_rwkv").rwkv_linear_attention_cpu
    out = torch.sigmoid(r) * of(rate.log(), bonus, k[None], v[None])[0][0]
    keep("rwkv", of.__name__, {"r": r, "k": k, "v": v}, out, package="transformers", u=bonus, w=rate)

    of = alone("xlstm", "xlstm/blocks/mlstm/backends.py").recurrent_step_stabilized_simple
    q, k, v, gate = real(TOKENS, D_V), real(TOKENS, D_V), real(TOKENS, D_V), share(TOKENS, D_V)
    forget, write = share(TOKENS), 3 * share(TOKENS)
    state, out = [torch.zeros(1, 1, *size) for size in ((D_V, D_V), (D_V, 1), (1, 1))], []
    for t in range(TOKENS):
        one = [x[t].reshape(1, 1, 1, D_V).clone() for x in (q, k * D_V**0.5, v)]
        gates = [x.reshape(1, 1, 1, 1) for x in (write[t].log(), torch.logit(forget[t]))]
        names = ("igate_preact", "fgate_preact")
        found, state = of(*state, *one, **dict(zip(names, gates, strict=True)), eps=0)
        out.append(gate[t] * found.flatten())
    keep(
        "mlstm",
        of.__name__,
        {"q": q, "k": k, "v": v, "f": forget, "i": write, "g": gate},
        torch.stack(out),
        package="xlstm",
    )

    of = alone("xlstm", "xlstm/blocks/slstm/src/vanilla/slstm.py").slstm_forward_pointwise
    x = real(TOKENS, D_V)
    weights = {f"{kind}_{name}": real(D_V, D_V) / 2 for kind in "WR" for name in "ifzg"}
    state, out = torch.zeros(4, 1, D_V), []
    for t in range(TOKENS):
        raw = [
            torch.cat([weights[f"{kind}_{name}"] @ of_what for name in "ifzg"])[None]
            for kind, of_what in (("W", x[t]), ("R", state[0, 0]))
        ]
        state, _ = of(*raw, torch.zeros(1, 4 * D_V), state, {})
        out.append(state[0, 0])
    keep("slstm", of.__name__, {"x": x}, torch.stack(out), package="xlstm", **weights)


def of_squares():
    """A kernel of squares."""
    random.manual_seed(13)
    g = inputs(D_K)
    q, k, v = g["q"], g["k"], g["v"]

    of = naive("rebased").naive_parallel_rebased
    scales = {f"\\{letter}_{one}": real(D_K) for letter in ("gamma", "beta") for one in "QK"}
    maps = [
        torch.nn.functional.layer_norm(x, (D_K,), scales[rf"\gamma_{one}"], scales[rf"\beta_{one}"], eps=0)
        for x, one in ((q, "Q"), (k, "K"))
    ]
    given = [whole(one, heads_first=True) for one in (*maps, v)]
    because = "the reference adds 1e-6 to the normaliser"
    out = plain(of(*given, scale=1.0), heads_first=True)
    keep("rebased", of.__name__, g, out, allowed=1e-5, because=because, **scales)


if __name__ == "__main__":
    main()
    of_other_packages()
    of_squares()
