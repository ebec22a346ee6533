"""Export formats, one module each.

A document is HEAD, the records joined by SEPARATOR, and TAIL, so that a script in the browser can put records together
without knowing the format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..catalogue import Catalogue
from ..model import Paper
from . import biblatex, bibtex, csl_json, csv_table, ris


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: `records` gives the text of each paper, and `document` joins them."""

    name: str
    records: Callable[[Catalogue, Iterable[Paper]], list[str]]
    head: str
    separator: str
    tail: str
    extension: str
    mime: str

    def document(self, records: Sequence[str]) -> str:
        """The text of the whole file. Write it as UTF-8, without converting line endings."""
        return self.head + self.separator.join(records) + self.tail


FORMATS: Mapping[str, Format] = {
    key: Format(module.NAME, module.records, module.HEAD, module.SEPARATOR, module.TAIL, module.EXTENSION, module.MIME)
    for key, module in (
        ("bibtex", bibtex),
        ("biblatex", biblatex),
        ("ris", ris),
        ("csl-json", csl_json),
        ("csv", csv_table),
    )
}


@lru_cache(maxsize=1)  # a build writes every record several times: alone, in lists, and in the files for Explore
def all_records(catalogue: Catalogue) -> Mapping[str, Mapping[str, str]]:
    """For each format, the record of each paper by its key. The papers are in the order of their keys."""
    papers = sorted(catalogue.papers.values(), key=lambda paper: paper.key)
    keys = [paper.key for paper in papers]
    return {name: dict(zip(keys, form.records(catalogue, papers), strict=True)) for name, form in FORMATS.items()}
