"""Regular expressions that are compiled when they are first used: most are for faults that a good catalogue lacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast


class _Pattern:
    """Looks like the compiled pattern. What was used once is kept as an attribute, so that a call costs no more."""

    def __init__(self, compiled: Callable[[], re.Pattern[str]]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled(), name)
        setattr(self, name, found)
        return found


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """The regular expression in a text.

    >>> regex("b+").sub("c", "abba"), regex("a.c", re.IGNORECASE).search("ABC")[0]
    ('aca', 'ABC')
    """
    # Python keeps the last 512 patterns that it compiled, so one that is asked for by two names is compiled once.
    return cast("re.Pattern[str]", _Pattern(lambda: re.compile(text, flags)))
