"""Citation keys that an earlier commit has published: none may get lost, or pass to another paper."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from .catalogue import Catalogue
from .patterns import regex

_LINE = regex(r"[^\0]*:papers/(?P<paper>[^/]+)\.yml\0(?P<text>.*)")
_FIELD = regex(r"(?:cite_key|old_cite_keys)\s*:")
_BELOW = regex(r"[\s\]#-]|$")  # a line that belongs to the field above
_KEY = regex(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


def changed_keys(catalogue: Catalogue, folder: Path, commit: str) -> Iterator[str]:
    """What is wrong with the keys of a catalogue in `folder`, compared with those of a commit: one text for each.

    Raises:
        ValueError: git does not know the commit.
    """
    papers = catalogue.papers
    now = {old.lower(): paper for paper in papers.values() for old in paper.old_cite_keys}
    now |= {paper.cite_key.lower(): paper for paper in papers.values() if paper.cite_key}
    for key, before in _keys_of(folder, commit):
        owner = now.get(key.lower())
        where = f"{folder.as_posix()}/papers/{owner.key if owner else before}.yml"
        if owner is None:
            yield f"{where}: error: the citation key '{key}' is gone; keep it: old_cite_keys: [{key}]"
        elif before not in (owner.key, *owner.aliases) and (before in papers or owner.cite_key == key):
            advice = "remove it here, and run `paperatlas keys`, which writes another"
            if before not in papers:
                advice = f"if this is the same paper under a new name, write aliases: [{before}]; if not, {advice}"
            yield f"{where}: error: the citation key '{key}' is that of '{before}'; {advice}"


def _keys_of(folder: Path, commit: str) -> Iterator[tuple[str, str]]:
    """Each citation key of a commit, with the key of its paper."""
    if commit.startswith("-"):
        raise ValueError("that is an option of git, not a commit")
    command = ["git", "grep", "--null", "--text", "-e", "", commit, "--", "papers/"]  # all lines of all papers
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace")
    except OSError:
        raise ValueError("git is not installed") from None
    if done.returncode > 1 or done.stderr:  # 1: no such line
        raise ValueError(done.stderr.strip().partition("\n")[0])
    is_inside = False
    for line in done.stdout.splitlines():
        if found := _LINE.fullmatch(line):
            field = _FIELD.match(found["text"])
            is_inside = bool(field or (is_inside and _BELOW.match(found["text"])))
            keys = found["text"][field.end() if field else 0 :].partition("#")[0] if is_inside else ""
            yield from ((key, found["paper"]) for key in _KEY.findall(keys))
