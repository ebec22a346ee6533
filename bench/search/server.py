"""Serves the page and the data of one catalogue locally, gzipped, and records the number of bytes sent."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from . import HERE

KINDS = {".html": "text/html", ".js": "text/javascript", ".json": "application/json"}


@cache
def is_packed(path: Path) -> bool:
    """Whether the file on disk is already compressed, like most files of Pagefind."""
    return path.read_bytes()[:2] == b"\x1f\x8b"


@cache
def packed(path: Path) -> bytes:
    """The content as a static server sends it."""
    content = path.read_bytes()
    return content if is_packed(path) else gzip.compress(content, 9, mtime=0)


class Site:
    """A server and its record: `sent` has the path and size of each answer since it was last cleared."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent: list[tuple[str, int]] = []
        self.address = ""

    def find(self, path: str) -> Path | None:
        """Finds the files of the engines under `/data/...`, and those of the page under other paths."""
        inside = path.partition("?")[0].removeprefix("/")
        found = self.folder / inside.removeprefix("data/") if inside.startswith("data/") else HERE / "page" / inside
        return found if found.is_file() else None


@contextmanager
def serve(folder: Path) -> Iterator[Site]:
    site = Site(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = site.find(self.path)
            body = packed(found) if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", KINDS.get(found.suffix if found else "", "application/octet-stream"))
            self.send_header("Content-Length", str(len(body)))
            if found and not is_packed(found):
                self.send_header("Content-Encoding", "gzip")
            # With these two headers a page can measure time to five microseconds.
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.end_headers()
            # Before sending: otherwise the page may finish before the size is recorded.
            if self.path.startswith("/data/"):
                site.sent.append((self.path, len(body)))
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

    with Server(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        site.address = f"http://127.0.0.1:{server.server_port}"
        yield site
        server.shutdown()
