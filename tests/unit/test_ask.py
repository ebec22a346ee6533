"""What programs may ask: the answers, and the server of `paperatlas mcp` over standard input and output."""

from __future__ import annotations

import json
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import anyio
import pytest
from lxml import html
from mcp import StdioServerParameters
from mcp.client import Client

from paperatlas.ask.answers import Answers
from paperatlas.ask.finder import Unknown
from paperatlas.catalogue import load
from paperatlas.commands import main
from paperatlas.commands.mcp import PACKAGE, command
from paperatlas.interchange.place import Place
from paperatlas.render import Renderer
from paperatlas.render.parts import BY_NAME
from paperatlas.site import contents

ROOT = Path(__file__).resolve().parents[2]
SITE = "https://owner.github.io/clocks/"
SORTING = [sys.executable, "-m", "paperatlas", "mcp", ROOT / "tests/sorting", "--site", SITE, "--name", "Sorting"]


@pytest.fixture
def answers(shelf) -> Answers:
    shelf.change("papers/quartz.yml", "tags: [gears]", "tags: [gears]\nasked: [does it need a battery]")
    shelf.add(
        "papers/quartz.yml",
        "methods:\n  - {key: crystal, name: Crystal, rule: 'h = |n|', driven-by: weight}\n"
        "builds_on:\n  - {paper: pendulum, kind: adds, how: a crystal counts the beats}\n",
    )
    return Answers(replace(contents(shelf.load()), place=Place(SITE, "Clocks")))


def found(answer: str) -> list[str]:
    """The keys of the papers that an answer lists, in its order."""
    return [line.split("(`")[1].split("`")[0] for line in answer.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("sundial", ["sundial"]),
        ("Garcia GARDEN", ["sundial"]),
        ("battery", ["quartz"]),  # only in what readers ask
        ("the wheels of a tooth", ["pendulum"]),  # small words need not be there
        ("arxiv.org/abs/1903.00010", ["sundial"]),
        ("https://doi.org/10.1000/clock.1", ["sundial"]),
        ("1903.00010v2", ["sundial"]),
        ("", ["quartz", "pendulum", "sundial"]),
    ],
)
def test_search_finds_papers_by_words_names_and_ids(answers, query, keys):
    assert found(answers.search(query)) == keys


def test_search_says_if_no_paper_has_all_words(answers):
    answer = answers.search("garden battery moon")
    assert "No paper has all of these words" in answer
    assert sorted(found(answer)) == ["quartz", "sundial"]
    assert "No paper has" not in answers.search("battery")


def test_search_can_be_limited(answers):
    assert found(answers.search("", category="indoor", until=2020)) == ["pendulum"]
    assert found(answers.search("", tag="gears", since=2021)) == ["quartz"]
    assert answers.search("", most=1).startswith("3 papers, the first 1.")
    with pytest.raises(Unknown, match="no tag 'gear'; they are: shadow, stone, gears"):
        answers.search("clock", tag="gear")


def test_a_line_of_search_has_what_the_next_question_needs(answers):
    assert (
        f"- [Sundial]({SITE}papers/sundial/) (`sundial`, 2019), JOC 2019. A Sundial for Every Garden. "
        "Tells the time from the shadow of a stick, in any garden with some sun. Methods: `gnomon`"
    ) in answers.search("sundial")


@pytest.mark.parametrize("name", ["sundial", "A sundial for every  garden", "byron2019sundial", "/papers/sundial/"])
def test_get_reads_the_page_of_a_paper_by_any_of_its_names(answers, name):
    assert answers.get(name).startswith("# A Sundial for Every Garden\n")


def test_get_names_the_nearest_paper(answers):
    with pytest.raises(Unknown, match="no paper 'sundail'; did you mean 'sundial'"):
        answers.get("sundail")


def test_compare_shows_what_differs_first(answers):
    differs, _, same = answers.compare(["gnomon", "quartz"]).partition("The same for all")
    assert f"|  | [Gnomon]({SITE}methods/gnomon/) | [Crystal]({SITE}methods/crystal/) |" in differs
    assert r"| Rule | $h = \frac{\theta}{15}$ | $h = \vert n\vert $ |" in differs
    assert "| Driven by | light | weight |" in differs
    assert f"<{SITE}compare/?m=gnomon,crystal>" in differs + same


@pytest.mark.parametrize(
    ("names", "error"),
    [
        (["gnomon"], "these are 1 method; give 2 to 5"),
        (["gnomon", "pendulum"], "the paper 'pendulum' defines no method"),
        (["gnomon", "crystl"], "no method 'crystl'; did you mean 'crystal'"),
    ],
)
def test_compare_says_what_it_needs(answers, names, error):
    with pytest.raises(Unknown, match=error):
        answers.compare(names)


