"""How complete the catalogue is: counts and shares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .catalogue import Catalogue
from .model import CandidateList, Paper


@dataclass(frozen=True, slots=True)
class Row:
    """The number of papers in a category, and how many of them have what readers look for."""

    name: str
    papers: int
    published: int
    code: int
    methods: int
    relations: int  # build on another paper of the catalogue, or another builds on them
    sources: int  # two or more different sources


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a public list's arXiv ids are in the catalogue."""

    listed: CandidateList
    here: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 for an empty list."""
        return self.here / len(self.listed.arxiv) if self.listed.arxiv else 1.0


def rows(catalogue: Catalogue) -> list[Row]:
    """A row for each category, in their order, then one for all papers."""
    groups = [_row(catalogue, catalogue.categories[key].name, papers) for key, papers in catalogue.by_category.items()]
    return [*groups, _row(catalogue, "All", catalogue.papers.values())]


def _row(catalogue: Catalogue, name: str, papers: Iterable[Paper]) -> Row:
    papers = list(papers)
    return Row(
        name,
        papers=len(papers),
        published=sum(paper.venue is not None for paper in papers),
        code=sum(bool(paper.code) for paper in papers),
        methods=sum(bool(paper.methods) for paper in papers),
        relations=sum(bool(paper.builds_on) or paper.key in catalogue.built_on_by for paper in papers),
        sources=sum(len({source.at for source in paper.sources}) > 1 for paper in papers),
    )


def totals(catalogue: Catalogue) -> list[tuple[str, int]]:
    """Totals of the whole catalogue: noun and number."""
    relations = [relation for paper in catalogue.papers.values() for relation in paper.builds_on]
    entries = catalogue.entries
    return [
        ("papers", len(catalogue.papers)),
        ("methods", len(catalogue.methods)),
        ("relations", len(relations)),
        ("relations with their place in the paper", sum(relation.where is not None for relation in relations)),
        ("libraries", len(catalogue.libraries)),
        ("datasets", len(catalogue.datasets)),
        ("tutorials", len(catalogue.tutorials)),
        ("sources", sum(len(entry.sources) for entry in entries)),
        ("corrections", sum(len(entry.corrections) for entry in entries)),
        ("accepted exceptions", sum(len(entry.accepted) for entry in entries)),
    ]


def arxiv_ids(catalogue: Catalogue) -> set[str]:
    """The arXiv ids of all papers and datasets."""
    papers = {paper.arxiv for paper in catalogue.papers.values()}
    datasets = {dataset.arxiv for dataset in catalogue.datasets.values()}
    return {arxiv for arxiv in papers | datasets if arxiv}


def coverage(catalogue: Catalogue) -> list[Coverage]:
    """The coverage of each list in `lists.yml`, in their order."""
    known = arxiv_ids(catalogue)
    return [Coverage(listed, len(known.intersection(listed.arxiv))) for listed in catalogue.vocabulary.lists.values()]
