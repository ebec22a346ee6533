"""A new entry from merged facts: its key, its fields and its text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..catalogue import Catalogue
from ..cite_keys import bare_name, new_keys, stem
from ..people import slug_of
from ..search.analyser import SMALL
from ..titles import plain
from ..words import slug
from .entry import entry_text
from .merge import Merged
from .propose import Proposal
from .unfinished import OPEN

_NAME = re.compile(r"[^:–—]{2,30}(?=(?::| –| —) )")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose or wrote. What is empty is proposed, or left open."""

    key: str = ""
    short_name: str = ""
    category: str = ""
    family: str = ""
    tags: Sequence[str] = ()
    tldr: str = ""
    summary: str = ""
    builds_on: Sequence[Mapping[str, str]] = ()


def short_name_in(title: str) -> str:
    """The name before the colon, if it is one: of at most three words, with a capital or a digit inside.

    >>> short_name_in("Sundial-2: A Clock for All"), short_name_in("What is time: a study of clocks in the sun")
    ('Sundial-2', '')
    """
    found = _NAME.match(plain_or_same(title))
    words = found[0].split() if found else []
    is_name = all(word[0].isupper() or re.search(r"[A-Z\d]", word) for word in words)
    return " ".join(words) if is_name and len(words) <= 3 else ""


def plain_or_same(title: str) -> str:
    try:
        return plain(title)
    except ValueError:
        return title


def free_key(name: str, title: str, taken: Collection[str]) -> str:
    """A key that no entry has or had: of the name, else of the first words of the title.

    >>> free_key("GLA", "Gated Clocks", {"gla"}), free_key("", "A Sundial for Every Garden in the Sun", ())
    ('gla-gated-clocks', 'sundial-every-garden-sun')
    """
    words = [word for word in _ascii(plain_or_same(title)).split("-") if word and word not in SMALL][:4]
    start = _ascii(name) or "-".join(words) or "paper"
    for key in (start, "-".join(dict.fromkeys([start, *words]))):
        if key not in taken:
            return key[:80].rstrip("-")
    return next(key for number in range(2, 10_000) if (key := f"{start[:80]}-{number}") not in taken)


def _ascii(text: str) -> str:
    """
    >>> _ascii("Mamba-2 für 陈")
    'mamba-2-fur'
    """
    return "-".join(re.findall(r"[a-z0-9]+", slug(text)))


def taken_keys(catalogue: Catalogue) -> set[str]:
    """The keys and old keys of papers, which no other paper may have."""
    return {key for paper in catalogue.papers.values() for key in (paper.key, *paper.aliases)}


def cite_key(catalogue: Catalogue, values: Mapping[str, object]) -> str:
    """The citation key of a new paper."""
    names, venue = values.get("authors"), values.get("venue")
    first = str(names[0]) if isinstance(names, list) and names else "anon"
    year = str(venue["year"] if isinstance(venue, Mapping) else values.get("date", ""))[:4]
    taken = [key for paper in catalogue.papers.values() for key in (paper.cite_key, *paper.old_cite_keys) if key]
    begin = stem(catalogue.vocabulary.who.name(bare_name(first)), year, str(values.get("title", "")))
    return new_keys([("", begin[:80])], taken)[""]


def entry_values(catalogue: Catalogue, merged: Merged, chosen: Choices, today: date) -> dict[str, object]:
    """The fields of the entry. What only a person can write is `...`."""
    values: dict[str, object] = {**merged.values}
    given = {"short_name": chosen.short_name, "category": chosen.category, "family": chosen.family}
    values.update({name: text for name, text in given.items() if text})
    values["tags"] = list(chosen.tags)
    if chosen.tldr or catalogue.vocabulary.style.needs_tldr:
        values["tldr"] = chosen.tldr or OPEN
    values["summary"] = chosen.summary or OPEN
    values["builds_on"] = [dict(one) for one in chosen.builds_on]
    if all(values.get(name) for name in ("title", "authors", "date")):
        values["cite_key"] = cite_key(catalogue, values)
    values["added"] = today.isoformat()
    values["sources"] = [
        {"fields": fields, "at": at, "checked": today.isoformat()} for at, fields in merged.sources.items()
    ]
    return values


def text_of(values: Mapping[str, object], relations: Sequence[Proposal] = ()) -> str:
    """The text of the entry. `relations` become a comment for the person who completes it."""
    text = entry_text(values)
    if not relations or values.get("builds_on"):
        return text
    keys = ", ".join(one.value for one in relations)
    lines = (
        f"# Perhaps it builds on: {keys}. Write which and how, or remove these two lines:\n"
        f"# builds_on: [{{paper: {relations[0].value}, kind: ..., how: ..., where: ...}}]\n"
    )
    return re.sub(r"(?m)^(?=cite_key:|added:)", lambda _: lines, text, count=1)


def as_known(catalogue: Catalogue, names: Sequence[str]) -> dict[str, str]:
    """The names that the catalogue spells in another way with the same letters, and how it spells them."""
    known = {slug_of(name): name for paper in catalogue.papers.values() for name in paper.authors}
    spelt = catalogue.vocabulary.who.spellings
    return {name: other for name in names if (other := known.get(slug_of(name), name)) != name and name not in spelt}
