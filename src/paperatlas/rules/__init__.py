"""The rules of a catalogue: one small function for each.

An entry rule takes one record, a catalogue rule takes all of them. Rules read values as text, so that one run finds
every problem of a file, even if some of its values are invalid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..model import AnyEntry
from ..problems import Problem
from ..read import Record
from . import aliases, authors, dates, duplicates, exceptions, fields, formulas, people, relations, style, words
from .vocabulary import Vocabulary, read_vocabulary

ENTRY_RULES = (
    words.known_category,
    words.known_tags,
    words.known_venue,
    words.known_relation_kind,
    words.written_summary,
    words.known_source_fields,
    dates.arxiv_is_quoted,
    dates.arxiv_month_matches_date,
    people.no_blank_author,
    people.no_repeated_author,
    people.no_et_al,
    people.plain_name,
    formulas.known_method_fields,
    formulas.formulas_convert,
    style.summary_length,
    style.plain_words,
    style.facts_have_sources,
    style.sources_are_later,
    style.venue_year_is_plausible,
)
CATALOGUE_RULES = (
    people.author_slugs_are_unique,
    people.no_similar_authors,
    duplicates.unique_identifiers,
    duplicates.unique_titles,
    duplicates.no_similar_titles,
    duplicates.unique_method_keys,
    relations.related_papers_exist,
    relations.relations_go_back_in_time,
    relations.no_cycles,
    relations.known_methods,
    style.related_where_required,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a catalogue's records after the check. Records with errors have no entry."""

    vocabulary: Vocabulary
    problems: Sequence[Problem]
    entries: Mapping[Record, AnyEntry]


def check(
    records: Sequence[Record], today: date | None = None, known: Mapping[Record, AnyEntry] | None = None
) -> Checked:
    """Checks all records. Future dates are a problem only if `today` is given.

    `known` holds the entries of an earlier check, which are not validated again.
    """
    vocabulary, problems = read_vocabulary(records)
    sources = [record for record in records if record.kind in fields.ENTRY_TYPES]
    entries: dict[Record, AnyEntry] = {}
    for record in sources:
        entry = known.get(record) if known else None
        if entry is None:
            entry, found = fields.entry_of(record)
            problems += found
        if entry:
            entries[record] = entry
        for rule in ENTRY_RULES:
            problems += rule(record, vocabulary)
        if today:
            problems += dates.no_future_date(record, today)
    for catalogue_rule in CATALOGUE_RULES:
        problems += catalogue_rule(sources, vocabulary)
    problems += aliases.aliases_are_free(records, vocabulary)
    names = [record for record in records if record.kind == "authors"]
    for record in names:
        problems += authors.author_records_are_used(record, sources, vocabulary)
    return Checked(vocabulary, sorted(set(_without_accepted([*sources, *names], problems))), entries)


def _without_accepted(entries: Sequence[Record], problems: list[Problem]) -> Iterator[Problem]:
    silenced, unused = exceptions.accepted(entries, problems)
    yield from (problem for problem in problems if problem not in silenced)
    yield from unused
