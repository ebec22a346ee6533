"""Papers as Markdown, llms.txt, and the awesome list."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from paperatlas.catalogue import load
from paperatlas.commands import main
from paperatlas.interchange import awesome, written
from paperatlas.interchange.markdown import escaped
from paperatlas.interchange.place import Place
from paperatlas.interchange.written import Written
from paperatlas.maths import mathml
from paperatlas.site import contents
from paperatlas.sources import awesome_list
from paperatlas.stats import arxiv_ids

ROOT = Path(__file__).resolve().parents[2]
PLACE = Place("https://owner.github.io/atlas/", "Clock Atlas", "A map of clocks.")
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["C", "Z"])
WORDS = st.lists(CHARACTERS | st.sampled_from([" ", "<b>", "[a](b)", "**", "\\"])).map("".join)
LIST = f"# Clocks\n\n{awesome.BEGIN}\nold\n{awesome.END}\n\nBy hand.\n"


@given(WORDS)
def test_text_means_nothing_to_markdown(text):
    converter = Markdown()
    converter.ESCAPED_CHARS.extend("<|~&")  # as CommonMark has it
    shown = re.fullmatch(r"<p>(.*)</p>", converter.convert(f"x {escaped(text)} x"))
    assert unescape(shown[1]).split() == f"x {text} x".split()


def made(shelf, path: str) -> str:
    return replace(contents(shelf.load()), place=PLACE).made[path]().decode()


def test_the_markdown_of_a_paper_has_what_its_page_has(shelf):
    text = made(shelf, "papers/sundial.md")
    assert text.startswith("# A Sundial for Every Garden\n")
    for part in (
        "- Authors: Ada Byron, José García",
        "- Published: JOC 2019",
        "- arXiv: <https://arxiv.org/abs/1903.00010>",
        "- Code: <https://example.org/sundial>",
        "Tells the time from the shadow of a stick",
        r"- Rule: $h = \frac{\theta}{15}$",
        f"- replaced by [Pendulum Clocks That Keep Time]({PLACE.address}papers/pendulum.md): a falling weight",
        "@article{byron2019sundial,",
    ):
        assert part in text


def test_the_markdown_of_a_method_has_its_formulas_and_its_paper(shelf):
    text = made(shelf, "methods/gnomon.md")
    assert text.startswith("# Gnomon (method)\n")
    for part in (
        f"- Paper: [Sundial]({PLACE.address}papers/sundial.md) (2019)",
        f"- Page: <{PLACE.address}methods/gnomon/>",
        r"- Rule: $h = \frac{\theta}{15}$",
        "- Driven by: light",
    ):
        assert part in text


def test_the_markdown_of_a_list_says_what_it_is_and_what_each_paper_does(shelf):
    shelf.change("papers/quartz.yml", "summary:", "tldr: A crystal counts.\nsummary:")
    text = made(shelf, "categories/indoor.md")
    assert text.startswith(f"# Indoor clocks\n\nClocks that need a wall.\n\nPage: <{PLACE.address}categories/indoor/>")
    assert f"- [Crystals in Watches]({PLACE.address}papers/quartz.md): A crystal counts.\n" in text
    assert made(shelf, "tags/gears.md").count("\n- [") == 2
    assert "authors/ada-byron.md" not in contents(shelf.load()).made


def test_the_markdown_of_a_library_links_its_methods(shelf):
    text = made(shelf, "libraries/clockwork.md")
    assert text.startswith("# Clockwork\n")
    assert "Parts for clocks of every kind, in one box." in text


def other(shelf, html: str, folder: Path | None = None) -> str:
    page = Written("guide/", "Guide", "How to & why.", lambda: html)
    site = replace(contents(shelf.load()), place=PLACE, written=(page,), kept_files=folder)
    return site.made["guide.md"]().decode()


def test_another_page_becomes_markdown_without_what_only_a_screen_needs(shelf):
    html = (
        '<nav><a href="..">Home</a></nav><h2 id="a">Why<a class="headerlink" href="#a">¶</a></h2>'
        '<p>See <a href="../papers/gla/?a=1&amp;b=2#cite">it</a> <button data-copy="x" hidden>Copy</button></p>'
        f"<p>{mathml('x_t')}{mathml('y')}</p><table><thead><tr><th>A</th></tr></thead>"
        "<tbody><tr><td>b</td></tr></tbody></table><pre><code>&lt;b> = 1</code></pre>"
    )
    assert other(shelf, html) == (
        "## Why\n\n"
        f"See [it]({PLACE.address}papers/gla/?a=1&b=2#cite)\n\n"
        "$`x_{t}`$ $`y`$\n\n"
        "| A   |\n|-----|\n| b   |\n\n"
        "    <b> = 1\n"
    )


def test_the_next_build_uses_the_markdown_of_other_pages_again(shelf, tmp_path, monkeypatch):
    first = other(shelf, "<p>Hello</p>", tmp_path)
    assert first == "Hello\n"
    calls = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *a, **b: calls.append(a) or run(*a, **b))
    assert other(shelf, "<p>Hello</p>", tmp_path) == first
    assert calls == []
    assert other(shelf, "<p>Hello you</p>", tmp_path) == "Hello you\n"
    assert len(calls) == 1


def test_without_pandoc_other_pages_have_no_markdown_and_are_not_listed(shelf, monkeypatch):
    page = Written("guide/", "Guide", "How to & why.", str)
    site = replace(contents(shelf.load()), place=PLACE, written=(page,))
    assert f"- [Guide]({PLACE.address}guide.md): How to & why." in site.made["llms.txt"]().decode()
    monkeypatch.setattr(written.pandoc, "found", lambda: None)
    site = replace(site)
    assert "guide.md" not in site.made
    assert "guide.md" not in site.made["llms.txt"]().decode()


def test_a_pandoc_that_does_not_run_leaves_a_link(shelf, monkeypatch, caplog):
    monkeypatch.setattr(written.pandoc, "found", lambda: ("1", Path("no-such-program")))
    assert other(shelf, "<p>Hello</p>") == f"# Guide\n\n<{PLACE.address}guide/>\n"
    assert "guide/ has no Markdown" in caplog.text


def test_llms_txt_lists_all_papers_by_category(shelf):
    text = made(shelf, "llms.txt")
    assert text.startswith("# Clock Atlas\n\n> A map of clocks.\n")
    assert re.findall(r"(?m)^## (.*)", text) == ["Outdoor clocks", "Indoor clocks", "Methods", "Optional"]
    linked = re.findall(rf"\({PLACE.address}(papers/.*?\.md)\)", text)
    assert sorted(linked) == ["papers/pendulum.md", "papers/quartz.md", "papers/sundial.md"]


def test_the_full_text_has_every_paper_one_level_deeper(shelf):
    full = made(shelf, "llms-full.txt")
    assert re.findall(r"(?m)^## (.*)", full)[0] == "Crystals in Watches"
    deeper = re.sub(r"(?m)^(#+) ", r"#\1 ", made(shelf, "papers/sundial.md"))
    assert deeper in full


def test_a_title_with_marks_stays_a_title(shelf):
    hostile = "<b>*Bold*</b> [x](y) `c` # _h_"
    shelf.change("papers/quartz.yml", "Crystals in Watches", json.dumps(hostile))
    for text in (made(shelf, "papers/quartz.md").split("\n")[0], awesome.updated(LIST, shelf.load())):
        assert r"\<b\>\*Bold\*\</b\> \[x\](y) \`c\` \# \_h\_" in text


def test_the_awesome_list_has_every_entry_once(shelf):
    text = awesome.updated(LIST, shelf.load())
    assert text.endswith(f"{awesome.END}\n\nBy hand.\n")
    assert "old" not in text
    assert "- **A Sundial for Every Garden** (JOC 2019)  \n  [Paper](https://arxiv.org/abs/1903.00010)" in text
    assert "- **Pendulum Clocks That Keep Time** (ArXiv, July 2020)" in text
    assert "- **Clockwork**: Parts for clocks of every kind, in one box." in text
    assert awesome.updated(text, shelf.load()) == text


def test_the_importer_finds_every_paper_of_the_list():
    catalogue = load(ROOT / "catalog")
    found = {item.arxiv for item in awesome_list.items((ROOT / "AWESOME.md").read_text(encoding="utf-8"))}
    assert {paper.arxiv for paper in catalogue.papers.values() if paper.arxiv and "/" not in paper.arxiv} <= found
    assert found <= {*arxiv_ids(catalogue), *(one.arxiv for one in catalogue.datasets.values())}


def test_the_list_in_the_repository_is_as_the_command_writes_it():
    text = (ROOT / "AWESOME.md").read_text(encoding="utf-8")
    assert awesome.updated(text, load(ROOT / "catalog")) == text, "run `paperatlas awesome`"


def test_the_command_writes_the_list(shelf, capsys):
    Path("AWESOME.md").write_text(LIST, encoding="utf-8")
    assert main(["awesome"]) == 0
    assert "Pendulum" in Path("AWESOME.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["# Clocks\n", f"{awesome.BEGIN}\n", f"{awesome.END}\n{awesome.BEGIN}\n"])
def test_a_file_without_a_place_for_the_list_is_refused(shelf, capsys, text):
    Path("AWESOME.md").write_text(text, encoding="utf-8")
    assert main(["awesome"]) == 2
    assert "expected a line" in capsys.readouterr().err
    assert Path("AWESOME.md").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "written"), [("&lt;", r"\&lt;"), ("&#60;", r"\&\#60;"), ("R&D;", r"R\&D;"), ("R&D", "R&D")]
)
def test_an_entity_in_a_text_stays_as_it_is(text, written):
    assert escaped(text) == written
