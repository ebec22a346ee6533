"""Statistics of a catalogue, and its coverage of public lists."""

from __future__ import annotations

import shlex
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.commands import main
from paperatlas.sources import awesome_list

LIST = """\
# Awesome clocks
- [A Sundial for Every Garden](https://arxiv.org/abs/1903.00010v2) ([code](https://example.org))
* **Pendulum Clocks**, Chen Wei. [[Paper](http://arxiv.org/pdf/2007.01234.pdf)]
| 2024 | [Water Clocks](https://huggingface.co/papers/2401.00002) |
Sand, arXiv:2402.12345, and the sundial again: https://arxiv.org/html/1903.00010
Not an id: arxiv.org/abs/1234.123456789
"""


def test_each_paper_of_a_list_is_found_once_in_every_notation():
    assert [(item.arxiv, item.line, item.title) for item in awesome_list.items(LIST)] == [
        ("1903.00010", 2, "A Sundial for Every Garden"),
        ("2007.01234", 3, "Pendulum Clocks"),
        ("2401.00002", 4, "Water Clocks"),
        ("2402.12345", 5, ""),
    ]


@given(st.text())
def test_any_text_can_be_read_as_a_list(text):
    for item in awesome_list.items(text):
        assert item.arxiv in text


def test_coverage_lists_missing_papers_with_their_lines(shelf, capsys, tmp_path):
    (tmp_path / "LIST.md").write_text(LIST, encoding="utf-8")
    assert main(["coverage", "LIST.md"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "LIST.md:4: 2401.00002 Water Clocks",
        "LIST.md:5: 2402.12345",
        "LIST.md: 2 of 4 arXiv ids are in the catalogue (50%)",
    ]


def test_coverage_of_an_empty_list_is_empty(shelf, capsys, tmp_path):
    (tmp_path / "LIST.md").write_text("", encoding="utf-8")
    assert main(["coverage", "LIST.md"]) == 0
    assert capsys.readouterr().out == "LIST.md: 0 of 0 arXiv ids are in the catalogue\n"


def test_ids_are_printed_in_the_format_of_lists_yml(shelf, capsys, tmp_path):
    (tmp_path / "LIST.md").write_text(LIST, encoding="utf-8")
    assert main(["coverage", "--ids", "LIST.md"]) == 0
    printed = capsys.readouterr().out
    shelf.write("lists.yml", f"clocks:\n  name: Clocks\n  url: https://example.org\n  read: 2026-11-20\n  {printed}")
    assert shelf.printed() == ""
    assert main(["stats"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.split() == ["Clocks", "4", "2", "50%"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_list_that_cannot_be_read_is_wrong_usage(shelf, capsys, tmp_path, content):
    if content:
        (tmp_path / "LIST.md").write_bytes(content)
    assert main(["coverage", "LIST.md"]) == 2
    assert "cannot read 'LIST.md' as a list in UTF-8" in capsys.readouterr().err


def test_stats_count_what_the_papers_have(shelf, capsys):
    assert main(["stats"]) == 0
    printed = capsys.readouterr().out
    lines = [line.split() for line in printed.splitlines()]
    assert ["3", "papers"] in lines
    assert ["1", "relations"] in lines
    assert ["Outdoor", "clocks", "1", "100%", "100%", "100%", "100%", "0%"] in lines
    assert ["Indoor", "clocks", "2", "0%", "0%", "0%", "50%", "0%"] in lines
    assert ["All", "3", "33%", "33%", "33%", "67%", "0%"] in lines


def test_a_category_without_papers_has_no_shares(shelf, capsys):
    shelf.add("categories.yml", "pocket: {name: Pocket watches, description: Small.}\n")
    assert main(["stats"]) == 0
    assert "-" in capsys.readouterr().out.split("Pocket watches")[1].splitlines()[0]


@pytest.mark.parametrize("command", [["stats"], ["coverage", "LIST.md"]])
def test_a_catalogue_with_errors_is_not_counted(shelf, capsys, command):
    shelf.change("papers/quartz.yml", "gears", "geers")
    assert main(command) == 1
    out, err = capsys.readouterr()
    assert "unknown tag 'geers'" in out
    assert "1 error; fix them first" in err


def test_a_pipe_that_closes_early_gives_no_traceback(shelf):
    command = f"{shlex.quote(sys.executable)} -m paperatlas stats | head -1"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert ended.stdout.split() == ["3", "papers"]
    assert ended.stderr == ""
