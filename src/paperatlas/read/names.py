"""The names of fields: which one was meant, and what kind of value it has."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import get_args, get_origin

from ..model import ENTRY_KINDS
from ..model.fields import models_in
from ..words import nearest

FIELDS = {kind.folder: frozenset(kind.model_fields) for kind in ENTRY_KINDS}

# Other words for a field of a paper.
_OTHER_NAMES = {
    "abstract": "summary",
    "author": "authors",
    "keywords": "tags",
    "github": "code",
    "repository": "code",
    "conference": "venue",
    "journal": "venue",
    "booktitle": "venue",
    "year": "date",
    "published": "date",
    "publicationdate": "date",
    "link": "url",
    "eprint": "arxiv",
    "primaryclass": "arxiv_class",
    "subjects": "arxiv_class",
    "cite as": "arxiv",
    "submitted": "date",
    "first public": "date",
    "name": "title",
    "writers": "authors",
    "description": "summary",
    "topic": "category",
    "type": "category",
    "published in": "venue",
    "repo": "code",
}


def meant_name(name: str, names: Collection[str]) -> str:
    """The field that a name means; "" if that is not clear.

    >>> meant_name("Title", {"title", "url"}), meant_name("Link", {"title", "url"}), meant_name("We show", {"title"})
    ('title', 'url', '')
    """
    return name if name in names else _nearest(name, frozenset(names))


@lru_cache(maxsize=1 << 12)
def _nearest(name: str, names: frozenset[str]) -> str:
    other = _OTHER_NAMES.get(name.lower(), "")
    return other if other in names else nearest(name, names, 0.75) or ""


def _shape(annotation: object) -> str:
    is_list = any(get_origin(one) is tuple for one in (annotation, *get_args(annotation)))
    if models_in(annotation):
        return "groups" if is_list else "group"
    return "list" if is_list else "text"


# "text", "list", or "group" and "groups" of fields, by the name of a field.
SHAPES = {name: _shape(field.annotation) for kind in ENTRY_KINDS for name, field in kind.model_fields.items()}
_GROUPS = {name: models_in(field.annotation) for kind in ENTRY_KINDS for name, field in kind.model_fields.items()}


_INNER = [(name, field.annotation) for models in _GROUPS.values() for one in models
          for name, field in one.model_fields.items()]  # fmt: skip
FLAGS = frozenset(name for name, annotation in _INNER if annotation is bool)  # which are true or false
INNER_LISTS = frozenset(name for name, annotation in _INNER if _shape(annotation) == "list")


def is_inner(name: str, field: str) -> bool:
    """Whether a group of a field has, or may have, a field of this name.

    >>> is_inner("kind", "builds_on"), is_inner("update", "methods"), is_inner("kind", "title")
    (True, True, False)
    """
    models = _GROUPS.get(field, [])
    return any(name in model.model_fields or model.model_config.get("extra") == "allow" for model in models)


def main_field(field: str) -> str:
    """The field of a group that a bare text in its place gives.

    >>> main_field("methods"), main_field("code"), main_field("builds_on")
    ('name', 'url', 'paper')
    """
    known = [name for model in _GROUPS.get(field, []) for name in model.model_fields]
    return next((name for name in ("url", "paper", "at", "name", "rule", "field") if name in known), "name")


def names_pattern(names: Collection[str]) -> str:
    """A pattern for any of the names; one that matches nothing if there are none."""
    return _pattern(frozenset(names))


@lru_cache
def _pattern(names: frozenset[str]) -> str:
    return rf"(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True))) or '(?!)'})"
