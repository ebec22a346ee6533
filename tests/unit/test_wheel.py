"""The package that others install: it holds everything that another atlas needs."""

from __future__ import annotations

import tarfile
from pathlib import Path
from zipfile import ZipFile

PACKAGE = Path(__file__).resolve().parents[2] / "src/paperatlas"


def test_every_file_of_the_engine_is_in_the_package(packages):
    ours = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*") if path.is_file()}
    ours = {path for path in ours if "__pycache__" not in path}
    assert len(ours) > 300
    (wheel,), (archive,) = packages.glob("*.whl"), packages.glob("*.tar.gz")
    with ZipFile(wheel) as opened:
        names = opened.namelist()
    assert {name.removeprefix("paperatlas/") for name in names if name.startswith("paperatlas/")} == ours
    with tarfile.open(archive) as opened:
        names = [name.partition("/src/paperatlas/")[2] for name in opened.getnames()]
    assert {name for name in names if name and (PACKAGE / name).is_file()} == ours
