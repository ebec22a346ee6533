"""LaTeX to MathML, at build time."""

from __future__ import annotations

import re
from functools import lru_cache

from math_core import LatexError, LatexToMathML

_converter = LatexToMathML(fancy_error=False)
# The converter recurses; without a bound a file of braces would overflow its stack and end the process.
MOST_CHARACTERS = 2000
# It also takes twice as long for each bracket that is opened and not closed: 40 would take hours.
MOST_OPEN = 8
_BRACKET = re.compile(r"\\[A-Za-z]+|\\.|[()\[\]]")
_OPENING = re.compile(r"[(\[]|\\{|\\l(angle|brace|brack|paren|ceil|floor|vert|Vert|group|moustache)")
_CLOSING = re.compile(r"[)\]]|\\}|\\r(angle|brace|brack|paren|ceil|floor|vert|Vert|group|moustache)")
_OFFSET = re.compile(r"^(\d+): ?")


class FormulaError(ValueError):
    """A formula that cannot be read; `offset` is the place of the fault, in characters from its start."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@lru_cache(maxsize=4096)
def mathml(latex: str) -> str:
    """The formula as an inline MathML Core element, all text in it escaped.

    Raises:
        FormulaError: unbalanced braces, missing arguments, unknown commands, more than `MOST_CHARACTERS`.
    """
    if len(latex) > MOST_CHARACTERS:
        raise FormulaError(f"A formula of {len(latex):,} characters; {MOST_CHARACTERS:,} is the most.", MOST_CHARACTERS)
    open_brackets = _open_brackets(latex)
    if len(open_brackets) > MOST_OPEN:
        raise FormulaError(f"{len(open_brackets)} brackets are opened and not closed.", open_brackets[0])
    try:
        return str(_converter.convert_with_local_state(latex, displaystyle=False))
    except LatexError as error:
        message = str(error)
        found = _OFFSET.match(message)
        offset = int(found[1]) if found else 0
        raise FormulaError(_OFFSET.sub("", message), offset) from None


def _open_brackets(latex: str) -> list[int]:
    """The places of brackets that nothing closes; any kind closes any other, as in [0, 1)."""
    places: list[int] = []
    for found in _BRACKET.finditer(latex):
        if _OPENING.fullmatch(found[0]):
            places.append(found.start())
        elif places and _CLOSING.fullmatch(found[0]):
            places.pop()
    return places
