"""Links that belong to another paper: copied with the rest of an entry, or pasted from the wrong tab."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from ..model.values import comparable_arxiv
from ..patterns import regex
from ..problems import Problem
from ..read import Record
from .fields import ENTRY_TYPES
from .meant import right_value, truth
from .vocabulary import Vocabulary

Where = tuple[str | int, ...]

_ARXIV = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})"
# The field whose id an address contains, and how to find it there.
_IDS = tuple(
    (name, regex(pattern, re.IGNORECASE))
    for name, pattern in (
        ("arxiv", r"arxiv\.org/(?:abs|pdf|html|format|ps|e-print)/" + _ARXIV),
        ("arxiv", r"\b10\.48550/arxiv\." + _ARXIV),
        ("openreview", r"openreview\.net/\w+\?(?:\S*&)?id=([\w-]+)"),
        ("acl", r"aclanthology\.org/(?:volumes/)?([\w.-]+?)(?:\.pdf|/)?$"),
        ("pmlr", r"proceedings\.mlr\.press/(v\d+/[\w-]+?)(?:\.html|/[\w.-]+\.pdf)?$"),
        ("doi", r"doi\.org/(10\.\d{4,9}/\S+)"),
    )
)
_NAMES = {
    **{"arxiv": "arXiv id", "openreview": "OpenReview id", "acl": "ACL Anthology id", "pmlr": "PMLR id", "doi": "DOI"},
    **{"url": "address", "pdf": "PDF", "project": "project page", "video": "talk", "repo": "repository"},
    "short_name": "short name",
}


def _papers(records: Sequence[Record]) -> list[Record]:
    return [record for record in records if record.kind == "papers"]


def _oldest_first(records: Sequence[Record]) -> list[Record]:
    """A value that two entries have is reported in the one that was added later."""
    return sorted(records, key=lambda record: (record.get("added"), record.path))


def _comparable(name: str, value: str) -> str:
    return comparable_arxiv(unquote(value)).lower() if name in ("arxiv", "doi") else value


def _comparable_url(url: str) -> str:
    """The address without what does not tell pages apart.

    >>> _comparable_url("http://www.Example.org/a.git/") == _comparable_url("https://example.org/a")
    True
    """
    rest = re.sub(r"^https?://(www\.)?", "", url.strip(), flags=re.IGNORECASE).partition("#")[0]
    return rest.rstrip("/").removesuffix(".git").lower()


def addresses_are_of_this_paper(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    """An arXiv, OpenReview, proceedings or DOI link contains the paper's own id, and not that of another entry."""
    papers = _papers(records)
    owners = {
        (name, _comparable(name, record.get(name))): record
        for record in _oldest_first(papers)[::-1]
        for name in {name for name, _ in _IDS}
        if record.get(name)
    }
    for record in papers:
        for where, (name, found) in _ids(record):
            same, own = _comparable(name, found), _comparable(name, record.get(name))
            owner = owners.get((name, same))
            if same == own or (name == where[0] == "doi"):
                continue
            if owner is not None and owner is not record:
                there = owner.problem("", "", name)
                message = f"this link has the {_NAMES[name]} {found}, which is that of {there.path}:{there.line}"
                hint = "link to this paper, or remove the line"
                yield record.problem("link-of-another-paper", message, *where, hint=hint)
            elif where[0] == "also":  # another version has ids of its own
                continue
            elif own:
                message = f"this link has the {_NAMES[name]} {found}, but `{name}` is {record.get(name)}"
                hint = "correct the one that is wrong; accept this warning if both are right"
                yield record.problem("link-of-another-id", message, *where, hint=hint, severity="warning")
            elif where[0] in ("url", "pdf", "doi"):
                message = f"this link contains the {_NAMES[name]} of the paper"
                hint = f'write {name}: "{found}"' + (f" in place of `{where[0]}`" if where[0] != "doi" else "")
                yield record.problem("id-in-link", message, *where, hint=hint, severity="warning")


def _ids(record: Record) -> Iterator[tuple[Where, tuple[str, str]]]:
    places: list[Where] = [("url",), ("pdf",), ("project",), ("doi",)]
    places += [("code", index, "url") for index, _ in record.items("code")]
    places += [("also", index, name) for index, _ in record.items("also") for name in ("url", "doi")]
    for where in places:
        address = record.get(*where)
        for name, pattern in _IDS:
            if address and (found := pattern.search(address)):
                yield where, (name, found[1])
                break


_END = regex(r"[)\]}>.,;:!*'`’”]$")
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


def whole_address(text: str) -> str:
    """An address without the marks of a sentence around it.

    >>> whole_address("https://example.org/a.pdf),"), whole_address("https://example.org/A_(b)")
    ('https://example.org/a.pdf', 'https://example.org/A_(b)')
    """
    while _END.search(text):
        opening = _CLOSING.get(text[-1])
        if opening and text.count(opening) >= text.count(text[-1]):
            break
        text = text[:-1]
    return text


