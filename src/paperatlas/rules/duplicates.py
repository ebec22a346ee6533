"""Entries, ids and keys that occur twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from ..model.values import comparable_arxiv
from ..problems import Problem, Severity
from ..read import Record
from ..words import comparable_title, within_edits
from .fields import ENTRY_TYPES
from .vocabulary import Vocabulary

MOST_EDITS = 2
# In a shorter title two edits often make a different one.
LEAST_LETTERS = 12

_REMOVE = "if it is the same {noun}, remove one of the two files"
_ACCEPT = "; if not, accept this warning under `accepted`"


EXAMPLE_DAY = "2024-06-30"  # on the page Contribute; who copies it adds the entry now


def age(record: Record) -> tuple[str, str]:
    """Orders records by the day they were added, then by key. A problem of two is reported on the newer one."""
    added = record.get("added")
    return added if added and added != EXAMPLE_DAY else "9999", record.key


def papers_by_age(records: Sequence[Record]) -> list[Record]:
    return sorted((record for record in records if record.kind == "papers"), key=age)


def unique_identifiers(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    papers = papers_by_age(records)
    for name in ("arxiv", "doi", "openreview", "acl", "pmlr"):
        yield from _unique(
            papers,
            name,
            lambda record, name=name: comparable_arxiv(record.get(name)).lower(),  # type: ignore[misc]
        )


def unique_titles(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    for kind in ("papers", "tutorials"):
        same = sorted((record for record in records if record.kind == kind), key=age)
        hint = _REMOVE.format(noun=ENTRY_TYPES[kind].noun) + _ACCEPT
        yield from _unique(same, "title", lambda record: comparable_title(record.get("title")), "warning", hint)


def _unique(
    records: list[Record],
    name: str,
    value: Callable[[Record], str],
    severity: Severity = "error",
    hint: str = "",
) -> Iterator[Problem]:
    first: dict[str, Record] = {}
    for record in records:
        found = value(record)
        if not found:
            continue
        other = first.setdefault(found, record)
        if other is not record:
            there = other.problem("", "", name)
            message = f"the {name} '{record.get(name)}' is already used in {there.path}:{there.line}"
            given = hint or _REMOVE.format(noun=ENTRY_TYPES[record.kind].noun)
            yield record.problem(f"duplicate-{name}", message, name, hint=given, severity=severity)


def unique_method_keys(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    first: dict[str, tuple[Record, int]] = {}
    for record in papers_by_age(records):
        for index, _method in record.items("methods"):
            key = record.get("methods", index, "key")
            other, number = first.setdefault(key, (record, index))
            if key and (other, number) != (record, index):
                there = other.problem("", "", "methods", number, "key")
                message = f"the method key '{key}' is already used in {there.path}:{there.line}"
                hint = "a method key is unique in the catalogue: choose another"
                yield record.problem("duplicate-method", message, "methods", index, "key", hint=hint)


def no_similar_titles(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    """Titles that differ by at most two letters: most often one paper added twice, once with a typo."""
    titles = sorted(
        ((comparable_title(record.get("title")), record) for record in papers_by_age(records)),
        key=lambda pair: (len(pair[0]), pair[1].path),
    )
    for one, two in similar_pairs([title for title, _ in titles]):
        if titles[one][0] == titles[two][0]:  # unique_titles reports these
            continue
        first, second = sorted((titles[one][1], titles[two][1]), key=age)
        there = first.problem("", "", "title")
        message = f"the title differs by at most {MOST_EDITS} letters from the one in {there.path}:{there.line}"
        hint = _REMOVE.format(noun="paper") + _ACCEPT
        yield second.problem("similar-title", message, "title", hint=hint, severity="warning")


def similar_pairs(titles: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The indices of titles at most `MOST_EDITS` edits apart; `titles` must be sorted by length.

    Cut a title in three: two edits leave one part unchanged. A shift of it takes an edit before it for each character,
    and the rest of the difference in length takes edits after it. So only titles that share such a part need to be
    compared (Li, Deng, Wang, Feng: Pass-Join, VLDB 2011).

    >>> list(similar_pairs(["clocks of sand", "clocks of stone", "clocks of stones"]))
    [(1, 2)]
    """
    parts: defaultdict[tuple[int, int, str], list[int]] = defaultdict(list)
    lengths: set[int] = set()
    for number, title in enumerate(titles):
        size = len(title)
        if size < LEAST_LETTERS:
            continue
        seen: set[int] = set()
        for other in range(size - MOST_EDITS, size + 1):
            if other not in lengths:
                continue
            more = size - other
            shifts = range((more - MOST_EDITS + 1) // 2, (more + MOST_EDITS) // 2 + 1)
            for part, (begin, end) in enumerate(_thirds(other)):
                for shift in shifts:
                    if begin + shift >= 0:
                        seen.update(parts.get((other, part, title[begin + shift : end + shift]), ()))
        yield from ((found, number) for found in sorted(seen) if within_edits(titles[found], title, MOST_EDITS))
        lengths.add(size)
        for part, (begin, end) in enumerate(_thirds(size)):
            parts[size, part, title[begin:end]].append(number)


def _thirds(size: int) -> tuple[tuple[int, int], ...]:
    return (0, size // 3), (size // 3, 2 * size // 3), (2 * size // 3, size)
