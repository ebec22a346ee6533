"""The venues that services name, as the catalogue calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..model import VenueRecord
from ..patterns import regex
from ..rules.meant import tidy_pages
from ..rules.venues import venue_in
from ..words import fold

_SMALL = frozenset(("the", "of", "on", "and", "for", "in", "to", "a", "an"))
# What services write around the name of a journal.
_AROUND = regex(r"\d+|\b(?:the|accepted|published|by|at|in|to|oral|spotlight|poster|vol|volume|no|issue)\b|[^\w ]")


def known_venue(given: Mapping[str, str], venues: Mapping[str, VenueRecord]) -> dict[str, str]:
    """The fields of a publication, with the name that the catalogue has for its venue; empty if it has none.

    >>> tmr = VenueRecord(name="Transactions on Machine Research", type="journal", description="")
    >>> known_venue({"name": "Trans. Mach. Res.", "year": "2024"}, {"TMR": tmr})
    {'name': 'TMR', 'year': '2024'}
    """
    found = venue_in(dict(given), venues)
    if (
        "name" in found
        and venues[found["name"]].type == "journal"
        and not _is_journal(given.get("name", ""), found, venues)
    ):
        del found["name"]
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


def _is_journal(text: str, found: Mapping[str, str], venues: Mapping[str, VenueRecord]) -> bool:
    """Whether a text is the name of the journal, and not only contains it, as a longer name of another one may."""
    bare = " ".join(_AROUND.sub(" ", fold(text)).split())
    names = (found["name"], venues[found["name"]].name)
    return bare in {" ".join(_AROUND.sub(" ", fold(name)).split()) for name in names}


def _is_short_for(text: str, name: str) -> bool:
    """Whether a text has the beginnings of all words of a name, or its first letters.

    >>> _is_short_for("J. Clock Res.", "Journal of Clock Research"), _is_short_for("NCR", "Conference on New Clocks")
    (True, False)
    """
    words = [word for word in re.findall(r"\w+", fold(name)) if word not in _SMALL]
    given = [word for word in re.findall(r"\w+", fold(text)) if word not in _SMALL]
    if len(given) > 1:
        return len(given) == len(words) and all(map(str.startswith, words, given))
    letters = "".join(word[0] for word in words)
    return len(given) == 1 and text.isupper() and len(text) > 2 and letters.endswith(given[0])
