"""Warnings that an entry accepts for a reason: `accepted`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..problems import Problem
from ..read import Record


def accepted(records: Sequence[Record], problems: Sequence[Problem]) -> tuple[set[Problem], list[Problem]]:
    """The accepted warnings, and a new warning for each item of `accepted` that matches none."""
    warnings: defaultdict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if not problem.is_error:
            warnings[problem.path, problem.rule].append(problem)
    silenced: set[Problem] = set()
    unused: list[Problem] = []
    for record in records:
        for index, _ in record.items("accepted"):
            where = ("accepted", index, "rule")
            rule = record.get(*where)
            found = warnings.get((record.path, rule), [])
            silenced.update(found)
            if rule and not found:
                message, hint = f"this entry has no warning [{rule}]", "remove this item of `accepted`"
                unused.append(record.problem("unused-exception", message, *where, hint=hint, severity="warning"))
    return silenced, unused
