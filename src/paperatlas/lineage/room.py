"""Whether the lanes of lineage.yml have room for their papers."""

from __future__ import annotations

import re
from pathlib import Path

from ..catalogue import Catalogue
from ..problems import Problem
from .graph import Lineage
from .layout import rows_of


def full_lanes(catalogue: Catalogue, folder: Path) -> list[Problem]:
    """A warning for each lane in which a paper has no place of its own. `folder` is that of the catalogue."""
    full = rows_of(Lineage(catalogue)).full
    if not full:
        return []
    path = folder / "lineage.yml"
    lines = path.read_text(encoding="utf-8").split("\n")
    rows = catalogue.vocabulary.lineage.rows
    found = []
    for lane in full:
        at = ((number, match) for number, line in enumerate(lines, start=1) if (match := _row(line, lane)))
        line, column = next(((number, match.start(1) + 1) for number, match in at), (1, 1))
        message = f"the lane '{lane}' is full: with {rows[lane]} as its number of rows, papers lie over each other"
        hint = f"write {lane}: {rows[lane] + 1}; the lanes below it move down by one row"
        found.append(Problem(path.as_posix(), line, column, "full-lane", "warning", message, hint))
    return found


def _row(line: str, lane: str) -> re.Match[str] | None:
    return re.search(rf"(?<![\w-])[\"']?{re.escape(lane)}[\"']?\s*:\s*(\d+)", line)
