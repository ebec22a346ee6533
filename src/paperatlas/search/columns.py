"""The columns: all that results, facets and Explore need. A column has one row per paper, the newest paper first.

To keep the file small, texts are joined by line breaks, numbers are characters (`coded`), and titles are numbers of
words. A missing value is an empty text or 0. The names and titles are in a file of their own (`names.py`).
`src/paperatlas/assets/search/columns.js` documents each column.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from ..catalogue import Catalogue
from ..exports import FORMATS
from ..model import Paper, Topic, VenueRecord
from ..pages.browse import hues
from ..pages.people import former_slugs
from ..words import slug
from .guides import Guide
from .names import frequent, key_from_name, lines, order
from .numbers import coded, coded_lines

MOST_AUTHORS = 20
# Of later authors without another paper here, search finds the first ones: thousands would double its data.
MOST_LATE_AUTHORS = 500
PREPRINT = ("preprint", "Preprint")  # the value of the venue facet, and the text of the badge
HAS = (("code", "Code"), ("method", "Method in formulas"), ("award", "Award"))  # in the order of the bits of `flags`


def columns(catalogue: Catalogue, guides: Iterable[Guide] = ()) -> str:
    """The file as JSON. `guides` are the pages that are found by their titles."""
    papers = catalogue.newest_first
    people, authors = _people(catalogue, papers)
    tags = frequent(tag for paper in papers for tag in paper.tags)
    categories = list(catalogue.categories)
    venues = [name for name, papers in catalogue.by_venue.items() if papers]  # the others have no page
    labels = [PREPRINT[1], *sorted({paper.venue.label for paper in papers if paper.venue})]
    days = sorted({paper.added for paper in papers})
    table: dict[str, Any] = {
        "order": order(papers),
        "spelled": lines(map(_spelled, papers)),
        "arxiv": lines(map(_arxiv, papers)),
        "doi": lines(paper.doi or "" for paper in papers),
        "people": lines(name for name, _ in people),
        "slugs": {
            str(index): address for index, (name, address) in enumerate(people) if address != key_from_name(name)
        },
        "authors": coded_lines(authors),
        "more": {
            str(row): more for row, paper in enumerate(papers) if (more := len(paper.authors) - len(authors[row]))
        },
        "category": coded(categories.index(paper.category) for paper in papers),
        "venue": coded(venues.index(paper.venue.name) + 1 if paper.venue else 0 for paper in papers),
        "venueYear": coded(paper.venue.year if paper.venue else 0 for paper in papers),
        "label": coded(labels.index(paper.venue.label) if paper.venue else 0 for paper in papers),
        "tags": coded_lines(map(tags.__getitem__, paper.tags) for paper in papers),
        "added": coded(days.index(paper.added) for paper in papers),
        "flags": coded(bool(paper.code) + 2 * bool(paper.methods) + 4 * bool(paper.awards) for paper in papers),
        **_sparse(papers, venues),
        "days": days,
        "categories": [[key, catalogue.categories[key].name, hue] for key, hue in hues(catalogue).items()],
        "venues": venues,
        "venueSlugs": [slug(venue) for venue in venues],
        "labels": labels,
        "preprint": PREPRINT,
        "tagNames": [[key, catalogue.tags[key].name] for key in tags],
        "has": HAS if any(paper.awards for paper in papers) else HAS[:2],
        "properties": {**_properties(catalogue, papers), **_families(catalogue, papers)},
        "former": _former(catalogue),
        "guides": [[title, address] for title, address, *_ in guides],
        "formats": [[key, form.name] for key, form in FORMATS.items()],
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def _sparse(papers: Sequence[Paper], venues: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What few papers have, by row."""
    found: dict[str, dict[str, Any]] = {name: {} for name in ("tldr", "status", "awards", "alsoIn")}
    for row, paper in enumerate(papers):
        also = [[venues.index(other.name), other.year, other.label] for other in paper.also]
        status = paper.status.label if paper.status else ""
        values = (paper.tldr, status, paper.awards, also)
        for column, value in zip(found.values(), values, strict=True):
            if value:
                column[str(row)] = value
    return found


def _former(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """For each facet, its old values and what they are now, so that old addresses of Explore keep working."""
    kinds: dict[str, Mapping[str, Topic | VenueRecord]] = {
        "category": catalogue.categories,
        "tag": catalogue.tags,
        "venue": catalogue.venues,
    }
    found = {facet: {old: key for key in kind for old in kind[key].aliases} for facet, kind in kinds.items()}
    found["author"] = {old: person.slug for old, person, _ in former_slugs(catalogue)}
    return {facet: values for facet, values in found.items() if values}


def _arxiv(paper: Paper) -> str:
    """The id; if it begins with the month of the date, only what follows the month."""
    month, _, number = (paper.arxiv or "").partition(".")
    return f".{number}" if len(month) == 4 and month == paper.date[2:4] + paper.date[5:7] else paper.arxiv or ""


def _spelled(paper: Paper) -> str:
    """Authors as arXiv spells them, where that differs."""
    known = set(paper.authors)
    return " | ".join([name for name in paper.arxiv_authors if name not in known][:MOST_AUTHORS])


def _people(catalogue: Catalogue, papers: Sequence[Paper]) -> tuple[list[tuple[str, str]], list[list[int]]]:
    """Every printed name with the slug of the person, sorted; and for each paper the numbers of its authors' names."""
    rows = [
        [author for author in catalogue.authors_of(paper) if author not in late]
        for paper in papers
        for late in [late_authors(catalogue, paper)]
    ]
    people = sorted({person for row in rows for person in row})
    numbers = {person: number for number, person in enumerate(people)}
    return people, [[numbers[person] for person in row] for row in rows]


def late_authors(catalogue: Catalogue, paper: Paper) -> dict[tuple[str, str], None]:
    """Authors far down a long list who have no other paper here: in the text tier, not in the columns."""
    late = catalogue.authors_of(paper)[MOST_AUTHORS:] if len(paper.authors) > MOST_AUTHORS else ()
    return {(name, key): None for name, key in late if len(catalogue.people[key].papers) == 1}


def searched(late: Iterable[tuple[str, str]]) -> str:
    """The names of late authors that search finds."""
    return " ".join(name for name, _ in islice(late, MOST_LATE_AUTHORS))


def _families(catalogue: Catalogue, papers: Sequence[Paper]) -> dict[str, Any]:
    """The families of papers in the form of a property, if there are any."""
    names = {key: family.name for record in catalogue.categories.values() for key, family in record.families.items()}
    keys = list(names)
    rows = coded_lines([keys.index(paper.family)] if paper.family else [] for paper in papers)
    return {"family": {"name": "Family", "values": list(map(list, names.items())), "rows": rows}} if names else {}


def _properties(catalogue: Catalogue, papers: Sequence[Paper]) -> dict[str, Any]:
    """For each property of methods its name and values, and for each paper the numbers of its values."""
    found = {}
    for key, declared in catalogue.method_fields.properties.items():
        values = list(declared.values)
        given = [{value for method in paper.methods for value in method.values(key)} for paper in papers]
        rows = [[place for place, value in enumerate(values) if value in some] for some in given]
        found[key] = {
            "name": declared.name,
            "values": [[v, declared.values[v].name] for v in values],
            "rows": coded_lines(rows),
        }
    return found
