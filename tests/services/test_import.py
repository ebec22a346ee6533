"""`paperatlas import --fetch`, against services on loopback."""

from __future__ import annotations

from pathlib import Path

import pytest

from paperatlas.commands import main
from tests.unit.conftest import Shelf

from . import answers
from .server import Reply, Service
from .test_add import atlas as atlas

LIST = """\
## Indoor clocks

- **Hourglass** (arXiv, July 2025) [Paper](https://arxiv.org/abs/2505.01234) [Talk](https://youtu.be/sand)
- [Clockwork Again](https://github.com/ada/clockwork-again)
"""


def write(tmp_path: Path, text: str = LIST) -> None:
    (tmp_path / "LIST.md").write_text(text, encoding="utf-8")


def test_services_complete_a_paper_and_are_its_sources(
    atlas: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    write(tmp_path)
    assert main(["import", "LIST.md", "--fetch", "--yes"]) == 0
    text = (atlas.root / "papers/hourglass.draft.yml").read_text(encoding="utf-8")
    for line in (
        "title: 'Hourglass: A Clock of Sand That Turns Itself'",
        "authors: [Ada Byron, José García]",
        "date: 2025-05-02",
        "category: indoor",
        'arxiv: "2505.01234"',
        "arxiv_class: cs.LG",
        'video: "https://youtu.be/sand"',
        "  - {field: date, was: July 2025, why: arXiv numbers the first version 2505}",
    ):
        assert f"\n{line}\n" in text
    assert 'at: "arxiv.org/abs/2505.01234", checked: 2026-11-24' in text
    assert "LIST.md, line 3" in text
    err = capsys.readouterr().err
    assert "line 3: asks services for 'Hourglass'" in err
    assert "line 4" not in err  # a library
    assert "left to write by hand: summary (2), tags (1), tldr (1)" in err


def test_a_paper_that_the_services_do_not_know_is_as_in_the_list(atlas: Shelf, remote: Service, tmp_path: Path):
    remote.replies |= {"/arxiv/api/query": answers.ARXIV_ERROR}
    write(tmp_path)
    assert main(["import", "LIST.md", "--fetch", "--yes"]) == 0
    assert "title: Hourglass\n" in (atlas.root / "papers/hourglass.draft.yml").read_text(encoding="utf-8")


def test_if_no_service_answers_the_list_is_enough(atlas: Shelf, remote: Service, tmp_path: Path):
    remote.replies.clear()
    remote.replies["/"] = Reply("gone", 404)
    write(tmp_path)
    assert main(["import", "LIST.md", "--fetch", "--yes"]) == 0
    assert "title: Hourglass\n" in (atlas.root / "papers/hourglass.draft.yml").read_text(encoding="utf-8")


def test_what_services_know_shows_that_a_paper_is_here(
    atlas: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    atlas.change(
        "papers/quartz.yml", "title: Crystals in Watches", "title: 'Hourglass: A Clock of Sand That Turns Itself'"
    )
    write(tmp_path)
    assert main(["import", "LIST.md", "--fetch", "--diff"]) == 1  # the library is new
    assert "LIST.md:3: it is here already, as 'quartz' (the same title): Hourglass" in capsys.readouterr().out
