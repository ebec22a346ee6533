"""Comments of YAML that were meant as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..patterns import regex
from ..problems import Problem
from ..read import Record
from ..read.hints import quoted, write
from .vocabulary import Vocabulary

_PROSE = "title|short_name|arxiv_title|name|summary|tldr|how|where|why|was|task|measures|workshop|reason|description"
_CUT = regex(
    rf"^(?P<line>\s*(?:- )?(?:(?:{_PROSE}): |- (?![\w-]+: ))(?![\"'>|&*\[{{#])\S[^\n]*?) #(?P<rest>[^\n]*)$",
    re.MULTILINE,
)


def no_text_after_hash(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """A comment begins after two spaces, by the usual style; after one space, ' #' is likely a part of the text."""
    if " #" not in record.text:
        return
    for found in _CUT.finditer(record.text):
        if found["line"].endswith(" ") or found["line"].lstrip().startswith("#"):
            continue
        line, column = _place(record.text, found.end("line") + 1)
        name, colon, value = found["line"].lstrip().partition(": ")
        right = f"{name}{colon}{quoted(f'{value} #' + found['rest'])}" if colon else None
        hint = write(right or f"- {quoted(found['line'].lstrip().removeprefix('- ') + ' #' + found['rest'])}")
        message = f"YAML takes '#{found['rest']}' as a comment, which nobody sees"
        yield Problem(
            record.path, line, column, "comment", "warning", message, hint + ", or put two spaces before the '#'"
        )


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
