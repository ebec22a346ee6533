"""Every page of the site is valid HTML and small, has no broken links, and contacts no other host."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
import yaml

from .conftest import Document

ROOT = Path(__file__).resolve().parents[2]
NODE_TOOLS = ROOT / "tests/node"
BASE = "https://owner.github.io/atlas/"  # where GITHUB_REPOSITORY=owner/atlas is published

# Messages of html-validate about the frame of Material, which our pages cannot change.
OF_THE_FRAME = {
    # The drawer and search toggles are checkboxes that a browser must not restore after a reload.
    ("valid-autocomplete", 'autocomplete attribute cannot be used on <input type="checkbox">'),
    # The edit icon of hand-written pages: rel="edit" is a registered link type that the HTML standard does not list.
    ("attribute-misuse", '"rel" attribute cannot be used on <a> in this context: <a> does not allow rel="edit"'),
}


def different(pages: Mapping[Path, Document]) -> list[Path]:
    """Pages in which every kind of element of all pages occurs: most pages have only elements that others have too.

    A kind is the names of an element and of its parents, and the names and values of its attributes, without
    addresses and texts.
    """
    counts = Counter(kind for document in pages.values() for kind in document.kinds)
    chosen = []
    for path, document in sorted(pages.items(), key=lambda item: -len(item[1].source)):
        if min(counts[kind] for kind in document.kinds) == 1:
            chosen.append(path)
        else:
            counts.subtract(document.kinds)
    return chosen


def test_every_kind_of_page_is_valid_html(site, documents, long_site, long_documents, tmp_path):
    pages = different(
        {
            folder / (address if address.endswith(".html") else f"{address}index.html"): document
            for folder, all_pages in ((site, documents), (long_site, long_documents))
            for address, document in all_pages.items()
        }
    )
    assert 20 < len(pages) < 500
    tool = NODE_TOOLS / "node_modules/html-validate/bin/html-validate.mjs"
    assert tool.exists(), "html-validate is not installed: run `make test`, or `npm ci` in tests/node"
    report = tmp_path / "report.json"  # not a pipe: the tool exits before all output is read
    command = [
        *(Path(sys.executable).with_name("node"), tool, "--config", NODE_TOOLS / ".htmlvalidate.json"),
        *(f"--formatter=json={report}", "--max-warnings=0", *pages),
    ]
    ended = subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8", timeout=600)
    assert report.exists(), ended.stderr
    results = json.loads(report.read_text(encoding="utf-8"))
    problems = [
        f"{result['filePath']}:{problem['line']}:{problem['column']}: {problem['message']} [{problem['ruleId']}]"
        for result in results
        for problem in result["messages"]
        if (problem["ruleId"], problem["message"]) not in OF_THE_FRAME
    ]
    assert problems == []
    # Every page except redirects has the toggles of the frame, so a page missing from the report was not checked.
    read = {Path(result["filePath"]) for result in results}
    assert {path for path in set(pages) - read if "__drawer" in path.read_text(encoding="utf-8")} == set()


def test_published_scripts_are_smaller_and_equivalent(site):
    node = Path(sys.executable).with_name("node")
    command = [node, NODE_TOOLS / "same.mjs", ROOT / "src/paperatlas/assets", site / "assets"]
    answer = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60).stdout)
    assert "atlas.js" in answer["names"]
    assert answer["other"] == []
    for name in answer["names"]:
        assert (site / "assets" / name).stat().st_size < (ROOT / "src/paperatlas/assets" / name).stat().st_size


def _broken_links(site: Path, documents) -> list[str]:
    """Every link on a page to an address or an anchor of this site that does not exist."""
    broken = []
    is_valid: dict[str, bool] = {}  # most links are on many pages
    for address, document in documents.items():
        ids = Counter(document.ids)
        broken += [f"{address}: the id '{name}' occurs {count} times" for name, count in ids.items() if count > 1]
        written = {(tag, found[name]) for tag, found in document.addressed for name in ("href", "src") if name in found}
        for tag, found in document.addressed:
            if tag == "meta" and found.get("http-equiv") == "refresh":
                written.add((tag, found["content"].partition("url=")[2]))
        for tag, one in written:
            url = urljoin(BASE + address, one)
            if url not in is_valid:
                is_valid[url] = _is_valid_link(site, documents, url)
            if not is_valid[url]:
                broken.append(f"{address}: <{tag}> has a broken link to {one}")
    return broken


def _is_valid_link(site: Path, documents, url: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme in ("mailto", "data"):
        return True
    if parts.netloc != urlsplit(BASE).netloc:
        return parts.scheme in ("http", "https")
    if not parts.path.startswith(urlsplit(BASE).path):
        return False
    path = unquote(parts.path.removeprefix(urlsplit(BASE).path))
    if path and not path.endswith("/"):
        return (site / path).is_file()  # a folder without its slash needs a redirect, which some servers do not send
    anchor = unquote(parts.fragment)
    return path in documents and (not anchor or anchor in documents[path].ids)


@pytest.mark.parametrize("which", ["the repository's catalogue", "a long catalogue with moved papers"])
def test_no_link_or_anchor_is_broken(which, request):
    names = ("site", "documents") if which.startswith("the") else ("long_site", "long_documents")
    assert _broken_links(*(request.getfixturevalue(name) for name in names)) == []


def test_the_tabs_have_the_same_targets_on_every_page(documents, long_documents):
    tabs = {"Home", "Papers", "Browse", "Learn", "Resources", "About"}
    wanted = {(text, urljoin(BASE, address)) for text, address in documents[""].links if text in tabs}
    assert len(wanted) == len(tabs)
    for pages in (documents, long_documents):
        for address, document in pages.items():
            found = {(text, urljoin(BASE + address, to)) for text, to in document.links if text in tabs}
            is_redirect = len(document.links) == 1
            assert is_redirect or wanted <= found, address


def without_redirects(documents):
    """The pages with content: a redirect has the title of its target, and no heading."""
    return {address: page for address, page in documents.items() if not page.all("meta", **{"http-equiv": "refresh"})}


def test_every_page_is_in_the_sitemap(site, documents):
    tree = ElementTree.parse(site / "sitemap.xml")
    found = [element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) == len(set(found))
    assert {address.removeprefix(BASE) for address in found} == set(without_redirects(documents)) - {"404.html"}
    assert all(address.startswith(BASE) for address in found)
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()) == (site / "sitemap.xml").read_bytes()


def test_hand_written_pages_papers_methods_and_lists_have_a_markdown_version(site, documents):
    pages = {path.relative_to(ROOT / "docs").with_suffix("").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    stems = {page.removesuffix("/index") for page in pages - {"index"}} | {"reading-path", "papers/gla", "methods/gla"}
    listed = (site / "llms.txt").read_text(encoding="utf-8")
    for stem in stems | {"categories/hybrids", "tags/kernels", "libraries/fla", "years/2024"}:
        text = (site / f"{stem}.md").read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert not re.search(
            r"</?(div|a|math|span|button|dl)\b[^`]*>", re.sub(r"(?s)```.*?```|`[^`]*`|\n    .*", "", text)
        )
        (link,) = documents[f"{stem}/"].all("link", type="text/markdown")
        assert urljoin(f"{BASE}{stem}/", link["href"]) == f"{BASE}{stem}.md"
        assert (f"]({BASE}{stem}.md)" in listed) == (stem in stems)


def test_the_sitemap_gives_each_page_the_day_on_which_its_entries_last_changed(site):
    tree = ElementTree.parse(site / "sitemap.xml")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    days = {
        url.findtext(f"{space}loc").removeprefix(BASE): url.findtext(f"{space}lastmod")
        for url in tree.iter(f"{space}url")
    }
    changed, surveys, libraries = {}, [], []
    for path in (ROOT / "catalog").glob("*/*.yml"):
        entry = yaml.load(path.read_bytes(), yaml.CBaseLoader)
        corrected = [one["day"] for one in entry.get("corrections", ()) if "day" in one]
        changed[path] = max([entry["added"], *corrected, *(source["checked"] for source in entry.get("sources", ()))])
        if path.parent.name == "papers":
            assert days[f"papers/{path.stem}/"] == changed[path]
        if entry.get("category") == "surveys":
            surveys.append(changed[path])
        if path.parent.name == "libraries":
            libraries.append(changed[path])
    assert days["categories/surveys/"] == days["categories/surveys/oldest/"] == max(surveys)
    assert days["libraries/"] == max(libraries)
    assert days["papers/"] == days["contribute/"] == days[""] == max(changed.values())
    assert days["glossary/"] is None  # no entry says when it was changed


def test_an_old_address_redirects_to_the_paper(long_site, long_documents):
    redirect = long_documents["papers/older-2/"]
    (refresh,) = redirect.all("meta", **{"http-equiv": "refresh"})
    assert refresh["content"] == "0; url=../../papers/paper-2/"
    assert redirect.links == [("Short 2", "../../papers/paper-2/")]
    (canonical,) = redirect.all("link", rel="canonical")
    assert canonical["href"] == f"{BASE}papers/paper-2/"
    assert "papers/older-2/" not in (long_site / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("categories/old-categories/", "categories/architectures/"),
        ("categories/old-categories/page/2/", "categories/architectures/page/2/"),
        ("categories/old-categories/oldest/", "categories/architectures/oldest/"),
        ("categories/old-categories/oldest/page/3/", "categories/architectures/oldest/page/3/"),
        ("tags/old-tags/", "tags/gating/"),
        ("tags/old-tags/page/2/", "tags/gating/page/2/"),
        ("venues/old-venues/", "venues/aaai/"),
        ("authors/ana-before/", "authors/ana-always/"),
        ("authors/ana-before/page/2/", "authors/ana-always/page/2/"),
    ],
)
def test_an_old_address_of_any_kind_leads_to_the_new_one(old, new, long_documents):
    assert new in long_documents
    redirect = long_documents[old]
    (refresh,) = redirect.all("meta", **{"http-equiv": "refresh"})
    assert urljoin(BASE + old, refresh["content"].removeprefix("0; url=")) == BASE + new
    assert [urljoin(BASE + old, address) for _, address in redirect.links] == [BASE + new]
    assert [link["href"] for link in redirect.all("link", rel="canonical")] == [BASE + new]


def test_every_page_has_a_unique_title_and_description(documents):
    pages = without_redirects(documents).values()
    titles = Counter(document.title.strip() for document in pages)
    descriptions = Counter(document.meta("description") for document in pages)
    assert not [text for text, count in (titles + descriptions).items() if count > 1 or not text.strip()]
    assert max(map(len, descriptions)) <= 160  # search engines cut the rest


def test_numbered_pages_have_unique_titles(long_documents):
    pages = {address: document for address, document in long_documents.items() if "/page/" in address}
    assert {address.split("/")[0] for address in pages} >= {"papers", "categories", "authors", "tags", "whats-new"}
    titles = Counter(found.title.strip() for found in without_redirects(long_documents).values())
    assert not [title for title, count in titles.items() if count > 1]


def test_every_page_has_one_first_level_heading(documents):
    headings = {address: len(page.all("h1")) for address, page in without_redirects(documents).items()}
    assert {address: count for address, count in headings.items() if count != 1} == {}


# For each element, the attributes whose addresses a browser loads without a click.
LOADED = {"script": ["src"], "img": ["src", "srcset"], "iframe": ["src"], "source": ["src", "srcset"], "video": ["src"]}
LOADING_LINKS = {"stylesheet", "icon", "preconnect", "dns-prefetch", "preload", "modulepreload", "prefetch", "manifest"}


def test_no_page_loads_anything_from_another_host(site, documents):
    asked = []
    for address, document in documents.items():
        for tag, found in document.addressed:
            wanted = LOADED.get(tag, [])
            if tag == "link" and LOADING_LINKS & set(found.get("rel", "").split()):
                wanted = ["href"]
            asked += [(address, found[name]) for name in wanted if name in found]
        asked += [(address, one) for one in _addresses_of_css(document.styles)]
    for path in site.rglob("*.css"):
        asked += [(path.name, one) for one in _addresses_of_css(path.read_text(encoding="utf-8"))]
    assert len(asked) > len(documents)
    assert [(where, one) for where, one in asked if urlsplit(one).netloc] == []


def _addresses_of_css(css: str) -> list[str]:
    found = re.findall(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", css)
    return [one or other for one, other in found if not (one or other).startswith("data:")]


def test_our_scripts_set_no_cookies_and_contact_no_other_host(site):
    ours = ROOT / "src/paperatlas/assets"
    scripts = [site / "assets" / path.relative_to(ours) for path in ours.rglob("*.js")]
    assert scripts
    code = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
    assert not re.search(r"cookie|sendBeacon|XMLHttpRequest|WebSocket|EventSource|https?://", code)


def _weight(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes())) for path in paths)


def test_pages_are_small(site, long_site):
    assert _weight(site / "assets/atlas.js", site / "assets/atlas.css") <= 25 * 1024
    heavy = []
    for folder in (site, long_site):
        for path in folder.rglob("*.html"):
            address = path.relative_to(folder).parent.as_posix()
            is_paper = re.fullmatch(r"papers/[^/]+", address)
            if _weight(path) > (18 if is_paper else 60) * 1024:
                heavy.append((address, _weight(path)))
    assert heavy == []


def test_all_our_styles_are_in_one_file(site):
    styles = (site / "assets/atlas.css").read_text(encoding="utf-8")
    sheets = sorted((ROOT / "src/paperatlas/assets").rglob("*.css"))
    assert len(sheets) > 4
    assert [sheet.name for sheet in sheets if sheet.read_text(encoding="utf-8") not in styles] == []
    assert [path.name for path in (site / "assets").rglob("*.css") if path.parent.name != "stylesheets"] == [
        "atlas.css"
    ]
