"""Long texts that begin on the line of their field and go on below, at the start of a line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..patterns import regex
from .hints import WIDEST, Fault, lines_of, quoted
from .lines import plain_text
from .names import SHAPES, meant_name

# A line that may belong to a text above it.
TEXT_BELOW = regex(r"^[^\W_a-z]|^[“‘\"'(]|^[a-z][^:\n]*$", re.MULTILINE)
_LONG = ("summary", "tldr", "title", "arxiv_title")
_FEW = 5  # words: a line with fewer may be a field


def with_whole_texts(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Puts the lines that go on with a text inside it."""
    for number, line in enumerate(lines):
        found = re.match(r"([A-Za-z][\w ]*):\s+(\S.*)$", line)
        name = meant_name(found[1], names) if found else ""
        if not found or name not in _LONG or (name not in names) or _is_open_quote(found[2]):
            continue
        last = number + 1
        while last < len(lines) and (not lines[last].strip() or _goes_on(lines[last], names)):
            last += 1
        unindented = [n for n in range(number + 1, last) if lines[n][:1].strip()]
        if not unindented:
            continue
        first = unindented[0]
        message = "this line is not indented, and it is not a field"
        if re.fullmatch(r"[>|][+-]?", found[2].rstrip()):
            more = len(unindented) - 1
            also = f"; do the same with the {lines_of(more)} after it" if more else ""
            right = f": '  {lines[first]}'" if len(lines[first]) <= WIDEST else ""
            hint = f"indent it by two spaces if it belongs to '{found[1]}'{right}{also}"
            for n in unindented:
                lines[n] = f"  {lines[n]}"
        else:
            hint = f"write `{name}: >-`, and the whole text on the lines below, each indented by two spaces"
            start = found[2] if found[2][0] not in "'\"“" else plain_text(found[2])
            parts = [start, *(one.strip() for one in lines[number + 1 : last] if one.strip())]
            lines[number:last] = [f"{found[1]}: {quoted(' '.join(parts))}"] + [""] * (last - number - 1)
        yield Fault(first, 0, message, hint, is_foreign=True)


def _is_open_quote(value: str) -> bool:
    """Whether a value in quotes goes on below, where YAML needs no spaces."""
    return value[0] in "'\"" and not value.rstrip(" ,;.").endswith(value[0])


def _goes_on(line: str, names: Collection[str]) -> bool:
    """Whether a line is a part of the text above it, and not a field."""
    if line[0].isspace():
        return not re.match(rf"\s+(?:- )?({'|'.join(map(re.escape, names))}):\s", line)
    found = re.match(r"[*_`\"']*([A-Za-z][\w -]*?)[*_`\"']*\s*(:(?=\s|$)|[=：]|\s[–—]\s)", line)
    words = len(line.split())
    if not found:
        marked = re.match(r"([A-Za-z_]+)\s*[-;]\s", line)
        if marked and meant_name(marked[1], names):  # Authors- Ada Byron
            return False
        first = re.match(r"[a-z_]+(?=\s|$)", line)
        is_name = bool(first) and first[0] in names  # type: ignore[index]
        return line[0] not in "#-[]{}|<>`~@*•" and not (is_name and words <= _FEW)
    if not meant_name(found[1], names):  # `Comments: 11 pages` is a field that no entry has
        is_sentence_like = words > _FEW or line.rstrip()[-1] in ".!?,;"
        return is_sentence_like and (" " in found[1] or found[1][0].isupper())
    if " " in found[1]:
        return False
    return is_sentence(line, found[1], names)


def is_sentence(line: str, word: str, names: Collection[str]) -> bool:
    """Whether a word with a capital begins a sentence, and is no field.

    >>> is_sentence("Code: it is faster than the other one.", "Code", {"code"})
    True
    """
    value = line.partition(word)[2].lstrip(": =")
    is_long = len(value.split()) > _FEW and not re.match(r"[\[{'\"]|https?:", value) and value.rstrip()[-1] in ".!?:,;"
    return word[0].isupper() and word not in names and SHAPES.get(meant_name(word, names)) != "text" and is_long
