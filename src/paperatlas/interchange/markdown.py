"""Papers as Markdown, for language models and other readers of plain text, and the lists by which these find them.

`llms.txt` has the form of llmstxt.org: a title, a sentence, and sections of links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from ..catalogue import Catalogue
from ..exports import all_records
from ..links import code_url, links
from ..model import Method, Paper, Relation
from ..patterns import regex
from ..titles import parts
from ..urls import paper_url
from .place import Place

_TICKS = regex("`+")
_ENTITY = regex(r"&(?=#?\w+;|\\#)")
_MARKS = str.maketrans({char: f"\\{char}" for char in r"\`*_[]<>#|~"})


def files(catalogue: Catalogue, place: Place) -> dict[str, Callable[[], bytes]]:
    """What makes each file, by its path."""

    @cache  # each paper is in two files
    def lines(key: str) -> tuple[str, ...]:
        return tuple(_paper(catalogue, catalogue.papers[key], place))

    found: dict[str, Callable[[], bytes]] = {path_of(key): partial(_encoded, lines, key) for key in catalogue.papers}
    found["llms.txt"] = partial(_encoded, _short, catalogue, place)
    found["llms-full.txt"] = partial(_encoded, _full, catalogue, place, lines)
    return found


def path_of(key: str) -> str:
    """The Markdown of a paper's page.

    >>> path_of("gla")
    'papers/gla.md'
    """
    return f"{paper_url(key).removesuffix('/')}.md"


def escaped(text: str) -> str:
    """Text in which no character means anything to Markdown.

    >>> escaped("the *fast* _way_")
    'the \\\\*fast\\\\* \\\\_way\\\\_'
    """
    return _escaped(" ".join(text.split()))


def title(text: str) -> str:
    """A title, with its formulas in LaTeX between dollar signs."""
    return "".join(f"${part}$" if is_maths else _escaped(part) for part, is_maths in parts(text))


def _escaped(text: str) -> str:
    return _ENTITY.sub(r"\&", text.translate(_MARKS))


def _encoded(write: Callable[..., Iterable[str]], *arguments: object) -> bytes:
    return ("\n".join(write(*arguments)) + "\n").encode()


def _paper(catalogue: Catalogue, paper: Paper, place: Place) -> Iterator[str]:
    name = title(paper.title)
    if paper.short_name and paper.short_name.casefold() not in paper.title.casefold():
        name = f"{escaped(paper.short_name)}: {name}"
    yield f"# {name}\n"
    yield f"- Authors: {escaped(', '.join(paper.authors))}"
    yield f"- First public: {paper.date}"
    yield f"- Published: {escaped(paper.venue.label) if paper.venue else 'preprint'}"
    if paper.status:
        yield f"- Status: {paper.status.label}, {paper.status.date}. {escaped(paper.status.reason)}"
    yield f"- Category: {escaped(catalogue.categories[paper.category].name)}"
    yield f"- Tags: {escaped(', '.join(catalogue.tags[tag].name for tag in paper.tags))}"
    yield f"- Page: <{place.url(paper_url(paper.key))}>"
    yield from (f"- {label}: <{address}>" for label, address in links(paper))
    if code := code_url(paper):
        yield f"- Code: <{code}>"
    if paper.tldr:
        yield f"\n{escaped(paper.tldr)}"
    yield f"\n## Summary\n\n{escaped(paper.summary)}"
    for method in paper.methods:
        yield from _method(catalogue, method)
    if paper.builds_on:
        yield "\n## Builds on\n"
        pairs = ((catalogue.papers[relation.paper], relation) for relation in paper.builds_on)
        yield from (_relation(catalogue.relation_kinds[one.kind].name, other, one, place) for other, one in pairs)
    if later := catalogue.built_on_by.get(paper.key):
        yield "\n## Built on by\n"
        yield from (_relation(catalogue.relation_kinds[one.kind].inverse, other, one, place) for other, one in later)
    record = all_records(catalogue)["bibtex"][paper.key].strip()
    fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(record)), default=0))
    yield f"\n## Cite\n\n{fence}bibtex\n{record}\n{fence}"


def _method(catalogue: Catalogue, method: Method) -> Iterator[str]:
    yield f"\n## Method: {escaped(method.name)}\n"
    for name, formula in catalogue.method_fields.formulas.items():
        if value := method.value(name):
            yield f"- {formula.name}: {formula.words.get(value) or f'${value}$'}"
    for name, field in catalogue.method_fields.properties.items():
        if values := method.values(name):
            yield f"- {field.name}: {escaped(field.names_of(values))}"


def _relation(verb: str, other: Paper, relation: Relation, place: Place) -> str:
    link = f"[{title(other.label)}]({place.url(path_of(other.key))})"
    return f"- {verb} {link}: {escaped(relation.how)}"


def _short(catalogue: Catalogue, place: Place) -> Iterator[str]:
    yield f"# {escaped(place.name)}\n"
    yield f"> {escaped(place.description)}"
    yield "\nEach paper has a page in Markdown: metadata, a summary, formulas in LaTeX, relations and BibTeX."
    for key, papers in catalogue.by_category.items():
        if papers:
            yield f"\n## {escaped(catalogue.categories[key].name)}\n"
            yield from (_line(paper, place) for paper in papers)
    yield "\n## Optional\n"
    yield f"- [All papers in one file]({place.url('llms-full.txt')})"
    yield f"- [All data as JSON]({place.url('data/v1/catalogue.json')})"
    yield f"- [All citations as BibTeX]({place.url('papers.bib')})"


def _line(paper: Paper, place: Place) -> str:
    about = f": {escaped(paper.tldr)}" if paper.tldr else ""
    return f"- [{title(paper.label)}]({place.url(path_of(paper.key))}){about}"


def _full(catalogue: Catalogue, place: Place, lines: Callable[[str], Iterable[str]]) -> Iterator[str]:
    yield f"# {escaped(place.name)}\n"
    yield f"> {escaped(place.description)}"
    for paper in catalogue.newest_first:
        yield ""
        yield from (_deeper(line) for line in lines(paper.key))


def _deeper(text: str) -> str:
    """Text with its heading one level deeper. Elsewhere, no line begins with the mark of a heading."""
    blank = text.startswith("\n")
    return ("\n" if blank else "") + ("#" if text.startswith("#", blank) else "") + text.removeprefix("\n")
