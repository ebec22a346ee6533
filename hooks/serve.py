"""What `mkdocs serve` needs in addition to a build: a free port, a reloaded engine, and the last good pages."""

from __future__ import annotations

import importlib
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from address import shown
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

ENGINE = "paperatlas"
PARTS = ("addresses", "checkout", "maths", "problems", "render.parts", "site")


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
    """Makes the next `load_engine` read the engine's files again."""
    for name in [name for name in sys.modules if name.partition(".")[0] == ENGINE]:
        del sys.modules[name]
    importlib.invalidate_caches()


def modified_times(folder: Path) -> dict[Path, int]:
    """When each Python file in a folder was last changed."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.py")}


def keep_last_good_pages(server: LiveReloadServer, finish: Callable[[], None]) -> None:
    """Makes the server survive a failed build, and makes its 404 page reload itself after the next good one.

    MkDocs stops answering after a failed build, and puts its reload script only into pages that exist. `finish` is
    called after every build.
    """
    build, error_page = server.builder, server.error_handler

    def rebuild() -> None:
        try:
            build()
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            # An undefined name in a template is found inside a library; the line of the template says more.
            where = next((frame for frame in reversed(frames) if frame.filename.endswith(".html")), frames[-1])
            place = f"{shown(Path(where.filename))}:{where.lineno}"
            print(f"{type(error).__name__}: {error} ({place})", file=sys.stderr)
            print("the last good pages are still served", file=sys.stderr, flush=True)
        finish()

    inject = getattr(server, "_inject_js_into_html", None)  # private in MkDocs 1.6

    def reloading(code: int) -> bytes | None:
        content = error_page(code)
        return inject(content, server._visible_epoch) if content and inject else content

    server.builder = rebuild
    server.error_handler = reloading
