"""What several citation formats share: notes on a status, awards and other publications; and keywords."""

from __future__ import annotations

from ..catalogue import Catalogue
from ..links import doi_url, read_url
from ..model import Paper, Publication, Status
from ..titles import plain


def notes(catalogue: Catalogue, paper: Paper) -> list[str]:
    """The notes of a paper, each a text without markup; the status comes first."""
    status = [status_note(catalogue, paper.status)] if paper.status else []
    return [*status, *paper.awards, *(also_note(catalogue, one) for one in paper.also)]


def keywords(catalogue: Catalogue, paper: Paper) -> list[str]:
    """The names of a paper's family and of its tags, each once."""
    families = catalogue.categories[paper.category].families
    family = [families[paper.family].name] if paper.family else []
    return list(dict.fromkeys([*family, *(catalogue.tags[tag].name for tag in paper.tags)]))


def status_note(catalogue: Catalogue, status: Status) -> str:
    """The status in words: since when, by what, why, and where that is said."""
    other = catalogue.papers.get(status.paper or "")
    by = f" by {plain(other.title)} ({other.year})" if other else ""
    link = status.link or (other and read_url(other))
    return f"{status.label}{by}, {status.date}: {status.reason.strip()}" + (f" {link}" if link else "")


def also_note(catalogue: Catalogue, other: Publication) -> str:
    """Another publication of the same work: `Also in Journal of Clocks 12(3), 7-25, 2021. https://doi.org/...`."""
    name = catalogue.venues[other.name].booktitle(other)
    volume = (other.volume or "") + (f"({other.number})" if other.number else "")
    place = ", ".join(filter(None, (f"{name} {volume}".strip(), locator(other), str(other.year))))
    link = doi_url(other.doi) if other.doi else other.url
    return f"Also in {place}." + (f" {link}" if link else "")


def locator(venue: Publication) -> str:
    """Where in its volume a paper is: its article number, else its pages."""
    return f"article {venue.article}" if venue.article else venue.pages or ""
