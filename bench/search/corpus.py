"""Catalogues of any size: all real entries, and generated ones up to the given number."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from paperatlas.catalogue import Catalogue, load

from .. import generate
from . import ROOT

SEED = 1
ARXIV = re.compile(r'^arxiv: "(.+)"$', re.MULTILINE)


def corpus(size: int, folder: Path) -> Catalogue:
    """A catalogue of `size` papers, or of all real ones if there are more.

    Raises:
        SystemExit: the generated entries do not pass the checks.
    """
    whole = folder / "catalog"
    shutil.copytree(ROOT / "catalog", whole)
    taken = {paper.arxiv for paper in load(whole).papers.values() if paper.arxiv}
    real = {path.name for path in (whole / "papers").glob("*.yml")}
    more = size - len(real)
    if more > 0:
        generate.generate(more, folder / "made-up", SEED)
        for path in sorted((folder / "made-up" / "papers").glob("*.yml")):
            if path.name not in real:
                (whole / "papers" / path.name).write_text(_unlike(taken, path), encoding="utf-8")
    catalogue = load(whole)
    if not catalogue.is_right:
        raise SystemExit("\n".join(str(problem) for problem in catalogue.problems if problem.is_error))
    return catalogue


def _unlike(taken: set[str], path: Path) -> str:
    """A generated entry. If its arXiv id is taken, it gets a number higher than any real one."""
    text = path.read_text(encoding="utf-8")
    found = ARXIV.search(text)
    if found and found[1] in taken:
        month, _, number = found[1].partition(".")
        text = text.replace(found[1], f"{month}.9{number[1:]}")
    return text
