"""One paper from what several sources say: the published version first, and each fact with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..model import Paper, Publication, VenueRecord
from ..model.values import arxiv_month
from ..rules.texts import cleaned
from .alike import authors, comparable, same_people, same_person
from .facts import Facts
from .texts import one_line
from .venues import known_venue

_ARXIV = "arxiv.org/"
# Who is believed first about a published version: who publishes it, then who lists it, then a person's own BibTeX.
_TRUST = ("aclanthology.org/", "proceedings.mlr.press/", "", "doi.org/", "openreview.net/", "dblp.org/",
          "semanticscholar.org/", "api.semanticscholar.org")  # fmt: skip
_IDS = ("arxiv", "arxiv_class", "doi", "openreview", "acl", "pmlr")
_LINKS = ("pdf", "project", "video")
_OF_VENUE = ("volume", "number", "article", "pages", "presentation", "track", "workshop")


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields of an entry, with their sources, and what was left out and why."""

    values: dict[str, object]
    sources: dict[str, list[str]]  # by place: the fields that it shows
    abstract: str = ""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    """The values so far, and for each field where it is from."""

    values: dict[str, object] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def put(self, name: str, value: object, at: Iterable[str]) -> None:
        """Sets a field, if the value is one that an entry may have."""
        if not value:
            return
        try:
            _TYPES[name].validate_python(tuple(value) if isinstance(value, list) else value)
        except ValidationError as error:
            first = error.errors()[0]["msg"]
            self.notes.append(f"{name} is left out: {first} ({', '.join(at)})")
            return
        self.values[name] = value
        self.places[name] = list(dict.fromkeys(at))


_TYPES: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(info.rebuild_annotation()) for name, info in Paper.model_fields.items() if name != "key"
}


def merged(found: Sequence[Facts], venues: Mapping[str, VenueRecord]) -> Merged:
    """The paper that some sources speak of.

    >>> joc = VenueRecord(name="Journal of Clocks", type="journal", description="")
    >>> arxiv = Facts("arxiv.org/abs/1903.00010", {"title": "Sun", "authors": ["A. Ada"], "arxiv": "1903.00010"})
    >>> page = Facts("a.org", {"title": "Sundials", "authors": ["Ann Ada"], "venue": {"name": "JOC", "year": "2020"}})
    >>> paper = merged([arxiv, page], {"JOC": joc})
    >>> paper.values["title"], paper.values["arxiv_title"], paper.sources["a.org"]
    ('Sundials', 'Sun', ['title', 'authors', 'venue'])
    """
    draft = _Draft()
    published = sorted((one for one in found if one.values.get("venue")), key=_trust)
    preprints = [one for one in found if one.at.startswith(_ARXIV)]
    named = [*published, *preprints, *sorted((one for one in found if one not in published), key=_trust)]
    _title(draft, named, preprints if published else [])
    _authors(draft, named, preprints if published else [])
    _date(draft, found)
    _venues(draft, published, venues)
    for name in (*_IDS, *_LINKS):
        _first(draft, name, named)
    if not any(draft.values.get(name) for name in _IDS):
        _first(draft, "url", named)
    elif "venue" in draft.values and not any(draft.values.get(name) for name in ("doi", "openreview", "acl", "pmlr")):
        _first(draft, "url", published)
    _code(draft, found)
    status = next((one for one in found if one.values.get("status")), None)
    if status and "venue" in draft.values:
        draft.notes.append(f"it is withdrawn at {status.at}, and published elsewhere: write `status` if that matters")
    elif status:
        draft.put("status", status.values["status"], [status.at])
    texts = [one.abstract for one in [*preprints, *named] if one.abstract]
    return Merged(draft.values, _by_place(draft), texts[0] if texts else "", tuple(dict.fromkeys(draft.notes)))


def _trust(one: Facts) -> int:
    return next((rank for rank, begin in enumerate(_TRUST) if begin and one.at.startswith(begin)), _TRUST.index(""))


def _title(draft: _Draft, named: Sequence[Facts], preprints: Sequence[Facts]) -> None:
    titles = [(title, one) for one in named if (title := _clean(one.title, "title"))]
    if not titles:
        return
    best = titles[0][0]
    if best.isupper():  # a publisher's typography
        best = next((title for title, _ in titles if comparable(title) == comparable(best) and title != best), best)
    draft.put("title", best, [one.at for title, one in titles if comparable(title) == comparable(best)])
    for title, one in titles:
        if one in preprints and comparable(title) != comparable(best):
            draft.put("arxiv_title", title, [one.at])


def _authors(draft: _Draft, named: Sequence[Facts], preprints: Sequence[Facts]) -> None:
    lists = [(names, one) for one in named if (names := [n for a in authors(one) if (n := _clean(a, "authors"))])]
    if not lists:
        return
    best = lists[0][0]
    same = [(names, one) for names, one in lists if same_people(names, best)]
    # Some services shorten names or drop accents: of the same people, the fullest form of each counts.
    fullest = [_fullest([names[number] for names, _ in same]) for number in range(len(best))]
    draft.put("authors", fullest, [one.at for _, one in same])
    for names, one in lists:
        if one in preprints and not same_people(names, best):
            draft.put("arxiv_authors", names, [one.at])


