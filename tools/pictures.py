"""Takes pictures of pages of a built site, for the review of a change.

python tools/pictures.py SITE OUT WHEN < PAGES

PAGES has an address such as `papers/gla/` on each line. The pictures are OUT/papers-gla-WHEN.png and, of the card that
lists show, OUT/papers-gla-card-WHEN.png. A page that the site does not have gets no picture.
"""

from __future__ import annotations

import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from chromium import chromium
from playwright.sync_api import Page, sync_playwright

WIDTH, HEIGHT = 1000, 900
CATEGORIES = "nav.crumbs a[href*='categories/']"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def take(site: Path, out: Path, when: str, pages: list[str]) -> None:
    """Takes the pictures of some pages."""
    out.mkdir(parents=True, exist_ok=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
            )
            tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce")
            for page in pages:
                if (site / page / "index.html").is_file():
                    name = page.strip("/").replace("/", "-")
                    tab.goto(f"http://127.0.0.1:{server.server_port}/{page}", wait_until="networkidle")
                    tab.screenshot(path=out / f"{name}-{when}.png")
                    _take_card(tab, page, out / f"{name}-card-{when}.png")
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


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit((__doc__ or "").strip())
    take(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], [line.strip() for line in sys.stdin if line.strip()])
