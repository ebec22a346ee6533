"""The addresses of the site and its sources come from CI or the git remote; if both are missing, the build says so."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

PAGE = "papers/gla/index.html"


@pytest.fixture
def build(project, mkdocs, read_site):
    def build(**env: str):
        done = mkdocs(project, "build", env={"GIT_CONFIG_GLOBAL": os.devnull, **env})
        assert done.returncode == 0, done.stderr
        return done.stderr, read_site(project / "site")

    return build


def _is_published_at(documents, address: str) -> bool:
    """Whether the canonical link of every page is its own address, and that of a redirect the address of a page."""

    def is_right(path: str, document) -> bool:
        (canonical,) = (link["href"] for link in document.all("link", rel="canonical"))
        is_redirect = document.all("meta", name="robots")
        return canonical.removeprefix(address) in documents if is_redirect else canonical == address + path

    return all(is_right(path, document) for path, document in documents.items() if path != "404.html")


def _addresses(documents) -> set[str]:
    return {address for document in documents.values() for _, address in document.links}


def _has_nothing_that_needs_an_address(site: Path, documents) -> None:
    assert not [*site.rglob("*.atom"), *site.rglob("*feed*.json"), *site.glob("opensearch.xml")]
    named = {link["href"] for link in documents["whats-new/"].all("link") if "href" in link}
    assert not [one for one in named if one.endswith((".atom", "opensearch.xml", ".feed.json"))]
    assert "../papers.bib" in dict(documents["data/"].links).values()
    assert not [to for to in _addresses(documents) if to.endswith((".atom", ".feed.json"))]
    for name in ("sitemap.xml", "robots.txt"):
        assert "127.0.0.1" not in (site / name).read_text(encoding="utf-8")


def test_without_a_repository_there_are_no_edit_links_and_the_build_says_so(build, project):
    printed, documents = build()
    assert "No repository configured; edit and report links are omitted." in printed
    assert printed.count("No site_url configured") == 1
    assert _is_published_at(documents, "http://127.0.0.1:8000/")
    texts = {text.strip() for document in documents.values() for text, _ in document.links}
    assert "Start a new entry" not in documents["contribute/"].text
    assert not {text for text in texts if re.match(r"(?i)edit this|report a|source and data", text)}
    assert not {one for one in _addresses(documents) if re.search(r"github\.com/[^/]+/[^/]+/(edit|issues/new)", one)}
    assert "None" not in documents["papers/gla/"].text
    _has_nothing_that_needs_an_address(project / "site", documents)


def test_a_build_on_github_finds_its_repository(build):
    printed, documents = build(GITHUB_REPOSITORY="Some-One/maps")
    assert "No repository" not in printed and "No site_url" not in printed
    assert _is_published_at(documents, "https://some-one.github.io/maps/")
    assert "../feed.atom" in {link.get("href") for link in documents["whats-new/"].all("link")}
    found = dict(documents["papers/gla/"].links)
    assert found["Edit this entry"] == "https://github.com/Some-One/maps/edit/main/catalog/papers/gla.yml"
    assert "https://github.com/Some-One/maps/edit/main/docs/contribute.md" in _addresses(documents)
    (new,) = {to for text, to in documents["contribute/"].links if text == "Start a new entry in the browser"}
    begin, _, text = new.partition("?value=")
    assert begin == "https://github.com/Some-One/maps/new/main/catalog/papers"
    assert unquote(text).startswith("title: The exact title\nauthors: [First Author, Second Author]\n")
    # The 404 page is served at any depth, so its links start at the root of the host.
    assert ("Authors", "/maps/authors/") in [(text[:7], address) for text, address in documents["404.html"].links]


def test_a_repository_named_after_its_owner_is_published_at_the_root(build):
    _, documents = build(GITHUB_REPOSITORY="some-one/some-one.github.io")
    assert _is_published_at(documents, "https://some-one.github.io/")


@pytest.mark.parametrize(
    "remote",
    [
        "git@github.com:some-one/maps.git",
        "https://x-access-token:ghs_secret@github.com/some-one/maps.git",
    ],
)
def test_a_clone_finds_its_repository_through_its_remote(remote, project, build, read_tree):
    for command in (["init", "--quiet"], ["remote", "add", "origin", remote]):
        subprocess.run(
            ["git", "-C", project, *command], check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
        )
    _, documents = build()
    assert _is_published_at(documents, "https://some-one.github.io/maps/")
    edit = "https://github.com/some-one/maps/edit/main/catalog/papers/gla.yml"
    assert dict(documents["papers/gla/"].links)["Edit this entry"] == edit
    assert not [path for path, content in read_tree(project / "site").items() if b"ghs_secret" in content]


def test_a_remote_on_another_host_is_ignored(project, build):
    for command in (["init", "--quiet"], ["remote", "add", "origin", "https://git.example.org/some-one/maps.git"]):
        subprocess.run(
            ["git", "-C", project, *command], check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
        )
    printed, documents = build()
    assert "No repository configured" in printed
    assert not [address for address in _addresses(documents) if "git.example.org" in address]


def _set(project, lines: str) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(lines + settings.read_text(encoding="utf-8"), encoding="utf-8")


def _edit_links(documents) -> tuple[str, str]:
    """Where an entry and a hand-written page are edited."""
    (page,) = {to for text, to in documents["contribute/"].links if "contribute.md" in to}
    return dict(documents["papers/gla/"].links)["Edit this entry"], page


GITHUB = "https://github.com/settings/said/edit"


@pytest.mark.parametrize(
    ("lines", "branch", "entry", "page"),
    [
        ("", "trunk", f"{GITHUB}/trunk/catalog/papers/gla.yml", f"{GITHUB}/trunk/docs/contribute.md"),
        (
            "edit_uri: edit/dev/docs/\n",
            "trunk",
            f"{GITHUB}/dev/catalog/papers/gla.yml",
            f"{GITHUB}/dev/docs/contribute.md",
        ),
        (
            "edit_uri: https://example.org/e/docs\n",
            "trunk",
            "https://example.org/e/catalog/papers/gla.yml",
            "https://example.org/e/docs/contribute.md",
        ),
        (
            "edit_uri_template: edit/dev/docs/{path}\n",
            "trunk",
            f"{GITHUB}/dev/catalog/papers/gla.yml",
            f"{GITHUB}/dev/docs/contribute.md",
        ),
    ],
    ids=["CI's branch", "edit_uri", "a whole edit_uri", "a template"],
)
def test_all_edit_links_follow_the_settings_and_the_branch(lines, branch, entry, page, project, build):
    _set(project, "repo_url: https://github.com/settings/said\n" + lines)
    _, documents = build(GITHUB_REPOSITORY="some-one/maps", GITHUB_REF_NAME=branch)
    assert _edit_links(documents) == (entry, page)


def test_an_empty_edit_uri_leaves_out_edit_links(project, build):
    _set(project, "repo_url: https://github.com/settings/said\nedit_uri: ''\n")
    _, documents = build()
    assert not [to for to in _addresses(documents) if "/edit/" in to]
    assert "Report a mistake." in documents["papers/gla/"].text


def test_links_on_gitlab_have_its_form(build):
    project = "https://gitlab.com/group/sub/maps"
    _, documents = build(
        CI_PROJECT_URL=project, CI_COMMIT_BRANCH="trunk", CI_PAGES_URL="https://group.gitlab.io/sub/maps"
    )
    assert _is_published_at(documents, "https://group.gitlab.io/sub/maps/")
    assert _edit_links(documents) == (
        f"{project}/-/edit/trunk/catalog/papers/gla.yml",
        f"{project}/-/edit/trunk/docs/contribute.md",
    )
    report = dict(documents["papers/gla/"].links)["report a mistake"]
    assert report.startswith(f"{project}/-/issues/new?issue%5Btitle%5D=Mistake")


def test_a_repository_on_an_unknown_host_has_a_link_but_no_edit_links(project, build):
    _set(project, "repo_url: https://me:secret@git.example.org/owner/maps\n")
    printed, documents = build()
    assert "https://git.example.org/owner/maps is on a host of an unknown kind; set `edit_uri`" in printed
    found = {to for to in _addresses(documents) if "git.example.org" in to}
    assert found == {"https://git.example.org/owner/maps"}
    assert "Something wrong?" not in documents["papers/gla/"].text


@pytest.mark.parametrize(
    ("cname", "base", "address"),
    [
        ("atlas.example.org\n", "https://elsewhere.example.org", "https://atlas.example.org/"),
        (None, "https://atlas.example.org", "https://atlas.example.org/"),
        (None, "https://pages.example.com/owner/maps", "https://pages.example.com/owner/maps/"),
        ("two words", "", "https://some-one.github.io/maps/"),
    ],
)
def test_the_site_is_at_its_own_domain(cname, base, address, project, build):
    if cname:
        (project / "docs/CNAME").write_text(cname, encoding="utf-8")
    printed, documents = build(GITHUB_REPOSITORY="some-one/maps", PAGES_BASE_URL=base)
    assert _is_published_at(documents, address)
    assert ("docs/CNAME:1:1: expected one domain" in printed) == (cname == "two words")
    path = "/" + address.split("/", 3)[3]
    missing = documents["404.html"]
    assert ("Authors", f"{path}authors/") in [(text[:7], to) for text, to in missing.links]
    assert [link["href"] for link in missing.all("link", rel="stylesheet")][-1].startswith(f"{path}assets/")


def test_configured_addresses_take_precedence_over_detected_ones(project, build):
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    more = "site_url: https://maps.example.org/here/\nrepo_url: https://github.com/settings/said\n"
    settings.write_text(more + text, encoding="utf-8")
    printed, documents = build(GITHUB_REPOSITORY="some-one/maps")
    assert "No repository" not in printed
    assert _is_published_at(documents, "https://maps.example.org/here/")
    edit = dict(documents["papers/gla/"].links)["Edit this entry"]
    assert edit == "https://github.com/settings/said/edit/main/catalog/papers/gla.yml"


def test_addresses_without_folders_are_refused_with_a_message(project, mkdocs):
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nuse_directory_urls: false\n", encoding="utf-8")
    refused = mkdocs(project, "build")
    assert refused.returncode == 1
    assert "the atlas needs `use_directory_urls: true`" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (project / "site").exists()
