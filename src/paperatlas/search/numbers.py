"""Numbers as text that compresses well: each is one character, as `docs/assets/search/index.js` reads it.

UTF-8 spends more bytes on a larger one, as a varint does, and the file stays JSON, which servers compress. Of the
characters of one byte, 92 are numbers: from `#` on, but for the backslash, which JSON must escape. Surrogates are no
characters and are stepped over.
"""

from __future__ import annotations

from collections.abc import Iterable

FIRST, BACKSLASH, SURROGATES, AFTER_SURROGATES = 0x23, 0x5C, 0xD800, 0xE000


def coded(numbers: Iterable[int]) -> str:
    """Numbers from 0 on, one character each.

    >>> coded([0, 56, 57, 91, 92])
    '#[]\\x7f\\x80'
    """
    return "".join(map(_char, numbers))


def coded_lines(rows: Iterable[Iterable[int]]) -> str:
    """A line for each row of numbers."""
    return "\n".join(map(coded, rows))


def _char(number: int) -> str:
    code = number + FIRST
    code += code >= BACKSLASH
    return chr(code if code < SURROGATES else code + AFTER_SURROGATES - SURROGATES)