def test_lineage_has_both_directions_and_further_steps(answers):
    answer = answers.lineage("quartz")
    assert "It comes from 2 papers, and 0 papers come from it" in answer
    assert f"adds to [Pendulum Clocks That Keep Time]({SITE}papers/pendulum/)" in answer
    assert f"- 2 steps: [Sundial]({SITE}papers/sundial/)" in answer
    assert "What it led to" not in answer
    assert "2 papers come from it" in answers.lineage("sundial")


def test_lineage_joins_two_papers(answers):
    answer = answers.lineage("sundial", "quartz")
    assert answer.index("replaces [Sundial]") < answer.index("adds to [Pendulum")
    assert answers.lineage("quartz", "quartz").endswith("They are one paper.")


def test_lineage_says_if_nothing_joins_two_papers(shelf):
    answers = Answers(contents(shelf.load()))
    assert answers.lineage("sundial", "quartz").endswith("Nothing in the catalogue joins them.")


def test_cite_gives_each_paper_once_in_any_format(answers):
    assert answers.cite(["sundial", "1903.00010"]).count("@article{byron2019sundial") == 1
    assert "TY  - JOUR" in answers.cite(["sundial"], "ris")
    with pytest.raises(Unknown, match="no format 'word'; they are: bibtex"):
        answers.cite(["sundial"], "word")


@pytest.fixture(scope="module")
def session() -> dict[str, object]:
    """What a client of the SDK gets from the server, whose catalogue is about another topic."""

    async def ask() -> dict[str, object]:
        command, *arguments = map(str, SORTING)
        started = StdioServerParameters(command=command, args=arguments, env={"PYTHONPATH": str(ROOT / "src")})
        async with Client(started, read_timeout_seconds=60) as client:
            calls = {
                "search": ("search", {"query": "sort in place", "most": 2}),
                "get": ("get", {"name": "quicksort"}),
                "compare": ("compare", {"methods": ["quicksort", "heapsort"]}),
                "lineage": ("lineage", {"paper": "introsort"}),
                "cite": ("cite", {"papers": ["quicksort"], "format": "csl-json"}),
                "unknown": ("get", {"name": "quiksort"}),
                "wrong": ("search", {"query": "sort", "most": 0}),
            }
            tools = (await client.list_tools()).tools
            return {"tools": tools, **{key: await client.call_tool(*call) for key, call in calls.items()}}

    # In a thread of its own: in this one, Playwright may be running already.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, ask).result()


def test_the_server_has_five_tools_that_only_read(session):
    assert [tool.name for tool in session["tools"]] == ["search", "get", "compare", "lineage", "cite"]
    for tool in session["tools"]:
        assert tool.annotations.read_only_hint
        assert tool.description
        assert all(one.get("description") for one in tool.input_schema["properties"].values())


@pytest.mark.parametrize(
    ("tool", "part"),
    [
        ("search", "papers, the first 2."),
        ("get", f"- Page: <{SITE}papers/quicksort/>"),
        ("compare", f"{SITE}compare/?m=quicksort,heapsort"),
        ("lineage", "# Lineage of"),
        ("cite", '"type": "article-journal"'),
    ],
)
def test_each_tool_answers_over_standard_input_and_output(session, tool, part):
    assert not session[tool].is_error
    assert part in session[tool].content[0].text


def test_a_wrong_question_is_answered_with_what_is_right(session):
    assert session["unknown"].is_error
    assert "no paper 'quiksort'; did you mean 'quicksort'?" in session["unknown"].content[0].text
    assert session["wrong"].is_error
    assert "greater than or equal to 1" in session["wrong"].content[0].text


def test_the_settings_on_the_page_start_the_server(shelf):
    page = BY_NAME["data"](Renderer(replace(contents(shelf.load()), place=Place(SITE, "Clocks"))), 1)
    shown = json.loads(html.fromstring(page).get_element_by_id("mcp-settings").text_content())
    (settings,) = shown["mcpServers"].values()
    assert settings["command"] == "paperatlas"
    name, *arguments = settings["args"]
    assert name == "mcp"
    Path("catalog").rename("entries")
    options = command.make_context("mcp", ["entries", *arguments[1:]]).params
    assert options == {"path": Path("entries"), "site": SITE, "name": "Clocks"}


def test_without_the_package_the_command_says_what_to_type(shelf, capsys, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "mcp"] + ["paperatlas.ask.server"]:
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "mcp", None)
    assert main(["mcp"]) == 2
    assert capsys.readouterr().err == f"paperatlas: this command needs another package; type: pip install '{PACKAGE}'\n"
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["mcp"] == [PACKAGE]


def test_a_catalogue_with_errors_is_not_served(shelf, capsys):
    shelf.change("papers/quartz.yml", "[gears]", "[gear]")
    assert main(["mcp"]) == 1
    assert "unknown tag 'gear'" in capsys.readouterr().err


def test_every_method_of_the_catalogue_can_be_compared():
    site = contents(load(ROOT / "catalog"))
    answers = Answers(site)
    for one, other in pairwise(site.catalogue.methods):
        assert len(answers.compare([one, other]).splitlines()) > 10
