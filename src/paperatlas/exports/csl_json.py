"""CSL-JSON: an array of items, one per line, valid against csl-data.json of the Citation Style Language 1.0.2.

A preprint is an `article` with the genre `preprint`, as in CSL 1.0.2 (github.com/citation-style-language/schema) and in
Zotero.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ..catalogue import Catalogue
from ..links import read_url
from ..model import Paper
from ..people import Name
from ..titles import plain
from .keys import citation_keys
from .notes import keywords, notes

NAME = "CSL-JSON"
HEAD = "[\n"
SEPARATOR = ",\n"
TAIL = "\n]\n"
EXTENSION = "json"
MIME = "application/vnd.citationstyles.csl+json"

# The CSL type for each type of venue; None is a preprint.
_TYPES = {
    None: "article",
    "conference": "paper-conference",
    "workshop": "paper-conference",
    "journal": "article-journal",
}


def records(catalogue: Catalogue, papers: Iterable[Paper]) -> list[str]:
    """The CSL-JSON item of each paper, on one line."""
    keys = citation_keys(catalogue)
    return [json.dumps(item(catalogue, paper, keys[paper.key]), ensure_ascii=False) for paper in papers]


def item(catalogue: Catalogue, paper: Paper, cite_key: str) -> dict[str, Any]:
    """The paper's CSL-JSON item."""
    return {name: value for name, value in _item(catalogue, paper, cite_key).items() if value}


def _item(catalogue: Catalogue, paper: Paper, cite_key: str) -> dict[str, Any]:
    venue = paper.venue
    of_venue = catalogue.venues[venue.name] if venue else None
    item: dict[str, Any] = {
        "id": paper.key,
        "citation-key": cite_key,
        "type": _TYPES[of_venue.type if of_venue else None],
        "title": plain(paper.title),
        "author": [_author(catalogue.vocabulary.who.name(name)) for name in paper.authors],
    }
    if venue and of_venue:
        edition = of_venue.edition(venue)
        item["issued"] = {"date-parts": [[venue.year, edition.month] if edition.month else [venue.year]]}
        item["container-title"] = of_venue.booktitle(venue)
        if of_venue.publishes(venue):
            item |= {"collection-title": of_venue.series, "publisher": of_venue.publisher, "ISSN": of_venue.issn}
        meeting = of_venue.meeting(venue)
        if str(venue.year) in of_venue.meetings and meeting != item["container-title"]:
            item["event-title"] = meeting
        item["volume"] = of_venue.volume(venue)
        item["issue"] = venue.number
        item["number"] = venue.article
        item["page"] = venue.pages
        item["editor"] = [_author(catalogue.vocabulary.who.name(name)) for name in edition.editors]
        item["event-place"] = edition.address
    else:
        item["issued"] = {"date-parts": [[int(part) for part in paper.date.split("-")]]}
        item["genre"] = "preprint"
        if paper.arxiv:
            # As in Zotero. `archive` is for places on a shelf: with it, styles print the id twice.
            item |= {"publisher": "arXiv", "number": f"arXiv:{paper.arxiv}"}
    item["status"] = paper.status and paper.status.label.lower()
    item["note"] = "\n".join(notes(catalogue, paper))
    item["DOI"] = paper.doi
    item["URL"] = read_url(paper)
    item["keyword"] = ", ".join(keywords(catalogue, paper))
    return item


def _author(name: Name) -> dict[str, str]:
    """The name in the variables of CSL. A particle is never dropped: van den Oord et al."""
    if name.is_whole:
        return {"literal": name.family}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}
