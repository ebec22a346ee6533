"""The lock of a build is in a folder that no other user can write to."""

from __future__ import annotations

import os
import stat

import pytest


@pytest.fixture
def build(project, mkdocs, tmp_path):
    """Builds with a shared temporary folder of its own; gives the result and the private folder in it."""
    shared = tmp_path / "shared"
    shared.mkdir()
    private = shared / f"paperatlas-{os.getuid()}"

    def run():
        return mkdocs(project, "build", env={"TMPDIR": str(shared)})

    return run, private


def test_the_folder_belongs_to_the_user_alone(build):
    run, private = build
    assert run().returncode == 0
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert [path.suffix for path in private.glob("*.lock")] == [".lock"]


@pytest.mark.parametrize("planted", ["a link", "a file", "a folder that others can write"])
def test_what_another_user_planted_there_is_refused_and_left_as_it_is(planted, build, tmp_path):
    run, private = build
    target = tmp_path / "target"
    target.mkdir()
    (target / "mine.txt").write_text("mine", encoding="utf-8")
    if planted == "a link":
        private.symlink_to(target)
    elif planted == "a file":
        private.write_text("mine", encoding="utf-8")
    else:
        private.mkdir()
        private.chmod(0o777)
    built = run()
    assert built.returncode == 1
    assert f"'{private}' is not safe to use; remove it, or set TMPDIR to another folder" in built.stderr
    assert "Traceback" not in built.stderr
    assert [path.name for path in target.iterdir()] == ["mine.txt"]
