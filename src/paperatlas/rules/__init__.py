"""The rules of a catalogue: one small function for each.

An entry rule takes one record, a catalogue rule takes all of them. Rules read values as text, so that one run finds
every problem of a file, even if some of its values are invalid.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from ..model import AnyEntry
from ..problems import Problem, in_order
from ..read import Record
from . import (
    addresses,
    advice,
    aliases,
    authors,
    cite_keys,
    comments,
    compose,
    dates,
    duplicates,
    equations,
    exceptions,
    families,
    fields,
    formulas,
    hashes,
    labs,
    marks,
    memory,
    nothing,
    people,
    places,
    publications,
    referred,
    relations,
    searched,
    style,
    texts,
    words,
)
from .vocabulary import Vocabulary, read_vocabulary

ENTRY_RULES = (
    words.known_category,
    families.known_family,
    words.known_tags,
    words.known_venue,
    words.known_relation_kind,
    words.written_summary,
    words.known_source_fields,
    comments.no_text_after_hash,
    hashes.tags_after_hashes,
    texts.clean_texts,
    texts.no_curly_quotes_around,
    marks.no_stray_marks,
    texts.titles_in_sentences,
    texts.title_formulas_convert,
    publications.not_the_example,
    nothing.no_words_for_nothing,
    addresses.code_is_a_repository,
    addresses.addresses_end_well,
    publications.tags_once,
    relations.relations_once,
    publications.enough_tags,
    publications.other_publications,
    publications.whole_status,
    dates.arxiv_is_quoted,
    dates.arxiv_month_matches_date,
    formulas.known_method_fields,
    formulas.formulas_convert,
    formulas.methods_say_something,
    equations.symbols_are_defined,
    equations.equations_fit,
    equations.states_are_counted,
    equations.properties_follow,
    style.summary_length,
    style.plain_words,
    style.tldr_where_required,
    style.tldr_says_more,
    searched.asked_says_more,
    style.relations_read_both_ways,
    style.facts_have_sources,
    style.sources_are_later,
    places.sources_are_places,
    style.venue_year_is_plausible,
)
# These need authors.yml.
NAME_RULES = (
    people.no_blank_author,
    people.no_repeated_author,
    people.no_et_al,
    people.plain_name,
    people.whole_names,
)
CATALOGUE_RULES = (
    duplicates.unique_identifiers,
    duplicates.unique_titles,
    duplicates.no_similar_titles,
    duplicates.unique_method_keys,
    cite_keys.unique_cite_keys,
    cite_keys.cite_keys_where_required,
    addresses.addresses_are_of_this_paper,
    addresses.unique_addresses,
    addresses.code_of_this_paper,
    publications.superseding_papers_exist,
    labs.one_spelling,
    relations.related_papers_exist,
    relations.relations_are_groups,
    relations.relations_go_back_in_time,
    relations.no_cycles,
    relations.known_methods,
    style.related_where_required,
)
CATALOGUE_NAME_RULES = (people.people_are_told_apart,)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a catalogue's records after the check. Records with errors have no entry."""

    vocabulary: Vocabulary
    problems: Sequence[Problem]
    entries: Mapping[Record, AnyEntry]
    found: Mapping[Record, Sequence[Problem]]  # what the entry rules found


def check(records: Sequence[Record], today: date | None = None, earlier: Checked | None = None) -> Checked:
    """Checks all records. Future dates are a problem only if `today` is given.

    What an `earlier` check knows of a record is not found out again.
    """
    vocabulary, problems = read_vocabulary(records)
    is_same = earlier is not None and earlier.vocabulary == vocabulary
    if earlier and is_same:
        vocabulary = earlier.vocabulary  # with what it has found out
    sources = [record for record in records if record.kind in fields.ENTRY_TYPES]
    names_known = "authors" not in vocabulary.unread
    entry_rules = (*ENTRY_RULES, *(NAME_RULES if names_known else ()))
    catalogue_rules = (*CATALOGUE_RULES, *(CATALOGUE_NAME_RULES if names_known else ()))
    papers = {record.key: record for record in sources if record.kind == "papers"}
    entries: dict[Record, AnyEntry] = {}
    by_record: dict[Record, Sequence[Problem]] = {}
    for record in sources:
        entry = earlier.entries.get(record) if earlier else None
        if entry is None:
            entry, found = fields.entry_of(record, partial(advice.advice, record, vocabulary, papers))
            problems += found
        if entry:
            entries[record] = entry
        elif record.empty:
            problems += advice.text_in_braces(record, vocabulary, papers)
        if record.empty:
            problems += nothing.empty_fields(record, vocabulary)
        known = earlier.found.get(record) if earlier and is_same else None
        if known is None:
            known = [problem for rule in entry_rules for problem in rule(record, vocabulary)]
        by_record[record] = known
        problems += known
        if today:
            problems += dates.no_future_date(record, today)
    for catalogue_rule in catalogue_rules:
        problems += catalogue_rule(sources, vocabulary)
    problems += aliases.aliases_are_free(records, vocabulary)
    if not any(record.is_partial for record in records):
        problems += searched.aliases_find_something(records, vocabulary)
        problems += memory.known_roles(records, vocabulary)
    problems += families.known_lanes(records, vocabulary)
    problems += families.introductions(records, vocabulary)
    problems += compose.compositions_fit(records, vocabulary)
    problems += referred.course_is_whole(records, vocabulary)
    problems += referred.theorems_name_what_exists(records, vocabulary)
    names = [record for record in records if record.kind == "authors"] if names_known else []
    for record in names:
        problems += authors.author_records_are_used(record, sources, vocabulary)
    silenced, unused = exceptions.accepted([*sources, *names], problems)
    shown = once({*problems} - silenced)
    unread = {record.path for record in records if record.is_partial}
    if unread or vocabulary.unread:  # what is not read may be the reason for a warning, or against one
        shown = {problem for problem in shown if problem.is_error or problem.path not in unread}
    else:
        shown |= set(unused)
    return Checked(vocabulary, in_order(shown), entries, by_record)


# At one place, a problem with the first rule makes those with the others superfluous: a title in place of a key.
_SAYS_MORE = {
    "unknown-": ("bad-key",),
    "bare-relation": ("wrong-type", "missing-field", "unknown-field"),
    "braces": ("wrong-type",),
    "hash-tags": ("empty-value", "empty-needed", "empty-item"),
    "empty-needed": ("empty-value", "yaml-syntax"),
    "link-of-another-paper": ("code-address",),
    "address-end": ("bad-url", "bad-doi", "code-address"),
}
_OF_A_LINE = ("braces",)  # the reader's column is that of the misspelt name of the field


def once(problems: Collection[Problem]) -> set[Problem]:
    """The problems without those that say less than another at the same place."""
    open_ = {(p.path, p.line, p.column) for p in problems if p.rule == "placeholder"}
    less = {
        (p.path, p.line, None if stronger in _OF_A_LINE else p.column, weaker)
        for p in problems
        for stronger, weaker_ones in _SAYS_MORE.items()
        if p.rule.startswith(stronger)
        for weaker in weaker_ones
    }
    kept = [
        p
        for p in sorted(problems, key=lambda p: (p.rule, p))
        if not less & {(p.path, p.line, p.column, p.rule), (p.path, p.line, None, p.rule)}
        and (p.rule == "placeholder" or (p.path, p.line, p.column) not in open_)
    ]
    # Two rules may have seen the same mistake: then they say the same.
    return {*{(p.path, p.line, p.column, p.hint or p.rule): p for p in kept}.values()}
