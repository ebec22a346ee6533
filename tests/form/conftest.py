"""The scripts of the form, asked in Node."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NODE = Path(sys.executable).with_name("node")
CASES = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))

Ask = Callable[..., Any]


@pytest.fixture(scope="session")
def ask() -> Iterator[Ask]:
    """Asks the scripts something: its name in answer.mjs, and what it needs to know."""
    command = [NODE, HERE / "answer.mjs"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as node:
        assert node.stdin
        assert node.stdout
        given, answers = node.stdin, node.stdout

        def answer(*question: Any) -> Any:
            given.write(json.dumps(question) + "\n")
            given.flush()
            return json.loads(answers.readline())

        yield answer
        given.close()
        assert node.wait(timeout=10) == 0
