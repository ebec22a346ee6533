"""LaTeX to MathML, at build time."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from math_core import LatexError, LatexToMathML

_converter = LatexToMathML(fancy_error=False)
# The converter recurses; without a bound a file of braces would overflow its stack and end the process.
MOST_CHARACTERS = 2000
# It takes twice as long for each opening bracket that it finds no closing one for, and which it finds is its secret:
# 40 would take hours.
MOST_OPENING = 16
_OPENING = re.compile(
    r"[(\[⟨⌈⌊⟦⦃⟪⌜⌞⟮⎰❲]|\\(?:\{|[ul]lcorner|llbracket"
    r"|l(?:ang|angle|Angle|brace|Brace|brack|bracket|paren|ceil|floor|vert|Vert|group|moustache)(?![A-Za-z]))"
)
_OFFSET = re.compile(r"^(\d+): ?")


class FormulaError(ValueError):
    """A formula that cannot be read; `offset` is the place of the fault, in characters from its start."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


_IN_PAGE = re.compile(r"\$<code>([^<]*)</code>\$")


def with_maths(page: str) -> str:
    """The HTML of a page, with the formulas that its Markdown holds as $`...`$ in MathML. GitHub shows them too.

    Raises:
        FormulaError: one of them cannot be read; its message quotes it.
    """

    def converted(found: re.Match[str]) -> str:
        latex = html.unescape(found[1])
        try:
            return mathml(latex)
        except FormulaError as error:
            raise FormulaError(f"the formula $`{latex}`$ cannot be read: {error}", error.offset) from None

    return _IN_PAGE.sub(converted, page)


@lru_cache(maxsize=4096)
def mathml(latex: str) -> str:
    """The formula as an inline MathML Core element, all text in it escaped.

    Raises:
        FormulaError: unbalanced braces, missing arguments, unknown commands, more than `MOST_CHARACTERS`.
    """
    if len(latex) > MOST_CHARACTERS:
        raise FormulaError(f"A formula of {len(latex):,} characters; {MOST_CHARACTERS:,} is the most.", MOST_CHARACTERS)
    opening = [found.start() for found in _OPENING.finditer(latex)]
    if len(opening) > MOST_OPENING:
        message = f"A formula with {len(opening)} opening brackets; {MOST_OPENING} is the most."
        raise FormulaError(message, opening[MOST_OPENING])
    try:
        return str(_converter.convert_with_local_state(latex, displaystyle=False))
    except LatexError as error:
        message = str(error)
        found = _OFFSET.match(message)
        offset = int(found[1]) if found else 0
        raise FormulaError(_OFFSET.sub("", message), offset) from None
