"""Pictures of pages of a built site, for the review of a change."""

from __future__ import annotations

import shutil
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Browsers that are often there: Playwright's own is used if there is none of them.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 1000, 900
CATEGORIES = "nav.crumbs a[href*='categories/']"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def take(site: Path, out: Path, when: str, pages: list[str]) -> None:
    """Takes the pictures of some pages, such as `papers/gla/`: OUT/papers-gla-WHEN.png.

    Of a paper, there is also one of the card that lists show: OUT/papers-gla-card-WHEN.png. A page that the site does
    not have gets no picture.

    Raises:
        ModuleNotFoundError: Playwright or its browser is not installed.
    """
    from playwright.sync_api import Error, sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            try:
                browser = playwright.chromium.launch(
                    executable_path=_browser(), args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
                )
            except Error:
                server.shutdown()
                raise ModuleNotFoundError("no browser starts") from None
            tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce")
            for page in pages:
                if (site / page / "index.html").is_file():
                    name = page.strip("/").replace("/", "-")
                    try:
                        tab.goto(f"http://127.0.0.1:{server.server_port}/{page}", wait_until="networkidle")
                        tab.screenshot(path=out / f"{name}-{when}.png")
                        _take_card(tab, page, out / f"{name}-card-{when}.png")
                    except Error as error:  # the review of the other pages counts
                        print(f"no picture of {page}: {str(error).partition(chr(10))[0]}", file=sys.stderr)
        server.shutdown()


def _take_card(tab: Page, page: str, file: Path) -> None:
    """The card of a paper, on the page of its category."""
    category = tab.locator(CATEGORIES).last
    if not page.startswith("papers/") or not category.count():
        return
    category.click()
    card = tab.locator(f".card:has(a[href$='{page}'])").first
    for _ in range(20):  # long lists have several pages
        if card.count():
            card.screenshot(path=file)
            return
        following = tab.get_by_role("link", name="Next")
        if not following.count():
            return
        following.first.click()
        tab.wait_for_load_state()


def _browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)
