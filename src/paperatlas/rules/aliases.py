"""Old addresses: each alias leads to one page, and takes the place of none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..problems import Problem
from ..read import Record
from ..words import slug
from .vocabulary import Vocabulary

Place = tuple[Record, tuple[str | int, ...]]


def aliases_are_free(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """`records` are those of entries and of vocabularies."""
    papers = [(record.key, (record, ())) for record in records if record.kind == "papers"]
    yield from _clashes(papers, _of_papers(records), str)
    for kind, address in (("categories", str), ("tags", str), ("venues", slug)):
        yield from _clashes(_terms(records, kind), _of_terms(records, kind), address)
    old_names = list(_of_terms(records, "authors"))
    if old_names:
        yield from _clashes(_people(records, vocabulary), old_names, slug)


def _of_papers(records: Sequence[Record]) -> Iterator[Place]:
    for record in records:
        if record.kind == "papers":
            yield from ((record, ("aliases", index)) for index, _ in record.items("aliases"))


def _of_terms(records: Sequence[Record], kind: str) -> Iterator[Place]:
    for record in records:
        for key, term in record.values.items() if record.kind == kind else ():
            aliases = term.get("aliases") if isinstance(term, dict) else None
            if isinstance(aliases, list):
                yield from ((record, (key, "aliases", index)) for index in range(len(aliases)))


def _terms(records: Sequence[Record], kind: str) -> Iterator[tuple[str, Place]]:
    for record in records:
        if record.kind == kind:
            yield from ((slug(key), (record, (key,))) for key in record.values)


def _people(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[tuple[str, Place]]:
    for record in records:
        if record.kind == "papers":
            names = {index: name for index, name in record.items("authors") if isinstance(name, str)}
            people = vocabulary.who.people(list(names.values()), record.key)
            for index, (_, address) in zip(names, people, strict=True):
                yield address, (record, ("authors", index))


def _clashes(
    live: Iterable[tuple[str, Place]], aliases: Iterable[Place], address: Callable[[str], str]
) -> Iterator[Problem]:
    """The aliases whose address is empty, is that of a live page, or is used by an earlier alias."""
    taken: dict[str, Place] = {}
    for used, place in live:
        taken.setdefault(used, place)
    for record, where in aliases:
        alias = record.get(*where)
        if not alias:
            continue
        here = (record, where)
        if not address(alias):
            hint = "write a name with a letter or digit: it is part of an address"
            yield record.problem("alias-collision", f"the alias '{alias}' has no letter or digit", *where, hint=hint)
            continue
        other, there = taken.setdefault(address(alias), here)
        if (other, there) != here:
            line = f":{other.problem('', '', *there, at_key=len(there) == 1).line}" if there else ""
            message = f"the alias '{alias}' is already used by {other.path}{line}"
            yield record.problem("alias-collision", message, *where, hint="remove it")
