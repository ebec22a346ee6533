"""The text tier: the words of summaries, further ids and late authors, and the rows of the papers that have each.

Words are sorted and front-coded: each is written as how many characters it shares with the one before, and the rest.
Rows are written as gaps (`coded`). `docs/assets/search/columns.js` reads it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from ..catalogue import Catalogue
from ..titles import plain
from .analyser import SMALL, words
from .columns import late_authors, searched
from .numbers import coded_lines
from .others import others


def text_tier(catalogue: Catalogue, sections: Iterable[tuple[str, str]] = ()) -> str:
    """The file as JSON: `words`, one per line, `rows`, one line of gaps per word, and `others`.

    `sections` has the title and the address of each section of the hand-written pages.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for row, paper in enumerate(catalogue.newest_first):
        ids = " ".join(filter(None, (paper.openreview, paper.acl, paper.pmlr)))
        names = searched(late_authors(catalogue, paper))
        tags = " ".join(catalogue.tags[tag].name for tag in paper.tags)
        known = SMALL.union(words(f"{plain(paper.title)} {paper.short_name or ''} {tags}"))  # already in the columns
        for word in dict.fromkeys(words(f"{paper.tldr or ''} {paper.summary} {ids} {names}")):
            if word not in known:
                holders[word].append(row)
    lines, gaps, before = [], [], b""
    # By UTF-16 units, as in JavaScript.
    for word, units in sorted(((word, word.encode("utf-16-be")) for word in holders), key=lambda pair: pair[1]):
        shared = min(_shared(before, units), 35)
        lines.append("0123456789abcdefghijklmnopqrstuvwxyz"[shared] + units[2 * shared :].decode("utf-16-be"))
        rows = holders[word]
        gaps.append([after - row - 1 for row, after in zip([-1, *rows], rows, strict=False)])
        before = units
    tier = {"words": "\n".join(lines), "rows": coded_lines(gaps), "others": list(others(catalogue, sections))}
    return json.dumps(tier, ensure_ascii=False, separators=(",", ":"))


def _shared(a: bytes, b: bytes) -> int:
    """How many UTF-16 units two words share at the start; a character of two units is not split."""
    count = 0
    while a[2 * count : 2 * count + 2] == b[2 * count : 2 * count + 2] != b"":
        count += 1
    return count - 1 if count and 0xD8 <= b[2 * count - 2] <= 0xDB else count
