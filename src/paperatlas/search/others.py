"""What search finds besides papers: entries of other kinds, sections of pages, and what the names of lists mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ..catalogue import Catalogue
from ..model import Dataset, Library, Method, Paper, Tutorial
from ..titles import plain
from ..urls import entry_url, method_url
from .guides import Guide

# Kind, name, address; further names and words, joined by " | "; what it says; its own address on the web.
Other = tuple[str, str, str, str, str, str]


def others(catalogue: Catalogue, sections: Iterable[Guide] = ()) -> Iterator[Other]:
    """The entries that are no papers, and the sections of hand-written pages."""
    for library in catalogue.libraries.values():
        more = [urlsplit(library.repo).path.rpartition("/")[2], *library.language, *library.hardware]
        yield _other("library", "libraries", library, library.name, more, library.repo)
    for dataset in catalogue.datasets.values():
        more = [plain(dataset.title or ""), *dataset.authors[:1], dataset.task or ""]
        yield _other("dataset", "datasets", dataset, dataset.name, more, dataset.repo or "")
    for tutorial in catalogue.tutorials.values():
        title = plain(tutorial.title)
        yield _other("tutorial", "tutorials", tutorial, title, [*tutorial.authors, tutorial.level], tutorial.url)
    for paper, method in catalogue.methods.values():
        yield "method", method.name, method_url(method.key), _also(paper, method), "", ""
    for title, address, text, asked in sections:
        yield "section", title, address, " | ".join(asked), text, ""


def _also(paper: Paper, method: Method) -> str:
    """Further names of a method: its key, and the name of the paper that defines it alone."""
    names = [method.key, paper.label if len(paper.methods) == 1 else ""]
    return " | ".join(dict.fromkeys(name for name in names if name and name.casefold() != method.name.casefold()))


def about(catalogue: Catalogue, guides: Iterable[Guide], tags: Iterable[str]) -> dict[str, list[str]]:
    """What the names in the columns mean, by kind and in the order of the columns."""
    venues = [name for name, papers in catalogue.by_venue.items() if papers]
    guides = list(guides)
    return {
        "page": [guide.text for guide in guides],
        "pageAsked": [" | ".join(guide.asked) for guide in guides],
        "category": [one.description for one in catalogue.categories.values()],
        "tag": [catalogue.tags[tag].description for tag in tags],
        "venue": [catalogue.venues[name].name for name in venues],
    }


def _other(kind: str, folder: str, entry: Library | Dataset | Tutorial, name: str, more: list[str], url: str) -> Other:
    words = dict.fromkeys(one for one in more if one and one.casefold() != name.casefold())
    text = " ".join(filter(None, (entry.summary, getattr(entry, "measures", None))))
    return kind, name, entry_url(folder, entry.key), " | ".join(words), text, url
