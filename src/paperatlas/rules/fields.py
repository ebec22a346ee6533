"""Unknown, missing and mistyped fields: found by the model, reported in words for contributors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..model import ENTRY_KINDS, AnyEntry
from ..problems import Problem
from ..read import Record
from ..words import did_you_mean

M = TypeVar("M", bound=BaseModel)

ENTRY_TYPES = {kind.folder: kind for kind in ENTRY_KINDS}

_SHAPES = {
    "string_type": "text",
    "tuple_type": "a list, `[one, two]` or lines that begin with `- `",
    "list_type": "a list, `[one, two]` or lines that begin with `- `",
    "model_type": "fields of its own, `{name: value}`",
    "model_attributes_type": "fields of its own, `{name: value}`",
    "dict_type": "fields of its own, `{name: value}`",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
}


def entry_of(record: Record) -> tuple[AnyEntry | None, list[Problem]]:
    """The entry in a record, or None with the problems of its fields."""
    kind = ENTRY_TYPES[record.kind]
    entry, problems = validated(record, kind, {**record.values, "key": record.key})
    if "key" in record.values:
        message, hint = f"unknown field 'key' of a {kind.noun}", "remove the line: the file name is the key"
        problems.append(record.problem("unknown-field", message, "key", hint=hint, at_key=True))
    return entry, problems


def validated(record: Record, model: type[M], values: object) -> tuple[M | None, list[Problem]]:
    """The values of a record as a model, or None with what the model finds, each with its line and column."""
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    problems: list[Problem] = []
    for detail in details:
        # pydantic counts a list without a valid item as empty; the problems of its items are enough.
        inner = any(
            len(other["loc"]) > len(detail["loc"]) and _is_within(other["loc"], detail["loc"]) for other in details
        )
        if not (detail["type"] == "too_short" and inner):
            problems += _reported(record, model, detail)
    return None, problems


def _is_within(where: tuple[str | int, ...], outer: tuple[str | int, ...]) -> bool:
    return where[: len(outer)] == outer


def _reported(record: Record, model: type[BaseModel], detail: ErrorDetails) -> Iterator[Problem]:
    where, kind = detail["loc"], detail["type"]
    if any(_is_within(where, empty) for empty in record.empty):  # the reader has reported it as empty
        return
    at_key = where[-1:] == ("[key]",)  # pydantic's mark for the key of a mapping
    where = where[:-1] if at_key else where
    name = str(where[-1]) if where else ""
    if kind == "missing" and record.is_partial and len(where) == 1:
        return  # it may be in the part that could not be read
    if kind == "missing":
        hint = _described(_model_at(model, where[:-1]), name)
        yield record.problem("missing-field", f"'{name}' is missing", *where[:-1], hint=hint)
    elif kind == "extra_forbidden":
        known = [key for key in _model_at(model, where[:-1]).model_fields if key != "key" or len(where) > 1]
        hint = did_you_mean(name, known, f"known here: {', '.join(known)}")
        yield record.problem("unknown-field", f"unknown field '{name}'", *where, hint=hint, at_key=True)
    elif kind == "literal_error":
        known = _literals(_model_at(model, where[:-1]), name)
        hint = did_you_mean(str(detail["input"]), known, f"one of: {', '.join(known)}")
        yield record.problem("unknown-value", f"unknown {name} '{detail['input']}'", *where, hint=hint)
    elif kind in _SHAPES:
        yield record.problem("wrong-type", f"'{_dotted(where)}' must be {_SHAPES[kind]}", *where)
    elif kind == "too_short":
        count, least = detail["ctx"]["actual_length"], detail["ctx"]["min_length"]
        message = f"'{_dotted(where)}' is too short: {count} of at least {least} items"
        yield record.problem("too-few", message, *where)
    elif kind.startswith("bad-"):
        yield record.problem(kind, detail["msg"], *where, at_key=at_key)
    else:  # pydantic's own message: "Input should be greater than 1900"
        expected = re.sub(r"^\w+ should ", "must ", detail["msg"])
        yield record.problem("bad-value", f"'{_dotted(where)}' {expected}", *where)


def _dotted(where: tuple[str | int, ...]) -> str:
    return ".".join(str(step) for step in where if isinstance(step, str))


def _model_at(model: type[BaseModel], where: tuple[str | int, ...]) -> type[BaseModel]:
    """The model of the value at `where`, found by following the types of the fields."""
    kind: Any = model
    for step in where:
        if isinstance(step, int):
            continue
        fields = kind.model_fields
        name = step if step in fields else "root" if "root" in fields else None
        if name is None:  # a key of a mapping: `kind` is the model of its values already
            continue
        kind = _models_in(fields[name].annotation)[-1]
    return kind  # type: ignore[no-any-return]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models_in(inner)]


def _literals(model: type[BaseModel], name: str) -> list[str]:
    def strings(annotation: Any) -> list[str]:
        if isinstance(annotation, str):
            return [annotation]
        return [word for inner in get_args(annotation) for word in strings(inner)]

    return strings(model.model_fields[name].annotation)


def _described(model: type[BaseModel], name: str) -> str:
    description = model.model_fields[name].description
    return f"{name}: {description}" if description else ""
