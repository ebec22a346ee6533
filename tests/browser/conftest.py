"""One page of each kind, and helpers that several tests use."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
KINDS = {
    "home": "",
    "papers": "papers/",
    "paper": "papers/gla/",
    "paper-of-many-authors": "papers/rwkv/",
    "categories": "categories/",
    "category": "categories/architectures/",
    "category-oldest": "categories/architectures/oldest/",
    "authors": "authors/",
    "author": "authors/songlin-yang/",
    "venues": "venues/",
    "venue": "venues/icml/",
    "years": "years/",
    "year": "years/2024/",
    "tags": "tags/",
    "tag": "tags/linear-attention/",
    "libraries": "libraries/",
    "library": "libraries/fla/",
    "datasets": "datasets/",
    "dataset": "datasets/pg19/",
    "tutorials": "tutorials/",
    "whats-new": "whats-new/",
    "changes": "whats-new/changes/",
    "lineage": "lineage/",
    "timeline": "timeline/",
    "compare": "compare/",
    "side-by-side": "compare/?m=mamba2,gated-deltanet,retnet",
    "design-space": "compare/space/",
    "compose": "compare/compose/input-vector_delta_none_none/",
    "method": "methods/gated-deltanet/",
    "reading-path": "reading-path/",
    "contribute": "contribute/",
    "form": "contribute/new/",
    "form-of-an-entry": "contribute/new/?paper=gla",
    "notation": "notation/",
    "missing": "no/such/page/",
}

# Runs axe, which takes longest with the many papers, formulas and links of a list. What is like something above it in
# all that axe judges by is hidden from it: elements with the same parents, names, classes, styles and roles, and with
# a text or a label where the other has one. They keep their place, so that what is shown is measured as it is.
RUN_AXE = """async options => {
  const compared = /^(class|style|role|type|lang|dir|hidden|tabindex|aria-(hidden|expanded|pressed|current|live))$/;
  const refers = /^(for|aria-(controls|labelledby|describedby|owns))$/;
  const seen = new Set(), alike = [];
  const value = one => {
    if (compared.test(one.name)) return one.value;
    if (refers.test(one.name)) return one.value.split(" ").every(id => document.getElementById(id));
    return one.value !== "";
  };
  const look = (element, parents) => {
    const attributes = [...element.attributes].map(one => `${one.name}=${value(one)}`).sort();
    const hasText = [...element.childNodes].some(one => one.nodeType === 3 && one.data.trim());
    const kind = `${parents}>${element.localName}[${attributes}]${hasText}`;
    let isNew = !seen.has(kind);
    seen.add(kind);
    const inner = element.localName === "math" ? "math" : kind;
    for (const child of element.children) if (look(child, inner)) isNew = true;
    if (!isNew && element.matches("article, li, math, p, td, tr")) alike.push(element);
    return isNew;
  };
  // The size of a target counts with the space around it, which differs from one to the next. But axe takes the rows
  // that the frame of a table hides for something that lies over the links below the frame.
  if (!JSON.stringify(options).includes("target-size")) look(document.body, "");
  for (const frame of document.querySelectorAll(".explore__frame"))
    for (const row of frame.querySelectorAll("tr"))
      if (row.getBoundingClientRect().top > frame.getBoundingClientRect().bottom) alike.push(row);
  const before = new Map(alike.map(element => [element, element.style.visibility]));
  for (const element of alike) element.style.visibility = "hidden";
  const found = await axe.run(document, {resultTypes: ["violations"], ...options});
  for (const [element, visibility] of before) element.style.visibility = visibility;
  return found;
}"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", KINDS.values(), ids=KINDS)


@pytest.fixture(scope="session")
def category_page_of(site: Path) -> Callable[..., str]:
    """The address of the category page, newest or oldest first, that has the card of a paper."""

    def address(key: str, category: str = "architectures", order: str = "") -> str:
        first = site / "categories" / category / order
        pages = [first, *sorted(first.glob("page/*"))]
        (found,) = (page for page in pages if f'papers/{key}/">' in _cards(page / "index.html"))
        return found.relative_to(site).as_posix() + "/"

    return address


def _cards(page: Path) -> str:
    return "\n".join(re.findall(r'class="card__name">.*', page.read_text(encoding="utf-8")))


@pytest.fixture
def open_kind(page: Callable[..., Page], address: str) -> Callable[..., Page]:
    """Opens a page of one kind; the 404 page is expected to be missing."""
    expected = "status of 404" if address == KINDS["missing"] else ""
    return lambda **options: page(address, expected=expected, **options)


@pytest.fixture(scope="session")
def until() -> Callable[..., Any]:
    """Waits until a condition holds, and returns its value. After a timeout, the test fails and names the condition."""

    def wait(condition: Callable[[], Any], what: Callable[[], str] | str = "it", seconds: float = 30) -> Any:
        deadline = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > deadline:
                pytest.fail(f"waited too long for {what if isinstance(what, str) else what()}")
            time.sleep(0.05)
        return found

    return wait


@pytest.fixture
def axe_problems() -> Callable[..., list[str]]:
    """The serious and critical problems that axe finds on a page, or every one; one line per element."""
    assert AXE.is_file(), "axe-core is missing: `make test` installs it, or `npm ci` in tests/node"

    def run(page: Page, *, every: bool = False, **options: Any) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.add_script_tag(path=AXE)
        found = page.evaluate(RUN_AXE, options)
        return [
            f"{violation['id']} ({violation['impact']}): {node['target']} {node['failureSummary']}"
            for violation in found["violations"]
            if every or violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]

    return run
