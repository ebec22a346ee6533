"""Any text in a field is shown as text: its markup has no effect, and its scripts and templates do not run."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

# Shown only in BibTeX, which has its own escapes.
IN_BIBTEX = {"publisher", "series", "proceedings", "family", "given"}
# A word that is replaced by a longer description, and a spelling that no paper uses.
NOT_SHOWN = {"formula word", "variant"}
# Only the sources of papers are shown.
NOT_SHOWN |= {"library source", "dataset source", "tutorial source"}
MOVED = "papers/moved"
WIDE = {"width": 1400, "height": 900}
# The elements that would exist if a browser parsed the texts as markup.
FOREIGN = "img:not([src$='/badge.svg']), svg[onload], [onerror], [onclick], b, iframe, textarea"


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _addresses(hostile) -> list[str]:
    """The address of every page of the site, except the redirect."""
    pages = (path.relative_to(hostile.site).parent.as_posix() for path in hostile.site.rglob("index.html"))
    return [f"{address}/".removeprefix("./") for address in sorted(pages) if address != MOVED]


@pytest.fixture(scope="module")
def served_hostile(hostile, serve_folder) -> str:
    return serve_folder(hostile.site)


@pytest.fixture(scope="module")
def visited(hostile, served_hostile, browser):
    """What a reader sees on every page, by address, and everything that ran or failed but should not have."""
    context = browser.new_context(base_url=served_hostile, viewport=WIDE)
    opened = context.new_page()
    problems: list[str] = []

    def close(dialog) -> None:
        problems.append(f"dialog at {opened.url}: {dialog.message}")
        dialog.dismiss()

    context.on("dialog", close)
    context.on("weberror", lambda error: problems.append(f"script error at {opened.url}: {error.error}"))
    context.on("console", lambda message: problems.append(f"{message.type} at {opened.url}: {message.text}"))
    context.on("request", lambda asked: asked.url.startswith(served_hostile) or problems.append(f"asked {asked.url}"))
    seen = {}
    for address in _addresses(hostile):
        opened.goto(address)
        seen[address] = opened.evaluate(
            """foreign => {
                // Folded names appear after a click, so open them all.
                for (const one of document.querySelectorAll('details')) one.open = true;
                return {
                    text: document.body.innerText,
                    title: document.title,
                    description: document.querySelector('meta[name=description]')?.content ?? '',
                    bibtex: document.getElementById('bibtex')?.textContent ?? '',
                    links: [...document.links].map((link) => link.getAttribute('href')),
                    anchors: [...document.querySelectorAll('[id]')].map((one) => one.id).filter((id) => /\\s/.test(id)),
                    foreign: [...document.querySelectorAll(foreign)].map((one) => one.outerHTML.slice(0, 200)),
                };
            }""",
            FOREIGN,
        )
        seen[address]["text"] = _one_space(seen[address]["text"])
    context.close()
    return seen, problems


@pytest.fixture
def seen(visited):
    return visited[0]


def test_no_part_of_a_text_runs(visited):
    """No dialog, no console error, no request to another host."""
    assert visited[1] == []


def test_every_text_is_shown_as_written(hostile, seen):
    shown = "\n".join(page["text"] for page in seen.values()).casefold()
    wanted = {where: text for where, text in hostile.texts.items() if where not in NOT_SHOWN | IN_BIBTEX}
    assert len(wanted) > 60
    missing = [where for where, text in wanted.items() if _one_space(text).casefold() not in shown]
    assert missing == []
    assert not re.search(r"(?<!\d)49(?!\d)", shown)
    assert "<script>alert(8)</script> mathmark" in shown.replace("\xa0", " ")


def test_no_markup_of_a_text_becomes_part_of_a_page(hostile, seen):
    assert {address: page["foreign"] for address, page in seen.items() if page["foreign"]} == {}
    assert not {link for page in seen.values() for link in page["links"] if link.strip().lower().startswith("javasc")}
    links = {link for page in seen.values() for link in page["links"]}
    assert set(hostile.addresses) <= links


def test_anchors_contain_no_white_space(seen):
    assert {address: page["anchors"] for address, page in seen.items() if page["anchors"]} == {}


def test_titles_and_descriptions_contain_the_exact_texts(hostile, seen):
    texts = {where: _one_space(text) for where, text in hostile.texts.items()}
    paper = seen["papers/nasty/"]
    # A browser collapses white space in a title, as here.
    assert paper["title"] == f"{texts['paper short name']}: {texts['paper title']} - Linear Attention Atlas"
    assert paper["description"].removesuffix("…") in texts["paper summary"]
    assert 100 < len(paper["description"]) <= 160
    assert seen["categories/ugly/"]["title"].startswith(texts["category name"])
    assert texts["tag description"].split()[0] in seen["tags/one/"]["description"]


def test_bibtex_contains_every_text_with_balanced_braces(hostile, seen):
    bibtex = seen["papers/nasty/"]["bibtex"]
    for where in IN_BIBTEX:
        mark = hostile.texts[where].split()[0]
        assert mark in bibtex, where
    assert "<script>alert(1)</script>" in bibtex
    fields = re.findall(r"^  \w+ = ", bibtex, re.MULTILINE)
    assert len(fields) == bibtex.count("\n") - 1  # one line per field: no text added a line
    depth = 0
    for place, char in enumerate(bibtex):
        depth += (char == "{") - (char == "}")
        assert depth > 0 or place < bibtex.index("{") or place == len(bibtex) - 1
    assert depth == 0


class Scripts(HTMLParser):
    """The scripts of a page, as a browser parses them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_in = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_in = tag == "script"
        if self._is_in:
            self.found.append(re.sub(r"[0-9a-f]{8}|\.\./|\./", "", str(dict(attrs))))

    def handle_data(self, data: str) -> None:
        if self._is_in:
            self.found[-1] += self._shown(data)

    def _shown(self, data: str) -> str:
        if "application/ld+json" in self.found[-1]:
            json.loads(data)  # data, which no browser runs; a text that ended the element would break it
            return ""
        return "" if "__md_scope" in data or '"base"' in data else data

    def handle_endtag(self, tag: str) -> None:
        self._is_in = False


