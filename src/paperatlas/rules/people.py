"""Names of people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..problems import Problem
from ..read import Record
from ..urls import author_page_url
from ..words import slug
from .vocabulary import Vocabulary

_FIELDS = ("authors", "arxiv_authors")
_LETTER = re.compile(r"\w")
_ET_AL = re.compile(r"(?i)\bet\.? *al\b|^(and )?(\d+ )?others\b|^(\.\.\.|…)")


def _authors(record: Record) -> Iterator[tuple[tuple[str, int], str]]:
    for name in _FIELDS:
        for index, author in record.items(name):
            if isinstance(author, str):
                yield (name, index), author


def no_blank_author(record: Record, _: Vocabulary) -> Iterator[Problem]:
    for where, author in _authors(record):
        if where not in record.empty and not _LETTER.search(author):
            hint = "write the name as printed on the paper"
            yield record.problem("blank-author", f"the author '{author}' has no letter", *where, hint=hint)
        elif author != " ".join(author.split()) and author.strip():
            message = f"the author '{author}' has extra spaces"
            yield record.problem("blank-author", message, *where, hint=f"write {' '.join(author.split())}")


def no_repeated_author(record: Record, _: Vocabulary) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for (name, index), author in _authors(record):
        first = seen.setdefault((name, slug(author)), index)
        if first != index and author.strip():
            message = f"'{author}' is also author number {first + 1}"
            yield record.problem("repeated-author", message, name, index, hint="remove one of the two")


def no_et_al(record: Record, _: Vocabulary) -> Iterator[Problem]:
    for where, author in _authors(record):
        if _ET_AL.search(author):
            yield record.problem("et-al", f"'{author}' is not a name", *where, hint="list every author")


def no_shouted_author(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    for where, author in _authors(record):
        known = vocabulary.authors.get(author)
        if author.isupper() and len(_LETTER.findall(author)) > 3 and not (known and known.organisation):
            hint = f"write {author.title()}; for an organisation, set `organisation: true` in authors.yml"
            yield record.problem("shouted-author", f"'{author}' is in all caps", *where, hint=hint)


def author_slugs_are_unique(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Two spellings with one slug are one person or two: authors.yml must say which."""
    first: dict[str, tuple[str, Record]] = {}
    for record in records:
        for where, author in _authors(record):
            if where[0] != "authors":  # arxiv_authors have no pages
                continue
            if not _LETTER.search(author):
                continue
            name, address = vocabulary.person(author, record.key)
            other, there = first.setdefault(address, (name, record))
            if other != name:
                message = f"'{name}' and '{other}' ({there.path}) have the same address, {author_page_url(address)}"
                hint = "one person: add the other spelling to `variants` in authors.yml; two people: use `homonyms`"
                yield record.problem("author-collision", message, *where, hint=hint)
