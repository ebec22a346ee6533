"""The venue in a text such as `ICLR 2022 (Spotlight)`, in the fields of a group."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..model import Publication, VenueRecord
from ..patterns import regex
from .meant import plain, year_in
from .words import term_meant

_PREPRINT = regex(r"(?i)\b(arxiv|preprint|pre-print|corr|unpublished|under review|submitted|biorxiv)\b")
_ROUND = regex(r"(?i)\b(oral|spotlight|poster)\b( presentation)?")
_TRACKS = {
    "findings": regex(r"(?i)\bfindings\b( of( the)?)?"),
    "datasets": regex(r"(?i)\bdatasets?( and |\s*&\s*)?(benchmarks?)?( track)?\b"),
    "demo": regex(r"(?i)\b(system )?demo(nstration)?s?( track)?\b"),
    "industry": regex(r"(?i)\bindustry( track)?\b"),
    "workshop": regex(r"(?i)\bworkshops?\b"),
}
_PAGES = regex(r"(?i)[,;]?\s*\b(?:pp?\.|pages?:?)\s*(\d+)\s*[-–—]+\s*(\d+)")
# The values that a field may have.
_LISTED: dict[str, tuple[str, ...]] = {
    "track": ("main", *_TRACKS),
    "presentation": ("oral", "spotlight", "poster"),
}
# Fields of a venue that a contributor writes beside it, with no other place in an entry.
BESIDE = ("track", "presentation", "workshop", "volume", "number", "article", "pages")


def is_preprint(text: str) -> bool:
    return bool(_PREPRINT.search(text))


def venue_in(value: object, venues: Mapping[str, VenueRecord]) -> dict[str, str]:
    """The fields of a publication in a value of any shape, as far as they are known; empty if none is.

    >>> joc = VenueRecord(name="Journal of Clocks", type="journal", description="")
    >>> venue_in("Findings of JOC '22 (Oral), pp. 1--9", {"JOC": joc})
    {'name': 'JOC', 'year': '2022', 'track': 'findings', 'presentation': 'oral', 'pages': '1-9'}
    """
    if isinstance(value, list):
        groups = [one for one in value if isinstance(one, dict)]
        if len(groups) == len(value):
            given = {key: text for group in groups for key, text in group.items() if isinstance(text, str)}
            return _of_fields(given, venues)
        value = " ".join(one for one in value if isinstance(one, str))
    if isinstance(value, dict):
        return _of_fields({key: text for key, text in value.items() if isinstance(text, str)}, venues)
    return _in_text(value, venues) if isinstance(value, str) else {}


def _of_fields(given: Mapping[str, str], venues: Mapping[str, VenueRecord]) -> dict[str, str]:
    found = {key: text for key, text in given.items() if key in Publication.model_fields}
    if given and not found:  # {EMNLP: 2021}
        return _in_text(" ".join(f"{key} {text}" for key, text in given.items()), venues)
    named = _in_text(found.pop("name", ""), venues)
    for name, right in (("year", year_in(found.get("year", ""))), *_LISTED.items()):
        if isinstance(right, str) and right:
            found[name] = right
        elif found.get(name) and found[name] not in right:
            del found[name]
    return {**({"name": named["name"]} if "name" in named else {}), **found, **named, **found}


def _in_text(text: str, venues: Mapping[str, VenueRecord]) -> dict[str, str]:
    found: dict[str, str] = {}
    year = year_in(text)
    pages = _PAGES.search(text)
    rest = _PAGES.sub(" ", text)
    track = next((name for name, pattern in _TRACKS.items() if pattern.search(rest)), "")
    presentation = _ROUND.search(rest)
    short = re.search(r"\(([\w-]+)\W+(?:19|20)?\d\d\)", text)  # ... (NeurIPS 2023)
    name = next((key for one in (short[1] if short else "", rest) if one and (key := term_meant(one, venues))), "")
    if not name:
        bare = _ROUND.sub(" ", re.sub(r"['’]?\b(?:19|20)?\d\d\b", " ", rest))
        bare = re.sub(r"\b(main|track|conference)\b|[()\[\],;]", " ", _TRACKS[track].sub(" ", bare) if track else bare)
        name = term_meant(" ".join(bare.split()).strip(" .:-"), venues)
    found["name"] = name
    found["year"] = year
    found["track"] = track
    if track == "workshop" and (about := re.search(r"(?i)\bworkshop on (.+?)(?:\s*\(|,|$)", rest)):
        found["workshop"] = about[1].strip()
    found["presentation"] = presentation[1].lower() if presentation else ""
    found["pages"] = f"{pages[1]}-{pages[2]}" if pages else ""
    return {key: value for key, value in found.items() if value}


def as_group(fields: Mapping[str, str]) -> str:
    """The group to type, with the mark for what is not known.

    >>> as_group({"name": "JOC"})
    '{name: JOC, year: ...}'
    """
    whole = {"name": "...", "year": "...", **fields}
    return (
        "{"
        + ", ".join(
            f"{key}: {value if value == '...' or key == 'year' else plain(value)}" for key, value in whole.items()
        )
        + "}"
    )
