"""Names of authors in entries: their form, and spellings that look like one person."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..people import SUFFIX, first_and_last, looks_like_a_team, shorter_forms, slug_of
from ..problems import Problem
from ..read import Record
from ..urls import author_page_url
from ..words import slug
from .duplicates import age
from .texts import cleaned
from .vocabulary import Vocabulary

Author = tuple[str, Record, tuple[str, int]]  # the name, and where it is
FIELDS = ("authors", "arxiv_authors")
_LETTER = re.compile(r"\w")
# Most names: two or three words. Titles and an initial at the end have other marks, or at most three letters.
_PLAIN = re.compile(r"(?!Professor )[A-Z][a-z]{3,} (?:[A-Z][a-z]+ |[A-Z]\. )?[A-Z][a-z]{3,}")
_VOWEL = re.compile("[AEIOUY]|[^A-Z]")
_ET_AL = re.compile(r"(?i)\bet\.? *al\b|^(and )?(\d+ )?others\b|^(\.\.\.|…)")
_TITLE = re.compile(
    r"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms)\b\.? *|\b(?:Dipl\.-?Ing|Ing|Eng)\. *"
    r"|,? *\b(?:Ph\. ?D|PhD|[MB]\.? ?Sc)\b\.?|,? M\.?D\.?$"
)
# What a name cannot hold, the first match counts: the id of the rule, what is there, and what to do.
_FAULTS = (
    (
        "author-markup",
        re.compile(r"[\\$~^{}]|&#?\w+;|</?\w+>"),
        "LaTeX or HTML",
    ),  # rules/texts.py finds the other marks
    ("author-email", re.compile(r"@"), "an e-mail address"),
    ("author-several", re.compile(r"(?i)\s(?:and|und|et)\s|[;&，、；]"), "several names"),
    ("author-title", _TITLE, "a title"),
    ("author-comma", re.compile(r","), "a comma"),
    ("author-brackets", re.compile(r"[()\[\]<>{}（）]"), "brackets"),
    ("author-marks", re.compile(r"(?<![ÂÃ])[\d*†‡§¶#²³¹⁰-⁹₀-₉]"), "a digit or a footnote mark"),
    ("author-order", re.compile(r"^\w\w.* (?:[A-Z]\.-?)+$"), "an initial at the end"),
)


def authors_of(record: Record) -> Iterator[tuple[tuple[str, int], str]]:
    """Each name in an entry, and where it is."""
    for name in FIELDS:
        for index, author in record.items(name):
            if isinstance(author, str):
                yield (name, index), author


def no_blank_author(record: Record, _: Vocabulary) -> Iterator[Problem]:
    for where, author in authors_of(record):
        if where not in record.empty and not _LETTER.search(author):
            hint = "write the name as printed on the paper"
            yield record.problem("blank-author", f"the author '{author}' has no letter", *where, hint=hint)
        elif author != " ".join(author.split()) and author.strip():
            message = f"the author '{author}' has extra spaces"
            yield record.problem("blank-author", message, *where, hint=f"write {' '.join(author.split())}")


def no_repeated_author(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """Two people of one name may be authors of one paper: an entry accepts this warning, and authors.yml says who."""
    seen: dict[tuple[str, str], int] = {}
    for (name, index), author in authors_of(record):
        first = seen.setdefault((name, slug(author)), index)
        if first != index and author.strip():
            message = f"'{author}' is also author number {first + 1}"
            hint = "remove one of the two; if they are two people, accept this warning under `accepted`"
            yield record.problem("repeated-author", message, name, index, hint=hint, severity="warning")


def no_et_al(record: Record, _: Vocabulary) -> Iterator[Problem]:
    for where, author in authors_of(record):
        if _ET_AL.search(author):
            yield record.problem("et-al", f"'{author}' is not a name", *where, hint="list every author")


def whole_names(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """`[Byron, Ada]` without quotes is two people of one word each."""
    names = [(where, author) for where, author in authors_of(record) if where[0] == "authors"]
    pairs = list(zip(names[::2], names[1::2], strict=False))
    if not pairs or len(names) % 2 or any(not author.isalpha() or not author.isascii() for _, author in names):
        return
    if not any(author in vocabulary.authors for _, author in names):
        whole = ", ".join(f"{given} {family}" for (_, family), (_, given) in pairs)
        hint = f"if the commas are inside names, write [{whole}]; if not, accept this warning under `accepted`"
        yield record.problem("split-names", "every author has one word", *names[0][0], hint=hint, severity="warning")


def plain_name(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A name holds nothing but a name. At most one warning for each."""
    for where, author in authors_of(record):
        if _PLAIN.fullmatch(author) and not looks_like_a_team(author):
            continue
        fault = _fault(author, vocabulary)
        if fault and not _ET_AL.search(author) and _LETTER.search(author):
            rule, message, hint = fault
            yield record.problem(rule, f"'{author}' {message}", *where, hint=hint, severity="warning")


