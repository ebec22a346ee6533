"""Where the facts of an entry were checked, as links: the publications themselves first."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from ..model import Paper, Source

# The hosts of publications: what they say about a paper is first hand.
PUBLISHERS = (
    "aaai.org",
    "aclanthology.org",
    "aclweb.org",
    "acm.org",
    "arxiv.org",
    "biorxiv.org",
    "direct.mit.edu",
    "doi.org",
    "ecva.net",
    "iclr.cc",
    "icml.cc",
    "ieee.org",
    "ijcai.org",
    "isca-archive.org",
    "jmlr.org",
    "mlr.press",
    "nature.com",
    "neurips.cc",
    "nips.cc",
    "openreview.net",
    "sciencedirect.com",
    "springer.com",
    "thecvf.com",
)
PROCEEDINGS = "mlresearch/v"  # the repositories of PMLR, one for each volume
_ADDRESS = re.compile(
    r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?)((?:[/?#][^\s,;]*)?)(?=[\s,;]|$)", re.IGNORECASE
)
_ARXIV = re.compile(r"arXiv[: ](\d{4}\.\d{4,5}(?:v\d+)?)")
_REPOSITORY = re.compile(r"([A-Za-z0-9][\w.-]*/[\w.-]+)(?: ([^\s,;()]+\.\w+|README))?(?=[\s,;]|$)")
_IN_REPOSITORY = re.compile(r"\bin ([A-Za-z0-9][\w.-]*/[\w.-]+)(?: ([^\s,;()]+\.\w+))?(?=[\s,;]|$)")
_COPY = re.compile(r"\b(?:text|copy|mirror|transcript)\b.* (?:of|in|at)\b", re.IGNORECASE)
_PUBLISHED = tuple(f".{known}" for known in PUBLISHERS)


@dataclass(frozen=True, slots=True)
class Shown:
    """A source: where it is in words, its address or "", and whether it is the publication itself or a copy of it."""

    source: Source
    url: str
    is_primary: bool
    is_copy: bool


def ranked(paper: Paper) -> tuple[list[Shown], list[Shown]]:
    """The sources of a paper: first hand and second hand. Each address is listed once."""
    own = [code.url.removeprefix("https://github.com/").casefold() for code in paper.code if code.official]
    shown = [_shown(source, own) for source in paper.sources]
    return [one for one in shown if one.is_primary], [one for one in shown if not one.is_primary]


def _shown(source: Source, own: Collection[str]) -> Shown:
    is_copy = bool(_COPY.search(source.at))
    url, repository = _address(source.at)
    host = url.split("/")[2].casefold() if url else ""
    is_published = f".{host}".endswith(_PUBLISHED)
    is_own = repository.casefold() in own or repository.startswith(PROCEEDINGS)
    return Shown(source, url, (is_published or is_own) and not is_copy, is_copy)


@lru_cache(maxsize=1 << 14)  # a server asks again at every save
def _address(at: str) -> tuple[str, str]:
    """The address that the words of a source give, and the repository that it is in; "" for each that is unknown.

    >>> _address("openreview.net/forum?id=a1")
    ('https://openreview.net/forum?id=a1', '')
    >>> _address("owner/name docs/a.md, section 2")
    ('https://github.com/owner/name/blob/HEAD/docs/a.md', 'owner/name')
    >>> _address("text of arXiv:2409.07146 in owner/name papers/2409.07146.md")
    ('https://github.com/owner/name/blob/HEAD/papers/2409.07146.md', 'owner/name')
    >>> _address("text of arXiv:2402.18668v2"), _address("the printed book")
    (('https://arxiv.org/abs/2402.18668v2', ''), ('', ''))
    """
    if found := _ADDRESS.match(at):
        return f"https://{found[1]}{found[2].rstrip('.')}", ""
    if found := _REPOSITORY.match(at) or _IN_REPOSITORY.search(at):
        file = found[2] and ("README.md" if found[2] == "README" else found[2])
        return f"https://github.com/{found[1]}" + (f"/blob/HEAD/{file}" if file else ""), found[1]
    if found := _ARXIV.search(at):
        return f"https://arxiv.org/abs/{found[1]}", ""
    if found := _ADDRESS.search(at):
        return f"https://{found[1]}{found[2].rstrip('.')}", ""
    return "", ""
