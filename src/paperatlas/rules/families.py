"""Papers of a category with families name one of them, and the map of lineage names what exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model import Category, Family
from ..problems import Problem
from ..read import Record
from ..words import did_you_mean
from .vocabulary import Vocabulary
from .words import term_meant, term_named

LEAST_WORDS, MOST_WORDS = 80, 150  # of an introduction


def known_family(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    category = record.get("category")
    categories = vocabulary.categories or {}
    known = categories.get(term_meant(category, categories) if category else "")
    if record.kind != "papers" or known is None:
        return
    family = record.get("family")
    families = ", ".join(known.families)
    if not known.families and family:
        hint = f"remove it: the category '{category}' has no families"
        yield record.problem("unknown-family", f"unknown family '{family}'", "family", hint=hint)
    elif known.families and not family and "family" not in record.values:
        hint = f"write family: and one of {families}"
        message = f"'family' is missing: the category '{category}' has families"
        yield record.problem("missing-family", message, "category", severity="warning", hint=hint)
    elif known.families and family and family not in known.families:
        meant = term_named(family, known.families)
        hint = did_you_mean(family, known.families, f"the families of '{category}' are {families}")
        hint = f"write family: {meant}" if meant else hint
        yield record.problem("unknown-family", f"unknown family '{family}'", "family", hint=hint)


def introductions(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Introductions have 80 to 150 words, and main papers are papers of their category or family."""
    papers = {record.key: record for record in records if record.kind == "papers"}
    for record in records:
        for name, category in (vocabulary.categories or {}).items() if record.kind == "categories" else ():
            yield from _introduction(record, category, papers, name)
            for family, area in category.families.items():
                yield from _introduction(record, area, papers, name, "families", family)


def _introduction(
    record: Record, area: Family | Category, papers: Mapping[str, Record], category: str, *below: str
) -> Iterator[Problem]:
    where = (category, *below)
    count = len((area.introduction or "").split())
    if area.introduction and not LEAST_WORDS <= count <= MOST_WORDS:
        message = f"the introduction has {count} words; readers like {LEAST_WORDS} to {MOST_WORDS}"
        yield record.problem("introduction-length", message, *where, "introduction", severity="warning")
    for index, key in enumerate(area.main):
        paper = papers.get(key)
        if not paper:
            hint = did_you_mean(key, papers, "write the key of a paper, which is the name of its file")
            yield record.problem("unknown-paper", f"unknown paper '{key}'", *where, "main", index, hint=hint)
        elif paper.get("category") != category or (below and paper.get("family") != below[-1]):
            message = f"the paper '{key}' is not in '{where[-1]}'"
            yield record.problem("other-category", message, *where, "main", index, hint="name one that is")


def known_lanes(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """`records` are those of entries and of vocabularies."""
    papers = {record.key for record in records if record.kind == "papers"}
    lanes = {
        key for name, category in (vocabulary.categories or {}).items() for key in ([*category.families] or [name])
    }
    for record in records:
        if record.kind != "lineage":
            continue
        rows = record.values.get("rows")
        for key in rows if isinstance(rows, dict) and vocabulary.categories is not None else ():
            if key not in lanes:
                hint = did_you_mean(key, lanes, "a lane is a family, or a category without families")
                yield record.problem("unknown-lane", f"unknown lane '{key}'", "rows", key, at_key=True, hint=hint)
        for index, _ in record.items("turning_points"):
            key = record.get("turning_points", index, "paper")
            if key and key not in papers:
                hint = did_you_mean(key, papers, "")
                yield record.problem(
                    "unknown-paper", f"unknown paper '{key}'", "turning_points", index, "paper", hint=hint
                )
