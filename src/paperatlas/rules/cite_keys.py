"""Citation keys last: each belongs to one paper, and an entry keeps its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..cite_keys import bare_name, new_keys, stem
from ..maths import FormulaError
from ..patterns import regex
from ..problems import Problem
from ..read import Record
from .duplicates import papers_by_age
from .vocabulary import Vocabulary

_YEAR = regex(r"\d{4}")


def unique_cite_keys(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    """No two papers have one key, be it now or before: a reader's text would cite the wrong one."""
    first: dict[str, tuple[Record, tuple[str | int, ...]]] = {}
    for record in papers_by_age(records):
        for key, *where in _keys(record):
            other, there = first.setdefault(key.lower(), (record, tuple(where)))
            if (other, there) != (record, tuple(where)):
                place = other.problem("", "", *there)
                message = f"the citation key '{key}' is already used in {place.path}:{place.line}"
                hint = "remove it from the paper that is new here, and run `paperatlas keys`, which writes another"
                if other is record:
                    hint = "old_cite_keys has only keys that the paper had before: remove this one"
                yield record.problem("duplicate-cite-key", message, *where, hint=hint)


def cite_keys_where_required(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Every paper has a key, if the style asks for it."""
    if not vocabulary.style.needs_cite_key:
        return
    papers = papers_by_age(records)
    # A key lasts, so it is not made from values that are still wrong.
    missing = [record for record in papers if "cite_key" not in record.values and _has_stem(record)]
    if not missing:
        return
    taken = [key for record in papers for key, *_ in _keys(record)]
    new = new_keys(((record.key, _stem(record, vocabulary)) for record in missing), taken)
    for record in missing:
        hint = f"write cite_key: {new[record.key]}, or run `paperatlas keys`, which writes it"
        message = "'cite_key' is missing"
        yield record.problem("missing-cite-key", message, "added", hint=hint, severity="warning", at_key=True)


def _keys(record: Record) -> Iterator[tuple[str, *tuple[str | int, ...]]]:
    """The citation keys of a paper, each with its place."""
    if key := record.get("cite_key"):
        yield key, "cite_key"
    for index, old in record.items("old_cite_keys"):
        if isinstance(old, str) and old:
            yield old, "old_cite_keys", index


def _has_stem(record: Record) -> bool:
    return bool(_authors(record) and _YEAR.fullmatch(_year(record)) and record.get("title"))


def _stem(record: Record, vocabulary: Vocabulary) -> str:
    year = _year(record)
    try:
        return stem(vocabulary.who.name(bare_name(_authors(record)[0])), year, record.get("title"))
    except FormulaError:  # reported by another rule
        return f"{record.key}{year}"


def _authors(record: Record) -> list[str]:
    return [name for _, name in record.items("authors") if isinstance(name, str)]


def _year(record: Record) -> str:
    venue = record.values.get("venue")
    return str(venue.get("year") if isinstance(venue, Mapping) else record.get("date").split("-")[0])
