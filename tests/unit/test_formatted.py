"""Citations as text: what pandoc makes of a paper, and what the next build uses again. Whole citations are in
tests/golden."""

from __future__ import annotations

import subprocess
from importlib.metadata import PackageNotFoundError

import pytest

from paperatlas.exports import formatted as module
from paperatlas.exports.formatted import STYLES, formatted
from paperatlas.render import Renderer
from paperatlas.site import contents


@pytest.fixture
def no_pandoc(monkeypatch):
    def fail(*arguments: object, **options: object) -> None:
        pytest.fail("pandoc was called")

    return lambda: monkeypatch.setattr(subprocess, "run", fail)


def test_a_citation_is_that_of_the_paper_alone_in_every_style(shelf):
    # Pandoc would write out the given names of the two, and add letters to the years.
    text = shelf.right("papers/quartz.yml").replace("Elif Öz", "Anna Öz").replace("Crystals", "Gems")
    citations = formatted(shelf.write("papers/quartz-two.yml", text).load())
    assert citations.keys() == {"sundial", "pendulum", "quartz", "quartz-two"}
    assert all(list(one) == list(STYLES) for one in citations.values())
    assert citations["quartz"]["APA"] == "Öz, E. (2021). <em>Crystals in Watches</em> [Preprint]."
    assert citations["quartz-two"]["APA"] == "Öz, A. (2021). <em>Gems in Watches</em> [Preprint]."
    assert citations["sundial"]["IEEE"].startswith("A. Byron and J. García, “A Sundial for Every Garden,”")


def test_what_is_not_text_in_a_title_stays_text(shelf):
    title = "'Bells & <script>alert(1)</script> <em onclick=x> Clocks'"
    shelf.change("papers/quartz.yml", "Crystals in Watches", title)
    for text in formatted(shelf.load())["quartz"].values():
        assert "&amp; " in text
        assert "<script" not in text
        assert "<em o" not in text


def test_a_paper_that_has_not_changed_is_not_made_again(shelf, tmp_path, monkeypatch, no_pandoc):
    first = formatted(shelf.load(), tmp_path)
    calls = []
    made = module._made
    monkeypatch.setattr(
        module, "_made", lambda pandoc, styles, items: calls.append(len(items)) or made(pandoc, styles, items)
    )
    changed = shelf.change("papers/quartz.yml", "Crystals", "Gems").change("papers/pendulum.yml", "swinging", "slow")
    second = formatted(changed.load(), tmp_path)
    assert calls == [1]
    assert second["sundial"] == first["sundial"]
    assert "Gems" in second["quartz"]["MLA"]
    no_pandoc()
    assert formatted(shelf.load(), tmp_path) == second


@pytest.mark.parametrize("damage", [b"", b"{}", b"0" * 64 + b"\n{}"])
def test_a_damaged_file_of_an_earlier_build_is_made_again(shelf, tmp_path, damage):
    first = formatted(shelf.load(), tmp_path)
    (tmp_path / "citations.json").write_bytes(damage)
    assert formatted(shelf.load(), tmp_path) == first


def test_a_full_file_keeps_only_what_this_catalogue_needs(shelf, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 0)
    formatted(shelf.load(), tmp_path)
    size = (tmp_path / "citations.json").stat().st_size
    formatted(shelf.change("papers/quartz.yml", "Crystals", "Diamonds").load(), tmp_path)
    assert (tmp_path / "citations.json").stat().st_size == size


def test_without_the_packages_pages_have_no_such_citations(shelf, monkeypatch):
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(module, "distribution", missing)
    catalogue = shelf.load()
    assert formatted(catalogue) == {}
    site = contents(catalogue)
    [page] = [page for page in site.pages if page.url == "papers/quartz/"]
    html = Renderer(site, hand_written=frozenset({"contribute/", "notation/"})).page(page)
    assert "Copy BibTeX" in html
    assert "Copy APA" not in html


@pytest.mark.parametrize("error", [PermissionError("not allowed"), subprocess.CalledProcessError(64, "pandoc")])
def test_where_pandoc_cannot_be_run_pages_have_no_such_citations_and_the_build_says_why(
    shelf, monkeypatch, caplog, error
):
    def fail(*arguments: object, **options: object) -> None:
        raise error

    monkeypatch.setattr(subprocess, "run", fail)
    assert formatted(shelf.load()) == {}
    assert caplog.messages == [f"no citations in styles: pandoc cannot be run: {error}"]


def test_the_page_of_a_paper_folds_its_citations_each_with_a_button_to_copy_it(shelf):
    site = contents(shelf.load())
    [page] = [page for page in site.pages if page.url == "papers/quartz/"]
    html = Renderer(site, hand_written=frozenset({"contribute/", "notation/"})).page(page)
    assert ">Copy APA</button>" in html
    assert "<summary>APA, IEEE, ACM, Chicago, MLA, Nature</summary>" in html
    for style in STYLES:
        assert f'data-copy="cite-{style.lower()}"' in html
    assert '<dd id="cite-apa">Öz, E. (2021). <em>Crystals in Watches</em> [Preprint].</dd>' in html
