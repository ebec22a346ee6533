"""Titles with formulas, `$O(n)$`: as MathML for pages, and as plain text for where there is no MathML."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Protocol
from xml.etree.ElementTree import Element

from markupsafe import Markup, escape

from .maths import mathml, parsed
from .patterns import regex


class Titled(Protocol):
    """A paper, as far as this module knows it."""

    @property
    def title(self) -> str: ...

    @property
    def label(self) -> str: ...


# As in Pandoc: no space after the first dollar sign or before the second, and no digit after it: not "$5 and $10".
_FORMULA = regex(r"(?<![\\$])\$(?=[^\s$])([^$]*[^\s$\\])\$(?![\d$])")
_FUNCTION = regex("[a-z]{2,}")
_SUPER = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_ACCENTS = {
    "~": "\u0303",
    "˜": "\u0303",
    "^": "\u0302",
    "ˆ": "\u0302",
    "‾": "\u0304",
    "¯": "\u0304",
    "˙": "\u0307",
    "¨": "\u0308",
    "→": "\u20d7",
}
_SUB = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))


def parts(title: str) -> list[tuple[str, bool]]:
    """The title in parts: each with whether it is the LaTeX of a formula.

    >>> parts("Clocks in $O(n)$ time"), parts("Clocks for $5 or $10")
    ([('Clocks in ', False), ('O(n)', True), (' time', False)], [('Clocks for $5 or $10', False)])
    """
    if "$" not in title:
        return [(title, False)]
    found = _FORMULA.split(title)
    return [(part, bool(index % 2)) for index, part in enumerate(found) if part]


def typeset(title: str) -> Markup | str:
    """The title for a page, with its formulas as MathML.

    Raises:
        FormulaError: a formula cannot be read.
    """
    if "$" not in title:
        return title
    return Markup("").join(Markup(mathml(part)) if is_maths else escape(part) for part, is_maths in parts(title))


def subtitle(paper: Titled) -> str:
    """The title, without the short name if it begins with that; "" if the paper has no name but its title."""
    if paper.label == paper.title:
        return ""
    name, colon, rest = paper.title.partition(": ")
    return rest if colon and name.casefold() == paper.label.casefold() else paper.title


def plain(title: str) -> str:
    r"""The title as text, with its formulas in Unicode as far as that goes.

    >>> plain(r"Clocks in $\mathcal{O}(n^2)$ or $\tilde{O}(n^{1+\epsilon})$, with $\sqrt{d_k}$")
    'Clocks in O(n²) or Õ(n^(1+ϵ)), with √(d_k)'
    """
    if "$" not in title:
        return title
    return "".join(plain_formula(part) if is_maths else part for part, is_maths in parts(title))


@lru_cache(maxsize=4096)
def plain_formula(latex: str) -> str:
    """A formula as text.

    Raises:
        FormulaError: it cannot be read.
    """
    # The name of a function, such as log, must not run into the letters beside it.
    return re.sub(r"(?<=[^\W_])\0+(?=[^\W_])", " ", _text(parsed(latex))).replace("\0", "")


def _text(node: Element) -> str:
    name, inside = node.tag.rpartition("}")[2], [_text(child) for child in node]
    if name == "msup":
        return inside[0] + _raised(inside[1], _SUPER, "^")
    if name in ("msub", "munder"):
        return inside[0] + _raised(inside[1], _SUB, "_")
    if name in ("msubsup", "munderover"):
        return inside[0] + _raised(inside[1], _SUB, "_") + _raised(inside[2], _SUPER, "^")
    if name == "mfrac":
        return "/".join(map(_grouped, inside))
    if name == "msqrt":
        return "√" + _grouped("".join(inside))
    if name == "mover":
        return unicodedata.normalize("NFC", inside[0] + _ACCENTS.get(inside[1], ""))
    if not inside:
        text = node.text or ""
        # A styled letter, such as a double-struck R, becomes the letter. NFKC would also change characters such as "…".
        text = "".join(unicodedata.normalize("NFKC", char) if char > "\U0001d3ff" else char for char in text)
        text = re.sub("[\ufe00-\ufe0f\u2061-\u2064]", "", text).replace("−", "-")
        return f"\0{text}\0" if name == "mi" and _FUNCTION.fullmatch(text) else text
    return "".join(inside)


def _raised(text: str, known: dict[str, str], mark: str) -> str:
    if all(char in known for char in text):
        return "".join(known[char] for char in text)
    return mark + _grouped(text)


def _grouped(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() else f"({text})"
