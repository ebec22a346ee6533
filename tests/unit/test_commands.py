"""What all commands share: a help that fits a screen, an example that can be typed, JSON for programs, completion."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from paperatlas.commands import COMMANDS, main, paperatlas

ROOT = Path(__file__).parents[2]
# The commands that write files, start a server, ask a person or work for GitHub; `export` has formats of its own.
_WITHOUT_RESULT = {"init", "new", "rename", "keys", "export", "awesome", "mcp", "github", "schema", "search-index"}


def help_of(capsys, monkeypatch, *arguments: str) -> list[str]:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*arguments, "--help"]) == 0
    return capsys.readouterr().out.splitlines()


def command(name: str) -> click.Command:
    found = paperatlas.get_command(click.Context(paperatlas), name)
    assert found is not None
    return found


def options(name: str) -> dict[str, click.Parameter]:
    return {option: one for one in command(name).params for option in one.opts}


def test_the_help_fits_a_screen_and_names_each_command_in_one_line(capsys, monkeypatch):
    lines = help_of(capsys, monkeypatch)
    assert len(lines) < 24  # one line is for the next prompt
    assert max(map(len, lines)) <= 80
    for name, text in COMMANDS.items():
        assert sum(line.split() == [name, *text.split()] for line in lines) == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_and_has_an_example_that_can_be_typed(name, capsys, monkeypatch):
    lines = help_of(capsys, monkeypatch, name)
    assert max(map(len, lines)) <= 80
    [example] = [line.strip() for line in lines if "Example: " in line]
    words = shlex.split(example.removeprefix("Example: "))
    assert words[:2] == ["paperatlas", name]
    one, rest = command(name), words[2:]
    if isinstance(one, click.Group):  # the steps of `github`
        found = one.get_command(click.Context(one), rest[0])
        assert found is not None
        one, rest = found, rest[1:]
    one.make_context(name, rest, resilient_parsing=True)
    given = {word.partition("=")[0] for word in rest if word.startswith("-")}
    assert given <= {text for option in one.params for text in option.opts}
    for option in one.params:
        assert isinstance(option, click.Argument) or getattr(option, "help", None), f"{name} {option.name}: no help"


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in _WITHOUT_RESULT])
def test_each_command_with_a_result_can_print_json(name):
    form = options(name).get("--format")
    choices = form.type.choices if form and isinstance(form.type, click.Choice) else ()
    assert "--json" in options(name) or "json" in choices


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["stats"], {"entries", "categories", "lists"}),
        (["fix"], {"changes", "left"}),
        (["import", "LIST.md"], {"new", "refused", "sections", "notes"}),
    ],
)
def test_the_json_of_a_command_is_all_that_it_prints(shelf, tmp_path, capsys, arguments, keys):
    (tmp_path / "LIST.md").write_text("- [Moondials](https://arxiv.org/abs/2003.00001)\n", encoding="utf-8")
    assert main([*arguments, "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == keys


def test_coverage_as_json_names_the_missing_papers(shelf, tmp_path, capsys):
    (tmp_path / "LIST.md").write_text("- [Moondials](https://arxiv.org/abs/2003.00001)\n", encoding="utf-8")
    assert main(["coverage", "LIST.md", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            **{"list": "LIST.md", "papers": 1, "here": 0},
            "missing": [{"arxiv": "2003.00001", "line": 1, "title": "Moondials"}],
        }
    ]


def test_fix_as_json_writes_only_with_yes(shelf, capsys):
    shelf.change("papers/quartz.yml", "date: 2021-05", "date: May 2021")
    before = (shelf.root / "papers/quartz.yml").read_text(encoding="utf-8")
    assert main(["fix", "--json"]) == 1
    [change] = json.loads(capsys.readouterr().out)["changes"]
    assert "date: 2021-05\n" in change["text"]
    assert (shelf.root / "papers/quartz.yml").read_text(encoding="utf-8") == before
    assert main(["fix", "--json", "--yes"]) == 0
    assert (shelf.root / "papers/quartz.yml").read_text(encoding="utf-8") == change["text"]


def test_check_as_json_is_the_format_json(shelf, capsys):
    shelf.change("papers/quartz.yml", "[gears]", "[gear]")
    assert main(["check", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["rule"] == "unknown-tag"


@pytest.mark.parametrize("words", ["paperatlas ch", "paperatlas import --forma"])
def test_the_shell_completes_commands_and_options(words):
    environment = {**os.environ, "_PAPERATLAS_COMPLETE": "bash_complete", "COMP_WORDS": words,
                   "COMP_CWORD": str(len(words.split()) - 1)}  # fmt: skip
    code = "import sys; from paperatlas.commands import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    found = [line.partition(",")[2] for line in done.stdout.splitlines()]
    assert found == (["check"] if words.endswith("ch") else ["--format"])


def test_the_completion_is_documented_in_one_place():
    pages = [page for page in ROOT.glob("docs/**/*.md") if "_PAPERATLAS_COMPLETE" in page.read_text(encoding="utf-8")]
    assert pages == [ROOT / "docs/development/extending.md"]
