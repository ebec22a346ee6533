"""The steps of the workflows, run as GitHub runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.github_api import github

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
HOSTILE = "$(touch hacked) `touch hacked` ${{ secrets.X }} \"; touch hacked; '"
SKELETON = ROOT / "src/paperatlas/skeleton/dot-github"


def make(project: Path, step: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "-f", ".github/steps.mk", f"BIN={BIN}", "-o", ".venv/.ready", step]
    outer = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # `make test` runs this
    env = {**outer, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(command, cwd=project, env=env, capture_output=True, text=True)


@pytest.fixture
def repository(project: Path) -> Path:
    """The small project in a git repository with one commit, with the workflows and their steps."""
    shutil.copy(ROOT / "Makefile", project)
    shutil.copytree(ROOT / ".github", project / ".github")
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    for arguments in (["init"], ["add", "."], ["commit", "-m", "All"]):
        subprocess.run(["git", *who, *arguments], cwd=project, check=True, capture_output=True)
    return project


def test_a_review_shows_the_changed_entries_with_pictures_and_is_posted_once(repository):
    change = shutil.copytree(repository / "catalog", repository / "change/catalog")
    entry = change / "papers/gla.yml"
    entry.write_text(entry.read_text(encoding="utf-8").replace("short_name: GLA", "short_name: Gated LA"), "utf-8")
    done = make(repository, "review", PREVIEW="https://github.example.org/run/1")
    assert done.returncode == 0, done.stderr
    text = (repository / "out/review.md").read_text(encoding="utf-8")
    assert text.startswith("### 1 file changed\n")
    assert "| short name | GLA | Gated LA |" in text
    names = {f"papers-gla{part}-{when}.png" for part in ("", "-card") for when in ("before", "after")}
    assert {file.name for file in (repository / "out/pictures").iterdir()} == names
    assert all(f"](pictures:/{name})" in text for name in names)
    with github() as known:
        there = {"GITHUB_API_URL": known.address, "GITHUB_REPOSITORY": "owner/atlas", "GITHUB_TOKEN": "secret"}
        for _ in range(2):
            assert make(repository, "comment", PULL="7", **there).returncode == 0
        (comment,) = known.comments
        assert "pictures:" not in comment["body"]
        assert set(known.files("review-pictures")) == {f"7/{name}" for name in names}
        known.pulls.append({"number": 7, "head": {"ref": "b", "sha": "abc"}})
        assert make(repository, "pull", PULL="", COMMIT="abc", **there).stdout == "pull=7\n"
        assert make(repository, "pull", PULL="", COMMIT="none", **there).stdout == "pull=\n"
        assert make(repository, "pull", PULL="9", COMMIT="", **there).stdout == "pull=9\n"


def test_no_step_runs_what_a_title_or_a_link_contains(repository):
    out = repository / "out"
    (out / "entries/papers").mkdir(parents=True)
    (out / "entries/papers/new.yml").write_text("title: A\n", encoding="utf-8")
    for name in ("answer.md", "pull.md", "title.txt"):
        (out / name).write_text(HOSTILE, encoding="utf-8")
    with github() as known:
        there = {"GITHUB_API_URL": known.address, "GITHUB_REPOSITORY": "owner/atlas", "GITHUB_TOKEN": "secret"}
        done = make(repository, "propose", NUMBER="12", **there)
        assert done.returncode == 0, done.stderr
        assert known.pulls[0]["title"] == HOSTILE
        assert known.files("suggest/issue-12") == {"catalog/papers/new.yml": b"title: A\n"}
        assert known.comments[0]["body"].endswith(HOSTILE)
        shutil.rmtree(out)
        assert make(repository, "propose", NUMBER="12", **there).returncode == 0, "the issue was no suggestion"
        out.mkdir()
        (out / "links.md").write_text("", encoding="utf-8")
        writes = list(known.writes)
        assert make(repository, "tell", **there).returncode == 0
        assert known.writes == writes, "nothing is new"
    assert not list(repository.rglob("hacked"))


def test_an_answer_without_an_entry_and_a_review_without_pictures_are_written_too(repository):
    """GitHub passes no empty folders from one job to the next."""
    out = repository / "out"
    out.mkdir()
    for name in ("answer.md", "pull.md", "title.txt", "review.md"):
        (out / name).write_text("Please edit the link.\n", encoding="utf-8")
    with github() as known:
        there = {"GITHUB_API_URL": known.address, "GITHUB_REPOSITORY": "owner/atlas", "GITHUB_TOKEN": "secret"}
        for step in ("propose", "comment"):
            done = make(repository, step, NUMBER="12", PULL="13", **there)
            assert done.returncode == 0, done.stderr
        assert [one["issue"] for one in known.comments] == [12, 13]


def test_a_catalogue_that_is_a_link_is_not_followed(repository, tmp_path):
    (repository / "change").mkdir()
    (repository / "change/catalog").symlink_to(tmp_path)
    done = make(repository, "review", PREVIEW="")
    assert done.returncode and "catalog is a link in this change" in done.stderr
    assert (repository / "catalog/papers").is_dir()


@pytest.mark.parametrize("name", ["steps.mk", *(f"workflows/{name}.yml" for name in ("suggest", "review", "keep-up"))])
def test_a_new_atlas_has_the_same_workflows(name):
    assert (SKELETON / name).read_bytes() == (ROOT / ".github" / name).read_bytes()
