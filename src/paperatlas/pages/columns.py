"""The columns of a table that readers sort, choose from and export: of papers, and of methods."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
LONG = 10  # letters; the styles give most columns of words room for as many


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of the table.

    `rank` gives what orders the rows, or None for a row without a value; without `rank`, `sorts` has the two orders
    of search that belong to the column, or nothing orders it. `first` is the direction of the first of the two orders.
    """

    key: str
    name: str
    csv: Callable[[T], str]
    kind: str = "text"
    is_usual: bool = False  # shown until a reader chooses columns
    first: str = "ascending"
    sorts: tuple[str, str] | None = None
    rank: Callable[[T], Any] | None = None

    def shown(self) -> dict[str, Any]:
        """What the page must know."""
        sorts = self.sorts or ((self.key, f"-{self.key}") if self.rank else ())
        return {
            "key": self.key, "name": self.name, "kind": self.kind, "usual": self.is_usual, "first": self.first,
            "sorts": sorts,
        }  # fmt: skip


def kind_of(name: str) -> str:
    """The kind of a column of words: `long` if its name has a word that needs more room than most.

    >>> kind_of("Write"), kind_of("Normalisation")
    ('text', 'long')
    """
    return "long" if max(map(len, name.split()), default=0) > LONG else "text"


def ranks(values: Iterable[Any]) -> list[int]:
    """The place of each value among all, from 1; 0 for None.

    >>> ranks(["b", None, "a", "b"])
    [2, 0, 1, 2]
    """
    known = list(values)
    order = {value: place for place, value in enumerate(sorted({v for v in known if v is not None}), start=1)}
    return [0 if value is None else order[value] for value in known]
