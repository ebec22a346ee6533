"""Citation keys, such as yang2024gated: what follows the backslash and `cite` in a reader's text.

A key that is published lasts. So an entry keeps it in `cite_key`; only a paper without one gets a key from its authors,
year and title. That key is never one that another paper has, or had before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from .patterns import regex
from .people import Name
from .titles import plain
from .words import comparable_title, fold

_SMALL = frozenset(
    ["a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "via", "with"]
)
_BRACKETS = regex(r"\s*[(\[<{（][^)\]>}）]*[)\]>}）]")
_NOT_A_LETTER = regex(r"[^a-z]")


def bare_name(author: str) -> str:
    """The name without what is in brackets, such as a university, which no key should have.

    >>> bare_name("Jan Łoś (Kraków)")
    'Jan Łoś'
    """
    return _BRACKETS.sub("", author).strip() or author


def stem(first_author: Name, year: str, title: str) -> str:
    """The key of a paper if no other has it: the family name, the year, and the first word of the title that says more.

    >>> stem(Name("Łoś", "Jan"), "2020", "On the clocks of Kraków")
    'los2020clocks'
    """
    family = _NOT_A_LETTER.sub("", fold(first_author.surname))
    words = comparable_title(plain(title)).split()
    return f"{family or 'anon'}{year}" + next((word for word in words if word not in _SMALL and word.isascii()), "")


def new_keys(stems: Iterable[tuple[str, str]], taken: Iterable[str]) -> Mapping[str, str]:
    """A key for each paper that has none, from its stem: with a letter if the key is taken. The first ones come first.

    >>> new_keys([("sun", "ada2020clock"), ("moon", "ada2020clock")], ["Ada2020Clock"])
    {'sun': 'ada2020clockb', 'moon': 'ada2020clockc'}
    """
    used = {key.lower() for key in taken}  # bibtex ignores the case of keys
    suffixes: dict[str, Iterator[str]] = {}
    keys: dict[str, str] = {}
    for paper, start in stems:
        letters = suffixes.setdefault(start, map(_suffix, count()))
        keys[paper] = next(key for letter in letters if (key := start + letter) not in used)
        used.add(keys[paper])
    return keys


def _suffix(number: int) -> str:
    """Nothing for the first paper of a stem, then b to z, aa, ab, and so on.

    >>> [_suffix(number) for number in (0, 1, 25, 26)]
    ['', 'b', 'z', 'aa']
    """
    if number == 0:
        return ""
    letters = ""
    while number >= 0:
        letters = chr(ord("a") + number % 26) + letters
        number = number // 26 - 1
    return letters
