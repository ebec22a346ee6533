"""Reads the files of the site with other programs: `python -m bench.clients [--site DIR] [--tools DIR] [CATALOGUE]`.

It prints a table of warnings and lost fields, and the exit code is 1 if there are any. bench/README.md says what to
install. Without --site, it builds one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path

from paperatlas.catalogue import load

from . import citations, others
from .facts import Result

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Runs all clients and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.clients", description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=ROOT / "catalog")
    parser.add_argument("--site", type=Path, help="a built site")
    parser.add_argument("--tools", type=Path, default=Path(), help="the folder with node_modules and atom.rng")
    options = parser.parse_args()
    catalogue = load(options.path)
    print("| Client | File | Records | Warnings | Lost fields |\n| --- | --- | --: | --: | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = options.site or _built(folder / "site")
        runs = chain(
            citations.results(catalogue, folder, options.tools), others.results(catalogue, site, options.tools)
        )
        shown = [_shown(run) for run in runs]
        return int(not all(shown))


def _built(site: Path) -> Path:
    env = os.environ | {"GITHUB_REPOSITORY": "owner/atlas"}  # without an address there are no feeds
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", site], cwd=ROOT, env=env, check=True)
    return site


def _shown(run: Callable[[], Result]) -> bool:
    """Prints the row of a client. Returns whether it read everything."""
    try:
        found = run()
    except ImportError as error:
        print(f"not installed: {error}", file=sys.stderr)
        return False
    lost = ", ".join(f"{field}: {count}" for field, count in found.lost.items()) or "0"
    print(f"| {_named(found.client)} | {found.file} | {found.records:,} | {found.warnings} | {lost} |", flush=True)
    if found.note:
        print(found.note, file=sys.stderr)
    return not found.lost and found.warnings == found.allowed


def _named(client: str) -> str:
    try:
        return f"{client} {version({'pandoc': 'pypandoc_binary'}.get(client, client))}"
    except PackageNotFoundError:
        return client


if __name__ == "__main__":
    sys.exit(main())
