"""`paperatlas watch`: new papers that services on loopback know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paperatlas.commands import main
from tests.unit.conftest import Shelf

from . import answers
from .conftest import SERVICES
from .server import Reply, Service

WATCH = """\
queries: ['all:"pendulum clock"']
lists: ["{address}/list.md"]
not_here:
  "2611.00003": It is about rocks.
"""


def entry(number: int, title: str, summary: str = "It is about clocks.") -> str:
    return answers.arxiv_entry(f"2611.0000{number}v1", title, ("Bo Lind",), "2026-11-20T00:00:00Z", summary)


@pytest.fixture
def atlas(shelf: Shelf, remote: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setenv("PAPERATLAS_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("PAPERATLAS_SEMANTIC_SCHOLAR_KEY", raising=False)
    for name in SERVICES:
        monkeypatch.setenv(f"PAPERATLAS_{name.upper()}", f"{remote.address}/{name}")
    monkeypatch.setattr("paperatlas.sources.web.time.sleep", lambda seconds: None)
    swinging = "A swinging weight drives the wheel of pendulum clocks."
    remote.replies |= {
        "/arxiv/api/query": answers.arxiv_feed(
            entry(1, "Rocks That Do Not Move", summary="Stones lie in a field."),
            entry(2, "Longer Pendulum Clocks", summary=swinging),
            entry(3, "Rocks Again"),
            answers.arxiv_entry("2601.00004v1", "An Old Paper", ("Bo Lind",), "2026-01-02T00:00:00Z"),
            answers.arxiv_entry("2007.01234v2", "Pendulum Clocks That Keep Time", published="2020-07-05T00:00:00Z"),
        ),
        "/list.md": Reply("- [Longer Pendulum Clocks](https://arxiv.org/abs/2611.00002)\n", type="text/markdown"),
    }
    return shelf.write("watch.yml", WATCH.format(address=remote.address))


def watch(capsys, *options: str) -> list[dict]:
    assert main(["watch", "--format", "json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_new_papers_come_with_reasons_and_the_likeliest_first(atlas, capsys):
    found = watch(capsys)
    assert [one["title"] for one in found] == ["Longer Pendulum Clocks", "Rocks That Do Not Move"]
    assert found[0]["url"] == "https://arxiv.org/abs/2611.00002"
    assert 'the search all:"pendulum clock" finds it' in found[0]["reasons"]
    assert any("list.md" in reason for reason in found[0]["reasons"])
    assert found[0]["near"][0] == "Pendulum Clocks That Keep Time"


def test_only_papers_of_the_last_days_are_new(atlas, capsys):
    assert watch(capsys, "--days", "2") == []
    assert "An Old Paper" in [one["title"] for one in watch(capsys, "--days", "365")]


def test_papers_that_are_here_or_do_not_belong_here_are_not_proposed(atlas, capsys):
    titles = [one["title"] for one in watch(capsys, "--days", "3650")]
    assert "Rocks Again" not in titles and "Pendulum Clocks That Keep Time" not in titles


def test_recommendations_and_citations_of_semantic_scholar_count_too(atlas, remote, capsys):
    paper = {"title": "Clocks in the Sea", "externalIds": {"ArXiv": "2611.00009"}, "publicationDate": "2026-11-22",
             "abstract": "A pendulum in water.", "authors": [{"name": "Bo Lind"}], "url": "", "year": 2026}  # fmt: skip
    remote.replies["/semantic_scholar/recommendations/v1/papers/"] = answers.as_json({"recommendedPapers": [paper]})
    remote.replies["/semantic_scholar/graph/v1/paper/ARXIV:1903.00010/citations"] = answers.as_json(
        {"data": [{"citingPaper": paper}]}
    )
    (found,) = [one for one in watch(capsys) if one["title"] == "Clocks in the Sea"]
    assert found["reasons"] == ["Semantic Scholar finds it like the newest papers here", "it cites Sundial"]


def test_a_service_that_does_not_answer_is_said_and_the_others_count(atlas, remote, capsys):
    assert main(["watch"]) == 0
    output = capsys.readouterr()
    assert "asks Semantic Scholar" in output.err and "404" in output.err
    assert "Longer Pendulum Clocks" in output.out


def test_without_any_answer_it_fails_with_one_sentence(atlas, remote, capsys):
    remote.replies.clear()
    assert main(["watch"]) == 2
    assert "no service answered: " in capsys.readouterr().err


def test_titles_cannot_act_in_the_report(atlas, remote, capsys):
    title = "A | clock](http://evil.org) @all <script>alert(1)</script> ${{ secrets.X }}"
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(entry(5, title))
    assert main(["watch", "--format", "markdown"]) == 0
    row = capsys.readouterr().out.split("\n")[2]
    assert row.count(" | ") == 3
    assert "<script>" not in row and "@all" not in row and "](http://evil" not in row


def test_the_first_days_of_the_calendar_are_no_traceback(atlas, capsys, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "-62135596800")
    assert main(["watch", "--days", "3650"]) == 0
