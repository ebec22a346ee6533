"""The vocabularies of a catalogue: its categories, tags, venues, authors, method fields, style and lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from ..model import (
    Aliases,
    AuthorRecord,
    Authors,
    CandidateList,
    CandidateLists,
    Categories,
    Category,
    Course,
    LineageMap,
    LinkExceptions,
    Method,
    MethodFields,
    RelationKind,
    RelationKinds,
    Style,
    Tags,
    Theorem,
    Theorems,
    Topic,
    VenueRecord,
    Venues,
    Watch,
)
from ..people import WhoIsWho
from ..problems import Problem
from ..read import Record
from ..urls import venue_url
from ..words import slug
from .fields import validated


@dataclass(frozen=True)
class Vocabulary:
    """One mapping for each file. None if the file is missing or invalid, so that entries are not blamed for it."""

    categories: Mapping[str, Category] | None = None
    tags: Mapping[str, Topic] | None = None
    venues: Mapping[str, VenueRecord] | None = None
    authors: Mapping[str, AuthorRecord] = field(default_factory=dict)
    methods: MethodFields | None = None
    relations: Mapping[str, RelationKind] | None = None
    style: Style = field(default_factory=Style)
    lists: Mapping[str, CandidateList] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lineage: LineageMap = field(default_factory=LineageMap)
    course: Course = field(default_factory=Course)
    theorems: Mapping[str, Theorem] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    watch: Watch = field(default_factory=Watch)
    paths: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()  # the names of files that are invalid or could not be read
    renamed: Mapping[str, str] = field(default_factory=dict)  # for each old key of a paper, the current one

    @cached_property
    def read_methods(self) -> dict[Any, Any]:
        """What rules/equations.py has read of methods: many are in the catalogue twice, or checked by several rules."""
        return {}

    @cached_property
    def who(self) -> WhoIsWho:
        """The people behind names, as authors.yml says."""
        return WhoIsWho(self.authors, self.renamed)


_MODELS: dict[str, type[BaseModel]] = {
    "categories": Categories,
    "tags": Tags,
    "venues": Venues,
    "authors": Authors,
    "methods": MethodFields,
    "relations": RelationKinds,
    "style": Style,
    "lists": CandidateLists,
    "aliases": Aliases,
    "lineage": LineageMap,
    "course": Course,
    "theorems": Theorems,
    "links": LinkExceptions,
    "watch": Watch,
}


def read_vocabulary(records: Sequence[Record]) -> tuple[Vocabulary, list[Problem]]:
    """The vocabularies among the records, and their problems."""
    problems: list[Problem] = []
    found: dict[str, BaseModel] = {}
    paths: dict[str, str] = {}
    for record in records:
        if record.kind not in _MODELS:
            continue
        paths[record.kind] = record.path
        model, shape_problems = validated(record, _MODELS[record.kind], record.values)
        problems += shape_problems
        if model and not record.is_partial:
            found[record.kind] = model
        if record.kind == "venues":
            problems += _venue_addresses(record)

    missing = [name for name in _FIRST_USES if name not in paths]
    for name in missing:
        where, what = _FIRST_USES[name]
        first = next((record for record in records if record.kind == "papers" and _uses(record, name)), None)
        if first:
            message = (
                f"the catalogue has {where.replace('builds_on', 'relation').rstrip('s')}s, but no {name}.yml, {what}"
            )
            problems.append(first.problem("missing-file", message, where, at_key=True))

    def words(name: str) -> Mapping[str, object] | None:
        return getattr(found.get(name), "root", None)

    vocabulary = Vocabulary(
        categories=words("categories"),  # type: ignore[arg-type]
        tags=words("tags"),  # type: ignore[arg-type]
        venues=words("venues"),  # type: ignore[arg-type]
        authors=words("authors") or {},  # type: ignore[arg-type]
        methods=found.get("methods"),  # type: ignore[arg-type]
        relations=words("relations"),  # type: ignore[arg-type]
        style=found.get("style") or Style(),  # type: ignore[arg-type]
        lists=words("lists") or {},  # type: ignore[arg-type]
        aliases=words("aliases") or {},  # type: ignore[arg-type]
        lineage=found.get("lineage") or LineageMap(),  # type: ignore[arg-type]
        course=found.get("course") or Course(),  # type: ignore[arg-type]
        theorems=words("theorems") or {},  # type: ignore[arg-type]
        links=words("links") or {},  # type: ignore[arg-type]
        watch=found.get("watch") or Watch(),  # type: ignore[arg-type]
        paths=paths,
        renamed=_renamed(records),
        unread=frozenset(paths.keys() - found.keys()),
    )
    return vocabulary, problems


def _renamed(records: Sequence[Record]) -> dict[str, str]:
    return {
        alias: record.key
        for record in records
        if record.kind == "papers"
        for _, alias in record.items("aliases")
        if isinstance(alias, str)
    }


# The fields that need a file, and what the file holds.
_FIRST_USES = {
    "relations": ("builds_on", "which names their kinds"),
    "venues": ("venue", "which names them"),
    "methods": ("methods", "which names their fields"),
}


def _uses(record: Record, name: str) -> bool:
    value = record.values.get(_FIRST_USES[name][0])
    if name == "methods" and isinstance(value, list):  # a key and a name need no file
        return any(isinstance(method, dict) and method.keys() - Method.model_fields.keys() for method in value)
    return bool(value)


def _venue_addresses(record: Record) -> Iterator[Problem]:
    """Two short names with one slug would share a page; one without a letter or digit would have no page."""
    first: dict[str, str] = {}
    for name in record.values:
        address = slug(name)
        if not address:
            hint = "rename it: the short name becomes an address"
            yield record.problem(
                "bad-venue-name", f"the venue '{name}' has no letter or digit", name, at_key=True, hint=hint
            )
        elif first.setdefault(address, name) != name:
            message = f"the venues '{name}' and '{first[address]}' have the same address, {venue_url(name)}"
            yield record.problem("venue-collision", message, name, at_key=True, hint="rename one of them")
