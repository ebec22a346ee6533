"""Changes to the files of a catalogue that keep comments and the order of fields."""

from __future__ import annotations

import codecs
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from .patterns import regex

_LONGEST_LOCK = 30  # seconds
_ADDED = regex(r"(?m)^added\s*:")


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after, and its new path, which may be the old one. A new file has an empty `old`."""

    path: Path
    old: bytes
    text: str
    new_path: Path

    @property
    def content(self) -> bytes:
        """What is written: the text with the line ends and the byte order mark of the old file."""
        text = self.text.replace("\n", "\r\n") if b"\r\n" in self.old and "\r\n" not in self.text else self.text
        mark = codecs.BOM_UTF8 if self.old.startswith(codecs.BOM_UTF8) else b""
        return mark + text.encode()

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to write."""
        return self.content != self.old or self.new_path != self.path

    def check(self) -> None:
        """Raises OSError if the file may not be written, or is no longer as it was when it was read."""
        if (self.path.read_bytes() if self.path.exists() else b"") != self.old:
            raise OSError(None, "another program has changed it in the meantime; run the command again", str(self.path))
        if self.path.exists() and not os.access(self.path, os.W_OK):
            raise OSError(None, "it may only be read; give yourself the right to write it", str(self.path))
        if self.new_path != self.path and self.new_path.exists():
            raise OSError(None, "there is such a file already; rename one of the two", str(self.new_path))

    def write(self) -> None:
        """Writes the file at once, so that it is whole whenever the program is stopped.

        Raises:
            OSError: it cannot be written, or it is no longer as it was when it was read.
        """
        self.check()
        is_new = not self.old and self.new_path == self.path and not self.path.exists()
        _write_whole(self.content, self.path, self.new_path, is_new=is_new)

    def undo(self) -> None:
        """Writes the file as it was."""
        if self.old or self.new_path != self.path:
            _write_whole(self.old, self.new_path, self.path)
        else:
            self.path.unlink()


def write_all(changes: Sequence[Change]) -> None:
    """Writes all files, or none: what is written already is undone if one cannot be written, or at Ctrl+C.

    Raises:
        OSError: a file cannot be written, or is no longer as it was when it was read.
    """
    for change in changes:
        change.check()
    written: list[Change] = []
    try:
        for change in changes:
            change.write()
            written.append(change)
    except BaseException:
        for change in reversed(written):
            change.undo()
        raise


@contextmanager
def alone(lock: Path | None) -> Iterator[None]:
    """Lets one program at a time do what is inside: each waits until the others have removed the file `lock`.

    The file of a program that was killed counts for half a minute. Without a place for the file, nobody waits.
    """
    is_mine = False
    while lock:
        try:
            lock.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            is_mine = True
            break
        except FileExistsError:
            with suppress(FileNotFoundError):
                if time.time() - lock.stat().st_mtime > _LONGEST_LOCK:
                    lock.unlink()
            time.sleep(0.02)
        except OSError:
            break
    try:
        yield
    finally:
        if is_mine and lock:
            lock.unlink(missing_ok=True)


def _write_whole(content: bytes, path: Path, new_path: Path, *, is_new: bool = False) -> None:
    """Writes a file that takes the place of the one at `path`. Of a link, the file that it leads to is written.

    A new file does not take the place of one that another program has written in the meantime.
    """
    target = path.resolve() if new_path == path else new_path
    if is_new:
        target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        unfinished.write_bytes(content)
        if path.exists():
            shutil.copymode(path, unfinished)
        if is_new:
            _name_new(unfinished, target)
        else:
            unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    if new_path != path:
        path.unlink(missing_ok=True)


def _name_new(unfinished: Path, target: Path) -> None:
    """Gives a whole file its name, unless there is a file of that name."""
    try:
        os.link(unfinished, target)
    except FileExistsError:
        message = "another program has written it in the meantime; run the command again"
        raise OSError(None, message, str(target)) from None
    except OSError:  # a disk without hard links
        unfinished.replace(target)


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
