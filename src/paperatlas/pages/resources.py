"""The tables of libraries and datasets, the page of each, and the list of tutorials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from ..catalogue import Catalogue
from ..model import LEVELS, Dataset, Library, Paper, Tutorial
from ..urls import entry_url
from . import Page, Part, Values, numbered
from .browse import ROWS

_HOME = ("Home", "")
_TITLES = {"libraries": "Libraries", "datasets": "Datasets and benchmarks"}


def pages(catalogue: Catalogue) -> Iterator[Page]:
    libraries = sorted(catalogue.libraries.values(), key=_by_name)
    yield from _table(catalogue, libraries, "libraries", "Libraries and reference code, and what they implement.")
    for library in libraries:
        yield _entry(library, partial(_library, catalogue, library))
    datasets = sorted(catalogue.datasets.values(), key=_by_name)
    yield from _table(catalogue, datasets, "datasets", "Datasets and benchmarks, and what they measure.")
    for dataset in datasets:
        yield _entry(dataset, partial(_dataset, catalogue, dataset))
    yield from _tutorials(catalogue)


def _by_name(entry: Library | Dataset) -> tuple[str, str]:
    return entry.name.casefold(), entry.key


def _table(catalogue: Catalogue, entries: Sequence[Library | Dataset], folder: str, description: str) -> Iterator[Page]:
    page = Page(f"{folder}/", _TITLES[folder], description, f"page/{folder}.html", crumbs=(_HOME,), entries=entries)

    def values(chunk: Sequence[Library | Dataset], part: Part) -> Mapping[str, Any]:
        return {
            "entries": chunk,
            "part": part,
            "papers": {entry.key: catalogue.papers[entry.paper] for entry in chunk if entry.paper},
            "implements": {entry.key: _methods(catalogue, entry) for entry in chunk if isinstance(entry, Library)},
        }

    yield from numbered(page, entries, ROWS, values)


def _entry(entry: Library | Dataset, values: Values) -> Page:
    return Page(
        entry_url(entry.folder, entry.key),
        f"{entry.name} ({entry.noun})",
        entry.summary.strip(),
        f"page/{entry.noun}.html",
        values,
        (_HOME, (_TITLES[entry.folder], f"{entry.folder}/")),
        f"{entry.folder}/{entry.key}.yml",
        (entry,),
    )


def _methods(catalogue: Catalogue, library: Library) -> list[tuple[Paper, Any]]:
    return [catalogue.methods[key] for key in library.implements]


def _library(catalogue: Catalogue, library: Library) -> Mapping[str, Any]:
    return {
        "entry": library,
        "paper": catalogue.papers.get(library.paper or ""),
        "methods": _methods(catalogue, library),
        "users": [paper for paper in catalogue.newest_first if _has_code_in(paper, library.repo)],
    }


def _has_code_in(paper: Paper, repo: str) -> bool:
    """Whether the paper's code is this repository, or a folder of it."""
    folder = _folder(repo)
    return any(_folder(code.url).startswith(folder) for code in paper.code)


@lru_cache(maxsize=1 << 14)  # each library compares its own with all others
def _folder(address: str) -> str:
    return address.rstrip("/").removesuffix(".git").casefold() + "/"


def _dataset(catalogue: Catalogue, dataset: Dataset) -> Mapping[str, Any]:
    word = re.compile(rf"(?<!\w){re.escape(dataset.name)}(?!\w)")
    return {
        "entry": dataset,
        "paper": catalogue.papers.get(dataset.paper or ""),
        "users": [
            paper
            for paper in catalogue.newest_first
            if paper.key != dataset.paper
            for text in [f"{paper.tldr or ''}\n{paper.summary}"]
            if dataset.name in text and word.search(text)  # the first alone is ten times faster
        ],
    }


def _tutorials(catalogue: Catalogue) -> Iterator[Page]:
    """Tutorials by level and then date."""
    tutorials = sorted(
        catalogue.tutorials.values(), key=lambda entry: (LEVELS.index(entry.level), entry.date, entry.key)
    )
    description = "Tutorials, courses and blog posts to learn from."
    page = Page(
        "tutorials/", "Tutorials and blog posts", description, "page/tutorials.html", crumbs=(_HOME,), entries=tutorials
    )

    def values(chunk: Sequence[Tutorial], part: Part) -> Mapping[str, Any]:
        return {"entries": chunk, "part": part}

    yield from numbered(page, tutorials, ROWS // 2, values)
