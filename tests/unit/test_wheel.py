"""The package that others install: it holds everything that another atlas needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/paperatlas"
BUILD = "from setuptools.build_meta import {kind} as build; build(sys.argv[1])"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, set[str]]:
    """The names of the files in the wheel and in the source archive."""
    folder = tmp_path_factory.mktemp("package")
    source = folder / "source"  # setuptools writes beside the sources
    shutil.copytree(PACKAGE, source / "src/paperatlas", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for kind in ("build_wheel", "build_sdist"):
        code = f"import sys; {BUILD.format(kind=kind)}"
        done = subprocess.run([sys.executable, "-c", code, folder], cwd=source, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        assert "Warning" not in done.stderr, done.stderr
    (wheel,), (archive,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with ZipFile(wheel) as opened:
        in_wheel = {name.removeprefix("paperatlas/") for name in opened.namelist() if name.startswith("paperatlas/")}
    with tarfile.open(archive) as opened:
        parts = (name.partition("/src/paperatlas/")[2] for name in opened.getnames())
        in_archive = {part for part in parts if part and (PACKAGE / part).is_file()}
    return {"wheel": in_wheel, "source archive": in_archive}


@pytest.mark.parametrize("kind", ["wheel", "source archive"])
def test_every_file_of_the_engine_is_in_the_package(built, kind):
    ours = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*") if path.is_file()}
    ours = {path for path in ours if "__pycache__" not in path}
    assert len(ours) > 300
    assert built[kind] == ours
