"""Compiled templates, kept from one build to the next: compiling them takes a quarter of a second."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

# Their filters and settings become part of a compiled template.
PACKAGES = ("jinja2", "markupsafe", "mkdocs", "mkdocs-material")

_known: dict[tuple[Path, str], CodeType | None] = {}


class CompiledTemplates(BytecodeCache):
    """Files in a folder, with the checksum of their content: a damaged one is compiled again.

    Jinja compares the source of a template. `code` are the Python files whose filters and settings the templates use:
    after a change in one of them, or in a package, no compiled template of before is used. What this process has loaded
    or compiled stays in memory: a server needs it at every save, and builds with other code remove its files.
    """

    def __init__(self, folder: Path, code: Iterable[Path]) -> None:
        self._folder = folder
        versions = (f"{package} {version(package)}\n".encode() for package in PACKAGES)
        used = sha256(b"".join([*versions, *(path.read_bytes() for path in sorted(code))]))
        self._ending = f".{used.hexdigest()[:16]}.template"
        for path in folder.glob("*.template*"):  # also what a killed build left unfinished
            if not path.name.endswith(self._ending):
                with contextlib.suppress(OSError):
                    path.unlink()

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = _known.get((self._path(bucket), bucket.checksum))
        if bucket.code:
            return
        with contextlib.suppress(OSError):
            content = self._path(bucket).read_bytes()
            if sha256(content[32:]).digest() == content[:32]:
                bucket.bytecode_from_string(content[32:])
                _known[self._path(bucket), bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        _known[self._path(bucket), bucket.checksum] = bucket.code
        content = bucket.bytecode_to_string()
        unfinished = self._path(bucket).with_suffix(f".template.{os.getpid()}")
        with contextlib.suppress(OSError):  # without room for it, each build compiles
            unfinished.write_bytes(sha256(content).digest() + content)
            unfinished.replace(self._path(bucket))

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}{self._ending}"
