"""What a source says of a paper, in the fields of an entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Facts:
    """The values that one source gives, by the name of the entry's field: text, lists and groups of text.

    `at` names the source as `sources` of an entry does: `arxiv.org/abs/2312.06635`. `line` is the line of the file that
    it was read from, from 1; 0 for a service. `abstract` helps a person to write the summary; it is never written.
    The name of a venue is as the source gives it. `kind` is the folder of the entry, and `sections` are the headings
    above it in a list.
    """

    at: str
    values: Mapping[str, object]
    line: int = 0
    abstract: str = field(default="", repr=False)
    kind: str = "papers"
    sections: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title of a paper or a tutorial, or the name of a library or a dataset."""
        return str(self.values.get("title") or self.values.get("name") or "")


@dataclass(frozen=True, slots=True)
class Refused:
    """A record of a list that gives no entry: its line, from 1, and why, in words for the person who gave the list."""

    line: int
    why: str
    title: str = ""


Read = Iterator[Facts | Refused]
