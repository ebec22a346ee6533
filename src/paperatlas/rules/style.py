"""Conventions that `style.yml`, `venues.yml` and the calendar set. All are warnings, which an entry can accept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..model.values import TLDR_LENGTH
from ..patterns import regex
from ..problems import Problem
from ..read import Record
from .dates import is_date
from .places import sourced_fields, whole_line
from .vocabulary import Vocabulary
from .words import LEAST_SUMMARY

_YEAR = regex("[0-9]{4}")
_WORD = regex(r"\w+")


def summary_length(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A summary is longer than a slogan and shorter than an abstract."""
    limits = vocabulary.style.summary_words
    text = record.get("summary").strip()
    count = len(text.split()) if len(text) >= LEAST_SUMMARY else 0  # a shorter one is a placeholder
    if record.kind == "papers" and limits and count and not limits.least <= count <= limits.most:
        message = f"the summary has {count} words; expected are {limits.least} to {limits.most}"
        hint = "say what the problem, the idea and the result are"
        yield record.problem("summary-length", message, "summary", hint=hint, severity="warning")


def plain_words(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Neither a summary nor a tldr praises or says "we"."""
    avoid = vocabulary.style.avoid
    starts = _starts(tuple(avoid))
    for name in ("summary", "tldr"):
        text = record.get(name)
        # Of most texts, a look at the single words shows that there is none of these.
        if not starts or (text.isascii() and starts.isdisjoint(_WORD.findall(text.lower()))):
            continue
        for found in dict.fromkeys(match[0].lower() for match in _any_of(tuple(avoid)).finditer(text)):
            hint = avoid.get(re.sub(r"[\s-]+", " ", found), "")
            yield record.problem("praise", f"avoid '{found}' in the {name}", name, hint=hint, severity="warning")


def tldr_where_required(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Every paper has a tldr, if the style asks for it."""
    if record.kind == "papers" and vocabulary.style.needs_tldr and "tldr" not in record.values:
        hint = f"write tldr: and what the paper does, in one line of at most {TLDR_LENGTH} characters"
        yield record.problem("missing-tldr", "'tldr' is missing", "summary", hint=hint, severity="warning", at_key=True)


def tldr_says_more(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """A tldr is not a part of the title or of the summary, since the page of the paper shows all three."""
    tldr = _words_of(record.get("tldr"))
    for name in ("title", "summary") if tldr.strip() else ():
        if tldr in _words_of(record.get(name)):
            hint = "say in other words what the paper does"
            yield record.problem("tldr-repeats", f"the tldr repeats the {name}", "tldr", hint=hint, severity="warning")


def _words_of(text: str) -> str:
    """The words in lower case, with a space around each."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def relations_read_both_ways(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """The text of a relation avoids words that mean one paper on this page and another one on the other page."""
    avoid = vocabulary.style.avoid_in_relations
    if not avoid:
        return
    for index, _ in record.items("builds_on"):
        found = _any_of(tuple(avoid)).search(record.get("builds_on", index, "how"))
        if found:
            message = f"avoid '{found[0]}' in a relation"
            where = ("builds_on", index, "how")
            hint = avoid.get(found[0].lower(), "")
            yield record.problem("unclear-relation", message, *where, hint=hint, severity="warning")


@lru_cache(maxsize=8)
def _starts(phrases: tuple[str, ...]) -> frozenset[str]:
    """The first word of each phrase, in lower case."""
    return frozenset(word for phrase in phrases for word in _WORD.findall(phrase.lower())[:1])


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of the words as a whole word; a space also matches a hyphen."""
    return re.compile(r"(?i)\b(" + "|".join(r"[\s-]+".join(map(re.escape, word.split())) for word in words) + r")\b")


def facts_have_sources(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Every field that the style lists has a source."""
    shown = {
        name
        for _, source in record.items("sources")
        if isinstance(source, dict) and isinstance(source.get("fields"), list)
        for name in source["fields"]
        if isinstance(name, str)
    }
    sources = record.values.get("sources", [])
    if ("sources",) in record.empty and sourced_fields(record, vocabulary):
        hint = f"write {whole_line(record, vocabulary)}"
        yield record.problem("empty-needed", "'sources' is empty", "sources", hint=hint, at_key=True)
    if ("sources",) in record.empty or not isinstance(sources, list) or not all(_is_source(one) for one in sources):
        return  # which is reported
    unsourced = [name for name in sourced_fields(record, vocabulary) if name not in shown]
    if unsourced and not record.items("sources"):
        message = f"no source for {', '.join(map(repr, unsourced))}"
        hint = f"add a source that shows all of it: {whole_line(record, vocabulary)}"
        yield record.problem("unsourced", message, unsourced[0], hint=hint, severity="warning", at_key=True)
        return
    for name in unsourced:
        hint = f"add '{name}' to the `fields` of a source that shows it"
        message = f"no source for '{name}'"
        yield record.problem("unsourced", message, name, hint=hint, severity="warning", at_key=True)


def _is_source(value: object) -> bool:
    return isinstance(value, dict) and "fields" in value and not isinstance(value["fields"], str)


def sources_are_later(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """A source cannot be older than the paper."""
    date = record.get("date")
    for index, _source in record.items("sources"):
        checked = record.get("sources", index, "checked")
        if is_date(date) and is_date(checked) and checked[: len(date)] < date:
            message = f"the source was read on {checked}, before the paper was public ({date})"
            where = ("sources", index, "checked")
            hint = "correct the date of the source or of the paper"
            yield record.problem("source-before-paper", message, *where, hint=hint, severity="warning")


def venue_year_is_plausible(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Each venue took place that year, not before the paper and not many years after it."""
    publications: list[tuple[str | int, ...]] = [("venue",), *(("also", index) for index, _ in record.items("also"))]
    for publication in publications:
        if message := _implausible(record, vocabulary, publication):
            hint = "check the year of the venue and the date"
            yield record.problem("implausible-year", message, *publication, "year", hint=hint, severity="warning")


def _implausible(record: Record, vocabulary: Vocabulary, publication: tuple[str | int, ...]) -> str:
    """What is wrong with the year of a publication, or ""."""
    name, year, date = record.get(*publication, "name"), record.get(*publication, "year"), record.get("date")[:4]
    venue, most = (vocabulary.venues or {}).get(name), vocabulary.style.years_to_publication
    if not _YEAR.fullmatch(year) or venue is None:
        return ""
    if venue.since and int(year) < venue.since:
        return f"{name} did not take place in {year}: it began in {venue.since}"
    if venue.since and (int(year) - venue.since) % venue.every:
        return f"{name} did not take place in {year}: it is held every {venue.every} years, counted from {venue.since}"
    if most is not None and _YEAR.fullmatch(date) and not 0 <= int(year) - int(date) <= most:
        return f"the venue year {year} must be 0 to {most} years after the first public version ({date})"
    return ""


def related_where_required(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Papers in the categories that the style lists are related to another paper."""
    if any(record.is_partial for record in records):
        return  # it may be the one with the relation
    built_on = {record.get("builds_on", index, "paper") for record in records for index, _ in record.items("builds_on")}
    for record in records:
        alone = record.kind == "papers" and not record.items("builds_on") and record.key not in built_on
        if alone and record.get("category") in vocabulary.style.related:
            message = "no relation to any other paper"
            hint = "add an earlier paper that it builds on to `builds_on`"
            yield record.problem("unrelated", message, "category", hint=hint, severity="warning", at_key=True)
