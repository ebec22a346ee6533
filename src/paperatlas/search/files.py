"""The search files under their published names. A name contains a hash of the content."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from ..catalogue import Catalogue
from .columns import Guide, columns
from .text import text_tier


def search_files(
    catalogue: Catalogue, guides: Iterable[Guide] = (), sections: Iterable[Guide] = ()
) -> dict[str, bytes]:
    """`columns-<hash>.json` and `text-<hash>.json`, in this order. For `guides` and `sections` see there."""
    guides = list(guides)
    texts = {"columns": columns(catalogue, guides), "text": text_tier(catalogue, guides, sections)}
    return {
        f"{name}-{sha256(content).hexdigest()[:12]}.json": content
        for name, content in ((name, text.encode()) for name, text in texts.items())
    }
