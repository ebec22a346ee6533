"""The figures as a Markdown table: one row per measure, one column per engine, and in each cell a figure per size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil, isinf

from .measure import Figures

ENGINES = {
    "ours": "ours",
    "minisearch-ours": "MiniSearch 7.2.0, our analyser and metadata",
    "minisearch": "MiniSearch 7.2.0 stock, all text, prebuilt",
    "pagefind": "Pagefind 1.5.2",
    "lunr": "lunr 2.3.9 as in Material 9",
}
Cell = Callable[[Figures], str]


def percentile(times: Sequence[float], share: float = 0.95) -> float:
    return sorted(times)[ceil(share * len(times)) - 1] if times else 0.0


def table(results: Mapping[str, Sequence[Figures]], sizes: Sequence[int], sets: Sequence[str]) -> str:
    """`results` has the figures of each engine, in the order of `sizes`."""
    rows: dict[str, tuple[str, Cell]] = {
        "gzip before the first answer, KB": ("35 / 200 / 560", lambda one: _kb(one.bytes_first)),
        "text tier, gzip, KB": ("30 / 190 / 560", lambda one: _kb(one.bytes_more)),
        "engine code, gzip, KB": ("6 / 6 / 6", lambda one: _kb(one.bytes_code)),
        "keystroke p95, ms": ("0.5 / 1 / 2", lambda one: _ms(percentile(one.strokes))),
        "keystroke max, ms": ("", lambda one: _ms(max(one.strokes))),
        "keystroke p95 at CPU/4, ms": ("- / 3 / 8", lambda one: _ms(percentile(one.strokes_slow))),
        "keystroke max at CPU/4, ms": ("", lambda one: _ms(max(one.strokes_slow))),
        "query and facet counts p95, ms": ("- / 1 / 4", lambda one: _ms(percentile(one.counted))),
        "first answer cold, ms": ("", lambda one: f"{one.cold:.0f}"),
        "first answer on the slow phone, s": ("1.1 / 2.0 / 4.0", lambda one: f"{one.slow / 1000:.1f}"),
        "longest task until then, ms": ("50 / 50 / 50", lambda one: _task(one.longest)),
        "longest task on the slow phone, ms": ("", lambda one: _task(one.longest_slow)),
        "memory held by the index, MB": ("3 / 8 / 16", lambda one: _mb(one.memory)),
        "memory with the text tier, MB": ("", lambda one: _mb(one.memory_more)),
        **{f"success@1, {name}": (_asked(name, 0), _scored(name, 0)) for name in sets},
        **{f"success@3, {name}": (_asked(name, 1), _scored(name, 1)) for name in sets},
        "keystrokes measured": ("", lambda one: f"{len(one.strokes):,}"),
        "machine-made queries answered": ("", lambda one: f"{one.scores['machine-made'][2]:,}"),
        "hostile queries: exceptions": ("0 / 0 / 0", lambda one: str(len(one.errors))),
        "hostile queries: longest, ms": (
            "50 / 50 / 50",
            lambda one: "crash" if isinf(one.hostile) else _ms(one.hostile),
        ),
    }
    lines = [["", "asked of ours", *(ENGINES[engine] for engine in results)], ["---"] * (2 + len(results))]
    for name, (asked, cell) in rows.items():
        lines.append([name, asked, *(" / ".join(map(cell, by_size)) for by_size in results.values())])
    head = f"Each cell: {' / '.join(f'{size:,}' for size in sizes)} entries."
    return "\n".join([head, "", *(f"| {' | '.join(line)} |" for line in lines)])


def _asked(name: str, place: int) -> str:
    if name == "machine-made":
        return (".99 / .985 / .975", ".995 / .995 / .99")[place]
    return (".97 / .97 / .97", ".99 / .99 / .99")[place] if name == "judged" else ""


def _scored(name: str, place: int) -> Cell:
    return lambda one: f"{one.scores[name][place]:.3f}".removeprefix("0") if one.scores[name][2] else "-"


def _kb(size: int) -> str:
    return f"{size / 1000:.{1 if size < 10_000 else 0}f}" if size else "-"


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f}"


def _ms(time: float) -> str:
    return "-" if not time else f"{time:.2f}" if time < 1 else f"{time:.1f}" if time < 10 else f"{time:.0f}"


def _task(time: float) -> str:
    """The browser reports only tasks of 50 ms or more."""
    return f"{time:.0f}" if time else "<50"
