"""OpenReview: public notes of both versions of its API, without a login (docs.openreview.net/reference/api-v2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ..patterns import regex
from .facts import Facts
from .given import Values, add_link, add_venue
from .texts import one_line, unmarked
from .web import Web, WebError

ADDRESS = "https://api2.openreview.net"
ADDRESS_1 = "https://api.openreview.net"  # for meetings before about 2023
# A `venueid` such as `ICLR.cc/2024/Conference/Rejected_Submission`, or a `venue` such as `Submitted to ICLR 2024`.
_NOT_ACCEPTED = regex(r"(?i)submi|withdraw|reject|under.?review|unpublished")
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def facts(web: Web, ident: str) -> Facts:
    """What OpenReview shows of a paper.

    Raises:
        WebError: OpenReview gives no answer, or does not show the paper: then its status is 404.
    """
    refused: WebError | None = None
    for service, usual in (("openreview", ADDRESS), ("openreview1", ADDRESS_1)):
        try:
            answer = web.get(f"{web.settings.address(service, usual)}/notes", {"id": ident})
        except WebError as error:
            if error.status not in (400, 401, 403, 404):
                raise
            refused = error if error.status in (401, 403) else refused
            continue
        for note in _notes(answer.json()):
            if found := _facts(note):
                return found
    if refused:
        raise refused
    raise WebError(f"OpenReview shows no paper {ident} to the public", f"https://openreview.net/forum?id={ident}", 404)


def search(web: Web, title: str, most: int = 5) -> list[Facts]:
    """The papers with about this title.

    Raises:
        WebError: OpenReview gives no answer, or not its usual one.
    """
    address = f"{web.settings.address('openreview', ADDRESS)}/notes/search"
    query = {"term": title, "type": "terms", "content": "title", "source": "forum", "limit": str(most)}
    return [one for note in _notes(web.get(address, query).json()) if (one := _facts(note))]


def _notes(answer: object) -> list[Mapping[str, Any]]:
    notes = answer.get("notes") if isinstance(answer, dict) else None
    return [note for note in notes if isinstance(note, dict)] if isinstance(notes, list) else []


def _facts(note: Mapping[str, Any]) -> Facts | None:
    ident = one_line(note.get("forum") or note.get("id"))
    title = unmarked(_value(note, "title"))
    if not ident or not title:
        return None
    values: Values = {"title": title, "authors": _authors(_value(note, "authors")), "openreview": ident}
    place, place_id = unmarked(_value(note, "venue")), one_line(_value(note, "venueid"))
    is_blind = note.get("pdate") is None and not place_id and not place
    if place and not _NOT_ACCEPTED.search(f"{place} {place_id}") and not is_blind:
        year = _YEAR.search(place) or _YEAR.search(place_id)
        add_venue(values, place, year[0] if year else _day(note.get("pdate"))[:4])
    for name in ("code", "code_url", "github", "html", "website", "url"):
        address = one_line(_value(note, name))
        if address.startswith("http"):
            add_link(values, address, "code" if name in ("code", "code_url", "github") else "project")
    values.pop("url", None)
    # The day on which it was open to all; a note that became public later has no `odate` before.
    if day := _day(note.get("odate")) or _day(note.get("pdate")):
        values["date"] = day
    at = f"openreview.net/forum?id={ident}"
    return Facts(at, {k: v for k, v in values.items() if v}, abstract=unmarked(_value(note, "abstract")))


def _value(note: Mapping[str, Any], name: str) -> object:
    """A field of the content. Version 2 writes `{value: ...}` where version 1 writes the value."""
    content = note.get("content")
    found = content.get(name) if isinstance(content, dict) else None
    return found.get("value") if isinstance(found, dict) else found


def _authors(value: object) -> list[str]:
    """The names, which are texts, or since 2026 groups with `fullname`."""
    items = value if isinstance(value, list) else []
    names = [unmarked(one.get("fullname") or one.get("name") if isinstance(one, dict) else one) for one in items]
    return [name for name in names if name and not re.fullmatch(r"(?i)anonymous( authors?)?", name)]


def _day(milliseconds: object) -> str:
    if not isinstance(milliseconds, int | float) or isinstance(milliseconds, bool):
        return ""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
