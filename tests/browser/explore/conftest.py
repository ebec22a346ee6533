"""Opens Explore, and loads the catalogue that it shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from paperatlas.catalogue import Catalogue, load

from .shown import (
    CATALOG,
    ready,
)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(CATALOG)


@pytest.fixture
def keys_of(catalogue) -> Callable[..., set[str]]:
    """The keys of the papers that meet a condition."""
    return lambda fits: {paper.key for paper in catalogue.papers.values() if fits(paper)}


@pytest.fixture
def explore(page) -> Callable[..., Page]:
    """Opens Explore and waits until it is ready."""

    def opened(address: str = "papers/", **options) -> Page:
        shown = page(address, **options)
        ready(shown)
        return shown

    return opened
