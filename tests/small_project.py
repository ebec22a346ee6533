"""A project with a dozen of the repository's papers, which tests build: it costs a fifth of the whole one."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import yaml

from bench.projects import without_course

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("catalog", "docs", "hooks", "templates")
COMMON_TAGS = frozenset({
    *("linear-attention", "data-dependent-decay", "gating", "matrix-state", "chunkwise-training", "kernels"),
    *("delta-rule", "state-space-model", "language-modelling", "recall"),
})  # fmt: skip
SHOWN_EMPTY = ("linearization", "surveys", "theory")  # categories without papers
MOST_OF_A_KIND = 5  # entries of the small project that are no papers


def copy_whole(folder: Path) -> Path:
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def keep_a_few_papers(project: Path) -> None:
    """Keeps the papers that tests use, and the entries that refer only to these; a few where there are many.

    Of the authors it keeps the first three of each paper: each author has a page.
    """
    catalog = project / "catalog"
    entries = {
        path: yaml.load(path.read_bytes(), yaml.CSafeLoader)
        for kind in ("papers", "libraries", "datasets", "tutorials")
        for path in sorted((catalog / kind).glob("*.yml"))
    }
    papers = {path.stem: entry for path, entry in entries.items() if path.parent.name == "papers"}
    kept, found = {"alibi", "deltanet", "gated-deltanet", "mamba", "mamba2"}, {"gla"}
    alone = {*kept}  # their relations are removed; those of the others are kept, with the papers that they lead to
    while found:
        kept |= found
        found = {older["paper"] for key in found for older in papers[key].get("builds_on", ())} - kept
    methods = {method["key"] for key in kept for method in papers[key].get("methods", ())}
    counts = Counter[str]()
    for path, entry in entries.items():
        kind = path.parent.name
        named = {entry["paper"]} if "paper" in entry else set()
        named |= {*entry.get("papers", ())}
        is_left_out = path.stem not in kept if kind == "papers" else counts[kind] == MOST_OF_A_KIND
        if is_left_out or named - kept or {*entry.get("implements", ())} - methods:
            path.unlink()
        else:
            counts[kind] += 1
    for key in kept:
        path = catalog / f"papers/{key}.yml"
        few = papers[key]["authors"] = papers[key]["authors"][:3]
        text = re.sub(r"(?m)^authors: .*", f"authors: {json.dumps(few, ensure_ascii=False)}", path.read_text("utf-8"))
        text = re.sub(r"(?m)^  - \{rule: similar-author, .*\n", "", text)  # it may be about an author who is gone
        text = re.sub(r"(?m)^tags: \[(.*)\]", lambda found: f"tags: [{few_tags(found[1])}]", text)
        if key in alone:
            text = re.sub(r"(?m)^builds_on:\n(?: .*\n)+", "", text)
        path.write_text(re.sub(r"(?m)^accepted:\n(?! )", "", text), encoding="utf-8")
    without_unused_categories(catalog / "categories.yml", {papers[key]["category"] for key in kept})
    without_links_to_papers(project, kept)
    # These files refer to deleted entries.
    for name in ("aliases", "lineage", "lists", "style", "theorems"):
        (catalog / f"{name}.yml").unlink()
    without_course(project)
    without_composer(project)
    keep_used_authors(catalog / "authors.yml", {name for key in kept for name in papers[key]["authors"]})


def few_tags(written: str) -> str:
    """Those of the tags that most of the kept papers have, since each tag has a page and files of citations."""
    tags = written.split(", ")
    return ", ".join([tag for tag in tags if tag in COMMON_TAGS] or tags[:1])


def without_unused_categories(file: Path, used: Collection[str]) -> None:
    """Keeps three categories without papers, which tests use."""
    text = file.read_text(encoding="utf-8")
    blocks = re.split(r"(?m)^(?=[a-z])", text)
    kept = [block for block in blocks if block.partition(":")[0] in {*used, *SHOWN_EMPTY}]
    file.write_text(blocks[0] + "".join(kept), encoding="utf-8")


def without_links_to_papers(project: Path, kept: Collection[str] = ()) -> None:
    """Removes the links of hand-written pages and of introductions to papers and to methods that were deleted."""
    categories = project / "catalog/categories.yml"
    text = categories.read_text(encoding="utf-8")
    categories.write_text(re.sub(r"( +)main: \[(.*)\]\n", lambda main: _main(main, kept), text), encoding="utf-8")
    guide = project / "docs/notation.md"
    linked = r"\[([^]]*)\]\(papers/([^/)]*)[^)]*\)"
    text = re.sub(linked, lambda link: link[0 if link[2] in kept else 1], guide.read_text(encoding="utf-8"))
    guide.write_text(re.sub(r'<a href="#own-symbols">(.*?)</a>', r"\1", text), encoding="utf-8")


def _main(main: re.Match[str], kept: Collection[str]) -> str:
    keys = [key for key in main[2].split(", ") if key in kept]
    return f"{main[1]}main: [{', '.join(keys)}]\n" if keys else ""


def without_composer(project: Path) -> None:
    """Removes the parts that readers put together: their pages would be a quarter of the small project's."""
    for name, parts in (
        ("catalog/methods.yml", r"(?m)^compose:\n(?: .*\n)+"),
        ("mkdocs.yml", r".*compare/compose.*\n"),
    ):
        text = (project / name).read_text(encoding="utf-8")
        (project / name).write_text(re.sub(parts, "", text), encoding="utf-8")


def keep_used_authors(file: Path, printed: set[str]) -> None:
    """Removes what is said of people who are no authors of the kept papers."""
    used = {}
    for name, record in yaml.load(file.read_bytes(), yaml.CSafeLoader).items():
        record["variants"] = [variant for variant in record.get("variants", ()) if variant in printed]
        kept = {field: value for field, value in record.items() if value and field != "homonyms"}
        if kept and (name in printed or record["variants"]):
            used[name] = kept
    file.write_text(yaml.dump(used, allow_unicode=True), encoding="utf-8")
