"""Unknown, missing and mistyped fields: found by the model, reported in words for contributors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..model import ENTRY_KINDS, AnyEntry
from ..model.fields import description, models_in
from ..problems import Problem
from ..read import Record
from ..read.names import SHAPES
from ..words import did_you_mean
from .meant import plain, right_value, shape_hint, tidy_pages, truth

M = TypeVar("M", bound=BaseModel)

# Gives the hint for the value at a place, if more than the model is needed to say it; else "".
Advice = Callable[[tuple[str | int, ...], object], str]

ENTRY_TYPES = {kind.folder: kind for kind in ENTRY_KINDS}
FIELDS_OF = {kind.folder: kind.model_fields for kind in ENTRY_KINDS}  # pydantic takes a microsecond to give them

# Lists whose items are one mistake if several of them have the wrong shape.
_LISTS_OF_TEXTS = (("authors",), ("arxiv_authors",), ("tags",))
# Fields that say nothing about the group that they belong to.
_OF_MANY_GROUPS = frozenset({"name", "key", "url", "doi", "date", "paper", "year", "at", "rule", "field", "kind"})

_SHAPES = {
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "a group of fields",
    "model_attributes_type": "a group of fields",
    "dict_type": "a group of fields",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
}


def _no_advice(_where: tuple[str | int, ...], _value: object) -> str:
    return ""


def entry_of(record: Record, advice: Advice = _no_advice) -> tuple[AnyEntry | None, list[Problem]]:
    """The entry in a record, or None with the problems of its fields."""
    kind = ENTRY_TYPES[record.kind]
    entry, problems = validated(record, kind, {**record.values, "key": record.key}, advice)
    if "key" in record.values:
        message, hint = f"unknown field 'key' of a {kind.noun}", "remove the line: the file name is the key"
        problems.append(record.problem("unknown-field", message, "key", hint=hint, at_key=True))
    return entry, problems


def validated(
    record: Record, model: type[M], values: object, advice: Advice = _no_advice
) -> tuple[M | None, list[Problem]]:
    """The values of a record as a model, or None with what the model finds, each with its line and column."""
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    problems = list(_parts_as_items(record, model))
    foreign = dict(_foreign_items(record, model, advice))
    problems += [problem for _, problem in sorted(foreign.items(), key=str)]
    done = {*foreign, *((name,) for name in record.values if _parts(record, model, name))}
    for detail in _once([one for one in details if not {one["loc"][:1], one["loc"][:2]} & done]):
        # pydantic counts a list without a valid item as empty; the problems of its items are enough.
        inner = any(
            len(other["loc"]) > len(detail["loc"]) and _is_within(other["loc"], detail["loc"]) for other in details
        )
        if not (detail["type"] == "too_short" and inner):
            problems += _reported(record, model, detail, advice)
    return None, problems


def _parts(record: Record, model: type[BaseModel], name: str) -> list[str]:
    """The fields of one item that are written as an item each: `- url: ...` and `- official: true` below it."""
    field = model.model_fields.get(name)
    item = next(iter(models_in(field.annotation)), None) if field else None
    items = [one for _, one in record.items(name)]
    if item is None or SHAPES.get(name) != "groups" or len(items) < 2:
        return []
    if not all(isinstance(one, dict) and len(one) == 1 for one in items):
        return []
    keys = [next(iter(one)) for one in items]
    is_open = item.model_config.get("extra") == "allow"
    is_one = len(set(keys)) == len(keys) and (is_open or all(key in item.model_fields for key in keys))
    return keys if is_one else []


def _parts_as_items(record: Record, model: type[BaseModel]) -> Iterator[Problem]:
    for name in record.values:
        if keys := _parts(record, model, name):
            others = " and ".join([", ".join(f"'{key}'" for key in keys[1:-1]), f"'{keys[-1]}'"][len(keys) < 3 :])
            message = f"the fields of one item of '{name}' are written as an item each"
            hint = f"keep the hyphen before '{keys[0]}', and write a space in place of the one before {others}"
            yield record.problem("split-item", message, name, 1, hint=hint)


def _foreign_items(
    record: Record, model: type[BaseModel], advice: Advice
) -> Iterator[tuple[tuple[str | int, ...], Problem]]:
    """The items with none of the fields of their group, by their place: `- {title: arXiv}` in `sources`."""
    for name in record.values:
        field = model.model_fields.get(name)
        item = next(iter(models_in(field.annotation)), None) if field else None
        if item is None or item.model_config.get("extra") == "allow":
            continue
        for index, value in record.items(name):
            if isinstance(value, dict) and value and not value.keys() & item.model_fields.keys():
                hint = advice((name, index), value)
                if hint:
                    message = f"'{name}' must be a group of fields"
                    yield (name, index), record.problem("wrong-type", message, name, index, hint=hint)


def _once(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Of a list with an item of the wrong shape, only the first such item: it is one mistake."""
    shapes: dict[tuple[str | int, ...], ErrorDetails] = {}
    for detail in details:
        is_shape = detail["type"].startswith("model_") or detail["loc"][:1] in _LISTS_OF_TEXTS
        if is_shape and isinstance(detail["loc"][-1], int):
            shapes.setdefault(detail["loc"][:-1], detail)
    return [
        detail
        for detail in details
        if all(detail is first or not _is_within(detail["loc"], where) for where, first in shapes.items())
    ]


