"""The CSV that Zotero exports, and tables with such columns: the facts of each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from .facts import Facts, Read, Refused
from .given import as_kind, of_record

_KINDS = {"computerProgram": "libraries", "dataset": "datasets"}
_PREPRINT = "preprint"
_TITLE = ("title", "name", "paper", "paper title")
# The columns of other programs, by the name that Zotero gives.
_OTHERS = {
    "author": ("authors",),
    "publication title": ("venue", "journal", "booktitle", "conference", "proceedings title", "container title"),
    "publication year": ("year",),
    "date": ("published",),
    "url": ("link", "pdf", "paper url", "arxiv link"),
    "doi": (),
    "extra": ("arxiv", "arxiv id", "id", "eprint"),
    "volume": (),
    "issue": ("number",),
    "pages": ("page",),
    "abstract note": ("abstract",),
    "item type": ("type",),
    "code": ("github", "repository", "code url"),
}


def records(text: str, at: str) -> Read:
    """The facts of each row, or why it gives none, in the order of the table."""
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    line = 1
    columns: list[str] = []
    try:
        for row in reader:
            if not columns:
                columns = [name.strip().lower() for name in row]
                if not set(columns) & set(_TITLE):
                    yield Refused(1, f"there is no column 'Title'; the columns are {', '.join(row)[:200]}")
                    return
            elif any(cell.strip() for cell in row):
                yield _record(line, dict(zip(columns, row, strict=False)), at)
            line = reader.line_num + 1
    except csv.Error as error:
        yield Refused(line, f"the table cannot be read from here on: {error}")


def _record(line: int, row: Mapping[str, str], at: str) -> Facts | Refused:
    def cell(*names: str) -> str:
        every = [other for name in names for other in (name, *_OTHERS.get(name, ()))]
        return next((row[name].strip() for name in every if row.get(name, "").strip()), "")

    title = cell(*_TITLE)
    if not title:
        return Refused(line, "this row has no title")
    kind = _KINDS.get(cell("item type"), "papers")
    is_preprint = cell("item type") == _PREPRINT
    arxiv = cell("extra")
    values = of_record(
        title,
        [name for name in cell("author").split(";") if name.strip()],
        texts=[cell("doi"), arxiv, f"arXiv:{arxiv}"],
        addresses=[one.strip() for one in (*cell("url").split(";"), cell("code"))],
        place="" if is_preprint else cell("publication title", "conference name"),
        date=cell("date") or cell("publication year"),
        volume=cell("volume"),
        number=cell("issue"),
        pages=cell("pages"),
    )
    return Facts(at, as_kind(values, kind), line, cell("abstract note"), kind)
