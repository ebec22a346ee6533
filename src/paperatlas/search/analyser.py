"""Splits text into the words that are searched.

`src/paperatlas/assets/shared/analyser.js` does the same; both must pass the examples in `tests/search/cases.json`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ..patterns import regex
from ..words import LETTERS

_LETTERS = LETTERS | {ord("ς"): "σ"}  # at the end of a word; `casefold` does the same, `lower` does not
# Too common to tell papers apart: the text tier leaves them out, and a paper need not have them to match a query.
SMALL = frozenset(
    ("a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "of", "on", "the", "to", "via", "with")
)
# JavaScript's `\s`, minus characters that NFKD folds to a space. Python's `\s` matches other characters.
_CHUNK = regex("[^\t-\r \u1680\u2028\u2029\ufeff]+")

_ASCII_RUN = regex(r"[a-z0-9]+")


def fold(text: str) -> str:
    """The text in lower case, without the marks of any script.

    `words.fold` differs: it uses `casefold`, which JavaScript does not have, and keeps marks that are not accents.

    >>> fold("Größe, हिन्दी")
    'grosse, हनद'
    """
    if text.isascii():
        return text.lower()
    # Twice, because NFKD can produce capitals: ™ becomes TM.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
        text = "".join(char for char in text if char.isascii() or unicodedata.category(char)[0] != "M")
    return text


@lru_cache(maxsize=1 << 12)  # a server splits the same summaries at every change
def words(text: str) -> list[str]:
    """The words of a text in order: its runs, and for runs with only punctuation between them also the runs joined.

    >>> words("Test-time RWKV-7, again")
    ['test', 'time', 'testtime', 'rwkv', '7', 'rwkv7', 'again']
    """
    found: list[str] = []
    for chunk in _CHUNK.findall(fold(text)):
        if chunk.isascii() and chunk.isalnum():  # most words
            found.append(chunk)
            continue
        parts = runs(chunk)
        found += parts
        if len(parts) > 1:
            found.append("".join(parts))
    return found


def runs(chunk: str) -> list[str]:
    """Runs of letters and numbers by their Unicode categories, as `[\\p{L}\\p{N}]+` finds them in JavaScript."""
    if chunk.isascii():
        return _ASCII_RUN.findall(chunk)
    kept = "".join(char if unicodedata.category(char)[0] in "LN" else " " for char in chunk)
    return kept.split()
