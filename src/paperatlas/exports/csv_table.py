"""CSV as in RFC 4180, that a spreadsheet opens rightly by a double click.

It is UTF-8 with a byte order mark, without which Excel takes it for another encoding; Python and pandas read it as
`utf-8-sig`. No cell looks like a date or a number that a spreadsheet would write in another way. Several values in one
cell are joined by "; ".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ..catalogue import Catalogue
from ..links import read_url
from ..model import Paper
from ..patterns import regex
from ..titles import plain
from .keys import citation_keys
from .notes import also_note, status_note

COLUMNS = (
    *("key", "cite_key", "title", "short_name", "authors", "venue", "year", "track"),
    *("public_year", "public_month", "public_day"),
    *("arxiv", "doi", "url", "code", "category", "family", "tags"),
    *("volume", "number", "article", "pages", "also", "awards", "status", "tldr", "lab"),
)
NAME = "CSV"
HEAD = "\ufeff" + ",".join(COLUMNS) + "\r\n"
SEPARATOR = ""
TAIL = ""
EXTENSION = "csv"
MIME = "text/csv"

# A spreadsheet runs a cell that starts with one of these as a formula (owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = regex(r"0\d+|\d+[eE]\d+")  # a spreadsheet would drop the zero, or show 1E+05


def records(catalogue: Catalogue, papers: Iterable[Paper]) -> list[str]:
    """The CSV row of each paper."""
    keys = citation_keys(catalogue)
    return [record(catalogue, paper, keys[paper.key]) for paper in papers]


def record(catalogue: Catalogue, paper: Paper, cite_key: str) -> str:
    """The CSV row of a paper.

    `category`, `family` and `tags` hold keys; `year` is the year of publication, `public_year` that of the first public
    version. Its month and day have columns of their own: of 2024-03, a spreadsheet would make a day in March.
    """
    venue = paper.venue
    year, month, day = (*paper.date.split("-"), "", "")[:3]
    cells = {
        "key": paper.key,
        "cite_key": cite_key,
        "title": plain(paper.title),
        "short_name": paper.short_name,
        "authors": "; ".join(paper.authors),
        "venue": venue and venue.name,
        "year": str(venue.year) if venue else paper.year,
        "track": venue and venue.track,
        "public_year": year,
        "public_month": month.lstrip("0"),
        "public_day": day.lstrip("0"),
        # With arXiv's prefix: a spreadsheet reads 2401.00010 as a number and drops the last zero.
        "arxiv": paper.arxiv and f"arXiv:{paper.arxiv}",
        "doi": paper.doi,
        "url": read_url(paper),
        "code": "; ".join(code.url for code in paper.code),
        "category": paper.category,
        "family": paper.family,
        "tags": "; ".join(paper.tags),
        "volume": venue and _as_text(catalogue.venues[venue.name].volume(venue)),
        "number": venue and _as_text(venue.number),
        "article": venue and _as_text(venue.article),
        "pages": venue and _as_text(venue.pages),
        "also": "; ".join(also_note(catalogue, other) for other in paper.also),
        "awards": "; ".join(paper.awards),
        "status": paper.status and status_note(catalogue, paper.status),
        "tldr": paper.tldr,
        "lab": "; ".join(paper.lab),
    }
    return row(cells[column] or "" for column in COLUMNS)


def _as_text(value: str | None) -> str | None:
    """A range with a dash: of the pages 7-25, a spreadsheet would make the 25th of July."""
    return value and (f"no. {value}" if _NUMBER.fullmatch(value) else value.replace("-", "–"))


def row(cells: Iterable[str]) -> str:
    """One line of CSV. A cell that a spreadsheet would run as a formula starts with an apostrophe.

    >>> row(["a,b", "c", ""])
    '"a,b",c,\\r\\n'
    """
    line = io.StringIO()
    inert = [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]
    csv.writer(line, lineterminator="\r\n").writerow(inert)
    return line.getvalue()
