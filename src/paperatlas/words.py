"""Text functions that every layer shares: folding, slugs, and the nearest known word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from .patterns import regex

# Letters that NFKD does not split into a base letter and a mark.
LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŋ": "n"}
)

_WORD = regex(r"\w+")
_SENTENCE_END = regex(r"[.!?](?= [A-Z0-9])")
_SLUG_WORD = regex(r"[^\W_]+")


def fold(text: str) -> str:
    """The text in lower case, without accents.

    >>> fold("Łukasz Größe, Ré")
    'lukasz grosse, re'
    """
    if text.isascii():
        return text.lower()
    # Twice: NFKD can produce capitals, such as TM from the trademark sign.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return "".join(char for char in text if not unicodedata.combining(char))


def comparable_title(text: str) -> str:
    """The title without case, accents and punctuation: equal for two spellings of the same title.

    >>> comparable_title("Mamba-2: {SSMs}, again!")
    'mamba 2 ssms again'
    """
    return " ".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=1 << 16)
def slug(text: str) -> str:
    """The text as part of a URL: lower-case words joined by hyphens. Letters of non-Latin scripts stay.

    >>> slug("Christopher Ré"), slug("J. Zico Kolter"), slug("陈伟")
    ('christopher-re', 'j-zico-kolter', '陈伟')
    """
    whole = "-".join(_SLUG_WORD.findall(fold(text)))
    # A folder's name has at most 255 bytes.
    return whole.encode()[:200].decode(errors="ignore").rstrip("-") if len(whole) > 50 else whole


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word most similar to a misspelt one, or None if there is none.

    >>> nearest("chunkwise-train", ["chunkwise-training", "kernels"])
    'chunkwise-training'
    """
    by_folded = {fold(name): name for name in known}
    found = get_close_matches(fold(word), by_folded, n=1, cutoff=likeness)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str], rest: str = "", likeness: float = 0.6) -> str:
    """A hint: the nearest known word, then `rest`, which says where to find them all.

    >>> did_you_mean("shadw", ["shadow", "stone"], "the tags are in tags.yml")
    "did you mean 'shadow'? the tags are in tags.yml"
    """
    near = nearest(word, known, likeness)
    parts = ([f"did you mean '{near}'?"] if near else []) + ([rest] if rest else [])
    return " ".join(parts)


def shortened(text: str, most: int = 160) -> str:
    """The text in one line of at most `most` characters: cut after a sentence, else after a word.

    >>> shortened("Sorts words. Then it stops.", 20), shortened("Sorts words by length.", 14)
    ('Sorts words.', 'Sorts words…')
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    start = text[: most + 1]
    end = max((found.end() for found in _SENTENCE_END.finditer(start)), default=0)
    if end > most // 3:
        return start[:end]
    words = text[:most].rpartition(" ")[0].rstrip(" ,;:.–—-")
    return (words or text[: most - 1]) + "…"


def within_edits(a: str, b: str, most: int) -> bool:
    """Whether at most `most` insertions, deletions or replacements turn `a` into `b` (Ukkonen's band).

    >>> within_edits("kitten", "sitting", 3), within_edits("kitten", "sitting", 2)
    (True, False)
    """
    if abs(len(a) - len(b)) > most:
        return False
    row = {j: j for j in range(min(len(b), most) + 1)}
    for i, char in enumerate(a, start=1):
        fresh: dict[int, int] = {}
        for j in range(max(0, i - most), min(len(b), i + most) + 1):
            if j == 0:
                fresh[j] = i
                continue
            change = row.get(j - 1, most + 1) + (char != b[j - 1])
            fresh[j] = min(change, row.get(j, most + 1) + 1, fresh.get(j - 1, most + 1) + 1)
        if min(fresh.values()) > most:
            return False
        row = fresh
    return row.get(len(b), most + 1) <= most


def initial(name: str) -> str:
    """The letter that a name has in an index: A to Z, or # for any other.

    >>> initial("Öz"), initial("陈伟")
    ('O', '#')
    """
    first = fold(name)[:1].upper()
    return first if "A" <= first <= "Z" else "#"
