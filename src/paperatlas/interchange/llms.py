"""The lists by which language models find the pages in Markdown.

`llms.txt` has the form of llmstxt.org: a title, a sentence, and sections of links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from ..catalogue import Catalogue
from ..urls import method_url, paper_url
from .citations import Files
from .markdown import encoded, escaped, line, path_of
from .place import Place
from .written import Written


def files(
    catalogue: Catalogue, place: Place, pages: Files, written: Iterable[Written]
) -> dict[str, Callable[[], bytes]]:
    """What makes each file, by its path. `pages` makes the Markdown of each page; `written` are the other ones."""
    found = [page for page in written if path_of(page.url) in pages]
    return {
        "llms.txt": partial(encoded, _short, catalogue, place, found),
        "llms-full.txt": partial(encoded, _full, catalogue, place, pages),
    }


def _short(catalogue: Catalogue, place: Place, written: Iterable[Written]) -> Iterator[str]:
    yield f"# {escaped(place.name)}\n"
    yield f"> {escaped(place.description)}"
    yield "\nEach paper has a page in Markdown: metadata, a summary, formulas in LaTeX, relations and BibTeX."
    for key, papers in catalogue.by_category.items():
        if papers:
            yield f"\n## {escaped(catalogue.categories[key].name)}\n"
            yield from (line(paper, place) for paper in papers)
    if catalogue.methods:
        yield "\n## Methods\n"
        yield from (
            f"- [{escaped(method.name)}]({place.url(path_of(method_url(key)))}): from {escaped(paper.label)}"
            for key, (paper, method) in catalogue.methods.items()
        )
    yield "\n## Optional\n"
    for page in written:
        about = f": {escaped(page.description)}" if page.description else ""
        yield f"- [{escaped(page.title)}]({place.url(path_of(page.url))}){about}"
    yield f"- [All papers in one file]({place.url('llms-full.txt')})"
    yield f"- [All data as JSON]({place.url('data/v1/catalogue.json')})"
    yield f"- [All citations as BibTeX]({place.url('papers.bib')})"
    yield "- Each category, tag, venue and year has its list in Markdown too: add `.md` to its address."


def _full(catalogue: Catalogue, place: Place, pages: Files) -> Iterator[str]:
    yield f"# {escaped(place.name)}\n"
    yield f"> {escaped(place.description)}"
    for paper in catalogue.newest_first:
        yield ""
        # One level deeper. No line of a paper but a heading begins with the mark of a heading.
        for text in pages[path_of(paper_url(paper.key))]().decode().splitlines():
            yield f"#{text}" if text.startswith("#") else text
