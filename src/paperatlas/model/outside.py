"""What the catalogue says of the rest of the web: lists to compare with, links that may fail, papers to look for."""

from __future__ import annotations

from pydantic import Field

from .base import Model
from .values import ArxivId, Day, Key, Url
from .vocabularies import Terms


class CandidateList(Model):
    """A public list of papers that the catalogue is compared with: an entry of `lists.yml`."""

    name: str
    url: Url
    read: Day
    arxiv: tuple[ArxivId, ...]
    """The arXiv ids that it contains."""


class CandidateLists(Terms):
    """`lists.yml`."""

    root: dict[Key, CandidateList]


class LinkExceptions(Terms):
    """`links.yml`: addresses that `paperatlas links` does not report, each with the reason."""

    root: dict[Url, str]


class Watch(Model):
    """What `paperatlas watch` looks for: `watch.yml`."""

    queries: tuple[str, ...] = ()
    """Searches in the notation of arXiv's API, such as `cat:cs.LG AND abs:"water clock"`."""
    lists: tuple[Url, ...] = ()
    """Files of public lists: each paper on one of them that is not here is a candidate."""
    not_here: dict[ArxivId, str] = Field(default_factory=dict)
    """Papers that do not belong into the catalogue, each with the reason. They are not proposed again."""
