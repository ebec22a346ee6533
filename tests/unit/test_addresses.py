"""Addresses of the repository and of the site, which edit and report links use."""

from __future__ import annotations

import subprocess

import pytest

from paperatlas.addresses import Addresses, pages_of, repository_of


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A git repository without a remote, on a machine that is not CI."""
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    monkeypatch.delenv("GITHUB_SERVER_URL", raising=False)
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    return tmp_path


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/owner/atlas",
        "https://github.com/owner/atlas.git",
        "https://github.com/owner/atlas/",
        "https://user:token@github.com/owner/atlas.git",
        "git@github.com:owner/atlas.git",
        "ssh://git@github.com/owner/atlas.git",
    ],
)
def test_the_repository_comes_from_the_remote_origin(folder, remote):
    subprocess.run(["git", "-C", folder, "remote", "add", "origin", remote], check=True)
    assert repository_of(folder) == "https://github.com/owner/atlas"


@pytest.mark.parametrize("remote", ["https://example.org/owner/atlas", "https://github.com/owner", "/srv/atlas.git"])
def test_a_remote_that_is_not_a_github_repository_is_ignored(folder, remote):
    subprocess.run(["git", "-C", folder, "remote", "add", "origin", remote], check=True)
    assert repository_of(folder) == ""


def test_a_folder_without_a_remote_has_no_repository(folder):
    assert repository_of(folder) == ""


def test_the_repository_that_ci_names_takes_precedence(folder, monkeypatch):
    subprocess.run(["git", "-C", folder, "remote", "add", "origin", "https://github.com/owner/atlas"], check=True)
    monkeypatch.setenv("GITHUB_REPOSITORY", "fork/atlas")
    assert repository_of(folder) == "https://github.com/fork/atlas"
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example.org")
    assert repository_of(folder) == "https://github.example.org/fork/atlas"


def test_without_a_repository_there_are_no_links():
    assert Addresses().edit("papers/gla.yml") == Addresses().report("GLA", "https://example.org/papers/gla/") == ""


def test_edit_and_report_links_encode_special_characters():
    addresses = Addresses("https://github.com/owner/atlas", catalogue="data", branch="trunk")
    assert addresses.edit("papers/a b.yml") == "https://github.com/owner/atlas/edit/trunk/data/papers/a%20b.yml"
    assert addresses.report("Q&A", "https://a.b/?c=d") == (
        "https://github.com/owner/atlas/issues/new"
        "?template=mistake.yml&title=Mistake%3A%20Q%26A&entry=https%3A%2F%2Fa.b%2F%3Fc%3Dd"
    )


def test_a_repository_named_like_its_site_is_published_at_the_root():
    assert pages_of("https://github.com/Owner/Owner.github.io/") == "https://owner.github.io/"
    assert pages_of("https://github.com/Owner/atlas/") == "https://owner.github.io/atlas/"
