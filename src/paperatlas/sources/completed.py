"""What outside services know of a paper in a list, beside what the list says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..model import VenueRecord
from .facts import Facts
from .gather import NotFound, gather
from .known import IDS
from .merge import merged
from .web import Web, WebError
from .what import What, with_others


@dataclass(frozen=True, slots=True)
class Completed:
    """The facts of a paper, the fields that each source shows, and what a person should know."""

    facts: Facts
    sources: Mapping[str, Sequence[str]]
    notes: tuple[str, ...] = ()


def completed(web: Web, one: Facts, venues: Mapping[str, VenueRecord]) -> Completed | None:
    """The paper with all that the services know; None if none knows it, or none answers."""
    listed = replace(one, at=f"{one.at}, line {one.line}")
    ids = with_others({name: str(one.values[name]) for name in IDS if one.values.get(name)})
    try:
        gathered = gather(web, What(one.title, ids, one.title, listed))
    except (WebError, NotFound):
        return None
    if len(gathered.found) < 2:  # nothing but the list
        return None
    paper = merged(gathered.found, venues)
    kept = {name: value for name, value in one.values.items() if name in ("corrections", "project", "video")}
    facts = replace(one, values={**kept, **paper.values}, abstract=paper.abstract)
    return Completed(facts, paper.sources, (*gathered.notes, *paper.notes))
