"""Where the site and its sources stand on the web: said explicitly, else by CI, else by the remote `origin`."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True)
class Addresses:
    """The repository of the site's sources, for links to edit and report; empty where there is none."""

    repository: str = ""  # https://github.com/owner/name
    catalogue: str = "catalog"  # the catalogue folder below the repository's root
    branch: str = "main"

    def edit(self, source: str) -> str:
        """The editor of an entry's file, `source` below the catalogue folder."""
        return f"{self.repository}/edit/{self.branch}/{self.catalogue}/{quote(source)}" if self.repository else ""

    def report(self, title: str, url: str) -> str:
        """A new issue with the form of `.github/ISSUE_TEMPLATE/mistake.yml` filled in."""
        query = f"template=mistake.yml&title={quote('Mistake: ' + title, safe='')}&entry={quote(url, safe='')}"
        return f"{self.repository}/issues/new?{query}" if self.repository else ""


def repository_of(folder: Path) -> str:
    """The repository on GitHub that a folder belongs to, or "" where it has none."""
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
    """The address at which GitHub Pages publishes a repository.

    >>> pages_of("https://github.com/owner/atlas"), pages_of("https://github.com/owner/owner.github.io")
    ('https://owner.github.io/atlas/', 'https://owner.github.io/')
    """
    owner, name = repository.rstrip("/").split("/")[-2:]
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"
