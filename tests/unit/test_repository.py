"""Files of the repository: workflows, lock files, citation, and the map in the README."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
import yaml

import paperatlas

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
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
def test_files_for_github_match_their_schemas(schema: str, files: str) -> None:
    found = sorted(ROOT.glob(files))
    assert found
    result = run(BIN / "check-jsonschema", "--builtin-schema", schema, *found)
    assert result.returncode == 0, result.stdout + result.stderr


def test_issue_forms_match_their_schema() -> None:
    forms = [path for path in sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")) if path.name != "config.yml"]
    result = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms)
    assert forms
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_issue_form_has_the_field_that_report_links_fill_in() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/mistake.yml").read_text())
    assert "entry" in [field.get("id") for field in form["body"]]


def test_workflows_have_no_known_security_problems() -> None:
    result = run(BIN / "zizmor", "--offline", "--no-progress", "--persona", "auditor", ".github")
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_action_is_pinned_by_commit() -> None:
    text = "\n".join(path.read_text() for path in (ROOT / ".github/workflows").glob("*.yml"))
    used = re.findall(r"uses: *(\S+)", text)
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", action)] == []


def test_a_pull_request_has_no_access_to_secrets() -> None:
    workflow = (ROOT / ".github/workflows/check.yml").read_text()
    assert "secrets." not in workflow
    assert "pull_request_target" not in workflow


@pytest.mark.parametrize(
    ("path", "runs_tests"),
    [
        ("catalog/papers/new.yml", False),
        ("catalog/tags.yml", False),
        ("catalog/schema/paper.json", True),
        ("docs/contribute.md", True),
        ("mkdocs.yml", True),
        ("catalog/papers/new.txt", True),
    ],
)
def test_a_pull_request_that_changes_only_yaml_runs_no_tests(tmp_path, path, runs_tests) -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text())["jobs"]
    (step,) = [step for step in jobs["changes"]["steps"] if "run" in step]
    assert step["if"] == "github.event_name == 'pull_request'"
    skipped = {name for name, job in jobs.items() if job.get("if") == "needs.changes.outputs.code != 'false'"}
    assert skipped == {"fast-tests", "site-tests", "browser-tests", "properdocs", "cites"}
    assert set(jobs) - skipped == {"changes", "entries", "site", "coverage"}  # coverage needs the tests

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    git("commit", "--allow-empty", "-m", "Base")
    git("checkout", "-b", "change")
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("title: New\n")
    git("add", ".")
    git("commit", "-m", "Change")
    git("checkout", "main")
    git("merge", "--no-ff", "change")
    output = tmp_path / "output"
    environment = {**os.environ, "GITHUB_OUTPUT": str(output)}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, check=True, env=environment)
    assert output.read_text() == f"code={str(runs_tests).lower()}\n"


def test_the_default_branch_is_published_whatever_its_name() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text())
    assert workflow[True]["push"] == {"branches": ["**"]}  # YAML reads the key `on` as true
    build, deploy = (workflow["jobs"][name] for name in ("build", "deploy"))
    assert build["if"] == "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)"
    assert deploy["needs"] == "build"  # which is skipped on other branches
    assert "github.ref" in workflow["concurrency"]["group"]


def test_github_pages_gives_the_build_the_address_of_the_site() -> None:
    steps = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text())["jobs"]["build"]["steps"]
    (pages,) = [step for step in steps if step.get("uses", "").startswith("actions/configure-pages@")]
    (build,) = [step for step in steps if step.get("run") == "make build"]
    assert build["env"] == {"PAGES_BASE_URL": f"${{{{ steps.{pages['id']}.outputs.base_url }}}}"}
    assert steps.index(pages) < steps.index(build)


def test_workflow_steps_run_commands_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    text = "\n".join(path.read_text() for path in (ROOT / ".github/workflows").glob("*.yml"))
    called = set(re.findall(r"run: make ([a-z][a-z-]+)", text))
    needed = {"check", "build", "test-fast", "test-site", "test-browser", "coverage", "properdocs", "cites"}
    assert needed <= called <= targets
    steps = set(re.findall(r"^([a-z-]+):", (ROOT / ".github/steps.mk").read_text(), re.MULTILINE))
    assert set(re.findall(r"run: make -s?f .github/steps.mk ([a-z-]+)", text)) == steps


def test_make_help_lists_every_target() -> None:
    text = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", text, re.MULTILINE)) - {"help"}
    assert set(re.findall(r"echo \"make ([a-z-]+) ", text)) == targets


def test_ci_tests_the_python_versions_that_the_package_supports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = [found[1] for one in project["classifiers"] if (found := re.search(r":: (3\.\d+)$", one))]
    workflow = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text())
    assert workflow["jobs"]["fast-tests"]["strategy"]["matrix"]["python"] == named
    assert project["requires-python"] == f">={named[0]}"


def test_the_jobs_of_ci_run_every_test_once() -> None:
    marks = re.findall(r'^\t\$\(PYTEST\) -m "?([^"\n]+)"?$', (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert len(marks) == 3
    for folder in ("unit", "search", "site", "hostile", "browser"):
        for opens_pages in {folder == "browser", folder in ("browser", "hostile")}:
            names = dict.fromkeys(("unit", "search", "site", "hostile", "browser"), False)
            names |= {folder: True} | ({"browser": True} if opens_pages else {})
            assert [eval(mark, {}, names) for mark in marks].count(True) == 1, (folder, opens_pages)


def test_every_hook_runs_a_locked_tool() -> None:
    (local,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert local["repo"] == "local"
    hooks = {hook["id"]: hook for hook in local["hooks"]}
    assert {"ruff", "ruff-format", "typos", "biome", "zizmor", "mypy", "tsc"} <= set(hooks)
    assert {hook["language"] for hook in hooks.values()} == {"system"}
    assert [name for name, hook in hooks.items() if not hook["entry"].startswith((".venv/bin/", "tests/node/"))] == []


@pytest.mark.parametrize("folder", ["tests/node", "bench/search"])
def test_lock_files_of_npm_have_hashes_and_name_no_host(folder: str) -> None:
    packages = json.loads((ROOT / folder / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in packages.items() if name)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_files_of_python_have_hashes_and_name_no_host(lock: Path) -> None:
    assert "://" not in lock.read_text()
    entries = re.split(r"\n(?=\S)", lock.read_text())
    packages = [entry for entry in entries if re.match(r"[a-z0-9]", entry)]
    assert len(packages) > 30
    assert [entry.split()[0] for entry in packages if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_dependabot_finds_what_it_needs_to_update_a_lock_file(lock: Path) -> None:
    """Dependabot looks for an input file of the same name, and reads the options in the header."""
    asked = lock.with_suffix(".in")
    assert asked.exists()
    header = "".join(line for line in lock.read_text().splitlines(keepends=True) if line.startswith("#"))
    assert "uv pip compile --universal --python-version 3.11 --generate-hashes" in header
    assert f"--output-file {lock.relative_to(ROOT).as_posix()}" in header
    ecosystems = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text())["updates"]
    assert {"github-actions", "uv", "npm"} == {one["package-ecosystem"] for one in ecosystems}


def test_the_environment_has_what_the_package_requires() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = {*project["dependencies"], *chain(*project["optional-dependencies"].values())}
    assert asked <= set((ROOT / "requirements/dev.in").read_text().splitlines())


def test_both_lock_files_have_the_same_versions() -> None:
    dev, properdocs = (dict(re.findall(r"^([a-z][\w.-]+)==(\S+)", lock.read_text(), re.MULTILINE)) for lock in LOCKS)
    assert {name for name in dev.keys() & properdocs.keys() if dev[name] != properdocs[name]} == set()


def test_the_citation_file_is_valid_and_names_this_version() -> None:
    result = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.citation-file-format", "CITATION.cff")
    assert result.returncode == 0, result.stdout + result.stderr
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"] == paperatlas.__version__


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "make test " in (ROOT / "README.md").read_text()
    assert "make test" in (ROOT / ".ci/run").read_text()
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_the_folders_and_pictures_that_the_readme_names_exist() -> None:
    text = (ROOT / "README.md").read_text()
    paths = re.findall(r"^\| `([\w/]+/)`", text, re.MULTILINE) + re.findall(r"!\[.*?\]\((.+?)\)", text)
    assert len(paths) > 8
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("folder", ["src/paperatlas/templates", "src/paperatlas/assets"])
def test_no_line_of_a_template_script_or_style_is_too_long_to_read(folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in (".html", ".js", ".css")]
    assert files
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 120
    ]
    assert long == []
