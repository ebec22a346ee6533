"""What `mkdocs serve` does at its start and after a change of one entry: `bench.rebuild mkdocs.yml CHANGES`.

Prints the seconds of the first build and of each later one, by the clock and of the processor, as JSON.
"""

from __future__ import annotations

import json
import logging
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config


def measure(config_file: Path, changes: int) -> dict[str, Any]:
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    # MkDocs names the folder of `serve` so, and the hook knows it by its name.
    folder = tempfile.mkdtemp(prefix="mkdocs_")
    address = f"127.0.0.1:{_free_port()}"
    papers = sorted((config_file.parent / "catalog" / "papers").glob("*.yml"))
    config: Any = None
    try:
        times = []
        for change in range(changes + 1):
            if change:
                _change(papers[len(papers) * change // (changes + 2)], change)
            start = perf_counter(), process_time()
            # As mkdocs.commands.serve: a fresh configuration for each build, one start for all.
            config = load_config(config_file=str(config_file), site_dir=folder, dev_addr=address)
            if not change:
                config.plugins.on_startup(command="serve", dirty=False)
            config.site_url = f"http://{address}/atlas/"
            build(config, serve_url=config.site_url)
            times.append((perf_counter() - start[0], process_time() - start[1]))
        return {"first": times[0], "again": times[1:]}
    finally:
        if config:
            config.plugins.on_shutdown()
        shutil.rmtree(folder, ignore_errors=True)


def _change(paper: Path, number: int) -> None:
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace("summary: >-\n  ", f"summary: >-\n  Change {number}: ", 1), encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
