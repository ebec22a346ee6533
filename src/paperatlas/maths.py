"""LaTeX to MathML, at build time."""

from __future__ import annotations

import html
from functools import lru_cache
from xml.etree.ElementTree import Element, fromstring

from math_core import LatexError, LatexToMathML

from .patterns import regex

_converter = LatexToMathML(fancy_error=False)
# The converter is recursive: without a limit, a file of braces would overflow the stack and end the process.
MOST_CHARACTERS = 2000
# Its time is exponential in the number of unmatched opening brackets, and it does not document which brackets it
# matches: 40 would take hours.
MOST_OPENING = 16
_OPENING = regex(
    r"[(\[⟨⌈⌊⟦⦃⟪⌜⌞⟮⎰❲]|\\(?:\{|[ul]lcorner|llbracket"
    r"|l(?:ang|angle|Angle|brace|Brace|brack|bracket|paren|ceil|floor|vert|Vert|group|moustache)(?![A-Za-z]))"
)
_OFFSET = regex(r"^(\d+): ?")
_ENTITY = regex(r"&(?!(?:lt|gt|amp|quot|apos);)\w+;")


class FormulaError(ValueError):
    """A formula that cannot be read. `offset` is the position of the error, in characters from the start."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@lru_cache(maxsize=4096)
def mathml(latex: str) -> str:
    """The formula as an inline MathML Core element, with all text escaped.

    Raises:
        FormulaError: unbalanced braces, missing arguments, unknown commands, more than `MOST_CHARACTERS`.
    """
    if len(latex) > MOST_CHARACTERS:
        raise FormulaError(
            f"The formula has {len(latex):,} characters; the limit is {MOST_CHARACTERS:,}.", MOST_CHARACTERS
        )
    opening = [found.start() for found in _OPENING.finditer(latex)]
    if len(opening) > MOST_OPENING:
        message = f"The formula has {len(opening)} opening brackets; the limit is {MOST_OPENING}."
        raise FormulaError(message, opening[MOST_OPENING])
    try:
        return str(_converter.convert_with_local_state(latex, displaystyle=False))
    except LatexError as error:
        message = str(error)
        found = _OFFSET.match(message)
        offset = int(found[1]) if found else 0
        raise FormulaError(_OFFSET.sub("", message), offset) from None


def parsed(latex: str) -> Element:
    """The formula as a tree of MathML elements.

    Raises:
        FormulaError: as for `mathml`.
    """
    return fromstring(without_entities(mathml(latex)))


def without_entities(text: str) -> str:
    """The text with entities that only HTML knows as characters."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)
