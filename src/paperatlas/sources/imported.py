"""New entries from the facts of a list: those that the catalogue does not have yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..drafts import problems_of
from ..edit import Change
from ..model import ENTRY_KINDS, VenueRecord
from ..model.order import ORDER
from ..model.values import arxiv_month
from ..problems import Problem
from ..read import DRAFT, read_catalogue, read_drafts, read_text
from ..rules.fields import ENTRY_TYPES
from ..rules.vocabulary import Vocabulary, read_vocabulary
from ..rules.words import term_named
from .alike import comparable
from .draft import free_key, short_name_in
from .entry import entry_text
from .facts import Facts, Refused
from .known import IDS, Known
from .unfinished import OPEN
from .venues import known_venue

if TYPE_CHECKING:
    from .completed import Completed

_NOUNS = {kind.folder: kind.noun for kind in ENTRY_KINDS}
# What no list says. Other fields that an entry needs are left out: the check then shows the words to choose from.
_OPEN = {"papers": ("summary",), "libraries": ("summary",), "datasets": ("task", "measures", "summary"),
         "tutorials": ("summary",)}  # fmt: skip
_NOT_FROM_THE_LIST = frozenset({"category", "family", "corrections", "tags", "tldr", "summary"})


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who imports a list wants. `sections` are categories by the name of a section."""

    today: date
    category: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    to: Path | None = None  # None for drafts beside the entries


