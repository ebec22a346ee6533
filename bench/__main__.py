"""Measures whole sites of generated papers: `python -m bench [PAPERS ...]`. A full run updates the table in README.md.

Each step runs in a separate process. Seconds are wall-clock time. Ratios compare CPU time of the same run, so they also
hold on other machines and under load.
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
SIZES = (300, 1000, 3000, 10_000)
LEAST_REPEATED = 100  # smaller ones only show that the benchmark works
MOST_REPEATED = 3000  # larger catalogues take minutes and are measured once
HEAD = (
    "Papers",
    "Check, s",
    "of a bare parse",
    "Build, s",
    "Markdown, s",
    "build of Markdown",
    "of a copy",
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
    processor: float  # seconds of CPU time, user and system
    peak: float  # MB
    output: str = ""


def run(*command: str | Path) -> Run:
    """Runs a command and waits for it.

    Raises:
        SystemExit: the command failed.
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
    # ru_maxrss is in kilobytes on Linux and in bytes on macOS.
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e6 / 1024)
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak, text)


def best(runs: Iterable[Run]) -> Run:
    """The minimum of each figure."""
    seconds, processor, peaks = zip(*((one.seconds, one.processor, one.peak) for one in runs), strict=True)
    return Run(min(seconds), min(processor), min(peaks))


def measure(papers: int, folder: Path) -> list[str]:
    """The table row for a catalogue of this size."""
    python, ours, plain = (Path(sys.executable), "-m"), folder / "ours", folder / "markdown"
    plain.mkdir(parents=True)
    copies = folder / "copies"
    copies.mkdir()
    # In separate processes: the peak memory of a child includes what its parent held when it started.
    run(*python, "bench.generate", str(papers), ours / "catalog")
    run(*python, "bench.projects", ours, plain)
    run(*_build(ours))  # draws the pictures for links: see bench.previews
    times = 3 if LEAST_REPEATED <= papers <= MOST_REPEATED else 1
    steps: tuple[tuple[str | Path, ...], ...] = (
        (*python, "paperatlas", "check", ours / "catalog"),
        (*python, "bench.parse", ours / "catalog"),
        _build(ours),
        _build(plain),
        ("cp", "-R", ours / "site", copies),
    )
    # In turns, so that a busy minute of the machine affects all steps.
    rounds = [[run(*step) for step in steps] for _ in range(times)]
    check, parse, build, markdown, copy = (best(runs) for runs in zip(*rounds, strict=True))
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
        f"{build.processor / copy.processor:.1f}",
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
    """The number of pages, files, bytes, and bytes on disk including folders, as `du` counts them."""
    paths = [site, *site.rglob("*")]
    files = [path for path in paths if path.is_file()]
    sizes = sum(path.stat().st_size for path in files), sum(path.stat().st_blocks * 512 for path in paths)
    return sum(path.suffix == ".html" for path in files), len(files), *sizes


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure sites of generated papers.")
    parser.add_argument("papers", nargs="*", type=int, default=SIZES, help="numbers of papers (300 1000 3000 10000)")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that temporary files are removed
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
