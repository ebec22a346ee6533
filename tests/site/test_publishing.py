"""`mkdocs gh-deploy` and `mike deploy` publish the whole site to a git repository, as for any MkDocs site."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.org"))
    },
}
# mike's own command. It runs the program `mkdocs`, which is beside the Python of the tests.
MIKE = (sys.executable, "-c", "import sys; from mike.driver import main; sys.exit(main())")
PROGRAMS = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
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


@pytest.fixture(scope="module")
def published(tmp_path_factory, copy_small_project, mkdocs) -> Path:
    """What `mike deploy` published: the versions 1.0 and 2.0, and `latest`, another name for 2.0."""
    folder = tmp_path_factory.mktemp("mike")
    project = with_versions(copy_small_project(folder / "project"))
    bare = repository(project)
    for version in ("1.0", "2.0"):
        done = mkdocs(
            *(project, "deploy", "--push", "--update-aliases", version, "latest"),
            command=MIKE,
            env=GIT | PROGRAMS | {"GITHUB_REPOSITORY": "owner/atlas"},
        )
        assert done.returncode == 0, done.stderr
    return checked_out(bare, folder / "published")


def test_mike_publishes_each_version_whole_and_an_alias_that_leads_to_one(published, files_of, mkdocs, tmp_path):
    project = published.parent / "project"
    environment = GIT | {"GITHUB_REPOSITORY": "owner/atlas"}
    assert mkdocs(project, "build", "-d", str(tmp_path / "plain"), env=environment).returncode == 0
    plain = files_of(tmp_path / "plain")
    for version in ("1.0", "2.0", "latest"):
        assert files_of(published / version).keys() == plain.keys(), version
    versions = json.loads((published / "versions.json").read_text(encoding="utf-8"))
    assert {one["version"]: one["aliases"] for one in versions} == {"2.0": ["latest"], "1.0": []}


def test_the_addresses_of_a_version_are_in_its_folder(published, read_site):
    base = "https://owner.github.io/atlas/1.0/"
    pages = read_site(published / "1.0")
    (canonical,) = pages["papers/gla/"].all("link", rel="canonical")
    assert canonical["href"] == f"{base}papers/gla/"
    assert f"<loc>{base}papers/gla/</loc>" in (published / "1.0/sitemap.xml").read_text(encoding="utf-8")
    (brand,) = pages["404.html"].all("a", class_="brand")
    assert urljoin(base, brand["href"]).rstrip("/") == base.rstrip("/")


def test_search_explore_and_the_menu_of_versions_work_in_the_folder_of_a_version(published, serve_folder, page):
    (published / "404.html").write_text("mike writes none", encoding="utf-8")
    opened = page("1.0/papers/gla/", at=serve_folder(published))
    menu = opened.get_by_role("button", name="Select version")
    expect(menu).to_have_text(re.compile("1.0"))
    expect(menu).to_be_visible()
    opened.keyboard.press("/")
    opened.keyboard.type("retnet")
    found = opened.get_by_role("option").first
    expect(found).to_have_attribute("href", re.compile(r"/atlas/1\.0/papers/retnet/$"))
    opened.locator("dialog.finder").evaluate("dialog => dialog.close()")
    menu.focus()
    opened.get_by_role("link", name="2.0", exact=True).click()
    expect(opened).to_have_url(re.compile(r"/atlas/2\.0/papers/gla/$"))
    opened.get_by_role("link", name="Papers", exact=True).first.click()
    expect(opened.locator(".explore .hit").first).to_be_visible()
    expect(opened).to_have_url(re.compile(r"/atlas/2\.0/papers/$"))
    expect(menu).to_have_text(re.compile("2.0"))


def test_a_site_without_versions_has_no_menu_and_asks_for_none(site):
    assert "md-header__topic" not in (site / "index.html").read_text(encoding="utf-8")
