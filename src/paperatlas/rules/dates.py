"""arXiv ids and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..model.values import ARXIV
from ..problems import Problem
from ..read import Record
from .vocabulary import Vocabulary

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_UNQUOTED = re.compile(r"^arxiv: *\d+\.\d+ *(#.*)?$", re.MULTILINE)


def arxiv_is_quoted(record: Record, _: Vocabulary) -> Iterator[Problem]:
    if _UNQUOTED.search(record.text):
        number = record.get("arxiv")
        message = "quote the arXiv id: YAML parsers read it as a number and drop zeros"
        yield record.problem("unquoted-arxiv", message, "arxiv", hint=f'write arxiv: "{number}"', severity="warning")


def arxiv_month_matches_date(record: Record, _: Vocabulary) -> Iterator[Problem]:
    found = ARXIV.fullmatch(record.get("arxiv"))
    stated = re.match(r"([0-9]{4})-([0-9]{2})", record.get("date"))
    if not found or not stated or not 1 <= int(found[2]) <= 12:
        return
    # Months of year 0 on.
    by_id, by_date = (2000 + int(found[1])) * 12 + int(found[2]), int(stated[1]) * 12 + int(stated[2])
    months = by_id - by_date
    month = f"20{found[1]}-{found[2]}"
    if months < 0:
        message = f"the date {record.get('date')} is later than the arXiv id, which is from {month}"
        hint = f"`date` is the first public version: write {month} or an earlier date"
        yield record.problem("date-after-arxiv", message, "date", hint=hint)
    elif months > 1:
        message = f"the date {record.get('date')} is {months} months earlier than the arXiv id, which is from {month}"
        hint = f"write {month}, or accept this warning if an earlier version is public elsewhere"
        yield record.problem("date-before-arxiv", message, "date", hint=hint, severity="warning")


def no_future_date(record: Record, today: date) -> Iterator[Problem]:
    """Tomorrow is allowed: in some time zones it has begun."""
    latest = (today + timedelta(days=1)).isoformat()
    places: list[tuple[str | int, ...]] = [("date",), ("added",)]
    places += [("sources", index, "checked") for index, _ in record.items("sources")]
    for where in places:
        value = record.get(*where)
        if _DATE.fullmatch(value) and value > latest[: len(value)]:
            yield record.problem("future-date", f"'{value}' is in the future", *where, hint=f"today is {today}")
