"""The catalogue as an awesome list in Markdown: an item for each entry, in the form of the list we began with.

What is written by hand stays: the command replaces only what is between two marks in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..catalogue import Catalogue
from ..links import code_url, read_url
from ..model import AnyEntry, Dataset, Library, Paper, Tutorial
from ..words import slug
from .markdown import escaped, title

BEGIN, END = "<!-- list: `paperatlas awesome` writes from here -->", "<!-- to here -->"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def updated(text: str, catalogue: Catalogue) -> str:
    """The text of a file with the list as it is now.

    Raises:
        ValueError: it has no place for the list.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"expected a line '{BEGIN}' and below it a line '{END}'")
    return f"{before}{BEGIN}\n\n{''.join(_sections(catalogue))}{END}{after}"


def _sections(catalogue: Catalogue) -> Iterator[str]:
    categories = [(catalogue.categories[key].name, papers) for key, papers in catalogue.by_category.items() if papers]
    tutorials = sorted(catalogue.tutorials.values(), key=lambda one: one.date, reverse=True)
    others: list[tuple[str, Iterable[AnyEntry]]] = [
        ("Libraries and Implementations", catalogue.libraries.values()),
        ("Datasets", catalogue.datasets.values()),
        ("Tutorials and Blog Posts", tutorials),
    ]
    shown = [(name, list(entries)) for name, entries in others if entries]
    yield "## Table of Contents\n\n- [Papers](#papers)\n"
    yield from (f"  - [{escaped(name)}](#{slug(name)})\n" for name, _ in categories)
    yield from (f"- [{name}](#{slug(name)})\n" for name, _ in shown)
    yield "\n## Papers\n\n"
    for name, papers in categories:
        yield f"### {escaped(name)}\n\n"
        yield from map(_item, papers)
    for name, entries in shown:
        yield f"## {name}\n\n"
        yield from map(_item, entries)


def _item(entry: AnyEntry) -> str:
    match entry:
        case Paper():
            links = [("Paper", read_url(entry)), ("Code", code_url(entry))]
            if entry.arxiv and "arxiv.org" not in links[0][1]:
                links.insert(1, ("arXiv", f"https://arxiv.org/abs/{entry.arxiv}"))
            return _lines(f"**{title(entry.title)}** ({_place(entry)})", links)
        case Library():
            return _lines(f"**{escaped(entry.name)}**: {_first(entry.summary)}", [("Repository", entry.repo)])
        case Dataset():
            arxiv = entry.arxiv and f"https://arxiv.org/abs/{entry.arxiv}"
            links = [("Paper", arxiv or ""), ("Repository", entry.repo or "")]
            return _lines(f"**{escaped(entry.name)}**: {_first(entry.summary)}", links)
        case Tutorial():
            return _lines(f"**{title(entry.title)}** ({_month(entry.date)})", [("Read", entry.url)])


def _lines(text: str, links: Iterable[tuple[str, str]]) -> str:
    given = " ".join(f"[{label}]({address})" for label, address in links if address)
    return f"- {text}" + (f"  \n  {given}" if given else "") + "\n\n"


def _place(paper: Paper) -> str:
    if paper.venue:
        return escaped(paper.venue.label)
    return f"{'ArXiv' if paper.arxiv else 'Preprint'}, {_month(paper.date)}"


def _month(date: str) -> str:
    """Month and year of a date.

    >>> _month("2024-05-17"), _month("1997")
    ('May 2024', '1997')
    """
    return f"{_MONTHS[int(date[5:7]) - 1]} {date[:4]}" if len(date) > 4 else date


def _first(text: str) -> str:
    """The first sentence."""
    found = " ".join(text.split())
    end = found.find(". ")
    return escaped(found if end < 0 else found[: end + 1])
