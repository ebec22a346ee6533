"""Changes to the files of a catalogue that keep comments and the order of fields."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from .patterns import regex

_ADDED = regex(r"(?m)^added\s*:")


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after, and its new path, which may be the old one. A new file has an empty `old`."""

    path: Path
    old: bytes
    text: str
    new_path: Path

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to write."""
        return self.text.encode() != self.old or self.new_path != self.path

    def write(self) -> None:
        """Writes the file at once, so that it is whole whenever the program is stopped.

        Raises:
            OSError: it cannot be written, or it is no longer as it was when it was read.
        """
        if (self.path.read_bytes() if self.path.exists() else b"") != self.old:
            raise OSError(None, "another program has changed it in the meantime; run the command again", str(self.path))
        if self.new_path != self.path and self.new_path.exists():
            raise OSError(None, "there is such a file already; rename one of the two", str(self.new_path))
        unfinished = self.new_path.with_name(f".{self.new_path.name}.{os.getpid()}.new")
        try:
            unfinished.write_bytes(self.text.encode())
            if self.path.exists():
                shutil.copymode(self.path, unfinished)
            unfinished.replace(self.new_path)
        finally:
            unfinished.unlink(missing_ok=True)
        if self.new_path != self.path:
            self.path.unlink(missing_ok=True)


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
            Change(file, old.encode(), new, file).write()
    return failed


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
