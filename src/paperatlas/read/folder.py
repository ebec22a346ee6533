"""The files of a catalogue folder: which are read, and what is wrong with the others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..model import ENTRY_KINDS
from ..model.values import KEY
from ..problems import Problem, Severity
from .record import Record
from .yaml_text import values_of

MOST_BYTES = 512 * 1024  # five thousand authors, in print and on arXiv
VOCABULARIES = ("categories", "tags", "venues", "authors", "methods", "relations", "style", "lists", "aliases")
REQUIRED_VOCABULARIES = ("categories", "tags")

# What an earlier reading found, by file: the file's time and size, its record, and its problems.
Known = dict[Path, tuple[tuple[int, int], Record | None, list[Problem]]]


def read_catalogue(root: Path, known: Known | None = None) -> tuple[list[Record], list[Problem]]:
    """All records of a catalogue folder in the order of their names, and the problems of its files.

    `known` holds what an earlier call found. It is used for unchanged files, and updated.

    Raises:
        FileNotFoundError: there is no such folder.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    fresh: Known = {}
    for path, kind in _files(root, problems):
        stamp = (path.stat().st_mtime_ns, path.stat().st_size) if known is not None else (0, 0)
        found = known.get(path) if known is not None else None
        if found is None or found[0] != stamp:
            own: list[Problem] = []
            found = (stamp, _read_file(path, kind, own), own)
        if known is not None:
            fresh[path] = found
        problems += found[2]
        if found[1]:
            records.append(found[1])
    if known is not None:
        known.clear()
        known.update(fresh)
    return records, problems + _missing_vocabularies(root, records, problems)


def read_text(text: str, path: str, kind: str, key: str, problems: list[Problem]) -> Record | None:
    """The record of one file's text, or None with the reason added to `problems`."""
    text = text.replace("\r\n", "\n")
    found = values_of(text, path, problems)
    return found and Record(path, kind, key, text, *found)


def _missing_vocabularies(root: Path, records: list[Record], problems: list[Problem]) -> list[Problem]:
    present = {record.path for record in records} | {problem.path for problem in problems}
    return [
        _file_problem(root / f"{name}.yml", "missing-file", f"{name}.yml is missing", "every catalogue needs it")
        for name in REQUIRED_VOCABULARIES
        if not {(root / f"{name}.yml").as_posix(), (root / f"{name}.yaml").as_posix()} & present
    ]


def _file_problem(path: Path, rule: str, message: str, hint: str = "", severity: Severity = "error") -> Problem:
    return Problem(path.as_posix(), 1, 1, rule, severity, message, hint)


def _files(root: Path, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """The files of entries and vocabularies with their kinds; every other file is reported."""
    folders = {kind.folder for kind in ENTRY_KINDS}
    inside = os.path.realpath(root)
    for item in _sorted(root):
        path = root / item.name
        if _is_editors(item.name) or _leaves(item, inside, path, problems):
            continue
        if item.is_dir() and item.name in folders:
            for inner in _sorted(path):
                file = path / inner.name
                if (
                    not _is_editors(inner.name)
                    and not _leaves(inner, inside, file, problems)
                    and _is_entry_file(inner, file, problems)
                ):
                    yield file, item.name
        elif item.is_dir() and item.name == "schema":
            others = sorted(file for file in path.iterdir() if file.suffix != ".json")
            problems.extend(_stray(file, "only `paperatlas schema` writes into this folder") for file in others)
        elif item.is_file() and path.suffix == ".yml" and path.stem in VOCABULARIES:
            yield path, path.stem
        elif path.suffix == ".yaml" and path.stem in VOCABULARIES:
            problems.append(_wrong_extension(path))
        else:
            problems.append(_stray(path, f"the folders for entries are {', '.join(sorted(folders))}"))


def _sorted(folder: Path) -> list[os.DirEntry[str]]:
    return sorted(os.scandir(folder), key=lambda item: item.name)


def _is_editors(name: str) -> bool:
    """Whether an editor keeps unsaved changes or a lock in such a file: Emacs in `.#x` and `#x#`, Vim in `4913`."""
    return name.startswith((".#", "#")) or name == "4913"


def _leaves(item: os.DirEntry[str], inside: str, path: Path, problems: list[Problem]) -> bool:
    """Whether the item is a symbolic link out of the catalogue, which is reported."""
    if not item.is_symlink():
        return False
    target = os.path.realpath(item.path)
    if Path(target).exists() and os.path.commonpath([inside, target]) == inside:
        return False
    message = f"this symbolic link leads out of the catalogue, to '{path.readlink()}'"
    problems.append(_file_problem(path, "symlink", message, "put the file itself here"))
    return True


def _is_entry_file(item: os.DirEntry[str], path: Path, problems: list[Problem]) -> bool:
    if item.is_file() and path.suffix == ".yml":
        if KEY.fullmatch(path.stem):
            return True
        message = f"the file name '{path.stem}' is not a key; use lower-case letters and digits, joined by hyphens"
        problems.append(_file_problem(path, "bad-key", message, "the name becomes the address of the page"))
    elif path.suffix in (".yaml", ".YML", ".YAML"):
        problems.append(_wrong_extension(path))
    else:
        problems.append(_stray(path, "an entry is one file <key>.yml in this folder"))
    return False


def _wrong_extension(path: Path) -> Problem:
    return _file_problem(path, "yaml-extension", f"'{path.name}' is not read", f"rename it to {path.stem}.yml")


def _stray(path: Path, hint: str) -> Problem:
    # A file that an editor or file manager left behind is not a lost entry.
    left_behind = path.name.startswith(".") or path.name.endswith("~")
    message = f"'{path.name}' is not part of a catalogue"
    return _file_problem(path, "stray-file", message, hint, "warning" if left_behind else "error")


def _read_file(path: Path, kind: str, problems: list[Problem]) -> Record | None:
    raw = path.read_bytes()
    if len(raw) > MOST_BYTES:
        message = f"the file has {len(raw):,} bytes; the limit is {MOST_BYTES:,}"
        problems.append(_file_problem(path, "too-large", message))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        problems.append(Problem(path.as_posix(), line, column, "not-utf8", "error", message, "save the file as UTF-8"))
        return None
    return read_text(text, path.as_posix(), kind, path.stem, problems)
