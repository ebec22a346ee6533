"""arXiv ids and dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..model.values import arxiv_month
from ..patterns import regex
from ..problems import Problem
from ..read import Record
from .meant import right_value
from .vocabulary import Vocabulary

_DATE = regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_UNQUOTED = regex(r"\narxiv *:[ \t]*\d+\.\d+ *(#.*)?(?:\n|$)")  # a search for a line that is `^arxiv` takes longer


def is_date(text: str) -> bool:
    """Whether a text is a date that can be compared with others. The model reports one that is not."""
    return bool(_DATE.fullmatch(text)) and text[5:7] <= "12" and text[8:] <= "31"


def month_of(record: Record) -> str:
    """The month of the arXiv id, or of the id in a link in its place; "" if there is none."""
    arxiv = record.get("arxiv")
    return arxiv_month(arxiv) or (arxiv_month(right_value("bad-arxiv", arxiv)) if arxiv else "")


def public_date(record: Record) -> str:
    """The date of a paper; "" if it is not right, which is reported: it must not be held against other entries."""
    date, month = record.get("date"), month_of(record)
    is_right = is_date(date) and not (month and date[:7] > month[: len(date)])
    return date if is_right else ""


def arxiv_is_quoted(record: Record, _: Vocabulary) -> Iterator[Problem]:
    if _UNQUOTED.search(f"\n{record.text}"):
        number = record.get("arxiv")
        message = "quote the arXiv id: YAML parsers read it as a number and drop zeros"
        yield record.problem("unquoted-arxiv", message, "arxiv", hint=f'write arxiv: "{number}"', severity="warning")


def arxiv_month_matches_date(record: Record, _: Vocabulary) -> Iterator[Problem]:
    date, month = record.get("date"), month_of(record)
    if not month or not is_date(date):
        return
    if date[:7] > month[: len(date)]:
        message = f"the date {date} is later than the arXiv id, which is from {month}"
        hint = f"`date` is the first public version: write {month} or an earlier date"
        yield record.problem("date-after-arxiv", message, "date", hint=hint)
    elif date == month[:4]:
        message = f"the arXiv id shows the month: {month}"
        hint = f"write {month}, or accept this warning if an earlier version is public elsewhere"
        yield record.problem("date-without-month", message, "date", hint=hint, severity="warning")
    elif earlier := _earlier(date, month):
        message = f"the date {date} is {earlier} earlier than the arXiv id, which is from {month}"
        hint = f"write {month}, or accept this warning if an earlier version is public elsewhere"
        yield record.problem("date-before-arxiv", message, "date", hint=hint, severity="warning")


def _earlier(date: str, month: str) -> str:
    """How much earlier a date is than a month: `2 months`; "" if it is in the month before or later."""
    years = int(month[:4]) - int(date[:4])
    if len(date) == 4:
        return f"{years} year{'s' if years > 1 else ''}"
    months = years * 12 + int(month[5:]) - int(date[5:7])
    return f"{months} months" if months > 1 else ""


def no_future_date(record: Record, today: date) -> Iterator[Problem]:
    """Tomorrow is allowed: in some time zones it has begun."""
    latest = (today + timedelta(days=1)).isoformat()
    places: list[tuple[str | int, ...]] = [("date",), ("added",)]
    places += [("sources", index, "checked") for index, _ in record.items("sources")]
    for where in places:
        value = record.get(*where)
        if _DATE.fullmatch(value) and value > latest[: len(value)]:
            yield record.problem("future-date", f"'{value}' is in the future", *where, hint=f"today is {today}")
