"""Repositories: the address in a text about code, and addresses that are not a repository's."""

from __future__ import annotations

import re

from ..patterns import regex
from .meant import plain, right_value

_LINK = regex(r"(?:https?://|www\.)[^\s<>\"`|]+")
_BARE = regex(r"(?<![\w@/.-])(?:[\w-]+\.)+(?:com|org|net|io|gl|dev|ai|edu|eu|fr|de|cn|uk|ch|jp|co)/[^\s<>\"`|]+")
_OWNER_AND_NAME = regex(r"(?<![\w@/.-])([A-Za-z0-9][\w-]*/[A-Za-z0-9][\w.-]*)(?![\w/])")
_NO_REPOSITORY = frozenset({"and/or", "n/a", "w/o", "tbd/tba"})
_OFFICIAL = regex(r"(?i)(?<!un)(?<!non-)(?<!not )\bofficial\b|\b(?:our|the authors'?) (?:code|implementation)\b")


def repositories_in(text: str) -> list[dict[str, str]]:
    """The repositories that a text names, each as the fields of an item of `code`.

    >>> repositories_in("github.com/a/b (official)"), repositories_in("available at `c/d` on GitHub")
    ([{'url': 'https://github.com/a/b', 'official': 'true'}], [{'url': 'https://github.com/c/d'}])
    """
    text = re.sub(r"^(https?):/? */(?=\S)", r"\1://", text.strip().strip("`"))
    text = re.sub(r"\[([^\]]*)\]\((\S+?)\)", r"\1 \2", text)  # a link in Markdown
    found = [one[0] for one in _LINK.finditer(text)]
    rest = _LINK.sub(" ", text)
    if not found:
        found = [one[0] for one in _BARE.finditer(text)]
        rest = _BARE.sub(" ", text)
    if not found:
        host = "gitlab.com" if "gitlab" in text.lower() else "github.com"
        names = [one[1] for one in _OWNER_AND_NAME.finditer(text) if one[1].lower() not in _NO_REPOSITORY]
        found = [f"https://{host}/{name}" for name in names]
        rest = text
    official = {"official": "true"} if len(found) == 1 and _OFFICIAL.search(rest) else {}
    urls = [_tidy(one) for one in found]
    return [{"url": url, **official} for url in dict.fromkeys(urls) if "@" not in url]


def _tidy(url: str) -> str:
    url = re.sub(r"%20.*|\((?![^()]*\)).*", "", url).rstrip(".,;:!)]}>'*`")
    return right_value("bad-url", url) or url


def as_item(repository: dict[str, str]) -> str:
    """The item to type."""
    return "{" + ", ".join(f"{name}: {plain(value)}" for name, value in repository.items()) + "}"
