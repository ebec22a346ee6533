"""The `citation_*` tags on the page of a paper, from which Zotero, Google Scholar and others make a record.

What Zotero makes of each tag follows from `Embedded Metadata.js` and `RDF.js` in github.com/zotero/translators: names
that begin with `z:` set a field of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Catalogue
from ..links import pdf_url, read_url
from ..model import Paper
from ..people import Name
from ..titles import plain

_NO_BREAK = "\u00a0"


def tags(catalogue: Catalogue, paper: Paper) -> Iterator[tuple[str, str]]:
    """Name and content of each tag."""
    for name, content in _tags(catalogue, paper):
        if content:
            yield name, content


def _tags(catalogue: Catalogue, paper: Paper) -> Iterator[tuple[str, str | None]]:
    venue = paper.venue
    record = catalogue.venues[venue.name] if venue else None
    yield "z:itemType", _item_type(record.type if record else None)
    # Without it, Zotero takes the description of the page for the abstract.
    yield "z:abstractNote", " "
    yield "citation_title", plain(paper.title)
    names = [catalogue.vocabulary.who.name(name) for name in paper.authors]
    for name in names:
        yield "citation_author", _author(name, is_alone=len(names) == 1)
    yield "citation_publication_date", str(venue.year) if venue else paper.date.replace("-", "/")
    if venue and record:
        if record.type == "journal":
            yield "citation_journal_title", record.booktitle(venue)
        else:
            yield "z:proceedingsTitle", record.booktitle(venue)
            yield "citation_conference_title", record.meeting(venue)
        yield "citation_series_title", record.series
        yield "citation_volume", venue.volume
        yield "citation_issue", venue.number
        first, _, last = (venue.pages or venue.article or "").partition("-")
        yield "citation_firstpage", first
        yield "citation_lastpage", last
        yield "citation_publisher", record.publisher
    yield "citation_doi", paper.doi
    yield "citation_public_url", read_url(paper)
    yield "citation_pdf_url", pdf_url(paper)
    if paper.arxiv:
        yield "citation_arxiv_id", paper.arxiv
        if venue:
            yield "z:extra", f"arXiv: {paper.arxiv}"
        else:
            yield "z:repository", "arXiv"
            yield "z:archiveID", f"arXiv:{paper.arxiv}"


def _item_type(venue: str | None) -> str:
    """Zotero's type of a paper at a venue of some type, or at none."""
    return {None: "preprint", "journal": "journalArticle"}.get(venue, "conferencePaper")


def _author(name: Name, is_alone: bool) -> str:
    """The name with the family name first.

    A comma at the end keeps Zotero from splitting the name of a team. It takes the name of an only author for two names
    if both parts contain a space; so it gets another kind of space.
    """
    family, _, given = family_first(name).partition(", ")
    return f"{family.replace(' ', _NO_BREAK)}, {given}" if is_alone and " " in given else family_first(name)


def family_first(name: Name) -> str:
    """The name for programs that part it at its only comma; the name of a team ends in one.

    >>> family_first(Name("Oord", "Aäron", "van den")), family_first(Name("Quartz, Inc."))
    ('van den Oord, Aäron', 'Quartz Inc.,')
    """
    given = f"{name.given} {name.suffix}".strip()
    return f"{name.surname}, {given}" if given else f"{name.surname.replace(',', '')},"