def _fault(author: str, vocabulary: Vocabulary) -> tuple[str, str, str] | None:
    """The rule that a name breaks, what is wrong, and what to write."""
    who = vocabulary.who
    known = who.authors.get(who.spellings.get(author, author))
    if known and known.organisation:
        return None
    if looks_like_a_team(author) and not (known and known.family) and not _FAULTS[0][1].search(author):
        hint = (
            f"in authors.yml, write `{_quoted(author)}: {{organisation: true}}`; for a person, give the `family` name"
        )
        return "unmarked-team", "looks like a team or an organisation", hint
    bare = SUFFIX.sub("", author)
    for rule, pattern, what in _FAULTS:
        if pattern.search(bare):
            return rule, f"has {what}", _cleaned(rule, bare, author[len(bare) :])
    words = re.findall(r"[^\W\d_]{2,}", bare)
    shouted = [word for word in words if word.isupper() and len(word) > 3 and _VOWEL.search(word)]
    if bare.isupper() and len(_LETTER.findall(bare)) > 3:
        what, shouted = "is in all caps", words
    elif shouted and len(words) > 1:
        what = f"has a word in all caps, {shouted[0]}"
    else:
        shouted = []
    if shouted:
        clean = re.sub(r"[^\W\d_]+", lambda word: word[0].title() if word[0] in shouted else word[0], bare)
        hint = f"write {clean}{author[len(bare) :]}; for an organisation, set `organisation: true` in authors.yml"
        return "shouted-author", what, hint
    if bare.islower() and not (known and known.family):
        return (
            "lower-case-author",
            "is in lower case",
            f"write {bare.title()}, or accept this if the author writes it so",
        )
    return None


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[\w .'-]+", name) else f'"{name}"'


def _cleaned(rule: str, name: str, suffix: str) -> str:
    """What to type instead."""
    parts = [part.strip() for part in re.split(r"(?i)\s(?:and|und|et)\s|[;&,，、；]", name) if part.strip()]
    if rule == "author-order":
        return "write the given name first: {1} {0}".format(*name.rsplit(" ", 1))
    if len(parts) == 3 and SUFFIX.search(f" {parts[1]}"):
        return f"write the given name first: {parts[2]} {parts[0]}, {parts[1]}"
    if rule == "author-several" or (rule == "author-comma" and (len(parts) > 2 or all(" " in part for part in parts))):
        return f"write each author as an item of the list: [{', '.join(parts)}]"
    if rule == "author-comma":
        given_first = " ".join(reversed(parts))
        return f"write the given name first: {given_first}{suffix}; for an organisation, set `organisation: true`"
    if rule == "author-markup":
        clean = re.sub(r"[{}$\\^~]", " ", cleaned(name, "summary")[0])
    else:
        clean = re.sub(r"[(\[<{（].*?[)\]>}）]|\S*@\S*", " ", name)
        clean = _TITLE.sub(" ", re.sub(r"[\d*†‡§¶#²³¹⁰-⁹₀-₉()\[\]<>{}]\.?", "", clean))
    clean = " ".join(unicodedata.normalize("NFC", clean).split()).strip(" ,") + suffix
    return f"write {clean}" if _LETTER.search(clean) else "write the name as printed on the paper"


def author_slugs_are_unique(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Two spellings with one slug are one person or two: authors.yml must say which."""
    first: dict[str, tuple[str, Record]] = {}
    for record, where, name, address in _people(records, vocabulary):
        other, there = first.setdefault(address, (name, record))
        if other != name:
            message = f"'{name}' and '{other}' ({there.path}) have the same address, {author_page_url(address)}"
            hint = "one person: add the other spelling to `variants` in authors.yml; two people: use `homonyms`"
            yield record.problem("author-collision", message, *where, hint=hint)


def no_similar_authors(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Names that differ by a middle name, an initial, accents or hyphens: most often one person, who is then split.

    Each name is looked up in all its shorter forms, so the time grows with the number of names, not of pairs.
    """
    first: dict[str, Author] = {}
    for record, where, name, address in _people(records, vocabulary):
        first.setdefault(address, (name, record, where))
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for address, (name, _, _) in first.items():
        parts = vocabulary.who.name(name)
        if parts.given and address == slug_of(name):  # not the homonyms: somebody has looked at them
            groups[first_and_last(parts)].append(address)
    by_form: dict[str, list[str]] = {}
    forms: dict[str, list[str]] = {}
    for address in (address for group in groups.values() if len(group) > 1 for address in group):
        forms[address] = shorter_forms(vocabulary.who.name(first[address][0]))
        by_form.setdefault(forms[address][0], []).append(address)
    abbreviated: set[str] = set()
    for address, (form, *shorter) in forms.items():
        for other in by_form[form]:
            if other < address:
                yield _similar(*_by_age(first[address], first[other]))
        for other in (other for form in shorter for other in by_form.get(form, ())):
            if len(forms[other][0].partition(" ")[0]) > 1:
                yield _similar(*_by_age(first[address], first[other]))
            elif other not in abbreviated:  # Y. Wu may be anybody: one warning at this name, and none at each Wu
                abbreviated.add(other)
                yield _similar(first[address], first[other])


def _by_age(one: Author, two: Author) -> list[Author]:
    return sorted((one, two), key=lambda author: (age(author[1]), author[2]))


def _similar(one: Author, two: Author) -> Problem:
    """The warning at the second of two authors."""
    (old, there, at), (new, record, where) = one, two
    line = there.problem("", "", *at).line
    message = f"'{new}' differs little from '{old}' ({there.path}:{line})"
    name, variant = sorted((old, new), key=lambda name: (-len(name), name))
    hint = (
        f"one person: write `{_quoted(name)}: {{variants: [{_quoted(variant)}]}}` in authors.yml; "
        "two people: accept this warning under `accepted`"
    )
    return record.problem("similar-author", message, *where, hint=hint, severity="warning")


def _people(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[tuple[Record, tuple[str, int], str, str]]:
    """Each author of each paper, the oldest first, with the name and the slug of the person."""
    for record in sorted((record for record in records if record.kind == "papers"), key=age):
        # arxiv_authors have no pages
        found = [(where, author) for where, author in authors_of(record) if where[0] == "authors"]
        people = vocabulary.who.people([author for _, author in found], record.key)
        for (where, author), (name, address) in zip(found, people, strict=True):
            if _LETTER.search(author):
                yield record, where, name, address
