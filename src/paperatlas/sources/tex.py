"""Texts of LaTeX as plain text: accents, braces, dashes and fonts. Formulas stay."""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import Any

from ..patterns import regex

_SPECIAL = regex(r"[\\{}$~%]|--|``|''|\s\s|[\t\n\r]")
_FONT = regex(r"\\(?:text(?:it|bf|sc|tt|rm|sf|sl|up|md|normal)|emph|mbox|hbox|uppercase|ensuremath)\s*(?=\{)")
_BARE = regex(r"(?<!\\)[%&#]")  # comments and columns in LaTeX, but not in a title


@cache
def _converter() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # it is tolerant, and need not say so
    return LatexNodes2Text(math_mode="verbatim", keep_comments=True)


def plain(text: str) -> str:
    r"""The text as a reader sees it.

    >>> print(plain(r"A {GPU} clock of Nystr{\"o}m -- in $O(n)$, 90% of \textit{it}"))
    A GPU clock of Nyström – in $O(n)$, 90% of it
    """
    if not _SPECIAL.search(text):
        return text.strip()
    escaped = _BARE.sub(r"\\\g<0>", _FONT.sub("", text))
    try:
        found = str(_converter().latex_to_text(escaped))
    except Exception:  # it raises many kinds for text that is no LaTeX; then the text stays as it is
        found = text
    return re.sub(r"\s+", " ", found.replace("\xa0", " ")).strip()
