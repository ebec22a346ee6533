"""Whether a paper is in the catalogue already, and where the entry and the services differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..catalogue import Catalogue
from ..model import Paper
from ..model.values import comparable_arxiv
from ..read import read_drafts
from .alike import comparable, same_people, same_title
from .merge import Merged

_IDS = ("arxiv", "doi", "openreview", "acl", "pmlr")
_COMPARED = ("title", "arxiv_title", "authors", "arxiv_authors", "date", "venue", *_IDS, "arxiv_class", "code")


@dataclass(frozen=True, slots=True)
class Present:
    """An entry of the same paper, and how that is known. `is_sure` is false if only the titles are alike."""

    paper: Paper
    why: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that an entry and the services have differently. `ours` is "" if the entry has none."""

    field: str
    ours: str
    theirs: str
    at: str


def present(catalogue: Catalogue, values: Mapping[str, object], asked: str = "") -> Present | None:
    """The entry with an id of the paper, with its title, or with the key or old key that was asked for."""
    for name in _IDS:
        wanted = _comparable_id(values.get(name))
        for paper in catalogue.papers.values():
            if wanted and wanted in _ids(paper, name):
                return Present(paper, f"it has the same {name}, {values[name]}", True)
    titles = [str(values[name]) for name in ("title", "arxiv_title") if values.get(name)]
    for paper in catalogue.papers.values():
        own = [paper.title, *([paper.arxiv_title] if paper.arxiv_title else [])]
        if any(comparable(one) == comparable(two) for one in titles for two in own):
            return Present(paper, "it has the same title", False)
    for paper in catalogue.papers.values():
        own = [paper.title, *([paper.arxiv_title] if paper.arxiv_title else [])]
        if any(same_title(one, two) for one in titles for two in own):
            return Present(paper, f"its title is nearly the same: '{paper.title}'", False)
    return named(catalogue, asked) if asked and not titles else None


def named(catalogue: Catalogue, asked: str) -> Present | None:
    """The entry whose key, old key, name or title is asked for."""
    wanted = asked.casefold().strip()
    for paper in catalogue.papers.values():
        if wanted == paper.key:
            return Present(paper, "this is its key", True)
        if wanted in paper.aliases:
            return Present(paper, f"'{wanted}' is an old key of it", True)
        if paper.short_name and wanted == paper.short_name.casefold():
            return Present(paper, "this is its short name", True)
    return None


def draft_of(root: Path, values: Mapping[str, object]) -> str:
    """The path of a draft of the paper, by its ids or its title; "" if there is none."""
    titles = [str(values[name]) for name in ("title", "arxiv_title") if values.get(name)]
    for record in read_drafts(root)[0]:
        same_id = any(
            values.get(name) and _comparable_id(record.get(name)) == _comparable_id(values[name]) for name in _IDS
        )
        if same_id or any(same_title(record.get("title"), title) for title in titles):
            return record.path
    return ""


def _ids(paper: Paper, name: str) -> set[str]:
    also = [one.doi for one in paper.also if one.doi] if name == "doi" else []
    return {_comparable_id(value) for value in (getattr(paper, name), *also) if value}


def _comparable_id(value: object) -> str:
    return comparable_arxiv(str(value)).lower() if value else ""


def differences(paper: Paper, merged: Merged) -> list[Difference]:
    """The fields in which the services say something else, or something that the entry does not have."""
    return list(_differences(paper, merged))


def _differences(paper: Paper, merged: Merged) -> Iterator[Difference]:
    for name in _COMPARED:
        theirs = merged.values.get(name)
        ours = getattr(paper, name)
        if not theirs or _is_same(name, ours, theirs):
            continue
        at = next((place for place, fields in merged.sources.items() if name in fields), "")
        yield Difference(name, _shown(ours), _shown(theirs), at)


def _is_same(name: str, ours: object, theirs: object) -> bool:
    if name in ("title", "arxiv_title"):
        return comparable(str(ours or "")) == comparable(str(theirs))
    if name in ("authors", "arxiv_authors"):
        return same_people(_texts(ours), _texts(theirs))
    if name == "date":  # one may say the day, the other only the month
        return str(ours).startswith(str(theirs)) or str(theirs).startswith(str(ours))
    if name == "venue" and isinstance(theirs, Mapping):
        return ours is not None and all(str(getattr(ours, part)) == str(value) for part, value in theirs.items())
    if name == "code":
        known = {str(getattr(one, "url", "")).lower().rstrip("/") for one in ours} if isinstance(ours, tuple) else set()
        given = [one["url"] for one in theirs if isinstance(one, Mapping)] if isinstance(theirs, list) else []
        return all(str(url).lower().rstrip("/") in known for url in given)
    return _comparable_id(ours) == _comparable_id(theirs)


def _texts(value: object) -> Sequence[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _shown(value: object) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {text}" for name, text in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(str(one["url"] if isinstance(one, Mapping) else getattr(one, "url", one)) for one in value)
    if hasattr(value, "model_dump"):
        return ", ".join(f"{name} {text}" for name, text in value.model_dump(exclude_none=True).items())
    return str(value)
