"""A catalogue with new entries whose texts are still to be written."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from ..catalogue import Catalogue, catalogue_of
from ..patterns import regex
from ..problems import Problem, in_order, with_one_advice
from ..read import Record, read_catalogue, read_text
from ..rules import check, once

OPEN = "..."  # what a person has to write; the check asks for it
_OPEN_FIELD = regex(r"(?m)^(tldr|summary):(?: >-\n *| )\.\.\.[ \t]*$")
_FOR_NOW = "This entry is new, and its text comes later, from a person who has read the paper."


def load_unfinished(root: Path) -> Catalogue:
    """The catalogue. An entry with `...` as its line or its summary is read as if these were written.

    So one can add a second paper before the summary of the first is written. Other errors are in `problems`, as after
    `load`.

    Raises:
        FileNotFoundError: there is no folder `root`.
    """
    records, unread = read_catalogue(root)
    found: defaultdict[str, list[Problem]] = defaultdict(list)
    read = [_finished(record, found) for record in records]
    unread = [problem for problem in unread if problem.path not in found] + [p for many in found.values() for p in many]
    checked = check(read)
    return catalogue_of(checked, in_order(once(with_one_advice([*unread, *checked.problems]))))


def _finished(record: Record, found: defaultdict[str, list[Problem]]) -> Record:
    if OPEN not in record.text or not _OPEN_FIELD.search(record.text):
        return record
    text = _OPEN_FIELD.sub(lambda one: f"{one[1]}: {_FOR_NOW}", record.text)
    return read_text(text, record.path, record.kind, record.key, found[record.path])
