"""Libraries, datasets and families: tables and lists, and a page for each entry."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from paperatlas import load

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = load(ROOT / "catalog")


@pytest.mark.parametrize("folder", ["libraries", "datasets"])
def test_the_table_links_to_the_page_of_each_entry_and_keeps_its_old_anchor(folder, documents):
    table = documents[f"{folder}/"]
    links = [address for _, address in table.links]
    for path in (ROOT / "catalog" / folder).glob("*.yml"):
        assert f"../{folder}/{path.stem}/" in links
        assert path.stem in table.ids  # the address of an entry used to be libraries/#fla
        page = documents[f"{folder}/{path.stem}/"]
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert " ".join(entry["summary"].split()) in page.text
        edit = f"https://github.com/owner/atlas/edit/main/catalog/{folder}/{path.stem}.yml"
        assert dict(page.links)["Edit this entry"] == edit


def test_the_page_of_a_library_lists_the_methods_it_implements_and_the_papers_with_code_in_it(documents):
    page = documents["libraries/fla/"]
    library = CATALOGUE.libraries["fla"]
    links = [address for _, address in page.links]
    for key in library.implements:
        assert f"../../methods/{key}/" in links
    with_code = [
        paper.key for paper in CATALOGUE.papers.values() if any(code.url == library.repo for code in paper.code)
    ]
    assert with_code
    for key in with_code:
        assert f"../../papers/{key}/" in links


def test_the_page_of_a_dataset_lists_the_papers_whose_summary_names_it(documents):
    page = documents["datasets/the-pile/"]
    named = [paper.key for paper in CATALOGUE.papers.values() if "The Pile" in paper.summary.replace("\n", " ")]
    assert named
    for key in named:
        assert f"../../papers/{key}/" in [address for _, address in page.links]


def test_a_family_has_a_page_that_its_category_and_its_papers_link_to(documents):
    category = documents["categories/architectures/"]
    for key, family in CATALOGUE.categories["architectures"].families.items():
        page = documents[f"categories/architectures/{key}/"]
        assert family.description in page.text
        assert f"../../categories/architectures/{key}/" in [address for _, address in category.links]
        for paper in CATALOGUE.papers.values():
            if paper.family == key:
                assert f"../../../papers/{paper.key}/" in [address for _, address in page.links]
                links = [address for _, address in documents[f"papers/{paper.key}/"].links]
                assert f"../../categories/architectures/{key}/" in links