@dataclass(frozen=True, slots=True)
class New:
    """An entry to write, and what a person still has to do."""

    facts: Facts
    key: str
    change: Change
    values: Mapping[str, object]
    left: tuple[Problem, ...] = ()

    @property
    def lacks(self) -> list[str]:
        """The fields that a person still has to write."""
        model = ENTRY_TYPES[self.facts.kind].model_fields
        needed = [name for name, field in model.items() if field.is_required() and name != "key"]
        is_open = [name for name, value in self.values.items() if value == OPEN]
        return [name for name in ORDER if name in is_open or (name in needed and not self.values.get(name))]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list gives: new entries, records that give none, and sections that are no category of the catalogue."""

    new: tuple[New, ...]
    refused: tuple[Refused, ...]
    sections: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


Complete = Callable[[Facts, Mapping[str, VenueRecord]], "Completed | None"]


def plan(read: Iterable[Facts | Refused], root: Path, wishes: Wishes, complete: Complete | None = None) -> Plan:
    """The entries that a list gives to the catalogue in the folder `root`. `complete` asks services for each paper.

    Raises:
        ValueError: a category that was asked for does not exist; as text, what to type instead.
    """
    records, _ = read_catalogue(root)
    vocabulary, _ = read_vocabulary(records)
    _check_categories(wishes, vocabulary)
    read = list(read)
    titles = [one.title for one in read if isinstance(one, Facts)]
    known = Known([*records, *read_drafts(root)[0]], titles)
    new: list[New] = []
    refused: list[Refused] = []
    unmapped: dict[str, int] = {}
    notes: list[str] = []
    for one in read:
        if isinstance(one, Refused):
            refused.append(one)
            continue
        category, family, section = _category(one, wishes, vocabulary)
        if reason := known.reason(one) or _doubt(one, category):
            refused.append(Refused(one.line, reason, one.title))
            continue
        more = complete(one, vocabulary.venues or {}) if complete and one.kind == "papers" else None
        if more and (reason := known.reason(more.facts)):
            refused.append(Refused(one.line, reason, one.title))
            continue
        one = more.facts if more else one
        notes += [f"line {one.line}: {note}" for note in more.notes] if more else []
        if one.kind == "papers" and not category:
            unmapped[section] = unmapped.get(section, 0) + 1
        key = free_key(_name(one), one.title, known.keys[one.kind])
        values = _values(one, category, family, vocabulary, wishes.today, more.sources if more else {})
        known.add(one, key)
        new.append(New(one, key, _change(root, one.kind, key, values, wishes), values))
    in_order = tuple(sorted(refused, key=lambda one: one.line))
    return Plan(tuple(_with_problems(new, root, wishes)), in_order, unmapped, tuple(notes))


def _check_categories(wishes: Wishes, vocabulary: Vocabulary) -> None:
    known = vocabulary.categories or {}
    for category in filter(None, (wishes.category, *wishes.sections.values())):
        key = category.partition("/")[0]
        if key not in known:
            raise ValueError(f"no category '{key}'; the categories are {', '.join(known)}")


def _name(one: Facts) -> str:
    return short_name_in(one.title) if one.kind == "papers" else re.sub(r"\s*[(:].*", "", one.title)


def _doubt(one: Facts, category: str) -> str:
    """Why a record may be no paper; "" if it is one."""
    if one.kind != "papers" or any(one.values.get(name) for name in (*IDS, "pdf", "authors", "venue")) or category:
        return ""
    if one.values.get("url"):
        return f"its link leads to no known place of papers: {one.values['url']}; if it is a paper, use --section"
    return "it has neither a link nor authors" if not one.values.get("date") else ""


def _category(one: Facts, wishes: Wishes, vocabulary: Vocabulary) -> tuple[str, str, str]:
    """The category and the family of a paper, by the headings above it, and the heading that says so."""
    if one.kind != "papers":
        return "", "", ""
    categories = vocabulary.categories or {}
    given = {comparable(name): category for name, category in wishes.sections.items()}
    for section in reversed(one.sections):
        name = re.sub(r"^[\W\d_]+|[\W_]+$", "", section)
        if wanted := given.get(comparable(section)) or given.get(comparable(name)):
            return *_with_family(wanted), section
        if name and (key := term_named(name, categories)):
            return key, "", section
        for key, category in categories.items():
            if name and (family := term_named(name, category.families)):
                return key, family, section
    return *_with_family(wishes.category), (one.sections[-1] if one.sections else "")


def _with_family(text: str) -> tuple[str, str]:
    category, _, family = text.partition("/")
    return category, family


def _values(
    one: Facts, category: str, family: str, vocabulary: Vocabulary, today: date, sources: Mapping[str, Sequence[str]]
) -> dict[str, object]:
    values = {**one.values, "category": category, "family": family}
    venue = values.get("venue")
    if isinstance(venue, Mapping):
        known = known_venue({name: str(text) for name, text in venue.items()}, vocabulary.venues or {})
        values["venue"] = known or {
            **venue,
            "name": re.sub(r"[\s,'’(]*(?:19|20)\d\d\)?", "", str(venue["name"])).strip(),
        }
    values |= dict.fromkeys(_OPEN[one.kind], OPEN)
    if one.kind == "papers" and vocabulary.style.needs_tldr:
        values["tldr"] = OPEN
    values["added"] = today.isoformat()
    day = today.isoformat()
    services = [{"fields": list(fields), "at": at, "checked": day} for at, fields in sources.items()]
    values["sources"] = services or list(_sources(one, today))
    return {name: value for name, value in values.items() if value}


def _sources(one: Facts, today: date) -> Iterator[Mapping[str, object]]:
    """The list with its line. The date of a paper on arXiv may be from its id alone."""
    month = arxiv_month(str(one.values.get("arxiv", "")))
    is_by_id = bool(month) and one.values.get("date") == month
    names = [name for name in one.values if name not in _NOT_FROM_THE_LIST and not (name == "date" and is_by_id)]
    yield {"fields": names, "at": f"{one.at}, line {one.line}", "checked": today.isoformat()}
    if is_by_id:
        yield {"fields": ["date"], "at": f"arXiv id {one.values['arxiv']}", "checked": today.isoformat()}


def _change(root: Path, kind: str, key: str, values: Mapping[str, object], wishes: Wishes) -> Change:
    file = (wishes.to / kind / f"{key}.yml") if wishes.to else root / kind / f"{key}{DRAFT}"
    return Change(file, b"", entry_text(values, _NOUNS[kind]), file)


def _with_problems(new: list[New], root: Path, wishes: Wishes) -> Iterator[New]:
    records = [read_text(one.change.text, one.change.path.as_posix(), one.facts.kind, one.key, []) for one in new]
    found = problems_of(root, records, wishes.today)
    for one in new:
        yield replace(one, left=tuple(found[one.change.path.as_posix()]))
