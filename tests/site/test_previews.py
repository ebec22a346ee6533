"""A built site has a picture for each link, and the next build draws none."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

ADDRESS = "https://owner.github.io/atlas/"
KINDS = ("papers", "methods", "categories")


@pytest.fixture
def build(project, mkdocs, tmp_path):
    env = {"GITHUB_REPOSITORY": "owner/atlas", "PREVIEWS": None, "TMPDIR": str(tmp_path)}
    return lambda **changed: mkdocs(project, "build", "--strict", env={**env, **changed})


def drawn_in(folder: Path) -> dict[str, int]:
    """When each picture that builds keep was written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("paperatlas*/previews/*")}


def test_every_paper_method_and_category_has_a_small_picture_and_the_next_build_draws_none(
    project, build, tmp_path, read_site, read_tree
):
    built = build()
    assert built.returncode == 0, built.stderr
    pages = read_site(project / "site")
    named = {}
    for url, page in pages.items():
        is_redirect = page.all("meta", **{"http-equiv": "refresh"})
        if url.count("/") > 1 and url.startswith(KINDS) and not url.startswith("papers/page/") and not is_redirect:
            [image] = page.all("meta", property="og:image")
            named[url] = unquote(image["content"]).removeprefix(ADDRESS)
    assert {url.partition("/")[0] for url in named} == set(KINDS)
    pictures = read_tree(project / "site/previews")
    assert {f"previews/{path}" for path in pictures} == set(named.values())
    for content in pictures.values():
        assert len(content) <= 40_000
        with Image.open(BytesIO(content)) as picture:
            assert picture.size == (1000, 525)

    drawn = drawn_in(tmp_path)
    assert drawn
    paper = project / "catalog/papers/mamba.yml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace("\nsummary: ", "\nsummary: In short, "), encoding="utf-8")
    assert build().returncode == 0
    assert drawn_in(tmp_path) == drawn
    assert read_tree(project / "site/previews") == pictures


def test_a_build_without_an_address_or_with_the_setting_off_draws_none(project, build, tmp_path):
    for off in ({"GITHUB_REPOSITORY": None}, {"PREVIEWS": "false"}):
        built = build(**off)
        assert built.returncode == 0, built.stderr
        assert not (project / "site/previews").exists()
    assert not drawn_in(tmp_path)
    assert "`extra.atlas.previews` must be true or false" in build(PREVIEWS="sometimes").stderr
