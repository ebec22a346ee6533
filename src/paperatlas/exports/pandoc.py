"""The program pandoc, which comes with the package pypandoc-binary."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path


def found() -> tuple[str, Path] | None:
    """The version of the package and the program; None if it is not installed."""
    try:
        package = distribution("pypandoc_binary")
    except PackageNotFoundError:
        return None
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    return package.version, Path(str(package.locate_file(f"pypandoc/files/{name}")))
