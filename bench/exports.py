"""Measures the processor time of each export format: `python -m bench.exports [PAPERS]`. It prints a table."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from os import times
from pathlib import Path

from bench.generate import generate
from paperatlas.catalogue import load
from paperatlas.exports import FORMATS
from paperatlas.exports.formatted import STYLES, formatted


def main(papers: int) -> None:
    """Prints the seconds for each format, and those for the citations as text of a first and of a later build."""
    with tempfile.TemporaryDirectory() as folder:
        generate(papers, Path(folder, "catalog"))
        catalogue = load(Path(folder, "catalog"))
        print(f"| {len(catalogue.papers):,} papers | seconds | MB |\n| --- | --: | --: |")

        def show(name: str, make: Callable[[], str]) -> None:
            start = sum(times()[:4])  # with the processes of pandoc
            text = make()
            print(f"| {name} | {sum(times()[:4]) - start:.2f} | {len(text.encode()) / 1e6:.1f} |", flush=True)

        for form in FORMATS.values():
            show(form.name, lambda form=form: form.document(form.records(catalogue, catalogue.newest_first)))  # type: ignore[misc]
        for build in ("first build", "next build"):
            show(f"Citations in {len(STYLES)} styles, {build}", lambda: str(formatted(catalogue, Path(folder))))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
