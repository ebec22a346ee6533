"""LaTeX in names and titles: accents and letters as the characters that they are."""

from __future__ import annotations

import re
import unicodedata

from .patterns import regex

_ACCENTS = dict(zip("`'^~\"=.uvHckrdb", "\u0300\u0301\u0302\u0303\u0308\u0304\u0307\u0306\u030c\u030b\u0327\u0328"
                    "\u030a\u0323\u0331", strict=True))  # fmt: skip
_ACCENT = regex(r"""(\{)?\\([`'^~"=.]|[uvHckrdb](?=[\s{]))\s*(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))(?(1)\})""")
_LETTERS = {
    **{"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø"},
    **{"l": "ł", "L": "Ł", "i": "i", "j": "j"},
}
_LETTER = regex(r"(\{)?\\(" + "|".join(_LETTERS) + r")(?![A-Za-z])(?:\{\}|\s)?(?(1)\})")


def letters_in(text: str) -> list[re.Match[str]]:
    r"""The accents and letters of LaTeX in a text.

    >>> [one[0] for one in letters_in(r"Nystr{\"o}m and {\L}ukasz")]
    ['{\\"o}', '{\\L}']
    """
    return sorted((*_ACCENT.finditer(text), *_LETTER.finditer(text)), key=lambda one: one.start())


def with_letters(text: str) -> str:
    r"""The text with each accent and letter of LaTeX as a character.

    >>> with_letters(r"Nystr{\"o}m, {\L}ukasz, Ren\'e, Ka\v{r}el, $\lambda$")
    'Nyström, Łukasz, René, Kařel, $\\lambda$'
    """
    text = _ACCENT.sub(lambda one: unicodedata.normalize("NFC", (one[3] or one[4]) + _ACCENTS[one[2]]), text)
    return _LETTER.sub(lambda one: _LETTERS[one[2]], text)
