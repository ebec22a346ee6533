"""The names: what the first answer needs. They are loaded before the other columns, in the same form."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

from ..catalogue import Catalogue
from ..maths import mathml
from ..model import Paper
from ..titles import parts, plain, plain_formula
from ..urls import PATTERNS
from .analyser import SMALL, fold, runs
from .numbers import coded_lines


def names(catalogue: Catalogue) -> str:
    """The file as JSON."""
    papers = catalogue.newest_first
    words = frequent(word for paper in papers for word in plain(paper.title).split())
    table = {
        "count": len(papers),
        "order": order(papers),
        "keys": lines(map(_key, papers)),
        "names": lines(paper.short_name or "" for paper in papers),
        "words": lines(words),
        "titles": coded_lines(map(words.__getitem__, plain(paper.title).split()) for paper in papers),
        "also": lines(map(_also, papers)),
        "dates": lines(paper.date[:7] for paper in papers),
        "formulas": {str(row): found for row, paper in enumerate(papers) if (found := _formulas(paper))},
        "small": sorted(SMALL),
        "urls": PATTERNS,
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def order(papers: Sequence[Paper]) -> str:
    """The same in files whose rows are the same papers."""
    return sha256(" ".join(paper.key for paper in papers).encode()).hexdigest()[:12]


def frequent(found: Iterable[str]) -> dict[str, int]:
    """A number for each value; frequent ones get the small numbers, which take fewer bytes."""
    counts = sorted(Counter(found).items(), key=lambda pair: (-pair[1], pair[0]))
    return {one: number for number, (one, _) in enumerate(counts)}


def lines(texts: Iterable[str]) -> str:
    return "\n".join(" ".join(text.split()) for text in texts)


def key_from_name(name: str) -> str:
    """The key or slug that the browser makes from a name; others are written out."""
    return "-".join(runs(fold(name)))


def _key(paper: Paper) -> str:
    """The key; if it begins with the one that the name gives, `+` and the rest."""
    start = key_from_name(paper.short_name or "")
    return f"+{paper.key.removeprefix(start)}" if start and paper.key.startswith(start) else paper.key


def _also(paper: Paper) -> str:
    """Other names of the paper: those of its methods, its title on arXiv, and its former keys."""
    known = [_joined(paper.short_name or ""), _joined(plain(paper.title))]
    methods = [method.name for method in paper.methods if _joined(method.name) not in known]
    titles = [plain(paper.arxiv_title)] if paper.arxiv_title else []
    return " | ".join([*methods, *titles, *paper.aliases])


def _joined(name: str) -> str:
    return "".join(runs(fold(name)))


def _formulas(paper: Paper) -> list[list[str]]:
    """Those in the title, as text and as MathML."""
    return [[plain_formula(part), mathml(part)] for part, is_maths in parts(paper.title) if is_maths]
