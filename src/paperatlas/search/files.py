"""The search files under their published names. A name contains a hash of the content."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from ..catalogue import Catalogue
from .columns import columns
from .guides import Guide
from .names import names
from .text import summaries, text_tier


def search_files(
    catalogue: Catalogue, guides: Iterable[Guide] = (), sections: Iterable[Guide] = (), relations: str = ""
) -> dict[str, bytes]:
    """`names-<hash>.json`, `columns-<hash>.json`, `text-<hash>.json` and `summaries-<hash>.json`, by name.

    For the other parameters see there.
    """
    guides = list(guides)
    found = dict(_named("summaries", text) for text in summaries(catalogue))
    first = (
        ("names", names(catalogue)),
        ("columns", columns(catalogue, guides)),
        ("text", text_tier(catalogue, guides, sections, [f"search/{name}" for name in found], relations)),
    )
    return dict(_named(*one) for one in first) | found


def _named(name: str, text: str) -> tuple[str, bytes]:
    content = text.encode()
    return f"{name}-{sha256(content).hexdigest()[:12]}.json", content
