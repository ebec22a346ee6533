"""The small files by which programs find their way: for crawlers, for a browser's search field and for its menu."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.sax.saxutils import escape

from .place import Place

_SHORT, _LONG = 16, 48  # characters in the names of a search, by the specification of OpenSearch 1.1


def files(place: Place) -> dict[str, Callable[[], bytes]]:
    """What makes each file, by its path. Without an address, a browser can have no search field."""
    found = {
        "robots.txt": lambda: _robots(place).encode(),
        "site.webmanifest": lambda: _manifest(place).encode(),
    }
    return {**found, "opensearch.xml": lambda: _search(place).encode()} if place.is_reached else found


def _robots(place: Place) -> str:
    sitemap = f"\nSitemap: {place.address}sitemap.xml\n" if place.is_reached else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def _search(place: Place) -> str:
    name = place.name if len(place.name) <= _SHORT else "".join(word[0] for word in place.name.split())[:_SHORT]
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{escape(name)}</ShortName>
<LongName>{escape(place.name[:_LONG])}</LongName>
<Description>Search the papers of the {escape(place.name)}.</Description>
<Url type="text/html" template="{escape(place.address, {'"': "&quot;"})}papers/?q={{searchTerms}}"/>
<InputEncoding>UTF-8</InputEncoding>
</OpenSearchDescription>
"""


def _manifest(place: Place) -> str:
    icon = {"src": "assets/images/favicon.png", "sizes": "48x48", "type": "image/png"}
    values = {
        "name": place.name,
        "description": place.description,
        "start_url": ".",
        "display": "browser",
        "icons": [icon],
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
