"""What `mkdocs serve` needs in addition to a build: a free port, and a reloaded engine."""

from __future__ import annotations

import importlib
import socket
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from mkdocs.exceptions import Abort

ENGINE = "paperatlas"
ADAPTER = f"{ENGINE}.adapter"
PARTS = ("addresses", "breaks", "checkout", "problems", "render.embeds", "render.explore", "render.parts", "site")


def need_free_port(host: str, port: int) -> None:
    """Ends the command with a hint if the port is in use: MkDocs would build the site first.

    Raises:
        Abort: the port is in use, or cannot be used.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            hint = f"choose another port: `make serve PORT={port + 1}`, or `mkdocs serve -a {host}:{port + 1}`"
            raise Abort(f"Cannot serve at {host}:{port} ({error.strerror}); {hint}") from None


def load_engine() -> ModuleType:
    """The engine, with the modules that the hook uses."""
    for part in PARTS:
        importlib.import_module(f"{ENGINE}.{part}")
    return importlib.import_module(ENGINE)


def unload_engine() -> None:
    """Makes the next `load_engine` read the engine's files again. MkDocs keeps the handlers, so the adapter stays."""
    for name in [name for name in sys.modules if name.partition(".")[0] == ENGINE]:
        if name != ADAPTER and not name.startswith(f"{ADAPTER}."):
            del sys.modules[name]
    importlib.invalidate_caches()


def modified_times(folder: Path, others: Iterable[Path]) -> dict[Path, int]:
    """When each Python file in a folder, and each of the other files, was last changed."""
    return {path: path.stat().st_mtime_ns for path in (*folder.rglob("*.py"), *others)}
