"""Catalogues of any size: all entries of the real one, and made-up ones up to the number asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

from paperatlas.catalogue import Catalogue, load

from .. import generate
from . import ROOT

SEED = 1


def corpus(size: int, folder: Path) -> Catalogue:
    """A catalogue of `size` papers, or of all real ones where these are more.

    Raises:
        SystemExit: the made-up entries do not pass the checks.
    """
    whole = folder / "catalog"
    shutil.copytree(ROOT / "catalog", whole)
    real = {path.name for path in (whole / "papers").glob("*.yml")}
    more = size - len(real)
    if more > 0:
        generate.generate(more, folder / "made-up", SEED)
        for path in sorted((folder / "made-up" / "papers").glob("*.yml")):
            if path.name not in real:
                shutil.move(path, whole / "papers")
    catalogue = load(whole)
    if not catalogue.is_right:
        raise SystemExit("\n".join(str(problem) for problem in catalogue.problems if problem.is_error))
    return catalogue
