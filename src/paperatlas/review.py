"""What a change does to the catalogue, for a person who reviews it: entries, values before and after, problems."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .model.values import KEY
from .problems import Problem, as_summary, cell, counted
from .read.folder import MOST_BYTES
from .read.yaml_text import MOST_VALUES
from .urls import entry_url

_MOST_FIELDS = 30
MOST_ENTRIES = 50
_MOST_PROBLEMS = 30
# Characters of each part: GitHub refuses a comment of more than 65,536. The addresses of pictures become longer.
_MOST_HEADS, _MOST_TABLES, _MOST_PICTURES, _MOST_TABLE = 8_000, 20_000, 5_000, 14_000
_FOLDERS = ("papers", "libraries", "datasets", "tutorials")


@dataclass(frozen=True, slots=True)
class Changed:
    """A file of the catalogue that a change adds, removes or edits. `fields` has each value before and after."""

    folder: str  # of entries; "" for a vocabulary
    key: str
    title: str
    what: str  # added, removed or changed
    fields: tuple[tuple[str, str, str], ...] = ()


def changed_files(folder: Path, commit: str) -> list[Changed]:
    """The YAML files in a folder that are not as they were in a commit.

    Raises:
        ValueError: git does not know the commit.
    """
    before = _files_of(folder, commit)
    now = {
        file.relative_to(folder).as_posix(): file
        for file in folder.glob("**/*.yml")
        if file.is_file() and not file.is_symlink()  # the check reports links; nothing that they lead to is shown
    }
    found = []
    for name in sorted(before.keys() | now.keys()):
        old = _git(folder, "cat-file", "blob", before[name]) if name in before else None
        new = now[name].read_bytes() if name in now else None
        if old != new:
            found.append(_changed(name, old, new))
    return found


def _files_of(folder: Path, commit: str) -> dict[str, str]:
    """The id of the content of each YAML file in a commit, by its path in the folder."""
    if commit.startswith("-"):
        raise ValueError("that is an option of git, not a commit")
    found = {}
    for line in _git(folder, "ls-tree", "-rz", "--full-tree", f"{commit}:./").split(b"\0"):
        info, _, name = os.fsdecode(line).partition("\t")
        if name.endswith(".yml") and info.startswith("100"):  # a file, not a link
            found[name] = info.split(" ")[2]
    return found


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True)
    except OSError:
        raise ValueError("git is not installed") from None
    if done.returncode:
        raise ValueError(done.stderr.decode("utf-8", "replace").strip().partition("\n")[0])
    return done.stdout


def _changed(name: str, old: bytes | None, new: bytes | None) -> Changed:
    folder, _, file = name.rpartition("/")
    before, after = _values(old), _values(new)
    shown = after if new is not None else before
    title = next((text for field in ("title", "name") if isinstance(text := shown.get(field), str)), "")
    key = file.removesuffix(".yml")
    folder = folder if folder in _FOLDERS else ""
    if old is None or new is None:
        return Changed(folder, key, title, "added" if old is None else "removed")
    fields = [(field, _text(before.get(field)), _text(after.get(field))) for field in {**before, **after}]
    return Changed(folder, key, title, "changed", tuple(one for one in fields if one[1] != one[2]))


def _values(content: bytes | None) -> Mapping[str, Any]:
    """The values of a file; none if it cannot be read: the check says why."""
    if len(content or b"") > MOST_BYTES:
        return {}
    try:
        values = yaml.load(content or b"", yaml.CBaseLoader)  # every value stays text
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    is_readable = isinstance(values, dict) and not _is_endless(values)
    return {str(name): value for name, value in values.items()} if is_readable else {}


def _is_endless(values: object) -> bool:
    """Whether a value contains itself, or so many values by its aliases that they cannot be written out."""
    waiting, count = [values], 0
    while waiting and count <= MOST_VALUES:
        one = waiting.pop()
        inner = list(one.values()) if isinstance(one, dict) else one if isinstance(one, list) else []
        count += len(inner)
        waiting += inner
    return count > MOST_VALUES


def _text(value: object) -> str:
    """
    >>> _text(["a", {"b": "c", "d": "e"}])
    'a, {b: c, d: e}'
    """
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_text(one)}" for name, one in value.items()) + "}"
    return "" if value is None else str(value)


def as_review(
    changes: Sequence[Changed],
    problems: Sequence[Problem],
    pictures: Iterable[str] = (),
    at: str = "",
    preview: str = "",
) -> str:
    """The comment on a pull request, in Markdown. Nothing of an entry can act in it: all marks are escaped.

    `pictures` are the names of files such as `gla-before.png`; `at` is the address of their folder, and `preview`
    that of the built site.
    """
    paths = {f"/{change.folder}/{change.key}.yml" if change.folder else f"/{change.key}.yml" for change in changes}
    here = [problem for problem in problems if any(problem.path.endswith(path) for path in paths)]
    elsewhere = [problem for problem in problems if problem.is_error and problem not in here]
    found = sorted([*here, *elsewhere], key=lambda problem: not problem.is_error)
    lines = [f"### {_counted(changes)}", "", *_short(_heads(changes), _MOST_HEADS), ""]
    lines += _short(_tables(changes), _MOST_TABLES)
    lines += _short(_pictures(changes, set(pictures), at), _MOST_PICTURES)
    if found:
        lines += ["", *_problems(found)]
        lines += ["", "Errors must be solved. Warnings do not stop the change."]
    elif changes:
        lines += ["", "The check found no problems in these files."]
    if preview:
        lines += ["", f"[The site with this change]({preview}): download `site` there, and see it with `make preview`."]
    return "\n".join(lines) + "\n"


def pages_of(changes: Sequence[Changed]) -> list[str]:
    """The pages of the first changed entries that have one, such as `papers/gla/`."""
    entries = [one for one in changes if one.folder in ("papers", "libraries") and KEY.fullmatch(one.key)]
    return [entry_url(one.folder, one.key) for one in entries[:MOST_ENTRIES]]


def _short(blocks: Iterable[str], most: int) -> Iterator[str]:
    """Blocks of lines, as many as have room; then how many are left out."""
    size, left = 0, 0
    for block in blocks:
        if size + len(block) <= most:
            yield block
            size += len(block)
        else:
            left += 1
    if left:
        yield f"\nAnd {left} more that have no room here."


def _problems(found: Sequence[Problem]) -> Iterator[str]:
    """The heading and the table of all problems, with the first ones, errors before warnings."""
    count = _MOST_PROBLEMS
    while count > 1 and len(as_summary(found[:count])) > _MOST_TABLE:
        count //= 2
    yield f"### {counted(found)}"
    yield as_summary(found[:count]).partition("\n")[2].rstrip()
    if len(found) > count:
        yield f"\nAnd {len(found) - count:,} more: `paperatlas check` shows all."


def _heads(changes: Sequence[Changed]) -> Iterator[str]:
    for change in changes:
        where = f", `{entry_url(change.folder, change.key)}`" if change.folder and KEY.fullmatch(change.key) else ""
        yield f"- **{cell(change.title or change.key)}**: {change.what}{where}"


def _counted(changes: Sequence[Changed]) -> str:
    """
    >>> _counted([Changed("papers", "a", "A", "added"), Changed("papers", "b", "B", "added")]), _counted([])
    ('2 files added', 'No entry is changed')
    """
    counts = {what: sum(change.what == what for change in changes) for what in ("added", "changed", "removed")}
    parts = [f"{count} {'file' if count == 1 else 'files'} {what}" for what, count in counts.items() if count]
    return ", ".join(parts) or "No entry is changed"


def _tables(changes: Sequence[Changed]) -> Iterator[str]:
    for change in changes:
        if change.fields:
            rows = [map(cell, (name.replace("_", " "), old, new)) for name, old, new in change.fields[:_MOST_FIELDS]]
            yield _folded(cell(change.title or change.key), ("Field", "Before", "After"), rows)


def _pictures(changes: Sequence[Changed], pictures: set[str], at: str) -> Iterator[str]:
    """The card and the page of each entry, before and after the change side by side."""
    for change in changes:
        stem = f"{change.folder}-{change.key}"
        shown = [[f"{stem}{part}-{when}.png" for when in ("before", "after")] for part in ("-card", "")]
        rows = [row for row in shown if pictures & {*row}]
        if rows and at:
            images = [[f"![]({at}/{name})" if name in pictures else "" for name in row] for row in rows]
            yield "\n" + _folded(f"Pictures of {cell(change.title or change.key)}", ("Before", "After"), images)


def _folded(title: str, heads: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A table that can be folded to its title."""
    lines = [f"<details open><summary>{title}</summary>", "", f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), "", "</details>"])
