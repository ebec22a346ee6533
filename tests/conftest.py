"""What tests of every kind share: real builds of the site, and a browser.

Property tests run the same examples everywhere: a failure seen once can be seen again.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

settings.register_profile("atlas", deadline=None, database=None, derandomize=True, print_blob=False)
settings.load_profile("atlas")

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("catalog", "docs", "hooks", "templates")
BROWSER_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    # The browser's own errands, so that each request to another host is the site's.
    *("--disable-background-networking", "--disable-component-update", "--disable-quic"),
)

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def mkdocs() -> Run:
    """Runs `mkdocs` in a folder, as a process of its own; gives its exit code and what it said."""

    def run(
        folder: Path,
        *arguments: str,
        env: Mapping[str, str | None] | None = None,
        command: Sequence[str] = (sys.executable, "-m", "mkdocs"),
    ) -> subprocess.CompletedProcess[str]:
        # What the machine that runs the tests knows of its repository is not the tests' to build with.
        mine = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
        changed = {"NO_MKDOCS_2_WARNING": "1", **(env or {})}
        mine = {name: value for name, value in (mine | changed).items() if value is not None}
        return subprocess.run(
            [*command, *arguments], cwd=folder, env=mine, capture_output=True, encoding="utf-8", timeout=120
        )

    return run


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, mkdocs: Run) -> Path:
    """The built site of the repository's own catalogue, published from github.com/owner/atlas. Not to be changed."""
    target = tmp_path_factory.mktemp("site") / "site"
    built = mkdocs(ROOT, "build", "--strict", "-d", str(target), env={"GITHUB_REPOSITORY": "owner/atlas"})
    assert built.returncode == 0, built.stderr
    return target


@pytest.fixture(scope="session")
def copy_project() -> Callable[[Path], Path]:
    """Copies all that a build of the repository reads into a folder that is not there yet."""

    def copy(folder: Path) -> Path:
        for part in PARTS:
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "src").mkdir()  # mkdocs.yml watches it; the engine is the installed one
        shutil.copy(ROOT / "mkdocs.yml", folder)
        return folder

    return copy


@pytest.fixture
def project(tmp_path: Path, copy_project: Callable[[Path], Path]) -> Path:
    """A copy of the repository's catalogue, pages, hooks and templates, to change, break and build."""
    return copy_project(tmp_path / "project")


class PagesHandler(SimpleHTTPRequestHandler):
    """Serves folders as GitHub Pages does: below /atlas/, with 404.html for addresses that lead nowhere."""

    protocol_version = "HTTP/1.1"
    prefix = "/atlas/"
    folders: ClassVar[dict[str, Path]] = {}  # by host name

    def translate_path(self, path: str) -> str:
        self.directory = str(self.folders[self.headers["Host"]])
        # Outside of the prefix there is nothing: a link that leaves it must not be right by chance.
        inside = path.startswith(self.prefix)
        return super().translate_path(path.removeprefix(self.prefix[:-1]) if inside else "/outside-the-site")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (self.folders[self.headers["Host"]] / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def web() -> Iterator[ThreadingHTTPServer]:
    """Serves all the sites that tests open in the browser."""
    with ThreadingHTTPServer(("127.0.0.1", 0), PagesHandler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="session")
def serve_folder(web: ThreadingHTTPServer) -> Callable[[Path], str]:
    """Serves a built site; gives the address of its home page, which only the tests' browser can reach."""

    def serve(folder: Path) -> str:
        # At the usual port, as the theme's instant navigation takes links with another one for foreign.
        host = f"site-{len(PagesHandler.folders)}.localhost"
        PagesHandler.folders[host] = folder
        return f"http://{host}{PagesHandler.prefix}"

    return serve


@pytest.fixture(scope="session")
def browser(web: ThreadingHTTPServer) -> Iterator[Browser]:
    """A real Chromium; where there is none, one is installed, and where that fails the tests fail."""
    found = subprocess.run([sys.executable, ROOT / "tools" / "chromium.py"], capture_output=True, encoding="utf-8")
    if found.returncode != 0:
        pytest.fail(found.stderr.strip(), pytrace=False)
    # No other host can be reached: the tests need no network, and a site that needs one shows it.
    hosts = f"MAP *.localhost 127.0.0.1:{web.server_port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.stdout.strip(), args=[*BROWSER_FLAGS, f"--host-resolver-rules={hosts}"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(site: Path, serve_folder: Callable[[Path], str]) -> str:
    """The address of the built site's home page."""
    return serve_folder(site)


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Callable[..., Page]]:
    """Opens an address of the site in a browser of its own, with the options of Playwright's `new_context`.

    At the end of the test there must have been no error and no warning in the console, no exception in a script and
    no request to another host; `expected` is a pattern of those that a test brings about.
    """
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(path: str = "", *, at: str = "", expected: str = "", **options: Any) -> Page:
        base = at or served
        context = browser.new_context(base_url=base, **options)
        contexts.append(context)
        context.set_default_timeout(15_000)

        def note(fault: str) -> None:
            if not (expected and re.search(expected, fault)):
                faults.append(fault)

        def note_message(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                note(f"console {message.type} at {message.location.get('url')}: {message.text}")

        def note_request(request: Request) -> None:
            if not request.url.startswith((base, "data:", "blob:", "about:")):
                note(f"request to {request.url}")

        context.on("console", note_message)
        context.on("weberror", lambda error: note(f"script error: {error.error}"))
        context.on("request", note_request)
        opened = context.new_page()
        opened.goto(path)
        return opened

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)
