"""`adapter/watch.py`: each change of a file counts once, whichever observer sees it first."""

from __future__ import annotations

import os

import pytest
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent, FileOpenedEvent

from paperatlas.adapter.watch import Watching


class Observer:
    def __init__(self) -> None:
        self.handlers = []

    def schedule(self, handler, path, **_):
        self.handlers.append(handler)


class Handler:
    def __init__(self) -> None:
        self.count = 0

    def dispatch(self, event) -> None:
        self.count += 1


@pytest.fixture
def watched(tmp_path):
    """A function that passes an event on as both observers do, and says how often it counted."""
    polling, handler = Observer(), Handler()
    Watching(polling).schedule(handler, str(tmp_path), recursive=True)
    (once,) = polling.handlers

    def counted(event) -> int:
        before = handler.count
        once.dispatch(event)
        once.dispatch(event)
        return handler.count - before

    return counted


def test_a_new_a_changed_a_moved_and_a_deleted_file_count_once(tmp_path, watched):
    entry, other = tmp_path / "a.yml", tmp_path / "b.yml"
    entry.write_text("1", encoding="utf-8")
    assert watched(FileCreatedEvent(str(entry))) == 1
    entry.write_text("22", encoding="utf-8")
    assert watched(FileModifiedEvent(str(entry))) == 1
    entry.rename(other)
    assert watched(FileMovedEvent(str(entry), str(other))) == 1
    other.unlink()
    assert watched(FileDeletedEvent(str(other))) == 1


def test_a_file_saved_again_at_the_same_size_counts_again(tmp_path, watched):
    entry = tmp_path / "a.yml"
    entry.write_text("1", encoding="utf-8")
    os.utime(entry, ns=(1, 1))
    watched(FileModifiedEvent(str(entry)))
    entry.write_text("2", encoding="utf-8")
    assert watched(FileModifiedEvent(str(entry))) == 1


def test_reading_a_file_and_compiled_python_do_not_count(tmp_path, watched):
    (tmp_path / "__pycache__").mkdir()
    compiled = tmp_path / "__pycache__" / "a.pyc"
    compiled.write_text("1", encoding="utf-8")
    assert watched(FileCreatedEvent(str(compiled))) == 0
    assert watched(FileOpenedEvent(str(tmp_path / "a.yml"))) == 0
