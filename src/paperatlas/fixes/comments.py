"""Comments that a correction would lose are kept: above the field where they were."""

from __future__ import annotations

from ..patterns import regex

_COMMENT = regex(r"(?:^|\s)(# .*\S)\s*$")
_FIELD = regex(r"([a-z_]+)\s*:(?:\s|$)")


def with_comments(old: str, new: str) -> str:
    r"""The new text of an entry with all comments of the old one.

    >>> with_comments("title: 'A'\ntags: # few\n  a\n  b\n", "title: 'A'\ntags: [a, b]\n")
    "title: 'A'\n# few\ntags: [a, b]\n"
    """
    lines = new.splitlines()
    field = ""
    for line in old.splitlines():
        begin = _FIELD.match(line)
        field = begin[1] if begin else field
        comment = _COMMENT.search(line)
        if comment and comment[1] not in new:
            at = next((n for n, one in enumerate(lines) if (f := _FIELD.match(one)) and f[1] == field), len(lines))
            lines.insert(at, comment[1])
    return "\n".join(lines) + "\n"
