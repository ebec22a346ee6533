"""Addresses of the repository and of the site, which edit and report links use."""

from __future__ import annotations

import subprocess

import pytest

from paperatlas.addresses import Addresses, domain_of, edit_address, forge_of, pages_of, web_address, without_user
from paperatlas.checkout import checkout_of


def git(folder, *command):
    env = {"PATH": "/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", folder, *who, *command], check=True, env=env, capture_output=True)


@pytest.fixture
def folder(tmp_path):
    """A git repository without a remote."""
    git(tmp_path, "init", "--quiet", "--initial-branch", "work", ".")
    return tmp_path


def commit(folder):
    (folder / "file").write_text("text", encoding="utf-8")
    git(folder, "add", "file")
    git(folder, "commit", "--quiet", "-m", "first")


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/owner/atlas",
        "https://github.com/owner/atlas.git",
        "https://github.com/owner/atlas/",
        "https://github.com/owner/atlas.git/",
        "https://www.github.com/owner/atlas",
        "https://GitHub.com/owner/atlas",
        "https://github.com:443/owner/atlas",
        "http://github.com/owner/atlas",
        "git://github.com/owner/atlas.git",
        "https://token@github.com/owner/atlas.git",
        "https://user:token@github.com/owner/atlas.git",
        "git@github.com:owner/atlas.git",
        "git@github.com:/owner/atlas.git",
        "github.com:owner/atlas",
        "org-123@github.com:owner/atlas.git",
        "git@github.com-work:owner/atlas.git",
        "git@ssh.github.com:owner/atlas.git",
        "ssh://git@github.com/owner/atlas.git",
        "ssh://git@github.com:22/owner/atlas",
        "ssh://git@ssh.github.com:443/owner/atlas.git",
        "git+ssh://git@github.com/owner/atlas.git",
        "ssh://github.com/owner/atlas",
    ],
)
def test_the_repository_comes_from_the_remote_in_any_spelling(folder, remote):
    git(folder, "remote", "add", "origin", remote)
    assert checkout_of(folder, {}).repository == "https://github.com/owner/atlas"


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@gitlab.com:group/sub/deep/atlas.git", "https://gitlab.com/group/sub/deep/atlas"),
        ("https://oauth2:secret@gitlab.com/group/atlas.git", "https://gitlab.com/group/atlas"),
        ("ssh://git@altssh.gitlab.com:443/group/atlas.git", "https://gitlab.com/group/atlas"),
        ("ssh://git@gitlab.example.org:2222/group/sub/atlas.git", "https://gitlab.example.org/group/sub/atlas"),
        ("https://gitlab.example.org:8443/group/atlas", "https://gitlab.example.org:8443/group/atlas"),
        ("http://gitlab.example.org/group/atlas", "http://gitlab.example.org/group/atlas"),
        ("git@codeberg.org:owner/atlas.git", "https://codeberg.org/owner/atlas"),
        ("ssh://git@codeberg.org/owner/atlas.git", "https://codeberg.org/owner/atlas"),
        ("git@github.example.com:owner/atlas.git", "https://github.example.com/owner/atlas"),
        ("https://acme.ghe.com/owner/atlas", "https://acme.ghe.com/owner/atlas"),
        ("https://forgejo.example.org/owner/atlas.js.git", "https://forgejo.example.org/owner/atlas.js"),
    ],
)
def test_other_hosts_are_known_too(folder, remote, address):
    git(folder, "remote", "add", "origin", remote)
    assert checkout_of(folder, {}).repository == address


@pytest.mark.parametrize(
    "remote",
    [
        "https://example.org/owner/atlas",
        "https://github.com/owner",
        "https://github.com/owner/atlas/tree",
        "https://github.com/owner/atlas.wiki.git",
        "/srv/atlas.git",
        "../atlas",
        "C:/atlas",
        "file:///srv/github.com/owner/atlas",
        'https://github.com/owner/at"las',
        "https://github.com/owner/..",
    ],
)
def test_a_remote_that_is_not_on_a_known_host_is_ignored(folder, remote):
    git(folder, "remote", "add", "origin", remote)
    assert checkout_of(folder, {}).repository == ""


def test_a_shortened_remote_is_written_out(folder):
    git(folder, "config", "url.https://github.com/.insteadOf", "gh:")
    git(folder, "remote", "add", "origin", "gh:owner/atlas")
    assert checkout_of(folder, {}).repository == "https://github.com/owner/atlas"


def test_a_folder_without_a_remote_has_no_repository(folder):
    assert checkout_of(folder, {}).repository == checkout_of(folder, {}).branch == ""


def test_a_clone_that_belongs_to_another_user_is_read_too(folder, monkeypatch):
    git(folder, "remote", "add", "origin", "https://github.com/owner/atlas")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # git then takes every folder for that of another user
    assert checkout_of(folder, {}).repository == "https://github.com/owner/atlas"


