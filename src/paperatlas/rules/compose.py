"""What readers put together from the choices of methods.yml can be read, and its shapes fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..formulas.compose import Chosen, combinations, composed, unknown_places
from ..formulas.meanings import Meanings
from ..formulas.parse import parse
from ..formulas.shapes import faults
from ..maths import FormulaError
from ..model import Compose, MethodFields
from ..problems import Problem
from ..read import Record
from ..words import did_you_mean
from .vocabulary import Vocabulary


def compositions_fit(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Every choice is tried once, with the usual ones for the other parts. `records` are also those of vocabularies."""
    fields = vocabulary.methods
    record = next((one for one in records if one.kind == "methods"), None)
    if fields is None or record is None or not fields.compose.parts:
        return
    compose = fields.compose
    known = {name for part in compose.parts.values() for choice in part.choices.values() for name in choice.texts}
    unknown = unknown_places(compose)
    for path, place in unknown:
        hint = did_you_mean(place, known, "a choice of a part gives it a text")
        yield record.problem("unknown-place", f"no choice has a text for <{place}>", "compose", *path, hint=hint)
    yield from _unknown_names(record, fields)
    for chosen in _each_choice_once(compose) if not unknown else ():
        yield from _misfits(record, fields, chosen)


def _unknown_names(record: Record, fields: MethodFields) -> Iterator[Problem]:
    """The formulas, properties and values that methods.yml does not have, and the choices that no part has."""
    for name in fields.compose.formulas:
        if name not in fields.formulas:
            hint = did_you_mean(name, fields.formulas, "")
            message = f"unknown formula '{name}'"
            yield record.problem("unknown-formula", message, "compose", "formulas", name, at_key=True, hint=hint)
    for part, of in fields.compose.parts.items():
        for key, choice in of.choices.items():
            where = ("compose", "parts", part, "choices", key)
            for name, value in choice.sets.items():
                values = fields.properties[name].values if name in fields.properties else {}
                if value not in values:
                    hint = did_you_mean(value, values, f"the properties are {', '.join(fields.properties)}")
                    yield record.problem("unknown-value", f"'{name}' has no value '{value}'", *where, "sets", hint=hint)
            for other, keys in choice.without.items():
                choices = fields.compose.parts[other].choices if other in fields.compose.parts else {}
                for one in keys:
                    if one not in choices:
                        hint = did_you_mean(one, choices, f"the parts are {', '.join(fields.compose.parts)}")
                        message = f"'{other}' has no choice '{one}'"
                        yield record.problem("unknown-choice", message, *where, "without", hint=hint)


def _each_choice_once(compose: Compose) -> Iterator[Chosen]:
    seen: set[tuple[str, str]] = set()
    for chosen in combinations(compose):
        if not seen.issuperset(chosen.items()):
            seen.update(chosen.items())
            yield chosen


def _misfits(record: Record, fields: MethodFields, chosen: Chosen) -> Iterator[Problem]:
    method = composed(fields.compose, chosen)
    meanings = Meanings.of(fields.symbols.values(), method.symbols, fields.indices)
    choices = ", ".join(f"{part} '{key}'" for part, key in chosen.items())
    for name in fields.compose.formulas:
        value = method.value(name) or ""
        if name not in fields.formulas or fields.formulas[name].reads != "equations":
            continue
        try:
            wrong: list[FormulaError] = [*faults(value, parse(value, meanings.letters), meanings)]
        except FormulaError as error:
            wrong = [error]
        for fault in wrong[:1]:
            message = f"with {choices}, '{name}' is '{value}': {fault}"
            hint = "correct the formula or the texts of these choices"
            yield record.problem("bad-composition", message, "compose", "formulas", name, hint=hint)
