"""Corrects what needs no person in entries: what the check says to write is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..edit import Change
from ..model import ENTRY_KINDS
from ..patterns import regex
from ..problems import Problem, in_order, with_one_advice
from ..read import DRAFT, Record, read_catalogue, read_drafts, read_text
from ..read.folder import decoded
from ..read.position import position
from ..rules import Checked, check, once
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
class Fixed(Change):
    """An entry before and after, and what a person still has to do."""

    left: tuple[Problem, ...]


def fixed_entries(root: Path, today: date | None = None, only: Collection[Path] = ()) -> list[Fixed]:
    """All entries with problems or with fields in an unusual order, as they are when fixed. Nothing is written.

    Entries are those of the catalogue in the folder `root`, or `only` some files of it.

    Raises:
        OSError: a file cannot be read.
        ValueError: one of `only` is no entry.
    """
    records, unread = read_catalogue(root)
    if any(path.name.endswith(DRAFT) for path in only):
        drafts, more = read_drafts(root)
        records, unread = [*records, *drafts], [*unread, *more]
    wanted = {path.resolve(): path for path in only}
    entries: dict[str, _Entry] = {}
    for record in records:
        path = Path(record.path)
        if record.kind in _FOLDERS and path.is_file() and (not only or path.resolve() in wanted):
            wanted.pop(path.resolve(), None)
            entries[record.path] = _Entry(record, path.read_bytes(), unread)
    if wanted:
        given, example = next(iter(wanted.values())), f"{root.as_posix()}/papers/some-key.yml"
        raise ValueError(f"'{given}' is no entry of '{root}'; give a file such as {example}")
    others = [record for record in records if record.path not in entries]
    for _ in range(MOST_ROUNDS):
        found = _problems(others, entries.values(), today)
        followed = [path for path, entry in entries.items() if entry.follow(found[path])]
        if not followed:
            break
    else:
        found = _problems(others, entries.values(), today)
    fixed = [entry.fixed(found[path]) for path, entry in entries.items()]
    return [one for one in fixed if one.left or one.is_needed]


def fixed_entry(record: Record, others: Sequence[Record], today: date, earlier: Checked) -> Fixed:
    """A new entry as it is when fixed, and what a person still has to do.

    `others` are the records of the catalogue, and `earlier` is what their check has found.
    """
    entry = _Entry(record, record.text.encode(), [])
    found = _problems(others, [entry], today, earlier)
    for _ in range(MOST_ROUNDS):
        if not entry.follow(found[record.path]):
            break
        found = _problems(others, [entry], today, earlier)
    return entry.fixed(found[record.path])


def _problems(
    others: Sequence[Record], entries: Collection[_Entry], today: date | None, earlier: Checked | None = None
) -> defaultdict[str, list[Problem]]:
    checked = check([*others, *(entry.record for entry in entries)], today, earlier)
    by_path = defaultdict(list)
    for problem in in_order(once(with_one_advice([*checked.problems, *(p for e in entries for p in e.unread)]))):
        by_path[problem.path].append(problem)
    return by_path


class _Entry:
    """One file while it is being fixed."""

    def __init__(self, record: Record, raw: bytes, unread: Collection[Problem]) -> None:
        self.raw, self.path = raw, Path(record.path)
        self.kind, self.key = record.kind, record.key
        self.followed: set[tuple[str, str, int]] = set()
        self.old, _ = decoded(raw, self.path)
        mine = [problem for problem in unread if problem.path == record.path]
        lost = [problem for problem in mine if problem.rule in _UNREADABLE]
        self.new_path = self.path if lost else _right_path(self.path, mine)
        self.read(self.old)
        self.unread += lost
        self.can_change = not lost and not self.record.is_partial
        if self.can_change and self.record.text != self.text:
            self.read(_without_padding(self.record.text, self.text))
        ordered = fields_in_order(self.text)
        if self.can_change and not self.record.is_partial and ordered != self.text:
            self.read(ordered)

    def read(self, text: str) -> None:
        """Gives the entry another text."""
        self.text = text
        self.unread: list[Problem] = []
        self.record = read_text(text, self.path.as_posix(), self.kind, self.key, self.unread)

    def follow(self, problems: Sequence[Problem]) -> bool:
        """Does what the hints say to do, from the last line to the first. Returns whether the text has changed."""
        if not self.can_change or self.record.is_partial:
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
            self.read(self.text)
            if self.record.is_partial:  # the advice was wrong: leave it to a person
                self.read(before)
        return self.text != before

    def _clean(self) -> None:
        """Removes foreign marks from texts, such as HTML and LaTeX."""
        for where, text in reversed(texts_of(self.record)):
            clean, found = cleaned(text.strip(), name_at(where))
            if found and "\ufffd" not in text:
                after = changed(self.text, *position(self.record.text, where), Advice(clean, is_text=True))
                self.text = after or self.text
        self.read(self.text)

    def fixed(self, left: Sequence[Problem]) -> Fixed:
        text = with_comments(self.old, self.text) if "# " in self.old and self.text != self.old else self.text
        return Fixed(self.path, self.raw, text, self.new_path, tuple(left))


def _right_path(path: Path, problems: Sequence[Problem]) -> Path:
    """The path with the file name that a problem advises, if there is no such file yet."""
    advised = (p.hint.removeprefix("rename it to ") for p in problems if p.hint.startswith("rename it to "))
    new = path.with_name(next((name for name in advised if name.endswith(".yml")), path.name))
    return path if new.exists() else new


def _without_padding(right: str, text: str) -> str:
    """What has been read, without the blank lines and spaces that keep lines and columns as they were."""
    lines = [line.rstrip() for line in right.split("\n")]
    blank_before = {number for number, line in enumerate(text.split("\n")) if not line.strip()}
    lines = [_PADDED.sub(r"\1: ", line) for line in lines]
    kept = [line for number, line in enumerate(lines) if line or number in blank_before]
    return "\n".join(kept).strip("\n") + "\n"
