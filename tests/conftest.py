"""Fixtures for all tests: real builds of the site, and a browser.

Property tests run the same examples everywhere, so that failures can be reproduced.
"""

from __future__ import annotations

import fcntl
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
from coverage import Coverage
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError, sync_playwright

from .forked import MkDocs
from .small_project import copy_whole, keep_a_few_papers

settings.register_profile("atlas", deadline=None, database=None, derandomize=True, print_blob=False)
settings.load_profile("atlas")

ROOT = Path(__file__).resolve().parents[1]
BROWSER_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    # The browser itself makes no requests, so every request to another host comes from the site.
    *("--disable-background-networking", "--disable-component-update", "--disable-quic"),
    "--process-per-site",  # a new page needs no new process
)

# A tenth of the tests' work is writing and removing files: in memory, it takes a quarter of the time.
IN_MEMORY = Path("/dev/shm")
NEEDED = 6_000_000_000  # bytes
if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > NEEDED:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Once = Callable[[str, Callable[[Path], object]], Path]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks each test with its folder, or as a unit test. Tests that open pages are also marked as browser tests."""
    tests = ROOT / "tests"
    for item in items:
        folder = item.path.relative_to(tests).parts[0] if item.path.is_relative_to(tests) else ""
        item.add_marker(folder if folder in ("browser", "hostile", "search", "site") else "unit")
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[bool]:
    """Measures the coverage of unit tests only: it makes a test twice as slow, and the others add nothing.

    The builds that `mkdocs` runs with coverage measure it themselves.
    """
    measured = None if item.get_closest_marker("unit") else Coverage.current()
    if measured:
        measured.stop()
    try:
        return (yield)
    finally:
        if measured:
            measured.start()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Creates a folder once per test run, in whichever pytest-xdist process needs it first."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def make(name: str, write: Callable[[Path], object]) -> Path:
        folder = shared / "once" / name
        folder.parent.mkdir(exist_ok=True)
        with folder.with_name(f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                unfinished = folder.with_name(f"{name}.unfinished")
                shutil.rmtree(unfinished, ignore_errors=True)
                unfinished.mkdir()
                write(unfinished)
                unfinished.rename(folder)
        return folder

    return make


@pytest.fixture(scope="session")
def mkdocs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Runs `mkdocs` in a folder, as a separate process; returns its exit code and output.

    The builds share a temporary folder in which they keep compiled templates.
    The build of the repository's site and the tests of the server measure the coverage of builds. It makes a build half
    again as slow, so the others measure it only if they ask for it.
    """

    def run(
        folder: Path,
        *arguments: str,
        env: Mapping[str, str | None] | None = None,
        command: Sequence[str] = (),
        with_coverage: bool = False,
    ) -> subprocess.CompletedProcess[str]:
        # In CI, these variables name the repository that runs the tests.
        ci = ("GITHUB_", "FORGEJO_", "GITEA_", "CI_", "PAGES_")
        mine = {name: value for name, value in os.environ.items() if not name.startswith(ci)}
        # Most tests do not look at pictures for links, which take time.
        changed = {"NO_MKDOCS_2_WARNING": "1", "PREVIEWS": "false", "TMPDIR": str(temporary), **(env or {})}
        if not with_coverage:
            changed["COVERAGE_PROCESS_CONFIG"] = None
        mine = {name: value for name, value in (mine | changed).items() if value is not None}
        if not command and not with_coverage:
            return prepared.run(folder, arguments, mine)
        command = command or (sys.executable, "-m", "mkdocs")
        return subprocess.run(
            [*command, *arguments], cwd=folder, env=mine, capture_output=True, encoding="utf-8", timeout=600
        )

    temporary = tmp_path_factory.mktemp("temporary")
    prepared = MkDocs()
    yield run
    prepared.close()


@pytest.fixture(scope="session")
def site(once: Once, mkdocs: Run) -> Path:
    """The built site of the repository's catalogue, published from github.com/owner/atlas. Do not change it."""

    def build(folder: Path) -> None:
        env = {"GITHUB_REPOSITORY": "owner/atlas"}
        built = mkdocs(ROOT, "build", "--strict", "-d", str(folder / "site"), env=env, with_coverage=True)
        assert built.returncode == 0, built.stderr

    return once("site", build) / "site"


