"""Commands that change many files, killed at each step of writing: every file is whole, as it was or as it becomes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from paperatlas.commands import main
from tests.unit.conftest import Shelf

from . import answers
from .server import Service

STEPS = ("open", "os.rename", "os.remove", "os.link")


def run_until(step: int, arguments: list[str]) -> bool:
    """Runs a command in a process that ends before its `step`th change of a file. Returns whether it came so far."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    count = 0

    def watch(event: str, values: tuple[object, ...]) -> None:
        nonlocal count
        if event in STEPS and "catalog" in str(values[0]) and (event != "open" or "r" not in str(values[1])):
            count += 1
            if count == step:
                os._exit(9)

    sys.addaudithook(watch)
    os._exit(main(arguments))


@pytest.fixture
def changes(shelf: Shelf, remote: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """For each command the arguments with which it changes several files."""
    monkeypatch.setenv("PAPERATLAS_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    monkeypatch.setenv("PAPERATLAS_GITHUB", remote.address)
    for name in ("sundial", "pendulum"):
        text = shelf.right(f"papers/{name}.yml").replace("arxiv:", "code: [{url: https://github.com/a/b}]\nx:")
        text = "\n".join(line for line in text.split("\n") if not line.startswith(("x:", "doi:", "  - {url")))
        shelf.write(f"papers/{name}.yml", text.replace("code:\n", ""))
    shelf.change("papers/quartz.yml", "date: 2021-05", "date: May 2021")
    shelf.change("papers/pendulum.yml", "date: 2020-07", "date: July 2020")
    moved = {"html_url": "https://github.com/c/b", "archived": False, "license": None}
    remote.replies["/repos/a/b"] = answers.as_json(moved)
    return {
        "fix": ["fix", "--yes"],
        "rename": ["rename", "sundial", "sun-clock", "--yes"],
        "refresh": ["refresh", "--yes"],
    }


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the server's thread does not matter to the child
@pytest.mark.parametrize("name", ["fix", "rename", "refresh"])
def test_every_file_is_whole_wherever_the_command_is_killed(name, changes, shelf, capfd):
    if name != "fix":
        assert main(["fix", "--yes"]) == 0
    before = {file: file.read_bytes() for file in shelf.root.rglob("*.yml")}
    whole: dict[Path, set[bytes]] = {}
    contents: list[dict[Path, bytes]] = []
    step = 1
    while run_until(step, changes[name]):
        contents.append({file: file.read_bytes() for file in shelf.root.rglob("*.yml")})
        for file in shelf.root.rglob("*.yml"):
            file.unlink()
        for file, content in before.items():
            file.write_bytes(content)
        step += 1
    after = {file: file.read_bytes() for file in shelf.root.rglob("*.yml")}
    for file in before.keys() | after.keys():
        whole[file] = {content for one in (before, after) if (content := one.get(file)) is not None}
    assert step > 4, "several files were written"
    assert sum(after.get(file) != content for file, content in before.items()) > 1
    assert [(file, one[file]) for one in contents for file in one if one[file] not in whole[file]] == []
    assert not any(file.name.endswith(".new") and file.suffix == ".yml" for file in after)
