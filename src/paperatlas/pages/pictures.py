"""The picture of a method: the drawings of its properties, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from ..catalogue import Catalogue
from ..model import Method, Paper

Shape = tuple[str, str]  # the class of its tone, and SVG path data on a grid of 32 by 32


def picture(catalogue: Catalogue, method: Method) -> tuple[str, tuple[Shape, ...]] | None:
    """What a method's picture shows, in words, and its shapes. None if no property of the method has a drawing."""
    fields, drawn = catalogue.method_fields.properties, drawn_properties(catalogue)
    given = {name: keys for name in drawn if (keys := method.values(name))}
    if not any(fields[name].values[key].drawing for name, keys in given.items() for key in keys):
        return None
    label = "; ".join(f"{fields[name].name}: {fields[name].names_of(keys)}" for name, keys in given.items())
    return label, tuple(chain.from_iterable(shapes(catalogue, name, method.value(name)) for name in drawn))


def drawn_properties(catalogue: Catalogue) -> list[str]:
    """The properties that are drawn, by name."""
    fields = catalogue.method_fields.properties
    return [name for name, field in fields.items() if any(value.drawing for value in field.values.values())]


def shapes(catalogue: Catalogue, name: str, value: str | None) -> Iterator[Shape]:
    """What one property adds to a picture; `value` is None for a method without a value."""
    field = catalogue.method_fields.properties[name]
    known = field.values.get(value or "")
    if known and field.ground:
        yield "ground", field.ground
    drawing = known.drawing if known else field.missing
    if drawing:
        yield f"tone-{drawn_properties(catalogue).index(name)}", drawing


def alone(catalogue: Catalogue, name: str, value: str) -> Iterator[Shape]:
    """The drawing of one value, and the pale shapes of other properties, which show its place in a picture."""
    for other, field in catalogue.method_fields.properties.items():
        if other != name and field.ground:
            yield "ground", field.ground
    yield from shapes(catalogue, name, value)


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pictures of two properties: the values of each, and None, with the methods of each pair."""

    properties: tuple[str, str]
    rows: tuple[str | None, ...]
    columns: tuple[str | None, ...]
    methods: Mapping[tuple[str | None, str | None], Sequence[tuple[Paper, Method]]]


def pairs(catalogue: Catalogue) -> Pairs | None:
    """None unless exactly two properties are drawn."""
    drawn = drawn_properties(catalogue)
    if len(drawn) != 2:
        return None
    first, second = drawn
    fields = catalogue.method_fields.properties
    methods: defaultdict[tuple[str | None, str | None], list[tuple[Paper, Method]]] = defaultdict(list)
    for paper, method in catalogue.methods.values():
        for pair in product(method.values(first) or (None,), method.values(second) or (None,)):
            methods[pair].append((paper, method))
    return Pairs((first, second), (*fields[first].values, None), (*fields[second].values, None), dict(methods))
