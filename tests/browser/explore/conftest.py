"""Opens Explore, and loads the catalogue that it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from paperatlas.catalogue import Catalogue, load

from .shown import CATALOG, ready

# Counts the steps in the history.
COUNT = """window.pushed = 0;
const push = history.pushState.bind(history);
history.pushState = (...all) => { window.pushed += 1; return push(...all); };"""
SIZE = {"width": 1280, "height": 720}
# Follows a link to a selection, as a reader would, which loads nothing.
FOLLOW = """address => {
  for (const menu of document.querySelectorAll('.explore__menu')) menu.open = false;
  const link = Object.assign(document.createElement('a'), { href: address });
  document.querySelector('.explore').append(link);
  link.click();
  link.remove();
  scrollTo({ top: 0, behavior: 'instant' });
}"""


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(CATALOG)


@pytest.fixture
def keys_of(catalogue) -> Callable[..., set[str]]:
    """The keys of the papers that meet a condition."""
    return lambda fits: {paper.key for paper in catalogue.papers.values() if fits(paper)}


@pytest.fixture(scope="session")
def kept(contexts, served) -> Iterator[tuple[Page, list[str]]]:
    """A page with Explore that many tests use one after the other, and the problems of its console."""
    context = contexts.new({"base_url": served, "viewport": SIZE})
    context.set_default_timeout(15_000)
    context.add_init_script(COUNT)
    opened, problems = context.new_page(), []
    opened.on("console", lambda m: problems.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened, problems
    context.close()


@pytest.fixture
def explore(request, kept) -> Iterator[Callable[..., Page]]:
    """Shows a selection in Explore. With options, or `fresh`, it opens a page of its own; else it uses the kept one."""
    opened, problems = kept

    def show(address: str = "papers/", *, fresh: bool = False, size: dict[str, int] = SIZE, **options) -> Page:
        if fresh or options:
            page = request.getfixturevalue("page")(address, **{"viewport": size, **options})
            ready(page)
            return page
        opened.set_viewport_size(size)
        if opened.locator(".explore__count").count():
            opened.evaluate(FOLLOW, address if "://" in address else "../" + address)
        else:
            opened.goto(address)
            ready(opened)
            opened.wait_for_load_state("networkidle")  # with the words of the summaries
        return opened

    yield show
    found, problems[:] = [*problems], []
    assert not found, found
