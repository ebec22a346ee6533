"""Corrects what needs no person in entries: what the check says to write is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..model import ENTRY_KINDS
from ..patterns import regex
from ..problems import Problem, in_order, with_one_advice
from ..read import Record, read_catalogue, read_text
from ..read.folder import decoded
from ..read.position import position
from ..rules import check, once
from ..rules.texts import cleaned, name_at, texts_of
from .advice import Advice, advice_of
from .comments import with_comments
from .order import in_order as fields_in_order
from .spans import changed

MOST_ROUNDS = 12
_PADDED = regex(r"^([a-z_]+)(?: +:(?: |$)| *:\t+ *)")  # the name of a field, with more space than it needs
_FOLDERS = frozenset(kind.folder for kind in ENTRY_KINDS)
_UNREADABLE = frozenset(
    {"unreadable", "too-large", "symlink", "stray-file", "many-documents", "merge-conflict", "pasted"}
)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file, its text before and after, its new name (or its old one), and what a person still has to do."""

    path: Path
    old: bytes
    text: str
    new_path: Path
    left: tuple[Problem, ...]

    @property
    def is_changed(self) -> bool:
        return self.text.encode() != self.old or self.new_path != self.path


def fixed_entries(root: Path, today: date | None = None, only: Collection[Path] = ()) -> list[Fixed]:
    """All entries with problems or with fields in an unusual order, as they are when fixed. Nothing is written.

    Entries are those of the catalogue in the folder `root`, or `only` some files of it.

    Raises:
        OSError: a file cannot be read.
    """
    records, unread = read_catalogue(root)
    wanted = {path.as_posix() for path in only}
    entries = {
        record.path: _Entry(record, Path(record.path).read_bytes(), unread)
        for record in records
        if record.kind in _FOLDERS and (not wanted or record.path in wanted) and Path(record.path).is_file()
    }
    others = [record for record in records if record.path not in entries]
    for _ in range(MOST_ROUNDS):
        found = _problems(others, entries.values(), today)
        followed = [path for path, entry in entries.items() if entry.follow(found[path])]
        if not followed:
            break
    found = _problems(others, entries.values(), today)
    return [entry.fixed(found[path]) for path, entry in entries.items() if found[path] or entry.is_changed]


def _problems(
    others: Sequence[Record], entries: Collection[_Entry], today: date | None
) -> defaultdict[str, list[Problem]]:
    checked = check([*others, *(entry.record for entry in entries)], today)
    by_path = defaultdict(list)
    for problem in in_order(once(with_one_advice([*checked.problems, *(p for e in entries for p in e.unread)]))):
        by_path[problem.path].append(problem)
    return by_path


class _Entry:
    """One file while it is being fixed."""

    def __init__(self, record: Record, raw: bytes, unread: Collection[Problem]) -> None:
        self.raw = raw
        self.path = Path(record.path)
        self.new_path = self.path
        self.kind, self.key = record.kind, record.key
        self.followed: set[tuple[str, str, int]] = set()
        mine = [problem for problem in unread if problem.path == record.path]
        self.is_open = any(problem.rule in _UNREADABLE for problem in mine)
        self.text, _ = decoded(raw, self.path)
        self.read()
        if self.is_open:
            self.unread += [problem for problem in mine if problem.rule in _UNREADABLE]
            return
        new = next((p.hint.removeprefix("rename it to ") for p in mine if p.hint.startswith("rename it to ")), "")
        if new.endswith(".yml") and not self.path.with_name(new).exists():
            self.new_path = self.path.with_name(new)
        if not self.record.is_partial and self.record.text != self.text:
            self.text = _without_padding(self.record.text, self.text)
            self.read()
        ordered = fields_in_order(self.text)
        if ordered != self.text and not self.record.is_partial:
            self.text = ordered
            self.read()

    def read(self) -> None:
        self.unread: list[Problem] = []
        self.record = read_text(self.text, self.path.as_posix(), self.kind, self.key, self.unread)

    @property
    def is_changed(self) -> bool:
        return self.text.encode() != self.raw or self.new_path != self.path

    def follow(self, problems: Sequence[Problem]) -> bool:
        """Does what the hints say to do, from the last line to the first. Returns whether the text has changed."""
        if self.is_open or self.record.is_partial:
            return False
        before, last = self.text, len(self.text) + 1
        if any(problem.rule == "unclean-text" for problem in problems):
            self._clean()
            if self.text != before:
                return True
        for problem in sorted(problems, key=lambda p: (-p.line, -p.column)):
            advice = advice_of(problem)
            tried = (problem.rule, problem.hint, problem.line)
            if advice is None or tried in self.followed or problem.line >= last:
                continue
            self.followed.add(tried)
            text = changed(self.text, problem.line, problem.column, advice)
            if text is not None and text != self.text:
                self.text, last = text, problem.line
        if self.text != before:
            self.read()
            if self.record.is_partial:  # the advice was wrong: leave it to a person
                self.text = before
                self.read()
        return self.text != before

    def _clean(self) -> None:
        """Removes foreign marks from texts, such as HTML and LaTeX."""
        for where, text in reversed(texts_of(self.record)):
            clean, found = cleaned(text.strip(), name_at(where))
            if found and "\ufffd" not in text:
                after = changed(self.text, *position(self.record.text, where), Advice(clean, is_text=True))
                self.text = after or self.text
        self.read()

    def fixed(self, left: Sequence[Problem]) -> Fixed:
        old, _ = decoded(self.raw, self.path)
        text = with_comments(old, self.text) if "# " in old and self.text != old else self.text
        return Fixed(self.path, self.raw, text, self.new_path, tuple(left))


def _without_padding(right: str, text: str) -> str:
    """What has been read, without the blank lines and spaces that keep lines and columns as they were."""
    lines = [line.rstrip() for line in right.split("\n")]
    blank_before = {number for number, line in enumerate(text.split("\n")) if not line.strip()}
    lines = [_PADDED.sub(r"\1: ", line) for line in lines]
    kept = [line for number, line in enumerate(lines) if line or number in blank_before]
    return "\n".join(kept).strip("\n") + "\n"
