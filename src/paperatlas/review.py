"""What a change does to the catalogue, for a person who reviews it: entries, values before and after, problems."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .model.values import KEY
from .problems import Problem, as_summary, cell
from .urls import entry_url

_MOST_FIELDS = 30
_MOST_ENTRIES = 50
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
    now = {file.relative_to(folder).as_posix(): file for file in folder.glob("**/*.yml") if file.is_file()}
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
    for line in _git(folder, "ls-tree", "-rz", "--full-tree", f"{commit}:./").decode("utf-8", "replace").split("\0"):
        info, _, name = line.partition("\t")
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
    try:
        values = yaml.load(content or b"", yaml.CBaseLoader)  # every value stays text
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return {str(name): value for name, value in values.items()} if isinstance(values, dict) else {}


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
    lines = [*_heads(changes), "", *_tables(changes)]
    lines += _pictures(changes, set(pictures), at)
    if here or elsewhere:
        lines += ["", as_summary([*here, *elsewhere]).rstrip()]
        lines += ["", "Errors must be solved. Warnings do not stop the change."]
    elif changes:
        lines += ["", "The check found no problems in these files."]
    if preview:
        lines += ["", f"[The site with this change]({preview}): download `site` there, and see it with `make preview`."]
    return "\n".join(lines) + "\n"


def _heads(changes: Sequence[Changed]) -> Iterator[str]:
    yield f"### {_counted(changes)}"
    yield ""
    for change in changes[:_MOST_ENTRIES]:
        where = f", `{entry_url(change.folder, change.key)}`" if change.folder and KEY.fullmatch(change.key) else ""
        yield f"- **{cell(change.title or change.key)}**: {change.what}{where}"
    if len(changes) > _MOST_ENTRIES:
        yield f"- and {len(changes) - _MOST_ENTRIES} more"


def _counted(changes: Sequence[Changed]) -> str:
    """
    >>> _counted([Changed("papers", "a", "A", "added"), Changed("papers", "b", "B", "added")]), _counted([])
    ('2 files added', 'No entry is changed')
    """
    counts = {what: sum(change.what == what for change in changes) for what in ("added", "changed", "removed")}
    parts = [f"{count} {'file' if count == 1 else 'files'} {what}" for what, count in counts.items() if count]
    return ", ".join(parts) or "No entry is changed"


def _tables(changes: Sequence[Changed]) -> Iterator[str]:
    for change in changes[:_MOST_ENTRIES]:
        if change.fields:
            yield f"<details open><summary>{cell(change.title or change.key)}</summary>"
            yield ""
            yield "| Field | Before | After |"
            yield "| --- | --- | --- |"
            for name, old, new in change.fields[:_MOST_FIELDS]:
                yield f"| {' | '.join(map(cell, (name.replace('_', ' '), old, new)))} |"
            yield ""
            yield "</details>"


def _pictures(changes: Sequence[Changed], pictures: set[str], at: str) -> Iterator[str]:
    """The card and the page of each entry, before and after the change side by side."""
    for change in changes:
        stem = f"{change.folder}-{change.key}"
        shown = [[f"{stem}{part}-{when}.png" for when in ("before", "after")] for part in ("-card", "")]
        rows = [row for row in shown if pictures & {*row}]
        if rows and at:
            yield ""
            yield f"<details open><summary>Pictures of {cell(change.title or change.key)}</summary>"
            yield ""
            yield "| Before | After |"
            yield "| --- | --- |"
            for before, after in rows:
                images = (f"![]({at}/{name})" if name in pictures else "" for name in (before, after))
                yield f"| {' | '.join(images)} |"
            yield ""
            yield "</details>"
