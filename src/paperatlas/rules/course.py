"""The reading path names papers, tutorials and methods that exist, and its formulas can be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..maths import FormulaError
from ..problems import Problem
from ..read import Record
from ..titles import typeset
from ..words import did_you_mean
from .vocabulary import Vocabulary


def course_is_whole(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """`records` are those of entries and of vocabularies."""
    record = next((one for one in records if one.kind == "course"), None)
    if record is None:
        return
    papers = {one.key for one in records if one.kind == "papers"}
    tutorials = {one.key for one in records if one.kind == "tutorials"}
    methods = {
        one["key"]
        for paper in records
        for _, one in paper.items("methods")
        if isinstance(one, dict) and isinstance(one.get("key"), str)
    }
    for key, step in vocabulary.course.steps.items():
        named: list[tuple[str, set[str], tuple[str | int, ...], str]] = []
        named += [("paper", papers, ("read", at, "paper"), one.paper) for at, one in enumerate(step.read)]
        named += [("tutorial", tutorials, ("tutorials", at), one) for at, one in enumerate(step.tutorials)]
        if step.method:
            named.append(("method", methods, ("method",), step.method))
        for noun, known, where, name in named:
            if name not in known:
                hint = did_you_mean(name, known, f"no {noun} of the catalogue has this key")
                yield record.problem(f"unknown-{noun}", f"unknown {noun} '{name}'", "steps", key, *where, hint=hint)
        texts = [("title", step.title), *((("text", at), text) for at, text in enumerate(step.text))]
        if step.check:
            texts += [(("check", "question"), step.check.question), (("check", "answer"), step.check.answer)]
        for place, text in texts:
            path: tuple[str | int, ...] = place if isinstance(place, tuple) else (place,)
            try:
                typeset(text)
            except FormulaError as error:
                message = f"a formula in '{path[0]}' cannot be shown: {error}"
                hint = "write formulas in LaTeX between two $, in single quotes"
                yield record.problem("bad-formula", message, "steps", key, *path, hint=hint)
