"""The reading path and the theorems name papers, tutorials and methods that exist, and their formulas can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..maths import FormulaError
from ..model import Step
from ..problems import Problem
from ..read import Record
from ..titles import typeset
from ..words import did_you_mean
from .vocabulary import Vocabulary

Path = tuple[str | int, ...]
Named = tuple[str, Path, str]
"""What a name is the key of, where it is, and the name."""


def course_is_whole(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """`records` are those of entries and of vocabularies."""
    record = next((one for one in records if one.kind == "course"), None)
    if record is None:
        return
    named: list[Named] = []
    for key, step in vocabulary.course.steps.items():
        path: Path = ("steps", key)
        named += [("paper", (*path, "read", at, "paper"), one.paper) for at, one in enumerate(step.read)]
        named += [("tutorial", (*path, "tutorials", at), one) for at, one in enumerate(step.tutorials)]
        if step.method:
            named.append(("method", (*path, "method"), step.method))
        for where, text in _texts(step):
            try:
                typeset(text)
            except FormulaError as error:
                message = f"a formula in '{where[0]}' cannot be shown: {error}"
                hint = "write formulas in LaTeX between two $, in single quotes"
                yield record.problem("bad-formula", message, *path, *where, hint=hint)
    yield from _unknown(record, records, named)


def _texts(step: Step) -> Iterator[tuple[Path, str]]:
    yield ("title",), step.title
    for at, text in enumerate(step.text):
        yield ("text", at), text
    if step.check:
        yield ("check", "question"), step.check.question
        yield ("check", "answer"), step.check.answer


def theorems_name_what_exists(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """`records` are those of entries and of vocabularies."""
    record = next((one for one in records if one.kind == "theorems"), None)
    if record is None:
        return
    named: list[Named] = []
    for key, theorem in vocabulary.theorems.items():
        named.append(("paper", (key, "paper"), theorem.paper))
        named += [("method", (key, "methods", at), one) for at, one in enumerate(theorem.methods)]
    yield from _unknown(record, records, named)


def _unknown(record: Record, records: Sequence[Record], named: Iterable[Named]) -> Iterator[Problem]:
    known = {kind[:-1]: {one.key for one in records if one.kind == kind} for kind in ("papers", "tutorials")}
    known["method"] = {
        method["key"]
        for paper in records
        for _, method in paper.items("methods")
        if isinstance(method, dict) and isinstance(method.get("key"), str)
    }
    for noun, where, name in named:
        if name not in known[noun]:
            hint = did_you_mean(name, known[noun], f"no {noun} of the catalogue has this key")
            yield record.problem(f"unknown-{noun}", f"unknown {noun} '{name}'", *where, hint=hint)
