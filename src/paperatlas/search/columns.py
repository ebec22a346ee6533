"""All that a result, a facet or Explore needs, as columns: one row a paper, the newest first.

Texts are joined by line breaks, numbers are characters (`coded`), and titles are the numbers of their words, so that
the file is small and quick to read. What is not there is an empty text or 0. `docs/assets/search/index.js` reads it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ..catalogue import Catalogue
from ..model import Paper
from ..words import comparable_title
from .analyser import letters as folded
from .analyser import runs
from .numbers import coded, coded_lines

MOST_AUTHORS = 20


def columns(catalogue: Catalogue, guides: Iterable[tuple[str, str]] = ()) -> str:
    """The file as JSON. `guides` are the hand-written pages: title and address of each."""
    papers = catalogue.newest_first
    people, authors = _people(catalogue, papers)
    words = _frequent(word for paper in papers for word in paper.title.split())
    tags = _frequent(tag for paper in papers for tag in paper.tags)
    venues, categories = list(catalogue.by_venue), list(catalogue.categories)
    tracks = ["", *sorted({paper.venue.part for paper in papers if paper.venue} - {""})]
    days = sorted({paper.added for paper in papers})
    table: dict[str, Any] = {
        "keys": _lines(map(_key, papers)),
        "names": _lines(paper.short_name or "" for paper in papers),
        "words": _lines(words),
        "titles": coded_lines(map(words.__getitem__, paper.title.split()) for paper in papers),
        "also": _lines(map(_also, papers)),
        "spelled": _lines(map(_spelled, papers)),
        "arxiv": _lines(map(_arxiv, papers)),
        "doi": _lines(paper.doi or "" for paper in papers),
        "dates": _lines(paper.date[:7] for paper in papers),
        "people": _lines(name for name, _ in people),
        "slugs": {str(index): address for index, (name, address) in enumerate(people) if address != _made(name)},
        "authors": coded_lines(authors),
        "more": {
            str(row): more for row, paper in enumerate(papers) if (more := len(paper.authors) - len(authors[row]))
        },
        "category": coded(categories.index(paper.category) for paper in papers),
        "venue": coded(venues.index(paper.venue.name) + 1 if paper.venue else 0 for paper in papers),
        "venueYear": coded(paper.venue.year if paper.venue else 0 for paper in papers),
        "track": coded(tracks.index(paper.venue.part) if paper.venue else 0 for paper in papers),
        "tags": coded_lines(map(tags.__getitem__, paper.tags) for paper in papers),
        "added": coded(days.index(paper.added) for paper in papers),
        "flags": coded(bool(paper.code) + 2 * bool(paper.methods) for paper in papers),
        "days": days,
        "categories": [[key, catalogue.categories[key].name] for key in categories],
        "venues": venues,
        "tracks": tracks,
        "tagNames": [[key, catalogue.tags[key].name] for key in tags],
        "properties": _properties(catalogue, papers),
        "aliases": [[alias, comparable_title(meaning)] for alias, meaning in catalogue.vocabulary.aliases.items()],
        "guides": [list(guide) for guide in guides],
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def _frequent(found: Iterable[str]) -> dict[str, int]:
    """A number for each, the smallest for the most frequent: those take the fewest bytes."""
    counts = sorted(Counter(found).items(), key=lambda pair: (-pair[1], pair[0]))
    return {one: number for number, (one, _) in enumerate(counts)}


def _key(paper: Paper) -> str:
    """Nothing where the browser makes the key of the name; `+` and what follows the name where it begins with it."""
    made = _made(paper.short_name or "")
    return f"+{paper.key.removeprefix(made)}" if made and paper.key.startswith(made) else paper.key


def _arxiv(paper: Paper) -> str:
    """The number; where the month in it is that of the date, what follows the month."""
    month, _, number = (paper.arxiv or "").partition(".")
    return f".{number}" if month and month == paper.date[2:4] + paper.date[5:7] else paper.arxiv or ""


def _made(name: str) -> str:
    """The address that the browser makes of a name."""
    return "-".join(runs(folded(name)))


def _joined(name: str) -> str:
    return "".join(runs(folded(name)))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(" ".join(text.split()) for text in texts)


def _also(paper: Paper) -> str:
    """Other names by which a reader may know the paper: of its methods, its title on arXiv, and its old addresses."""
    known = [_joined(paper.short_name or ""), _joined(paper.title)]
    names = [method.name for method in paper.methods if _joined(method.name) not in known]
    titles = [paper.arxiv_title] if paper.arxiv_title else []
    return " | ".join([*names, *titles, *paper.aliases])


def _spelled(paper: Paper) -> str:
    """The authors as arXiv spells them, where that differs."""
    return " | ".join(name for name in paper.arxiv_authors if name not in paper.authors)


def _people(catalogue: Catalogue, papers: Sequence[Paper]) -> tuple[list[tuple[str, str]], list[list[int]]]:
    """Every name as printed with the address of the person, by name; and for each paper the numbers of its names."""
    rows = [
        [(name, catalogue.person_slug(name, paper.key)) for name in paper.authors if name not in late]
        for paper in papers
        for late in [rest(catalogue, paper)]
    ]
    people = sorted({person for row in rows for person in row})
    numbers = {person: number for number, person in enumerate(people)}
    return people, [[numbers[person] for person in row] for row in rows]


def rest(catalogue: Catalogue, paper: Paper) -> set[str]:
    """Late ones of very many authors, with no other paper here: the text tier finds them, and rows do not show them."""
    late = paper.authors[MOST_AUTHORS:]
    return {name for name in late if len(catalogue.people[catalogue.person_slug(name, paper.key)].papers) == 1}


def _properties(catalogue: Catalogue, papers: Sequence[Paper]) -> dict[str, Any]:
    """For each property of methods: its name, its values, and the numbers of those that a paper's methods have."""
    found = {}
    for key, declared in catalogue.method_fields.properties.items():
        values = list(declared.values)
        rows = [sorted({values.index(v) for m in paper.methods if (v := m.value(key)) in values}) for paper in papers]
        found[key] = {
            "name": declared.name,
            "values": [[v, declared.values[v].name] for v in values],
            "rows": coded_lines(rows),
        }
    return found