def _fullest(forms: Sequence[str]) -> str:
    """The longest of the forms of a name; of equally long ones that with accents, then the first."""
    alike = [form for form in forms if same_person(form, forms[0])]
    return max(alike, key=lambda form: (len(form), not form.isascii()))


def _date(draft: _Draft, found: Sequence[Facts]) -> None:
    """The first day, month or year in which it was public anywhere."""
    dates = [(str(one.values["date"]), one.at) for one in found if one.values.get("date")]
    if not any(at.startswith(_ARXIV) for _, at in dates):  # its id says the month
        dates += [(month, one.at) for one in found if (month := arxiv_month(one_line(one.values.get("arxiv"))))][:1]
    # A year says nothing that a day of that year does not say better.
    exact = [date for date, _ in dates if not any(other != date and other.startswith(date) for other, _ in dates)]
    if exact:
        draft.put("date", min(exact), [at for date, at in dates if min(exact).startswith(date)])


def _venues(draft: _Draft, published: Sequence[Facts], venues: Mapping[str, VenueRecord]) -> None:
    """Where it was published: the version of the most trusted source, and in `also` all others."""
    places: list[tuple[dict[str, str], list[str]]] = []
    for one in published:
        group = one.values["venue"]
        given = {k: one_line(v) for k, v in group.items()} if isinstance(group, Mapping) else {"name": one_line(group)}
        known = known_venue(given, venues)
        if not known:
            name = given.get("name", "")
            reason = "no year is known" if venues and known_venue({**given, "year": "2000"}, venues) else (
                "it is not in venues.yml; add it there, and then `venue` here")  # fmt: skip
            draft.notes.append(f"the venue '{name}' is left out: {reason} ({one.at})")
            continue
        same = next((place for place in places if _is_same_place(place[0], known)), None)
        if same:
            same[0].update({name: known[name] for name in _OF_VENUE if name in known and name not in same[0]})
            same[1].append(one.at)
        else:
            places.append((known, [one.at]))
    for known in (place for place, _ in places):
        for name in [name for name in known if name in _OF_VENUE and not _is_right(known, name)]:
            draft.notes.append(f"{name} of the venue is left out: '{known[name]}' is none that an entry can have")
            del known[name]
    if places:
        main = next((place for place in places if place[0].get("track") != "workshop"), places[0])
        draft.put("venue", _ordered(main[0]), main[1])
        others = [place for place in places if place is not main]
        draft.put("also", [_ordered(place) for place, _ in others], [at for _, ats in others for at in ats])


def _is_same_place(one: Mapping[str, str], two: Mapping[str, str]) -> bool:
    """Whether two sources name the same meeting: one of them may not know the track."""
    tracks = {track for place in (one, two) if (track := place.get("track"))}
    return one["name"] == two["name"] and one["year"] == two["year"] and len(tracks) < 2


def _is_right(known: Mapping[str, str], name: str) -> bool:
    try:
        Publication.model_validate({"name": known["name"], "year": known["year"], name: known[name]})
    except ValidationError:
        return False
    return True


def _ordered(known: Mapping[str, str]) -> dict[str, str]:
    return {name: known[name] for name in Publication.model_fields if known.get(name)}


def _first(draft: _Draft, name: str, named: Sequence[Facts]) -> None:
    values = [(one_line(one.values[name]), one.at) for one in named if one.values.get(name)]
    if values:
        best = values[0][0]
        draft.put(name, best, [at for value, at in values if value.lower() == best.lower()])


def _code(draft: _Draft, found: Sequence[Facts]) -> None:
    repositories: dict[str, dict[str, str]] = {}
    places: list[str] = []
    for one in found:
        groups = one.values.get("code")
        for group in groups if isinstance(groups, list) else []:
            url = one_line(group.get("url")) if isinstance(group, Mapping) else ""
            if url:
                official = {"official": "true"} if isinstance(group, Mapping) and group.get("official") else {}
                repositories.setdefault(url.lower().rstrip("/"), {"url": url, **official})
                places.append(one.at)
    draft.put("code", list(repositories.values()), places)


def _clean(text: str, name: str) -> str:
    return cleaned(one_line(text), name)[0].strip()


def _by_place(draft: _Draft) -> dict[str, list[str]]:
    return {at: list(fields) for at, fields in _grouped(draft)}


def _grouped(draft: _Draft) -> Iterator[tuple[str, Iterable[str]]]:
    places = dict.fromkeys(at for name in draft.values for at in draft.places[name])
    for at in places:
        yield at, (name for name in draft.values if at in draft.places[name])
