"""Changes to the files of a catalogue that keep comments and the order of fields."""

from __future__ import annotations

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
            file.write_bytes(new.encode())
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
