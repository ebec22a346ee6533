"""What each engine loads, written below one folder: the two files of ours, and the inputs and indexes of the others."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from rjsmin import jsmin

from paperatlas.catalogue import Catalogue
from paperatlas.model import Paper
from paperatlas.search.files import search_files

from . import HERE, ROOT

NODE = Path(sys.executable).with_name("node")
IMPORT = re.compile(r"""from\s+["']\./([\w.-]+)["']""")
LIBRARIES = {
    "minisearch/minisearch.js": "minisearch/dist/es/index.js",
    "minisearch-ours/minisearch.js": "minisearch/dist/es/index.js",
    "lunr/lunr.js": "lunr/lunr.min.js",
}


def prepare(catalogue: Catalogue, folder: Path) -> None:
    """Writes `folder/NAME/...` for each engine."""
    papers = sorted(catalogue.papers.values(), key=lambda paper: (-int(paper.year), paper.key))
    _ours(catalogue, folder / "ours")
    _others([_record(catalogue, paper) for paper in papers], folder)


def _modules() -> dict[str, bytes]:
    """The modules of our engine by name, as they are published: `engine.js` and all that it imports."""
    source = ROOT / "docs" / "assets" / "search"
    found: dict[str, bytes] = {}
    left = ["engine.js"]
    while left:
        name = left.pop()
        if name not in found:
            text = (source / name).read_text(encoding="utf-8")
            found[name] = jsmin(text).encode()
            left += IMPORT.findall(text)
    return found


def _ours(catalogue: Catalogue, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, content in search_files(catalogue).items():
        (folder / f"{name.rpartition('-')[0]}.json").write_bytes(content)
    for name, content in MODULES.items():
        (folder / name).write_bytes(content)


def _others(records: list[dict[str, str]], folder: Path) -> None:
    for name in ("minisearch", "minisearch-ours", "lunr", "pagefind"):
        (folder / name).mkdir()
    for target, source in LIBRARIES.items():
        shutil.copy(HERE / "node_modules" / source, folder / target)
    # The metadata of ours with what reads it, and the analyser, in the library's index.
    for name in ("columns.json", "analyser.js", "index.js"):
        shutil.copy(folder / "ours" / name, folder / "minisearch-ours")
    # As the plugin of Material writes them: the library builds its index in the browser.
    docs = [
        {
            "location": one["key"],
            "title": f"{one['name']}: {one['title']}" if one["name"] else one["title"],
            "text": " ".join([one["authors"], one["venue"], one["ids"], one["summary"]]),
            "tags": one["tags"].split("; "),
        }
        for one in records
    ]
    (folder / "lunr" / "index.json").write_text(json.dumps(docs, ensure_ascii=False), encoding="utf-8")
    entries = folder / "records.json"
    entries.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    subprocess.run([NODE, HERE / "build.mjs", entries, folder], check=True, stdout=subprocess.DEVNULL)


def _record(catalogue: Catalogue, paper: Paper) -> dict[str, str]:
    """All text of an entry that a reader may search for, by field."""
    venue = f"{paper.venue.name} {paper.venue.year}" if paper.venue else ""
    names = [method.name for method in paper.methods]
    return {
        "key": paper.key,
        "name": paper.short_name or "",
        "title": paper.title,
        "authors": ", ".join(paper.authors),
        "venue": f"{venue} {paper.year}".strip(),
        "tags": "; ".join(catalogue.tags[tag].name for tag in paper.tags),
        "category": catalogue.categories[paper.category].name,
        "ids": " ".join(filter(None, (paper.arxiv, paper.doi, paper.openreview))),
        "summary": " ".join([*names, paper.summary]),
    }


# Read once, as Python's modules are: an edit during a run does not mix two states.
MODULES = _modules()