def test_a_remote_may_have_another_name(folder):
    git(folder, "remote", "add", "upstream", "https://github.com/owner/atlas")
    assert checkout_of(folder, {}, "upstream").repository == "https://github.com/owner/atlas"


def test_an_atlas_in_a_folder_of_a_repository_is_edited_there(folder):
    git(folder, "remote", "add", "origin", "https://github.com/owner/atlas")
    (folder / "maps/atlas").mkdir(parents=True)
    assert checkout_of(folder / "maps/atlas", {}).folder == "maps/atlas/"


@pytest.mark.parametrize("branch", ["trunk", "release/2"])
def test_a_clone_knows_the_default_branch_of_its_remote(folder, tmp_path_factory, branch):
    commit(folder)
    git(folder, "branch", branch)
    git(folder, "checkout", "--quiet", branch)
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--quiet", str(folder), ".")
    git(clone, "checkout", "--quiet", "-b", "my-entry")
    assert checkout_of(clone, {}).branch == branch


def test_a_repository_pushed_by_hand_has_its_only_branch_as_default(folder, tmp_path_factory):
    bare = tmp_path_factory.mktemp("bare")
    git(bare, "init", "--quiet", "--bare", ".")
    commit(folder)
    git(folder, "remote", "add", "origin", str(bare))
    git(folder, "push", "--quiet", "origin", "HEAD:master")
    assert checkout_of(folder, {}).branch == "master"


GITHUB = {"GITHUB_REPOSITORY": "Owner/atlas"}
ENTERPRISE = {**GITHUB, "GITHUB_SERVER_URL": "https://git.example.com"}
CODEBERG = {**GITHUB, "GITHUB_SERVER_URL": "https://codeberg.org", "GITEA_ACTIONS": "true"}
GITLAB = {"CI_PROJECT_URL": "https://code.example.org/group/sub/atlas"}
WOODPECKER = {"CI_REPO_URL": "https://code.example.org/owner/atlas", "CI_FORGE_TYPE": "forgejo"}
CI = {
    "GitHub": (GITHUB, "https://github.com/Owner/atlas", "github", "https://owner.github.io/atlas/"),
    "Enterprise": (
        ENTERPRISE,
        "https://git.example.com/Owner/atlas",
        "github",
        "https://pages.git.example.com/Owner/atlas/",
    ),
    "Codeberg": (CODEBERG, "https://codeberg.org/Owner/atlas", "forgejo", "https://owner.codeberg.page/atlas/"),
    "Forgejo": (
        {"FORGEJO_REPOSITORY": "o/n", "FORGEJO_SERVER_URL": "https://code.example.org"},
        "https://code.example.org/o/n",
        "forgejo",
        "",
    ),
    "GitLab": (GITLAB, "https://code.example.org/group/sub/atlas", "gitlab", ""),
    "GitLab with Pages": (
        {**GITLAB, "CI_PAGES_URL": "https://atlas-1a2b.pages.example.org"},
        "https://code.example.org/group/sub/atlas",
        "gitlab",
        "https://atlas-1a2b.pages.example.org/",
    ),
    "Woodpecker": (WOODPECKER, "https://code.example.org/owner/atlas", "forgejo", ""),
    "GitHub with Pages": (
        {**GITHUB, "PAGES_BASE_URL": "https://atlas.example.org"},
        "https://github.com/Owner/atlas",
        "github",
        "https://atlas.example.org/",
    ),
    "an empty address of Pages": (
        {**GITHUB, "PAGES_BASE_URL": ""},
        "https://github.com/Owner/atlas",
        "github",
        "https://owner.github.io/atlas/",
    ),
}


@pytest.mark.parametrize("name", CI)
def test_the_repository_that_ci_names_takes_precedence(folder, name):
    env, repository, forge, site = CI[name]
    git(folder, "remote", "add", "origin", "https://github.com/remote/atlas")
    found = checkout_of(folder, env)
    assert (found.repository, found.forge, found.site) == (repository, forge, site)


