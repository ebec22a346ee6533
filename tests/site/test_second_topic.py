"""The engine works for any topic: with a few lines of settings, a catalogue on sorting becomes a site on sorting."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = """\
site_name: Sorting Shelf
site_description: Papers on sorting.
hooks: [machine/atlas.py]
extra:
  atlas: {catalogue: data/records}
nav:
  - index.md
  - Papers: [papers/index.md, categories/index.md, categories/*]
  - notation.md
  - contribute.md
theme: material
plugins: [search]
"""
PAGES = {
    "index.md": "---\ntitle: Sorting Shelf\ndescription: Papers on sorting, and how their programs differ.\n"
    "headline: In order.\nlead: What was written on it.\ntemplate: home.html\natlas: home\n---\n\nWhy sort? To find.\n",
    "notation.md": "---\ntitle: Signs\ndescription: The signs used here.\natlas: notation\n---\n\n# Signs\n",
    "contribute.md": "---\ntitle: Help\ndescription: How to help.\natlas: fields\n---\n\n# Help\n",
}


@pytest.fixture(scope="module")
def create_project(tmp_path_factory):
    """Creates a project with the sorting catalogue and a different folder layout."""

    def create() -> Path:
        project = tmp_path_factory.mktemp("shelf")
        shutil.copytree(ROOT / "tests/sorting", project / "data/records")
        for folder in ("docs", "machine"):
            (project / folder).mkdir()
        shutil.copy(ROOT / "hooks/atlas.py", project / "machine")
        for name, text in PAGES.items():
            (project / "docs" / name).write_text(text, encoding="utf-8")
        (project / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        return project

    return create


@pytest.fixture(scope="module")
def sorting_site(create_project, mkdocs):
    """The built site of the sorting catalogue."""
    project = create_project()
    built = mkdocs(project, "build", "--strict", env={"GITHUB_REPOSITORY": "someone/shelf"})
    assert built.returncode == 0, built.stderr
    return project / "site"


@pytest.fixture(scope="module")
def pages(sorting_site, read_site):
    return read_site(sorting_site)


def test_every_entry_is_published(pages):
    keys = {path.stem for path in (ROOT / "tests/sorting/papers").glob("*.yml")}
    assert len(keys) >= 5
    assert {address.split("/")[1] for address in pages if re.fullmatch(r"papers/[^/]+/", address)} == keys
    assert {"categories/comparison/", "categories/networks/", "tags/heap/", "years/1962/", "venues/cacm/"} <= set(pages)
    assert "NumPy" in pages["libraries/"].text


def test_a_method_has_the_formulas_and_properties_that_its_catalogue_declares(pages):
    page = pages["papers/sorting-networks/"]
    for shown in ("Worst case", "a circuit of its own", "Stability", "unstable", "Odd-even merge", "Bitonic sorter"):
        assert shown in page.text
    assert len(page.all("math")) >= 2
    text = pages["papers/quicksort/"].text
    assert "In place" in text and "AFIPS" not in text
    assert "@article{hoare1962quicksort," in text
    notation = pages["notation/"].text
    assert "The memory needed besides the list." in notation and "Equal elements may change places." in notation


@pytest.mark.parametrize("address", ["", "papers/", "categories/comparison/"])
def test_a_card_shows_the_first_formula_that_the_catalogue_declares(address, pages):
    cards = re.findall(r'<article class="card.*?</article>', pages[address].source, re.DOTALL)
    (card,) = [card for card in cards if ">Heapsort</a>" in card]
    assert card.count("<math") == 1


def test_a_word_that_replaces_a_formula_is_shown_as_text(create_project, mkdocs, read_site):
    project = create_project()
    changes = {
        "methods.yml": (
            "    name: Worst case\n",
            "    name: Worst case\n    words: {'never_{known': nobody has counted}\n",
        ),
        "papers/heapsort.yml": (r"worst_case: 'O(n \log n)'", "worst_case: never_{known"),
    }
    for path, (old, new) in changes.items():
        file = project / "data/records" / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    built = mkdocs(project, "build", "--strict")
    assert built.returncode == 0, built.stderr[-600:]
    pages = read_site(project / "site")
    for address in ("papers/", "papers/heapsort/"):
        assert "nobody has counted" in pages[address].text
        assert "never_" not in pages[address].text


def test_relations_link_in_both_directions(pages):
    after = pages["papers/quicksort/"].text.rpartition("Built on by")[2]
    assert "Introsort 1997: quicksort as long as" in after.partition("Combined by")[2]
    links = dict(pages["papers/introsort/"].links)
    assert (links["Heapsort"], links["NumPy"]) == ("../../papers/heapsort/", "../../libraries/numpy/")


def test_edit_links_contain_the_location_of_the_catalogue(pages):
    edit = dict(pages["papers/quicksort/"].links)["Edit this entry"]
    assert edit == "https://github.com/someone/shelf/edit/main/data/records/papers/quicksort.yml"


def test_parts_that_the_settings_omit_are_not_shown(pages):
    assert [address for address, page in pages.items() if re.search(r"\bNone\b", page.text + page.title)] == []


def test_no_page_mentions_another_topic(sorting_site, pages):
    words = re.compile(r"attention|transformer|token|memory changes|change their memory|recurren", re.IGNORECASE)
    files = [*(sorting_site / "search").glob("*.json"), *(sorting_site / "export").glob("*.json")]
    assert len(files) > 2
    texts = [(address, document.text + document.title) for address, document in pages.items()]
    texts += [(path.name, path.read_text(encoding="utf-8")) for path in files]
    texts += [
        (f"{address} {tag} {name}", found[name])
        for address, document in pages.items()
        for tag, found in document.elements
        for name in ("aria-label", "title", "alt", "content", "placeholder")
        if name in found
    ]
    assert sorted({(where, found[0]) for where, text in texts if (found := words.search(text))}) == []
