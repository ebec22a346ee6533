"""Pages with `citation_` tags, as Google Scholar asks for: PMLR, NeurIPS, JMLR, CVF and many publishers."""

from __future__ import annotations

from collections import defaultdict
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from ..patterns import regex
from .facts import Facts
from .given import Values, add_date, add_link, add_venue
from .ids import ids_in, is_valid
from .texts import unmarked
from .web import Web, WebError

PMLR = "https://proceedings.mlr.press"
_PLACES = ("conference_title", "inbook_title", "book_title", "journal_title")
_ABSTRACT = regex(r"\babstract\b")
_MOST_ABSTRACT = 10_000


def pmlr(web: Web, ident: str) -> Facts:
    """What the page of a paper at PMLR says.

    Raises:
        WebError: it cannot be read.
    """
    found = facts(web, f"{web.settings.address('pmlr', PMLR)}/{ident}.html")
    values = {name: value for name, value in found.values.items() if name not in ("url", "pdf")}
    venue = values.get("venue")
    if isinstance(venue, dict):
        venue["volume"] = ident.partition("/")[0].removeprefix("v")
    return Facts(f"proceedings.mlr.press/{ident}", {**values, "pmlr": ident}, abstract=found.abstract)


def facts(web: Web, url: str) -> Facts:
    """What a page says of its paper.

    Raises:
        WebError: it cannot be read, or does not say which paper it is about.
    """
    answer = web.get(url)
    reader = _Tags()
    reader.feed(answer.text())
    tags = reader.tags
    title = unmarked(_first(tags, "title"))
    if not title:
        raise WebError("this page does not say in tags which paper it is about", url, answer.status)
    values: Values = {"title": title, "authors": [_given_first(name) for name in _authors(tags)]}
    values.update(ids_in(url))
    for text in (_first(tags, "arxiv_id"), _first(tags, "doi")):
        for name, value in ids_in(f"arXiv:{text}" if text[:1].isdigit() and "/" not in text else text).items():
            values.setdefault(name, value)
    date = _first(tags, "publication_date") or _first(tags, "date") or _first(tags, "online_date")
    date = date.replace("/", "-")
    pages = "-".join(dict.fromkeys(filter(None, (_first(tags, "firstpage"), _first(tags, "lastpage")))))
    place = next((text for name in _PLACES if (text := unmarked(_first(tags, name)))), "")
    add_venue(values, place, date[:4], volume=_first(tags, "volume"), number=_first(tags, "issue"), pages=pages)
    if not values.get("arxiv"):
        add_date(values, date[:10])
    if not any(name in values for name in ("acl", "pmlr", "openreview", "arxiv")):
        values["url"] = url
        if pdf := _first(tags, "pdf_url"):
            add_link(values, urljoin(url, pdf))
    if not is_valid("doi", str(values.get("doi", "10.1234/x"))):
        del values["doi"]
    parts = urlsplit(url)
    at = f"{(parts.hostname or '').removeprefix('www.')}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    text = unmarked(_first(tags, "abstract")) or unmarked("".join(reader.text))
    return Facts(at, {name: value for name, value in values.items() if value}, abstract=text.removeprefix("Abstract "))


def _first(tags: dict[str, list[str]], name: str) -> str:
    return next(iter(tags.get(name, ())), "").strip()


def _authors(tags: dict[str, list[str]]) -> list[str]:
    """The names: one tag for each author, or one for all."""
    names = tags.get("author") or [name for text in tags.get("authors", ()) for name in text.split(";")]
    return [name for text in names if (name := unmarked(text))]


def _given_first(name: str) -> str:
    """
    >>> _given_first("Byron, Ada"), _given_first("Ada Byron")
    ('Ada Byron', 'Ada Byron')
    """
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and ", " not in given else name


class _Tags(HTMLParser):
    """The `citation_` tags by name without that, and the text of the first element with a class or id `abstract`."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: defaultdict[str, list[str]] = defaultdict(list)
        self.text: list[str] = []
        self._tag, self._depth = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = (given.get("name") or given.get("property") or "").lower()
        if tag == "meta" and name.startswith("citation_"):
            self.tags[name.removeprefix("citation_")].append(given.get("content", ""))
        if self._depth:
            self._depth += tag == self._tag
        elif not self.text and _ABSTRACT.search(f"{given.get('class', '')} {given.get('id', '')}"):
            self._tag, self._depth = tag, 1

    def handle_endtag(self, tag: str) -> None:
        self._depth -= bool(self._depth) and tag == self._tag

    def handle_data(self, data: str) -> None:
        if self._depth and sum(map(len, self.text)) < _MOST_ABSTRACT:
            self.text.append(data)
