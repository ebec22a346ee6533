"""Writes the files that each engine loads into one folder: our two files, and the inputs and indexes of the others."""

from __future__ import annotations

import json
import posixpath
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
IMPORT = re.compile(r"""(?:from|import)\s*["'](\.[\w./-]+)["']""")
LIBRARIES = {
    "minisearch/minisearch.js": "minisearch/dist/es/index.js",
    "minisearch-ours/minisearch.js": "minisearch/dist/es/index.js",
    "lunr/lunr.js": "lunr/lunr.min.js",
}


def prepare(catalogue: Catalogue, folder: Path) -> None:
    """Writes `folder/NAME/...` for each engine."""
    papers = sorted(catalogue.papers.values(), key=lambda paper: (-int(paper.year), paper.key))
    _ours(catalogue, folder / "ours")
    peers([record(catalogue, paper) for paper in papers], folder)
    # Our metadata, the code that reads it, and our analyser, with the index of the library.
    shutil.copytree(folder / "ours", folder / "minisearch-ours", dirs_exist_ok=True)


def _modules() -> dict[str, bytes]:
    """The modules of our engine by path, as published: the engine, what it loads later, and all that they import."""
    source = ROOT / "src/paperatlas/assets"
    found: dict[str, bytes] = {}
    left = ["search/engine.js", "search/rest.js", "search/more.js"]
    while left:
        name = left.pop()
        if name not in found:
            text = (source / name).read_text(encoding="utf-8")
            found[name] = jsmin(text).encode()
            left += [posixpath.normpath(f"{posixpath.dirname(name)}/{other}") for other in IMPORT.findall(text)]
    return found


def _ours(catalogue: Catalogue, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, content in search_files(catalogue).items():
        (folder / f"{name.rpartition('-')[0]}.json").write_bytes(content)
    for name, content in MODULES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


def peers(records: list[dict[str, str]], folder: Path) -> None:
    """Writes the inputs and indexes of the other engines. Each record has all texts of `record`."""
    for name in ("minisearch", "minisearch-ours", "lunr", "pagefind"):
        (folder / name).mkdir()
    for target, source in LIBRARIES.items():
        shutil.copy(HERE / "node_modules" / source, folder / target)
    # In the format of Material's search plugin; lunr builds its index in the browser.
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


def record(catalogue: Catalogue, paper: Paper) -> dict[str, str]:
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


# Read once, so that an edit during a run does not mix two versions.
MODULES = _modules()
