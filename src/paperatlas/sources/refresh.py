"""What has happened to the papers and libraries of the catalogue since they were entered, and the edits for it.

A fact is added, or a newer value takes the place of an older one, which `corrections` keeps. Nothing is removed. What
needs judgement is only reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from ..fixes.order import with_field
from ..fixes.spans import with_item, with_text, with_value
from ..model import Library, Paper
from .alike import comparable, same_people
from .entry import field_lines, group_text
from .gather import Gathered
from .merge import Merged
from .repositories import Repository

_IDS = ("arxiv", "arxiv_class", "doi", "openreview", "acl", "pmlr")
_BY_HAND = "the file is written in an unusual way; edit it by hand, with each field on a line of its own"
_PARTS = ("volume", "number", "article", "pages", "presentation")  # of a venue


@dataclass(frozen=True, slots=True)
class News:
    """A value of a field that is new. `value` is what to write, None if a person has to decide; `at` is the source."""

    field: str
    before: str
    after: str
    at: str
    value: object = None


def news_of_paper(paper: Paper, gathered: Gathered, merged: Merged) -> list[News]:
    """What the services say of a paper that its entry does not."""
    found = [one for one in _paper(paper, merged) if one.field not in paper.pinned]
    preprint = gathered.preprint
    checked = max((source.checked for source in paper.sources if "arxiv.org/" in source.at), default=paper.added)
    if preprint and preprint.version > 1 and preprint.updated > checked:
        after = f"version {preprint.version} of {preprint.updated}"
        found.append(News("arxiv", f"checked on {checked}", after, preprint.facts.at))
    return found


def _paper(paper: Paper, merged: Merged) -> Iterator[News]:
    venue = merged.values.get("venue")
    ours = paper.venue
    is_same_version = (ours is None) == (venue is None)
    if isinstance(venue, Mapping):
        if ours is None:
            yield _news(merged, "venue", "", venue, venue)
        elif (str(venue["name"]), str(venue["year"])) != (ours.name, str(ours.year)):
            is_same_version = False
            if not any(one.is_at(str(venue["name"]), int(str(venue["year"]))) for one in [paper]):
                yield _news(merged, "venue", ours.label, venue)
        else:
            known = {name: str(part) for name, part in ours.model_dump(exclude_none=True).items()}
            new = {name: venue[name] for name in _PARTS if name in venue and name not in known}
            if new:
                yield _news(merged, "venue", ours.label, new, {**known, **new})
    becomes_published = ours is None and venue is not None
    if is_same_version or becomes_published:
        yield from _names(paper, merged)
    for name in _IDS:
        value, old = merged.values.get(name), getattr(paper, name)
        if value and not old:
            yield _news(merged, name, "", value, value)
        elif value and str(value).lower() != str(old).lower():
            yield _news(merged, name, str(old), value)
    status = merged.values.get("status")
    if status and not paper.status:
        yield _news(merged, "status", "", status, status)
    first = str(merged.values.get("date", ""))
    if first and first[: len(paper.date)] < paper.date[: len(first)]:
        yield _news(merged, "date", paper.date, first)


def _names(paper: Paper, merged: Merged) -> Iterator[News]:
    """Another title or another list of authors. That of arXiv moves to a field of its own, if the two differ."""
    title, authors = str(merged.values.get("title", "")), merged.values.get("authors")
    if title and comparable(title) != comparable(paper.title):
        yield _news(merged, "title", paper.title, title, title)
    names = [str(name) for name in authors] if isinstance(authors, list) else []
    if names and not same_people(names, paper.authors):
        yield _news(merged, "authors", ", ".join(paper.authors), names, names)
    title = str(merged.values.get("arxiv_title", ""))
    if title and comparable(title) != comparable(paper.arxiv_title or ""):
        yield _news(merged, "arxiv_title", paper.arxiv_title or "", title, title)
    authors = merged.values.get("arxiv_authors")
    names = [str(name) for name in authors] if isinstance(authors, list) else []
    if names and not same_people(names, paper.arxiv_authors):
        yield _news(merged, "arxiv_authors", ", ".join(paper.arxiv_authors), names, names)


def _news(merged: Merged, name: str, before: str, after: object, value: object = None) -> News:
    at = next((place for place, fields in merged.sources.items() if name in fields), "")
    return News(name, before, _text(after), at, value)


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {text}" for name, text in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def news_of_code(entry: Paper | Library, url: str, found: Repository) -> Iterator[News]:
    """What has happened to a repository of an entry."""
    name = "repo" if isinstance(entry, Library) else "code"
    if name in entry.pinned:
        return
    if not found.url:
        yield News(name, url, "there is no such repository any more", url)
    elif found.url.lower() != url.lower().removesuffix("/").removesuffix(".git"):
        yield News(name, url, found.url, url, {url: found.url})
    if found.is_archived:
        yield News(name, url, "it is archived: nobody works on it any more", found.url)
    is_other = isinstance(entry, Library) and found.licence and found.licence != entry.licence
    if is_other and isinstance(entry, Library) and "licence" not in entry.pinned:
        yield News("licence", entry.licence or "", found.licence, found.url, found.licence)


def with_news(text: str, news: list[News], today: date) -> str:
    """The text of an entry with all that can be written, its sources, and the values that were there before.

    Comments, order, quotes and blank lines of everything else stay.

    Raises:
        ValueError: the text is written in a way that only a person can edit.
    """
    try:
        after, fields = _edited(text, news, today)
        old, new = (yaml.load(one, yaml.CBaseLoader) for one in (text, after))
    except (yaml.YAMLError, KeyError, AssertionError):
        raise ValueError(_BY_HAND) from None
    if {name for name in {**old, **new} if old.get(name) != new.get(name)} - fields - {"sources", "corrections"}:
        raise ValueError(_BY_HAND)
    return after


def _edited(text: str, news: list[News], today: date) -> tuple[str, set[str]]:
    """The text, and the fields that have changed in it."""
    old = yaml.load(text, yaml.CBaseLoader)
    written: dict[str, list[str]] = {}
    for one in news:
        if one.value is None:
            continue
        text = _written(text, one, old)
        written.setdefault(one.at, []).append(one.field)
        if one.before and one.field in ("title", "authors"):
            was = {"field": one.field, "was": one.before, "why": f"{one.at} has it so now.", "day": today.isoformat()}
            text = with_item(text, [], "corrections", group_text(was))
    for at, fields in written.items():
        source = {"fields": list(dict.fromkeys(fields)), "at": at, "checked": today.isoformat()}
        text = with_item(text, [], "sources", group_text(source))
    return text, {name for fields in written.values() for name in fields}


def _written(text: str, one: News, old: Mapping[str, Any]) -> str:
    if one.field in ("code", "repo"):
        for before, after in dict(one.value).items():  # type: ignore[call-overload]
            text = with_text(text, one.field, before, after)
        return text
    lines = [*field_lines(one.field, one.value)]
    if one.field not in old:
        return with_field(text, one.field, lines)
    return with_value(text, one.field, "\n".join(lines).partition(": ")[2])
