"""Crossref: what publishers say of a DOI, as in api.crossref.org and its api_format.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from .facts import Facts
from .given import Values, add_venue
from .ids import is_valid
from .texts import abstract, one_line, unmarked
from .web import Web, WebError

ADDRESS = "https://api.crossref.org"
_PREPRINTS = ("posted-content", "peer-review", "component")
_DATES = ("published-online", "published-print", "issued")


def facts(web: Web, doi: str) -> Facts:
    """What Crossref has for a DOI.

    Raises:
        WebError: Crossref gives no answer, not its usual one, or does not know the DOI: then the status is 404.
    """
    answer = web.get(f"{web.settings.address('crossref', ADDRESS)}/works/{quote(doi, safe='')}", _mailto(web))
    work = _dict(_dict(answer.json()).get("message"))
    found = _facts(work)
    if not found:
        raise WebError(f"Crossref knows no title for {doi}", f"https://doi.org/{doi}", 404)
    return found


def search(web: Web, title: str, most: int = 5) -> list[Facts]:
    """The works with about this title.

    Raises:
        WebError: Crossref gives no answer, or not its usual one.
    """
    query = {"query.bibliographic": title, "rows": str(most), **_mailto(web)}
    answer = web.get(f"{web.settings.address('crossref', ADDRESS)}/works", query)
    items = _dict(_dict(answer.json()).get("message")).get("items")
    return [one for item in _list(items) if (one := _facts(_dict(item)))]


def _mailto(web: Web) -> dict[str, str]:
    """Who names an address to write to gets steadier answers."""
    contact = web.settings.contact
    return {"mailto": contact.removeprefix("mailto:")} if contact.startswith("mailto:") else {}


def _facts(work: Mapping[str, Any]) -> Facts | None:
    title, doi = _first(work.get("title")), one_line(work.get("DOI"))
    if not title or not is_valid("doi", doi):
        return None
    if (subtitle := _first(work.get("subtitle"))) and subtitle.lower() not in title.lower():
        title = f"{title}: {subtitle}"
    values: Values = {"title": title, "authors": list(_names(_list(work.get("author")))), "doi": doi}
    dates = [date for name in _DATES if (date := _date(_dict(work.get(name))))]
    if one_line(work.get("type")) not in _PREPRINTS:
        place = _first(work.get("container-title"))
        name = _first(_dict(work.get("event")).get("name")) or place
        parts = {part: one_line(work.get(key)) for part, key in _PARTS.items()}
        add_venue(values, place or name, min(dates, default="")[:4], **parts)
        article = one_line(work.get("article-number"))
        venue = values.get("venue")
        if isinstance(venue, dict) and article and not venue.get("pages"):
            venue["article"] = article
    if dates:
        values["date"] = min(dates, key=lambda date: (date, -len(date)))
    return Facts(f"doi.org/{doi}", {k: v for k, v in values.items() if v}, abstract=abstract(work.get("abstract")))


_PARTS = {"volume": "volume", "number": "issue", "pages": "page"}


def _names(authors: list[Any]) -> Iterator[str]:
    for author in map(_dict, authors):
        name = " ".join(filter(None, (unmarked(author.get("given")), unmarked(author.get("family")))))
        suffix = unmarked(author.get("suffix"))
        if name := (f"{name}, {suffix}" if suffix else name) or unmarked(author.get("name")):
            yield name


def _date(value: Mapping[str, Any]) -> str:
    """
    >>> _date({"date-parts": [[2024, 5]]}), _date({"date-parts": [[None]]}), _date({"date-parts": [[2024, 5, 1]]})
    ('2024-05', '', '2024-05-01')
    """
    parts = [part for part in _list((_list(value.get("date-parts")) or [[]])[0]) if isinstance(part, int)]
    if not parts or not 1000 <= parts[0] <= 9999:
        return ""
    return "-".join([str(parts[0]), *(f"{part:02}" for part in parts[1:3])])


def _first(value: object) -> str:
    return unmarked(value[0] if isinstance(value, list) and value else value)


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
