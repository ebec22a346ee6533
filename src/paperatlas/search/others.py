"""What search finds besides papers, authors, categories, tags and venues, which are in the columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ..catalogue import Catalogue
from ..titles import plain
from ..urls import entry_url

Other = tuple[str, str, str, str]  # kind, name, address, and further names and words, joined by " | "


def others(catalogue: Catalogue, sections: Iterable[tuple[str, str]] = ()) -> Iterator[Other]:
    """The entries that are no papers, and the sections of hand-written pages: title and address."""
    for library in catalogue.libraries.values():
        more = [urlsplit(library.repo).path.rpartition("/")[2], *library.language]
        yield "library", library.name, entry_url("libraries", library.key), _joined(library.name, more)
    for dataset in catalogue.datasets.values():
        more = [plain(dataset.title or ""), *dataset.authors[:1]]
        yield "dataset", dataset.name, entry_url("datasets", dataset.key), _joined(dataset.name, more)
    for tutorial in catalogue.tutorials.values():
        title = plain(tutorial.title)
        yield "tutorial", title, entry_url("tutorials", tutorial.key), _joined(title, tutorial.authors)
    for title, address in sections:
        yield "section", title, address, ""


def _joined(name: str, more: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(one for one in more if one and one.casefold() != name.casefold()))
