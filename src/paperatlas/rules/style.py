"""What `style.yml` asks of entries, and what `venues.yml` and the calendar do: each a warning that can be accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..problems import Problem
from ..read import Record
from .vocabulary import Vocabulary


def summary_length(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A paper's summary is neither a slogan nor an abstract."""
    limits = vocabulary.style.summary_words
    count = len(record.get("summary").split())
    if record.kind == "papers" and limits and count and not limits.least <= count <= limits.most:
        message = f"the summary has {count} words; {limits.least} to {limits.most} are asked for"
        hint = "say what the problem is, what the idea, and what it showed"
        yield record.problem("summary-length", message, "summary", hint=hint, severity="warning")


def plain_words(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """No summary praises, or speaks for the authors."""
    avoid = vocabulary.style.avoid
    if not avoid:
        return
    for found in dict.fromkeys(match[0].lower() for match in _any_of(tuple(avoid)).finditer(record.get("summary"))):
        hint = avoid.get(re.sub(r"[\s-]+", " ", found), "")
        message = f"the summary says '{found}'"
        yield record.problem("praise", message, "summary", hint=hint, severity="warning")


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, whole; a space in one may be a hyphen in the text."""
    return re.compile(r"(?i)\b(" + "|".join(r"[\s-]+".join(map(re.escape, word.split())) for word in words) + r")\b")


def facts_have_sources(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Each fact that the style names was read somewhere."""
    shown = {
        name
        for _, source in record.items("sources")
        if isinstance(source, dict) and isinstance(source.get("fields"), list)
        for name in source["fields"]
        if isinstance(name, str)
    }
    for name in vocabulary.style.sourced:
        if record.values.get(name) and name not in shown:
            hint = f"add '{name}' to the `fields` of the source that shows it"
            message = f"no source shows '{name}'"
            yield record.problem("unsourced", message, name, hint=hint, severity="warning", at_key=True)


def sources_are_later(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """Nobody reads about a paper before it is there."""
    date = record.get("date")
    for index, _source in record.items("sources"):
        checked = record.get("sources", index, "checked")
        if date and checked and checked[: len(date)] < date:
            message = f"the source was read on {checked}, before the paper was public ({date})"
            yield record.problem("source-before-paper", message, "sources", index, "checked", severity="warning")


def venue_year_is_plausible(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """The venue met in that year, and not before the paper was there or long after."""
    year, date = record.get("venue", "year"), record.get("date")[:4]
    venue = (vocabulary.venues or {}).get(record.get("venue", "name"))
    if not re.fullmatch("[0-9]{4}", year) or venue is None:
        return
    name, most = record.get("venue", "name"), vocabulary.style.years_to_publication
    message = ""
    if venue.since and int(year) < venue.since:
        message = f"{name} is known from {venue.since} on, and not in {year}"
    elif venue.since and (int(year) - venue.since) % venue.every:
        message = f"{name} did not meet in {year}: it meets every {venue.every} years, counted from {venue.since}"
    elif most is not None and re.fullmatch("[0-9]{4}", date) and not 0 <= int(year) - int(date) <= most:
        message = f"the venue's year {year} does not fit the first public version of {date}"
    if message:
        yield record.problem("implausible-year", message, "venue", "year", severity="warning")


def related_where_asked(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """A paper of the categories that the style names stands in the lineage."""
    built_on = {record.get("builds_on", index, "paper") for record in records for index, _ in record.items("builds_on")}
    for record in records:
        alone = record.kind == "papers" and not record.items("builds_on") and record.key not in built_on
        if alone and record.get("category") in vocabulary.style.related:
            message = "the paper builds on none of the catalogue, and none builds on it"
            hint = "say under `builds_on` which earlier paper it takes up, and how"
            yield record.problem("unrelated", message, "category", hint=hint, severity="warning", at_key=True)
