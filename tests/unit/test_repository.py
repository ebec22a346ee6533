"""What the repository itself promises: workflows, lock files, citation, and the map in the README."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", ".github/workflows/*.yml"),
        ("vendor.dependabot", ".github/dependabot.yml"),
        ("vendor.github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
    ],
)
def test_files_for_github_are_what_github_reads(schema: str, files: str) -> None:
    found = sorted(ROOT.glob(files))
    assert found
    result = run(BIN / "check-jsonschema", "--builtin-schema", schema, *found)
    assert result.returncode == 0, result.stdout + result.stderr


def test_issue_forms_are_what_github_reads() -> None:
    forms = [path for path in sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")) if path.name != "config.yml"]
    result = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms)
    assert forms
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_form_that_report_links_fill_in_has_their_field() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/mistake.yml").read_text())
    assert "entry" in [field.get("id") for field in form["body"]]


def test_workflows_have_no_known_weakness() -> None:
    result = run(BIN / "zizmor", "--offline", "--no-progress", ".github")
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_action_is_pinned_by_commit() -> None:
    text = "\n".join(path.read_text() for path in (ROOT / ".github/workflows").glob("*.yml"))
    used = re.findall(r"uses: *(\S+)", text)
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", action)] == []


def test_a_pull_request_sees_no_secret() -> None:
    workflow = (ROOT / ".github/workflows/check.yml").read_text()
    assert "secrets." not in workflow
    assert "pull_request_target" not in workflow


def test_workflow_steps_are_commands_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    text = "\n".join(path.read_text() for path in (ROOT / ".github/workflows").glob("*.yml"))
    called = set(re.findall(r"run: make ([a-z]+)", text))
    assert {"check", "build", "test"} <= called <= targets


def test_lock_files_name_no_host() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text()
    packages = json.loads((ROOT / "tests/node/package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in packages.items() if name)


def test_every_locked_package_has_a_hash() -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text())
    packages = [entry for entry in entries if re.match(r"[a-z0-9]", entry)]
    assert len(packages) > 40
    assert [entry.split()[0] for entry in packages if "--hash=sha256:" not in entry] == []


def test_the_citation_file_is_valid_and_names_this_version() -> None:
    result = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.citation-file-format", "CITATION.cff")
    assert result.returncode == 0, result.stdout + result.stderr
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"] == version[1]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "make test " in (ROOT / "README.md").read_text()
    assert "make test" in (ROOT / ".ci/run").read_text()
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_the_rooms_and_pictures_that_the_readme_names_are_there() -> None:
    text = (ROOT / "README.md").read_text()
    rooms = re.findall(r"^\| `([\w/]+/)`", text, re.MULTILINE) + re.findall(r"!\[.*?\]\((.+?)\)", text)
    assert len(rooms) > 8
    assert [room for room in rooms if not (ROOT / room).exists()] == []
