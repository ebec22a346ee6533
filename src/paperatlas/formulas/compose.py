"""Methods that a reader puts together from parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from ..model import Compose, Method

_PLACE = re.compile(r"<([a-z0-9-]+)>")

Chosen = Mapping[str, str]
"""The key of a choice for the key of each part."""


def combinations(compose: Compose) -> Iterator[Chosen]:
    """All choices that go together."""
    for keys in product(*(part.choices for part in compose.parts.values())):
        chosen = dict(zip(compose.parts, keys, strict=True))
        if not conflict(compose, chosen):
            yield chosen


def conflict(compose: Compose, chosen: Chosen) -> str:
    """Why some choices do not go together, or nothing if they do."""
    for part, key in chosen.items():
        choice = compose.parts[part].choices[key]
        if any(chosen[other] in keys for other, keys in choice.without.items()):
            return choice.why
    return ""


def composed(compose: Compose, chosen: Chosen) -> Method:
    """The method of some choices."""
    choices = [compose.parts[part].choices[key] for part, key in chosen.items()]
    texts = {name: text for choice in choices for name, text in choice.texts.items()}
    formulas = {name: _filled(text, texts) for name, text in compose.formulas.items()}
    properties = {name: value for choice in choices for name, value in choice.sets.items()}
    symbols = tuple(symbol for choice in choices for symbol in choice.symbols)
    return Method(key="-".join(chosen.values()), name="Your method", symbols=symbols, **formulas, **properties)


def _filled(text: str, texts: Mapping[str, str]) -> str:
    """The text with texts in its places, and in theirs. The number of rounds is that of a text within all others."""
    for _ in range(len(texts) + 1):
        text = _PLACE.sub(lambda place: texts.get(place[1], ""), text)
    return text.strip()


def unknown_places(compose: Compose) -> list[tuple[tuple[str, ...], str]]:
    """The places for which no choice has a text: the path of the text in the section, and the place."""
    known = {name for part in compose.parts.values() for choice in part.choices.values() for name in choice.texts}
    texts: list[tuple[tuple[str, ...], str]] = [(("formulas", name), text) for name, text in compose.formulas.items()]
    for part, of in compose.parts.items():
        for key, choice in of.choices.items():
            texts += [(("parts", part, "choices", key, "texts", name), text) for name, text in choice.texts.items()]
    return [(path, place[1]) for path, text in texts for place in _PLACE.finditer(text) if place[1] not in known]
