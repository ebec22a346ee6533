"""Pages joined with a frame that is rendered once equal those rendered with the theme's template."""

from __future__ import annotations

import re
import shutil
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urljoin

import pytest

# A second hook that adds every page to the navigation, so that the theme renders it in full.
IN_FULL = """\
def on_files(files, config):
    for file in files.documentation_pages():
        if hasattr(file.page, "in_navigation"):
            file.page.in_navigation = True
    return files
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory, long_site, mkdocs, copy_small_project):
    """For two catalogues, the site as it is published, and one rendered without the shared frame."""
    environment = {"GITHUB_REPOSITORY": "owner/atlas"}
    small = copy_small_project(tmp_path_factory.mktemp("full") / "project")
    long = Path(shutil.copytree(long_site.parent, tmp_path_factory.mktemp("full-long") / "project"))
    assert mkdocs(small, "build", env=environment).returncode == 0

    def in_full(folder):
        (folder / "full.py").write_text(IN_FULL, encoding="utf-8")
        settings = folder / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8")
        assert "hooks: [hooks/atlas.py]" in text
        settings.write_text(text.replace("hooks: [hooks/atlas.py]", "hooks: [hooks/atlas.py, full.py]"), "utf-8")
        built = mkdocs(folder, "build", "-d", str(folder / "in-full"), env=environment)
        assert built.returncode == 0, built.stderr
        return folder / "in-full"

    return {"short": (small / "site", in_full(small)), "long": (long_site, in_full(long))}


def _lines(folder: Path, page: Path) -> list[str]:
    """A page's source with absolute addresses, one element per line, without invisible white space."""
    here = f"https://owner.github.io/atlas/{page.parent.as_posix()}/"
    html = (folder / page).read_text(encoding="utf-8")
    html = re.sub(r'(href|src)="([^"]*)"', lambda found: f'{found[1]}="{urljoin(here, found[2])}"', html)
    return [line for line in ("".join(line.split()) for line in html.split("\n")) if line]


@pytest.mark.parametrize("which", ["short", "long"])
def test_a_joined_page_equals_the_page_that_the_theme_renders(which, sites):
    joined, full = sites[which]
    pages = sorted(path.relative_to(joined) for path in joined.rglob("index.html"))
    assert pages == sorted(path.relative_to(full) for path in full.rglob("index.html"))
    differing = {}
    for page in pages:
        ours, theirs = _lines(joined, page), _lines(full, page)
        if ours != theirs:
            pairs = [pair for pair in zip_longest(ours, theirs) if pair[0] != pair[1]]
            differing[page.parent.as_posix()] = pairs[:2]
    assert differing == {}
