"""CSV as in RFC 4180: UTF-8 without a byte order mark, CRLF line endings, quotes where a cell needs them.

Several values in one cell are joined by "; ".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ..catalogue import Catalogue
from ..links import read_url
from ..model import Paper
from ..titles import plain
from .notes import also_note, status_note

COLUMNS = (
    *("key", "title", "short_name", "authors", "date", "venue", "year", "track"),
    *("arxiv", "doi", "url", "code", "category", "family", "tags"),
    *("volume", "number", "article", "pages", "also", "awards", "status", "tldr", "lab"),
)
NAME = "CSV"
HEAD = ",".join(COLUMNS) + "\r\n"
SEPARATOR = ""
TAIL = ""
EXTENSION = "csv"
MIME = "text/csv"

# A spreadsheet runs a cell that starts with one of these as a formula (owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def records(catalogue: Catalogue, papers: Iterable[Paper]) -> list[str]:
    """The CSV row of each paper."""
    return [record(catalogue, paper) for paper in papers]


def record(catalogue: Catalogue, paper: Paper) -> str:
    """The CSV row of a paper.

    `category`, `family` and `tags` hold keys; `year` is the year of publication.
    """
    venue = paper.venue
    cells = {
        "key": paper.key,
        "title": plain(paper.title),
        "short_name": paper.short_name,
        "authors": "; ".join(paper.authors),
        "date": paper.date,
        "venue": venue and venue.name,
        "year": str(venue.year) if venue else paper.year,
        "track": venue and venue.track,
        # With arXiv's prefix: a spreadsheet reads 2401.00010 as a number and drops the last zero.
        "arxiv": paper.arxiv and f"arXiv:{paper.arxiv}",
        "doi": paper.doi,
        "url": read_url(paper),
        "code": "; ".join(code.url for code in paper.code),
        "category": paper.category,
        "family": paper.family,
        "tags": "; ".join(paper.tags),
        "volume": venue and venue.volume,
        "number": venue and venue.number,
        "article": venue and venue.article,
        "pages": venue and venue.pages,
        "also": "; ".join(also_note(catalogue, other) for other in paper.also),
        "awards": "; ".join(paper.awards),
        "status": paper.status and status_note(catalogue, paper.status),
        "tldr": paper.tldr,
        "lab": "; ".join(paper.lab),
    }
    return row(cells[column] or "" for column in COLUMNS)


def row(cells: Iterable[str]) -> str:
    """One line of CSV. A cell that a spreadsheet would run as a formula starts with an apostrophe.

    >>> row(["a,b", "c", ""])
    '"a,b",c,\\r\\n'
    """
    line = io.StringIO()
    inert = [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]
    csv.writer(line, lineterminator="\r\n").writerow(inert)
    return line.getvalue()
