"""Measures the time from saving an entry to its new text in an open page: `python -m bench.serve [SAVES]`.

Runs the real `mkdocs serve` on a copy of this repository, saves an entry again and again while Chromium shows its page,
and prints a table with the time of each step. A full run updates README.md.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
README = Path(__file__).with_name("README.md")
MARKS = "<!-- serve figures: begin -->", "<!-- serve figures: end -->"
SAVES = 20
ENTRY = "gla"
# What happens before each step ends, in order. The server prints the names on the left.
STEPS = {
    "Detected file changes": "the change is noticed",
    "Building documentation...": "a pause, in case the editor saves more",
    "before config": "MkDocs reads its settings",
    "config": "the changed entry is read, the catalogue checked, the pages listed",
    "before env": "pages get their places in MkDocs, Markdown becomes HTML",
    "env": "search files and exports",
    "post_build": "changed pages and the frame around all pages",
    "Reloading browsers": "the new site takes the place of the old one",
    "shown": "the browser asks for the page again, and shows it",
}
# Reports the first moment at which the page shows a text, after the frame with it.
REPORT = """
const look = () => {
  const mark = /Change \\d+:/.exec(document.querySelector(".paper__summary")?.textContent ?? "");
  if (mark) requestAnimationFrame(() => console.log("shown", mark[0], performance.timeOrigin + performance.now()));
  else requestAnimationFrame(look);
};
look();
"""


def server(port: str) -> None:
    """Runs `mkdocs serve`, and prints when each step ends: on the clock, and in seconds of processor time."""
    from mkdocs.commands.serve import serve
    from mkdocs.plugins import PluginCollection

    def note(step: str) -> None:
        print(json.dumps([step, time.time(), time.thread_time()]), flush=True)

    class Notes(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            step = record.getMessage().split("] ")[-1]
            if step in STEPS or step.startswith("Serving on"):
                note(step)

    run_event = PluginCollection.run_event

    def noted(self: PluginCollection, name: str, *arguments: Any, **options: Any) -> Any:
        if f"before {name}" in STEPS:
            note(f"before {name}")
        result = run_event(self, name, *arguments, **options)
        if name in STEPS:
            note(name)
        return result

    PluginCollection.run_event = noted  # type: ignore[method-assign]
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    logging.getLogger("mkdocs").addHandler(Notes())
    serve(config_file="mkdocs.yml", dev_addr=f"127.0.0.1:{port}")


def measure(project: Path, saves: int) -> list[dict[str, tuple[float, float]]]:
    """For each save the seconds of each step, on the clock and of processor time."""
    from playwright.sync_api import sync_playwright

    entry = project / "catalog" / "papers" / f"{ENTRY}.yml"
    text = entry.read_text(encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": f"{project / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "bench.serve", "--server", port]
    chromium = subprocess.check_output([sys.executable, ROOT / "tools" / "chromium.py"], encoding="utf-8").strip()
    with (
        (project / "steps.txt").open("w") as output,
        subprocess.Popen(command, cwd=project, env=environment, stdout=output) as process,
        sync_playwright() as playwright,
    ):
        try:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
            )
            page = browser.new_page()
            shown: dict[str, float] = {}
            page.on("console", lambda message: _note(message.text, shown))
            page.add_init_script(REPORT)
            _wait(page, lambda: "Serving on" in (project / "steps.txt").read_text())
            page.goto(f"http://127.0.0.1:{port}/papers/{ENTRY}/")
            runs = []
            for number in range(saves + 2):  # the first two do not count: code is loaded and compiled
                page.wait_for_timeout(1000)
                mark = f"Change {number}:"
                seen = len((project / "steps.txt").read_text().splitlines())
                start = time.time()
                entry.write_text(text.replace("summary: >-\n  ", f"summary: >-\n  {mark} ", 1), encoding="utf-8")
                _wait(page, lambda mark=mark: mark in shown)
                lines = (project / "steps.txt").read_text().splitlines()[seen:]
                runs.append(_steps(start, [json.loads(line) for line in lines], shown[mark]))
            return runs[2:]
        finally:
            process.send_signal(signal.SIGINT)


def _note(message: str, shown: dict[str, float]) -> None:
    if found := re.fullmatch(r"shown (Change \d+:) ([\d.]+)", message):
        shown.setdefault(found[1], float(found[2]) / 1000)


def _wait(page: Any, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit("the page did not change in two minutes")
        page.wait_for_timeout(20)


def _steps(start: float, ends: list[tuple[str, float, float]], shown: float) -> dict[str, tuple[float, float]]:
    """The seconds of each step of one save, from the moments at which the steps end."""
    ends = [end for index, end in enumerate(ends) if end[0] not in [step for step, *_ in ends[:index]]]
    times = [("", start, ends[0][2]), *ends, ("shown", shown, ends[-1][2])]
    return {step: (at - before[1], cpu - before[2]) for before, (step, at, cpu) in pairwise(times)}


def table(runs: list[dict[str, tuple[float, float]]]) -> list[str]:
    lines = ["| Step | Best, ms | Median, ms | Processor, best, ms |", "| --- | --: | --: | --: |"]
    for step, what in STEPS.items():
        clock, processor = zip(*(run[step] for run in runs), strict=True)
        spent = f"{1000 * min(processor):.0f}" if any(processor) else ""
        lines.append(f"| {what} | {1000 * min(clock):.0f} | {1000 * median(clock):.0f} | {spent} |")
    clock, processor = zip(*([sum(times) for times in zip(*run.values(), strict=True)] for run in runs), strict=True)
    total = f"{1000 * min(clock):.0f} | {1000 * median(clock):.0f} | {1000 * min(processor):.0f}"
    return [*lines, f"| **from save to screen** | {total} |"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.serve", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("saves", nargs="?", type=int, default=SAVES, help=f"how often to save the entry ({SAVES})")
    parser.add_argument("--server", metavar="PORT", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.server:
        server(arguments.server)
        return
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
        project = Path(folder)
        for name in ("catalog", "docs", "hooks", "templates", "src"):
            shutil.copytree(ROOT / name, project / name)
        shutil.copy(ROOT / "mkdocs.yml", project)
        lines = table(measure(project, arguments.saves))
    print("\n".join(lines))
    if arguments.saves == SAVES:
        begin, end = MARKS
        text = README.read_text(encoding="utf-8")
        figures = "\n".join([begin, "", *lines, "", end])
        README.write_text(re.sub(f"{begin}.*{end}", lambda _: figures, text, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()