def addresses_end_well(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """`https://example.org/a.pdf)`, copied with a mark of the sentence around it."""
    places: list[Where] = [(name,) for name in ("url", "pdf", "project", "video", "repo", "doi")]
    places += [("code", index, "url") for index, _ in record.items("code")]
    places += [("also", index, name) for index, _ in record.items("also") for name in ("url", "doi")]
    places += [("sources", index, "at") for index, _ in record.items("sources")]
    places.append(("status", "link"))
    for where in places:
        address = record.get(*where).strip()
        if not _END.search(address) or re.search(r"\s|^\W", address) or "." not in address[:-1]:
            continue
        right = whole_address(address)
        if right != address:
            end = address[len(right) :]
            right = (right_value("bad-url", right) if where[-1] not in ("doi", "at") else "") or right
            message = f"the address ends in '{end}', which is no part of it"
            yield record.problem("address-end", message, *where, hint=f"write {where[-1]}: {right}")


def unique_addresses(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    """No two entries of a kind have one page, PDF, talk, repository or short name."""
    first: dict[tuple[str, str, str], tuple[Record, str]] = {}
    for record in _oldest_first(records):
        for name in ("url", "pdf", "project", "video", "repo", "short_name"):
            value = record.get(name)
            if not value:
                continue
            same = value.casefold().strip() if name == "short_name" else _comparable_url(value)
            kind = "url" if name == "pdf" else name  # one PDF may be the `url` of one entry and the `pdf` of another
            other, there_name = first.setdefault((record.kind, kind, same), (record, name))
            if other is not record:
                there = other.problem("", "", there_name)
                message = f"the {_NAMES[name]} '{value}' is already used in {there.path}:{there.line}"
                noun = ENTRY_TYPES[record.kind].noun
                hint = (
                    f"one of the two is wrong, or both files are the same {noun}; accept this warning if both are right"
                )
                yield record.problem(f"duplicate-{name}", message, name, hint=hint, severity="warning")


_PAPERS = regex(r"(?i)^https?://(www\.)?(arxiv\.org|openreview\.net|doi\.org|aclanthology\.org)/")
_INSIDE = regex(
    r"(?i)^(https?://(?:github|gitlab|codeberg|bitbucket)\.[a-z]+/[^/]+/[^/]+?)(\.git/?|/(?:tree|blob)/(?:main|master)/?|/)$"
)


def code_is_a_repository(record: Record, _: Vocabulary) -> Iterator[Problem]:
    for index, _one in record.items("code"):
        url = record.get("code", index, "url")
        inside = _INSIDE.match(url)
        message = hint = ""
        own = record.get("arxiv")
        is_of_another = "arxiv.org" in url and own and own not in url  # which addresses_are_of_this_paper reports
        if _PAPERS.match(url) and not is_of_another:
            message, hint = "this is the address of a paper, not of code", "write the address of the repository"
        elif inside:
            message, hint = "this is not the address of the repository itself", f"write url: {inside[1]}"
        elif noted := re.match(r"(https?://[^\s%(]+)(?:%20|\+)*[(\[].*$|(https?://[^\s%]+)%20.*$", url):
            message, hint = "this address ends in words about it", f"write url: {noted[1] or noted[2]}"
        if message:
            yield record.problem("code-address", message, "code", index, "url", hint=hint, severity="warning")


def code_of_this_paper(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    """A repository is named once, and by papers that share an author, build on each other or call it unofficial."""
    holders: defaultdict[str, list[tuple[Record, int]]] = defaultdict(list)
    for record in _oldest_first(_papers(records)):
        for index, _code in record.items("code"):
            address = _comparable_url(record.get("code", index, "url"))
            if not address:
                continue
            if any(other is record for other, _ in holders[address]):
                message = f"the repository '{record.get('code', index, 'url')}' is there twice"
                yield record.problem("repeated-code", message, "code", index, "url", hint="remove one of the two")
            else:
                holders[address].append((record, index))
    for found in holders.values():
        officials = [(record, index) for record, index in found if truth(record.get("code", index, "official"))]
        for number, (record, index) in enumerate(officials[1:], start=1):
            earlier = [other for other, _ in officials[:number]]
            if not any(_are_close(record, other) for other in earlier):
                message = f"{earlier[0].path}, a paper by other people, has the same official code"
                hint = "one of the two is wrong; accept this warning if both are right"
                yield record.problem("shared-code", message, "code", index, "url", hint=hint, severity="warning")


def _are_close(one: Record, two: Record) -> bool:
    authors = {name for _, name in one.items("authors") if isinstance(name, str)}
    if any(isinstance(name, str) and name in authors for _, name in two.items("authors")):
        return True
    return any(
        record.get("builds_on", index, "paper") == other.key
        for record, other in ((one, two), (two, one))
        for index, _ in record.items("builds_on")
    )
