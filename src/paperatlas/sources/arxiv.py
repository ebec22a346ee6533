"""arXiv: the Atom feed of its API, as in info.arxiv.org/help/api/user-manual.html."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ..model.values import arxiv_month
from ..patterns import regex
from .facts import Facts
from .given import Values, add_link
from .ids import is_valid, repository_in
from .tex import plain
from .texts import one_line
from .web import Web, WebError

ADDRESS = "https://export.arxiv.org"
MOST_IDS = 100  # in one request
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ID = regex(r"arxiv\.org/abs/(.+?)(?:v(\d+))?$")
_LINK = regex(r"https?://[^\s<>\"{}|\\^`]+")
_OWN = regex(r"(?i)\b(?:code|implementation|source|available|released?)\b")
_WITHDRAWN = regex(r"(?i)\b(?:this|the) (?:paper|article|submission|manuscript|work|version|preprint)\b.{0,40}"
                   r"\bwithdrawn\b|^\s*withdrawn\b")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preprint:
    """A paper on arXiv: what an entry can hold, and what is known of its latest version.

    `withdrawn` is the reason that the comment gives; "" if it is not withdrawn. `updated` is a day.
    """

    facts: Facts
    version: int
    updated: str
    comment: str = ""
    journal: str = ""
    withdrawn: str = ""


def preprints(web: Web, ids: Sequence[str]) -> list[Preprint]:
    """The papers with some ids, as far as arXiv has them.

    Raises:
        WebError: arXiv gives no answer, or not its usual one.
    """
    found: list[Preprint] = []
    for start in range(0, len(ids), MOST_IDS):
        some = ids[start : start + MOST_IDS]
        found += _feed(web, {"id_list": ",".join(some), "max_results": str(len(some))})
    return found


def preprint(web: Web, arxiv: str) -> Preprint:
    """The paper with an id.

    Raises:
        WebError: arXiv gives no answer, or has no such paper: then its status is 404.
    """
    found = preprints(web, [arxiv])
    if not found:
        raise WebError(f"arXiv has no paper {arxiv}", f"https://arxiv.org/abs/{arxiv}", 404)
    return found[0]


def search(web: Web, query: str, most: int = 10, *, newest: bool = False) -> list[Preprint]:
    """The papers that a query in arXiv's syntax finds, such as `ti:"clocks" AND cat:cs.LG`.

    Raises:
        WebError: arXiv gives no answer, or not its usual one.
    """
    order = {"sortBy": "submittedDate", "sortOrder": "descending"} if newest else {}
    return _feed(web, {"search_query": query, "max_results": str(most), **order})


def with_title(web: Web, title: str) -> list[Preprint]:
    """Papers with about this title.

    Raises:
        WebError: arXiv gives no answer, or not its usual one.
    """
    words = " ".join(re.findall(r"\w+", title))  # other marks are operators
    return search(web, f'ti:"{words}"', 5) if words else []


def _feed(web: Web, query: dict[str, str]) -> list[Preprint]:
    address = f"{web.settings.address('arxiv', ADDRESS)}/api/query"
    answer = web.get(address, query)
    root = answer.xml()
    if root.tag != f"{_ATOM}feed":
        raise WebError("arXiv gave an answer that is no list of papers", answer.url)
    found = [one for entry in root.iter(f"{_ATOM}entry") if (one := _preprint(entry))]
    errors = [one_line(entry.findtext(f"{_ATOM}summary")) for entry in root.iter(f"{_ATOM}entry") if _is_error(entry)]
    if errors:
        raise WebError(f"arXiv says: {errors[0]}", answer.url, 400)
    return found


def _is_error(entry: Element) -> bool:
    return "/api/errors" in (entry.findtext(f"{_ATOM}id") or "")


def _preprint(entry: Element) -> Preprint | None:
    found = _ID.search(one_line(entry.findtext(f"{_ATOM}id")))
    title = plain(one_line(entry.findtext(f"{_ATOM}title")))
    if not found or not title or not is_valid("arxiv", found[1]):
        return None
    comment = one_line(entry.findtext(f"{_ARXIV}comment"))
    summary = one_line(entry.findtext(f"{_ATOM}summary"))
    values: Values = {
        "title": title,
        "authors": [plain(name) for one in entry.iter(f"{_ATOM}name") if (name := one_line(one.text))],
        "arxiv": found[1],
        "date": _day(entry, "published", found[1]),
    }
    primary = entry.find(f"{_ARXIV}primary_category")
    if primary is not None and primary.get("term"):
        values["arxiv_class"] = primary.get("term")
    doi = one_line(entry.findtext(f"{_ARXIV}doi"))
    if doi and is_valid("doi", doi) and "arxiv" not in doi.lower():
        values["doi"] = doi
    for address in _addresses(f"{summary} {comment}"):
        if repository_in(address):
            add_link(values, address)
    code = values.get("code")
    if isinstance(code, list) and len(code) == 1 and _OWN.search(f"{summary} {comment}"):
        code[0]["official"] = "true"
    withdrawn = next((text for text in (comment, summary) if _WITHDRAWN.search(text[:300])), "")
    updated = one_line(entry.findtext(f"{_ATOM}updated"))[:10]
    if withdrawn:
        link = f"https://arxiv.org/abs/{found[1]}"
        values["status"] = {"kind": "withdrawn", "date": updated, "reason": withdrawn[:300], "link": link}
    return Preprint(
        Facts(f"arxiv.org/abs/{found[1]}", {name: value for name, value in values.items() if value}, abstract=summary),
        int(found[2] or 1),
        updated,
        comment,
        one_line(entry.findtext(f"{_ARXIV}journal_ref")),
        withdrawn,
    )


def _addresses(text: str) -> Iterator[str]:
    for found in _LINK.findall(text):
        yield re.sub(r"[.,;:!?)\]}'’]+$", "", found)


def _day(entry: Element, name: str, arxiv: str) -> str:
    """The day of the first version. Near the end of a month, the id may have the month after: then it counts."""
    day, month = one_line(entry.findtext(f"{_ATOM}{name}"))[:10], arxiv_month(arxiv)
    return day if day.startswith(month) and re.fullmatch(r"\d{4}-\d\d-\d\d", day) else month
