"""The links of the catalogue and of the hand-written pages that lead to other sites, and which of them are dead."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..catalogue import Catalogue
from ..links import links
from ..pages.sources import ranked
from ..patterns import regex
from ..problems import Problem
from .web import Web, WebError

_URL = regex(r"https?://[^\s\"'<>`|\\^{}\[\]]+")
_CODE = regex(r"(?ms)^```.*?^```|`[^`\n]*`|<!--.*?-->")
_DEAD = (404, 410, 451)
_REFUSED = (401, 402, 403, 405, 406, 418, 429, 999)  # to programs; a reader may well see the page
_FORGES = ("github.com", "gitlab.com", "codeberg.org")
_THREADS = 16


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where a link is written. Line and column count from 1."""

    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Look:
    """What came of looking at an address: why it does not work, and where a repository leads that has moved."""

    url: str
    dead: str = ""
    moved: str = ""
    is_answered: bool = True


def outside_links(folder: Path, catalogue: Catalogue, docs: Path) -> dict[str, list[Place]]:
    """Every address that the site links to, with the places that name it.

    Those of ids, such as arXiv's, are at the place of the id.
    """
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for file in sorted({*folder.glob("**/*.yml")} - {folder / "links.yml"}):
        text = file.read_text(encoding="utf-8-sig")
        known: dict[str, str] = {url: url for url in _urls(text)}
        paper = catalogue.papers.get(file.stem) if file.parent.name == "papers" else None
        if paper:
            known |= {address: _id_of(address, text) for _, address in links(paper)}
            known |= {one.url: one.source.at for part in ranked(paper) for one in part if one.url}
        for url, written in known.items():
            found[url].append(Place(file.as_posix(), *_position(text, written)))
    for file in sorted(one for one in docs.glob("**/*.md") if one.is_file()):
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        bare = _CODE.sub(lambda code: re.sub(r"\S", " ", code[0]), text)
        for url in _urls(bare):
            found[url].append(Place(file.as_posix(), *_position(bare, url)))
    return {url: places for url, places in sorted(found.items()) if _is_outside(url)}


def _urls(text: str) -> Iterator[str]:
    """The addresses in a text, without the marks of a sentence or of Markdown after them.

    >>> [*_urls('[a](https://a.org/b_(c)). "https://d.org/?e=f", http://g.org.')]
    ['https://a.org/b_(c)', 'https://d.org/?e=f', 'http://g.org']
    """
    for match in _URL.finditer(text):
        url = match[0].rstrip(".,;:!?*")
        while url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1].rstrip(".,;:!?*")
        yield url


def _id_of(address: str, text: str) -> str:
    """How a text names an address: by the longest end of it that is in the text."""
    parts = address.split("/")
    ends = ("/".join(parts[start:]).removesuffix("/").removesuffix(".html") for start in range(len(parts)))
    return next((end for one in ends if (end := one.rpartition("forum?id=")[2]) and end in text), "")


def _position(text: str, written: str) -> tuple[int, int]:
    start = max(text.find(written), 0)
    return text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1


def _is_outside(url: str) -> bool:
    """
    >>> _is_outside("https://a.org/b"), _is_outside("http://127.0.0.1:8000/"), _is_outside("https://example.org/")
    (True, False, False)
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    is_example = re.search(r"(^|\.)(example(\.(com|org|net))?|localhost|test|invalid)$", host)
    return bool("." in host and not is_example and not re.fullmatch(r"[\d.]+", host))


def look_at(web: Web, urls: Collection[str], done: Callable[[], None] = lambda: None) -> Iterator[Look]:
    """Looks at all addresses: different hosts side by side, the pages of one host one after the other."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).netloc].append(url)

    def look_at_host(some: list[str]) -> list[Look]:
        found = []
        for url in some:
            found.append(_look(web, url))
            done()
        return found

    with ThreadPoolExecutor(_THREADS) as threads:
        # The host with the most pages takes longest, and so begins first.
        for looks in threads.map(look_at_host, sorted(hosts.values(), key=len, reverse=True)):
            yield from looks


def _look(web: Web, url: str) -> Look:
    try:
        answer = web.look(url)
    except WebError as error:
        return Look(url, error.problem, is_answered=False)
    if answer.status in _DEAD or (answer.status >= 500 and answer.status not in _REFUSED):
        return Look(url, f"it answers {answer.status}")
    is_ok = answer.status < 300
    return Look(url, moved=answer.url if is_ok and _is_elsewhere(url, answer.url) else "")


def _is_elsewhere(old: str, new: str) -> bool:
    """Whether a repository leads to another one: it was renamed or moved. Other sites redirect for many reasons.

    >>> _is_elsewhere("https://github.com/a/b", "https://github.com/c/b")
    True
    >>> _is_elsewhere("https://github.com/a/b", "https://github.com/A/b/"), _is_elsewhere("http://a.org", "https://b.org")
    (False, False)
    """
    before, after = (urlsplit(url) for url in (old, new))
    is_repository = before.hostname == after.hostname and before.hostname in _FORGES
    return is_repository and before.path.strip("/").lower() != after.path.strip("/").lower()


Seen = dict[str, str]  # addresses that did not work, and the day on which that was seen first


def reported(
    looks: Iterable[Look], places: Mapping[str, list[Place]], seen: Seen, accepted: Mapping[str, str], today: date
) -> tuple[list[Problem], Seen]:
    """What to report, and what to remember for the next time.

    A link is dead if it did not work twice, at least a day apart: a server may be down for an hour.
    """
    problems, failed = [], {}
    for look in looks:
        if look.url in accepted:
            continue
        if look.dead:
            first = seen.get(look.url, today.isoformat())
            failed[look.url] = first
            if first < today.isoformat():
                message = f"the link {look.url} is dead: {look.dead}; it did not work on {first} either"
                hint = "correct it, or remove it; if it works for you, write it into links.yml with the reason"
                problems += [_problem(place, "dead-link", "error", message, hint) for place in places[look.url]]
        elif look.moved:
            message = f"the repository {look.url} has moved"
            hint = f"write {look.moved}"
            problems += [_problem(place, "moved-link", "warning", message, hint) for place in places[look.url]]
    return sorted(problems), failed


def _problem(place: Place, rule: str, severity: Any, message: str, hint: str) -> Problem:
    return Problem(place.path, place.line, place.column, rule, severity, message, hint)
