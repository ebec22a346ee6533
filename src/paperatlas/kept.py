"""Files that a build keeps for the next one, each with the checksum of its content: a damaged one is made again."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

_SIZE = sha256().digest_size


def read_kept(file: Path | None) -> bytes | None:
    """What an earlier build wrote; None if there is no such file, or it is damaged."""
    with contextlib.suppress(OSError):
        content = file.read_bytes() if file else b""
        if sha256(content[_SIZE:]).digest() == content[:_SIZE]:
            return content[_SIZE:]
    return None


def write_kept(file: Path | None, content: bytes) -> None:
    """Keeps a content. Without room for it, each build makes it again."""
    if file is None:
        return
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        unfinished.write_bytes(sha256(content).digest() + content)
        unfinished.replace(file)


def read_kept_values(file: Path | None) -> dict[str, Any]:
    """What an earlier build wrote, as JSON; nothing if there is no such file, or it is damaged."""
    return dict(json.loads(read_kept(file) or b"{}"))


def write_kept_values(file: Path | None, values: Mapping[str, Any]) -> None:
    """Keeps values that JSON can hold."""
    write_kept(file, json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())
