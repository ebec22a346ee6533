"""What a newcomer is told where `make` cannot set up its environment: one sentence, with the way out."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TOO_OLD = '#!/bin/sh\ncase "$*" in *version_info*) exit 1;; *--version*) echo Python 3.9.2;; esac\n'
WITHOUT_VENV = '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\n'
# Makes a folder that looks like an environment, and says what it was asked to do.
RIGHT = """#!/bin/sh
echo "$0 $*" >> {log}
case "$*" in *venv*--clear*) mkdir -p .venv/bin; cp "$0" .venv/bin/python;; esac
"""


@pytest.fixture
def machine(tmp_path):
    """A machine with a shell, a few tools and the Pythons that a test puts on it."""
    (tmp_path / "project/tools").mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "tools/environment.sh", tmp_path / "project/tools")
    for tool in ("sh", "dirname", "mkdir", "cp", "touch", "cat", "rm"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def put(machine, name, script):
    path = machine / "bin" / name
    path.write_text(script.replace("{log}", str(machine / "log")))
    path.chmod(0o755)


def set_up(machine, **environment):
    return subprocess.run(
        [machine / "bin/sh", "tools/environment.sh"],
        cwd=machine / "project",
        env={"PATH": str(machine / "bin"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_python_too_old_is_told_in_one_sentence(machine):
    put(machine, "python3", TOO_OLD)
    result = set_up(machine)
    assert result.returncode == 1
    assert result.stderr == (
        "Python 3.11 or newer is needed, and 'python3' is Python 3.9.2; "
        "install one, or name it: make PYTHON=/path/to/python3\n"
    )


def test_no_python_at_all_is_told_in_one_sentence(machine):
    result = set_up(machine)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "Python 3.11 or newer is needed" in result.stderr


def test_a_python_without_venv_is_told_the_package_that_has_it(machine):
    put(machine, "python3", WITHOUT_VENV)
    result = set_up(machine)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "apt-get install python3-venv" in result.stderr


def test_a_newer_python_beside_one_that_is_too_old_is_used(machine):
    put(machine, "python3", TOO_OLD)
    put(machine, "python3.12", RIGHT)
    result = set_up(machine)
    assert result.returncode == 0, result.stderr
    assert "python3.12 -m venv --clear .venv" in (machine / "log").read_text()


def test_the_python_that_is_named_is_used(machine):
    put(machine, "python3", TOO_OLD)
    put(machine, "mine", RIGHT)
    result = set_up(machine, PYTHON="mine")
    assert result.returncode == 0, result.stderr
    assert "mine -m venv --clear .venv" in (machine / "log").read_text()


def test_packages_are_installed_by_their_hashes_alone(machine):
    put(machine, "python3", RIGHT)
    assert set_up(machine).returncode == 0
    assert "--require-hashes -r requirements.lock" in (machine / "log").read_text()
    assert (machine / "project/.venv/.ready").exists()
