"""A rebuild under serve reuses unchanged pages, and its result must equal that of a full build."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import FileSystemBytecodeCache

from paperatlas.catalogue import Memory, load
from paperatlas.render import Articles, Renderer
from paperatlas.site import contents

ROOT = Path(__file__).resolve().parents[2]
DOCS = frozenset({"contribute/", "notation/"})

EDITS = {
    "a summary": ("papers/gla.yml", "Linear attention trailed", "Linear attention once trailed"),
    "a short name": ("papers/gla.yml", "short_name: GLA", "short_name: Gated LA"),
    "a title": ("papers/retnet.yml", "Retentive Network", "A Retentive Network"),
    "a date": ("papers/gla.yml", "date: 2023-12", "date: 2023-11"),
    "an author": ("papers/gla.yml", "Songlin Yang", "Songlin Q. Yang"),
    "a tag": ("papers/gla.yml", "matrix-state", "recall"),
    "a venue": ("papers/gated-deltanet.yml", "name: ICLR", "name: ICML"),
    "a formula": ("papers/retnet.yml", r"\gamma S_{t-1}", r"\lambda S_{t-1}"),
    "a relation": ("papers/gla.yml", "kind: generalises", "kind: replaces"),
    "a method's name": ("papers/gla.yml", "name: GLA", "name: Gated LA"),
    "a library": ("libraries/mamba-minimal.yml", "licence: Apache-2.0", "licence: MIT"),
    "a category's name": ("categories.yml", "name: Linearization", "name: Conversion"),
    "a tag's name": ("tags.yml", "name: delta rule", "name: the delta rule"),
    "the words of a property": ("methods.yml", "name: one fixed rate\n", "name: one rate\n"),
}


@pytest.fixture
def folder(project):
    return project / "catalog"


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """Renders all pages; each template is compiled once."""
    compiled = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))

    def rendered(folder, memory=None, articles=None):
        site = contents(load(folder, memory=memory))
        renderer = Renderer(site, hand_written=DOCS, articles=articles, compiled=compiled)
        return {page.url: renderer.page(page) for page in site.pages}

    return rendered


def test_pages_after_each_edit_equal_those_of_a_full_build(folder, rendered, subtests):
    """One edit after the other, as a contributor works."""
    memory, articles = Memory(), Articles()
    before = rendered(folder, memory, articles)
    for edit, (file, old, new) in EDITS.items():
        with subtests.test(edit):
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text
            (folder / file).write_text(text.replace(old, new), encoding="utf-8")
            after = rendered(folder, memory, articles)
            assert after == rendered(folder)
            assert after != before
            before = after


def test_pages_after_a_new_and_a_removed_entry_equal_those_of_a_full_build(folder, rendered):
    memory, articles = Memory(), Articles()
    rendered(folder, memory, articles)
    paper = (folder / "papers/alibi.yml").read_text(encoding="utf-8")
    for old, new in (("2108.12409", "2108.12410"), ("Train Short", "Teach Short"), ("R8sQPpGCv0", "R8sQPpGCv1")):
        paper = paper.replace(old, new)
    (folder / "papers/another.yml").write_text(paper, encoding="utf-8")
    assert rendered(folder, memory, articles) == rendered(folder)
    (folder / "papers/another.yml").unlink()
    assert rendered(folder, memory, articles) == rendered(folder)


def test_an_edit_of_a_summary_renders_few_pages(folder, rendered):
    memory, articles = Memory(), Articles()
    rendered(folder, memory, articles)
    kept = {url: html for url, (_, html) in articles.rendered.items()}
    file, old, new = EDITS["a summary"]
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    rendered(folder, memory, articles)
    changed = [url for url, (_, html) in articles.rendered.items() if html is not kept.get(url)]
    assert "papers/gla/" in changed
    assert len(changed) < len(kept) / 2
