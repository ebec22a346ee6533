"""Measures one engine over one catalogue in Chromium."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from . import ROOT, Query
from .server import Site

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
SLOW_NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
SLOW_PROCESSOR = 4
LENGTHS = (2, 4, 7)
COLD, SLOW = 5, 3  # runs
STROKES, ANSWERS = 10_000, 30_000  # at most, in milliseconds

Score = tuple[float, float, int]  # share of right answers as first and among the first three; number of queries


@dataclass(frozen=True)
class Figures:
    """Milliseconds, and bytes after gzip."""

    bytes_first: int
    bytes_code: int
    bytes_more: int
    cold: float
    slow: float
    longest: float
    longest_slow: float
    memory: int
    memory_more: int
    strokes: Sequence[float]
    strokes_slow: Sequence[float]
    counted: Sequence[float]
    scores: Mapping[str, Score]
    misses: Mapping[str, Sequence[str]]
    errors: Sequence[str]
    hostile: float


@contextmanager
def chromium() -> Iterator[Browser]:
    found = subprocess.run(
        [sys.executable, ROOT / "tools" / "chromium.py"], capture_output=True, encoding="utf-8", check=True
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=list(FLAGS))
        yield browser
        browser.close()


def measure(browser: Browser, site: Site, engine: str, sets: Mapping[str, Sequence[Query]]) -> Figures:
    """All figures for an engine. `sets` contains the queries by set name."""
    cold = [_first(browser, site, engine) for _ in range(COLD)]
    sent = dict(site.sent)
    slow = [_first(browser, site, engine, is_slow=True) for _ in range(SLOW)]
    with _page(browser, site, engine) as (page, cdp):
        empty = _memory(cdp)
        page.evaluate("base => bench.first(base)", f"/data/{engine}")
        held = _memory(cdp) - empty
        site.sent.clear()
        page.evaluate("bench.more()")
        more = sum(size for _, size in site.sent)
        typed = strokes(query for queries in sets.values() for query in queries)
        _times(page, typed[:200])
        scores, misses = _scores(page, sets)
        return Figures(
            bytes_first=sum(sent.values()),
            bytes_code=sum(size for path, size in sent.items() if _is_code(path)),
            bytes_more=more,
            cold=median(time for time, _ in cold),
            slow=median(time for time, _ in slow),
            longest=max(longest for _, longest in cold),
            longest_slow=max(longest for _, longest in slow),
            memory=held,
            memory_more=_memory(cdp) - empty if more else held,
            strokes=_times(page, typed),
            counted=_times(page, typed, True),
            strokes_slow=_slowly(page, cdp, typed),
            scores=scores,
            misses=misses,
            **_hostile(page),
        )


def strokes(queries: Iterator[Query]) -> list[str]:
    """The text in the box while queries are typed: after two, four and seven characters, and complete; shuffled."""
    found = dict.fromkeys(query.text[:length] for query in queries for length in (*LENGTHS, None))
    shuffled = list(found)
    random.Random(1).shuffle(shuffled)
    return shuffled


def top_three(browser: Browser, site: Site, engine: str, texts: Sequence[str]) -> list[list[str]]:
    """The keys of the first three answers to each text."""
    with _page(browser, site, engine) as (page, _):
        page.evaluate("base => bench.first(base)", f"/data/{engine}")
        found: list[list[str]] = page.evaluate("texts => bench.answers(texts, Infinity)", list(texts))
        return found


@contextmanager
def _page(browser: Browser, site: Site, engine: str) -> Iterator[tuple[Page, CDPSession]]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.address}/index.html")
    page.wait_for_function("globalThis.bench")
    page.evaluate("name => bench.choose(name)", engine)
    yield page, context.new_cdp_session(page)
    context.close()


def _first(browser: Browser, site: Site, engine: str, is_slow: bool = False) -> tuple[float, float]:
    """The time to the first answer with an empty cache, and the longest task until then."""
    with _page(browser, site, engine) as (page, cdp):
        site.sent.clear()
        if is_slow:
            cdp.send("Network.enable")
            cdp.send("Network.emulateNetworkConditions", SLOW_NETWORK)
            cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PROCESSOR})
        time = page.evaluate("base => bench.first(base)", f"/data/{engine}")
        return float(time), float(page.evaluate("bench.longest()"))


def _memory(cdp: CDPSession) -> int:
    """The memory of the page: objects, and the buffers of typed arrays and WebAssembly."""
    cdp.send("HeapProfiler.enable")
    for _ in range(3):
        cdp.send("HeapProfiler.collectGarbage")
    usage = cdp.send("Runtime.getHeapUsage")
    return int(usage["usedSize"] + usage.get("backingStorageSize", 0))


def _times(page: Page, typed: Sequence[str], is_counted: bool = False) -> list[float]:
    arguments = [typed, STROKES, is_counted]
    times: list[float] = page.evaluate("([typed, budget, counted]) => bench.strokes(typed, budget, counted)", arguments)
    return times


def _slowly(page: Page, cdp: CDPSession, typed: Sequence[str]) -> list[float]:
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PROCESSOR})
    times = _times(page, typed)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return times


def _scores(page: Page, sets: Mapping[str, Sequence[Query]]) -> tuple[dict[str, Score], dict[str, list[str]]]:
    scores, misses = {}, {}
    for name, queries in sets.items():
        mixed = random.Random(2).sample(list(queries), len(queries))
        texts = [query.text for query in mixed]
        answers: list[list[str]] = page.evaluate("([texts, budget]) => bench.answers(texts, budget)", [texts, ANSWERS])
        pairs = list(zip(mixed, answers, strict=False))
        right = [keys[:1] != [] and keys[0] in query.keys for query, keys in pairs]
        near = [any(key in query.keys for key in keys) for query, keys in pairs]
        scores[name] = sum(right) / len(pairs), sum(near) / len(pairs), len(pairs)
        misses[name] = [
            f"{query.text} ({query.kind}): {' '.join(keys) or 'nothing'}, not {' '.join(query.keys)}"
            for (query, keys), is_right in zip(pairs, right, strict=True)
            if not is_right
        ]
    return scores, misses


def _hostile(page: Page) -> dict[str, Any]:
    try:
        found = page.evaluate("bench.hostile()")
    except Error as error:
        if not page.is_closed() and "crashed" not in error.message:
            raise
        return {"errors": ["the page ran out of memory"], "hostile": inf}
    return {"errors": found["errors"], "hostile": found["longest"]}


def _is_code(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.endswith(".js") or name.startswith("wasm.")
