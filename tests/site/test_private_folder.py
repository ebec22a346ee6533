"""The lock of a build is in a folder that no other user can write to."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from mkdocs.exceptions import ConfigurationError

from paperatlas.adapter import staging as adapter_staging

ROOT = Path(__file__).resolve().parents[2]


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


def lock_of(private):
    (lock,) = private.glob("*.lock")
    return lock


def test_the_lock_that_a_killed_build_left_is_used_again(build):
    run, private = build
    assert run().returncode == 0
    lock = lock_of(private)
    lock.write_text("left over", encoding="utf-8")
    assert run().returncode == 0
    assert lock_of(private) == lock


def test_a_link_in_place_of_the_lock_is_not_followed(build, tmp_path):
    run, private = build
    assert run().returncode == 0
    lock, mine = lock_of(private), tmp_path / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    lock.unlink()
    lock.symlink_to(mine)
    built = run()
    assert built.returncode == 1
    assert f"cannot write '{lock}'" in built.stderr
    assert "remove it, or set TMPDIR" in built.stderr
    assert "Traceback" not in built.stderr
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.fixture
def staging(monkeypatch, tmp_path):
    monkeypatch.setattr(adapter_staging.tempfile, "gettempdir", lambda: str(tmp_path))
    return adapter_staging


def test_a_temporary_folder_without_room_gives_a_message_that_says_what_to_do(staging, monkeypatch):
    def full(path, **options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(staging.Path, "mkdir", full)
    with pytest.raises(ConfigurationError, match="No space left on device; set TMPDIR to another folder"):
        staging.private_folder()


def test_a_build_on_a_drive_without_locks_goes_on(staging, monkeypatch, tmp_path):
    def unsupported(file, operation):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(staging.fcntl, "flock", unsupported)
    build = staging.Staging(tmp_path / "site")
    assert build.begin().is_dir()
    build.end()
    build.wait()


def test_a_second_build_of_the_same_site_is_refused_while_the_first_is_running(staging, tmp_path):
    first = staging.Staging(tmp_path / "site")
    first.begin()
    with pytest.raises(BlockingIOError):
        staging.Staging(tmp_path / "site").begin()
    first.end()
    first.wait()
    third = staging.Staging(tmp_path / "site")
    third.begin()
    third.end()
    third.wait()
