"""COinS: a paper as the query of an OpenURL in the `title` of an empty `<span class="Z3988">`, as list pages have it.

With it, a reader of Zotero saves any of the papers of a list at once. What Zotero reads follows from `openurl.js` in
github.com/zotero/utilities.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote_plus

from ..catalogue import Catalogue
from ..links import read_url
from ..model import Paper
from ..titles import plain
from .highwire import family_first

MOST = 40  # authors: a list must not become heavy by a paper of thousands; the file beside it has them all


def context_object(catalogue: Catalogue, paper: Paper) -> str:
    """The paper as a query string. A plus sign in a value would be read as a space, however it is written."""
    return "&".join(f"{name}={quote_plus(value, safe='/:,')}" for name, value in _values(catalogue, paper) if value)


def _values(catalogue: Catalogue, paper: Paper) -> Iterator[tuple[str, str | None]]:
    venue = paper.venue
    record = catalogue.venues[venue.name] if venue else None
    yield "ctx_ver", "Z39.88-2004"
    if venue and record and record.type == "journal":
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"
        yield "rft.genre", "article"
        yield "rft.atitle", plain(paper.title)
        yield "rft.jtitle", record.booktitle(venue)
    elif venue and record:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:book"
        yield "rft.genre", "proceeding"
        yield "rft.atitle", plain(paper.title)
        yield "rft.btitle", record.booktitle(venue)
    else:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
        yield "rft.type", "preprint"
        yield "rft.title", plain(paper.title)
    if venue and record:
        yield "rft.series", record.series
        yield "rft.volume", venue.volume
        yield "rft.issue", venue.number
        yield "rft.pages", venue.pages or venue.article
        yield "rft.pub", record.publisher
    yield "rft.date", str(venue.year) if venue else paper.date
    for name in paper.authors[:MOST]:
        yield "rft.au", family_first(catalogue.vocabulary.who.name(name))
    yield "rft_id", paper.doi and f"info:doi/{paper.doi}"
    yield "rft_id", read_url(paper)
