"""Safe builds: a build writes to a folder next to the site, which replaces the site only when it is complete.

A build that fails or is killed leaves the last good site as it was.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import shutil
import stat
import sys
import tempfile
import threading
from pathlib import Path
from typing import TextIO

from mkdocs.exceptions import ConfigurationError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def beside(final: Path) -> tuple[Path, Path]:
    """The folders next to a site for a build in progress and for the old site, with names that no user chooses."""
    return final.with_name(f".{final.name}.atlas.new"), final.with_name(f".{final.name}.atlas.old")


class Staging:
    """Moves one build from its staging folder to the final one."""

    def __init__(self, final: Path) -> None:
        self.final = final
        self.staged, self._old = beside(final)
        self.is_whole = False
        self._lock: TextIO | None = None
        self._cleaning: threading.Thread | None = None

    def begin(self) -> Path:
        """Removes what a killed build left behind. Returns the folder to build into.

        Raises:
            BlockingIOError: another build is writing the same site.
            ConfigurationError: the folder cannot be made.
        """
        self._lock = _locked(self.final)
        try:
            if self._old.exists() and not self.final.exists():
                self._old.rename(self.final)
            _remove(self._old)
            _remove(self.staged)
            self.staged.mkdir(parents=True)
        except OSError as error:
            raise ConfigurationError(f"cannot build into '{self.final}': {error.strerror}") from None
        return self.staged

    def end(self) -> None:
        """Puts a complete build in place, and removes a failed build or the old site."""
        if self._cleaning:
            return
        if self.is_whole and self.staged.is_dir():
            self._keep_dot_files()
            self._swap()
        # Removing thousands of files takes a second or more; the new site need not wait for it.
        self._cleaning = threading.Thread(target=self._clean)
        self._cleaning.start()

    def wait(self) -> None:
        """Waits until `end` has removed the old files."""
        if self._cleaning:
            self._cleaning.join()

    def _clean(self) -> None:
        _remove(self.staged)
        _remove(self._old)
        if self._lock:
            self._lock.close()

    def _keep_dot_files(self) -> None:
        # As MkDocs does when it cleans a folder: files such as .git and .nojekyll belong to the user.
        for item in self.final.glob(".*") if self.final.is_dir() else ():
            target = self.staged / item.name
            if item.is_dir() and not item.is_symlink():
                if not target.exists():
                    shutil.copytree(item, target, symlinks=True)
            elif not target.exists():
                shutil.copy2(item, target, follow_symlinks=False)

    def _swap(self) -> None:
        if not self.final.exists():
            self.staged.rename(self.final)
        elif not _exchange(self.staged, self.final):
            try:
                self.final.rename(self._old)
            except OSError:  # a mount point cannot be moved, but its content can
                for item in self.final.iterdir():
                    _remove(item)
                for item in self.staged.iterdir():
                    shutil.move(item, self.final / item.name)
            else:
                self.staged.rename(self.final)


def _locked(final: Path) -> TextIO | None:
    """A lock for a site's folder, held until it is closed or its process ends. None if the system has no locks."""
    if fcntl is None:
        return None
    name = hashlib.sha256(os.fsencode(final)).hexdigest()[:16]
    path = private_folder() / f"{name}.lock"
    try:
        lock = os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600), "w")
    except OSError as error:
        raise ConfigurationError(f"cannot write '{path}': {error.strerror}; remove it, or set TMPDIR") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise
    except OSError:  # some network drives have no locks
        lock.close()
        return None
    return lock


def private_folder() -> Path:
    """A folder for files that builds share. It is not next to the site, where files are the user's.

    Only this user can write to it: in the shared temporary folder, others could plant a link.

    Raises:
        ConfigurationError: another user has made it, or it cannot be made.
    """
    if not hasattr(os, "getuid"):  # Windows, where every user has a temporary folder
        folder = Path(tempfile.gettempdir(), "paperatlas")
        folder.mkdir(exist_ok=True)
        return folder
    folder = Path(tempfile.gettempdir(), f"paperatlas-{os.getuid()}")
    try:
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
    except OSError as error:
        raise ConfigurationError(f"cannot make '{folder}': {error.strerror}; set TMPDIR to another folder") from None
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
        raise ConfigurationError(f"'{folder}' is not safe to use; remove it, or set TMPDIR to another folder")
    return folder


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step, so that the site is always complete. False if the system cannot do it."""
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
