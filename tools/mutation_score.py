"""Prints which mutants survived the last `mutmut run`, and the score of each module: the share that tests killed."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

MUTMUT = Path(sys.executable).with_name("mutmut")
KILLED = {"killed", "timeout", "segfault"}  # a mutant with an endless loop is killed by a timeout


def main() -> None:
    printed = subprocess.run([MUTMUT, "results", "--all", "True"], check=True, capture_output=True, text=True).stdout
    modules: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for line in printed.splitlines():
        mutant, _, status = line.strip().partition(": ")
        module = mutant.rpartition(".")[0]
        modules[module][status in KILLED] += 1
        if status not in KILLED:
            print(f"{status}: {mutant}  (read it: .venv/bin/mutmut show {mutant})")
    for module, counts in [*sorted(modules.items()), ("all", sum(modules.values(), Counter[bool]()))]:
        print(f"{module}: {counts[True]} of {counts.total()} mutants killed, {counts[True] / counts.total():.1%}")


main()
