"""Builds go to `<site>.new` and take the place of `<site>` when they are whole, so that no fault leaves half a site."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import TextIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class Staging:
    """One build's way from its staging folder to the final one."""

    def __init__(self, final: Path) -> None:
        self.final = final
        self.staged = final.with_name(final.name + ".new")
        self._old = final.with_name(final.name + ".old")
        self.is_whole = False
        self._lock: TextIO | None = None
        self._cleaning: threading.Thread | None = None

    def begin(self) -> Path:
        """Clears what a killed build left behind; returns the folder to build into.

        Raises:
            BlockingIOError: another build of the same site goes on.
        """
        self._lock = _locked(self.final)
        if self._old.exists() and not self.final.exists():
            self._old.rename(self.final)
        _remove(self._old)
        _remove(self.staged)
        return self.staged

    def end(self) -> None:
        """Puts a whole build in place, and removes one that failed, or what was there before."""
        if self._cleaning:
            return
        if self.is_whole and self.staged.is_dir():
            self._keep_dot_files()
            self._swap()
        # Thousands of files take a second or more, which no reader of the new site should wait for.
        self._cleaning = threading.Thread(target=self._clean)
        self._cleaning.start()

    def wait(self) -> None:
        """Waits until `end` has removed what it has to."""
        if self._cleaning:
            self._cleaning.join()

    def _clean(self) -> None:
        _remove(self.staged)
        _remove(self._old)
        if self._lock:
            self._lock.close()

    def _keep_dot_files(self) -> None:
        # As MkDocs does when it cleans a folder: a .git or .nojekyll in it is not the build's to remove.
        for item in self.final.glob(".*") if self.final.is_dir() else ():
            if not (self.staged / item.name).exists():
                copy = shutil.copytree if item.is_dir() else shutil.copy2
                copy(item, self.staged / item.name)

    def _swap(self) -> None:
        if not self.final.exists():
            self.staged.rename(self.final)
        elif not _exchange(self.staged, self.final):
            try:
                self.final.rename(self._old)
            except OSError:  # a mount point cannot be moved: its content is
                for item in self.final.iterdir():
                    _remove(item)
                for item in self.staged.iterdir():
                    shutil.move(item, self.final / item.name)
            else:
                self.staged.rename(self.final)


def _locked(final: Path) -> TextIO | None:
    """A lock of a site's folder, held until it is closed or its process ends; None where the system has none."""
    if fcntl is None:
        return None
    # Not beside the site: what stands there is the user's.
    name = hashlib.sha256(os.fsencode(final)).hexdigest()[:16]
    lock = Path(tempfile.gettempdir(), f"paperatlas-{os.getuid()}-{name}.lock").open("w")  # noqa: SIM115 - kept open
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return lock


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step, so that the site is whole at every moment; False where that cannot be done."""
    call, at, flag = {"linux": ("renameat2", -100, 2), "darwin": ("renameatx_np", -2, 2)}.get(sys.platform, ("", 0, 0))
    try:
        exchange = getattr(ctypes.CDLL(None, use_errno=True), call)
    except (AttributeError, OSError, TypeError):
        return False
    return bool(exchange(at, os.fsencode(one), at, os.fsencode(other), ctypes.c_uint(flag)) == 0)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists() or path.is_symlink():
        path.unlink()
