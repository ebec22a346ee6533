"""Names of authors in entries: their form, and spellings that look like one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..patterns import regex
from ..people import first_and_last, looks_like_a_team, shorter_forms, slug_of
from ..problems import Problem, Severity
from ..read import Record
from ..urls import author_page_url
from ..words import slug
from .duplicates import age
from .meant import plain
from .names import ET_AL, LETTER, PLAIN, NameFault, fault_of_name, in_yaml, joined_names, names_meant
from .vocabulary import Vocabulary

Author = tuple[str, Record, tuple[str, int]]  # the name, and where it is
Person = tuple[Record, tuple[str, int], str, str]  # where a name is, the name, and the slug of the person
FIELDS = ("authors", "arxiv_authors")
_MAY_BE_ET_AL = regex(r"(?i)\bet\.? *al\b|others|\.\.\.|…")  # in any of several names
_MANY = 3  # names with one fault: the whole list is shown
_FEW_MARKED = 2  # who has pasted one name of LaTeX has pasted all
_MARKED = regex(r"[\\{}$<>]|&#?\w+;")
_OWN_HINTS = ("unmarked-team", "shouted-author", "lower-case-author")  # which are often right as they are


@lru_cache(maxsize=1)  # five rules in a row ask for it
def authors_of(record: Record) -> tuple[tuple[tuple[str, int], str], ...]:
    """Each name in an entry, and where it is."""
    return tuple(
        ((name, index), author) for name in FIELDS for index, author in record.items(name) if isinstance(author, str)
    )


@lru_cache(maxsize=1)
def _odd_names_of(record: Record) -> tuple[tuple[tuple[str, int], str], ...]:
    """The names in an entry that have another form than most, and where they are."""
    return tuple(one for one in authors_of(record) if not PLAIN.fullmatch(one[1]))


def no_blank_author(record: Record, _: Vocabulary) -> Iterator[Problem]:
    for where, author in _odd_names_of(record):
        if where not in record.empty and not LETTER.search(author):
            hint = "write the name as printed on the paper"
            yield record.problem("blank-author", f"the author '{author}' has no letter", *where, hint=hint)
        elif author != " ".join(author.split()) and author.strip():
            message = f"the author '{author}' has extra spaces"
            yield record.problem("blank-author", message, *where, hint=f"write {' '.join(author.split())}")


def no_repeated_author(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """Two people of one name may be authors of one paper: an entry accepts this warning, and authors.yml says who."""
    seen: dict[tuple[str, str], int] = {}
    authors = authors_of(record)
    if len({(name, slug(author)) for (name, _), author in authors}) == len(authors):
        return
    for (name, index), author in authors:
        first = seen.setdefault((name, slug(author)), index)
        if first != index and author.strip():
            message = f"'{author}' is also author number {first + 1}"
            hint = "remove one of the two; if they are two people, accept this warning under `accepted`"
            yield record.problem("repeated-author", message, name, index, hint=hint, severity="warning")


def no_et_al(record: Record, _: Vocabulary) -> Iterator[Problem]:
    if not _MAY_BE_ET_AL.search("\n".join(author for _, author in authors_of(record))):
        return
    for where, author in authors_of(record):
        if ET_AL.search(author):
            yield record.problem("et-al", f"'{author}' is not a name", *where, hint="list every author")


def whole_names(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """`[Byron, Ada]` without quotes is two people of one word each."""
    for field in FIELDS:
        names = [author for (name, _), author in authors_of(record) if name == field]
        whole = _joined(names, vocabulary)
        if not whole:
            continue
        is_sure = any(" and " in name for name in names)
        if all(author.isalpha() for author in names):
            message = "every author has one word"
        else:
            message = "these are family names and given names in turn, as separate items"
        hint = (
            f"if the commas are inside names, write [{', '.join(whole)}]; if not, accept this warning under `accepted`"
        )
        if is_sure:
            hint = f"write {field}: [{', '.join(whole)}]"
        yield record.problem("split-names", message, field, 0, hint=hint, severity="warning")


def _joined(names: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    return [] if any(name in vocabulary.authors for name in names) else joined_names(names)


def plain_name(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A name holds nothing but a name. At most one problem for each."""
    split: dict[str, bool] = {}
    faults: dict[tuple[str, str], list[tuple[tuple[str, int], str, NameFault]]] = {}
    looked_at = authors_of(record)
    if not looks_like_a_team(" ".join(author for _, author in looked_at)):  # then no name does
        looked_at = _odd_names_of(record)
    for where, author in looked_at:
        if PLAIN.fullmatch(author) and not looks_like_a_team(author):
            continue
        fault = fault_of_name(author, vocabulary.who)
        if not fault or ET_AL.search(author) or not LETTER.search(author):
            continue
        if fault.rule in ("author-several", "author-order"):  # if the commas have split the names, one problem says so
            names = [name for (field, _), name in authors_of(record) if field == where[0]]
            if split.setdefault(where[0], bool(_joined(names, vocabulary))):
                continue
        faults.setdefault((where[0], fault.rule), []).append((where, author, fault))
    for (field, rule), found in faults.items():
        is_one = len(found) < (_FEW_MARKED if rule == "author-markup" else _MANY) or rule in _OWN_HINTS
        for where, author, fault in found if is_one else found[:1]:
            severity: Severity = "error" if fault.is_error else "warning"
            message, hint = f"'{author}' {fault.message}", fault.hint
            if not is_one:  # one line to paste in place of many to change
                names, _ = names_meant(record.values[field], vocabulary.who)
                count = len(found) - 1
                message += f", and so {'has the name' if count == 1 else f'have {count} names'} after it"
                hint = f"write {field}: [{', '.join(map(plain, names))}]"
            yield record.problem(rule, message, *where, hint=hint, severity=severity)


