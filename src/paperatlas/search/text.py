"""The words of the summaries, other ids and late authors, for the second tier of search: front-coded, with their rows.

Words stand in order; of each only what differs from the one before is written, after the length of what they share.
Rows are written as gaps (`coded`). `docs/assets/search/index.js` reads it.
"""

from __future__ import annotations

import json
from collections import defaultdict

from ..catalogue import Catalogue
from .analyser import SMALL, words
from .columns import rest
from .numbers import coded_lines


def text_tier(catalogue: Catalogue) -> str:
    """The file as JSON: `words`, one line each, and `rows`, the gaps of each on a line of its own."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for row, paper in enumerate(catalogue.newest_first):
        ids = " ".join(filter(None, (paper.openreview, paper.acl, paper.pmlr)))
        late = rest(catalogue, paper)
        names = " ".join(name for name in paper.authors if name in late)
        tags = " ".join(catalogue.tags[tag].name for tag in paper.tags)
        here = SMALL.union(words(f"{paper.title} {paper.short_name or ''} {tags}"))  # the columns find it by these
        for word in dict.fromkeys(words(f"{paper.summary} {ids} {names}")):
            if word not in here:
                holders[word].append(row)
    lines, gaps, before = [], [], b""
    # By units of UTF-16, as JavaScript compares and counts.
    for word, units in sorted(((word, word.encode("utf-16-be")) for word in holders), key=lambda pair: pair[1]):
        shared = min(_shared(before, units), 35)
        lines.append("0123456789abcdefghijklmnopqrstuvwxyz"[shared] + units[2 * shared :].decode("utf-16-be"))
        rows = holders[word]
        gaps.append([after - row - 1 for row, after in zip([-1, *rows], rows, strict=False)])
        before = units
    return json.dumps({"words": "\n".join(lines), "rows": coded_lines(gaps)}, ensure_ascii=False, separators=(",", ":"))


def _shared(a: bytes, b: bytes) -> int:
    """How many units of UTF-16 two words begin with alike; a character of two units is not cut."""
    count = 0
    while a[2 * count : 2 * count + 2] == b[2 * count : 2 * count + 2] != b"":
        count += 1
    return count - 1 if count and 0xD8 <= b[2 * count - 2] <= 0xDB else count
