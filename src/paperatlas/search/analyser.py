"""Text to the words that are searched, as `docs/assets/search/analyser.js` does it; one table of cases holds both."""

from __future__ import annotations

import re
import unicodedata

from ..words import LETTERS

_LETTERS = LETTERS | {ord("ς"): "σ"}  # the second form of one letter, which only `casefold` joins
# Too common to tell papers apart: the text tier leaves them out, and a query need not find them.
SMALL = frozenset(
    ("a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "of", "on", "the", "to", "via", "with")
)
# What JavaScript takes for white space, but for that which NFKD makes plain spaces; Python's own `\s` is another.
_CHUNK = re.compile("[^\t-\r \u1680\u2028\u2029\ufeff]+")


def letters(text: str) -> str:
    """The text in lower case, without marks of any script.

    Not `words.fold`, as JavaScript knows no `casefold`, and marks that are no accents stay in addresses.

    >>> letters("Größe, हिन्दी")
    'grosse, हनद'
    """
    if text.isascii():
        return text.lower()
    # Twice, because taking a letter apart can bring forth capitals (the sign for trade mark is TM).
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
        text = "".join(char for char in text if char.isascii() or unicodedata.category(char)[0] != "M")
    return text


def words(text: str) -> list[str]:
    """The words of a text in order: runs of letters and digits, and joined where punctuation alone parts them.

    >>> words("Test-time RWKV-7, again")
    ['test', 'time', 'testtime', 'rwkv', '7', 'rwkv7', 'again']
    """
    found: list[str] = []
    for chunk in _CHUNK.findall(letters(text)):
        parts = runs(chunk)
        found += parts
        if len(parts) > 1:
            found.append("".join(parts))
    return found


def runs(chunk: str) -> list[str]:
    """Runs of letters and numbers by their Unicode categories, as `[\\p{L}\\p{N}]+` finds them in JavaScript."""
    if chunk.isascii():
        return re.findall(r"[a-z0-9]+", chunk)
    kept = "".join(char if unicodedata.category(char)[0] in "LN" else " " for char in chunk)
    return kept.split()
