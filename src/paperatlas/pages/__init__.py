"""One module for each kind of page: the values that its template shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from ..model import AnyEntry
from ..words import shortened

T = TypeVar("T")
Values = Callable[[], Mapping[str, Any]]


def nothing() -> Mapping[str, Any]:
    """For templates that need only the page itself."""
    return {}


@dataclass(frozen=True, slots=True)
class Page:
    """A page to publish at `url`: relative to the site's root, with a closing slash.

    `values` is called when the page is rendered, because the values of ten thousand pages would fill the memory.
    """

    url: str
    title: str
    description: str
    template: str
    values: Values = nothing
    crumbs: tuple[tuple[str, str], ...] = ()
    source: str = ""  # the entry's file in the catalogue folder
    entries: Sequence[AnyEntry] = ()  # those that it is about; () if it is about the whole catalogue

    @property
    def changed(self) -> str:
        """The last day on which one of its entries was added or checked; "" if it is about the whole catalogue."""
        return max((entry.changed for entry in self.entries), default="")

    @property
    def short(self) -> str:
        """The description, as short as search engines and link previews show it."""
        return shortened(self.description)

    @property
    def depth(self) -> int:
        return self.url.count("/")


@dataclass(frozen=True, slots=True)
class Redirect:
    """A page at an old address that leads to another page. Both addresses are relative to the site's root."""

    url: str
    target: str  # may end in an anchor
    label: str  # the text of the link


@dataclass(frozen=True, slots=True)
class Part:
    """One of the numbered pages of a long list."""

    number: int
    count: int
    first: str  # the address of page 1

    def url(self, number: int) -> str:
        return self.first if number == 1 else f"{self.first}page/{number}/"

    @property
    def numbers(self) -> list[int]:
        """The page numbers to link: the first, the last and those nearby, with 0 for a gap.

        >>> Part(6, 9, "tags/stone/").numbers
        [1, 0, 4, 5, 6, 7, 8, 9]
        """
        near = sorted({1, self.count, *range(max(1, self.number - 2), min(self.count, self.number + 2) + 1)})
        gaps = [
            0 if after - before > 1 else None for before, after in zip(near, [*near[1:], near[-1] + 1], strict=True)
        ]
        return [number for pair in zip(near, gaps, strict=True) for number in pair if number is not None]


def numbered(
    page: Page, items: Sequence[T], size: int, values: Callable[[Sequence[T], Part], Mapping[str, Any]]
) -> Iterator[Page]:
    """The page, split into numbered pages of at most `size` items each. An empty list has one page too."""
    count = max(1, -(-len(items) // size))
    for number in range(1, count + 1):
        part = Part(number, count, page.url)
        chunk = items[(number - 1) * size : number * size]
        suffix = f", page {number} of {count}" if number > 1 else ""
        yield Page(
            part.url(number),
            page.title + suffix,
            page.description + suffix,
            page.template,
            partial(values, chunk, part),
            page.crumbs,
            page.source,
            page.entries,
        )


def plural(count: int, noun: str, many: str = "") -> str:
    """A count with its noun: `1 paper`, `2 papers`."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"
