"""Writes numbers as text that compresses well: one character each. `src/paperatlas/assets/search/columns.js` reads it.

UTF-8 takes more bytes for larger numbers, as a varint does, and the file is still JSON, which servers compress. The
one-byte characters stand for 92 numbers: those from `#` on, without the backslash, which JSON must escape. Surrogates
are not characters and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable

FIRST_CHAR, BACKSLASH, SURROGATES, AFTER_SURROGATES = 0x23, 0x5C, 0xD800, 0xE000


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
    code = number + FIRST_CHAR
    code += code >= BACKSLASH
    return chr(code if code < SURROGATES else code + AFTER_SURROGATES - SURROGATES)
