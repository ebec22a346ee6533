"""Where the files come from: the repository and the branch, as CI or git says."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .addresses import as_folder, forge_of, pages_of, web_address

Environment = Mapping[str, str]


@dataclass(frozen=True)
class Checkout:
    """A repository, and the part of it that a folder holds. What is not known is empty."""

    repository: str = ""  # https://github.com/owner/name
    forge: str = ""  # the kind of server, a key of `addresses.EDIT`
    branch: str = ""
    folder: str = ""  # the folder in the repository, with a closing slash; "" for its root
    site: str = ""  # where CI publishes the site


def checkout_of(folder: Path, env: Environment, remote: str = "origin") -> Checkout:
    """What CI says in its environment `env`, and else what git says of a folder."""
    repository, forge = _repository_in_ci(env)
    branch, site = _branch_in_ci(env), _site_in_ci(env)
    if repository and not site:
        site = pages_of(repository, forge)
    if not repository:
        repository = web_address(_git(folder, "remote", "get-url", remote))
        forge = forge_of(repository)
    return Checkout(
        repository if forge else "",
        forge,
        branch or _default_branch(folder, remote),
        _git(folder, "rev-parse", "--show-prefix"),
        site,
    )


def _repository_in_ci(env: Environment) -> tuple[str, str]:
    """The repository that CI builds, and the kind of its server."""
    for name, forge in (("FORGEJO", "forgejo"), ("GITEA", "forgejo"), ("GITHUB", "github")):
        repository = env.get(f"{name}_REPOSITORY")
        if repository:
            # Forgejo and Gitea set the variables of GitHub too.
            actions = "forgejo" if env.get("FORGEJO_ACTIONS") or env.get("GITEA_ACTIONS") else forge
            server = env.get(f"{name}_SERVER_URL") or env.get("GITHUB_SERVER_URL") or "https://github.com"
            found = web_address(f"{server.rstrip('/')}/{repository}")
            return found, forge_of(found) or actions
    if env.get("CI_PROJECT_URL"):
        return web_address(env["CI_PROJECT_URL"]), "gitlab"
    if env.get("CI_REPO_URL"):  # Woodpecker, the CI of Codeberg
        found = web_address(env["CI_REPO_URL"])
        named = env.get("CI_FORGE_TYPE", "")
        return found, {"gitea": "forgejo"}.get(named, named) or forge_of(found)
    return "", ""


def _branch_in_ci(env: Environment) -> str:
    """The branch that CI builds; of a pull request, the one that it is to be merged into."""
    is_branch = env.get("GITHUB_REF_TYPE", "branch") == "branch"
    names = (
        "GITHUB_BASE_REF",
        *(["GITHUB_REF_NAME"] if is_branch else []),
        *("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_COMMIT_TARGET_BRANCH", "CI_COMMIT_BRANCH"),
        *("CI_DEFAULT_BRANCH", "CI_REPO_DEFAULT_BRANCH"),
    )
    return next((env[name] for name in names if env.get(name)), "")


def _site_in_ci(env: Environment) -> str:
    """The address that GitHub Pages (through `publish.yml`) or GitLab Pages gives."""
    found = env.get("PAGES_BASE_URL") or env.get("CI_PAGES_URL")
    return as_folder(found) if found else ""


def _default_branch(folder: Path, remote: str) -> str:
    """The default branch of the remote, as far as the clone knows it; else its only branch."""
    lines = _git(folder, "for-each-ref", "--format=%(refname:lstrip=3) %(symref:lstrip=3)", f"refs/remotes/{remote}")
    branches = {name: target for name, _, target in (line.partition(" ") for line in lines.splitlines())}
    if branches.get("HEAD"):
        return branches["HEAD"]
    return next(iter(branches)) if len(branches) == 1 else ""


def _git(folder: Path, *command: str) -> str:
    """What a git command prints, or "" if it fails. A folder of another user is read too, as in a container."""
    try:
        done = subprocess.run(
            ["git", "-c", "safe.directory=*", "-C", str(folder), *command],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
