"""Fixtures for all tests: real builds of the site, and a browser.

Property tests run the same examples everywhere, so that failures can be reproduced.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
import yaml
from coverage import Coverage
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError, sync_playwright

from bench.projects import without_course

from .forked import MkDocs

settings.register_profile("atlas", deadline=None, database=None, derandomize=True, print_blob=False)
settings.load_profile("atlas")

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("catalog", "docs", "hooks", "templates")
COMMON_TAGS = frozenset({
    *("linear-attention", "data-dependent-decay", "gating", "matrix-state", "chunkwise-training", "kernels"),
    *("delta-rule", "state-space-model", "language-modelling", "recall"),
})  # fmt: skip
SHOWN_EMPTY = ("linearization", "surveys", "theory")  # categories without papers
MOST_OF_A_KIND = 5  # entries of the small project that are no papers
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


def copy_whole(folder: Path) -> Path:
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


@pytest.fixture(scope="session")
def copy_project() -> Callable[[Path], Path]:
    """Copies everything that a build of the repository reads to a new folder."""
    return copy_whole


def keep_a_few_papers(project: Path) -> None:
    """Keeps the papers that tests use, and the entries that refer only to these; a few where there are many.

    Of the authors it keeps the first three of each paper: each author has a page.
    """
    catalog = project / "catalog"
    entries = {
        path: yaml.load(path.read_bytes(), yaml.CSafeLoader)
        for kind in ("papers", "libraries", "datasets", "tutorials")
        for path in sorted((catalog / kind).glob("*.yml"))
    }
    papers = {path.stem: entry for path, entry in entries.items() if path.parent.name == "papers"}
    kept, found = {"alibi", "deltanet", "gated-deltanet", "mamba", "mamba2"}, {"gla"}
    alone = {*kept}  # their relations are removed; those of the others are kept, with the papers that they lead to
    while found:
        kept |= found
        found = {older["paper"] for key in found for older in papers[key].get("builds_on", ())} - kept
    methods = {method["key"] for key in kept for method in papers[key].get("methods", ())}
    counts = Counter[str]()
    for path, entry in entries.items():
        kind = path.parent.name
        named = {entry["paper"]} if "paper" in entry else set()
        named |= {*entry.get("papers", ())}
        is_left_out = path.stem not in kept if kind == "papers" else counts[kind] == MOST_OF_A_KIND
        if is_left_out or named - kept or {*entry.get("implements", ())} - methods:
            path.unlink()
        else:
            counts[kind] += 1
    for key in kept:
        path = catalog / f"papers/{key}.yml"
        few = papers[key]["authors"] = papers[key]["authors"][:3]
        text = re.sub(r"(?m)^authors: .*", f"authors: {json.dumps(few, ensure_ascii=False)}", path.read_text("utf-8"))
        text = re.sub(r"(?m)^  - \{rule: similar-author, .*\n", "", text)  # it may be about an author who is gone
        text = re.sub(r"(?m)^tags: \[(.*)\]", lambda found: f"tags: [{few_tags(found[1])}]", text)
        if key in alone:
            text = re.sub(r"(?m)^builds_on:\n(?: .*\n)+", "", text)
        path.write_text(re.sub(r"(?m)^accepted:\n(?! )", "", text), encoding="utf-8")
    without_unused_categories(catalog / "categories.yml", {papers[key]["category"] for key in kept})
    without_links_to_papers(project, kept)
    # These files refer to deleted entries.
    for name in ("aliases", "lineage", "lists", "style", "theorems"):
        (catalog / f"{name}.yml").unlink()
    without_course(project)
    without_composer(project)
    keep_used_authors(catalog / "authors.yml", {name for key in kept for name in papers[key]["authors"]})


def few_tags(written: str) -> str:
    """Those of the tags that most of the kept papers have, since each tag has a page and files of citations."""
    tags = written.split(", ")
    return ", ".join([tag for tag in tags if tag in COMMON_TAGS] or tags[:1])


def without_unused_categories(file: Path, used: Collection[str]) -> None:
    """Keeps three categories without papers, which tests use."""
    text = file.read_text(encoding="utf-8")
    blocks = re.split(r"(?m)^(?=[a-z])", text)
    kept = [block for block in blocks if block.partition(":")[0] in {*used, *SHOWN_EMPTY}]
    file.write_text(blocks[0] + "".join(kept), encoding="utf-8")


def without_links_to_papers(project: Path, kept: Collection[str] = ()) -> None:
    """Removes the links of hand-written pages and of introductions to papers and to methods that were deleted."""
    categories = project / "catalog/categories.yml"
    text = categories.read_text(encoding="utf-8")
    categories.write_text(re.sub(r"( +)main: \[(.*)\]\n", lambda main: _main(main, kept), text), encoding="utf-8")
    guide = project / "docs/notation.md"
    linked = r"\[([^]]*)\]\(papers/([^/)]*)[^)]*\)"
    text = re.sub(linked, lambda link: link[0 if link[2] in kept else 1], guide.read_text(encoding="utf-8"))
    guide.write_text(re.sub(r'<a href="#own-symbols">(.*?)</a>', r"\1", text), encoding="utf-8")


def _main(main: re.Match[str], kept: Collection[str]) -> str:
    keys = [key for key in main[2].split(", ") if key in kept]
    return f"{main[1]}main: [{', '.join(keys)}]\n" if keys else ""


def without_composer(project: Path) -> None:
    """Removes the parts that readers put together: their pages would be a quarter of the small project's."""
    for name, parts in (
        ("catalog/methods.yml", r"(?m)^compose:\n(?: .*\n)+"),
        ("mkdocs.yml", r".*compare/compose.*\n"),
    ):
        text = (project / name).read_text(encoding="utf-8")
        (project / name).write_text(re.sub(parts, "", text), encoding="utf-8")


def keep_used_authors(file: Path, printed: set[str]) -> None:
    """Removes what is said of people who are no authors of the kept papers."""
    used = {}
    for name, record in yaml.load(file.read_bytes(), yaml.CSafeLoader).items():
        record["variants"] = [variant for variant in record.get("variants", ()) if variant in printed]
        kept = {field: value for field, value in record.items() if value and field != "homonyms"}
        if kept and (name in printed or record["variants"]):
            used[name] = kept
    file.write_text(yaml.dump(used, allow_unicode=True), encoding="utf-8")


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
