"""The form for a paper: its page, and the file from which its script makes the fields, completes and checks them.

Nothing of a field is written twice: the form is made of the JSON Schema of a paper, with what the vocabularies add.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..catalogue import Catalogue
from ..model import Named, Paper
from ..model.order import ORDER
from ..schema import schema_of
from ..titles import plain
from ..urls import FORM
from . import Page
from .browse import hues

# Shows formulas while they are typed. `make` brings it; without it, the form shows them as LaTeX.
TYPESETTER = Path(__file__).parents[1] / "typeset/temml.js"
IDS = ("arxiv", "doi", "openreview", "acl", "pmlr")
# The fields as a person thinks of them. Those that are in no group are in the last.
GROUPS = (
    ("What it is", ("title", "short_name", "authors", "date", "arxiv", "category", "family", "tags")),
    ("What it says", ("tldr", "summary", "asked")),
    (
        "Where it was published",
        ("venue", "also", "awards", "doi", "openreview", "acl", "pmlr", "url", "arxiv_class", "arxiv_title",
         "arxiv_authors", "status"),
    ),
    ("Links and code", ("pdf", "project", "video", "lab", "code")),
    ("Methods that it defines", ("methods",)),
    ("What it builds on", ("builds_on",)),
    ("Sources", ("sources", "corrections")),
    ("Keys and days", ()),
)  # fmt: skip
OPEN = 2  # groups that are open from the start
# Where the name of a field is no good label.
LABELS = {
    "arxiv": "arXiv id", "arxiv_class": "arXiv class", "arxiv_title": "Title on arXiv", "doi": "DOI", "url": "URL",
    "arxiv_authors": "Authors on arXiv", "openreview": "OpenReview id", "acl": "ACL Anthology id", "pmlr": "PMLR id",
    "pdf": "PDF", "lab": "Organisations", "tldr": "In one line", "asked": "What readers may type", "latex": "LaTeX",
    "also": "Also published in", "awards": "Prizes", "cite_key": "Citation key", "old_cite_keys": "Old citation keys",
    "aliases": "Old keys", "accepted": "Warnings that do not apply", "fields": "Facts that it shows", "at": "Place",
}  # fmt: skip
# What the form says of a field in place of its description, which is for those who write YAML.
HELP = {
    "arxiv": "A link or an id: 2312.06635.",
    "category": "The one that fits best.",
    "tags": "What it is about, a word a line. Begin to type to see the words that there are.",
    "venue.name": "Its short name: EMNLP, never “Findings of EMNLP”.",
    "builds_on.paper": "Type a part of its title.",
    "builds_on.kind": "What this paper does with the earlier one.",
    "methods": "Leave it out if the paper defines no method of its own.",
}
LONG = ("summary", "tldr")  # texts of several lines
# The words that a field takes, by the path of the field: a list that the file has under this name.
KNOWN = {
    "authors": "authors",
    "arxiv_authors": "authors",
    "tags": "tags",
    "venue.name": "venues",
    "also.name": "venues",
    "status.paper": "papers",
    "builds_on.paper": "papers",
    "builds_on.method": "methods",
    "sources.fields": "fields",
    "corrections.field": "fields",
}


def pages(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(
        FORM,
        "Add a paper",
        "A form that writes the entry of a paper, or corrects it: it completes and checks what you type.",
        "page/form.html",
        lambda: {"file": file(catalogue)[0], "typesetter": next(iter(typesetter()), "")},
        crumbs=(("Home", ""),),
    )


def file(catalogue: Catalogue) -> tuple[str, bytes]:
    """The address and content of the file that the form is made of."""
    content = json.dumps(data(catalogue), ensure_ascii=False, separators=(",", ":")).encode()
    return f"form/form-{sha256(content).hexdigest()[:12]}.json", content


def typesetter() -> dict[str, bytes]:
    """The library that shows formulas by its address; empty if there is none."""
    if not TYPESETTER.is_file():
        return {}
    content = TYPESETTER.read_bytes()
    return {f"form/temml-{sha256(content).hexdigest()[:12]}.js": content}


def data(catalogue: Catalogue) -> dict[str, Any]:
    """The schema, the groups of fields, the words that fields take, and what is in the catalogue already."""
    schema = _schema(catalogue)
    names = [*schema["properties"]]
    grouped = {name for _, some in GROUPS for name in some}
    rest = [name for name in names if name not in grouped]
    style = catalogue.vocabulary.style
    return {
        "schema": schema,
        "order": [name for name in ORDER if name in schema["properties"]],
        "groups": [[title, list(some) or rest] for title, some in GROUPS],
        "open": OPEN,
        "labels": LABELS,
        "help": HELP,
        "long": LONG,
        "ids": IDS,
        "known": KNOWN,
        "words": {
            "categories": _words(catalogue.categories),
            "tags": _words(catalogue.tags),
            "venues": _words(catalogue.venues),
            "relations": _words(catalogue.relation_kinds),
            "fields": dict.fromkeys(names, ""),
            "authors": dict.fromkeys(person.name for person in catalogue.people.values()),
            "papers": {key: plain(paper.title) for key, paper in sorted(catalogue.papers.items())},
            "methods": {key: method.name for key, (_, method) in sorted(catalogue.methods.items())},
        },
        "names": {key: value.name for key, value in [*catalogue.categories.items(), *catalogue.tags.items()]},
        "families": {key: _words(one.families) for key, one in catalogue.categories.items() if one.families},
        "meetings": {key: [one.since, one.every] for key, one in catalogue.venues.items() if one.since},
        "papers": {key: _taken(paper) for key, paper in sorted(catalogue.papers.items())},
        "cite_keys": sorted(
            key for one in catalogue.papers.values() for key in (one.cite_key, *one.old_cite_keys) if key
        ),
        "style": style.model_dump(mode="json", exclude={"capitals"}, exclude_defaults=True),
        "hues": hues(catalogue),
        "pictures": _pictures(catalogue),
    }


def _schema(catalogue: Catalogue) -> dict[str, Any]:
    """The schema of a paper, with the words of the vocabularies and the fields of methods in `methods.yml`."""
    schema = schema_of(Paper, catalogue.relation_kinds)
    fields = catalogue.method_fields
    schema["properties"]["category"] |= _choice(catalogue.categories)
    definitions = schema["definitions"]
    definitions["Relation"]["properties"]["kind"] |= _choice(catalogue.relation_kinds)
    method = definitions["Method"]["properties"]
    formulas = {
        key: {"type": "string", "title": one.name, "description": one.description, "x-formula": one.words}
        for key, one in fields.formulas.items()
    }
    properties: dict[str, Any] = {}
    for key, one in fields.properties.items():
        choice = {"type": "string", **_choice(one.values)}
        about = {"title": one.name, "description": one.description}
        properties[key] = about | ({"type": "array", "items": choice} if one.many else choice)
    last = {name: method.pop(name) for name in ("symbols", "where")}
    definitions["Method"]["properties"] = method | formulas | properties | last
    return schema


def _choice(values: Mapping[str, Named]) -> dict[str, Any]:
    """A closed list of words, each with its name and its meaning."""
    return {"enum": [*values], "x-meanings": {key: [value.name, value.description] for key, value in values.items()}}


def _words(values: Mapping[str, Named]) -> dict[str, str]:
    return {key: f"{one.name}: {one.description}" for key, one in values.items()}


def _taken(paper: Paper) -> dict[str, Any]:
    """What no other paper may have, and the day before which a paper that it builds on must be public."""
    ids = {name: getattr(paper, name) for name in IDS if getattr(paper, name)}
    return {"date": paper.date, **ids, **({"methods": [one.key for one in paper.methods]} if paper.methods else {})}


def _pictures(catalogue: Catalogue) -> dict[str, Any]:
    """The drawings of the properties of methods."""
    return {
        name: {
            "ground": field.ground or "",
            "missing": field.missing or "",
            "values": {key: value.drawing for key, value in field.values.items() if value.drawing},
        }
        for name, field in catalogue.method_fields.properties.items()
        if any(value.drawing for value in field.values.values())
    }
