"""Files with content that is made when it is asked for. A build writes them all; a server makes the one that is read.

MkDocs would make an object for each and look at it in every step of a build, and there are several for each paper.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

Make = Callable[[], bytes]


def write_files(folder: Path, made: Mapping[str, Make]) -> None:
    """Writes the files into the built site. One that is there already, from docs/ or a plugin, stays."""
    for path, make in made.items():
        content = make()
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), target.open("xb") as file:
            file.write(content)


class BackgroundWriter:
    """Writes files while MkDocs renders pages: pictures, which take time but leave Python to others."""

    def __init__(self, folder: Path, made: Mapping[str, Make]) -> None:
        self._threads = ThreadPoolExecutor(os.cpu_count())
        self._written = [self._threads.submit(write_files, folder, {path: make}) for path, make in made.items()]

    def wait(self) -> None:
        """Waits until all are written, and raises the error of one that could not be made."""
        try:
            for one in self._written:
                one.result()
        finally:
            self.stop()

    def stop(self) -> None:
        """Writes no more files."""
        self._threads.shutdown(cancel_futures=True)
