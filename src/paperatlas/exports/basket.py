"""What the basket shows and writes of each paper. `src/paperatlas/assets/basket/` reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..catalogue import Catalogue
from ..model import Paper
from .keys import citation_keys
from .shards import cut, shard_count

AUTHORS = 3  # that a list names


def files(catalogue: Catalogue, citations: Mapping[str, Mapping[str, str]]) -> dict[str, bytes]:
    """The files of all papers; those of `citations`, which are HTML by style, only if there are any."""
    count = shard_count(len(catalogue.papers))
    found = cut("basket", records(catalogue), count)
    if citations:
        found |= cut("citations", {key: _json(styles) for key, styles in citations.items()}, count)
    return found


def records(catalogue: Catalogue) -> dict[str, str]:
    """For each key of a paper, also its old ones, the record as JSON. That of an old key has it in `was`."""
    keys = citation_keys(catalogue)
    found = {key: _record(catalogue, paper, keys[key]) for key, paper in catalogue.papers.items()}
    old = {
        alias: {**found[paper.key], "was": alias}
        for paper in catalogue.papers.values()
        for alias in paper.aliases
        if alias not in found
    }
    return {key: _json(record) for key, record in (found | old).items()}


def _record(catalogue: Catalogue, paper: Paper, cite_key: str) -> Mapping[str, Any]:
    more = len(paper.authors) - AUTHORS
    return {
        "key": paper.key,
        "label": paper.label,
        "title": paper.title,
        "who": ", ".join(paper.authors[:AUTHORS]) + (f" and {more:,} more" if more > 0 else ""),
        "date": paper.date[:7],
        "venue": paper.venue.label if paper.venue else "",
        "category": catalogue.categories[paper.category].name,
        "place": list(catalogue.categories).index(paper.category),
        "tldr": paper.tldr or "",
        "cite": cite_key,
        "builds": [relation.paper for relation in paper.builds_on],
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
