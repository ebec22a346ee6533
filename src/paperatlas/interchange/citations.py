"""The citations of each paper and of each list of papers, as files at addresses that last: `/papers/gla.bib`.

Nothing in such an address changes when the content does. A paper that was renamed has files at its old addresses too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..catalogue import Catalogue
from ..exports import FORMATS, Format, all_records
from ..model import Paper
from ..urls import paper_url
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


def _documents(form: Format, records: Mapping[str, str]) -> Callable[..., Callable[[], bytes]]:
    def document(*papers: Paper) -> Callable[[], bytes]:
        return lambda: form.document([records[paper.key] for paper in papers]).encode()

    return document
