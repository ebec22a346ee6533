"""References from one entry to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model.values import KEY
from ..problems import Problem
from ..read import Record
from ..words import comparable_title, did_you_mean
from .dates import public_date
from .meant import items_of, plain
from .vocabulary import Vocabulary


def _papers(records: Sequence[Record]) -> dict[str, Record]:
    return {record.key: record for record in records if record.kind == "papers"}


def _relations(record: Record) -> Iterator[tuple[int, str]]:
    for index, _ in record.items("builds_on"):
        key = record.get("builds_on", index, "paper")
        if key:
            yield index, key


def related_papers_exist(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    papers = _papers(records)
    for record in records:
        named: list[tuple[tuple[str | int, ...], str]] = [
            (("builds_on", index, "paper"), key) for index, key in _relations(record)
        ]
        if record.kind != "papers":
            named.append((("paper",), record.get("paper")))
        for where, key in named:
            if key == record.key and record.kind == "papers":
                yield record.problem("relation-to-itself", "the paper builds on itself", *where, hint="remove it")
            elif key and key not in papers and where not in record.empty and "" not in papers:
                hint = paper_meant(key, papers)
                yield record.problem("unknown-paper", f"unknown paper '{key}'", *where, hint=hint)


def paper_meant(written: str, papers: Mapping[str, Record]) -> str:
    """A hint: the key of the paper that was named by an old key, a title, a short name or an id."""
    key = _key_meant(written, papers)
    if key and written in [alias for _, alias in papers[key].items("aliases")]:
        return f"it is called '{key}' now: write {key}"
    if key:
        return f"write {key}, the key of that paper"
    return did_you_mean(written, papers, "name a paper of this catalogue by its key, the name of its file")


def _key_meant(written: str, papers: Mapping[str, Record]) -> str:
    if written in papers:
        return written
    same = comparable_title(written)
    for key, record in papers.items():
        names = [record.get(name) for name in ("title", "arxiv_title", "short_name")]
        ids = [record.get(name) for name in ("arxiv", "doi", "openreview")]
        is_alias = written in [alias for _, alias in record.items("aliases")]
        if is_alias or (same and same in map(comparable_title, names)) or any(one and one in written for one in ids):
            return key
    return ""


def _titles_in(value: object, papers: Mapping[str, Record]) -> list[str]:
    """The papers that a text in place of a list names."""
    if not isinstance(value, str):
        return []
    return [value] if _key_meant(value, papers) else items_of(value)


def relations_are_groups(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Papers named by a bare title or key: shows what to write in their place."""
    papers = _papers(records)
    kinds = f"; kind is one of {', '.join(vocabulary.relations)}" if vocabulary.relations else ""
    for record in papers.values():
        value = record.values.get("builds_on")
        items = value if isinstance(value, list) else _titles_in(value, papers)
        bare = {index: item for index, item in enumerate(items) if isinstance(item, str) and item}
        if not bare:
            continue
        groups = [f"{{paper: {plain(_key_meant(one, papers) or one)}, kind: ..., how: ...}}" for one in bare.values()]
        is_whole = len(bare) == len(items)
        hint = f"write builds_on: [{', '.join(groups)}]" if is_whole else f"in its place, write {groups[0]}"
        where = ("builds_on", min(bare)) if isinstance(value, list) else ("builds_on",)
        message = "'builds_on' must be a list of groups of fields"
        yield record.problem("bare-relation", message, *where, hint=hint + kinds)


def _is_later(one: Record, other: Record) -> bool:
    """Whether a paper is surely of a later date than another one."""
    first, second = public_date(one), public_date(other)
    size = min(len(first), len(second))
    return first[:size] > second[:size]


def relations_go_back_in_time(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    papers = _papers(records)
    for record in papers.values():
        own = public_date(record)
        for index, key in _relations(record):
            if key in papers and key != record.key and _is_later(papers[key], record):
                message = f"'{key}' is from {public_date(papers[key])}, later than this paper ({own})"
                hint = "a paper builds on earlier ones: add the relation to the later paper"
                yield record.problem("relation-to-later", message, "builds_on", index, "paper", hint=hint)


def no_cycles(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    """Reports each cycle once, at the relation that closes it."""
    papers = _papers(records)
    state: dict[str, int] = {}  # 1: on the current path, 2: done
    for start in papers:
        if start in state:
            continue
        path = [start]
        ways = [_relations(papers[start])]
        state[start] = 1
        while path:
            index, key = next(ways[-1], (-1, ""))
            if index < 0:
                state[path.pop()] = 2
                ways.pop()
            elif key not in papers or key == path[-1] or _is_later(papers[key], papers[path[-1]]):
                continue  # other rules report these
            elif state.get(key) == 1:
                cycle = " -> ".join([*path[path.index(key) :], key])
                message = f"these papers build on each other in a cycle: {cycle}"
                yield papers[path[-1]].problem(
                    "relation-cycle", message, "builds_on", index, "paper", hint="remove one of them"
                )
            elif key not in state:
                state[key] = 1
                path.append(key)
                ways.append(_relations(papers[key]))


def _has_right_methods(record: Record) -> bool:
    methods = record.values.get("methods", [])
    return isinstance(methods, list) and all(
        isinstance(one, dict) and KEY.fullmatch(str(one.get("key"))) for one in methods
    )


def known_methods(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    """Method keys in `implements` of libraries and in relations exist."""
    owners = {
        record.get("methods", index, "key"): record.key for record in records for index, _m in record.items("methods")
    }
    papers = _papers(records)
    partial = {key for key, record in papers.items() if record.is_partial or not _has_right_methods(record)}
    for record in records:
        for index, key in record.items("implements"):
            if isinstance(key, str) and key and key not in owners and not partial:
                hint = did_you_mean(key, owners, "papers define methods under `methods`")
                yield record.problem("unknown-method", f"unknown method '{key}'", "implements", index, hint=hint)
        for index, paper in _relations(record):
            method = record.get("builds_on", index, "method")
            if method and owners.get(method) != paper and paper in papers and paper not in partial:
                known = [key for key, owner in owners.items() if owner == paper]
                hint = did_you_mean(method, known)
                message = f"'{paper}' defines no method '{method}'"
                yield record.problem("unknown-method", message, "builds_on", index, "method", hint=hint)
