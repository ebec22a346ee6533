"""A record: the content of one file as text, before the model gives it types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..problems import Problem, Severity
from .position import position
from .yaml_text import Step


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """One file: its values as text, and the text itself, in which the position of a value can be found.

    A file that cannot be read is a record too, without values: other entries may refer to it.
    """

    path: str
    kind: str  # the folder of an entry, or the name of a vocabulary
    key: str
    text: str = field(repr=False)
    values: dict[str, Any]
    empty: frozenset[tuple[Step, ...]] = frozenset()  # the values that are empty; the reader has reported them
    is_partial: bool = False  # a part of the file could not be read, which the reader has reported

    def get(self, *where: Step) -> str:
        """The text at `where`, a path of field names and list indices; "" if there is none."""
        value: Any = self.values.get(where[0])  # type: ignore[arg-type]
        try:
            for step in where[1:]:
                value = value[step]
        except (KeyError, IndexError, TypeError):
            return ""
        return value if isinstance(value, str) else ""

    def items(self, name: str) -> list[tuple[int, Any]]:
        """The items of a list field with their indices; empty if the field is missing or not a list."""
        value = self.values.get(name)
        return list(enumerate(value)) if isinstance(value, list) else []

    def problem(
        self,
        rule: str,
        message: str,
        *where: Step,
        hint: str = "",
        severity: Severity = "error",
        at_key: bool = False,
        offset: int | None = None,
    ) -> Problem:
        """A problem at the value at `where`, at its key, or at one character of it.

        If there is no such value, the problem is at the nearest enclosing one.
        """
        line, column = position(self.text, where, at_key=at_key, offset=offset)
        return Problem(self.path, line, column, rule, severity, message, hint)
