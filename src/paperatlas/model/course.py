"""The reading path: `course.yml`."""

from __future__ import annotations

from pydantic import Field

from .base import Model
from .values import Key


class Reading(Model):
    """A paper of a step, and what to read in it."""

    paper: Key
    what: str


class Check(Model):
    """A question with which readers check themselves, and its answer. Both may have formulas in `$...$`."""

    question: str
    answer: str


class Step(Model):
    """A question of the field."""

    title: str
    text: tuple[str, ...]
    """Paragraphs. They may have formulas in `$...$`."""
    method: Key | None = None
    """The method whose formula and picture the step shows."""
    figure: bool = False
    """Whether it also shows the method as a memory that readers can change."""
    read: tuple[Reading, ...] = ()
    tutorials: tuple[Key, ...] = ()
    check: Check | None = None


class Course(Model):
    title: str = ""
    description: str = ""
    steps: dict[Key, Step] = Field(default_factory=dict)
    """In the order in which to read them. The key is the last part of a step's address."""