def people_are_told_apart(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Neither a slug nor a person has two names, as far as names can show it."""
    people = list(_people(records, vocabulary))
    yield from _with_one_slug(people, vocabulary)
    yield from _similar_names(people, vocabulary)


def _with_one_slug(people: Sequence[Person], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Two spellings with one slug are one person or two: reported at the newer one, with the spelling of the other."""
    first: dict[str, dict[str, Author]] = {}
    for record, where, name, address in people:
        if name == " ".join(name.split()):  # extra spaces have a rule of their own
            first.setdefault(address, {}).setdefault(name, (name, record, where))
    for address, spellings in first.items():
        if len(spellings) < 2:
            continue
        # Of two entries of one day, the one with the accents is right.
        (right, there, at), *others = sorted(
            spellings.values(), key=lambda author: (age(author[1])[0], author[0].isascii(), age(author[1]), author[2])
        )
        for name, record, where in others:
            line = there.problem("", "", *at).line
            message = f"'{name}' and '{right}' ({there.path}:{line}) have the same address, {author_page_url(address)}"
            hint = (
                f"if it is the same person, write {right} here too; "
                f"if this paper prints {name}, {_in_record(right, f'variants: [{in_yaml(name)}]', vocabulary)}; "
                f"two people: {_in_record(name, f'homonyms: {{{address}-2: [{record.key}]}}', vocabulary)}"
            )
            yield record.problem("author-collision", message, *where, hint=hint)


def _in_record(name: str, field: str, vocabulary: Vocabulary) -> str:
    """What to write in authors.yml, which has one record for each name."""
    path = vocabulary.paths.get("authors", "authors.yml")
    if name in vocabulary.authors:
        return f"add `{field}` to the record of {name} in {path}"
    return f"write `{in_yaml(name)}: {{{field}}}` in {path}"


def _similar_names(people: Sequence[Person], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Names that differ by a middle name, an initial, accents or hyphens: most often one person, who is then split.

    Each name is looked up in all its shorter forms, so the time grows with the number of names, not of pairs.
    """
    first: dict[str, Author] = {}
    for record, where, name, address in people:
        if address not in first:
            first[address] = (name, record, where)
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
        f"one person: write `{in_yaml(name)}: {{variants: [{in_yaml(variant)}]}}` in authors.yml; "
        "two people: accept this warning under `accepted`"
    )
    return record.problem("similar-author", message, *where, hint=hint, severity="warning")


def _people(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Person]:
    """Each author of each paper, the oldest first, with the name and the slug of the person."""
    for record in sorted((record for record in records if record.kind == "papers"), key=age):
        # arxiv_authors have no pages
        found = [(where, author) for where, author in authors_of(record) if where[0] == "authors"]
        people = vocabulary.who.people([author for _, author in found], record.key)
        for (where, author), (name, address) in zip(found, people, strict=True):
            if LETTER.search(author) and not _MARKED.search(author):  # which has a problem of its own
                yield record, where, name, address
