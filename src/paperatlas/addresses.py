"""The web addresses of the repository and of the site, found through CI or the git remote `origin`."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True)
class Addresses:
    """The repository that edit and report links lead to; empty where none is known."""

    repository: str = ""  # https://github.com/owner/name
    catalogue: str = "catalog"  # its folder, relative to the root of the repository
    branch: str = "main"

    def edit(self, source: str) -> str:
        """The address to edit an entry on GitHub; `source` is its path in the catalogue folder.

        >>> Addresses("https://github.com/owner/atlas").edit("papers/gla.yml")
        'https://github.com/owner/atlas/edit/main/catalog/papers/gla.yml'
        """
        return f"{self.repository}/edit/{self.branch}/{self.catalogue}/{quote(source)}" if self.repository else ""

    def report(self, title: str, url: str) -> str:
        """The address of a new issue, with the form `.github/ISSUE_TEMPLATE/mistake.yml` filled in."""
        query = f"template=mistake.yml&title={quote('Mistake: ' + title, safe='')}&entry={quote(url, safe='')}"
        return f"{self.repository}/issues/new?{query}" if self.repository else ""


def repository_of(folder: Path) -> str:
    """The address of the GitHub repository that a folder belongs to, or "" where it has none."""
    named = os.environ.get("GITHUB_REPOSITORY")
    if named:
        return f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{named}"
    try:
        command = ["git", "-C", str(folder), "remote", "get-url", "origin"]
        remote = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
    found = re.fullmatch(
        r"(?:https://(?:[^@/]+@)?|(?:ssh://)?git@)github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?", remote
    )
    return f"https://github.com/{found[1]}" if found else ""


def pages_of(repository: str) -> str:
    """The address of a repository's GitHub Pages site.

    >>> pages_of("https://github.com/owner/atlas"), pages_of("https://github.com/owner/owner.github.io")
    ('https://owner.github.io/atlas/', 'https://owner.github.io/')
    """
    owner, name = repository.rstrip("/").split("/")[-2:]
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"
