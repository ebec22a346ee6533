"""The reading path: the questions of the field, in the order in which to read about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..catalogue import Catalogue
from ..model import Method, Paper, Step, Tutorial
from ..urls import COURSE
from . import Page, memory


@dataclass(frozen=True, slots=True)
class Shown:
    """A step with the entries that it names."""

    key: str
    step: Step
    method: Method | None
    figure: memory.Figure | None
    is_first: bool
    """Whether its figure is the first one of the page, which is explained."""
    read: tuple[tuple[Paper, str], ...]
    tutorials: tuple[Tutorial, ...]


def pages(catalogue: Catalogue) -> Iterator[Page]:
    course = catalogue.vocabulary.course
    if course.steps:
        values = partial(_values, catalogue)
        yield Page(COURSE, course.title, course.description, "page/course.html", values, (("Home", ""),))


def sections(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Title, address and text of each step, for search."""
    for key, step in catalogue.vocabulary.course.steps.items():
        yield step.title, f"{COURSE}#{key}", " ".join(step.text)


def _values(catalogue: Catalogue) -> Mapping[str, Any]:
    steps = catalogue.vocabulary.course.steps
    titles = [(key, f"{number}. {step.title}") for number, (key, step) in enumerate(steps.items(), start=1)]
    return {"steps": [_shown(catalogue, key, step) for key, step in steps.items()], "sections": titles}


def _shown(catalogue: Catalogue, key: str, step: Step) -> Shown:
    method = catalogue.methods[step.method][1] if step.method else None
    return Shown(
        key,
        step,
        method,
        memory.figure(catalogue, method) if method and step.figure else None,
        key == next((one for one, other in catalogue.vocabulary.course.steps.items() if other.figure), ""),
        tuple((catalogue.papers[one.paper], one.what) for one in step.read),
        tuple(catalogue.tutorials[one] for one in step.tutorials),
    )