@pytest.fixture(scope="session")
def packages(once: Once) -> Path:
    """A folder with the wheel and the source archive of the engine."""

    def build(folder: Path) -> None:
        source = folder / "source"  # setuptools writes beside the sources
        shutil.copytree(
            ROOT / "src/paperatlas", source / "src/paperatlas", ignore=shutil.ignore_patterns("__pycache__")
        )
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, source)
        for kind in ("build_wheel", "build_sdist"):
            code = f"import sys; from setuptools.build_meta import {kind} as build; build(sys.argv[1])"
            command = [sys.executable, "-c", code, folder]
            done = subprocess.run(command, cwd=source, capture_output=True, encoding="utf-8")
            assert done.returncode == 0, done.stderr
            assert "Warning" not in done.stderr, done.stderr
        shutil.rmtree(source)

    return once("packages", build)


@pytest.fixture(scope="session")
def copy_project() -> Callable[[Path], Path]:
    """Copies everything that a build of the repository reads to a new folder."""
    return copy_whole


@pytest.fixture(scope="session")
def copy_small_project(once: Once) -> Callable[[Path], Path]:
    """Copies a project with a dozen of the repository's papers to a new folder: it builds in a fifth of the time."""

    def write(folder: Path) -> None:
        keep_a_few_papers(copy_whole(folder / "project"))

    small = once("small", write) / "project"
    return lambda folder: Path(shutil.copytree(small, folder))


@pytest.fixture(scope="session")
def kept_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("place")


@pytest.fixture
def place(kept_place: Path) -> Iterator[Path]:
    """An empty folder, the same for all tests of a process: builds find the compiled templates of a path again."""
    yield kept_place
    shutil.rmtree(kept_place)
    kept_place.mkdir()


@pytest.fixture
def project(place: Path, copy_small_project: Callable[[Path], Path]) -> Path:
    """A project with a few papers, to change, break and build."""
    return copy_small_project(place / "project")