def _is_within(where: tuple[str | int, ...], outer: tuple[str | int, ...]) -> bool:
    return where[: len(outer)] == outer


def _reported(record: Record, model: type[BaseModel], detail: ErrorDetails, advice: Advice) -> Iterator[Problem]:
    where, kind = detail["loc"], detail["type"]
    if any(_is_within(where, empty) for empty in record.empty):  # the reader has reported it as empty
        return
    at_key = where[-1:] == ("[key]",)  # pydantic's mark for the key of a mapping
    where = where[:-1] if at_key else where
    name = str(where[-1]) if where else ""
    if kind == "missing" and record.is_partial and len(where) == 1:
        return  # it may be in the part that could not be read
    if kind == "missing":
        hint = advice(where[:-1], record.values.get("venue")) if where[:-1] == ("venue",) else advice(where, None)
        hint = hint or _described(model_at(model, where[:-1]), name)
        yield record.problem("missing-field", f"'{name}' is missing", *where[:-1], hint=hint)
    elif kind == "extra_forbidden":
        known = [key for key in model_at(model, where[:-1]).model_fields if key != "key" or len(where) > 1]
        hint = _inside_a_group(record, model, name) if len(where) == 1 else ""
        if name.removeprefix("un") in known and name.startswith("un"):  # unofficial: true
            hint = f"write {name.removeprefix('un')}: false"
        hint = hint or (_ids_in(detail["input"], known) if len(where) == 1 else "")
        rest = "remove the line, or use one of: " if len(where) == 1 else "known here: "
        hint = hint or did_you_mean(name, known, rest + ", ".join(known))
        yield record.problem("unknown-field", f"unknown field '{name}'", *where, hint=hint, at_key=True)
    elif kind == "literal_error":
        known = _literals(model_at(model, where[:-1]), name)
        hint = advice(where, detail["input"])
        hint = hint or did_you_mean(str(detail["input"]), known, f"one of: {', '.join(known)}" if known else "")
        yield record.problem("unknown-value", f"unknown {name} '{detail['input']}'", *where, hint=hint)
    elif kind in _SHAPES:
        yield _of_wrong_shape(record, model, detail, advice)
    elif kind == "too_short":
        count, least = detail["ctx"]["actual_length"], detail["ctx"]["min_length"]
        message = f"'{_dotted(where)}' is too short: {count} of at least {least} items"
        yield record.problem("too-few", message, *where)
    elif kind.startswith("bad-"):
        right = right_value(kind, str(detail["input"])) if not at_key else ""
        right = f'"{right}"' if right and name == "arxiv" else right
        hint = f"write {right}" if isinstance(where[-1], int) else f"write {name}: {right}"
        more = "" if at_key else advice(where, detail["input"])
        hint = more or (hint if right else "")
        if kind == "bad-url" and not hint and isinstance(where[-1], str) and "@" not in str(detail["input"]):
            hint = f"write the whole address, such as {name}: https://example.org/page, or remove the line"
        yield record.problem(kind, detail["msg"], *where, hint=hint, at_key=at_key)
    else:  # pydantic's own message: "Input should be greater than 1900"
        expected = re.sub(r"^\w+ should ", "must ", detail["msg"])
        yield record.problem("bad-value", f"'{_dotted(where)}' {expected}", *where)


def _ids_in(value: object, known: Sequence[str]) -> str:
    """What to write for a group of ids: `externalIds: {ArXiv: ..., DOI: ...}`."""
    if not isinstance(value, dict):
        return ""
    ids = {key.lower(): text for key, text in value.items() if key.lower() in known and isinstance(text, str)}
    lines = [f"`{key}: {plain(text) if key != 'doi' else text}`" for key, text in ids.items()]
    return f"write in its place, each on a line of its own: {', '.join(lines)}" if lines else ""


