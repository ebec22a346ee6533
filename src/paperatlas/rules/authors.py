"""The records of authors.yml: each is about an author of the catalogue, and no two contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ..people import comparable
from ..problems import Problem
from ..read import Record
from ..words import did_you_mean
from .people import authors_of
from .vocabulary import Vocabulary

Printed = dict[str, set[tuple[str, str]]]  # for each printed name, the files and fields that have it


def author_records_are_used(record: Record, entries: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """`record` is authors.yml."""
    printed: Printed = {}
    for entry in entries:
        for (field, _), author in authors_of(entry):
            printed.setdefault(author, set()).add((entry.path, field))
    if not printed:  # the vocabularies of a catalogue without entries yet
        return
    papers = {entry.key: entry for entry in entries if entry.kind == "papers"}
    are_whole = not any(entry.is_partial for entry in entries)
    orcids: dict[str, str] = {}
    owners: dict[str, str] = {}
    for name, known in vocabulary.authors.items():
        if are_whole and not printed.keys() & {name, *known.variants}:
            hint = did_you_mean(name, printed, "remove it, or write the name as it is in an entry")
            yield record.problem(
                "unused-author", f"no entry has the author '{name}'", name, hint=hint, severity="warning", at_key=True
            )
        elif known.family and not _has_family(name, known.family):
            message = f"the family name '{known.family}' is not part of '{name}'"
            hint = "write it as in the name; if it is right, accept this warning under `accepted`"
            yield record.problem("family-not-in-name", message, name, "family", hint=hint, severity="warning")
        yield from _variants(record, vocabulary, name, printed, owners)
        yield from _homonyms(record, vocabulary, name, papers)
        people: list[tuple[tuple[str, ...], str | None]] = [(("orcid",), known.orcid)]
        people += [(("homonyms", key, "orcid"), other.orcid) for key, other in known.homonyms.items()]
        for where, orcid in people:
            if orcid in orcids:
                message = f"'{orcids[orcid]}' has the ORCID iD {orcid} too"
                yield record.problem("duplicate-orcid", message, name, *where, hint="an ORCID iD belongs to one person")
            elif orcid:
                orcids[orcid] = name


def _is_latin(name: str) -> bool:
    return comparable(name).isascii()


def _has_family(name: str, family: str) -> bool:
    """Whether the family name is in the name; one in another script may be."""
    return comparable(family) in comparable(name) or _is_latin(family) != _is_latin(name)


def _variants(
    record: Record, vocabulary: Vocabulary, name: str, printed: Printed, owners: dict[str, str]
) -> Iterator[Problem]:
    for index, variant in enumerate(vocabulary.authors[name].variants):
        where = (name, "variants", index)
        owner = owners.setdefault(variant, name)
        shared = printed.get(name, set()) & printed.get(variant, set())
        if variant == name:
            yield record.problem("bad-variant", f"'{variant}' is the name itself", *where, hint="remove this variant")
        elif owner != name:
            message = f"'{variant}' is also a variant of '{owner}'"
            yield record.problem("bad-variant", message, *where, hint="a spelling belongs to one person: remove one")
        elif variant in vocabulary.authors:
            message = f"'{variant}' has a record of its own"
            hint = "two people: remove this variant; one person: join the two records"
            yield record.problem("bad-variant", message, *where, hint=hint)
        elif shared:
            message = f"'{variant}' and '{name}' are both authors of {min(shared)[0]}"
            yield record.problem("bad-variant", message, *where, hint="they are two people: remove this variant")
        elif variant in printed and not _are_alike(name, variant):
            message = f"the variant '{variant}' shares no part with '{name}'"
            hint = "two people: remove this variant; one person: accept this warning under `accepted`"
            yield record.problem("unlike-variant", message, *where, hint=hint, severity="warning")


def _are_alike(one: str, two: str) -> bool:
    """Whether two spellings share a word or begin the same, or are in different scripts."""
    words = [{comparable(word) for word in name.replace("-", " ").split()} for name in (one, two)]
    return _is_latin(one) != _is_latin(two) or bool(words[0] & words[1]) or comparable(one)[:4] == comparable(two)[:4]


def _homonyms(record: Record, vocabulary: Vocabulary, name: str, papers: Mapping[str, Record]) -> Iterator[Problem]:
    """Each paper of a homonym exists and has the author, and has one author for each homonym that claims it."""
    known, who = vocabulary.authors[name], vocabulary.who
    claims: Counter[str] = Counter()
    for other, homonym in known.homonyms.items():
        raw = record.values[name]["homonyms"][other]
        for index, key in enumerate(homonym.papers):
            where = (name, "homonyms", other, *(("papers",) if isinstance(raw, dict) else ()), index)
            entry = papers.get(who.renamed.get(key, key))
            if entry is None:
                hint = did_you_mean(key, papers, "name a paper of this catalogue by its key")
                yield record.problem("unknown-paper", f"unknown paper '{key}'", *where, hint=hint)
                continue
            claims[entry.key] += 1
            if entry.is_partial:
                continue
            authors = [
                who.spellings.get(author, author) for (field, _), author in authors_of(entry) if field == "authors"
            ]
            if name not in authors:
                hint = did_you_mean(name, authors, f"the authors are in {entry.path}")
                yield record.problem("not-an-author", f"'{name}' is not an author of '{key}'", *where, hint=hint)
            elif claims[entry.key] > authors.count(name):
                message = f"two people named '{name}' have the paper '{key}', which names one"
                yield record.problem("not-an-author", message, *where, hint="remove it from one of the two")
