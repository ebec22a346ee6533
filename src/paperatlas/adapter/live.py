"""What `mkdocs serve` sends to the browser: the last good pages, and the problems that the files have now."""

from __future__ import annotations

import gc
import json
import logging
import mimetypes
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel

from .address import shown
from .shell import Joined, Later

if TYPE_CHECKING:
    from ..problems import Problem

HERE = Path(__file__).resolve().parent
STATE = "/livereload/state"  # and after a question mark the path of the page that is shown
NOT_SHOWN = Joined(["<!doctype html><title>Error</title><h1>This page cannot be shown</h1>"], {})
TEXT = "text/plain; charset=utf-8"
EXCLUDED = InclusionLevel.EXCLUDED
TYPES = {".db": "application/vnd.sqlite3"}  # what the system may not know


@dataclass
class Live:
    """The pages and problems of a server. Under serve it lasts from build to build."""

    server: LiveReloadServer | None = None  # None until the first build is done
    building: dict[str, Later] = field(default_factory=dict)  # pages of the build in progress
    pages: Mapping[str, Later] = field(default_factory=dict)  # pages of the last good build
    sent: dict[str, Joined] = field(default_factory=dict)  # each page as it was when it was asked for last
    changes: dict[str, int] = field(default_factory=dict)  # the epoch in which such a page was found to be another
    broken: dict[str, dict[str, str]] = field(default_factory=dict)  # why a page cannot be rendered
    rendering: Lock = field(default_factory=Lock)
    files: Mapping[str, bytes] = field(default_factory=dict)  # checksums of its other files
    static: dict[str, bytes] = field(default_factory=dict)  # those of files that MkDocs only copies
    made: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)  # files that are made when asked for
    changed: int = 0  # the epoch, as MkDocs calls it, of the last build that changed the list of pages or another file
    problems: list[dict[str, str]] = field(default_factory=list)

    def note(self, problems: Iterable[Problem]) -> None:
        """Notes the errors of the catalogue. Warnings do not stop a build: the terminal shows them."""
        self.problems = [
            {"place": f"{p.path}:{p.line}:{p.column}", "message": p.message, "hint": p.hint}
            for p in problems
            if p.is_error
        ]

    def take_static(self, files: Files) -> dict[str, Callable[[], bytes]]:
        """The files that MkDocs only copies. After the first build it does not: it takes a sixth of the time."""
        static = [file for file in files if not file.is_documentation_page() and file.inclusion is not EXCLUDED]
        self.static = {file.dest_uri: _checksum(file) for file in static}
        if not self.server:
            return {}
        for file in static:
            files.remove(file)
        return {file.dest_uri: partial(_content, file) for file in static}

    def page(self, url: str, epoch: int) -> Joined | None:
        """A page of the last good build. If it cannot be rendered, it stays as it was, and `broken` says why."""
        if url not in self.pages:
            return None
        with self.rendering:
            try:
                page = self.pages[url].joined
            except Exception as error:
                if url not in self.broken:
                    self.broken[url] = _unexpected(error)
                return self.sent.get(url, NOT_SHOWN)
            if self.sent.setdefault(url, page) != page:
                self.sent[url], self.changes[url] = page, epoch
            return page

    def state(self, url: str, epoch: int) -> dict[str, Any]:
        """What the script of the panel needs to know of a page."""
        self.page(url, epoch)
        changed = max(self.changed, self.changes.get(url, 0))
        problems = [*self.problems, *([self.broken[url]] if url in self.broken else [])]
        return {"epoch": epoch, "changed": changed, "problems": problems}

    def keep(self) -> bool:
        """Makes the pages of a finished build those that are sent.

        Returns whether a page came or went, or another file has changed. Whether a page has changed is found when a
        browser asks for it: to render all of them takes most of a build's time.
        """
        root = Path(self.server.root) if self.server else Path()
        paths = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
        # The first build writes the files that the server makes later.
        kept = {f"{url}index.html" for url in self.building} | self.made.keys() | self.static.keys()
        files = {name: sha256(path.read_bytes()).digest() for name, path in paths.items() if name not in kept}
        files |= self.static
        is_changed = (self.building.keys(), files) != (self.pages.keys(), self.files)
        self.pages, self.files, self.broken = self.building, files, {}
        return is_changed


def _content(file: File) -> bytes:
    return file.content_bytes


