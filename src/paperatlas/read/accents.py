"""Accents as LaTeX writes them, which are letters in YAML."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ..latex import letters_in, with_letters
from ..patterns import regex
from .hints import Fault, write

# In double quotes, YAML takes the backslash away and leaves `{"o}`.
HIDDEN = regex(r"\"[^\n]*\{\\\"\{?[A-Za-z]\}")


def without_hidden_accents(lines: list[str], _: Collection[str]) -> Iterator[Fault]:
    """Writes the letters in lines in which YAML would take an accent for something else."""
    for number, line in enumerate(lines):
        if HIDDEN.search(line) and (fault := accents([line])):
            lines[number] = fault.right[0]
            yield Fault(number, fault.column, fault.message, fault.hint)


def accents(lines: Sequence[str]) -> Fault | None:
    """The fault of the lines of a field with accents of LaTeX outside formulas."""
    found = [(number, one) for number, line in enumerate(lines) if "\\" in line for one in letters_in(line)]
    if not found or any("$" in line for line in lines):
        return None
    right = tuple(with_letters(line) if "\\" in line else line for line in lines)
    number, first = found[0]
    words = [_word_around(lines[n], one.start()) for n, one in found]
    message, hint = f"'{words[0]}' is LaTeX", write(right[number])
    others = [f"'{right[n].strip()}'" for n in sorted({n for n, _ in found}) if n != number]
    if others:
        hint += f", and below it {' and '.join(others)}"
    elif rest := [f"'{word}'" for word in dict.fromkeys(words) if word != words[0]]:
        message += f", and so {'is' if len(rest) == 1 else 'are'} {' and '.join(rest)}"
    return Fault(number, first.start(), message, hint, right=right)


def _word_around(line: str, at: int) -> str:
    begin = max(line.rfind(mark, 0, at) for mark in " [,\"'") + 1
    end = re.compile(r"[\s,\]]|$").search(line, at)
    return line[begin : end.start() if end else len(line)].rstrip("\"'")
