"""One module for each kind of page: what its template is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")
Values = Callable[[], Mapping[str, Any]]


def nothing() -> Mapping[str, Any]:
    """No values: the template needs none but the page's own."""
    return {}


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is published at `url`, below the site's root and with a closing slash.

    Its values are made when it is rendered: those of ten thousand pages at once would fill the memory.
    """

    url: str
    title: str
    description: str
    template: str
    values: Values = nothing
    crumbs: tuple[tuple[str, str], ...] = ()
    source: str = ""  # the entry's file below the catalogue folder
    found_by: tuple[str, ...] = ()  # words that search finds it by, besides its title
    tags: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        return self.url.count("/")


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
        """The page numbers worth a link: the first, the last and those nearby. 0 stands for a gap."""
        near = sorted({1, self.count, *range(max(1, self.number - 2), min(self.count, self.number + 2) + 1)})
        gaps = [
            0 if after - before > 1 else None for before, after in zip(near, [*near[1:], near[-1] + 1], strict=True)
        ]
        return [number for pair in zip(near, gaps, strict=True) for number in pair if number is not None]


def numbered(
    page: Page, items: Sequence[T], size: int, values: Callable[[Sequence[T], Part], Mapping[str, Any]]
) -> Iterator[Page]:
    """The page as one or more numbered pages of at most `size` items each; an empty list still has its page."""
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
            page.found_by if number == 1 else (),
            page.tags if number == 1 else (),
        )


def plural(count: int, noun: str, many: str = "") -> str:
    """A count with its noun: `1 paper`, `2 papers`."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"
