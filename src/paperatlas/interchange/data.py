"""The whole catalogue as data, under `/data/v1/`: JSON with its schema, relations as tables and as a graph.

`VERSION` follows semver.org: a field that goes or means something else makes a new first number and a new folder.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any

from pydantic.json_schema import models_json_schema

from ..catalogue import Catalogue
from ..lineage import Lineage
from ..links import read_url
from ..model import ENTRY_KINDS, AnyEntry, Method, Paper
from ..model.fields import described
from ..pages import derived, notation
from ..titles import plain
from ..urls import entry_url, method_url
from . import database, graphml
from .place import Place

VERSION = "1.0.0"
FOLDER = "data/v1"
SCHEMA = f"{FOLDER}/catalogue.schema.json"
RELATION_FIELDS = ("later", "earlier", "kind", "role", "how", "where", "method")
LICENCES = (
    {"name": "CC0-1.0", "title": "Facts: CC0 1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"},
    {"name": "CC-BY-4.0", "title": "Texts: CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"},
)


def files(catalogue: Catalogue, place: Place) -> dict[str, Callable[[], bytes]]:
    """What makes each file, by its path."""

    @cache  # each entry is in two files
    def text(kind: str, key: str) -> str:
        return _json(entry(catalogue, getattr(catalogue, kind)[key], place)).decode().rstrip()

    found: dict[str, Callable[[], bytes]] = {
        f"{FOLDER}/catalogue.json": lambda: whole(catalogue, place, text),
        SCHEMA: lambda: _json(schema(place), indent=1),
        f"{FOLDER}/methods.json": lambda: _json({"version": VERSION, "methods": methods(catalogue, place)}),
        f"{FOLDER}/relations.csv": lambda: _table(RELATION_FIELDS, relations(catalogue)),
        f"{FOLDER}/relations.graphml": lambda: graphml.document(catalogue, place, relations(catalogue)),
        f"{FOLDER}/catalogue.db": lambda: database.made(catalogue, place, relations(catalogue)),
        f"{FOLDER}/datapackage.json": lambda: _json(package(catalogue, place), indent=1),
    }
    for one in catalogue.entries:
        found[f"{FOLDER}/{one.folder}/{one.key}.json"] = partial(_entry_file, text, one.folder, one.key)
    return found


def _entry_file(text: Callable[[str, str], str], kind: str, key: str) -> bytes:
    return f'{{"version":"{VERSION}",{text(kind, key)[1:]}\n'.encode()


def entry(catalogue: Catalogue, one: AnyEntry, place: Place) -> dict[str, Any]:
    """An entry: its key, its page, the fields that it has, and for a paper what follows from them."""
    given = one.model_dump(mode="json", exclude_defaults=True)
    follows: dict[str, Any] = {}
    if isinstance(one, Paper):
        people = [{"name": name, "id": key} for name, key in catalogue.authors_of(one)]
        follows = {"plain_title": plain(one.title), "people": people, "read_at": read_url(one)}
    return {"key": one.key, "page": place.url(entry_url(one.folder, one.key)), **given, **follows}


def whole(catalogue: Catalogue, place: Place, text: Callable[[str, str], str]) -> bytes:
    """All entries in the order of their keys, and the vocabularies that explain them; `text` is an entry as JSON."""

    def named(records: Mapping[str, Any]) -> dict[str, Any]:
        return {key: record.model_dump(mode="json", exclude_defaults=True) for key, record in records.items()}

    head = {
        "$schema": place.url(SCHEMA),
        "version": VERSION,
        "name": place.name,
        "site": place.address,
        "changed": catalogue.latest,
        "licences": [licence["name"] for licence in LICENCES],
        "categories": named(catalogue.categories),
        "tags": named(catalogue.tags),
        "venues": named(catalogue.venues),
        "relation_kinds": named(catalogue.relation_kinds),
    }
    parts = [_json(head).decode().rstrip()[:-1]]
    for kind in (one.folder for one in ENTRY_KINDS):
        entries = ",\n".join(text(kind, key) for key in sorted(getattr(catalogue, kind)))
        parts.append(f'"{kind}":[\n{entries}\n]')
    return (",\n".join(parts) + "}\n").encode()


def schema(place: Place) -> dict[str, Any]:
    """The JSON Schema of `catalogue.json`. New fields may come within a version, so others are allowed."""
    _, found = models_json_schema([(described(kind), "validation") for kind in ENTRY_KINDS])
    shapes = found["$defs"]
    for shape in shapes.values():
        shape.pop("additionalProperties", None)
    for kind in ENTRY_KINDS:
        shapes[kind.__name__]["properties"]["page"] = {"type": "string", "description": "The address of its page."}
    text = {"type": "string"}
    person = {"type": "object", "properties": {"name": text, "id": text}, "required": ["name", "id"]}
    shapes["Paper"]["properties"] |= {
        "plain_title": {**text, "description": "The title as text, with formulas in Unicode."},
        "people": {"type": "array", "items": person, "description": "The authors with the ends of their addresses."},
        "read_at": {**text, "description": "Where to read it."},
    }
    lists = {kind.folder: {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}} for kind in ENTRY_KINDS}
    vocabularies = {name: {"type": "object"} for name in ("categories", "tags", "venues", "relation_kinds")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": place.url(SCHEMA),
        "title": f"The catalogue of the {place.name}",
        "type": "object",
        "properties": {
            **dict.fromkeys(("$schema", "name", "site", "changed"), text),
            "version": {**text, "pattern": r"^1\."},
            "licences": {"type": "array", "items": text},
            **lists,
            **vocabularies,
        },
        "required": ["version", *lists, *vocabularies],
        "$defs": shapes,
    }


def methods(catalogue: Catalogue, place: Place) -> list[dict[str, Any]]:
    """All methods: formulas in LaTeX, symbols, properties, and what follows from the formulas."""
    return [_method(catalogue, paper, method, place) for paper, method in catalogue.methods.values()]


def _method(catalogue: Catalogue, paper: Paper, method: Method, place: Place) -> dict[str, Any]:
    fields = catalogue.method_fields
    facts = derived.all_facts(catalogue)[method.key]
    return {
        "key": method.key,
        "name": method.name,
        "page": place.url(method_url(method.key)),
        "paper": paper.key,
        "where": method.where,
        "formulas": {name: method.value(name) for name in fields.formulas if method.value(name)},
        "properties": {
            name: list(values) if field.many else values[0]
            for name, field in fields.properties.items()
            if (values := method.values(name))
        },
        "symbols": [
            one.model_dump(mode="json", exclude_defaults=True)
            for one in notation.symbols_of(catalogue, method).values()
        ],
        "facts": {name: fact.text for name, fact in facts.items()},
    }


def relations(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """All relations between papers, with the values of `RELATION_FIELDS`."""
    return [
        (
            *(link.later, link.earlier, link.relation.kind, link.role, link.relation.how),
            *(link.relation.where or "", link.relation.method or ""),
        )
        for link in Lineage(catalogue).links
    ]


def package(catalogue: Catalogue, place: Place) -> dict[str, Any]:
    """The description of the data as a Data Package, version 1 of Frictionless."""
    fields = [{"name": name, "type": "string"} for name in RELATION_FIELDS]
    return {
        "name": "-".join("".join(char if char.isalnum() else " " for char in place.name.lower()).split()),
        "title": place.name,
        "description": place.description,
        "homepage": place.address,
        "version": VERSION,
        "created": f"{catalogue.latest}T00:00:00Z",
        "licenses": LICENCES,
        "resources": [
            {
                "name": "relations",
                "path": "relations.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields},
            },
            {"name": "catalogue", "path": "catalogue.json", "format": "json", "mediatype": "application/json"},
            {"name": "methods", "path": "methods.json", "format": "json", "mediatype": "application/json"},
            {"name": "graph", "path": "relations.graphml", "format": "graphml", "mediatype": "application/xml"},
            {"name": "database", "path": "catalogue.db", "format": "sqlite", "mediatype": "application/vnd.sqlite3"},
        ],
    }


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()


def _json(value: object, indent: int | None = None) -> bytes:
    separators = None if indent else (",", ":")
    return (json.dumps(value, ensure_ascii=False, indent=indent, separators=separators) + "\n").encode()
