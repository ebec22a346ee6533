"""The built site as parsed HTML, and a site with many papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

import pytest
from lxml import etree, html

from bench.projects import without_course

from ..small_project import without_links_to_papers

# The attributes whose values a validator looks at.
_TELLING = ("role", "type", "class")


class Document:
    """What the tests need to know about one page. Each part is found when a test asks for it."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _root(self) -> html.HtmlElement:
        return html.document_fromstring(self.source.encode(), parser=html.HTMLParser(encoding="utf-8"))

    @cached_property
    def elements(self) -> list[tuple[str, dict[str, str]]]:
        return [(str(node.tag), dict(node.attrib)) for node in self._root.iter(etree.Element)]

    @cached_property
    def addressed(self) -> list[tuple[str, dict[str, str]]]:
        """The elements that may lead to an address, with their attributes."""
        found = self._root.xpath("//*[@href or @src or @srcset or @http-equiv]")
        return [(str(node.tag), dict(node.attrib)) for node in found]

    @cached_property
    def kinds(self) -> frozenset[tuple[str, ...]]:
        """What distinguishes elements for a validator: names of an element, its parents and its attributes.

        The parents of an element of a formula are those in the formula.
        """
        found: set[tuple[str, ...]] = set()
        open_: list[tuple[html.HtmlElement, tuple[str, ...]]] = [(self._root, ())]
        while open_:
            node, parents = open_.pop()
            attributes = (f"{name}={value}" if name in _TELLING else name for name, value in node.items())
            found.add((node.tag, *attributes, "in", *parents))
            inner = ("math",) if node.tag == "math" else (node.tag, *parents)
            open_ += [(child, inner) for child in node.iterchildren(etree.Element)]
        return frozenset(found)

    @cached_property
    def ids(self) -> list[str]:
        return list(map(str, self._root.xpath("//@id")))

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """The text and the address of each <a>."""
        found = [(node, node.get("href") or node.get("xlink:href")) for node in self._root.iterfind(".//a")]
        return [("".join(node.itertext(etree.Element)), address) for node, address in found if address]

    @cached_property
    def title(self) -> str:
        return self._root.findtext("head/title") or ""

    @cached_property
    def text(self) -> str:
        """All text of the body, with single spaces."""
        texts = self._root.find("body").xpath(".//text()[not(parent::script or parent::style)]")
        return " ".join("".join(texts).split())

    @cached_property
    def styles(self) -> str:
        return "\n".join(self._root.xpath("//@style | //style/text()"))

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """The attributes of every element with that name and those attribute values."""
        conditions = "".join(f"[@{key.rstrip('_')}={value!r}]" for key, value in wanted.items())
        return [dict(node.attrib) for node in self._root.xpath(f"//{tag}{conditions}")]

    def meta(self, name: str) -> str:
        (found,) = self.all("meta", name=name)
        return found["content"]


def documents_of(site: Path) -> dict[str, Document]:
    """Every page of a built site, by address relative to the site's root. What other sites show is left out."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): Document(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if not path.is_relative_to(site / "embed")
    }


@pytest.fixture(scope="session")
def read_site() -> Callable[[Path], dict[str, Document]]:
    return documents_of


@pytest.fixture(scope="session")
def documents(site: Path) -> Mapping[str, Document]:
    """Every HTML page of the repository's site, by address."""
    return documents_of(site)


@pytest.fixture(scope="session")
def long_site(once: Callable[..., Path], copy_project: Callable, mkdocs: Callable) -> Path:
    """The site of a catalogue of 130 papers: every list has several pages, and some papers have moved."""
    return once("long", lambda folder: build_long_site(copy_project(folder / "project"), mkdocs)) / "project" / "site"


def build_long_site(project: Path, mkdocs: Callable) -> None:
    for kept in ("papers", "libraries", "datasets", "tutorials"):
        for path in (project / "catalog" / kept).glob("*.yml"):
            path.unlink()
    for name in ("aliases", "authors", "lineage", "lists", "style", "theorems"):
        (project / f"catalog/{name}.yml").unlink()
    for file, term in (("categories", "architectures"), ("tags", "gating"), ("venues", "AAAI")):
        path = project / f"catalog/{file}.yml"
        text = path.read_text(encoding="utf-8")
        assert text.count(f"\n{term}:\n") == 1
        path.write_text(text.replace(f"\n{term}:\n", f"\n{term}:\n  aliases: [old-{file}]\n"), encoding="utf-8")
    (project / "catalog/authors.yml").write_text("Ana Always: {aliases: [Ana Before]}\n", encoding="utf-8")
    without_links_to_papers(project)
    without_course(project)
    for number in range(130):
        # Digits become letters in names and titles, so that no two of them look similar.
        word = "".join("abcdfghijk"[int(digit)] for digit in f"{number:03}")
        everyone = "[Ana Always" + "".join(f", Ben {word}{letter}" for letter in "klmno") + "]"
        alias = f"aliases: [old-{number}, older-{number}]\n" if number < 3 else ""
        venue = "venue: {name: AAAI, year: 2020}\n" if number == 0 else ""
        (project / f"catalog/papers/paper-{number}.yml").write_text(
            f"title: {word.title() * 3} of {word[::-1] * 4}\nshort_name: Short {number}\nauthors: {everyone}\n"
            f"date: {1990 + number // 12}-{number % 12 + 1:02}\ncategory: architectures\nfamily: gated\n"
            f"tags: [linear-attention, gating, kernels]\n{alias}{venue}"
            f'summary: The paper number {number} of a long list, of which each page must show its <part> & "no more".\n'
            "added: 2026-11-24\n",
            encoding="utf-8",
        )
    built = mkdocs(project, "build", "--strict", env={"GITHUB_REPOSITORY": "owner/atlas"})
    assert built.returncode == 0, built.stderr


@pytest.fixture(scope="session")
def long_documents(long_site: Path) -> Mapping[str, Document]:
    return documents_of(long_site)


@pytest.fixture(scope="session")
def read_tree() -> Callable[[Path], dict[str, bytes]]:
    """Reads every file below a folder, by path."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    return read
