"""`mkdocs serve` together with an editor and a browser."""

from __future__ import annotations

import compileall
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]
ENTRY = "catalog/papers/gla.yml"
SUMMARY = "Linear attention trailed softmax attention"
WAIT = 30_000  # ms, for something that takes about two seconds


class Served:
    """A project and the server for it."""

    def __init__(self, project: Path, port: int) -> None:
        self.project = project
        self.address = f"http://127.0.0.1:{port}/"
        self._log = project.parent / "terminal.txt"
        self._originals: dict[Path, str] = {}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        # The engine is a copy too, so that a test can change it. GitHub's variables would set the address of the site.
        env = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
        env |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(self.project / "src"), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", self.address.split("/")[2], *options]
        # A test run in the background may ignore Ctrl+C. The server would inherit that, but it is stopped with Ctrl+C.
        inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=self.project, env=env, stdout=log, stderr=subprocess.STDOUT)
        signal.signal(signal.SIGINT, inherited)
        return self.process

    @property
    def terminal(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def problems(self) -> list[dict[str, str]]:
        """What the panel shows."""
        with urlopen(f"{self.address}livereload/state", timeout=10) as answer:
            return json.load(answer)["problems"]

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def change(self, path: str, old: str, new: str) -> None:
        """Replaces the first `old` with `new` in a file of the project, like an editor that saves it."""
        file = self.project / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        self._originals.setdefault(file, text)
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def restore(self) -> bool:
        """Takes back all changes. Returns whether there was one to take back."""
        changed = {file: text for file, text in self._originals.items() if file.read_text(encoding="utf-8") != text}
        for file, text in changed.items():
            file.write_text(text, encoding="utf-8")
        return bool(changed)

    def stop(self) -> None:
        if self.process and self.is_alive:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@pytest.fixture(scope="session")
def engine(once: Callable) -> Path:
    """The engine, compiled, to be copied."""

    def write(folder: Path) -> None:
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
        compileall.compile_dir(shutil.copytree(ROOT / "src", folder / "src", ignore=ignored), quiet=1)

    return once("engine", write) / "src"


def serve(project: Path, engine: Path) -> Iterator[Served]:
    shutil.copytree(engine, project / "src", dirs_exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served = Served(project, port)
    yield served
    served.stop()


def start(server: Served, until: Callable) -> Served:
    """Starts the server, and waits until it answers."""
    server.start()
    until(lambda: "Serving on" in server.terminal or not server.is_alive, "the server to start", 60)
    assert server.is_alive, server.terminal
    return server


@pytest.fixture
def server(project: Path, engine: Path) -> Iterator[Served]:
    yield from serve(project, engine)


@pytest.fixture
def started(server: Served, until: Callable) -> Callable[[], Served]:
    """Starts a server that no other test uses."""
    return lambda: start(server, until)


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory, copy_small_project: Callable, engine: Path, until: Callable) -> Iterator[Served]:
    for server in serve(copy_small_project(tmp_path_factory.mktemp("served") / "project"), engine):
        yield start(server, until)


@pytest.fixture
def running(shared_server: Served, until: Callable) -> Iterator[Served]:
    """A server that other tests use too: what a test changes is taken back after it."""
    yield shared_server
    done = "Reloading browsers"
    before = shared_server.terminal.count(done)
    if shared_server.restore():
        until(lambda: shared_server.terminal.count(done) > before and not shared_server.problems, "a good build", 60)


@pytest.fixture
def printed(until: Callable) -> Callable[[Served, str, int], None]:
    """Waits until the terminal has shown a text the given number of times."""

    def wait(server: Served, text: str, times: int) -> None:
        until(lambda: server.terminal.count(text) >= times, lambda: f"{text!r}, {times} times, in\n{server.terminal}")

    return wait


@pytest.fixture
def tab(page: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a page of the server in a tab."""
    return lambda server, path="", expected="": page(path, at=server.address, expected=expected)


def summary(opened: Page):
    return opened.locator(".paper__summary")


def break_entry(server: Served) -> None:
    server.change(ENTRY, "chunkwise-training", "chunkwise-trainning")


def fix_entry(server: Served) -> None:
    server.change(ENTRY, "chunkwise-trainning", "chunkwise-training")


def panel(opened: Page):
    return opened.get_by_role("region", name="Problems")


def mark(opened: Page) -> None:
    """Marks the page, so that `is_marked` tells whether it has been loaded again."""
    opened.evaluate("() => { window.isOld = true; }")


def is_marked(opened: Page) -> bool:
    return opened.evaluate("window.isOld === true")


def test_an_edited_entry_appears_automatically(running, tab):
    server = running
    opened = tab(server, "papers/gla/")
    expect(summary(opened)).to_contain_text(SUMMARY)
    server.change(ENTRY, SUMMARY, "An edited summary says that linear attention trailed softmax attention")
    expect(summary(opened)).to_contain_text("An edited summary says", timeout=WAIT)
    # Files for programs are made when they are asked for, and so are as new as the page.
    with urlopen(f"{server.address}papers/gla.md", timeout=10) as answer:
        assert "An edited summary says" in answer.read().decode()
    with urlopen(f"{server.address}papers.bib", timeout=10) as answer:
        assert b"{yang2024gated," in answer.read()
    opened.goto("contribute/")
    server.change("docs/contribute.md", "# Contribute", "# How to contribute")
    expect(opened.get_by_role("heading", level=1)).to_contain_text("How to contribute", timeout=WAIT)


def test_an_invalid_entry_is_reported_at_every_save_and_the_last_good_pages_stay(started, tab, printed):
    server = started()
    opened = tab(server, "papers/gla/")
    break_entry(server)
    printed(server, "unknown tag 'chunkwise-trainning'", 1)
    assert re.search(rf"^{re.escape(ENTRY)}:\d+:\d+: error: unknown tag", server.terminal, re.MULTILINE)
    server.change(ENTRY, SUMMARY, f"Another save. {SUMMARY}")
    printed(server, "unknown tag 'chunkwise-trainning'", 2)
    assert "Traceback" not in server.terminal
    # Reloading, following a link, and an address that was not open before.
    opened.reload()
    expect(summary(opened)).to_contain_text(SUMMARY)
    expect(summary(opened)).not_to_contain_text("Another save")
    opened.locator(".crumbs").get_by_role("link", name="Architectures").click()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Architectures")
    opened.goto("authors/")
    expect(opened.get_by_role("heading", level=1)).to_have_text("Authors")
    opened.goto("papers/gla/")
    fix_entry(server)
    expect(summary(opened)).to_contain_text("Another save", timeout=WAIT)


def test_a_server_started_with_an_invalid_entry_shows_the_problems_until_they_are_fixed(server, started, tab):
    pages = {
        "": "Attention whose memory does not grow",
        "contribute/": "Contribute",
        "notation/": "Notation and pictures",
        "papers/gla/": "Gated Linear Attention Transformers",
        "categories/architectures/": "Architectures",
    }
    break_entry(server)
    started()
    assert "unknown tag 'chunkwise-trainning'" in server.terminal
    tabs = {path: tab(server, path, expected="status of 404") for path in pages}
    for opened in tabs.values():
        expect(opened.get_by_role("heading", level=1)).to_have_text("The catalogue has problems")
        problem = opened.locator(".problems li").first
        expect(problem).to_contain_text("unknown tag 'chunkwise-trainning'")
        expect(problem).to_contain_text("did you mean 'chunkwise-training'?")
        expect(problem).to_contain_text(ENTRY)
    fix_entry(server)
    for path, opened in tabs.items():
        expect(opened.get_by_role("heading", level=1)).to_contain_text(pages[path], timeout=WAIT)


def test_a_changed_template_takes_effect(running, tab):
    server = running
    opened = tab(server, "papers/gla/")
    server.change("src/paperatlas/templates/part/paper_head.html", "Read the paper", "Read this paper")
    expect(opened.get_by_role("link", name="Read this paper")).to_be_visible(timeout=WAIT)
    server.change("src/paperatlas/templates/theme/main.html", 'aria-label="All sections"', 'aria-label="All parts"')
    expect(opened.get_by_role("navigation", name="All parts")).to_be_visible(timeout=WAIT)


def test_a_changed_engine_takes_effect(started, tab):
    server = started()
    opened = tab(server, "categories/")
    expect(opened.get_by_role("main")).to_contain_text("The categories of the atlas")
    server.change("src/paperatlas/pages/browse.py", "The categories of the atlas", "The groups of the atlas")
    expect(opened.get_by_role("main")).to_contain_text("The groups of the atlas", timeout=WAIT)


def test_a_syntax_error_in_the_engine_is_reported_and_the_server_continues_once_it_is_fixed(started, tab, printed):
    server = started()
    opened = tab(server, "papers/gla/")
    server.change("src/paperatlas/links.py", "def links(", "def links((")
    printed(server, "SyntaxError", 1)
    assert "links.py" in server.terminal
    assert "Traceback" not in server.terminal
    assert server.is_alive
    opened.reload()
    expect(summary(opened)).to_contain_text(SUMMARY)
    server.change(ENTRY, SUMMARY, f"After the mistake. {SUMMARY}")
    server.change("src/paperatlas/links.py", "def links((", "def links(")
    expect(summary(opened)).to_contain_text("After the mistake.", timeout=WAIT)


def test_a_changed_hook_asks_for_a_restart(started, tab, printed):
    server = started()
    opened = tab(server, "papers/gla/")
    with (server.project / "hooks/atlas.py").open("a", encoding="utf-8") as hook:
        hook.write("\n# a change\n")
    printed(server, "hooks/atlas.py changed: restart `make serve` to apply the change", 1)
    expect(summary(opened)).to_be_visible()


def test_a_port_in_use_is_reported_on_one_line(server):
    host, port = server.address.split("/")[2].split(":")
    with socket.socket() as other:
        other.bind((host, int(port)))
        other.listen()
        process = server.start()
        assert process.wait(60) != 0
    lines = [line for line in server.terminal.splitlines() if f"{host}:{port}" in line]
    assert len(lines) == 1, server.terminal
    assert "Cannot serve at" in lines[0]
    assert f"make serve PORT={int(port) + 1}" in lines[0]
    assert "Traceback" not in server.terminal


def test_an_error_is_shown_above_the_page_until_it_is_fixed_and_the_page_stays_as_it_was(running, tab):
    server = running
    opened = tab(server, "papers/gla/")
    expect(summary(opened)).to_contain_text(SUMMARY)
    opened.locator(".crumbs").get_by_role("link", name="Architectures").focus()
    opened.mouse.wheel(0, 300)
    opened.wait_for_function("scrollY > 200")
    place = opened.evaluate("scrollY")
    mark(opened)
    break_entry(server)
    expect(panel(opened)).to_be_visible(timeout=WAIT)
    expect(opened.get_by_role("alert")).to_contain_text("1 problem.")
    item = panel(opened).get_by_role("listitem")
    expect(item).to_have_count(1)
    expect(item).to_contain_text(re.compile(rf"{re.escape(ENTRY)}:\d+:\d+"))
    expect(item).to_contain_text("unknown tag 'chunkwise-trainning'")
    expect(item).to_contain_text("did you mean 'chunkwise-training'?")
    assert opened.evaluate("document.activeElement.textContent") == "Architectures"
    expect(summary(opened)).to_contain_text(SUMMARY)
    fix_entry(server)
    expect(panel(opened)).to_have_count(0, timeout=WAIT)
    assert is_marked(opened)
    assert opened.evaluate("scrollY") == place


def test_pages_opened_while_there_is_an_error_show_it_too(running, tab):
    server = running
    opened = tab(server, "papers/gla/")
    break_entry(server)
    expect(panel(opened)).to_be_visible(timeout=WAIT)
    for path in ("", "contribute/", "papers/", "authors", "tags/linear-attention/index.html", "no/such/page/"):
        other = tab(server, path, expected="status of 404")
        expect(panel(other)).to_contain_text("unknown tag 'chunkwise-trainning'")
        expect(other.get_by_role("heading", level=1)).to_be_visible()
        other.close()


def test_a_closed_list_of_problems_comes_back_after_the_next_change(running, tab):
    server = running
    opened = tab(server, "papers/gla/")
    break_entry(server)
    expect(panel(opened)).to_be_visible(timeout=WAIT)
    opened.get_by_role("button", name="Close the list of problems").click()
    expect(panel(opened)).to_have_count(0)
    server.change(ENTRY, SUMMARY, f"Another save. {SUMMARY}")
    expect(panel(opened)).to_be_visible(timeout=WAIT)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_of_problems_can_be_read_on_a_small_screen(running, tab, page, axe_problems, scheme):
    server = running
    opened = page("papers/gla/", at=server.address, viewport={"width": 360, "height": 640}, color_scheme=scheme)
    break_entry(server)
    expect(panel(opened)).to_be_visible(timeout=WAIT)
    box = panel(opened).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert box["y"] + box["height"] <= 640
    assert opened.evaluate("document.documentElement.scrollWidth") == 360
    assert axe_problems(opened) == []


@pytest.mark.parametrize(
    ("file", "right", "wrong", "messages"),
    [
        (
            "src/paperatlas/templates/page/paper.html",
            "{% endif %}",
            "{% endwhen %}",
            ["src/paperatlas/templates/page/paper.html:", "endwhen"],
        ),
        (
            "src/paperatlas/templates/part/tags.html",
            "{{",
            "{{ nothing.of_it }}{{",
            ["part/tags.html:", "'nothing' is undefined"],
        ),
        (
            "src/paperatlas/templates/theme/main.html",
            "{% block footer %}",
            "{% section footer %}",
            ["theme/main.html:", "section"],
        ),
        ("mkdocs.yml", "nav:", "extra_css: [gone.css]\nnav:", ["`extra_css` names 'gone.css'"]),
        ("mkdocs.yml", "nav:", "nav: [", ["mkdocs.yml"]),
        ("mkdocs.yml", "nav:", "navv:", []),
        ("docs/contribute.md", "atlas: fields", "atlas: rules", ["docs/contribute.md", "unknown part 'atlas: rules'"]),
        ("src/paperatlas/links.py", "def links(", "def links((", ["src/paperatlas/links.py:", "SyntaxError"]),
    ],
)
def test_a_build_that_fails_is_explained_above_the_last_good_page(running, tab, file, right, wrong, messages):
    server = running
    opened = tab(server, "papers/gla/")
    mark(opened)
    server.change(file, right, wrong)
    if not messages:  # only a warning: the page is built
        opened.wait_for_function("window.isOld === undefined", timeout=WAIT)
        expect(summary(opened)).to_contain_text(SUMMARY)
        expect(panel(opened)).to_have_count(0)
        return
    expect(panel(opened)).to_be_visible(timeout=WAIT)
    for message in messages:
        expect(panel(opened)).to_contain_text(message)
    expect(summary(opened)).to_contain_text(SUMMARY)
    assert is_marked(opened)
    server.change(file, wrong, right)
    expect(panel(opened)).to_have_count(0, timeout=WAIT)


def test_files_that_an_editor_replaces_are_noticed(started, tab):
    server = started()
    opened = tab(server, "papers/gla/")
    for path, old, new in (
        (ENTRY, SUMMARY, "A replaced summary"),
        ("mkdocs.yml", "site_name: Linear Attention Atlas", "site_name: Another Atlas"),
    ):
        file = server.project / path
        saved = file.with_name(f"{file.name}~")
        saved.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
        saved.replace(file)
        expect(opened.locator("body")).to_contain_text(new.removeprefix("site_name: "), timeout=WAIT)


def test_new_changed_and_deleted_files_of_every_kind_are_noticed(running, tab):
    server = running
    opened = tab(server, "papers/gla/", expected="status of 404")
    server.change("src/paperatlas/assets/pages/paper.css", "", "body { --is-changed: yes; }\n")
    opened.wait_for_function("getComputedStyle(document.body).getPropertyValue('--is-changed') === 'yes'", timeout=WAIT)
    new = server.project / "docs" / "new.md"
    opened.goto("new/")
    new.write_text("# A new page\n", encoding="utf-8")
    title = opened.get_by_role("heading", level=1)
    expect(title).to_contain_text("A new page", timeout=WAIT)
    new.unlink()
    expect(title).to_have_text("Page not found", timeout=WAIT)
    entry = server.project / "catalog" / "papers" / "a-copy.yml"
    opened.goto("papers/a-copy/")
    lines = (server.project / ENTRY).read_text(encoding="utf-8")
    entry.write_text(lines, encoding="utf-8")
    expect(panel(opened)).to_contain_text("a-copy.yml", timeout=WAIT)
    entry.unlink()
    expect(panel(opened)).to_have_count(0, timeout=WAIT)


def test_pages_that_were_not_open_are_as_new_as_the_catalogue_and_explain_their_own_mistakes(running, tab):
    """After the first build, a page is rendered when somebody asks for it."""
    server = running
    opened = tab(server, "papers/gla/")
    server.change(ENTRY, "short_name: GLA", "short_name: Gated LA")
    expect(opened.get_by_role("main")).to_contain_text("Gated LA", timeout=WAIT)
    other = tab(server, "categories/architectures/")
    expect(other.get_by_role("main")).to_contain_text("Gated LA")
    mark(opened)
    heading = other.get_by_role("heading", level=1)
    server.change("src/paperatlas/templates/page/category.html", "{{", "{{ nothing.of_it }}{{")
    expect(panel(other)).to_contain_text("'nothing' is undefined", timeout=WAIT)
    expect(heading).to_have_text("Architectures")
    never_open = tab(server, "categories/linearization/")
    expect(panel(never_open)).to_contain_text("page/category.html:")
    expect(panel(opened)).to_have_count(0)
    assert is_marked(opened)
    server.change("src/paperatlas/templates/page/category.html", "{{ nothing.of_it }}{{", "{{")
    expect(panel(other)).to_have_count(0, timeout=WAIT)
    expect(heading).to_have_text("Architectures")


def test_a_server_without_reloading_serves_pages(server, tab, until):
    server.start("--no-livereload")
    until(lambda: "Serving on" in server.terminal or not server.is_alive, "the server to start", 60)
    expect(summary(tab(server, "papers/gla/"))).to_contain_text(SUMMARY)


def test_a_build_contains_nothing_of_the_server(site):
    for path in site.rglob("*"):
        if path.suffix in (".html", ".js", ".css"):
            text = path.read_text(encoding="utf-8")
            assert "livereload" not in text, path
            assert "the pages stay as they are" not in text, path
