"""The citations of each paper and of each list of papers, as files at addresses that last: `/papers/gla.bib`.

Nothing in such an address changes when the content does. A paper that was renamed has files at its old addresses too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..catalogue import Catalogue
from ..exports import FORMATS, Format, all_records
from ..model import Paper
from ..urls import PATTERNS, paper_url
from .lists import lists

Files = Mapping[str, Callable[[], bytes]]  # what makes the content of each file, by its path
# The extension of the files of each format. Any other format has one file, of all papers.
EXTENSIONS = {"bibtex": "bib", "ris": "ris", "csl-json": "json", "csv": "csv"}
FEW = ("bib", "ris", "json")  # the extensions of the files of one paper or author: a table of few rows is of no use


def files(catalogue: Catalogue) -> dict[str, Callable[[], bytes]]:
    """The files of all lists and papers. Their content is made when it is asked for."""
    found: dict[str, Callable[[], bytes]] = {}
    records = all_records(catalogue)
    for name, form in FORMATS.items():
        document, extension = _documents(form, records[name]), EXTENSIONS.get(name)
        if not extension:
            found[f"papers.{name}.{form.extension}"] = document(*catalogue.newest_first)
            continue
        for one in lists(catalogue):
            if extension in FEW or not one.is_of_author:
                found[f"{one.stem}.{extension}"] = document(*one.papers)
        if extension in FEW:
            for key, paper in catalogue.papers.items():
                found[f"{paper_url(key).removesuffix('/')}.{extension}"] = document(paper)
    return found


def addresses() -> dict[str, list[tuple[str, str]]]:
    """The name and the address of each file of a list, by facet: `{}` is its value; "" has the files of all papers.

    >>> addresses()["tag"][0], addresses()[""][-1]
    (('BibTeX', 'tags/{}.bib'), ('CSV', 'papers.csv'))
    """
    stems = {"": "papers/", **{facet: PATTERNS[facet] for facet in ("category", "tag", "venue", "year", "author")}}
    return {
        facet: [
            (FORMATS[name].name, f"{stem.removesuffix('/')}.{extension}")
            for name, extension in EXTENSIONS.items()
            if extension in FEW or facet != "author"
        ]
        for facet, stem in stems.items()
    }


def _documents(form: Format, records: Mapping[str, str]) -> Callable[..., Callable[[], bytes]]:
    def document(*papers: Paper) -> Callable[[], bytes]:
        return lambda: form.document([records[paper.key] for paper in papers]).encode()

    return document
