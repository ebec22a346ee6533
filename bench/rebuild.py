"""Measures what `mkdocs serve` does on startup and after a change to one entry: `bench.rebuild mkdocs.yml CHANGES`.

It runs the real command, but changes entries instead of waiting for changes. Prints the wall-clock and CPU seconds of
the first build and of each rebuild as JSON.
"""

from __future__ import annotations

import json
import logging
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from mkdocs.commands.serve import serve
from mkdocs.livereload import LiveReloadServer


def measure(config_file: Path, changes: int) -> dict[str, object]:
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    papers = sorted((config_file.parent / "catalog" / "papers").glob("*.yml"))
    chosen = [papers[len(papers) * (number + 1) // (changes + 2)] for number in range(changes)]
    times: list[tuple[float, float]] = []

    def changed(server: LiveReloadServer, **_: object) -> None:
        times.append(first())
        for number, paper in enumerate(chosen):
            mark = f"Change {number}: "
            text = paper.read_text(encoding="utf-8")
            paper.write_text(text.replace("summary: >-\n  ", f"summary: >-\n  {mark}", 1), encoding="utf-8")
            since = _watch()
            server.builder()
            times.append(since())
            # The server reports a failed build and continues: it must not count as a fast build.
            if mark not in _sent(server, f"/papers/{paper.stem}/"):
                raise SystemExit(f"the change of {paper} is not in the site")

    LiveReloadServer.serve = changed
    first = _watch()
    serve(config_file=str(config_file), dev_addr=f"127.0.0.1:{_free_port()}")
    return {"first": times[0], "again": times[1:]}


def _sent(server: LiveReloadServer, address: str) -> str:
    """The page that the server sends. A rebuild keeps pages in memory."""
    answer = server.get_app()({"PATH_INFO": f"{server.mount_path}{address[1:]}"}, lambda *_: None)
    return b"".join(answer).decode()


def _watch() -> Callable[[], tuple[float, float]]:
    """Starts a stopwatch. The function it returns gives the wall-clock and CPU seconds since then."""
    clock, processor = perf_counter(), process_time()
    return lambda: (perf_counter() - clock, process_time() - processor)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
