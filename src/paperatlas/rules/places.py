"""Where facts were read: `sources`, and what `at` is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from ..patterns import regex
from ..problems import Problem
from ..read import Record
from .fields import ENTRY_TYPES
from .meant import plain, right_value
from .nothing import is_nothing
from .venues import is_preprint
from .vocabulary import Vocabulary

_LINK = regex(r"(?<![\w/%])https?://[^\s<>\"',;()]+")
_PLACE = regex(r"\w[./]\w|\d")  # in a link, in a path, in a number of a page
_DAY = r"\d{4}-\d\d-\d\d"
_OWN = regex(r"(?i)^(?:my|our|own|from memory|i )\b")
_LONGEST_WORD = 3  # words: Google Scholar, the arXiv page
_PAGES = (
    ("arxiv", "arxiv.org/abs/{}"),
    ("openreview", "openreview.net/forum?id={}"),
    ("acl", "aclanthology.org/{}"),
    ("pmlr", "proceedings.mlr.press/{}.html"),
    ("doi", "doi.org/{}"),
    ("url", "{}"),
)
_BY_NAME = {
    "arxiv": "arxiv",
    "openreview": "openreview",
    "acl": "acl",
    "anthology": "acl",
    "pmlr": "pmlr",
    "doi": "doi",
}
_RULES = {"arxiv": "bad-arxiv", "doi": "bad-doi", "url": "bad-url"}


def page_of(record: Record, named: str = "") -> str:
    """The page of the paper, in quotes; of the site that is named, if the entry has its id; "..." if there is none."""
    wanted = next((field for word, field in _BY_NAME.items() if word in named.lower()), "")
    for field, form in _PAGES:
        value = record.get(field).strip()
        value = right_value(_RULES.get(field, "bad-id"), value) or value
        if value and not re.search(r"\s", value) and wanted in ("", field):
            return f'"{form.format(value)}"'
    return "..."


def day_of(record: Record) -> str:
    """The day on which the entry was added, and so its sources checked; "..." if it says none."""
    added = record.get("added").strip()
    day = right_value("bad-date", added) or added
    return day if re.fullmatch(_DAY, day) else "..."


def is_vague(text: str) -> bool:
    """Whether a text names no place where a reader can look.

    >>> is_vague("my own reading"), is_vague("OpenReview"), is_vague("reviews of the ICLR submission")
    (True, True, False)
    """
    return bool(_OWN.match(text)) or (len(text.split()) <= _LONGEST_WORD and not _PLACE.search(text))


def places_in(text: str) -> list[str]:
    """The links in a text with more than one; else the text.

    >>> places_in("https://a.org/x and https://b.org/y"), places_in("a.org/x; page 3")
    (['https://a.org/x', 'https://b.org/y'], ['a.org/x; page 3'])
    """
    links = [link.rstrip(".") for link in _LINK.findall(text)]
    return links if len(links) > 1 else [text]


def sources_are_places(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """`at` is a link, or a place that a reader can find."""
    for index, source in record.items("sources"):
        at = record.get("sources", index, "at").strip()
        where = ("sources", index, "at")
        places = places_in(at)
        if at in ("", "...", "…") or where in record.empty or not isinstance(source, dict):
            continue
        if len(places) > 1:
            message = f"'at' holds {len(places)} links"
            hint = f"write an item for each: {_groups(source, places)}"
            yield record.problem("source-place", message, *where, hint=hint, severity="warning")
        elif is_vague(at):
            message = f"'{at}' is not a place where a reader finds this"
            page = page_of(record, at)
            hint = f"write at: {page}" if page != "..." else "write the address of the page: at: ..."
            if page != "...":
                hint += ", or the address of the page that you read"
            yield record.problem("source-place", message, *where, hint=hint, severity="warning")


def _groups(source: dict[str, object], places: list[str]) -> str:
    names = source.get("fields")
    fields = f"[{', '.join(map(str, names))}]" if isinstance(names, list) else "..."
    checked = source.get("checked")
    day = checked if isinstance(checked, str) and checked else "..."
    return ", ".join(f"{{fields: {fields}, at: {plain(place)}, checked: {day}}}" for place in places)


def sourced_fields(record: Record, vocabulary: Vocabulary) -> list[str]:
    """The fields of an entry that need a source."""
    given = {name: value for name in vocabulary.style.sourced if (value := record.values.get(name))}
    return [name for name, value in given.items() if not is_nothing(value) and not _is_no_venue(name, value)]


def _is_no_venue(name: str, value: object) -> bool:
    return name == "venue" and isinstance(value, str) and is_preprint(value)


def whole_line(record: Record, vocabulary: Vocabulary) -> str:
    """One source for all fields that need one."""
    names = ", ".join(sourced_fields(record, vocabulary))
    return f"sources: [{{fields: [{names}], at: {page_of(record)}, checked: {day_of(record)}}}]"


def sources_advice(record: Record, vocabulary: Vocabulary, value: object, *, is_item: bool) -> str:
    """What to type for sources of another shape than a list of groups."""
    fields = sourced_fields(record, vocabulary) or [
        name for name in ("title", "authors", "date") if record.values.get(name)
    ]
    names = ", ".join(fields) or "..."
    whole = record.values.get("sources")
    others = whole if isinstance(whole, list) else []
    is_part = is_item and (len(others) == 1 or any(isinstance(one, dict) and "fields" in one for one in others))
    by_place = _by_place(_as_text(value if is_part else whole), [*ENTRY_TYPES[record.kind].model_fields])
    if by_place:
        items = ", ".join(_grouped(record, by_place))
        return f"in its place, write {items}" if is_part else f"write sources: [{items}]"
    siblings = [one for _, one in record.items("sources")]
    if is_item and len(siblings) > 1 and all(isinstance(one, str) for one in siblings):
        links = [link for text in siblings for link in places_in(text)]
        pages = [plain(link) if not is_vague(link) else page_of(record, link) for link in links]
        groups = [f"{{fields: [{names}], at: {page}, checked: {day_of(record)}}}" for page in dict.fromkeys(pages)]
        return f"write sources: [{', '.join(groups)}]"
    if isinstance(value, str):
        links = [link.rstrip(".") for link in _LINK.findall(value)]
        if not links and not is_vague(value):
            return ""  # the value is the place
        places = [plain(link) for link in dict.fromkeys(links)] or [page_of(record, value)]
        groups = [f"{{fields: [{names}], at: {place}, checked: {day_of(record)}}}" for place in places]
        return f"in its place, write {', '.join(groups)}" if is_item else f"write sources: [{', '.join(groups)}]"
    if isinstance(value, dict) and not is_item:
        return f"write sources: [{', '.join(_from_group(record, value, names))}]"
    return ""


def _as_text(value: object) -> str:
    """A value as it may have been written on one line."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_as_text(one)}" if one else str(key) for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_as_text, value))
    return value if isinstance(value, str) else ""


