"""Compares our search with others: `python -m bench.search [SIZES ...] [--engine NAME ...]`.

Prints one table; a full run writes it into bench/README.md. `--misses` prints the queries with a wrong answer.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from . import Query, judged
from .corpus import corpus
from .data import prepare
from .measure import Figures, chromium, measure
from .publish import publish
from .queries import make
from .server import serve
from .table import ENGINES, table

SIZES = (300, 3000, 10_000)
SETS = ("judged", "held-out", "machine-made")


def run(sizes: list[int], engines: list[str], show_misses: bool) -> str:
    """The table of all figures. Progress goes to standard error."""
    results: defaultdict[str, list[Figures]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="atlas-search-") as name:
        # All data first, so that a failed build stops the run early.
        prepared = [(size, folder, _prepare(size, folder)) for size in sizes for folder in [Path(name) / str(size)]]
        for size, folder, sets in prepared:
            with serve(folder / "www") as site, chromium() as browser:
                for engine in engines:
                    start = time.perf_counter()
                    results[engine].append(figures := measure(browser, site, engine, sets))
                    print(f"{size:>6} {engine}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
                    if show_misses:
                        _print_misses(figures)
    return table(results, sizes, SETS)


def _prepare(size: int, folder: Path) -> dict[str, list[Query]]:
    """Writes the data of all engines and returns the queries."""
    catalogue = corpus(size, folder)
    prepare(catalogue, folder / "www")
    return dict(zip(SETS, (judged("judged.tsv"), judged("heldout.tsv"), make(catalogue)), strict=True))


def _print_misses(figures: Figures) -> None:
    for name, misses in figures.misses.items():
        if name != "held-out":  # not shown, so that the engine is not tuned on them
            print(*(f"{name}: {miss}" for miss in misses), sep="\n", file=sys.stderr)
    print(*figures.errors, sep="\n", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description="Compare our search with others.")
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="numbers of entries (300 3000 10000)")
    parser.add_argument("--engine", action="append", choices=list(ENGINES), help="only this engine, or these")
    parser.add_argument("--misses", action="store_true", help="print the queries with a wrong answer")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # removes the temporary files
    options = parser.parse_args()
    text = run(options.sizes, options.engine or list(ENGINES), options.misses)
    print(text)
    if tuple(options.sizes) == SIZES and not options.engine:
        publish("search figures", text)


if __name__ == "__main__":
    main()
