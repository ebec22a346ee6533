"""Semantic Scholar: ids of a paper elsewhere, and papers like it (api.semanticscholar.org/api-docs).

Without a key all users share one limit, and a request often fails. A key is in `PAPERATLAS_SEMANTIC_SCHOLAR_KEY`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from ..rules.venues import is_preprint
from .facts import Facts
from .given import Values, add_venue
from .ids import is_valid
from .texts import one_line, unmarked
from .web import Web, WebError

ADDRESS = "https://api.semanticscholar.org"
KEY = "PAPERATLAS_SEMANTIC_SCHOLAR_KEY"
FIELDS = "title,abstract,authors,year,publicationDate,venue,publicationVenue,journal,externalIds,url"
_IDS = {"ArXiv": "arxiv", "DOI": "doi", "ACL": "acl"}


def facts(web: Web, ident: str) -> Facts:
    """What it says of a paper. `ident` is its own id, or such as `ARXIV:1903.00010` or `DOI:10.1000/clock.1`.

    Raises:
        WebError: it gives no answer, or has no such paper: then the status is 404.
    """
    address = f"{_address(web)}/graph/v1/paper/{quote(ident, safe=':')}"
    found = _facts(web.get(address, {"fields": FIELDS}, _headers()).json())
    if not found:
        raise WebError(f"Semantic Scholar knows no title for {ident}", f"https://api.semanticscholar.org/{ident}", 404)
    return found


def search(web: Web, title: str) -> list[Facts]:
    """The one paper whose title is nearest, if any is near.

    Raises:
        WebError: it gives no answer, or not its usual one.
    """
    try:
        answer = web.get(f"{_address(web)}/graph/v1/paper/search/match", {"query": title, "fields": FIELDS}, _headers())
    except WebError as error:
        if error.status == 404:  # no title is near
            return []
        raise
    return _many(answer.json(), "data")


def recommended(web: Web, idents: Sequence[str], most: int = 100) -> list[Facts]:
    """New papers that are like some papers.

    Raises:
        WebError: it gives no answer, or not its usual one.
    """
    address, query = f"{_address(web)}/recommendations/v1/papers/", {"fields": FIELDS, "limit": str(most)}
    answer = web.post(address, {"positivePaperIds": list(idents), "negativePaperIds": []}, query, _headers())
    return _many(answer.json(), "recommendedPapers")


def citing(web: Web, ident: str, most: int = 100) -> list[Facts]:
    """The newest papers that cite a paper.

    Raises:
        WebError: it gives no answer, or not its usual one.
    """
    address = f"{_address(web)}/graph/v1/paper/{quote(ident, safe=':')}/citations"
    answer = web.get(address, {"fields": FIELDS, "limit": str(most)}, _headers()).json()
    items = answer.get("data") if isinstance(answer, dict) else None
    return [
        one
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict) and (one := _facts(item.get("citingPaper")))
    ]


def has_key() -> bool:
    return bool(os.environ.get(KEY))


def _address(web: Web) -> str:
    return web.settings.address("semantic_scholar", ADDRESS)


def _headers() -> dict[str, str] | None:
    return {"x-api-key": os.environ[KEY]} if has_key() else None


def _many(answer: object, name: str) -> list[Facts]:
    items = answer.get(name) if isinstance(answer, dict) else None
    return [one for item in (items if isinstance(items, list) else []) if (one := _facts(item))]


def _facts(paper: object) -> Facts | None:
    if not isinstance(paper, dict) or not (title := unmarked(paper.get("title"))):
        return None
    people = paper.get("authors")
    names = [unmarked(one.get("name")) for one in (people if isinstance(people, list) else []) if isinstance(one, dict)]
    values: Values = {"title": title, "authors": [name for name in names if name]}
    known = _dict(paper.get("externalIds"))
    for theirs, ours in _IDS.items():
        ident = one_line(known.get(theirs))
        if ident and is_valid(ours, ident) and not (ours == "doi" and "arxiv" in ident.lower()):
            values[ours] = ident
    if date := one_line(paper.get("publicationDate")) or one_line(paper.get("year")):
        values["date"] = date
    journal = _dict(paper.get("journal"))
    if is_preprint(one_line(journal.get("name"))):  # of arXiv, beside the place where it was published
        journal = {}
    place = unmarked(_dict(paper.get("publicationVenue")).get("name")) or unmarked(paper.get("venue"))
    parts = {"volume": one_line(journal.get("volume")), "pages": one_line(journal.get("pages"))}
    add_venue(values, place, one_line(paper.get("year")), **parts)
    at = one_line(paper.get("url")).removeprefix("https://www.") or "api.semanticscholar.org"
    return Facts(at, {k: v for k, v in values.items() if v}, abstract=unmarked(paper.get("abstract")))


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
