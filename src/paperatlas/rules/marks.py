"""Marks that a text was copied with, or that lost their partner: `"`, `(`, `#`, `**`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..patterns import regex
from ..problems import Problem
from ..read import Record
from .vocabulary import Vocabulary

# Only a text with one of these is looked at: most have none.
_SUSPECT = regex(r"[\"“”#()\[\]*`«»]|^\W")
_START = regex(r"^(?:[-*•>=|]+|#+|\d+[.)])\s+|^#(?=[A-Za-z])")
_HASH = regex(r"(?<![\w&/])#+(?=\s|[A-Za-z])\s*")
_BOLD = regex(r"(?<!\*)\*\*(?!\*)|``")
_NUMBERED = regex(r"(?:^|\s)\w{1,2}\)")  # a) and 1) in a row
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"), ("«", "»"))
_OPENED = ('"', "“", "(", "[", "«", "**")
_AROUND = 20  # characters that show the place


def no_stray_marks(record: Record, _: Vocabulary) -> Iterator[Problem]:
    places: list[tuple[str | int, ...]] = [("summary",), ("tldr",)]
    places += [("asked", index) for index, _ in record.items("asked")]
    places += [("builds_on", index, "how") for index, _ in record.items("builds_on")]
    for where in places:
        text = record.get(*where).strip()
        if not text or not _SUSPECT.search(text):
            continue
        found = _stray(text)
        if found:
            mark, at = found
            name = next(step for step in reversed(where) if isinstance(step, str))
            message = f"the {name} contains '{mark}' alone, here: {_shown(text, at, len(mark))}"
            close = ", or close it" if mark in _OPENED else ""
            hint = f"write {_shown(text[:at] + text[at + len(mark) :].lstrip(' ' * (not at)), at, 0)}{close}"
            yield record.problem("stray-mark", message, *where, hint=hint, severity="warning")


def _stray(text: str) -> tuple[str, int] | None:
    """The mark that does not belong to a text, and its place.

    >>> _stray('It "hums.'), _stray("# It hums."), _stray('It is 5" wide and "hums".')
    (('"', 3), ('# ', 0), None)
    """
    start = _START.match(text)
    if start:
        return start[0], 0
    if hashed := _HASH.search(text):
        return hashed[0], hashed.start()
    quotes = [one.start() for one in re.finditer(r'(?<!\d)"', text)]
    if len(quotes) == 1 or (len(quotes) % 2 and not text.startswith('"')):
        return '"', quotes[-1] if text.endswith('"') else quotes[0]
    marks = [one.start() for one in _BOLD.finditer(text)]
    if len(marks) % 2:
        return text[marks[-1] : marks[-1] + 2], marks[-1]
    for left, right in _PAIRS:
        lefts, rights = text.count(left), text.count(right)
        if lefts > rights:
            return left, text.rfind(left)
        if rights > lefts and not (right == ")" and _NUMBERED.search(text)):
            return right, text.rfind(right)
    return None


def _shown(text: str, at: int, length: int) -> str:
    """The text around a place, in whole words."""
    begin, end = text.rfind(" ", 0, max(0, at - _AROUND)) + 1, text.find(" ", at + length + _AROUND)
    end = len(text) if end < 0 else end
    return f"{'… ' if begin else ''}{text[begin:end].strip()}{' …' if end < len(text) else ''}"
