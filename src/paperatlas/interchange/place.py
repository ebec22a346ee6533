"""The address, the name and the description of a site."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True, slots=True)
class Place:
    """The address of a site, with a closing slash, its name, and a sentence on it."""

    address: str = "http://127.0.0.1:8000/"
    name: str = "Atlas"
    description: str = ""
    is_served: bool = False  # by a server on this machine, at this address

    @property
    def is_public(self) -> bool:
        """Whether others can reach the address: it is whole, and not that of a server on this machine."""
        return urlsplit(self.address).hostname not in (None, "127.0.0.1", "localhost", "::1")

    @property
    def is_reached(self) -> bool:
        """Whether there is a site at the address. Files that need one, such as feeds, are left out otherwise."""
        return self.is_public or self.is_served

    def url(self, path: str) -> str:
        """The address of a page or file of the site.

        >>> Place("https://owner.github.io/atlas/").url("authors/陈伟/")
        'https://owner.github.io/atlas/authors/%E9%99%88%E4%BC%9F/'
        """
        return self.address + quote(path, safe="/#")
