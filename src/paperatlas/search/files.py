"""The search files under their published names. A name contains a hash of the content."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from ..catalogue import Catalogue
from .columns import Guide, columns
from .text import summaries, text_tier


def search_files(
    catalogue: Catalogue, guides: Iterable[Guide] = (), sections: Iterable[Guide] = (), relations: str = ""
) -> dict[str, bytes]:
    """`columns-<hash>.json`, `text-<hash>.json` and `summaries-<hash>.json`, by name.

    For the other parameters see there.
    """
    guides = list(guides)
    found = dict(_named("summaries", text) for text in summaries(catalogue))
    text = text_tier(catalogue, guides, sections, [f"search/{name}" for name in found], relations)
    return dict([_named("columns", columns(catalogue, guides)), _named("text", text)]) | found


def _named(name: str, text: str) -> tuple[str, bytes]:
    content = text.encode()
    return f"{name}-{sha256(content).hexdigest()[:12]}.json", content
