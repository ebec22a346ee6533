"""The citation key of each paper: the one in its entry, else a new one."""

from __future__ import annotations

from collections.abc import Mapping

from ..catalogue import Catalogue
from ..cite_keys import bare_name, new_keys, stem
from ..model import Paper


def citation_keys(catalogue: Catalogue) -> Mapping[str, str]:
    """The citation key of each paper. Of papers without `cite_key`, the one that was added first chooses first."""
    papers = sorted(catalogue.papers.values(), key=lambda paper: (paper.added, paper.key))
    taken = [key for paper in papers for key in (paper.cite_key, *paper.old_cite_keys) if key]
    new = new_keys(((paper.key, _stem(catalogue, paper)) for paper in papers if not paper.cite_key), taken)
    return {paper.key: paper.cite_key or new[paper.key] for paper in papers}


def _stem(catalogue: Catalogue, paper: Paper) -> str:
    year = str(paper.venue.year) if paper.venue else paper.year
    return stem(catalogue.vocabulary.who.name(bare_name(paper.authors[0])), year, paper.title)
