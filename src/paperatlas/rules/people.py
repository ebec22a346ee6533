"""Names of people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..problems import Problem
from ..read import Record
from ..words import slug
from .vocabulary import Vocabulary

_FIELDS = ("authors", "arxiv_authors")


def _authors(record: Record) -> Iterator[tuple[tuple[str, int], str]]:
    for name in _FIELDS:
        for index, author in record.items(name):
            if isinstance(author, str):
                yield (name, index), author


def no_blank_author(record: Record, _: Vocabulary) -> Iterator[Problem]:
    for where, author in _authors(record):
        if where not in record.empty and not re.search(r"\w", author):
            yield record.problem("blank-author", f"the author '{author}' has no letter", *where)
        elif author != " ".join(author.split()) and author.strip():
            message = f"the author '{author}' holds stray spaces"
            yield record.problem("blank-author", message, *where, hint=f"write {' '.join(author.split())}")


def no_repeated_author(record: Record, _: Vocabulary) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for (name, index), author in _authors(record):
        first = seen.setdefault((name, slug(author)), index)
        if first != index and author.strip():
            yield record.problem("repeated-author", f"'{author}' is also author number {first + 1}", name, index)


def no_et_al(record: Record, _: Vocabulary) -> Iterator[Problem]:
    for where, author in _authors(record):
        if re.search(r"(?i)\bet\.? *al\b|^(and )?(\d+ )?others\b|^(\.\.\.|…)", author):
            yield record.problem("et-al", f"'{author}' is not a name", *where, hint="give every author")


def no_shouted_author(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    for where, author in _authors(record):
        known = vocabulary.authors.get(author)
        if author.isupper() and len(re.findall(r"\w", author)) > 3 and not (known and known.organisation):
            hint = f"write {author.title()}, or mark an organisation in authors.yml"
            yield record.problem("shouted-author", f"'{author}' stands in capitals", *where, hint=hint)


def author_slugs_are_unique(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Two spellings with one slug are one person written in two ways, or two people: authors.yml says which."""
    first: dict[str, tuple[str, Record]] = {}
    for record in records:
        for where, author in _authors(record):
            if where[0] != "authors":  # only these have pages
                continue
            if not re.search(r"\w", author):
                continue
            name, address = vocabulary.person(author, record.key)
            known, place = first.setdefault(address, (name, record))
            if known != name:
                message = f"'{name}' and '{known}' ({place.path}) have the same address, authors/{address}"
                hint = "one person: list the other spelling under `variants` in authors.yml; else under `homonyms`"
                yield record.problem("author-collision", message, *where, hint=hint)
