"""BibTeX entries for biber, which reads UTF-8: the same as for bibtex, but letters stay as they are."""

from __future__ import annotations

from collections.abc import Iterable

from ..catalogue import Catalogue
from ..model import Paper
from .bibtex import bibtex
from .keys import citation_keys

NAME = "BibLaTeX"
HEAD = ""
SEPARATOR = "\n"
TAIL = ""
EXTENSION = "bib"
MIME = "application/x-bibtex"


def records(catalogue: Catalogue, papers: Iterable[Paper]) -> list[str]:
    """The entry of each paper, with its citation key."""
    keys = citation_keys(catalogue)
    return [bibtex(catalogue, paper, keys[paper.key], is_classic=False) + "\n" for paper in papers]
