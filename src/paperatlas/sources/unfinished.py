"""A catalogue with new entries whose texts are still to be written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..catalogue import Catalogue, catalogue_of
from ..patterns import regex
from ..problems import Problem, in_order, with_one_advice
from ..read import Record, read_catalogue, read_text
from ..rules import Checked, check, once

OPEN = "..."  # what a person has to write; the check asks for it
_OPEN_FIELD = regex(r"(?m)^(tldr|summary):(?: >-\n *| )\.\.\.[ \t]*$")
_FOR_NOW = "This entry is new, and its text comes later, from a person who has read the paper."


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A catalogue as it was read, so that a further entry can be checked beside it at once."""

    catalogue: Catalogue
    records: Sequence[Record]
    checked: Checked


def load_unfinished(root: Path) -> Unfinished:
    """The catalogue. An entry with `...` as its line or its summary is read as if these were written.

    So one can add a second paper before the summary of the first is written. Other errors are in its `problems`, as
    after `load`.

    Raises:
        FileNotFoundError: there is no folder `root`.
    """
    records, unread = read_catalogue(root)
    found: defaultdict[str, list[Problem]] = defaultdict(list)
    read = [_finished(record, found) for record in records]
    unread = [problem for problem in unread if problem.path not in found] + [p for many in found.values() for p in many]
    checked = check(read)
    problems = in_order(once(with_one_advice([*unread, *checked.problems])))
    return Unfinished(catalogue_of(checked, problems), read, checked)


def problems_with(known: Unfinished, file: Path, text: str, today: date, kind: str = "papers") -> list[Problem]:
    """What the check would say if the file had this text, and does not say now: of the entry, and of others.

    `kind` is its folder.
    """
    unread: list[Problem] = []
    record = read_text(text, file.as_posix(), kind, file.stem, unread)
    others = [one for one in known.records if one.path != record.path]
    before = {(one.path, one.rule, one.message) for one in known.checked.problems}
    after = [*unread, *check([*others, record], today, known.checked).problems]
    new = [one for one in after if (one.path, one.rule, one.message) not in before]
    return in_order(once(with_one_advice(new)))


def _finished(record: Record, found: defaultdict[str, list[Problem]]) -> Record:
    if OPEN not in record.text or not _OPEN_FIELD.search(record.text):
        return record
    text = _OPEN_FIELD.sub(lambda one: f"{one[1]}: {_FOR_NOW}", record.text)
    return read_text(text, record.path, record.kind, record.key, found[record.path])
