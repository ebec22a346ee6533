"""Pages in Markdown, for language models and other readers of plain text: each beside its page, as `/papers/gla.md`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from ..catalogue import Catalogue
from ..exports import all_records
from ..links import code_url, links
from ..model import Dataset, Library, Method, Paper, Relation, Symbol
from ..pages import derived, methods, notation
from ..patterns import regex
from ..titles import parts
from ..urls import entry_url, method_url, paper_url
from .lists import Listed, lists
from .place import Place

_TICKS = regex("`+")
_ENTITY = regex(r"&(?=#?\w+;|\\#)")
_MARKS = str.maketrans({char: f"\\{char}" for char in r"\`*_[]<>#|~"})


def files(catalogue: Catalogue, place: Place) -> dict[str, Callable[[], bytes]]:
    """What makes each file, by its path: of papers, methods, libraries, datasets, and lists but those of authors."""

    @cache  # each paper is in two files
    def text(key: str) -> bytes:
        return encoded(_paper, catalogue, catalogue.papers[key], place)

    found: dict[str, Callable[[], bytes]] = {path_of(paper_url(key)): partial(text, key) for key in catalogue.papers}
    for paper, method in catalogue.methods.values():
        found[path_of(method_url(method.key))] = partial(encoded, _method_page, catalogue, paper, method, place)
    for entry in (*catalogue.libraries.values(), *catalogue.datasets.values()):
        found[path_of(entry_url(entry.folder, entry.key))] = partial(encoded, _resource, catalogue, entry, place)
    for one in lists(catalogue):
        if not one.is_of_author:
            found[path_of(one.url)] = partial(encoded, _list, one, place)
    return found


def path_of(url: str) -> str:
    """The Markdown of a page.

    >>> path_of("papers/gla/")
    'papers/gla.md'
    """
    return f"{url.removesuffix('/')}.md"


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


def encoded(write: Callable[..., Iterable[str]], *arguments: object) -> bytes:
    """The lines that a function gives, as a file."""
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


def _method_page(catalogue: Catalogue, paper: Paper, method: Method, place: Place) -> Iterator[str]:
    yield f"# {escaped(method.name)} (method)\n"
    yield f"- Paper: {_link(paper, place)} ({paper.year})"
    yield f"- Page: <{place.url(method_url(method.key))}>"
    if method.where:
        yield f"- In the paper: {escaped(method.where)}"
    yield "\n## Formulas and properties\n"
    yield from _values(catalogue, method)
    if known := notation.symbols_of(catalogue, method):
        yield "\n## Symbols\n"
        yield from (_symbol(one) for one in known.values())
    if facts := derived.all_facts(catalogue)[method.key]:
        yield "\n## What follows from the formulas\n"
        yield from (
            f"- {derived.KINDS[key].name}: {escaped('. '.join(filter(None, (one.text, one.note))))}"
            for key, one in facts.items()
        )
    if later := methods.variants(catalogue, paper, method):
        yield "\n## Later methods that develop it\n"
        for one in later:
            link = f"[{escaped(one.method.name)}]({place.url(path_of(method_url(one.method.key)))})"
            yield f"- {link} ({one.paper.year}): {escaped(one.relation.how)}"
    numpy, _ = methods.code(method, catalogue.method_fields)
    if numpy:
        yield f"\n## In numpy\n\n```python\n{numpy.rstrip()}\n```"


def _symbol(one: Symbol) -> str:
    more = ", ".join(filter(None, (one.shape and f"${one.shape}$", one.range and escaped(one.range))))
    return f"- ${one.latex}$: {title(one.name)}" + (f" ({more})" if more else "")


def _resource(catalogue: Catalogue, entry: Library | Dataset, place: Place) -> Iterator[str]:
    yield f"# {escaped(entry.name)}\n"
    yield f"- Page: <{place.url(entry_url(entry.folder, entry.key))}>"
    if entry.repo:
        yield f"- Repository: <{entry.repo}>"
    if entry.paper:
        yield f"- Paper: {_link(catalogue.papers[entry.paper], place)}"
    if entry.licence:
        yield f"- Licence: {escaped(entry.licence)}"
    if isinstance(entry, Dataset):
        yield f"- Task: {escaped(entry.task)}"
        yield f"- Measures: {escaped(entry.measures)}"
    else:
        made = (catalogue.methods[key][1] for key in entry.implements)
        links = ", ".join(f"[{escaped(one.name)}]({place.url(path_of(method_url(one.key)))})" for one in made)
        yield from ([f"- Implements: {links}"] if links else [])
    yield f"\n{escaped(entry.summary)}"


def _list(one: Listed, place: Place) -> Iterator[str]:
    yield f"# {escaped(one.name)}\n"
    if one.about:
        yield f"{escaped(one.about)}\n"
    yield f"Page: <{place.url(one.url)}>\n"
    yield from (line(paper, place) for paper in one.papers)


def line(paper: Paper, place: Place) -> str:
    """A paper in a list: the link to its Markdown, and what it does."""
    about = f": {escaped(paper.tldr)}" if paper.tldr else ""
    return f"- {_link(paper, place)}{about}"


def _link(paper: Paper, place: Place) -> str:
    return f"[{title(paper.label)}]({place.url(path_of(paper_url(paper.key)))})"


def _method(catalogue: Catalogue, method: Method) -> Iterator[str]:
    yield f"\n## Method: {escaped(method.name)}\n"
    yield from _values(catalogue, method)


def _values(catalogue: Catalogue, method: Method) -> Iterator[str]:
    for name, formula in catalogue.method_fields.formulas.items():
        if value := method.value(name):
            yield f"- {formula.name}: {formula.words.get(value) or f'${value}$'}"
    for name, field in catalogue.method_fields.properties.items():
        if values := method.values(name):
            yield f"- {field.name}: {escaped(field.names_of(values))}"


def _relation(verb: str, other: Paper, relation: Relation, place: Place) -> str:
    return f"- {verb} {_link(other, place)}: {escaped(relation.how)}"
