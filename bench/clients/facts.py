"""What a program should read of each paper, and what it has lost."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paperatlas.catalogue import Catalogue
from paperatlas.exports import csl_json
from paperatlas.model import Paper
from paperatlas.titles import plain

SHOWN = 2  # values of each field that are lost
Record = Mapping[str, str]  # what a program says of a paper, by field; `all` has everything


@dataclass(frozen=True)
class Result:
    """What a client did with a file: how many records and warnings, and the fields that are lost."""

    client: str
    file: str
    records: int
    warnings: int
    lost: Counter[str]
    note: str = ""
    allowed: int = 0  # warnings about what the format has and the program does not know


def comparable(text: object) -> str:
    """Letters and digits alone, in lower case and without accents.

    >>> comparable("Łukasz Größe, pp. 1–9")
    'łukaszgrossepp19'
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", str(text)).casefold())
    folded = folded.replace("ı", "i")  # pandoc reads the í of LaTeX as an ı with an accent, which looks the same
    return "".join(char for char in folded if char.isalnum())


def expected(catalogue: Catalogue, paper: Paper) -> dict[str, list[str]]:
    """The values of a paper by field. Each is there if it is in the field of the same name."""
    item = csl_json.item(catalogue, paper, "")
    year, *month = map(str, item["issued"]["date-parts"][0])
    found = {
        "title": [plain(paper.title)],
        "authors": [word for name in item["author"] for word in _words(name)],
        "editors": [word for name in item.get("editor", ()) for word in _words(name)],
        "year": [year],
        "month": month[:1],
        "doi": [item.get("DOI", "")],
        "url": [item["URL"]] if "URL" in item and "DOI" not in item else [],  # a DOI is an address too
        # Only BibTeX and CSV have a field for the preprint of a published paper.
        "arxiv": [paper.arxiv or ""] if not paper.venue else [],
        "preprint": [paper.arxiv or ""],
        "container": [item.get("container-title", "")],
        "volume": [item.get("volume", "")],
        "number": [item.get("issue", ""), paper.venue.article or "" if paper.venue else ""],
        "pages": item.get("page", "").split("-"),
        "publisher": [item.get("publisher", "") if paper.venue else ""],
    }
    return {field: [value for value in map(comparable, values) if value] for field, values in found.items()}


def _words(name: Mapping[str, str]) -> list[str]:
    """The words of a name: programs write its parts in their own order."""
    return " ".join(name.values()).split()


def lost(
    catalogue: Catalogue, papers: Sequence[Paper], records: Sequence[Record], fields: Iterable[str]
) -> Counter[str]:
    """How many values of each field the records, in the order of the papers, do not have."""
    missing: Counter[str] = Counter()
    if len(records) != len(papers):
        missing["records"] = abs(len(papers) - len(records))
    for paper, record in zip(papers, records, strict=False):
        wanted = expected(catalogue, paper)
        for field in fields:
            text = comparable(record.get(field) or record["all"])
            gone = [value for value in wanted[field] if value not in text]
            missing[field] += len(gone)
            if gone and missing[field] <= SHOWN:
                print(f"  {paper.key}: {field} {gone} not in '{text[:200]}'", file=sys.stderr)
    return +missing


def of_csl(item: Mapping[str, Any]) -> Record:
    """A record from an item of CSL-JSON."""
    parts = (item.get("issued") or {}).get("date-parts") or [[""]]
    return {
        "title": str(item.get("title", "")),
        "authors": str(item.get("author", "")),
        "editors": str(item.get("editor", "")),
        "year": str(parts[0][0]),
        "month": str(parts[0][1]) if len(parts[0]) > 1 else "-",
        "doi": str(item.get("DOI", "")),
        "container": str(item.get("container-title", "")),
        "volume": str(item.get("volume", "")),
        "pages": str(item.get("page", "")),
        "all": re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), str(item)),
    }
