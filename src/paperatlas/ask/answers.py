"""The answers to five questions: which papers there are, what one is, how methods differ, what comes from what, and
how to cite."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from ..catalogue import Catalogue
from ..exports import FORMATS, all_records
from ..interchange.markdown import escaped, title
from ..lineage import Lineage
from ..lineage.graph import Link
from ..model import Method, Paper
from ..pages import compare, plural
from ..site import Site
from ..urls import method_url, paper_url, side_by_side_url
from ..words import did_you_mean
from .finder import Finder, Unknown

MOST_FOUND, MOST_COMPARED, MOST_STEPS = 50, compare.MOST, 12


class Answers:
    """Answers about a site, each in Markdown. What the site does not have raises `Unknown`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._catalogue: Catalogue = site.catalogue
        self._finder = Finder(site.catalogue)

    def search(
        self, query: str, category: str = "", tag: str = "", since: int = 0, until: int = 0, most: int = 10
    ) -> str:
        """The papers that a query finds, best first, each in one line."""
        _need(category, self._catalogue.categories, "category")
        _need(tag, self._catalogue.tags, "tag")
        papers, has_all = self._finder.papers(query)
        found = [
            paper
            for paper in papers
            if (not category or paper.category == category)
            and (not tag or tag in paper.tags)
            and since <= int(paper.year) <= (until or 9999)
        ]
        shown = found[: max(1, min(most, MOST_FOUND))]
        note = "" if has_all else " No paper has all of these words; these have some of them."
        first = f", the first {len(shown)}" if len(shown) < len(found) else ""
        return "\n".join([f"{plural(len(found), 'paper')}{first}.{note}\n", *map(self._line, shown)])

    def get(self, name: str) -> str:
        """A page of the site in Markdown: of a paper by any of its names, or of an address such as `methods/gla/`."""
        path = name.strip().removeprefix(self._site.place.address).strip("/").removesuffix(".md")
        make = self._site.made.get(f"{path}.md") if "/" in path else None
        if not make and path in self._catalogue.methods and path not in self._catalogue.papers:
            make = self._site.made.get(f"{method_url(path).rstrip('/')}.md")
        if not make:
            make = self._site.made[f"{paper_url(self._finder.paper(name).key).rstrip('/')}.md"]
        return make().decode()

    def compare(self, names: Sequence[str]) -> str:
        """Methods side by side: first what differs, then what is the same. A paper gives all of its methods."""
        pairs = list({pair[1].key: pair for name in names for pair in self._methods(name)}.values())
        if not 2 <= len(pairs) <= MOST_COMPARED:
            raise Unknown(f"these are {plural(len(pairs), 'method')}; give 2 to {MOST_COMPARED} keys of methods")
        rows = [
            (column.name, [self._cell(column.key, column.csv(pair)) for pair in pairs])
            for column in compare.columns(self._catalogue)
            if column.key != "name"
        ]
        differ = [(name, cells) for name, cells in rows if len({*cells}) > 1]
        same = [(name, cells[0]) for name, cells in rows if len({*cells}) == 1 and cells[0]]
        heads = [f"[{escaped(method.name)}]({self._url(method_url(method.key))})" for _, method in pairs]
        return "\n".join(
            [
                *_table(["", *heads], ([name, *cells] for name, cells in differ)),
                "",
                *(["The same for all:\n", *(f"- {name}: {cell}" for name, cell in same), ""] if same else []),
                f"On the site: <{self._site.place.address}{side_by_side_url(*(one.key for _, one in pairs))}>",
            ]
        )

    def lineage(self, paper: str, other: str = "") -> str:
        """What a paper comes from and what it led to; with another paper, the chain of relations that joins the two."""
        one = self._finder.paper(paper)
        if other:
            return "\n".join(self._chain(one, self._finder.paper(other)))
        before, after = self._lineage.ancestors(one.key), self._lineage.descendants(one.key)
        return "\n".join(
            [
                f"# Lineage of {title(one.label)}\n",
                f"It comes from {plural(len(before), 'paper')}, and {plural(len(after), 'paper')} come from it, "
                "directly or through others.",
                *self._steps("What it comes from", before, self._lineage.earlier.get(one.key, ())),
                *self._steps("What it led to", after, self._lineage.later.get(one.key, ())),
                f"\nOn the map: <{self._url('lineage/')}?p={one.key}>",
            ]
        )

    def cite(self, papers: Sequence[str], form: str = "bibtex") -> str:
        """The citations of papers in a format of the site."""
        _need(form, FORMATS, "format")
        records = all_records(self._catalogue)[form]
        keys = dict.fromkeys(self._finder.paper(name).key for name in papers)
        return FORMATS[form].document([records[key] for key in keys])

    @cached_property
    def _lineage(self) -> Lineage:
        return Lineage(self._catalogue)

    def _url(self, path: str) -> str:
        return self._site.place.url(path)

    def _link(self, paper: Paper) -> str:
        return f"[{title(paper.label)}]({self._url(paper_url(paper.key))}) (`{paper.key}`, {paper.year})"

    def _line(self, paper: Paper) -> str:
        more = "" if paper.label == paper.title else f" {title(paper.title)}."
        methods = ", ".join(f"`{method.key}`" for method in paper.methods)
        about = escaped(paper.tldr or paper.summary)
        place = paper.venue.label if paper.venue else "preprint"
        return f"- {self._link(paper)}, {escaped(place)}.{more} {about}" + (f" Methods: {methods}" if methods else "")

    def _methods(self, name: str) -> list[tuple[Paper, Method]]:
        """The method with a key, or those of a paper."""
        key = name.strip().strip("/").removeprefix("methods/")
        if key in self._catalogue.methods:
            return [self._catalogue.methods[key]]
        try:
            paper = self._finder.paper(name)
        except Unknown:
            near = did_you_mean(name, self._catalogue.methods)
            raise Unknown(f"no method '{name}'" + (f"; {near}" if near else "")) from None
        if not paper.methods:
            raise Unknown(f"the paper '{paper.key}' defines no method")
        return [(paper, method) for method in paper.methods]

    def _cell(self, key: str, text: str) -> str:
        """The text of a cell, in which no sign ends the cell; a formula is between dollar signs."""
        formula = self._catalogue.method_fields.formulas.get(key)
        if formula and text and text not in formula.words:
            bars = text.replace("|", r"\vert ")
            return f"${bars}$"
        return escaped(formula.words.get(text, text) if formula else text)

    def _steps(self, heading: str, steps: Mapping[str, int], direct: Iterable[Link]) -> Iterator[str]:
        if not steps:
            return
        yield f"\n## {heading}\n"
        yield from (self._relation(link) for link in direct)
        further: defaultdict[int, list[Paper]] = defaultdict(list)
        for key, step in steps.items():
            further[step].append(self._catalogue.papers[key])
        for step in sorted(further)[1:]:
            ranked = sorted(further[step], key=lambda paper: (-self._catalogue.influence[paper.key], paper.key))
            more = f", and {len(ranked) - MOST_STEPS} more" if len(ranked) > MOST_STEPS else ""
            yield f"- {step} steps: {', '.join(map(self._link, ranked[:MOST_STEPS]))}{more}"

    def _chain(self, one: Paper, other: Paper) -> Iterator[str]:
        found = self._lineage.chain(one.key, other.key)
        yield f"# From {title(one.label)} to {title(other.label)}\n"
        if not found:
            yield "Nothing in the catalogue joins them."
        elif not found.branches:
            yield "They are one paper."
        elif len(found.branches) == 2:
            yield f"Both come from {self._link(self._catalogue.papers[found.source])}."
        for branch in found.branches if found else ():
            yield ""
            yield from map(self._relation, branch)

    def _relation(self, link: Link) -> str:
        papers, verb = self._catalogue.papers, self._catalogue.relation_kinds[link.relation.kind].name
        later, earlier = self._link(papers[link.later]), self._link(papers[link.earlier])
        return f"- {later} {verb} {earlier}: {escaped(link.relation.how)}"


def _need(value: str, known: Iterable[str], noun: str) -> None:
    if value and value not in known:
        raise Unknown(f"no {noun} '{value}'; they are: {', '.join(known)}")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    yield from (f"| {' | '.join(row)} |" for row in rows)
