"""Categories, tags, venues and field names exist, and summaries are written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..problems import Problem
from ..read import Record
from ..words import did_you_mean
from .fields import ENTRY_TYPES
from .vocabulary import Vocabulary

_PLACEHOLDER = re.compile(
    r"(?i)^\W*(to-?do|tbd|tba|fix-?me|x{3,}|n/?a|none|lorem ipsum|placeholder|summary|coming soon"
    r"|to be (written|added|done)|(a |the )?summary (goes|comes) here|two to four sentences)\b"
)


def known_category(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    yield from _known(record, vocabulary, "category", vocabulary.categories, "categories", "category")


def known_tags(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    for index, _ in record.items("tags"):
        yield from _known(record, vocabulary, "tag", vocabulary.tags, "tags", "tags", index)


def known_venue(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    yield from _known(record, vocabulary, "venue", vocabulary.venues, "venues", "venue", "name")
    for index, _ in record.items("also"):
        yield from _known(record, vocabulary, "venue", vocabulary.venues, "venues", "also", index, "name")


def known_relation_kind(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    for index, _ in record.items("builds_on"):
        yield from _known(record, vocabulary, "relation", vocabulary.relations, "relations", "builds_on", index, "kind")


def _known(
    record: Record, vocabulary: Vocabulary, noun: str, known: Collection[str] | None, file: str, *where: str | int
) -> Iterator[Problem]:
    word = record.get(*where)
    if word and known is not None and where not in record.empty and word not in known:
        hint = did_you_mean(word, known, f"the {file} are in {vocabulary.paths.get(file, file + '.yml')}")
        yield record.problem(f"unknown-{noun}", f"unknown {noun} '{word}'", *where, hint=hint)


def written_summary(record: Record, _: Vocabulary) -> Iterator[Problem]:
    summary = record.get("summary").strip()
    if (
        summary
        and "summary" not in {where[0] for where in record.empty}
        and (_PLACEHOLDER.match(summary) or len(summary) < 20)
    ):
        hint = "say what it is about, in your own words"
        yield record.problem("placeholder-summary", "the summary is a placeholder", "summary", hint=hint)


def known_source_fields(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """`sources` and `corrections` name fields that exist."""
    known = [name for name in ENTRY_TYPES[record.kind].model_fields if name != "key"]
    named = [
        (name, ("sources", index, "fields", inner))
        for index, source in record.items("sources")
        if isinstance(source, dict) and isinstance(source.get("fields"), list)
        for inner, name in enumerate(source["fields"])
    ] + [
        (record.get("corrections", index, "field"), ("corrections", index, "field"))
        for index, _ in record.items("corrections")
    ]
    for name, where in named:
        if isinstance(name, str) and name and name.split(".")[0] not in known and where not in record.empty:
            yield record.problem("unknown-field", f"unknown field '{name}'", *where, hint=did_you_mean(name, known))
