"""Measures whole sites of made-up papers: `python -m bench [PAPERS ...]`, and writes the table into README.md.

Each step runs in a process of its own. Seconds depend on the machine; the ratios compare processes of the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
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
    """One finished process."""

    seconds: float
    peak: float  # MB
    output: str


def run(*command: str | Path) -> Run:
    """Runs a command to its end.

    Raises:
        SystemExit: it failed.
    """
    with tempfile.TemporaryFile("w+") as output:
        start = perf_counter()
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        child = subprocess.Popen(
            [str(part) for part in command], stdout=output, stderr=output, cwd=ROOT, env=environment
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if child.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: exit code {child.returncode}\n{text}")
    # Kilobytes on Linux, bytes on macOS.
    return Run(seconds, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e6 / 1024), text)


def measure(papers: int, folder: Path) -> list[str]:
    """The row of a catalogue of so many papers."""
    python, ours, plain = (Path(sys.executable), "-m"), folder / "ours", folder / "markdown"
    plain.mkdir(parents=True)
    # Made in other processes: the peak of a child counts what its parent held when it was started.
    run(*python, "bench.generate", str(papers), ours / "catalog")
    run(*python, "bench.projects", ours, plain)
    times = 3 if papers <= MOST_REPEATED else 1
    checks, parses, builds, markdown = [], [], [], []
    for _ in range(times):  # by turns, so that a busy minute of the machine meets all of them
        checks.append(run(*python, "paperatlas", "check", ours / "catalog").seconds)
        parses.append(run(*python, "bench.parse", ours / "catalog").seconds)
        builds.append(_build(ours))
        markdown.append(_build(plain).seconds)
    serve = json.loads(run(*python, "bench.rebuild", ours / "mkdocs.yml", str(times)).output.splitlines()[-1])
    pages, files, size, on_disk = _size(ours / "site")
    check, parse, build, plainly = min(checks), min(parses), min(one.seconds for one in builds), min(markdown)
    return [
        f"{papers:,}",
        f"{check:.1f}",
        f"{check / parse:.1f}",
        f"{build:.1f}",
        f"{plainly:.1f}",
        f"{build / plainly:.2f}",
        f"{serve['again']:.1f}",
        f"{serve['again'] / serve['first']:.2f}",
        f"{min(one.peak for one in builds):.0f}",
        f"{pages:,}",
        f"{files:,}",
        f"{size / 1e6:.0f}",
        f"{on_disk / 1e6:.0f}",
    ]


def _build(project: Path) -> Run:
    mkdocs = Path(sys.executable).with_name("mkdocs")
    return run(mkdocs, "build", "--quiet", "-f", project / "mkdocs.yml", "-d", project / "site")


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
    lines = [_line(HEAD), _line(["--:"] * len(HEAD))]
    print("\n".join(lines), flush=True)
    for papers in parser.parse_args().papers:
        with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
            lines.append(_line(measure(papers, Path(folder))))
        print(lines[-1], flush=True)
    begin, end = MARKS
    text = README.read_text(encoding="utf-8")
    table = "\n".join([begin, "", *lines, "", end])
    README.write_text(re.sub(f"{begin}.*{end}", lambda _: table, text, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()
