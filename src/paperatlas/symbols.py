"""The symbols that a formula uses."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from .maths import parsed

_ACCENTS = {"~": "\u0303", "˜": "\u0303", "^": "\u0302", "ˆ": "\u0302", "¯": "\u0304", "‾": "\u0304"}
# Signs that every reader knows.
_COMMON = frozenset("=+−-/()[]{},;:.|<>≤≥…⋯'′!") | {"", "\u2061"}


@lru_cache(maxsize=4096)
def symbols(latex: str) -> tuple[str, ...]:
    r"""The letters, names and operators in a formula, each once: with accents, without subscripts and styles.

    Letters of the indices are left out.

    >>> symbols(r"\bar{A} = \exp(\Delta_t A) \odot \mathbf{1}")
    ('Ā', 'exp', 'Δ', 'A', '⊙', '1')

    Raises:
        FormulaError: the formula cannot be read.
    """
    return tuple(dict.fromkeys(_found(parsed(latex))))


def _found(node: Element) -> Iterator[str]:
    match node.tag:
        case "msub" | "munder":
            yield from _found(node[0])
        case "msubsup" | "munderover":
            yield from _found(node[0])
            yield from _found(node[2])
        case "mover" if node.get("accent"):
            (letter,) = list(_found(node[0])) or [""]
            yield unicodedata.normalize("NFC", letter + _ACCENTS.get(node[1].text or "", ""))
        case "mi" | "mo":
            text = "".join(
                unicodedata.normalize("NFKC", char) if char > "\U0001d3ff" else char for char in node.text or ""
            )
            if text not in _COMMON:
                yield text
        case "mtext" | "mn":
            pass
        case _:
            for inside in node:
                yield from _found(inside)