@pytest.mark.parametrize(
    ("env", "branch"),
    [
        ({"GITHUB_REF_NAME": "trunk", "GITHUB_REF_TYPE": "branch"}, "trunk"),
        ({"GITHUB_REF_NAME": "7/merge", "GITHUB_REF_TYPE": "branch", "GITHUB_BASE_REF": "trunk"}, "trunk"),
        ({"GITHUB_REF_NAME": "v1.0", "GITHUB_REF_TYPE": "tag"}, ""),
        ({"CI_COMMIT_BRANCH": "trunk", "CI_DEFAULT_BRANCH": "main"}, "trunk"),
        ({"CI_COMMIT_TAG": "v1.0", "CI_DEFAULT_BRANCH": "trunk"}, "trunk"),
        ({"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "trunk", "CI_DEFAULT_BRANCH": "main"}, "trunk"),
    ],
)
def test_the_branch_comes_from_ci(folder, env, branch):
    assert checkout_of(folder, env).branch == branch


def test_without_a_repository_there_are_no_links():
    assert Addresses().edit("papers/gla.yml") == Addresses().report("GLA", "https://example.org/papers/gla/") == ""


def test_edit_links_encode_special_characters():
    entries = edit_address("https://github.com/owner/atlas", "github", "a b/#1") + "data/"
    assert Addresses(entries=entries).edit("papers/a b.yml") == (
        "https://github.com/owner/atlas/edit/a%20b/%231/data/papers/a%20b.yml"
    )


def test_edit_links_follow_the_kind_of_host():
    assert edit_address("https://gitlab.com/g/s/n", "gitlab", "main") == "https://gitlab.com/g/s/n/-/edit/main/"
    assert edit_address("https://codeberg.org/o/n", "forgejo", "main") == "https://codeberg.org/o/n/_edit/main/"
    assert edit_address("https://git.example.com/o/n", "github", "main") == "https://git.example.com/o/n/edit/main/"
    assert edit_address("https://git.example.com/o/n", "", "main") == ""


def test_report_links_open_the_form_for_new_issues_of_the_host():
    title, page = "Q&A", "https://a.b/?c=d"
    assert Addresses("https://github.com/owner/atlas", forge="github").report(title, page) == (
        "https://github.com/owner/atlas/issues/new"
        "?template=mistake.yml&title=Mistake%3A%20Q%26A&entry=https%3A%2F%2Fa.b%2F%3Fc%3Dd"
    )
    body = "Page%3A%20https%3A%2F%2Fa.b%2F%3Fc%3Dd%0A%0AWhat%20is%20wrong%3A%0A%0ASource%3A%0A"
    assert Addresses("https://gitlab.com/g/s/n", forge="gitlab").report(title, page) == (
        f"https://gitlab.com/g/s/n/-/issues/new?issue%5Btitle%5D=Mistake%3A%20Q%26A&issue%5Bdescription%5D={body}"
    )
    assert Addresses("https://codeberg.org/o/n", forge="forgejo").report(title, page) == (
        f"https://codeberg.org/o/n/issues/new?title=Mistake%3A%20Q%26A&body={body}"
    )
    assert Addresses("https://git.example.org/o/n").report(title, page) == ""


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://github.com/Owner/Owner.github.io", "https://owner.github.io/"),
        ("https://github.com/Owner/atlas", "https://owner.github.io/atlas/"),
        ("https://gitlab.com/Group/group.gitlab.io", "https://group.gitlab.io/"),
        ("https://gitlab.com/group/sub/atlas", "https://group.gitlab.io/sub/atlas/"),
        ("https://codeberg.org/Owner/pages", "https://owner.codeberg.page/"),
        ("https://codeberg.org/owner/atlas", "https://owner.codeberg.page/atlas/"),
        ("https://github.example.com/owner/atlas", "https://pages.github.example.com/owner/atlas/"),
        ("https://gitlab.example.com/owner/atlas", ""),
        ("https://github.com/owner", ""),
        ("", ""),
    ],
)
def test_the_site_of_a_repository_is_where_its_host_publishes_it(repository, address):
    assert pages_of(repository, forge_of(repository)) == address


@pytest.mark.parametrize("text", ["atlas.example.org", "\ufeffAtlas.example.org\r\n", "https://atlas.example.org/\n"])
def test_a_cname_file_gives_the_domain(text):
    assert domain_of(text) == "atlas.example.org"


@pytest.mark.parametrize("text", ["", "atlas", "two words.org", "a.org\nb.org", "a.org/path", '"><b>.org'])
def test_a_cname_file_without_one_domain_gives_none(text):
    assert domain_of(text) == ""


def test_an_address_is_shown_without_a_token():
    assert without_user("https://me:token@example.org/a@b") == "https://example.org/a@b"
    assert web_address("https://me:to@ken@github.com/owner/atlas") in ("", "https://github.com/owner/atlas")


@pytest.mark.parametrize(
    ("repository", "host", "fills", "suggest"),
    [
        ("https://github.com/o/n", "GitHub", True, "https://github.com/o/n/issues/new"),
        ("https://gitlab.com/o/n", "GitLab", False, ""),
        ("https://codeberg.org/o/n", "Forgejo", True, ""),
        ("https://example.org/o/n", "the repository", False, ""),
        ("", "the repository", False, ""),
    ],
)
def test_a_form_offers_only_what_the_host_can_do(repository, host, fills, suggest):
    addresses = Addresses(repository, forge=forge_of(repository))
    assert (addresses.host, addresses.fills, addresses.suggest) == (host, fills, suggest)
