"""The repository's catalogue and its search files."""

from __future__ import annotations

import pytest

from paperatlas.catalogue import Catalogue, load

from .data import ROOT, write_files


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(ROOT / "catalog")


@pytest.fixture(scope="session")
def search_folder(catalogue, tmp_path_factory):
    return write_files(catalogue, tmp_path_factory.mktemp("search"))
