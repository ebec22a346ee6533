"""Notices changed files at once, where the system can say what changes."""

from __future__ import annotations

import contextlib
import os
import sysconfig
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog import events
from watchdog.observers import Observer

from .defaults import ENGINE

CHANGES: list[type[events.FileSystemEvent]] = [
    events.FileCreatedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
    events.FileDeletedEvent,
]
PAUSE = 0.05  # seconds without a change before a build starts: some editors save in several steps


class Watching:
    """MkDocs's own observer, which looks at every file twice a second, together with that of the system.

    The system's is fast, but says nothing about changes on network drives, behind links and in folders that Windows
    shares with WSL. MkDocs's finds these. Each change counts once, whichever finds it first.
    """

    def __init__(self, polling: Any) -> None:
        self._polling = polling
        self._native = Observer()
        self._stamps: dict[str, tuple[int, int, int] | None] = {}

    def schedule(self, handler: events.FileSystemEventHandler, path: str, *, recursive: bool = False) -> Any:
        once = _Once(handler, self._stamps)
        if Path(path).is_dir():  # an editor may replace a file: a watch of the file itself would end there
            with contextlib.suppress(OSError):
                self._native.schedule(once, os.path.realpath(path), recursive=recursive, event_filter=CHANGES)
        return self._polling.schedule(once, path, recursive=recursive)

    def unschedule(self, watch: Any) -> None:
        self._polling.unschedule(watch)

    def start(self) -> None:
        self._polling.start()
        with contextlib.suppress(OSError):  # the system has no room for more watches
            self._native.start()

    def stop(self) -> None:
        self._polling.stop()
        self._native.stop()

    def join(self) -> None:
        self._polling.join()


class _Once(events.FileSystemEventHandler):
    """Passes on an event if a file is not as it was at the last one."""

    def __init__(self, handler: events.FileSystemEventHandler, stamps: dict[str, tuple[int, int, int] | None]) -> None:
        self._handler = handler
        self._stamps = stamps

    def dispatch(self, event: events.FileSystemEvent) -> None:
        if event.is_directory or type(event) not in CHANGES:
            return
        paths = {os.path.realpath(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path}
        if {Path(path) for path in paths if "__pycache__" not in path and self._is_new(path)}:
            self._handler.dispatch(event)

    def _is_new(self, path: str) -> bool:
        try:
            found = Path(path).stat()
        except OSError:
            stamp = None
        else:
            stamp = found.st_mtime_ns, found.st_size, found.st_ino
        is_known = path in self._stamps and self._stamps[path] == stamp
        self._stamps[path] = stamp
        return not is_known


def sources(config: MkDocsConfig, *own: Path) -> list[str]:
    """What a server should watch besides the pages: files of the atlas, and the engine while someone works on it."""
    is_installed = ENGINE.is_relative_to(Path(sysconfig.get_path("purelib")).resolve())
    paths = [*own, *([] if is_installed else [ENGINE])]
    return [str(path) for path in paths if path.exists() and str(path) not in config.watch]


def watch_at_once(server: LiveReloadServer, watched: list[str]) -> None:
    """Adds the system's observer to a server that already watches some paths."""
    for path in watched:
        server.unwatch(path)
    server.observer = Watching(server.observer)  # type: ignore[assignment]
    server.build_delay = PAUSE
    for path in watched:
        server.watch(path)
