"""Drafts: entries that are not finished. They are files `<key>.draft.yml` beside the entries, and not published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from .problems import Problem, in_order, with_one_advice
from .read import DRAFT, Record, read_catalogue, read_drafts
from .rules import check, once


def count_drafts(root: Path) -> int:
    """The number of drafts in a catalogue folder."""
    return sum(1 for _ in root.glob(f"*/*{DRAFT}"))


def drafts(root: Path, today: date | None = None) -> dict[Path, list[Problem]]:
    """The drafts of a catalogue folder, each with what a person still has to do before it is an entry.

    Raises:
        FileNotFoundError: there is no folder `root`.
    """
    found, unread = read_drafts(root)
    problems = problems_of(root, found, today)
    return {
        Path(one.path): in_order([*problems[one.path], *(p for p in unread if p.path == one.path)]) for one in found
    }


def problems_of(root: Path, new: Sequence[Record], today: date | None = None) -> Mapping[str, list[Problem]]:
    """What the check says of new records beside those of a catalogue folder, by their paths."""
    records, _ = read_catalogue(root)
    by_path: dict[str, list[Problem]] = {record.path: [] for record in new}
    checked = check([*records, *new], today)
    for problem in in_order(once(with_one_advice(checked.problems))):
        # Of two entries of one day, the other one may be named: "is already used in papers/clock.draft.yml:5".
        named = (path for path in by_path if problem.path not in by_path and f"{path}:" in problem.message)
        for path in [problem.path] if problem.path in by_path else named:
            by_path[path].append(problem)
    return by_path
