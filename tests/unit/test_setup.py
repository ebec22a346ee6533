"""If `make` cannot set up its environment, one message says why and what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TOO_OLD = '#!/bin/sh\ncase "$*" in *version_info*) exit 1;; *--version*) echo Python 3.9.2;; esac\n'
WITHOUT_VENV = '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\n'
# Creates a folder that looks like an environment, and logs every call.
RIGHT = """#!/bin/sh
echo "$0 $*" >> {log}
case "$*" in *venv*--clear*) mkdir -p .venv/bin; cp "$0" .venv/bin/python;; esac
"""


@pytest.fixture
def machine(tmp_path):
    """A machine with a shell, a few tools, and the Python versions that a test installs."""
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


def test_the_error_for_an_old_python_names_both_versions(machine):
    put(machine, "python3", TOO_OLD)
    result = set_up(machine)
    assert result.returncode == 1
    assert result.stderr == (
        "Python 3.11 or newer is needed, and 'python3' is Python 3.9.2; "
        "install a newer one, or give its path: make PYTHON=/path/to/python3\n"
    )


def test_the_error_for_a_missing_python_is_one_line(machine):
    result = set_up(machine)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "Python 3.11 or newer is needed" in result.stderr


def test_the_error_for_a_missing_venv_module_names_the_package(machine):
    put(machine, "python3", WITHOUT_VENV)
    result = set_up(machine)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "apt-get install python3-venv" in result.stderr


def test_a_newer_python_is_used_if_the_default_is_too_old(machine):
    put(machine, "python3", TOO_OLD)
    put(machine, "python3.12", RIGHT)
    result = set_up(machine)
    assert result.returncode == 0, result.stderr
    assert "python3.12 -m venv --clear .venv" in (machine / "log").read_text()


def test_the_python_variable_selects_the_interpreter(machine):
    put(machine, "python3", TOO_OLD)
    put(machine, "mine", RIGHT)
    result = set_up(machine, PYTHON="mine")
    assert result.returncode == 0, result.stderr
    assert "mine -m venv --clear .venv" in (machine / "log").read_text()


def test_packages_are_installed_with_hashes(machine):
    put(machine, "python3", RIGHT)
    assert set_up(machine).returncode == 0
    assert "--require-hashes -r requirements/dev.txt" in (machine / "log").read_text()
    assert (machine / "project/.venv/.ready").exists()


def test_a_failed_download_of_node_packages_says_why(tmp_path):
    """npm connects to a host that refuses the connection; the terminal must show the reason."""
    project = tmp_path / "project"
    (project / "tests/node").mkdir(parents=True)
    (project / ".venv/bin").mkdir(parents=True)
    (project / "requirements").mkdir()
    shutil.copy(ROOT / "Makefile", project)
    shutil.copy(ROOT / "tests/node/package.json", project / "tests/node")
    shutil.copy(ROOT / "tests/node/package-lock.json", project / "tests/node")
    for path in ("pyproject.toml", "requirements/dev.txt", ".venv/.ready"):
        (project / path).touch()
    for name in ("node", "npm"):
        (project / ".venv/bin" / name).symlink_to(Path(sys.executable).with_name(name))
    (project / "tools").mkdir()
    (project / "tools/environment.sh").touch()
    (project / ".venv/.ready").touch()
    result = subprocess.run(
        ["make", "tests/node/node_modules/.ready"],
        cwd=project,
        env={
            **os.environ,
            "HOME": str(tmp_path),
            "npm_config_registry": "http://127.0.0.1:9/",  # no server listens here
            "npm_config_fetch_retries": "0",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "ECONNREFUSED" in result.stderr
    assert not (project / "tests/node/node_modules/.ready").exists()
