"""dblp: where a paper was published, by its title (dblp.org/faq/13501473.html)."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from .facts import Facts
from .given import Values, add_link, add_venue
from .ids import is_valid
from .texts import one_line, unmarked
from .web import Web

ADDRESS = "https://dblp.org"
_HOMONYM = re.compile(r" \d{4}$")  # dblp numbers people of one name


def search(web: Web, title: str, most: int = 10) -> list[Facts]:
    """The records with about this title.

    Raises:
        WebError: dblp gives no answer, or not its usual one.
    """
    words = " ".join(re.findall(r"\w+", title))  # other marks are operators
    query = {"q": words, "format": "json", "h": str(most), "c": "0"}
    answer = web.get(f"{web.settings.address('dblp', ADDRESS)}/search/publ/api", query).json()
    hits: Any = answer
    for step in ("result", "hits", "hit"):
        hits = hits.get(step) if isinstance(hits, dict) else None
    infos = [hit.get("info") for hit in _many(hits) if isinstance(hit, dict)]
    return [one for info in infos if isinstance(info, dict) and (one := _facts(info))]


def _facts(info: Mapping[str, Any]) -> Facts | None:
    title = unmarked(info.get("title")).removesuffix(".")
    key = one_line(info.get("key"))
    if not title or not key:
        return None
    people = info.get("authors")
    names = [
        unmarked(one.get("text") if isinstance(one, dict) else one)
        for one in _many(people.get("author") if isinstance(people, dict) else None)
    ]
    values: Values = {"title": title, "authors": [_HOMONYM.sub("", name) for name in names if name]}
    doi = one_line(info.get("doi"))
    if is_valid("doi", doi) and "arxiv" not in doi.lower():
        values["doi"] = doi
    for address in map(one_line, _many(info.get("ee"))):
        add_link(values, html.unescape(address))
    if key.startswith("journals/corr/"):  # arXiv
        values.pop("url", None)
    else:
        place = next(filter(None, map(unmarked, _many(info.get("venue")))), "")
        parts = {name: one_line(info.get(name)) for name in ("volume", "number", "pages")}
        add_venue(values, place, one_line(info.get("year")), **parts)
    return Facts(f"dblp.org/rec/{key}", {name: value for name, value in values.items() if value})


def _many(value: object) -> list[Any]:
    """One item is not in a list."""
    return value if isinstance(value, list) else [] if value is None else [value]
