"""Creates two projects from one catalogue: ours, and its pages as plain Markdown files."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from paperatlas.catalogue import load
from paperatlas.model import Paper
from paperatlas.pages import Page
from paperatlas.site import contents

ROOT = Path(__file__).resolve().parent.parent
# With a repository, so that every page has edit and report links.
ADDRESSES = "repo_url: https://github.com/owner/atlas\nsite_url: https://owner.github.io/atlas/\n"
PLAIN = """
hooks: [hook.py]
watch: []
nav: [index.md]
not_in_nav: "*"
"""
# The same theme, extensions and styles. The theme refers to the search files, which our hook writes.
PLAIN_HOOK = """
from pathlib import Path
from paperatlas.adapter import assets, defaults

def on_config(config):
    defaults.fill_in(config, Path("templates"))

def on_files(files, config):
    assets.add(files, config)

def on_env(env, **_):
    env.globals["atlas_files"] = {}
"""


def with_hook(folder: Path) -> None:
    """Creates our project around the catalogue in `folder/catalog`; everything else comes from the repository."""
    for name in ("hooks", "templates"):
        (folder / name).symlink_to(ROOT / name)
    _copy_docs(folder)
    (folder / "mkdocs.yml").write_text(f"INHERIT: {ROOT / 'mkdocs.yml'}\n{ADDRESSES}", encoding="utf-8")


def as_markdown(catalog: Path, folder: Path) -> None:
    """Creates the same pages as Markdown, with the same theme and extensions, and without our hook.

    They contain less than ours (no citation, sources or pictures, and formulas as code), and only the home page is in
    the navigation, which slows MkDocs down as it grows. So the comparison favours Markdown.
    """
    _copy_docs(folder)
    (folder / "templates").symlink_to(ROOT / "templates")
    (folder / "hook.py").write_text(PLAIN_HOOK, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(f"INHERIT: {ROOT / 'mkdocs.yml'}\n{ADDRESSES}{PLAIN}", encoding="utf-8")
    for page in contents(load(catalog)).pages:
        path = folder / "docs" / page.url / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        # JSON strings are valid YAML.
        head = f"---\ntitle: {json.dumps(page.title)}\ndescription: {json.dumps(page.description)}\n---\n\n"
        path.write_text(head + "\n".join(_body(page, page.values())) + "\n", encoding="utf-8")


def _copy_docs(folder: Path) -> None:
    """Copies the hand-written pages, without their links to papers of the real catalogue."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    write_without_papers(folder)


def write_without_papers(folder: Path) -> None:
    """Takes the papers of the real catalogue out of the hand-written pages, and the reading path out of the project."""
    guide = folder / "docs/notation.md"
    text = re.sub(r"\[([^]]*)\]\(papers/[^)]*\)", r"\1", guide.read_text(encoding="utf-8"))
    guide.write_text(text, encoding="utf-8")
    without_course(folder)


def without_course(folder: Path) -> None:
    """Puts an empty page in the place of the reading path, which the menu names."""
    (folder / "catalog/course.yml").unlink(missing_ok=True)
    (folder / "docs/reading-path").mkdir()
    (folder / "docs/reading-path/index.md").write_text("# Reading path\n", encoding="utf-8")


def _body(page: Page, values: Any) -> Iterator[str]:
    yield f"# {page.title}\n"
    if page.template == "page/paper.html":
        yield from _paper(page, values)
        return
    yield f"{page.description}\n"
    yield from _links(page, values.get("papers", ()))
    for group in values.get("groups", ()) if page.template == "page/index.html" else ():
        yield f"- [{group.name}]({_to(page, group.url)}): {len(group.papers)}. {group.description}"
    for letter, people in values["groups"].items() if page.template == "page/authors.html" else ():
        yield f"\n## {letter}\n"
        for person in people:
            url = f"authors/{person.slug}/"
            yield f"- [{person.name}]({_to(page, url)}) {len(person.papers)}"
    for entry in values.get("entries", ()):
        yield f"\n## {entry.label}\n\n{entry.summary.strip()}"
    for month in values.get("months", ()):
        yield f"\n## {month.name}\n\n{month.digest}"
        for _, items in month.days:
            yield from _links(page, (item.entry for item in items if isinstance(item.entry, Paper)))
    if "part" in values:
        yield "\n" + " ".join(
            f"[{number}]({_to(page, values['part'].url(number))})" for number in values["part"].numbers if number
        )


def _paper(page: Page, values: Any) -> Iterator[str]:
    paper: Paper = values["paper"]
    yield f"{', '.join(paper.authors)}\n\n{paper.date}\n\n{paper.summary.strip()}\n"
    for method in paper.methods:
        yield f"## {method.name}\n"
        yield from (f"- {name}: `{value}`" for name, value in (method.model_extra or {}).items())
        yield ""
    for group in (*values["builds_on"].groups, *values["built_on_by"].groups):
        pairs = (*group.first, *group.more)
        yield f"## {group.title}\n"
        yield from (f"- [{other.label}]({_to(page, f'papers/{other.key}/')}) {how.how}" for other, how in pairs)
        yield ""
    yield "## Related papers\n"
    yield from _links(page, values["related"])


def _links(page: Page, papers: Iterable[Paper]) -> Iterator[str]:
    for paper in papers:
        yield f"- [{paper.title}]({_to(page, f'papers/{paper.key}/')}) {', '.join(paper.authors)}, {paper.date}"


def _to(page: Page, url: str) -> str:
    return os.path.relpath(f"{url}index.md", page.url)


if __name__ == "__main__":
    with_hook(Path(sys.argv[1]))
    as_markdown(Path(sys.argv[1]) / "catalog", Path(sys.argv[2]))