def test_pages_contain_only_the_scripts_of_the_frame(hostile, site):
    def scripts(pages) -> set[str]:
        found = {script for page in pages for script in Scripts(page).found}
        # Each redirect names its own target.
        return {re.sub(r'location\.replace\("[^"<>]*"', 'location.replace("target"', script) for script in found}

    def pages(folder):
        return {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}

    # The pages of authors are alike, but there are redirects among them.
    usual = [
        page for path, page in pages(site).items() if path.parents[1] != site / "authors" or "location.replace" in page
    ]
    assert scripts(pages(hostile.site).values()) <= scripts(usual)


def test_files_for_other_programs_stay_well_formed(hostile):
    for path in ("sitemap.xml", "opensearch.xml", "feed.atom"):
        ElementTree.parse(hostile.site / path)
    for path in hostile.site.rglob("*.atom"):
        ElementTree.parse(path)
    for folder in ("search", "export"):
        files = list((hostile.site / folder).glob("*.json"))
        assert files
        for path in files:
            json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("paper title", "papers/nasty/"),
        ("category name", "categories/ugly/"),
        ("tag name", "tags/one/"),
        ("venue short name", "venues/"),
        ("author of two", "authors/"),
    ],
)
def test_search_shows_the_text(field, address, hostile, served_hostile, page):
    opened = page(at=served_hostile, viewport=WIDE)
    dialogs: list[str] = []
    opened.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    opened.keyboard.press("/")
    text = hostile.texts[field]
    opened.locator(".finder input").fill(text.split()[0])
    # Wait for one row, because the list may be rendered again while it is read.
    row = opened.locator(f"[role=option][href*='/{address}']", has_text=_one_space(text)).first
    expect(row).to_be_visible()
    expect(row).to_contain_text(_one_space(text), ignore_case=True, use_inner_text=True)
    assert opened.locator(".finder").locator(f"script, {FOREIGN}").count() == 0
    assert dialogs == []


def test_an_old_address_of_the_hostile_paper_redirects_to_it(hostile, served_hostile, page):
    # The redirect page has no icon, and this server has none at its root.
    opened = page(f"{MOVED}/", at=served_hostile, expected="favicon.ico")
    expect(opened).to_have_url(re.compile(r"/papers/nasty/$"))
    expect(opened.locator("h1")).to_contain_text(hostile.texts["paper title"].split()[0])


def test_the_404_page_shows_the_texts_as_text(hostile, served_hostile, page):
    opened = page("papers/not-there/", at=served_hostile, expected="404")
    shown = _one_space(opened.locator("body").inner_text()).casefold()
    assert _one_space(hostile.texts["category name"]).casefold() in shown
