"""Programs that read feeds, metadata, sitemaps and the database of a built site."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from paperatlas.catalogue import Catalogue
from paperatlas.titles import plain

from .facts import Result

_LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def results(catalogue: Catalogue, site: Path, tools: Path) -> Iterator[Callable[[], Result]]:
    """What to run on a built site. `tools` has the schemas."""
    yield lambda: _feedparser(site)
    yield lambda: _pyld(catalogue, site)
    yield lambda: _xmllint("Atom", sorted(site.rglob("*.atom")), "--relaxng", tools / "atom.rng")
    sitemap = tools / "node_modules/sitemap/schema/sitemap.xsd"
    yield lambda: _xmllint("sitemap.xml", [site / "sitemap.xml"], "--schema", sitemap)
    yield lambda: _datasette(catalogue, site / "data/v1/catalogue.db")


def _feedparser(site: Path) -> Result:
    import feedparser

    missing: Counter[str] = Counter()
    count = said = 0
    for file in site.rglob("*.atom"):
        feed = feedparser.parse(file.read_bytes())
        said += bool(feed.bozo)
        count += len(feed.entries)
        missing["entries"] += abs(file.read_text(encoding="utf-8").count("<entry>") - len(feed.entries))
        for entry in feed.entries:
            missing.update(field for field in ("id", "title", "link", "updated", "summary") if not entry.get(field))
    return Result("feedparser", "Atom", count, said, +missing)


def _pyld(catalogue: Catalogue, site: Path) -> Result:
    from pyld import jsonld

    vocabulary = "https://schema.org/"

    def loader(url: str, options: object) -> dict[str, object]:
        # Without a network. The context of schema.org has its words as they are.
        document = {"@context": {"@vocab": vocabulary, "url": {"@type": "@id"}, "sameAs": {"@type": "@id"}}}
        return {"contextUrl": None, "documentUrl": url, "document": document}

    missing: Counter[str] = Counter()
    for key, paper in catalogue.papers.items():
        text = (site / "papers" / key / "index.html").read_text(encoding="utf-8")
        linked = map(json.loads, _LINKED.findall(text))
        nodes = [node for one in linked for node in jsonld.expand(one, {"documentLoader": loader})]
        (article,) = [node for node in nodes if f"{vocabulary}ScholarlyArticle" in node.get("@type", ())]
        names = [author[f"{vocabulary}name"][0]["@value"] for author in article[f"{vocabulary}author"]]
        missing["authors"] += len(paper.authors) - len(names)
        said = str(article)
        missing["title"] += plain(paper.title) not in [one["@value"] for one in article[f"{vocabulary}name"]]
        missing["doi"] += bool(paper.doi and paper.doi not in said)
        missing["breadcrumbs"] += not any(f"{vocabulary}BreadcrumbList" in node.get("@type", ()) for node in nodes)
    return Result("pyld", "JSON-LD of papers", len(catalogue.papers), 0, +missing)


def _xmllint(name: str, files: list[Path], option: str, schema: Path) -> Result:
    if not schema.exists() or not shutil.which("xmllint"):
        raise ImportError(f"xmllint and {schema.name}")
    command = ["xmllint", "--noout", "--nonet", option, str(schema), *map(str, files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    wrong = [line for line in done.stderr.splitlines() if not line.endswith(" validates")]
    return Result("xmllint", name, len(files), len(wrong), Counter(), wrong[0] if wrong else "")


def _datasette(catalogue: Catalogue, file: Path) -> Result:
    program = shutil.which("datasette") or str(Path(sys.executable).with_name("datasette"))
    if not Path(program).exists():
        raise ImportError("datasette")
    said = 0

    def get(path: str) -> object:
        nonlocal said
        command = [program, str(file), "--setting", "max_returned_rows", "100000", "--get", path]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        said += len(done.stderr.splitlines()) + (done.returncode != 0)
        return json.loads(done.stdout or "[]")

    rows = get("/catalogue/papers.json?_shape=array&_size=max")
    assert isinstance(rows, list)
    missing: Counter[str] = Counter()
    by_key = {row["id"]: row for row in rows}
    for key, paper in catalogue.papers.items():
        row = by_key.get(key, {})
        values = {"title": plain(paper.title), "year": int(paper.year), "doi": paper.doi, "arxiv": paper.arxiv}
        missing.update(field for field, value in values.items() if row.get(field) != value)
    facets = get("/catalogue/papers.json?_facet=category&_facet=year&_size=0")
    assert isinstance(facets, dict)
    missing["facets"] = 2 - len(facets["facet_results"])
    word = plain(next(iter(catalogue.papers.values())).title).split()[0]
    missing["search"] = not get(f"/catalogue/papers.json?_shape=array&_search={word}")
    return Result("datasette", "catalogue.db", len(rows), said, +missing)
