"""Measures whole sites of made-up papers: `python -m bench [PAPERS ...]`; a whole run writes the table into README.md.

Each step runs in a process of its own. Seconds are those of the clock; the ratios compare processor time of the same
run, so that they hold on another machine, and on one that is busy with other work.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
README = Path(__file__).with_name("README.md")
MARKS = "<!-- figures: begin -->", "<!-- figures: end -->"
SIZES = (300, 3000, 10_000)
MOST_REPEATED = 3000  # what takes a minute is measured once
HEAD = (
    "Papers",
    "Check, s",
    "of a bare parse",
    "Build, s",
    "Markdown, s",
    "build of Markdown",
    "Rebuild, s",
    "of a first build",
    "Peak, MB",
    "Pages",
    "Files",
    "Size, MB",
    "on disk, MB",
)


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process, or the best of several."""

    seconds: float
    processor: float  # seconds too, in the process itself and in the system for it
    peak: float  # MB
    output: str = ""


def run(*command: str | Path) -> Run:
    """Runs a command to its end.

    Raises:
        SystemExit: it failed.
    """
    words = [str(part) for part in command]
    with tempfile.TemporaryFile("w+") as output:
        start = perf_counter()
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        child = subprocess.Popen(words, stdout=output, stderr=output, cwd=ROOT, env=environment)
        try:
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            child.kill()
            raise
        seconds = perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if child.returncode:
        raise SystemExit(f"{' '.join(words)}: exit code {child.returncode}\n{text}")
    # Kilobytes on Linux, bytes on macOS.
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e6 / 1024)
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak, text)


def best(runs: Iterable[Run]) -> Run:
    """The least of each figure."""
    seconds, processor, peaks = zip(*((one.seconds, one.processor, one.peak) for one in runs), strict=True)
    return Run(min(seconds), min(processor), min(peaks))


def measure(papers: int, folder: Path) -> list[str]:
    """The row of a catalogue of so many papers."""
    python, ours, plain = (Path(sys.executable), "-m"), folder / "ours", folder / "markdown"
    plain.mkdir(parents=True)
    # Made in other processes: the peak of a child counts what its parent held when it was started.
    run(*python, "bench.generate", str(papers), ours / "catalog")
    run(*python, "bench.projects", ours, plain)
    times = 3 if papers <= MOST_REPEATED else 1
    steps: tuple[tuple[str | Path, ...], ...] = (
        (*python, "paperatlas", "check", ours / "catalog"),
        (*python, "bench.parse", ours / "catalog"),
        _build(ours),
        _build(plain),
    )
    # By turns, so that a busy minute of the machine meets all of them.
    rounds = [[run(*step) for step in steps] for _ in range(times)]
    check, parse, build, markdown = (best(runs) for runs in zip(*rounds, strict=True))
    serve = json.loads(run(*python, "bench.rebuild", ours / "mkdocs.yml", str(times)).output.splitlines()[-1])
    first, again = Run(*serve["first"], 0), best(Run(*one, 0) for one in serve["again"])
    pages, files, size, on_disk = _size(ours / "site")
    return [
        f"{papers:,}",
        f"{check.seconds:.1f}",
        f"{check.processor / parse.processor:.1f}",
        f"{build.seconds:.1f}",
        f"{markdown.seconds:.1f}",
        f"{build.processor / markdown.processor:.2f}",
        f"{again.seconds:.1f}",
        f"{again.processor / first.processor:.2f}",
        f"{build.peak:.0f}",
        f"{pages:,}",
        f"{files:,}",
        f"{size / 1e6:.0f}",
        f"{on_disk / 1e6:.0f}",
    ]


def _build(project: Path) -> tuple[str | Path, ...]:
    mkdocs = Path(sys.executable).with_name("mkdocs")
    return mkdocs, "build", "--quiet", "-f", project / "mkdocs.yml", "-d", project / "site"


def _size(site: Path) -> tuple[int, int, int, int]:
    """Pages, files, bytes, and bytes of whole blocks with the folders, as `du` counts them."""
    paths = [site, *site.rglob("*")]
    files = [path for path in paths if path.is_file()]
    sizes = sum(path.stat().st_size for path in files), sum(path.stat().st_blocks * 512 for path in paths)
    return sum(path.suffix == ".html" for path in files), len(files), *sizes


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure sites of made-up papers.")
    parser.add_argument("papers", nargs="*", type=int, default=SIZES, help="numbers of papers (300 3000 10000)")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was made is removed then too
    lines = [_line(HEAD), _line(["--:"] * len(HEAD))]
    print("\n".join(lines), flush=True)
    sizes = tuple(parser.parse_args().papers)
    for papers in sizes:
        with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
            lines.append(_line(measure(papers, Path(folder))))
        print(lines[-1], flush=True)
    if sizes != SIZES:
        return
    begin, end = MARKS
    text = README.read_text(encoding="utf-8")
    table = "\n".join([begin, "", *lines, "", end])
    README.write_text(re.sub(f"{begin}.*{end}", lambda _: table, text, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()