class PagesHandler(SimpleHTTPRequestHandler):
    """Serves folders as GitHub Pages does: below /atlas/, with 404.html for missing files.

    Browsers may cache assets. They request all other files again, so that a test never sees the files of another test.
    """

    protocol_version = "HTTP/1.1"
    prefix = "/atlas/"
    EMPTY_PAGE = "/empty-page-of-the-tests"
    folders: ClassVar[dict[str, Path]] = {}  # by host name
    at_root: ClassVar[set[str]] = set()  # the hosts that serve their site without the prefix
    answers: ClassVar[dict[str, Callable[[PagesHandler], bool]]] = {}  # by host name: may answer in place of the file

    def translate_path(self, path: str) -> str:
        host = self.headers["Host"]
        self.directory = str(self.folders[host])
        prefix = "/" if host in self.at_root else self.prefix
        # Nothing exists outside the prefix: a link that leaves it must not work by chance.
        inside = path.startswith(prefix)
        return super().translate_path(path.removeprefix(prefix[:-1]) if inside else "/outside-the-site")

    def do_GET(self) -> None:
        answer = self.answers.get(self.headers["Host"])
        if self.path == self.EMPTY_PAGE:
            self.send(200, "text/plain", b"")
        elif not (answer and answer(self)):
            super().do_GET()

    def send(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (self.folders[self.headers["Host"]] / "404.html").read_bytes()
        self.send(404, "text/html; charset=utf-8", body)

    def end_headers(self) -> None:
        is_asset = self.path.startswith(f"{self.prefix}assets/")
        self.send_header("Cache-Control", "max-age=600" if is_asset else "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def web() -> Iterator[ThreadingHTTPServer]:
    """Serves all sites that tests open in the browser."""
    with ThreadingHTTPServer(("127.0.0.1", 0), PagesHandler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="session")
def serve_folder(web: ThreadingHTTPServer) -> Callable[..., str]:
    """Serves a built site. Returns the address of its home page, which only the tests' browser can reach."""

    def serve(folder: Path, at_root: bool = False) -> str:
        # On the default port: the theme's instant navigation treats links with another port as external.
        host = f"site-{len(PagesHandler.folders)}.localhost"
        PagesHandler.folders[host] = folder
        if at_root:
            PagesHandler.at_root.add(host)
        return f"http://{host}{'/' if at_root else PagesHandler.prefix}"

    return serve


@pytest.fixture(scope="session")
def browser(web: ThreadingHTTPServer) -> Iterator[Browser]:
    """A real Chromium. If none is found, one is installed; if that fails, the tests fail."""
    found = subprocess.run([sys.executable, ROOT / "tools" / "chromium.py"], capture_output=True, encoding="utf-8")
    if found.returncode != 0:
        pytest.fail(found.stderr.strip(), pytrace=False)
    # No other host can be reached: the tests need no network, and a site that needs one fails.
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


class Contexts:
    """Browser contexts, reused by later tests with the same options.

    After a test, a context loses its cookies, its storage and the pages of the test. It keeps its cache of assets and
    one empty page of the site, which keeps the renderer process alive: starting a process for each test takes longer
    than showing the page.
    """

    MOST = 6  # kept at a time, because each one uses memory

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: list[tuple[dict[str, Any], BrowserContext]] = []

    def take(self, options: dict[str, Any]) -> BrowserContext:
        for index, (known, context) in enumerate(self._idle):
            if known == options:
                del self._idle[index]
                return context
        return self.new(options)

    def new(self, options: dict[str, Any]) -> BrowserContext:
        return self._browser.new_context(**options)

    def give_back(self, context: BrowserContext, options: dict[str, Any]) -> None:
        if not options["base_url"].endswith(f".localhost{PagesHandler.prefix}"):
            context.close()  # no other test asks for this server
            return
        context.set_offline(False)
        context.unroute_all()
        context.clear_cookies()
        kept, *others = context.pages
        for page in others:
            page.close()
        kept.unroute_all()
        kept.goto(PagesHandler.EMPTY_PAGE)
        session = context.new_cdp_session(kept)
        origin = options["base_url"].partition(PagesHandler.prefix)[0]
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        session.detach()
        self._idle.append((options, context))
        if len(self._idle) > self.MOST:
            self._idle.pop(0)[1].close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    return Contexts(browser)


@pytest.fixture
def page(contexts: Contexts, served: str) -> Iterator[Callable[..., Page]]:
    """Opens an address of the site in a browser without state, with the options of Playwright's `new_context`.

    The test fails if the console shows an error or a warning, if a script throws an exception, or if a page contacts
    another host. `expected` is a pattern for problems that the test causes on purpose. With `own_process`,
    no other page shares the process, as for a test that measures it.
    """
    problems: list[str] = []
    taken: list[tuple[BrowserContext, dict[str, Any]]] = []
    listeners: list[tuple[BrowserContext, str, Callable[..., None]]] = []

    def open_page(
        path: str = "", *, at: str = "", expected: str = "", own_process: bool = False, **options: Any
    ) -> Page:
        base = at or served
        options["base_url"] = base
        context = contexts.new(options) if own_process else contexts.take(options)
        taken.append((context, options))
        context.set_default_timeout(15_000)

        def note(problem: str) -> None:
            if not (expected and re.search(expected, problem)):
                problems.append(problem)

        def note_message(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                note(f"console {message.type} at {message.location.get('url')}: {message.text}")

        def note_request(request: Request) -> None:
            if not request.url.startswith((base, "data:", "blob:", "about:")):
                note(f"request to {request.url}")

        def note_error(error: WebError) -> None:
            note(f"script error: {error.error}")

        for event, listener in (("console", note_message), ("weberror", note_error), ("request", note_request)):
            context.on(event, listener)  # type: ignore[call-overload]
            listeners.append((context, event, listener))
        opened = context.new_page()
        opened.goto(path)
        return opened

    yield open_page
    for context, event, listener in listeners:
        context.remove_listener(event, listener)
    for context, options in taken:
        contexts.give_back(context, options)
    assert not problems, "\n".join(problems)
