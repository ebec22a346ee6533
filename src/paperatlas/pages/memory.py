"""The figure of a method as a memory: its program for the browser, and a still picture."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from ..catalogue import Catalogue
from ..formulas.compose import combinations, composed
from ..formulas.derive import KEPT, equations_of
from ..formulas.machine import Matrix
from ..formulas.program import NoMemory, Program, limits
from ..formulas.recall import HALF, begin, pairs, recall, state
from ..formulas.to_program import to_program
from ..maths import mathml
from ..model import Method, MethodFields
from ..titles import typeset
from . import plural

PAIRS, SIZE, LENGTH = 16, 8, 8  # what the figure begins with; start.js has the same
TONES = 4  # of each sign, in a picture of a matrix
BESIDE = 10  # methods that are offered to show beside one
MOST_COLUMNS = 64  # that are drawn of a matrix


@dataclass(frozen=True)
class Still:
    """What the figure shows before a reader changes anything: paths of SVG, and the same in words."""

    words: str
    shares: Sequence[int]
    """How much of each value is recalled, in percent."""
    recalled: str
    lost: str
    written: Sequence[str]
    """The tones of the values that were written, a path each."""
    answers: Sequence[str]
    kept: Sequence[tuple[str, int, int, Sequence[str]]]
    """What the memory keeps: the symbol, its rows and columns, and the tones."""
    largest: float


@dataclass(frozen=True)
class Figure:
    address: str
    beside: Sequence[tuple[str, str]]
    """Other methods to show beside it: the name and the address of each."""
    still: Still


def figure(catalogue: Catalogue, method: Method, near: Sequence[Method] = ()) -> Figure | None:
    """The figure of a method; None if it is no memory of pairs that can be run."""
    known = files(catalogue)
    if method.key not in known:
        return None
    keys = dict.fromkeys([*(one.key for one in near if one.key in known), *_main(catalogue)])
    others = [key for key in keys if key != method.key][:BESIDE]
    beside = [(catalogue.methods[key][1].name, known[key][0]) for key in others]
    return Figure(known[method.key][0], beside, _still(programs(catalogue)[method.key]))


@lru_cache(maxsize=2)
def _main(catalogue: Catalogue) -> Sequence[str]:
    """The methods that have the figure, those of the most influential papers first."""
    paper_of = {key: paper.key for key, (paper, _) in catalogue.methods.items() if key in programs(catalogue)}
    return sorted(paper_of, key=lambda key: -catalogue.influence[paper_of[key]])


@lru_cache(maxsize=2)
def files(catalogue: Catalogue) -> Mapping[str, tuple[str, bytes]]:
    """For each method that has the figure the address of its program, and its content."""
    known = _methods(catalogue)
    return {key: _file(known[key], one) for key, one in programs(catalogue).items()}


@lru_cache(maxsize=2)
def programs(catalogue: Catalogue) -> Mapping[str, Program]:
    """The programs of the methods that have the figure, also of those that readers can put together."""
    found = {key: _program(method, catalogue.method_fields) for key, method in _methods(catalogue).items()}
    return {key: one for key, one in found.items() if one}


def _methods(catalogue: Catalogue) -> dict[str, Method]:
    compose = catalogue.method_fields.compose
    own = [composed(compose, chosen) for chosen in combinations(compose)] if compose.parts else []
    return {one.key: one for one in (*own, *(method for _, method in catalogue.methods.values()))}


def _file(method: Method, found: Program) -> tuple[str, bytes]:
    sliders = [
        {"key": key, "label": f"{mathml(one.latex)} {typeset(one.name)}", "least": ends[0], "most": ends[1]}
        for key, one in found.settings.items()
        if (ends := limits(one))
    ]
    maths = {key: mathml(key) for key in found.state}
    content = {
        "name": method.name,
        "sliders": sliders,
        "open": [mathml(key) for key in found.open],
        "maths": maths,
        **found.data,
    }
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return f"memory/{method.key}-{sha256(written).hexdigest()[:12]}.json", written


@lru_cache(maxsize=KEPT)
def _program(method: Method, fields: MethodFields) -> Program | None:
    if fields.memory is None:
        return None
    try:
        return to_program(*equations_of(method, fields), fields.memory)
    except NoMemory:
        return None


@lru_cache(maxsize=KEPT)
def _still(found: Program) -> Still:
    written = pairs(PAIRS, SIZE)
    machine = begin(found, written)
    recalled = recall(machine, written, PAIRS, LENGTH)
    kept = state(machine, PAIRS)
    numbers, before = (round(machine.evaluate(found.count, {"t": count})) for count in (PAIRS, PAIRS - 1))
    shown = [(key, rows) for key, rows in kept if len(rows) > 1 and len(rows[0]) > 1] or kept
    largest = max((abs(one) for _, rows in shown for row in rows for one in row), default=0)
    shares = [one.share for one in recalled]
    return Still(
        in_words(shares, [(len(rows), len(rows[0])) for _, rows in kept], numbers, numbers - before),
        [round(100 * one) for one in shares],
        bars([one if one >= HALF else 0 for one in shares]),
        bars([one if one < HALF else 0 for one in shares]),
        tones([[*row] for row in zip(*([one for (one,) in value] for value in written.values), strict=True)], 1),
        tones([[*row] for row in zip(*(one.answer for one in recalled), strict=True)], 1),
        [(key, len(rows), len(rows[0]), tones(rows, largest)) for key, rows in shown],
        largest,
    )


def bars(shares: Sequence[float]) -> str:
    """A bar for each share, in a picture that is 1 wide for each and 100 high."""
    return "".join(f"M{at}.1 100v-{100 * share:.0f}h.8v{100 * share:.0f}z" for at, share in enumerate(shares) if share)


def tones(rows: Matrix, largest: float) -> list[str]:
    """The cells of a matrix by their tone, from the lowest of the negative ones to the highest of the positive."""
    found: list[list[str]] = [[] for _ in range(2 * TONES)]
    for at, row in enumerate(rows):
        for column, one in enumerate(row[:MOST_COLUMNS]):
            tone = min(TONES, int(abs(one) / (largest or 1) * TONES + 0.5))
            if tone:
                found[TONES + tone - 1 if one > 0 else TONES - tone].append(f"M{column} {at}h1v1h-1z")
    return ["".join(one) for one in found]


def in_words(shares: Sequence[float], kept: Sequence[tuple[int, int]], numbers: int, one_more: int) -> str:
    """What the picture shows, in a sentence. words.js says the same."""
    recalled = [one >= HALF for one in shares]
    size = f"{kept[0][0]} × {kept[0][1]} state" if len(kept) == 1 and not one_more else f"state of {numbers:,} numbers"
    grows = f", {one_more:,} more with each pair" if one_more else ""
    count = sum(recalled)
    article = "an" if size.startswith("8") or size.startswith("18 ") else "a"
    begin_ = f"{plural(len(shares), 'pair')} in {article} {size}{grows}: "
    if count == len(shares):
        return f"{begin_}all values are recalled."
    values = plural(len(shares), "value")
    said = f"{begin_}{count or 'none'} of {values} {'is' if count < 2 else 'are'} recalled"
    third = max(1, len(shares) // 3)
    first, last = (sum(some) / third for some in (shares[:third], shares[-third:]))
    if count and not any(recalled[: len(shares) - count]):
        return f"{said}; the oldest are lost."
    if last - first > 0.2:
        return f"{said}; the oldest are the weakest."
    return f"{said}; the answers are blurred." if max(shares) < HALF else f"{said}."
