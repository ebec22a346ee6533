"""The figure of a method as a memory names symbols and methods that exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..formulas.meanings import first_name
from ..problems import Problem
from ..read import Record
from ..words import did_you_mean
from .vocabulary import Vocabulary

_ROLES = ("key", "value", "query", "output")


def known_roles(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """`records` are those of entries and of vocabularies."""
    fields = vocabulary.methods
    if fields is None or fields.memory is None:
        return
    indices = frozenset(fields.indices)
    methods = [one for record in records for _, one in record.items("methods") if isinstance(one, dict)]
    own = [one.get("latex") for method in methods for one in method.get("symbols") or () if isinstance(one, dict)]
    latex = [*(one.latex for one in fields.symbols.values()), *(one for one in own if isinstance(one, str))]
    symbols = {first_name(one, indices).key: one for one in latex}
    keys = {str(method.get("key")) for method in methods}
    for record in (one for one in records if one.kind == "methods"):
        for role in _ROLES:
            for where, text in _texts(record, "memory", role):
                if first_name(text, indices).key not in symbols:
                    hint = did_you_mean(text, [*symbols.values()], "write one of `symbols`, with its index")
                    yield record.problem("unknown-symbol", f"no meaning is known of '{text}'", *where, hint=hint)
        for where, text in _texts(record, "memory", "beside"):
            if text not in keys:
                hint = did_you_mean(text, keys, "write the key of a method")
                yield record.problem("unknown-method", f"unknown method '{text}'", *where, hint=hint)


def _texts(record: Record, section: str, name: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The text of a field of a section, or each of a list."""
    values = record.values.get(section)
    found = values.get(name) if isinstance(values, dict) else None
    if isinstance(found, str):
        yield (section, name), found
    for index, one in enumerate(found if isinstance(found, list) else ()):
        if isinstance(one, str):
            yield (section, name, index), one
