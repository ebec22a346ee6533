"""`mkdocs gh-deploy` and `mike deploy` publish the whole site to a git repository, as for any MkDocs site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.org"))
    },
}
# mike's own command: its module can also be run where the program is not on the path.
MIKE = (sys.executable, "-c", "import sys; from mike.driver import main; sys.exit(main())")
VERSIONS = "plugins: [mike]"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=os.environ | GIT, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def repository(project: Path) -> Path:
    """Makes the project a repository with a bare one as its origin. Returns the bare one."""
    bare = project.parent / "origin.git"
    git(project.parent, "init", "--quiet", "--bare", str(bare))
    (project / ".gitignore").write_text("/site/\n__pycache__/\n", encoding="utf-8")
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message=All")
    git(project, "remote", "add", "origin", str(bare))
    git(project, "push", "--quiet", "origin", "main")
    return bare


def checked_out(bare: Path, folder: Path) -> Path:
    """The published branch, as a web server would serve it."""
    git(bare.parent, "clone", "--quiet", "--branch=gh-pages", str(bare), str(folder))
    return folder


def with_versions(project: Path) -> Path:
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert "\nplugins: []" in text
    text = text.replace("\nplugins: []", f"\n{VERSIONS}").replace(
        "\nextra:\n", "\nextra:\n  version: {provider: mike}\n"
    )
    settings.write_text(text, encoding="utf-8")
    return project


@pytest.fixture
def files_of(read_tree):
    """The files of a folder, but for those of git."""
    return lambda folder: {path: data for path, data in read_tree(folder).items() if not path.startswith(".git/")}


def test_gh_deploy_publishes_the_whole_site(project, mkdocs, files_of, tmp_path):
    bare = repository(project)
    done = mkdocs(project, "gh-deploy", env=GIT)
    assert done.returncode == 0, done.stderr
    published = files_of(checked_out(bare, tmp_path / "published"))
    assert mkdocs(project, "build", "-d", str(tmp_path / "plain"), env=GIT).returncode == 0
    assert published == {**files_of(tmp_path / "plain"), ".nojekyll": b""}
    assert {"404.html", "index.html"} <= published.keys()
    assert any(path.startswith("search/columns-") for path in published)


def test_gh_deploy_twice_publishes_only_the_new_site(project, mkdocs, files_of, tmp_path):
    bare = repository(project)
    assert mkdocs(project, "gh-deploy", env=GIT).returncode == 0
    entry = project / "catalog/papers/gla.yml"
    text = entry.read_text(encoding="utf-8")
    entry.write_text(text.replace("summary: ", "summary: Quixotic. "), encoding="utf-8")
    assert mkdocs(project, "gh-deploy", env=GIT).returncode == 0
    published = files_of(checked_out(bare, tmp_path / "published"))
    assert b"Quixotic." in published["papers/gla/index.html"]
    assert sum(path.startswith("search/text-") for path in published) == 1


def test_gh_deploy_of_a_faulty_catalogue_publishes_nothing(project, mkdocs):
    bare = repository(project)
    (project / "catalog/papers/gla.yml").write_text("title: [\n", encoding="utf-8")
    assert mkdocs(project, "gh-deploy", env=GIT).returncode == 1
    assert "gh-pages" not in git(bare, "branch", "--list")


def test_mike_publishes_each_version_whole_and_an_alias_that_leads_to_one(project, mkdocs, files_of, tmp_path):
    bare = repository(with_versions(project))
    for version in ("1.0", "2.0"):
        done = mkdocs(project, "deploy", "--push", "--update-aliases", version, "latest", command=MIKE, env=GIT)
        assert done.returncode == 0, done.stderr
    published = checked_out(bare, tmp_path / "published")
    assert mkdocs(project, "build", "-d", str(tmp_path / "plain"), env=GIT).returncode == 0
    plain = files_of(tmp_path / "plain")
    for version in ("1.0", "2.0", "latest"):
        assert files_of(published / version).keys() == plain.keys(), version
    versions = json.loads((published / "versions.json").read_text(encoding="utf-8"))
    assert {one["version"]: one["aliases"] for one in versions} == {"2.0": ["latest"], "1.0": []}
