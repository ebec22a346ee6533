"""Text that is not YAML: what is wrong, in words for people who do not know YAML, and what can still be read.

An entry is a list of fields, each of which begins at the start of a line. Each field is parsed alone, so that one fault
is found where it was made and does not hide the others. What is sure to be meant is read as if it were written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

from .accents import HIDDEN, without_hidden_accents
from .bibtex import BIBTEX, without_bibtex
from .foreign import (
    JSON,
    OTHER_SIGN,
    other_format,
    without_closing_brackets,
    without_commas,
    without_fences,
    without_json,
    without_other_signs,
    without_quoted_names,
)
from .hints import Fault
from .indents import misplaced
from .layout import WRAPPED, placed, unwrapped, without_common_indent
from .names import meant_name, names_pattern
from .pasted import HEADING, PAGE, SLASHES, without_headings, without_page, without_slashes
from .repair import error_of, is_alias_of_another_field, repaired
from .texts import TEXT_BELOW, with_whole_texts
from .values import BARE, OPEN, with_hyphens, with_whole_values


def tidied(text: str, names: Collection[str]) -> tuple[str, list[Fault]]:
    """The text of an entry without what YAML reads, but as something else than what was meant."""
    faults: list[Fault] = []
    if '{\\"' not in text and _usual(frozenset(names)).fullmatch(text):
        return text, faults
    if JSON.match(text):
        lines = text.split("\n")
        faults += without_json(lines)
        if faults:  # what follows is a part of it
            faults += without_slashes(lines)
            list(without_common_indent(lines))
            without_quoted_names(lines)
            list(without_commas(lines, names))
        text = "\n".join(lines)
    if any(found[1] not in names for found in WRAPPED.finditer(text)):
        lines = text.split("\n")
        faults += unwrapped(lines, names)
        text = "\n".join(lines)
    for pattern, step in (
        (PAGE, without_page),
        (HEADING, without_headings),
        (SLASHES, without_slashes),
        (BIBTEX, without_bibtex),
        (OTHER_SIGN, without_other_signs),
        (OPEN, with_whole_values),
        (BARE, with_hyphens),
        (TEXT_BELOW, with_whole_texts),
        (HIDDEN, without_hidden_accents),
    ):
        if pattern.search(text):
            lines = text.split("\n")
            faults += step(lines, names)
            text = "\n".join(lines)
    return text, faults


@lru_cache
def _usual(names: frozenset[str]) -> re.Pattern[str]:
    """A text of nothing but fields, items and indented lines, in which none of the patterns above finds anything."""
    # Each part keeps what it has matched (`++`, `(?>`): else a text that fails would be tried in ever more ways.
    value = r"[^\s{>|#@][^\n]*+|>-(?=\n )|\{[a-z_]++: [^\n]*+"
    indented = r" ++(?:- [^\n]*+|[a-z_]++: [^\n{][^\n]*+|[^\n@={]*+)"
    field = rf"{names_pattern(names)}:(?: (?:{value})|(?=\n ++- )|(?:\n- [^\s-][^\n]*+(?:\n{indented})*+)++)"
    return re.compile(rf"(?>(?:{field}|{indented}|#[^\n]*+)?\n)*+")


def readable(text: str, names: Collection[str]) -> tuple[str, list[Fault], bool]:
    """The text with each part that cannot be read left blank, one fault for each such part, and whether there is any.

    `names` are the fields that the file may have; empty for a vocabulary, whose names are free.
    """
    lines = text.split("\n")
    faults = list(without_fences(lines))
    if names:
        faults += _in_place(lines, names)
    pasted = other_format(lines)
    if pasted:
        return "", [*faults, pasted], True
    is_partial = False
    if not error_of(lines):
        return "\n".join(lines), faults, is_partial
    for first, last in _blocks(lines, names):
        block = lines[first:last]
        error = error_of(block)
        indented = _indented_field(block, names)
        if indented and not error:
            faults.append(replace(indented, line=indented.line + first))
            right = [*block]
            right[indented.line] = right[indented.line].lstrip(" -")
            is_lost = error_of(right) is not None
            lines[first:last] = [""] * len(block) if is_lost else right
            is_partial = is_partial or is_lost
        elif error and not is_alias_of_another_field(error, text):
            right, found, is_lost = repaired(block, names)
            is_partial = is_partial or is_lost
            faults += [replace(fault, line=fault.line + first) for fault in found]
            lines[first:last] = right
    known = re.compile(rf"{names_pattern(names)}\s*:")
    if names and not any(known.match(line) for line in lines):  # it is no entry at all
        is_partial = True
    return "\n".join(lines), faults, is_partial


def _in_place(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Moves the fields to the start of a line each, and removes what JSON has around them."""
    yield from without_common_indent(lines)
    yield from unwrapped(lines, names)  # which were indented themselves
    without_quoted_names(lines)
    yield from placed(lines, names)
    yield from with_whole_values(lines, names)
    yield from without_commas(lines, names)
    yield from without_closing_brackets(lines)


def _indented_field(block: list[str], names: Collection[str]) -> Fault | None:
    """The fault of a field that is right in itself, but indented, or an item of a list."""
    number = next((number for number, line in enumerate(block) if line.strip() and line[0] != "#"), 0)
    found = re.match(r"([ -]+)([\w-]+):( |$)", block[number]) if block else None
    return misplaced(block, number) if found and found[2] in names else None


_FREE_NAME = r"(?:\"[^\"]*\"|'[^']*'|[^\s#\[\]{},'\"&*!|>%@`?-][^:]*?|-[^\s:][^:]*?)"


def _blocks(lines: list[str], names: Collection[str]) -> Iterator[tuple[int, int]]:
    """The first line of each field, and the line after its last one."""
    start = re.compile(r"[A-Za-z][\w-]*:(?:\s|$)" if names else _FREE_NAME + r":(?:\s|$)")
    name = names_pattern(names)
    broken = re.compile(rf"[*_`]*(?:(?i:{name})[*_`]*(?:\s*[=：:]|\s*[–—]|\s*-\s)|{name}[*_`]*\s+[^\s:]|{name}\s*$)")
    phrase = re.compile(r"([A-Za-z][\w -]{1,30}):\s")

    def is_start(line: str) -> bool:
        found = phrase.match(line) if names else None
        return bool(start.match(line) or broken.match(line) or (found and meant_name(found[1], names)))

    starts = [0, *(number for number, line in enumerate(lines) if number and is_start(line))]
    yield from zip(starts, [*starts[1:], len(lines)], strict=True)
