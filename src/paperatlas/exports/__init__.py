"""One module for each format in which papers leave the catalogue.

A document is HEAD, the records joined by SEPARATOR, and TAIL: whoever has the records can put it together without
knowing the format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..catalogue import Catalogue
from ..model import Paper
from . import bibtex, csl_json, ris, table


@dataclass(frozen=True, slots=True)
class Format:
    """How papers are written: `records` gives the text of each, and `document` joins such texts."""

    records: Callable[[Catalogue, Iterable[Paper]], list[str]]
    head: str
    separator: str
    tail: str
    extension: str
    mime: str

    def document(self, records: Sequence[str]) -> str:
        """The whole file, byte for byte: it is to be written in UTF-8, with its line ends as they are."""
        return self.head + self.separator.join(records) + self.tail


FORMATS: Mapping[str, Format] = {
    name: Format(of.records, of.HEAD, of.SEPARATOR, of.TAIL, of.EXTENSION, of.MIME)
    for name, of in (("bibtex", bibtex), ("ris", ris), ("csl-json", csl_json), ("csv", table))
}
