"""All that a reader may look for on the site, as records with the same fields as those of papers.

The other engines of the benchmark search these records: papers, entries, lists, and the sections of hand-written pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperatlas.catalogue import Catalogue
from paperatlas.model import Dataset, Library, Tutorial
from paperatlas.site import contents
from paperatlas.titles import plain
from paperatlas.urls import entry_url
from paperatlas.words import slug

from . import ROOT
from .data import record

HEADING = re.compile(r"^#+ (?P<title>.+?)(?: \{#(?P<anchor>[\w-]+)\})?$", re.MULTILINE)
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def records(catalogue: Catalogue) -> Iterator[dict[str, str]]:
    for paper in catalogue.papers.values():
        yield record(catalogue, paper)
    for kind in ("libraries", "datasets", "tutorials"):
        for key, entry in getattr(catalogue, kind).items():
            yield _entry(entry_url(kind, key), entry)
    for page in contents(catalogue).pages:
        if not page.url.startswith(("papers/", "libraries/", "datasets/", "tutorials/")) or page.depth == 1:
            yield _record(page.url, page.title, summary=page.description)
    yield from _hand_written()


def _record(key: str, name: str, **more: str) -> dict[str, str]:
    none = dict.fromkeys(("authors", "venue", "tags", "category", "ids", "summary"), "")
    return {"key": key, "name": name, "title": name, **none, **more}


def _entry(key: str, entry: Library | Dataset | Tutorial) -> dict[str, str]:
    title = plain(getattr(entry, "title", None) or "")
    name = getattr(entry, "name", title)
    texts = [getattr(entry, field, None) or "" for field in ("summary", "task", "measures", "hardware", "language")]
    ids = [getattr(entry, field, None) or "" for field in ("repo", "url", "arxiv")]
    found = _record(key, name, summary=" ".join(map(_text, texts)), ids=" ".join(map(_text, ids)))
    return {**found, "title": title or name, "authors": ", ".join(getattr(entry, "authors", ()))}


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _hand_written() -> Iterator[dict[str, str]]:
    """The sections of the hand-written pages; the first one of a page has its address."""
    docs = ROOT / "docs"
    for file in sorted(docs.rglob("*.md")):
        url = f"{file.relative_to(docs).with_suffix('').as_posix()}/".removesuffix("index/")
        text = FRONT.sub("", file.read_text(encoding="utf-8"))
        headings = list(HEADING.finditer(text))
        ends = [*(heading.start() for heading in headings[1:]), len(text)]
        for number, (heading, end) in enumerate(zip(headings, ends, strict=True)):
            anchor = f"#{heading['anchor'] or slug(heading['title'])}" if number else ""
            yield _record(url + anchor, heading["title"], summary=text[heading.end() : end])
