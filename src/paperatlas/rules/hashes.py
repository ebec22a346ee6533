"""Tags after a hash, as on other sites: from there on, YAML reads a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..patterns import regex
from ..problems import Problem
from ..read import Record
from .vocabulary import Vocabulary
from .words import tags_meant

_COMMENT = regex(r"(?:(?<=[\s\[,])|^)#.*$")
_BETWEEN = regex(r"[\s,;#\[\]]+")


def lost_tags(record: Record, vocabulary: Vocabulary) -> tuple[list[str], tuple[int, int], int]:
    """All words in the lines of the tags, the place of the first `#` that hides one, and the number of lines.

    There are no words if no `#` hides a tag.
    """
    known = vocabulary.tags
    if known is None or "#" not in record.text or "tags" not in record.values:
        return [], (0, 0), 0
    first = record.problem("", "", "tags", at_key=True).line - 1
    lines = record.text.split("\n")[first:]
    count = next((n for n, line in enumerate(lines) if n and re.match(r"[\w\"']", line)), len(lines))
    words: list[str] = []
    place = (0, 0)
    for number, line in enumerate(lines[:count]):
        comment = _COMMENT.search(line)
        before = line[: comment.start()] if comment else line
        words += _words(before.partition("tags:")[2] if not number else before)
        is_usual = bool(comment) and before.endswith("  ") and line[len(before) + 1 : len(before) + 2] == " "
        if comment and not is_usual and (hidden := _hidden(comment[0], vocabulary)):
            words += hidden
            place = place if place[0] else (first + number + 1, comment.start() + 1)
    while not lines[count - 1].strip():
        count -= 1
    return (words if place[0] else []), place, count


def _words(text: str) -> list[str]:
    return [word for word in (part.strip("'\"") for part in _BETWEEN.split(text)) if word.strip("-")]


def _hidden(comment: str, vocabulary: Vocabulary) -> list[str]:
    """The tags in a comment; none if it is one that says something about them."""
    known = vocabulary.tags or {}
    words = _words(comment)
    if re.match(r"#\w", comment):
        return words if tags_meant(words[:1], known)[0] else []
    tags = [word for word in words if word in known]
    return tags if len(tags) * 2 >= len([word for word in words if word != "and"]) else []


def tags_after_hashes(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """`tags: #graphs #kernels`, and `tags: [graphs #, kernels`."""
    is_listed = any(where[:1] == ("tags",) and len(where) == 2 for where in record.empty)  # which the reader reports
    if record.get("tags") or is_listed:  # a text is no list, which the model finds
        return
    words, (line, column), count = lost_tags(record, vocabulary)
    if not words or {*words} <= {one for _, one in record.items("tags") if isinstance(one, str)}:  # all are there
        return
    tags, others = tags_meant(words, vocabulary.tags or {})
    is_empty = ("tags",) in record.empty
    message = "from '#' on, YAML reads a comment"
    hint = f"write tags: [{', '.join(tags)}]"
    if count > 1:
        hint += f" in place of these {count} lines"
    if others:
        place = vocabulary.paths.get("tags", "tags.yml")
        hint += f"; without {', '.join(map(repr, others))}, which {place} does not have"
    if is_empty:
        yield record.problem("hash-tags", f"'tags' is empty: {message}", "tags", hint=hint, at_key=True)
    else:
        yield Problem(record.path, line, column, "hash-tags", "error", message, hint)
