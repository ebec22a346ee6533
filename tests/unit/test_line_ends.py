"""Files with Windows line ends: a clone has none, and the check understands those that an editor wrote."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXPORTS = "tests/golden/expected/"  # RIS and CSV end their lines with CRLF


def test_a_clone_with_the_settings_of_git_for_windows_has_no_windows_line_ends(tmp_path):
    clone = tmp_path / "clone"
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    options = ["-c", "core.autocrlf=true", "-c", "safe.directory=*"]
    subprocess.run(["git", *options, "clone", "--quiet", ROOT, clone], check=True, env=env)
    listed = subprocess.run(["git", "-C", clone, "ls-files", "-z"], capture_output=True, text=True, check=True).stdout
    files = [path for path in listed.split("\0") if path and not path.startswith(EXPORTS)]
    assert {"Makefile", "tools/environment.sh", ".ci/run", "docs/assets/home.png"} <= {*files}
    found = {path for path in files if b"\r\n" in (clone / path).read_bytes()}
    assert found - {path for path in files if path.endswith(".png")} == set()
    assert (clone / "docs/assets/home.png").read_bytes() == (ROOT / "docs/assets/home.png").read_bytes()
    # The shell of WSL and Git Bash reads the scripts: these end before they install anything.
    for script in ("tools/environment.sh", ".ci/run"):
        checked = subprocess.run(["sh", "-n", script], cwd=clone, capture_output=True, text=True)
        assert (checked.returncode, checked.stderr) == (0, "")
    help_text = subprocess.run(["make", "-s", "help"], cwd=clone, capture_output=True, text=True)
    assert help_text.returncode == 0 and "make serve" in help_text.stdout


MISTAKES = [
    ("papers/quartz.yml", "date: 2021-05", "date: 2021-15"),
    ("papers/pendulum.yml", "tags: [gears]", "tags: [gears, sand]"),
    ("papers/pendulum.yml", "paper: sundial", "paper: moondial"),
    ("papers/sundial.yml", "authors: [Ada Byron", "authors: [Ada Byron et al."),
    ("tags.yml", "name: stone, description", "nome: stone, description"),
]


@pytest.mark.parametrize(("file", "old", "new"), MISTAKES)
def test_problems_in_a_file_with_windows_line_ends_have_the_same_places(shelf, file, old, new):
    shelf.change(file, old, new)
    printed = shelf.printed()
    assert printed
    for path in Path("catalog").rglob("*.yml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert shelf.printed() == printed
