"""An entry that a person writes field by field: each answer is corrected and checked as `fix` and `check` do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from ..fixes import fixed_entry
from ..model import ENTRY_KINDS, AnyEntry
from ..model.values import KEY
from ..patterns import regex
from ..problems import Problem
from ..read import Record, read_catalogue, read_text
from ..rules import Checked, check
from ..rules.places import page_of, sourced_fields
from ..rules.vocabulary import Vocabulary
from ..sources.draft import free_key, short_name_in
from ..sources.entry import entry_text
from ..sources.given import add_link
from ..sources.unfinished import OPEN
from ..sources.what import ids_of
from ..words import slug

KINDS: Mapping[str, type[AnyEntry]] = {kind.noun: kind for kind in ENTRY_KINDS}
Values = dict[str, object]
_KEY = "zzz-new-entry"  # the last of all: of two entries of one day, the check takes the later name for the new one
_BARE = regex(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S")  # github.com/ada/clock
# What is asked for later, or cannot be known yet.
_LATER = ("missing", "unsourced", "unrelated", "few-tags", "empty", "id-in-link")


class Form:
    """The values so far. A field that is left open (`...`) makes a draft of the entry."""

    def __init__(self, root: Path, kind: str, today: date) -> None:
        self.root, self.model, self.today = root, KINDS[kind], today
        self.values: Values = {}
        self.records, _ = read_catalogue(root)

    @cached_property
    def _checked(self) -> Checked:
        return check(self.records, self.today)

    @property
    def vocabulary(self) -> Vocabulary:
        return self._checked.vocabulary

    @cached_property
    def keys(self) -> set[str]:
        """The keys and old keys of entries of this kind."""
        mine = [record for record in self.records if record.kind == self.model.folder]
        aliases = (text for record in mine for _, text in record.items("aliases") if isinstance(text, str))
        return {*(record.key for record in mine), *aliases}

    def papers(self) -> dict[str, Record]:
        return {record.key: record for record in self.records if record.kind == "papers"}

    def answer(self, name: str, text: str) -> list[Problem]:
        """Takes an answer, corrected as `fix` does. Returns what is wrong with it; with an error, it is not taken."""
        return self._try({**self.values, name: text}, {name})

    def link(self, text: str) -> list[Problem] | None:
        """Takes a link or an id. Returns None if it is neither, else what is wrong with it."""
        fields = self.model.model_fields
        trial = dict(self.values)
        text = f"https://{text}" if _BARE.match(text) else text
        found = {name: value for name, value in ids_of(text).items() if name in fields}
        if found:
            trial.update(found)
        elif not add_link(trial, text) and trial == self.values:
            return None
        if "repo" in fields and "code" not in fields and (code := trial.pop("code", None)):
            trial["repo"] = code[-1]["url"]  # type: ignore[index]
        unknown = {name for name in trial if name not in fields}
        changed = {name for name, value in trial.items() if self.values.get(name) != value} - unknown
        if unknown or not changed:
            return None
        return self._try(trial, changed)

    def _try(self, values: Mapping[str, object], names: Collection[str]) -> list[Problem]:
        fixed = fixed_entry(self._record(values), self.records, self.today, self._checked)
        lines = fixed.text.split("\n")
        here = [one for one in fixed.left if _field_at(lines, one.line) in names and not one.rule.startswith(_LATER)]
        if not any(problem.is_error for problem in here):
            self.values = dict(self._record_of(fixed.text).values)
        return here

    def _record(self, values: Mapping[str, object]) -> Record:
        return self._record_of(entry_text({**values, "added": self.today.isoformat()}, self.model.noun))

    def _record_of(self, text: str) -> Record:
        path = (self.root / self.model.folder / f"{_KEY}.yml").as_posix()
        return read_text(text, path, self.model.folder, _KEY, [])

    def record(self) -> Record:
        """The entry so far."""
        return self._record(self.values)

    def place(self) -> str:
        """The page that most probably shows the facts; "" if none is known."""
        found = page_of(self.record()).strip('"')
        return "" if found == OPEN else found

    def unsourced(self) -> list[str]:
        return sourced_fields(self.record(), self.vocabulary)

    def key(self) -> str:
        """A free key."""
        title = str(self.values.get("title") or self.values.get("name") or "")
        return free_key(str(self.values.get("short_name") or short_name_in(title)), title, self.keys)

    def fault_of_key(self, key: str) -> str:
        """What is wrong with a key; "" if it can be taken."""
        if key in self.keys:
            return f"the key '{key}' is taken; write another"
        if not KEY.fullmatch(key):
            right = slug(key).encode("ascii", "ignore").decode().strip("-")
            return f"'{key}' is not a key; write lower-case letters and digits" + (f": {right}" if right else "")
        return ""

    def left(self) -> list[Problem]:
        """What is wrong with the whole entry."""
        return list(fixed_entry(self.record(), self.records, self.today, self._checked).left)

    def text(self) -> str:
        return entry_text({**self.values, "added": self.today.isoformat()}, self.model.noun)


def _field_at(lines: list[str], line: int) -> str:
    """The name of the field that a line belongs to."""
    above = (lines[number] for number in range(min(line, len(lines)) - 1, -1, -1))
    return next((text.partition(":")[0] for text in above if text[:1].isalpha()), "")
