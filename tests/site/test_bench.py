"""The benchmark of whole sites runs without errors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_small_benchmark_succeeds_and_does_not_change_the_published_figures():
    readme = ROOT / "bench" / "README.md"
    before = readme.read_text(encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "bench", "30"], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    head, _, row = done.stdout.splitlines()
    assert row.startswith("| 30 |")
    assert row.count("|") == head.count("|")
    assert readme.read_text(encoding="utf-8") == before