def _checksum(file: File) -> bytes:
    """Of the content of a file that was made; of a file on the disk, of its place, size and time."""
    if file.generated_by:
        return sha256(file.content_bytes).digest()
    stat = Path(str(file.abs_src_path)).stat()
    return f"{file.abs_src_path} {stat.st_size} {stat.st_mtime_ns}".encode()


def go_live(live: Live, server: LiveReloadServer, finish: Callable[[], None]) -> None:
    """Makes the server send the kept pages and the panel, and survive a failed build.

    MkDocs stops answering after a failed build. `finish` is called after every build.
    """
    style, script = ((HERE / name).read_text(encoding="utf-8") for name in ("live.css", "live.js"))
    build, error_page = server.builder, server.error_handler
    _leave_out_skipped_pages(logging.getLogger("mkdocs.commands.build"))

    def rebuild() -> None:
        gc.disable()  # until the build is done: a collection in the middle takes a tenth of a second
        live.building = {}
        errors = _Errors()
        logging.getLogger("mkdocs").addHandler(errors)
        try:
            build()
        except Exception as error:
            live.problems = [
                _logged(error, errors.found) if isinstance(error, Abort | BuildError) else _unexpected(error)
            ]
            print("the last good pages are still served", file=sys.stderr, flush=True)
            finish()
        else:
            finish()
            if live.keep():
                live.changed = server._wanted_epoch
        finally:
            logging.getLogger("mkdocs").removeHandler(errors)
            gc.enable()

    def with_panel(content: bytes, epoch: int, url: str = "") -> bytes:
        now = json.dumps(live.state(url, epoch)).replace("<", "\\u003c")
        added = f"<script>{script}\nlive({now}, {json.dumps(style)});</script>".encode()
        before, body, after = content.rpartition(b"</body>")
        return before + added + body + after if body else content + added

    def answer(environ: Any, start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        epoch = server._visible_epoch  # before the page: a page that is newer than its epoch is only loaded once more
        url = path.removeprefix(server.mount_path).removesuffix("index.html")
        page = live.page(url, epoch) if path.startswith(server.mount_path) else None
        make = live.made.get(url) if path.startswith(server.mount_path) else None
        if path == STATE:
            shown = environ["QUERY_STRING"].removeprefix(server.mount_path).removesuffix("index.html")
            content, kind = json.dumps(live.state(shown, epoch)).encode(), "application/json"
        elif page:
            content, kind = with_panel(page.html.encode(), epoch, url), "text/html; charset=utf-8"
        elif make:
            content, kind = make(), TYPES.get(Path(url).suffix) or mimetypes.guess_type(url)[0] or TEXT
        elif f"{url}/" in live.pages:
            start_response("302 Found", [("Location", quote(f"{path}/"))])
            return []
        else:
            return server.serve_request(environ, start_response)
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    def missing(code: int) -> bytes | None:
        content = error_page(code)
        return with_panel(content, server._visible_epoch) if content else content

    live.server = server
    live.keep()
    live.sent = {url: later.joined for url, later in live.pages.items()}
    gc.freeze()  # later collections pass over what the first build has made
    server.builder, server.error_handler = rebuild, missing
    server._inject_js_into_html = with_panel  # type: ignore[method-assign]  # private in MkDocs 1.6
    server.set_app(answer)


def _leave_out_skipped_pages(logger: logging.Logger) -> None:
    """MkDocs says of each page that it is skipped. A filter would only see the finished records, which take time."""
    info = logger.info

    def shown(message: str, *args: Any, **options: Any) -> None:
        if not message.startswith("Page skipped: '"):
            info(message, *args, **options)

    logger.info = shown  # type: ignore[assignment,method-assign]


class _Errors(logging.Handler):
    """The errors that MkDocs logs before it aborts a build."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage())


def _logged(error: Exception, found: list[str]) -> dict[str, str]:
    """What MkDocs logged before it aborted a build; a strict build is aborted after warnings."""
    hint = "" if found else "the terminal shows them"
    return {"place": "", "message": "\n".join(found) or str(error), "hint": hint}


def _unexpected(error: Exception) -> dict[str, str]:
    """An error that MkDocs does not explain. It is printed too."""
    message = f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    # An undefined name in a template is found inside a library; the line of the template says more.
    frame = next((frame for frame in reversed(frames) if frame.filename.endswith(".html")), frames[-1])
    # A syntax error, in Python or in a template, knows its own place.
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    name, line = (name, line) if name and line else (frame.filename, frame.lineno)
    place = f"{shown(Path(name))}:{line}"
    print(f"{message} ({place})", file=sys.stderr)
    return {"place": place, "message": message, "hint": ""}
