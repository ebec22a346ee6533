"""Papers as Markdown, llms.txt, and the awesome list."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from paperatlas.catalogue import load
from paperatlas.commands import main
from paperatlas.interchange import awesome
from paperatlas.interchange.markdown import escaped
from paperatlas.interchange.place import Place
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


def test_llms_txt_lists_all_papers_by_category(shelf):
    text = made(shelf, "llms.txt")
    assert text.startswith("# Clock Atlas\n\n> A map of clocks.\n")
    assert re.findall(r"(?m)^## (.*)", text) == ["Outdoor clocks", "Indoor clocks", "Optional"]
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
