"""Builds keep compiled templates, and never use one that is damaged or out of date."""

from __future__ import annotations

import pytest

PAGE = "papers/gla/index.html"


@pytest.fixture
def shared(tmp_path):
    """A temporary folder of its own, in which a build keeps its templates."""
    (tmp_path / "shared").mkdir()
    return tmp_path / "shared"


@pytest.fixture
def build(project, mkdocs, shared, read_tree):
    def build():
        built = mkdocs(project, "build", "--strict", env={"TMPDIR": str(shared)})
        assert built.returncode == 0, built.stderr
        return read_tree(project / "site")

    return build


def kept(shared):
    return sorted(shared.glob("*/*.template*"))


def test_a_second_build_uses_the_templates_of_the_first(build, shared):
    first = build()
    files = {path: path.stat().st_mtime_ns for path in kept(shared)}
    assert len(files) > 10
    assert build() == first
    assert {path: path.stat().st_mtime_ns for path in kept(shared)} == files


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "a folder"])
def test_a_damaged_template_is_compiled_again(damage, build, shared):
    first = build()
    for path in kept(shared):
        content = path.read_bytes()
        path.unlink()
        if damage == "a folder":  # it can be neither read nor replaced
            path.mkdir()
        else:
            middle = len(content) // 2
            changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
            path.write_bytes({"cut": content[:middle], "changed": changed, "empty": b""}[damage])
    assert build() == first


def test_a_changed_template_takes_effect(build, project):
    assert b"A new line" not in build()[PAGE]
    template = project / "templates/page/paper.html"
    template.write_text(template.read_text(encoding="utf-8") + "<p>A new line</p>\n", encoding="utf-8")
    assert b"A new line" in build()[PAGE]


def test_after_a_change_in_the_code_no_older_template_is_used(build, project, shared):
    build()
    before = kept(shared)
    left = before[0].with_suffix(".template.1")  # by a build that was killed
    left.touch()
    hook = project / "hooks/page.py"
    hook.write_text(hook.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    build()
    after = kept(shared)
    assert len(after) == len(before)
    assert not {*after} & {*before, left}
