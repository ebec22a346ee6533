"""The text tier: what search needs after its first answer.

It has the words of summaries, further ids and late authors, each with the rows of the papers that have it, and the
words of what papers are asked by; then what papers are also found by: citation keys, repositories and formulas; and
what search finds besides papers.

Words are sorted and front-coded: each is written as how many characters it shares with the one before, and the rest.
Rows are written as gaps (`coded`). `src/paperatlas/assets/search/more.js` reads it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from ..catalogue import Catalogue
from ..exports.keys import citation_keys
from ..model import Paper
from ..titles import plain
from .analyser import SMALL, fold, runs, words
from .columns import late_authors, searched
from .guides import Guide
from .names import frequent
from .numbers import coded_lines
from .others import about, others

SUMMARIES = 128  # in a file


def summaries(catalogue: Catalogue) -> Iterator[str]:
    """Files as JSON, each with what the next papers of the columns say, to show a sentence and to find a phrase."""
    texts = [" ".join(f"{paper.tldr or ''} {plain(paper.summary)}".split()) for paper in catalogue.newest_first]
    for start in range(0, len(texts), SUMMARIES):
        yield json.dumps(texts[start : start + SUMMARIES], ensure_ascii=False)


def text_tier(
    catalogue: Catalogue,
    guides: Iterable[Guide] = (),
    sections: Iterable[Guide] = (),
    files: Sequence[str] = (),
    relations: str = "",
) -> str:
    """The file as JSON. `files` are the addresses of the summaries, `relations` that of the relations of papers.

    `cited`, `repos` and `formulas` have one line per paper; for `words` and `rows` see `text_words`.
    `sections` are those of the hand-written pages.
    """
    papers = catalogue.newest_first
    keys = citation_keys(catalogue)
    tags = frequent(tag for paper in papers for tag in paper.tags)
    labs = frequent(lab for paper in papers for lab in paper.lab)
    tier = {
        **text_words(catalogue),
        "asked": asked_words(catalogue),
        "cited": "\n".join(" ".join([keys[paper.key], *paper.old_cite_keys]).lower() for paper in papers),
        "repos": "\n".join(" ".join(code.url for code in paper.code) for paper in papers),
        "formulas": "\n".join(_formulas(catalogue, paper) for paper in papers),
        "labs": list(labs),
        "labRows": coded_lines(map(labs.__getitem__, paper.lab) for paper in papers),
        "aliases": [[_words(alias), list(map(_words, texts))] for alias, texts in catalogue.vocabulary.aliases.items()],
        "about": about(catalogue, guides, tags),
        "others": list(others(catalogue, sections)),
        "summaries": [SUMMARIES, *files],
        "relations": relations,
    }
    return json.dumps(tier, ensure_ascii=False, separators=(",", ":"))


def text_words(catalogue: Catalogue) -> dict[str, str]:
    """`words` has one word per line, `rows` one line of gaps per word."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for row, paper in enumerate(catalogue.newest_first):
        ids = " ".join(filter(None, (paper.openreview, paper.acl, paper.pmlr)))
        names = searched(late_authors(catalogue, paper))
        said = f"{paper.tldr or ''} {paper.summary} {ids} {names} {' '.join(paper.lab)}"
        for word in _new_words(said, _in_columns(catalogue, paper)):
            holders[word].append(row)
    return _coded_words(holders)


def asked_words(catalogue: Catalogue) -> dict[str, str]:
    """The same for what papers are asked by."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for row, paper in enumerate(catalogue.newest_first):
        known = SMALL.union(words(_in_columns(catalogue, paper)))
        for word in dict.fromkeys(runs(fold(" ".join(paper.asked)))):
            if word not in known:
                holders[word].append(row)
    return _coded_words(holders)


def _in_columns(catalogue: Catalogue, paper: Paper) -> str:
    """What search finds a paper by already."""
    tags = " ".join(catalogue.tags[tag].name for tag in paper.tags)
    return f"{plain(paper.title)} {paper.short_name or ''} {tags}"


def _coded_words(holders: Mapping[str, Sequence[int]]) -> dict[str, str]:
    lines, gaps, before = [], [], b""
    # By UTF-16 units, as in JavaScript.
    for word, units in sorted(((word, word.encode("utf-16-be")) for word in holders), key=lambda pair: pair[1]):
        shared = min(_shared(before, units), 35)
        lines.append("0123456789abcdefghijklmnopqrstuvwxyz"[shared] + units[2 * shared :].decode("utf-16-be"))
        rows = holders[word]
        gaps.append([after - row - 1 for row, after in zip([-1, *rows], rows, strict=False)])
        before = units
    return {"words": "\n".join(lines), "rows": coded_lines(gaps)}


@lru_cache(maxsize=4096)  # a server asks again at every save
def _new_words(text: str, shown: str) -> tuple[str, ...]:
    """The words of a text that another one has not, each once."""
    known = SMALL.union(words(shown))
    return tuple(word for word in dict.fromkeys(words(text)) if word not in known)


def _words(text: str) -> str:
    return " ".join(runs(fold(text)))


def _formulas(catalogue: Catalogue, paper: Paper) -> str:
    """The formulas of its methods, in LaTeX on one line."""
    fields = catalogue.method_fields.formulas
    found = (method.value(name) or "" for method in paper.methods for name in fields)
    return " ; ".join(" ".join(text.split()) for text in found if text)


def _shared(a: bytes, b: bytes) -> int:
    """How many UTF-16 units two words share at the start; a character of two units is not split."""
    count = 0
    while a[2 * count : 2 * count + 2] == b[2 * count : 2 * count + 2] != b"":
        count += 1
    return count - 1 if count and 0xD8 <= b[2 * count - 2] <= 0xDB else count
