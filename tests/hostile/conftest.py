"""A catalogue with markup, scripts, templates and unusual characters in every text field that the checks accept."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml

MARKUP = (
    "</title></textarea></script></style>--><script>alert(1)</script><img src=x onerror=alert(2)>"
    "<svg onload=alert(3)></svg>"
)
TEMPLATES = "{{ 7*7 }} {% raw %} {# none #} ${7*7} <%= 7*7 %> #{7*7}"
MARKDOWN = "**b** [x](javascript:alert(4)) ![y](x) `code` # h | a | ~~s~~"
LATEX = r"$ x$ \end{document} \input{x} %y"
LETTERS = "\"q\" 'r' &amp; &lt;i&gt; &#60; \u200fשלום\u200e مرحبا 𝔘𝔫𝔦 ﬃ ＜script＞ \u00ad"
LONG_WORD = "Wx" * 150
SHORT = "</title><script>alert(9)</script> {{ 7*7 }} {% raw %} **b** [x](y) $ x$ \"q\" 'r' &amp; \u200fשלום"


@dataclass
class Texts:
    """Creates the hostile texts, each with a unique mark, and records the field of each."""

    made: dict[str, str] = field(default_factory=dict)

    def __call__(self, where: str, *, is_address: bool = False) -> str:
        """The text for a field; short if an address is derived from it."""
        mark = f"mark{len(self.made):03}"
        parts = [SHORT] if is_address else [MARKUP, TEMPLATES, MARKDOWN, LATEX, LETTERS, LONG_WORD]
        self.made[where] = " ".join([mark, *parts, f"end{mark}"])
        return self.made[where]


def address(name: str) -> str:
    """A web address with all special characters that the checks accept."""
    return f"https://example.org/{name}/'onclick='alert(5)'/?a=1&amp;b=[x](y)$x$&c=%3Cscript%3E#{name}"


@dataclass
class Hostile:
    """The built site, its texts by field, and its addresses."""

    site: Path
    texts: dict[str, str]
    addresses: list[str]


def entries(text: Texts) -> dict[str, Any]:
    """The files of the catalogue: their values by path."""

    def kept(kind: str, known: str) -> dict[str, Any]:
        return {
            "summary": text(f"{kind} summary"),
            "added": "2026-11-24",
            "sources": [
                {"fields": [known, f"{known}.<b>{{{{7*7}}}}"], "at": text(f"{kind} source"), "checked": "2026-11-24"}
            ],
            "corrections": [{"field": known, "was": text(f"{kind} was"), "why": text(f"{kind} why")}],
            "accepted": [{"rule": "no-such-rule", "why": "**why** <script>alert(6)</script>"}],
        }

    def named(where: str, **more: Any) -> dict[str, Any]:
        return {"name": text(f"{where} name"), "description": text(f"{where} description"), **more}

    writer = text("author of two", is_address=True)
    venue = text("venue short name", is_address=True)
    formula, prop = "second", "kept"
    words = text("formula word", is_address=True)
    paper = {
        "title": text("paper title"),
        "short_name": text("paper short name"),
        "authors": [writer, text("paper author"), *(text(f"paper author {number}") for number in range(8))],
        "arxiv_title": text("paper arXiv title"),
        "arxiv_authors": [text("paper arXiv author")],
        "date": "2024-05-06",
        "category": "ugly",
        "tags": ["one"],
        "venue": {"name": venue, "year": "2024", "track": "workshop", "presentation": "oral"}
        | {"workshop": text("paper workshop"), "volume": text("paper volume"), "pages": "1-2"},
        "doi": "10.1234/<script>alert(7)</script>'{{7*7}}&amp;[x](y)",
        "url": address("url"),
        "pdf": address("pdf"),
        "project": address("project"),
        "video": address("video"),
        "code": [{"url": address("code"), "official": "true"}, {"url": address("more-code")}],
        "methods": [
            {
                "key": "nasty",
                "name": text("method name"),
                "where": text("method where"),
                "first": r"\text{<script>alert(8)</script> mathmark {{ 7*7 }} <b>} < 1",
                formula: words,
                prop: "value",
            }
        ],
        "builds_on": [{"paper": "older", "kind": "adds", "how": text("relation how"), "where": text("relation where")}],
        "aliases": ["moved"],
        **kept("paper", "title"),
    }
    older = {
        "title": text("older title"),
        "authors": [writer],
        "date": "2020-01",
        "category": "ugly",
        "tags": ["one"],
        "methods": [{"key": "wordy", "name": text("older method"), "first": "no_{formula", prop: "value"}],
        "summary": text("older summary"),
        "added": "2026-11-23",
    }
    return {
        "categories.yml": {"ugly": named("category"), "empty": named("empty category")},
        "tags.yml": {"one": named("tag"), "two": named("unused tag")},
        "venues.yml": {
            venue: named("venue", type="conference")
            | {
                "publisher": text("publisher"),
                "series": text("series"),
                "proceedings": {"workshop": text("proceedings")},
            }
        },
        "relations.yml": {"adds": named("relation kind", inverse=text("relation inverse"))},
        "authors.yml": {writer: {"family": text("family"), "given": text("given"), "variants": [text("variant")]}},
        "methods.yml": {
            "formulas": {
                "first": named("first formula", words={"no_{formula": text("word for a formula")}),
                formula: named("formula", words={words: text("word for a second formula")}),
            },
            "properties": {
                prop: named(
                    "property",
                    values={
                        "value": named("value", drawing="M1 2h18v28h-18z", shows=text("what a drawing shows")),
                        "other": named("other value"),
                    },
                )
            },
        },
        "papers/nasty.yml": paper,
        "papers/older.yml": older,
        "libraries/lib.yml": {
            "name": text("library name"),
            "repo": address("library"),
            "licence": text("library licence"),
            "language": [text("language")],
            "hardware": [text("hardware")],
            "paper": "nasty",
            "implements": ["nasty"],
            **kept("library", "name"),
        },
        "datasets/data.yml": {
            "name": text("dataset name"),
            "title": text("dataset title"),
            "authors": [text("dataset author")],
            "date": "2020-01",
            "venue": {"name": venue, "year": "2020"},
            "arxiv": "2001.00001",
            "repo": address("dataset"),
            "licence": text("dataset licence"),
            "task": text("task"),
            "measures": text("measures"),
            **kept("dataset", "name"),
        },
        "tutorials/course.yml": {
            "title": text("tutorial title"),
            "authors": [text("tutorial author")],
            "date": "2022-02-02",
            "url": address("tutorial"),
            "level": "advanced",
            **kept("tutorial", "title"),
        },
    }


@pytest.fixture(scope="session")
def hostile(once, copy_project, mkdocs) -> Hostile:
    """The site of the hostile catalogue, in the frame of the repository's site."""
    text = Texts()
    files = entries(text)

    def build(folder: Path) -> None:
        project = copy_project(folder / "project")
        shutil.rmtree(project / "catalog")
        for path, values in files.items():
            file = project / "catalog" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")
        built = mkdocs(project, "build", env={"GITHUB_REPOSITORY": "owner/atlas"})
        assert built.returncode == 0, built.stderr

    project = once("hostile", build) / "project"
    names = ("url", "pdf", "project", "video", "code", "more-code", "library", "dataset", "tutorial")
    return Hostile(project / "site", text.made, [address(name) for name in names])


@pytest.fixture(scope="session")
def read_links():
    """Reads the links of an HTML file: the text and the target of each."""

    def read(path: Path) -> list[tuple[str, str]]:
        found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', path.read_text(encoding="utf-8"), re.DOTALL)
        return [(unescape(text), unquote(unescape(address))) for address, text in found]

    return read
