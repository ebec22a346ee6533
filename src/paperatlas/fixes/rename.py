"""Renames a paper, tag, category, venue or author everywhere; the old name becomes an alias, which redirects.

The new name is written where it is defined. Then the check finds every place that still uses the old one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..edit import Change
from ..model.values import KEY
from ..problems import Problem
from ..read import Record, read_catalogue, read_text
from ..read.lines import as_item, as_value
from ..read.position import position
from ..rules import check
from ..words import slug
from .advice import Advice
from .order import in_order
from .spans import changed, key_at, scalar_at, with_item

KINDS = {"papers": "paper", "tags": "tag", "categories": "category", "venues": "venue", "authors": "author"}
MOST_ROUNDS = 8


class NotRenamed(ValueError):
    """Why something cannot be renamed."""


def renamed(root: Path, old: str, new: str, kind: str = "") -> tuple[str, list[Change]]:
    """The kind of what is called `old`, and what changes in a catalogue if it is called `new`. Nothing is written.

    `kind` is a key of `KINDS`; it is needed only if several things are called `old`.

    Raises:
        NotRenamed: nothing is called `old`, or the new name is taken or not a key.
    """
    records, problems = read_catalogue(root)
    before = [*problems, *check(records).problems]
    if any(problem.is_error for problem in before):
        raise NotRenamed("the catalogue has errors; `paperatlas check` shows them; correct them first")
    kind = _kind(records, old, kind)
    _refuse_taken(records, kind, old, new)
    files = {record.path: record for record in records}
    defined = _authors(root, records, old, new) if kind == "authors" else _definition(records, kind, old, new)
    others = {path: record for path, record in files.items() if path != defined.path}
    if kind == "papers":
        path = Path(defined.path).with_name(f"{new}.yml").as_posix()
        defined = _read(replace(defined, path=path, key=new), defined.text)
    known = {_without_place(problem) for problem in before}
    after, found = _with_references({**others, defined.path: defined}, known, old, new)
    wrong = next((problem for problem in found if problem.is_error), None)
    if wrong:
        raise NotRenamed(f"{wrong.path}:{wrong.line}: {wrong.message}; change this by hand first")
    return kind, [*_changes(files, after, kind)]


def _defines(record: Record, kind: str, name: str) -> bool:
    return record.kind == kind and (record.key == name if kind == "papers" else name in record.values)


def _kind(records: Sequence[Record], old: str, kind: str) -> str:
    printed = {name for r in records if r.kind == "papers" for _, name in r.items("authors") if isinstance(name, str)}
    kinds = [
        one
        for one in KINDS
        if kind in ("", one)
        and ((one == "authors" and old in printed) or any(_defines(record, one, old) for record in records))
    ]
    if not kinds:
        raise NotRenamed(f"no {KINDS.get(kind, 'paper, tag, category, venue or author')} is called '{old}'")
    if len(kinds) > 1:
        options = " or ".join(f"--kind {one}" for one in kinds)
        raise NotRenamed(f"several things are called '{old}': add {options}")
    return kinds[0]


def _refuse_taken(records: Sequence[Record], kind: str, old: str, new: str) -> None:
    if new == old:
        raise NotRenamed("the new name is the old one")
    if kind in ("papers", "tags", "categories") and not KEY.fullmatch(new):
        raise NotRenamed(f"'{new}' is not a key; use lower-case letters and digits, joined by hyphens")
    if any(_defines(record, kind, new) for record in records):
        raise NotRenamed(f"there is a {KINDS[kind]} '{new}' already")


def _definition(records: Sequence[Record], kind: str, old: str, new: str) -> Record:
    """The file that defines it, with the new name and the old one as an alias."""
    record = next(record for record in records if _defines(record, kind, old))
    if kind == "papers":
        return _read(record, in_order(_with_alias(record, (), "aliases", old, new)))
    text = _with_alias(record, (old,), "aliases", old, new)
    return _read(record, key_at(text, (old,), as_value(new)))


def _authors(root: Path, records: Sequence[Record], old: str, new: str) -> Record:
    """The file of authors, in which the old name is another spelling of the new one."""
    record = next((record for record in records if record.kind == "authors"), None)
    record = record or Record((root / "authors.yml").as_posix(), "authors", "authors", "", {})
    if old in record.values:
        text = _with_alias(record, (old,), "variants", old, new)
        return _read(record, key_at(text, (old,), as_value(new)))
    return _read(record, f"{record.text.rstrip()}\n{as_value(new)}:\n  variants: [{as_item(old)}]\n".lstrip())


def _with_alias(record: Record, group: Sequence[str], field: str, old: str, new: str) -> str:
    """The text with the old name in a list of other names, and without the new one, which may be an earlier name."""
    text = with_item(record.text, group, field, as_item(old))
    values = record.values[group[0]] if group else record.values
    for index, name in enumerate(values.get(field, ())):
        if name == new:
            text = changed(text, *position(text, (*group, field, index)), Advice()) or text
    return text


def _read(record: Record, text: str) -> Record:
    return read_text(text, record.path, record.kind, record.key, [])


def _without_place(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.rule, problem.message


def _with_references(
    records: Mapping[str, Record], known: Collection[tuple[str, str, str]], old: str, new: str
) -> tuple[Mapping[str, Record], Sequence[Problem]]:
    """The records with the new name wherever the check does not know the old one, and what is wrong then."""
    after = dict(records)
    found: list[Problem] = []
    for _ in range(MOST_ROUNDS):
        found = [p for p in check([*after.values()]).problems if _without_place(p) not in known]
        texts = _with_new_name(after, found, old, new)
        if not texts:
            break
        after |= {path: _read(after[path], text) for path, text in texts.items()}
    return after, found


def _with_new_name(after: Mapping[str, Record], found: Sequence[Problem], old: str, new: str) -> dict[str, str]:
    """The files in which a new problem is about the old name, with the new one in its place."""
    texts: dict[str, str] = {}
    for problem in sorted(found, key=lambda p: (-p.line, -p.column)):
        if problem.path in after:
            text = texts.get(problem.path, after[problem.path].text)
            with_new = scalar_at(text, problem.line, problem.column, old, new)
            if with_new:
                texts[problem.path] = with_new
    return texts


def _changes(files: Mapping[str, Record], after: Mapping[str, Record], kind: str) -> Iterator[Change]:
    moved = next((path for path in after if path not in files and kind == "papers"), "")
    for path, record in files.items():
        new_path = path if path in after else moved
        change = Change(Path(path), record.text.encode(), after[new_path].text, Path(new_path))
        if change.is_needed:
            yield change
    for path in after.keys() - files.keys() - {moved}:
        yield Change(Path(path), b"", after[path].text, Path(path))


def with_new_links(text: str, kind: str, old: str, new: str) -> str:
    """A hand-written page with links to the new address.

    >>> with_new_links("See [GLA](../papers/gla/) and [GLA-2](papers/gla-2/).", "papers", "gla", "gated")
    'See [GLA](../papers/gated/) and [GLA-2](papers/gla-2/).'
    >>> with_new_links("[Ada](authors/ada-byron/)", "authors", "Ada Byron", "Ada Lovelace")
    '[Ada](authors/ada-lovelace/)'
    """
    return text.replace(f"{kind}/{slug(old)}/", f"{kind}/{slug(new)}/")
