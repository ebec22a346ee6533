"""Builds keep compiled templates, and never use one that is damaged or out of date."""

from __future__ import annotations

import shutil
from itertools import cycle
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = "papers/gla/index.html"


@pytest.fixture(scope="module")
def first(kept_place, tmp_path_factory, copy_small_project, mkdocs, read_tree):
    """The site of a first build, and the temporary folder in which it kept its templates."""
    shared = tmp_path_factory.mktemp("shared")
    project = copy_small_project(kept_place / "project")
    built = mkdocs(project, "build", "--strict", env={"TMPDIR": str(shared)})
    assert built.returncode == 0, built.stderr
    tree = read_tree(project / "site")
    shutil.rmtree(project)
    return tree, shared


@pytest.fixture
def shared(first, tmp_path):
    """A copy of the temporary folder after the first build."""
    return shutil.copytree(first[1], tmp_path / "shared")


@pytest.fixture
def build(first, project, mkdocs, shared, read_tree):
    """Builds the project of the first build again, which is at the same path."""

    def build():
        built = mkdocs(project, "build", "--strict", env={"TMPDIR": str(shared)})
        assert built.returncode == 0, built.stderr
        return read_tree(project / "site")

    return build


def kept(shared):
    return sorted(shared.glob("*/*.template*"))


def test_a_second_build_uses_the_templates_of_the_first(first, build, shared):
    files = {path: path.stat().st_mtime_ns for path in kept(shared)}
    assert len(files) > 10
    assert build() == first[0]
    assert {path: path.stat().st_mtime_ns for path in kept(shared)} == files


def test_damaged_templates_are_compiled_again(first, build, shared):
    for path, damage in zip(kept(shared), cycle(["cut", "changed", "empty", "a folder"]), strict=False):
        content = path.read_bytes()
        path.unlink()
        if damage == "a folder":  # it can be neither read nor replaced
            path.mkdir()
        else:
            middle = len(content) // 2
            changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
            path.write_bytes({"cut": content[:middle], "changed": changed, "empty": b""}[damage])
    assert build() == first[0]


def test_a_template_of_the_atlas_takes_the_place_of_ours(first, build, project):
    assert b"A new line" not in first[0][PAGE]
    ours = ROOT / "src/paperatlas/templates/page/paper.html"
    template = project / "templates/page/paper.html"
    template.parent.mkdir(parents=True)
    template.write_text(ours.read_text(encoding="utf-8") + "<p>A new line</p>\n", encoding="utf-8")
    assert b"A new line" in build()[PAGE]


def test_after_a_change_in_the_code_no_older_template_is_used(build, project, shared):
    before = kept(shared)
    left = before[0].with_suffix(".template.1")  # by a build that was killed
    left.touch()
    hook = project / "hooks/atlas.py"
    hook.write_text(hook.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    build()
    after = kept(shared)
    assert len(after) == len(before)
    assert not {*after} & {*before, left}
