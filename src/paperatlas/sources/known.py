"""What the catalogue has already, and what a list has had so far."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..model import ENTRY_KINDS
from ..model.values import comparable_arxiv
from ..read import DRAFT, Record
from ..rules.duplicates import similar_pairs
from .alike import comparable
from .facts import Facts

IDS = ("arxiv", "doi", "openreview", "acl", "pmlr")
_ADDRESSES = ("repo", "url", "pdf")


class Known:
    """What the catalogue and the entries so far have."""

    def __init__(self, records: Iterable[Record], new_titles: Iterable[str]) -> None:
        self.keys: dict[str, set[str]] = {kind.folder: set() for kind in ENTRY_KINDS}
        self.ids: dict[tuple[str, str], str] = {}
        self.titles: dict[tuple[str, str], str] = {}
        self.ids_of: dict[tuple[str, str], Mapping[str, object]] = {}
        for record in records:
            if record.kind in self.keys:
                self._take(record)
        ordered = sorted({*map(comparable, new_titles), *(title for _, title in self.titles)}, key=len)
        self.near: defaultdict[str, set[str]] = defaultdict(set)
        for one, two in similar_pairs(ordered):
            self.near[ordered[one]].add(ordered[two])
            self.near[ordered[two]].add(ordered[one])

    def _take(self, record: Record) -> None:
        aliases = (text for _, text in record.items("aliases") if isinstance(text, str))
        self.keys[record.kind] |= {record.key, *aliases}
        kind = "the draft " if record.path.endswith(DRAFT) else ""
        where = f"it is here already, as {kind}'{record.key}'"
        self._add(record.kind, {name: record.get(name) for name in (*IDS, *_ADDRESSES)}, where)
        for index, _ in record.items("also"):
            self._add(record.kind, {"doi": record.get("also", index, "doi")}, where)
        names = ("name",) if record.kind in ("libraries", "datasets") else ("title", "arxiv_title", "short_name")
        for name in names:
            if record.get(name):
                title = self._title(record.kind, record.get(name))
                self.titles.setdefault(title, where)
                self.ids_of.setdefault(title, {name: record.get(name) for name in IDS})

    def _title(self, kind: str, title: str) -> tuple[str, str]:
        return kind if kind in ("libraries", "datasets") else "papers", comparable(title)

    def _add(self, kind: str, values: Mapping[str, object], where: str) -> None:
        for name, value in values.items():
            if value and (name in IDS or name in _ADDRESSES):
                self.ids.setdefault((self._scope(kind, name), _comparable(name, str(value))), where)

    def _scope(self, kind: str, name: str) -> str:
        # A paper, its library and its dataset may have one repository, and a dataset may have the id of a paper.
        scope = "url" if name in _ADDRESSES else name
        return f"{kind} {scope}" if kind in ("libraries", "datasets") else scope

    def reason(self, one: Facts) -> str:
        """Why an entry is not new; "" if it is."""
        for name in (*IDS, *_ADDRESSES):
            value = one.values.get(name)
            found = self.ids.get((self._scope(one.kind, name), _comparable(name, str(value)))) if value else ""
            if found:
                return f"{found} (the same {_WORDS.get(name, name)})"
        title = self._title(one.kind, one.title)
        if title in self.titles:
            return f"{self.titles[title]} (the same {'title' if one.kind == 'papers' else 'name'})"
        for other in sorted(self.near[title[1]]):
            where = self.titles.get((title[0], other))
            # A series has such titles: Clocks 1, Clocks 2. Then the ids differ.
            if where and not _differ(one.values, self.ids_of.get((title[0], other), {})):
                return f"{where} (nearly the same title)"
        return ""

    def add(self, one: Facts, key: str) -> None:
        self.keys[one.kind].add(key)
        where = f"it is in line {one.line} of the list too"
        self._add(one.kind, one.values, where)
        title = self._title(one.kind, one.title)
        self.titles.setdefault(title, where)
        self.ids_of.setdefault(title, one.values)


_WORDS = {
    **{"arxiv": "arXiv id", "doi": "DOI", "openreview": "OpenReview id", "acl": "ACL Anthology id"},
    **{"pmlr": "PMLR id", "repo": "repository", "url": "address", "pdf": "PDF"},
}


def _differ(one: Mapping[str, object], two: Mapping[str, object]) -> bool:
    """Whether two papers have ids of the same kind. They are different, as equal ones are found before."""
    return any(one.get(name) and two.get(name) for name in IDS)


def _comparable(name: str, value: str) -> str:
    if name in _ADDRESSES:
        return re.sub(r"^https?://(www\.)?|/+$|\.git$|#.*$", "", value.strip()).lower()
    return comparable_arxiv(value).lower() if name in ("arxiv", "doi") else value