def _by_place(text: str, known: Collection[str]) -> dict[str, list[str]]:
    """The fields that a text names, by the place after them; empty if it is not written so.

    >>> _by_place("title and authors: arXiv, date: https://a.org/x", {"title", "authors", "date"})
    {'arXiv': ['title', 'authors'], 'https://a.org/x': ['date']}
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    names: list[str] = []
    for part in re.split(r"\s*(?:[,;\n]|\band\b|&)\s*", text):
        placed = re.match(r"(\w+)\s*[:=]\s*(\S.*)$", part)
        name = placed[1] if placed else part
        if name not in known:
            return {}
        names.append(name)
        if placed:
            found[placed[2]] += names
            names = []
    return {} if names else dict(found)


def _grouped(record: Record, by_place: Mapping[str, list[str]]) -> list[str]:
    pages = {at: page_of(record, at) if is_vague(at) else plain(at) for at in by_place}
    return [
        f"{{fields: [{', '.join(shown)}], at: {pages[at]}, checked: {day_of(record)}}}"
        for at, shown in by_place.items()
    ]


def _from_group(record: Record, group: dict[str, object], names: str) -> list[str]:
    """The items in a group in place of a list: one source."""
    known = ENTRY_TYPES[record.kind].model_fields
    at, day, fields = (group.get(name) for name in ("at", "checked", "fields"))
    given = [name for name in fields if isinstance(name, str) and name in known] if isinstance(fields, list) else []
    checked = (right_value("bad-date", day) or day) if isinstance(day, str) else ""
    places = [plain(one) if not is_vague(one) else page_of(record, one) for one in places_in(str(at or ""))]
    end = f"checked: {checked if re.fullmatch(_DAY, checked) else day_of(record)}"
    return [f"{{fields: [{', '.join(given) or names}], at: {place}, {end}}}" for place in places]
