"""Atlases of two other topics, made and built by the package alone in an environment of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from html import unescape
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from paperatlas import __version__

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs/development/own-atlas.md"
UV = Path(sys.executable).with_name("uv")
TOPICS = {
    "proteins": ("Protein language models", "--methods"),
    "robots": ('R&D on <i>"robots"</i>: it\'s 100% #1 {{ 7*7 }} 🤖',),
}
COMMANDS = ("make check", "make test", "make build")
# What the fixture `environment` does with the wheel that it has built.
INSTALLED = ("python3 -m venv env", "env/bin/pip install paperatlas")
LIST = (
    "# Robots\n\n## Arms\n\n- **A Robot Arm That Sorts Post** (2021). Ada Example. https://arxiv.org/abs/2101.00011\n"
)


def run(command: list[object] | str, folder: Path, **more: str) -> str:
    """What a command prints. Nothing of this repository is in its environment."""
    done = subprocess.run(
        command if isinstance(command, str) else [str(part) for part in command],
        cwd=folder, env=environment_of(**more), shell=isinstance(command, str),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300,
    )  # fmt: skip
    # Of the drafts of a list, each still needs a person.
    expected = 1 if "--drafts" in command else 0
    assert done.returncode == expected, f"{command}\n{done.stdout}"
    return done.stdout


def environment_of(**more: str) -> dict[str, str]:
    ours = ("GITHUB_", "CI", "PYTHON", "COVERAGE", "MAKE", "VIRTUAL_ENV", "SOURCE_DATE_EPOCH")
    mine = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    people = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return {**mine, **people, **more}


@pytest.fixture(scope="session")
def environment(once, packages) -> Path:
    """A Python environment with the wheel and what it requires, and nothing else."""

    def install(folder: Path) -> None:
        # Its scripts work after `once` has moved it. `make upgrade` needs pip.
        run([UV, "venv", "--quiet", "--seed", "--relocatable", "--python", sys.executable, folder / "env"], folder)
        (wheel,) = packages.glob("*.whl")
        run([UV, "pip", "install", "--quiet", "--python", folder / "env/bin/python", wheel], folder)

    return once("environment", install) / "env"


def use(environment: Path, atlas: Path) -> None:
    """Puts an environment in the place of the one that the atlas would install."""
    (atlas / ".venv").symlink_to(environment)
    (environment / ".ready").touch()


@pytest.fixture(scope="session")
def atlases(once, environment) -> Path:
    """The atlases of both topics with their sites, built as a reader of the guide does it."""

    def make(folder: Path) -> None:
        for name, (topic, *options) in TOPICS.items():
            run([environment / "bin/paperatlas", "init", name, "--topic", topic, *options], folder)
            use(environment, folder / name)
            for command in ("make test", "make build"):
                run(command, folder / name, PREVIEWS="false")

    return once("atlases", make)


@pytest.mark.parametrize("name", TOPICS)
def test_its_pages_open_and_search_finds_a_paper(name, atlases, page, serve_folder):
    topic = TOPICS[name][0]
    site = serve_folder(atlases / name / "site", at_root=True)
    opened = page("", at=site)
    expect(opened).to_have_title(f"{topic} Atlas")
    expect(opened.get_by_role("heading", level=1)).to_have_text(topic)
    opened.keyboard.press("/")
    opened.keyboard.type("later paper")
    found = opened.get_by_role("dialog").get_by_role("option").first
    expect(found).to_contain_text("Second example")
    found.click()
    expect(opened.get_by_role("heading", level=1)).to_contain_text("Second example")
    expect(opened.get_by_role("main").get_by_role("link", name="First example").first).to_be_visible()
    assert bool(opened.locator("math").count()) == (name == "proteins")
    explore = page("papers/", at=site)
    expect(explore.locator(".explore__count")).to_have_text("2 papers")
    explore.locator(".explore input[type=search]").fill("author:sample")
    expect(explore.locator(".explore__count")).to_have_text("1 paper")
    expect(explore.locator(".explore .hit")).to_contain_text("First example")


def test_no_page_speaks_of_another_topic(atlases):
    words = re.compile(r"attention|transformer|\btokens?\b|memory changes|recurren", re.IGNORECASE)
    pages = [path for name in TOPICS for path in (atlases / name / "site").rglob("*.html")]
    assert len(pages) > 50
    texts = {path: unescape(re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", path.read_text("utf-8"), flags=re.S))
             for path in pages}  # fmt: skip
    found = {path.relative_to(atlases).as_posix(): words.findall(text) for path, text in texts.items()}
    assert {path: named for path, named in found.items() if named} == {}


def test_without_methods_no_page_is_about_them(atlases):
    assert (atlases / "proteins/site/notation/index.html").is_file()
    assert not (atlases / "robots/site/notation").exists()
    home = (atlases / "robots/site/index.html").read_text(encoding="utf-8")
    assert 'href="compare/"' not in home


def test_every_command_of_the_guide_works(environment, packages, tmp_path):
    """Those that only install are replaced by the fixtures."""
    blocks = re.findall(r"(?s)```sh\n(.*?)```", GUIDE.read_text(encoding="utf-8"))
    assert len(blocks) > 4
    folder, ran = tmp_path, list[str]()
    for number, block in enumerate(blocks):
        if "paperatlas init" in block:
            folder = tmp_path / str(number)
            folder.mkdir()
            (folder / "env").symlink_to(environment)
            (folder / "list.md").write_text(LIST, encoding="utf-8")
        for line in filter(None, block.splitlines()):
            if line in INSTALLED:
                continue
            ran.append(line)
            if line.startswith("cd "):
                folder /= line.removeprefix("cd ")
                use(environment, folder)
            elif line == "make serve":
                assert "Protein language models" in served(folder)
            else:
                run(line, folder, PREVIEWS="false", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(packages))
    assert {*COMMANDS, "make serve", "make upgrade"} <= {*ran}
    assert f"\npaperatlas=={__version__}\n" in (folder / "requirements.txt").read_text()


def served(folder: Path) -> str:
    """The home page that `make serve` sends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["make", "serve", f"PORT={port}"]
    # In a group of its own: make does not pass on a signal to the server.
    process = subprocess.Popen(command, cwd=folder, env=environment_of(), start_new_session=True)
    try:
        for _ in range(600):
            time.sleep(0.1)
            assert process.poll() is None
            try:
                with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                    return answer.read().decode()
            except URLError:
                continue
        raise AssertionError("the server did not start in a minute")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
