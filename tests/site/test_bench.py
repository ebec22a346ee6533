"""The benchmark of whole sites runs without errors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_small_benchmark_succeeds_and_does_not_change_the_published_figures():
    readme = ROOT / "bench" / "README.md"
    before = readme.read_text(encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_CONFIG"}
    command = [sys.executable, "-m", "bench", "30"]
    env["PREVIEWS"] = "false"
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    head, _, row = done.stdout.splitlines()
    assert row.startswith("| 30 |")
    assert row.count("|") == head.count("|")
    assert readme.read_text(encoding="utf-8") == before
