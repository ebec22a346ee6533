"""What tests of every kind share: real builds of the site, and a browser.

Property tests run the same examples everywhere: a failure seen once can be seen again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

settings.register_profile("atlas", deadline=None, database=None, derandomize=True, print_blob=False)
settings.load_profile("atlas")

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("catalog", "docs", "hooks", "templates")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def mkdocs() -> Run:
    """Runs `mkdocs` in a folder, as a process of its own; gives its exit code and what it said."""

    def run(
        folder: Path,
        *arguments: str,
        env: Mapping[str, str | None] | None = None,
        command: Sequence[str] = (sys.executable, "-m", "mkdocs"),
    ) -> subprocess.CompletedProcess[str]:
        # What the machine that runs the tests knows of its repository is not the tests' to build with.
        mine = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
        changed = {"NO_MKDOCS_2_WARNING": "1", **(env or {})}
        mine = {name: value for name, value in (mine | changed).items() if value is not None}
        return subprocess.run(
            [*command, *arguments], cwd=folder, env=mine, capture_output=True, encoding="utf-8", timeout=120
        )

    return run


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, mkdocs: Run) -> Path:
    """The built site of the repository's own catalogue, published from github.com/owner/atlas. Not to be changed."""
    target = tmp_path_factory.mktemp("site") / "site"
    built = mkdocs(ROOT, "build", "--strict", "-d", str(target), env={"GITHUB_REPOSITORY": "owner/atlas"})
    assert built.returncode == 0, built.stderr
    return target


@pytest.fixture(scope="session")
def copy_project() -> Callable[[Path], Path]:
    """Copies all that a build of the repository reads into a folder that is not there yet."""

    def copy(folder: Path) -> Path:
        for part in PARTS:
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "src").mkdir()  # mkdocs.yml watches it; the engine is the installed one
        shutil.copy(ROOT / "mkdocs.yml", folder)
        return folder

    return copy


@pytest.fixture
def project(tmp_path: Path, copy_project: Callable[[Path], Path]) -> Path:
    """A copy of the repository's catalogue, pages, hooks and templates, to change, break and build."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium: the one that $CHROMIUM names, else the system's, else Playwright's own."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with sync_playwright() as playwright:
        # QUIC is switched off because it keeps trying to reach other hosts by itself.
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()
