"""The figure of a method as a memory names symbols that exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..formulas.meanings import first_name
from ..problems import Problem
from ..read import Record
from ..words import did_you_mean
from .vocabulary import Vocabulary


def known_roles(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Of the symbols of each role at least one has a meaning. `records` are those of entries and of vocabularies."""
    fields = vocabulary.methods
    if fields is None or fields.memory is None:
        return
    indices = frozenset(fields.indices)
    methods = [one for record in records for _, one in record.items("methods") if isinstance(one, dict)]
    own = [one.get("latex") for method in methods for one in method.get("symbols") or () if isinstance(one, dict)]
    latex = [*(one.latex for one in fields.symbols.values()), *(one for one in own if isinstance(one, str))]
    known = {first_name(one, indices).key: one for one in latex}
    for record in (one for one in records if one.kind == "methods"):
        for role in ("key", "value", "query", "output"):
            named = getattr(fields.memory, role)
            texts = [named] if isinstance(named, str) else named
            if not any(first_name(one, indices).key in known for one in texts):
                first = texts[0] if texts else ""
                hint = did_you_mean(first, [*known.values()], "write one of `symbols`, with its index")
                yield record.problem("unknown-symbol", f"no meaning is known of '{first}'", "memory", role, hint=hint)
