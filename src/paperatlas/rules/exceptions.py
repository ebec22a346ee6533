"""Warnings that an entry accepts for a reason: `accepted`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..problems import Problem
from ..read import Record

Step = str | int
_ALL = range(1, 1 << 30)  # lines


def accepted(records: Sequence[Record], problems: Sequence[Problem]) -> tuple[set[Problem], list[Problem]]:
    """The accepted warnings, and a new warning for each item of `accepted` that matches none."""
    warnings: defaultdict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if not problem.is_error:
            warnings[problem.path, problem.rule].append(problem)
    silenced: set[Problem] = set()
    unused: list[Problem] = []
    for record in records:
        for where, lines in _items(record):
            rule = record.get(*where)
            found = [problem for problem in warnings.get((record.path, rule), []) if problem.line in lines]
            silenced.update(found)
            if rule and not found:
                message, hint = f"this entry has no warning [{rule}]", "remove this item of `accepted`"
                unused.append(record.problem("unused-exception", message, *where, hint=hint, severity="warning"))
    return silenced, unused


def _items(record: Record) -> Iterator[tuple[tuple[Step, ...], range]]:
    """Where each rule is accepted, and the lines for which it is: those of one author in authors.yml."""
    if record.kind != "authors":
        yield from ((("accepted", index, "rule"), _ALL) for index, _ in record.items("accepted"))
        return
    names = [*record.values, ""]
    for name, following in pairwise(names):
        values = record.values[name]
        items = values.get("accepted") if isinstance(values, dict) else None
        if isinstance(items, list):
            first = record.problem("", "", name, at_key=True).line
            end = record.problem("", "", following, at_key=True).line if following else _ALL.stop
            yield from (((name, "accepted", index, "rule"), range(first, end)) for index in range(len(items)))
