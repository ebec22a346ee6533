"""Warnings that an entry accepts, with a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..problems import Problem
from ..read import Record


def accepted(records: Sequence[Record], problems: Sequence[Problem]) -> tuple[set[Problem], list[Problem]]:
    """The warnings that entries accept, and a warning for each acceptance that silences nothing."""
    warnings: defaultdict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if not problem.is_error:
            warnings[problem.path, problem.rule].append(problem)
    silenced: set[Problem] = set()
    unused: list[Problem] = []
    for record in records:
        for index, _ in record.items("accepted"):
            rule = record.get("accepted", index, "rule")
            found = warnings.get((record.path, rule), [])
            silenced.update(found)
            if rule and not found:
                message = f"there is no warning [{rule}] here to accept"
                where = ("accepted", index, "rule")
                unused.append(record.problem("unused-exception", message, *where, hint="remove it", severity="warning"))
    return silenced, unused
