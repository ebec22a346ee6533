"""The venues that services name, as the catalogue calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..model import VenueRecord
from ..rules.meant import tidy_pages
from ..rules.venues import venue_in
from ..words import fold

_SMALL = frozenset(("the", "of", "on", "and", "for", "in", "to", "a", "an", "annual", "conference", "journal"))


def known_venue(given: Mapping[str, str], venues: Mapping[str, VenueRecord]) -> dict[str, str]:
    """The fields of a publication, with the name that the catalogue has for its venue; empty if it has none.

    >>> tmr = VenueRecord(name="Transactions on Machine Research", type="journal", description="")
    >>> known_venue({"name": "Trans. Mach. Res.", "year": "2024"}, {"TMR": tmr})
    {'name': 'TMR', 'year': '2024'}
    """
    found = venue_in(dict(given), venues)
    if "name" not in found:
        short = [key for key, venue in venues.items() if _is_short_for(given.get("name", ""), venue.name)]
        if len(short) != 1:
            return {}
        found = {"name": short[0], **found}
    if not found.get("year"):
        return {}
    if "pages" in found:
        found["pages"] = tidy_pages(found["pages"])
    return {name: value for name, value in found.items() if value}


def _is_short_for(text: str, name: str) -> bool:
    """Whether a text has the beginnings of all words of a name, or its first letters.

    >>> _is_short_for("J. Clock Res.", "Journal of Clock Research"), _is_short_for("NCR", "Conference on New Clocks")
    (True, False)
    """
    words = [word for word in re.findall(r"\w+", fold(name)) if word not in _SMALL - {"journal"}]
    given = [word for word in re.findall(r"\w+", fold(text)) if word not in _SMALL - {"journal"}]
    if len(given) > 1:
        return len(given) == len(words) and all(map(str.startswith, words, given))
    letters = "".join(word[0] for word in words)
    return len(given) == 1 and text.isupper() and len(text) > 2 and letters.endswith(given[0])
