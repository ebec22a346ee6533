"""The search benchmark: our engine and others on the same catalogues with the same queries, in a real browser."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader types, the kind of query, and its answers: keys of papers, or addresses of other pages."""

    text: str
    keys: tuple[str, ...]
    kind: str


def judged(name: str) -> list[Query]:
    """The queries of a file in this folder, such as `judged.tsv`. Answers are separated by spaces."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()[1:]
    return [Query(text, tuple(keys.split()), kind) for text, keys, kind in (line.split("\t") for line in lines)]
