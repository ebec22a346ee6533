"""What a source says of a paper, in the fields of an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Facts:
    """The values that one source gives, by the name of the entry's field: text, lists and groups of text.

    `at` names the source as `sources` of an entry does: `arxiv.org/abs/2312.06635`. `line` is the line of the file that
    it was read from, from 1; 0 for a service. `abstract` helps a person to write the summary; it is never written.
    """

    at: str
    values: Mapping[str, object]
    line: int = 0
    abstract: str = field(default="", repr=False)

    @property
    def title(self) -> str:
        return str(self.values.get("title", ""))
