"""Files with a checksum, which keep what takes long for the next build."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any


def read(file: Path | None) -> dict[str, Any]:
    """What an earlier build wrote; nothing if the file is damaged."""
    with contextlib.suppress(OSError, ValueError):
        checksum, _, content = file.read_bytes().partition(b"\n") if file else (b"", b"", b"")
        if checksum == _checksum(content):
            return dict(json.loads(content))
    return {}


def write(file: Path | None, kept: Mapping[str, Any]) -> None:
    """Keeps it for the next build."""
    if file is None:
        return
    content = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
    unfinished = file.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):  # without room for it, each build makes it again
        unfinished.write_bytes(_checksum(content) + b"\n" + content)
        unfinished.replace(file)


def _checksum(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()
