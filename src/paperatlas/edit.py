"""Changes to the files of a catalogue that keep comments and the order of fields."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import yaml

from .patterns import regex

_ADDED = regex(r"(?m)^added\s*:")


def write_cite_keys(papers: Path, keys: Mapping[str, str]) -> list[str]:
    """Writes `cite_key` into entries that have none, above `added`. Returns the entries where that is not possible.

    Raises:
        OSError: a file cannot be read or written.
    """
    failed = []
    for paper, key in keys.items():
        file = papers / f"{paper}.yml"
        old = file.read_bytes().decode()
        new = with_line(old, f"cite_key: {key}")
        if new is None or _values(new) != _values(old) | {"cite_key": key}:
            failed.append(paper)
        else:
            replace_file(file, old.encode(), new.encode())
    return failed


def replace_file(path: Path, old: bytes, new: bytes, new_path: Path | None = None) -> None:
    """Writes a file at once, so that it is whole whenever the program is stopped; under a new name if there is one.

    Raises:
        OSError: it cannot be written, or it is no longer as it was when it was read.
    """
    new_path = new_path or path
    if (path.read_bytes() if path.exists() else b"") != old:
        raise OSError(None, "another program has changed it in the meantime; run the command again", str(path))
    if new_path != path and new_path.exists():
        raise OSError(None, "there is such a file already", str(new_path))
    written = new_path.with_name(f".{new_path.name}.{os.getpid()}.new")
    try:
        written.write_bytes(new)
        if path.exists():
            shutil.copymode(path, written)
        written.replace(new_path)
    finally:
        written.unlink(missing_ok=True)
    if new_path != path:
        path.unlink(missing_ok=True)


def with_line(text: str, line: str) -> str | None:
    r"""The text with a line above `added`, or None if no line begins so.

    >>> with_line("title: A\r\nadded: 2026-11-24\r\n", "cite_key: ada2020clock")
    'title: A\r\ncite_key: ada2020clock\r\nadded: 2026-11-24\r\n'
    """
    found = _ADDED.search(text)
    end = "\r\n" if "\r\n" in text else "\n"
    return text[: found.start()] + line + end + text[found.start() :] if found else None


def _values(text: str) -> dict[str, object]:
    values = yaml.load(text, yaml.CBaseLoader)  # every value stays text
    return values if isinstance(values, dict) else {}
