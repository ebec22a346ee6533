"""The people behind a catalogue: who reviews which entries, and who wants to be thanked."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

from .catalogue import Catalogue
from .problems import cell

_OWNERS = """\
# Who is asked to review a change. `paperatlas github owners` writes this file from `owners` in categories.yml.
"""
_CREDITS = """\
# Credits

Thanks to all who added or corrected something here and want to be named. Whoever writes `Thanks-to: Your Name` on a
line at the end of a commit message is in this list; `paperatlas github credits` writes it.
"""


def code_owners(catalogue: Catalogue, folder: str) -> str:
    """The text of `CODEOWNERS`: each paper with the owners of its category. `folder` is that of the catalogue."""
    lines = [
        f"/{folder}/papers/{paper.key}.yml {' '.join(owners)}"
        for paper in sorted(catalogue.papers.values(), key=lambda paper: paper.key)
        if (owners := catalogue.categories[paper.category].owners)
    ]
    return "\n".join([_OWNERS, *lines]).rstrip("\n") + "\n"


def credits(repository: Path) -> str:
    """The text of `CREDITS.md`: whoever a commit message thanks, those who helped most often first.

    Raises:
        ValueError: git does not know the folder.
    """
    command = ["git", "log", "--format=%(trailers:key=Thanks-to,valueonly,unfold)"]
    try:
        done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", errors="replace")
    except OSError:
        raise ValueError("git is not installed") from None
    if done.returncode:
        raise ValueError(done.stderr.strip().partition("\n")[0])
    names = Counter(" ".join(line.split())[:100] for line in done.stdout.splitlines() if line.strip())
    listed = [f"- {cell(name)}" for name in sorted(names, key=lambda name: (-names[name], name.casefold()))]
    return "\n".join([_CREDITS, *(listed or ["Nobody has asked to be named yet."])]) + "\n"
