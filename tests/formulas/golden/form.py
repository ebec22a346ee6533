"""The form of the files here: inputs by the symbols of a method, and what a reference gives for them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def save(key, source, by_token, output, *, allowed=1e-9, because="", fixed=None, initial=None):
    """Writes a file: the inputs have a list for each token. `because` says why a difference is allowed, if one is.

    `initial` has what is kept before the first token, where it is not 0.
    """
    assert np.isfinite(np.asarray(output)).all(), key
    content = {
        "source": source,
        "allowed": allowed,
        "because": because,
        "by_token": {symbol: written(values) for symbol, values in by_token.items()},
        "fixed": {symbol: written(value) for symbol, value in (fixed or {}).items()},
        "initial": {symbol: written(value) for symbol, value in (initial or {}).items()},
        "output": written(output),
    }
    text = json.dumps({name: value for name, value in content.items() if value not in ("", {})})
    (HERE / f"{key}.json").write_text(text.replace(', "', ',\n "') + "\n", encoding="utf-8")


def written(value):
    found = np.asarray(value)
    if np.iscomplexobj(found):
        return {"real": found.real.tolist(), "imaginary": found.imag.tolist()}
    return found.tolist()


def read(value):
    """An array of what `written` gives."""
    if isinstance(value, dict):
        return np.array(value["real"]) + 1j * np.array(value["imaginary"])
    return np.array(value, dtype=float)
