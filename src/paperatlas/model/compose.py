"""What a reader can put together to a method: the section `compose` of `methods.yml`."""

from __future__ import annotations

from pydantic import Field

from .base import Model
from .methods import Symbol
from .values import FieldName, Key


class Choice(Model):
    """One of the choices for a part of a method."""

    name: str
    """What readers see, in a few words."""
    description: str
    """What it does, in one sentence."""
    texts: dict[Key, str] = Field(default_factory=dict)
    """What it puts into the formulas: the text `kept` replaces `<kept>`, which is left out if no choice has
    such a text. A text may have other such places."""
    sets: dict[FieldName, Key] = Field(default_factory=dict)
    """The properties that a method with this choice has."""
    symbols: tuple[Symbol, ...] = ()
    """The symbols that mean something else with this choice."""
    without: dict[Key, tuple[Key, ...]] = Field(default_factory=dict)
    """The choices of other parts that it cannot go with."""
    why: str = ""
    """Why not, in one sentence."""


class Part(Model):
    """A part of a method, with its choices. The first is the usual one."""

    name: str
    description: str
    choices: dict[Key, Choice]


class Compose(Model):
    formulas: dict[FieldName, str] = Field(default_factory=dict)
    """The formulas, with places such as `<kept>` for the texts of the choices."""
    parts: dict[Key, Part] = Field(default_factory=dict)
