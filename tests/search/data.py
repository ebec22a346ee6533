"""The search files, written for Node, and a function that runs Node."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from paperatlas.lineage import Lineage
from paperatlas.pages import lineage
from paperatlas.search.files import search_files

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NODE = Path(sys.executable).parent / "node"
RELATIONS = "relations.json"
CASES = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))


def write_files(catalogue, folder: Path) -> Path:
    """Writes `names.json`, `columns.json`, `text.json` and `relations.json`, without hashes, and the summaries.

    Returns the folder.
    """
    (folder / RELATIONS).write_bytes(lineage.file(Lineage(catalogue))[1])
    for name, content in search_files(catalogue, relations=RELATIONS).items():
        kind = name.split("-")[0]
        (folder / (name if kind == "summaries" else f"{kind}.json")).write_bytes(content)
    return folder


def run_node(*arguments: str | Path, files: Path | None = None, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs Node; `files` is the folder of the search files."""
    env: Mapping[str, str] = {**os.environ, **({"ATLAS_SEARCH_FILES": str(files)} if files else {})}
    command = [str(part) for part in (NODE, *arguments)]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", timeout=600, **options)


def ask_node(script: str, data: object, files: Path | None = None) -> Any:
    """The output of a module in this folder for the given input, both as JSON."""
    done = run_node(HERE / script, files=files, input=json.dumps(data))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
