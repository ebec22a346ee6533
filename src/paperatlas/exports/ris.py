"""RIS: one `XX  - value` per line with CRLF line endings, as specified for Reference Manager.

Types and tags are those that Zotero (zotero/translators, RIS.js), EndNote and rispy read. There are no abstracts: the
summaries are our own words, and would be mistaken for the authors'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..catalogue import Catalogue
from ..links import read_url
from ..model import Paper
from ..people import Name
from ..titles import plain
from .notes import keywords, notes

NAME = "RIS"
HEAD = ""
SEPARATOR = "\r\n"
TAIL = ""
EXTENSION = "ris"
MIME = "application/x-research-info-systems"

# The RIS type for each type of venue; None is a preprint. Zotero takes UNPB for an article of a journal; a report of
# arXiv, with its number, is what it made of preprints before it had a type for them.
_TYPES = {None: "RPRT", "conference": "CONF", "workshop": "CONF", "journal": "JOUR"}


def records(catalogue: Catalogue, papers: Iterable[Paper]) -> list[str]:
    """The RIS record of each paper."""
    return [record(catalogue, paper) for paper in papers]


def record(catalogue: Catalogue, paper: Paper) -> str:
    """The RIS record of a paper, with a final line ending. A line break in a value becomes a space."""
    # A line break in a value would let it start a tag.
    lines = (f"{tag}  - {' '.join(value.split())}" for tag, value in _fields(catalogue, paper) if value)
    return "\r\n".join([*lines, "ER  - ", ""])


def _fields(catalogue: Catalogue, paper: Paper) -> Iterator[tuple[str, str | None]]:
    venue = paper.venue
    of_venue = catalogue.venues[venue.name] if venue else None
    yield "TY", _TYPES[of_venue.type if of_venue else None]
    yield "ID", paper.key
    yield "TI", plain(paper.title)
    for name in paper.authors:
        yield "AU", _author(catalogue.vocabulary.who.name(name))
    for lab in paper.lab:
        yield "AD", lab
    if venue and of_venue:
        # No DA: the only full date is that of the preprint, and a program that prefers DA to PY shows the wrong year.
        edition = of_venue.edition(venue)
        yield "PY", str(venue.year)
        if of_venue.type != "journal":
            yield "C2", str(venue.year)  # EndNote and citation.js take PY for the year of the meeting alone
        booktitle = of_venue.booktitle(venue)
        # Zotero reads T2 of a conference paper as the name of the meeting, and cites C3. Pandoc knows T2 alone: a
        # workshop is named there, not the meeting that it was part of.
        is_named = of_venue.type != "journal" and venue.track != "workshop" and str(venue.year) in of_venue.meetings
        yield "T2", of_venue.meeting(venue) if is_named else booktitle
        if of_venue.type != "journal":
            yield "C3", booktitle
        is_published = of_venue.publishes(venue)
        yield "T3", of_venue.series if is_published else None
        yield "VL", of_venue.volume(venue)
        yield "IS", venue.number
        yield "C7", venue.article
        first, _, last = (venue.pages or "").partition("-")
        yield "SP", first or venue.article  # for programs that do not know C7
        yield "EP", last
        yield "PB", of_venue.publisher if is_published else None
        yield "C1" if of_venue.type != "journal" else "CY", edition.address
        yield "SN", of_venue.issn if is_published else None
        for editor in edition.editors:
            yield "A2", _author(catalogue.vocabulary.who.name(editor))
    else:
        yield "PY", paper.year
        year, month, day = (*paper.date.split("-"), "", "")[:3]
        yield "M3", "Preprint"
        yield "DA", f"{year}/{month}/{day}/"  # year/month/day/other: the slashes stay where a part is missing
        if paper.arxiv:
            yield "PB", "arXiv"
            yield "DB", "arXiv"
            yield "AN", f"arXiv:{paper.arxiv}"
            yield "SN", f"arXiv:{paper.arxiv}"
    yield "DO", paper.doi
    yield "UR", read_url(paper)
    for note in notes(catalogue, paper):
        yield "N1", note
    for word in keywords(catalogue, paper):
        yield "KW", word


def _author(name: Name) -> str:
    """The name as `Family, Given, Suffix`. RIS reads what follows a comma as the next part."""
    parts = [name.surname, name.given, name.suffix] if name.suffix else [name.surname, name.given]
    return ", ".join(part.replace(",", "") for part in parts).removesuffix(", ")