def _inside_a_group(record: Record, model: type[BaseModel], name: str) -> str:
    """What to write for a field that belongs into a group of fields: `pages` of a venue."""
    value = record.values.get(name)
    if name in _OF_MANY_GROUPS or not isinstance(value, str):
        return ""
    for outer, field in model.model_fields.items():
        group = next(iter(models_in(field.annotation)), None)
        if not group or name not in group.model_fields:
            continue
        given = record.values.get(outer)
        value = tidy_pages(value) if name == "pages" else value
        is_list = get_args(field.annotation)[-1:] == (...,)
        start = f"'{name}' is a part of `{outer}`: remove this line"
        if isinstance(given, list) and is_list:
            return f"{start}, and write `{name}: {plain(value)}` in the item of `{outer}` that it is about"
        if isinstance(given, dict) and all(isinstance(inner, str) for inner in given.values()):
            fields = {**given, name: value}
        elif outer == "venue" and given:  # whose own problem shows the whole line
            return start
        else:
            fields = {key: "..." for key, inner in group.model_fields.items() if inner.is_required()} | {name: value}
        whole = ", ".join(f"{key}: {inner if inner == '...' else plain(inner)}" for key, inner in fields.items())
        return f"{start}, and write {outer}: {f'[{{{whole}}}]' if is_list else f'{{{whole}}}'}"
    return ""


def _of_wrong_shape(record: Record, model: type[BaseModel], detail: ErrorDetails, advice: Advice) -> Problem:
    where, kind = detail["loc"], detail["type"]
    is_list = kind in ("tuple_type", "list_type")
    item = None
    if kind.startswith("model_"):
        item = model_at(model, where)
    elif is_list and isinstance(where[-1], str):
        field = model_at(model, where[:-1]).model_fields.get(where[-1])
        item = next(iter(models_in(field.annotation)), None) if field else None
    message = f"'{_dotted(where)}' must be {_SHAPES[kind]}"
    if item and is_list:
        message += " of groups of fields"
    if kind.startswith("bool"):
        right = truth(str(detail["input"]))
        hint = f"write {where[-1]}: {'true' if right else 'false'}" if right is not None else ""
        return record.problem("wrong-type", message, *where, hint=hint or f"write {where[-1]}: true, or remove it")
    if kind.startswith("int"):
        return record.problem("wrong-type", message, *where)
    if where[:1] in _LISTS_OF_TEXTS and isinstance(where[-1], int):
        message = f"'{_dotted(where)}' must be a list of {'words' if where[0] == 'tags' else 'names'}"
    hint = advice(where, detail["input"])
    hint = hint or shape_hint(where, detail["input"], item, _shown(record), is_list=is_list)
    return record.problem("wrong-type", message, *where, hint=hint)


def _shown(record: Record) -> dict[str, str]:
    """What the entry itself shows for an example of a source."""
    fields = [name for name in ("title", "authors", "date") if record.values.get(name)]
    known = {"fields": f"[{', '.join(fields)}]" if fields else ""}
    if record.get("arxiv"):
        known["at"] = f'"arxiv.org/abs/{record.get("arxiv")}"'
    added = record.get("added")
    known["checked"] = right_value("bad-date", added) or (added if re.fullmatch(r"\d{4}-\d\d-\d\d", added) else "")
    return known


def _dotted(where: tuple[str | int, ...]) -> str:
    return ".".join(str(step) for step in where if isinstance(step, str))


def model_at(model: type[BaseModel], where: tuple[str | int, ...]) -> type[BaseModel]:
    """The model of the value at `where`, found by following the types of the fields."""
    kind: Any = model
    for step in where:
        if isinstance(step, int):
            continue
        fields = kind.model_fields
        name = step if step in fields else "root" if "root" in fields else None
        if name is None:  # a key of a mapping: `kind` is the model of its values already
            continue
        kind = next(reversed(models_in(fields[name].annotation)), kind)
    return kind  # type: ignore[no-any-return]


def _literals(model: type[BaseModel], name: str) -> list[str]:
    def strings(annotation: Any) -> list[str]:
        if isinstance(annotation, str):
            return [annotation]
        return [word for inner in get_args(annotation) for word in strings(inner)]

    field = model.model_fields.get(name)
    return strings(field.annotation) if field else []


def _described(model: type[BaseModel], name: str) -> str:
    text = description(model, name)
    return f"{name}: {text}" if text else ""
