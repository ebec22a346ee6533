"""A tab that is open while another version of the site is published, and answers that are wrong for a while."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]
MISSING = "Failed to load resource|net::ERR_FAILED|Failed to fetch"
ORDERS = [("old", "new"), ("new", "old")]
WORDS = {"old": "trailed", "new": "quixotic"}  # a word that only this version's summaries have
WRONG: dict[str, tuple[int, str, bytes] | None] = {
    "missing": (404, "text/html", b"<p>Page not found"),
    "an error of the server": (500, "text/plain", b""),
    "a page in place of the file": (200, "text/html", b"<!doctype html><p>Soon back"),
    "half of the file": (200, "application/json", b'{"titles": "torn'),
    "another JSON": (200, "application/json", b"[]"),
    "a lost connection": None,
}


@pytest.fixture(scope="session")
def versions(once: Callable, copy_small_project: Callable, mkdocs: Callable) -> Path:
    """The sites of two versions, which differ in an entry, in a script and in a style."""

    def write(folder: Path) -> None:
        project = copy_small_project(folder / "project")
        for version, word in WORDS.items():
            changes = {
                "catalog/papers/gla.yml": (r"(?m)^summary: .*", f"summary: Of {word} gates, in a few words."),
                "docs/assets/explore/start.js": (r"\Z", f'\nglobalThis.atlasVersion = "{version}";\n'),
                "docs/assets/search/box.js": (r"\Z", f'\nglobalThis.atlasVersion = "{version}";\n'),
            }
            for path, (pattern, text) in changes.items():
                file = project / path
                # A script in docs/ takes the place of the engine's.
                source = file if file.exists() else ROOT / "src/paperatlas" / path.removeprefix("docs/")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(re.sub(pattern, text, source.read_text(encoding="utf-8"), count=1), encoding="utf-8")
            built = mkdocs(project, "build", "-d", str(folder / version), env={"GITHUB_REPOSITORY": "owner/atlas"})
            assert built.returncode == 0, built.stderr

    return once("versions", write)


@pytest.fixture
def publish(versions: Path, tmp_path: Path, serve_folder: Callable) -> Callable[[str], str]:
    """Publishes a version at the address that it returns, in place of the one before."""
    current = tmp_path / "current"
    served = serve_folder(current)

    def put(version: str) -> str:
        unfinished = tmp_path / "next"
        unfinished.symlink_to(versions / version)
        unfinished.replace(current)
        return served

    return put


def box(opened: Page):
    return opened.get_by_role("combobox", name="Search the atlas")


def search_finds(opened: Page, text: str) -> None:
    """Types a word, and once more if nothing comes: a reader whose line was lost does the same."""
    if not opened.locator("dialog.finder").evaluate("dialog => dialog.open"):
        opened.keyboard.press("Control+k")
    first = opened.get_by_role("option").first
    box(opened).fill(text)
    try:
        expect(first).to_contain_text("GLA", timeout=10_000)
    except AssertionError:
        box(opened).fill("")
        box(opened).fill(text)
        expect(first).to_contain_text("GLA", timeout=15_000)


@pytest.fixture
def wrong_answers(web) -> Callable[..., AbstractContextManager[None]]:
    """The server of a page gives a wrong answer to each request for a file with this part in its path."""

    @contextmanager
    def answering(opened: Page, part: str, answer: tuple[int, str, bytes] | None) -> Iterator[None]:
        host = urlsplit(opened.url).hostname
        given = []

        def reply(handler) -> bool:
            if part not in handler.path:
                return False
            given.append(handler.path)
            if answer:
                handler.send(*answer)
            handler.close_connection = True
            return True

        web.RequestHandlerClass.answers[host] = reply
        yield
        for _ in range(500):  # the words of the summaries are requested after the first results
            if given:
                break
            opened.wait_for_timeout(20)
        del web.RequestHandlerClass.answers[host]
        assert given

    return answering


def version_of(opened: Page) -> str:
    return opened.evaluate("globalThis.atlasVersion")


def explore(opened: Page) -> None:
    expect(opened.locator(".explore .hit").first).to_be_visible(timeout=15_000)


def exported(opened: Page) -> str:
    opened.locator(".explore__export summary").click()
    with opened.expect_download() as download:
        opened.get_by_role("button", name="BibTeX").click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def follow(opened: Page, address: str) -> None:
    """Goes to another page of the site by a link."""
    opened.evaluate(
        """address => {
          const link = document.createElement("a");
          link.href = new URL(address, document.querySelector(".brand").href);
          document.querySelector(".md-content").append(link);
          link.click();
        }""",
        address,
    )


@pytest.fixture(params=ORDERS, ids=["then a new version", "then an old version"])
def order(request) -> tuple[str, str]:
    return request.param


def test_search_works_in_a_page_that_was_open_during_a_publish(page, publish, order):
    before, after = order
    opened = page("papers/gla/", at=publish(before), expected=MISSING)
    opened.wait_for_load_state("networkidle")
    publish(after)
    search_finds(opened, WORDS[after])
    assert version_of(opened) == after


def test_a_search_that_was_used_before_a_publish_still_works(page, publish, order):
    before, after = order
    opened = page("papers/gla/", at=publish(before), expected=MISSING)
    search_finds(opened, WORDS[before])
    opened.wait_for_load_state("networkidle")
    publish(after)
    search_finds(opened, "gla")


def test_the_words_of_the_summaries_come_from_the_new_version_if_those_of_the_old_one_are_gone(page, publish, order):
    before, after = order
    opened = page("papers/gla/", at=publish(before), expected=MISSING)

    def publish_first(route):
        publish(after)
        route.continue_()

    opened.route("**/search/text-*", publish_first, times=1)
    search_finds(opened, WORDS[after])


def test_explore_and_export_work_in_a_page_that_was_open_during_a_publish(page, publish, order):
    before, after = order
    opened = page("papers/", at=publish(before), expected=MISSING)
    explore(opened)
    opened.wait_for_load_state("networkidle")
    publish(after)
    assert "yang2024gated" in exported(opened)
    opened.get_by_role("searchbox", name="Search all papers").fill(WORDS[before])
    expect(opened.locator(".explore .hit")).to_have_count(1)


def test_a_move_to_explore_after_a_publish_shows_the_new_version(page, publish, order):
    before, after = order
    opened = page("papers/gla/", at=publish(before), expected=MISSING)
    opened.wait_for_load_state("networkidle")
    search_finds(opened, "gla")
    opened.keyboard.press("Escape")
    publish(after)
    follow(opened, "papers/")
    opened.wait_for_function("version => globalThis.atlasVersion === version", arg=after)
    explore(opened)
    opened.get_by_role("searchbox", name="Search all papers").fill(WORDS[after])
    expect(opened.locator(".explore .hit")).to_have_count(1)
    search_finds(opened, WORDS[after])


def test_an_old_page_from_the_browsers_cache_beside_new_files_still_works(page, publish, order, versions):
    """GitHub Pages lets browsers keep a page for ten minutes."""
    before, after = order
    at = publish(before)
    opened = page("contribute/", at=at, expected=MISSING)
    kept = (versions / before / "papers/index.html").read_text(encoding="utf-8")
    publish(after)
    opened.route(re.compile(r"/papers/$"), lambda route: route.fulfill(body=kept, content_type="text/html"))
    opened.goto("papers/")
    explore(opened)
    assert version_of(opened) == after
    search_finds(opened, WORDS[after])


@pytest.mark.parametrize(
    ("file", "how"),
    [
        *(("columns-", how) for how in WRONG),
        *(("text-", how) for how in ("missing", "half of the file", "a lost connection")),
        *(("box.js", how) for how in ("an error of the server", "a page in place of the file", "a lost connection")),
    ],
)
def test_search_heals_after_a_wrong_answer_without_a_new_page(page, publish, wrong_answers, file, how):
    opened = page("papers/gla/", at=publish("old"), expected=f"{MISSING}|script error|MIME type")
    opened.wait_for_load_state("networkidle")
    opened.evaluate("globalThis.isSamePage = true")
    with wrong_answers(opened, file, WRONG[how]):
        opened.keyboard.press("/")
        box(opened).fill("gates")
        if file == "text-":
            expect(opened.get_by_role("option").first).to_be_visible(timeout=15_000)
        else:
            expect(opened.locator(".finder [role=status]")).to_contain_text("Search is unavailable.", timeout=15_000)
    search_finds(opened, WORDS["old"])
    assert opened.evaluate("globalThis.isSamePage")
    assert "titles" in opened.evaluate(
        "caches.match([...document.querySelectorAll('meta[name=atlas-files]')]"
        ".map(one => new URL(JSON.parse(one.content).names, document.querySelector("
        "'.brand').href).href)[0]).then(kept => kept.text())"
    )


@pytest.mark.parametrize("script", ["search/box.js", "search/later.js", "shared/dom.js"])
def test_search_works_although_the_server_sends_half_of_a_script(page, publish, wrong_answers, script):
    opened = page("papers/gla/", at=publish("old"), expected=MISSING)
    opened.wait_for_load_state("networkidle")
    opened.evaluate("globalThis.isSamePage = true")
    folder = opened.evaluate("JSON.parse(document.querySelector('meta[name=atlas-files]').content).scripts")
    with wrong_answers(opened, f"{folder}/{script}", (200, "text/javascript", b"export const half = {")):
        search_finds(opened, WORDS["old"])
    assert opened.evaluate("globalThis.isSamePage")


def test_the_index_of_another_version_under_the_right_name_is_not_kept(page, publish, wrong_answers, versions):
    opened = page("papers/gla/", at=publish("old"), expected=MISSING)
    opened.wait_for_load_state("networkidle")
    (other,) = (versions / "new").glob("search/text-*")
    with wrong_answers(opened, "text-", (200, "application/json", other.read_bytes())):
        opened.keyboard.press("/")
        box(opened).fill(WORDS["new"])
        expect(opened.get_by_role("option").first).to_contain_text("GLA")
    search_finds(opened, WORDS["old"])


@pytest.mark.parametrize("how", ["missing", "a page in place of the file", "half of the file", "another JSON"])
def test_explore_heals_after_a_wrong_answer_at_the_next_try(page, publish, wrong_answers, how):
    opened = page("papers/gla/", at=publish("old"), expected=MISSING)
    opened.wait_for_load_state("networkidle")
    opened.evaluate("globalThis.isSamePage = true")
    again = opened.get_by_role("button", name="Try again")
    with wrong_answers(opened, "columns-", WRONG[how]):
        follow(opened, "papers/")
        expect(again).to_be_visible(timeout=15_000)
    again.click()
    explore(opened)
    assert opened.evaluate("globalThis.isSamePage")


@pytest.mark.parametrize("file", ["manifest-", "bibtex-"])
@pytest.mark.parametrize("how", ["an error of the server", "a page in place of the file", "another JSON"])
def test_export_heals_after_a_wrong_answer_at_the_next_try(page, publish, wrong_answers, how, file):
    opened = page("papers/", at=publish("old"), expected=MISSING)
    explore(opened)
    with wrong_answers(opened, file, WRONG[how]):
        opened.locator(".explore__export summary").click()
        opened.get_by_role("button", name="BibTeX").click()
        expect(opened.get_by_text("Export failed. Check your connection.")).to_be_visible(timeout=15_000)
    assert "yang2024gated" in exported(opened)
