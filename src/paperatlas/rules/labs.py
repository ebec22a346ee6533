"""Names of organisations in entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..problems import Problem
from ..read import Record
from ..words import slug
from .vocabulary import Vocabulary


def one_spelling(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    """A lab is written in the same way everywhere, so that a search for it finds all of its papers."""
    first: dict[str, tuple[str, str]] = {}
    for record in sorted(records, key=lambda record: record.path):
        for index, lab in record.items("lab"):
            if not isinstance(lab, str) or not lab.strip():
                continue
            known, path = first.setdefault(slug(lab).replace("-", ""), (lab, record.path))
            if known != lab:
                message = f"the lab '{lab}' is written '{known}' in {path}"
                yield record.problem("lab-spelling", message, "lab", index, hint=f"write {known}")
