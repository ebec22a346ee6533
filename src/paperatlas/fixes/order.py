"""Puts the fields of an entry in the usual order."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.order import ORDER
from ..patterns import regex

_RANK = {name: rank for rank, name in enumerate(ORDER)}
_FIELD = regex(r"""(["']?)([a-z_]+)\1\s*:(?:\s|$)""")


def in_order(text: str) -> str:
    r"""The text with its fields in the usual order. Comments stay above the field that they are above.

    >>> in_order("# a clock\nadded: 2024-01-01\ntitle: A\nauthors:\n  - B\n")
    'title: A\nauthors:\n  - B\n# a clock\nadded: 2024-01-01\n'
    """
    head, blocks = _blocks(text if text.endswith("\n") else text + "\n")
    names = [name for name, _ in blocks]
    ranks = [_RANK.get(name, len(ORDER)) for name in names]
    if ranks == sorted(ranks) or len(set(names)) < len(names):
        return text
    return head + "".join(block for _, block in sorted(blocks, key=lambda named: _RANK.get(named[0], len(ORDER))))


def with_field(text: str, name: str, lines: Sequence[str]) -> str:
    r"""The text with a new field in its usual place; the others stay where they are.

    >>> with_field("title: A\n# a clock\nadded: 2024-01-01\n", "doi", ["doi: 10.1/a"])
    'title: A\ndoi: 10.1/a\n# a clock\nadded: 2024-01-01\n'
    >>> with_field("added: 2024-01-01\ntitle: A\ntags: [b]\n", "authors", ["authors: [C]"])
    'added: 2024-01-01\ntitle: A\nauthors: [C]\ntags: [b]\n'
    """
    head, blocks = _blocks(text if text.endswith("\n") else text + "\n")
    new, rank = "".join(f"{line}\n" for line in lines), _RANK.get(name, len(ORDER))
    ranks = [_RANK.get(other, len(ORDER)) for other, _ in blocks]
    # After the field that usually comes just before it, wherever that is.
    nearest = max((one for one in ranks if one <= rank), default=None)
    place = 0 if nearest is None else len(ranks) - ranks[::-1].index(nearest)
    texts = [block for _, block in blocks]
    return head + "".join([*texts[:place], new, *texts[place:]])


def _blocks(text: str) -> tuple[str, list[tuple[str, str]]]:
    """What is above all fields, such as the line that names the schema; and each field with the comments above it."""
    head, waiting, blocks = "", "", []
    for line in text.splitlines(keepends=True):
        found = _FIELD.match(line)
        if found:
            blocks.append((found[2], waiting + line))
            waiting = ""
        elif line.startswith("#") or not line.strip():
            waiting += line
            if not blocks and line.startswith("# yaml-language-server:"):
                head, waiting = head + waiting, ""
        elif blocks:
            blocks[-1] = (blocks[-1][0], blocks[-1][1] + waiting + line)
            waiting = ""
        else:
            head, waiting = head + waiting + line, ""
    if waiting and blocks:
        blocks[-1] = (blocks[-1][0], blocks[-1][1] + waiting)
    return head, blocks
