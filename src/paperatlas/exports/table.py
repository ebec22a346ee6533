"""CSV by RFC 4180: UTF-8 without a byte order mark, lines ended by CRLF, quotes where a cell needs them.

Several values in one cell are joined by "; ".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ..catalogue import Catalogue
from ..links import read_url
from ..model import Paper

COLUMNS = (
    *("key", "title", "short_name", "authors", "date", "venue", "year", "track"),
    *("arxiv", "doi", "url", "code", "category", "tags"),
)
HEAD = ",".join(COLUMNS) + "\r\n"
SEPARATOR = ""
TAIL = ""
EXTENSION = "csv"
MIME = "text/csv"

# A spreadsheet would run such a cell as a formula (owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def records(catalogue: Catalogue, papers: Iterable[Paper]) -> list[str]:
    """The row of each paper."""
    return [record(catalogue, paper) for paper in papers]


def record(catalogue: Catalogue, paper: Paper) -> str:
    """The paper's row, its line ended; a cell that a spreadsheet would run as a formula is led by an apostrophe.

    Category and tags are the words of the vocabularies, as the entry has them; `year` is that of the publication.
    """
    venue = paper.venue
    cells = {
        "key": paper.key,
        "title": paper.title,
        "short_name": paper.short_name,
        "authors": "; ".join(paper.authors),
        "date": paper.date,
        "venue": venue and venue.name,
        "year": str(venue.year) if venue else paper.year,
        "track": venue and venue.track,
        # With its prefix, as arXiv writes it: a spreadsheet takes 2401.00010 for a number, and drops its last zero.
        "arxiv": paper.arxiv and f"arXiv:{paper.arxiv}",
        "doi": paper.doi,
        "url": read_url(paper),
        "code": "; ".join(code.url for code in paper.code),
        "category": paper.category,
        "tags": "; ".join(paper.tags),
    }
    row = io.StringIO()
    csv.writer(row, lineterminator="\r\n").writerow(_inert(cells[column] or "") for column in COLUMNS)
    return row.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
