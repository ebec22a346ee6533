"""The field reference, generated from the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..model import ENTRY_KINDS, AuthorRecord
from ..model.fields import description, models_in


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One row of the reference."""

    name: str
    required: bool
    kind: str
    description: str
    block: str = ""  # the table that lists its own fields, for a field that has some


def tables() -> Mapping[str, tuple[str, list[FieldLine]]]:
    """The description and the fields of each kind of entry, and of each block of fields within one."""
    found: list[type[BaseModel]] = [*ENTRY_KINDS, AuthorRecord]
    for model in found:  # it grows: blocks can have blocks
        for field in model.model_fields.values():
            found += [one for one in models_in(field.annotation) if one not in found]
    return {
        _name(model): (model.__doc__ or "", [_line(model, name, field) for name, field in _fields(model)])
        for model in found
    }


def _fields(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """All fields, the class's own first: pydantic puts inherited fields first."""
    names = dict.fromkeys([*model.__annotations__, *model.model_fields])
    hidden = {"folder", "noun", "model_config", *(["key"] if model in ENTRY_KINDS else [])}
    return [(name, model.model_fields[name]) for name in names if name not in hidden]


def _name(model: type[BaseModel]) -> str:
    return getattr(model, "noun", model.__name__.lower())


def _line(model: type[BaseModel], name: str, field: FieldInfo) -> FieldLine:
    models = models_in(field.annotation)
    block = _name(models[0]) if models else ""
    # The block's name is a link, so it is not part of the text before it.
    kind = _kind(field.annotation).removesuffix(block) if block else _kind(field.annotation)
    return FieldLine(name, field.is_required(), kind, description(model, name), block)


def _kind(annotation: Any) -> str:
    """A type in words that a contributor understands."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return _kind(next(kind for kind in inner if kind is not type(None)))
    if origin is Literal:
        return "one of " + ", ".join(inner)
    if origin is dict:
        return f"for each: {_kind(inner[1])}"
    if origin is tuple:
        return f"list of {_kind(inner[0])}" if not models_in(inner[0]) else f"list of: {_kind(inner[0])}"
    if annotation is bool:
        return "true or false"
    if annotation is int:
        return "number"
    models = models_in(annotation)
    if models:
        return _name(models[0])
    return "text" if annotation is str or origin is None else _kind(inner[0])
