"""References from one entry to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model.values import KEY
from ..problems import Problem
from ..read import Record
from ..words import did_you_mean
from .cited import no_paper, other_papers, paper_meant, relation_advice, relations_meant, title_of
from .dates import public_date
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
                hint = paper_meant(key, other_papers(papers, record))
                yield record.problem("unknown-paper", f"unknown paper '{key}'", *where, hint=hint)


def relations_once(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """No relation of the same kind to the same paper, and the same method of it, is there twice."""
    seen: set[tuple[str, ...]] = set()
    for index, key in _relations(record):
        kind, method = (record.get("builds_on", index, name) for name in ("kind", "method"))
        if kind and (key, kind, method) in seen:
            message = f"the relation '{kind}' to '{key}' is there twice"
            yield record.problem("repeated-relation", message, "builds_on", index, hint="remove one of the two")
        seen.add((key, kind, method))


def relations_are_groups(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Papers named by a bare title or key: shows what to write in their place."""
    papers = _papers(records)
    message = "'builds_on' must be a list of groups of fields"
    for record in papers.values():
        value = record.values.get("builds_on")
        if ("builds_on",) in record.empty:
            continue
        if isinstance(value, str):
            hint = relation_advice(value, other_papers(papers, record), vocabulary.relations)
            yield record.problem("bare-relation", message, "builds_on", hint=hint)
            continue
        items = value if isinstance(value, list) else []
        bare = [index for index, item in enumerate(items) if title_of(item)]
        if bare and len(bare) == len(items):
            hint = relation_advice(items, other_papers(papers, record), vocabulary.relations)
            yield record.problem("bare-relation", message, "builds_on", bare[0], hint=hint)
            continue
        for index in bare:
            found = relations_meant([items[index]], other_papers(papers, record), vocabulary.relations)
            hint = f"in its place, write {', '.join(found.groups)}{found.hint_after}"
            if not found.groups:
                hint = no_paper(found.others, other_papers(papers, record))
            yield record.problem("bare-relation", message, "builds_on", index, hint=hint)


def _dates(papers: Mapping[str, Record]) -> dict[str, str]:
    return {key: public_date(record) for key, record in papers.items()}


def _is_later(first: str, second: str) -> bool:
    """Whether a date is surely later than another one. Either may be unknown."""
    size = min(len(first), len(second))
    return first[:size] > second[:size]


def relations_go_back_in_time(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    papers = _papers(records)
    dates = _dates(papers)
    for record in papers.values():
        own = dates[record.key]
        for index, key in _relations(record):
            if key in papers and key != record.key and _is_later(dates[key], own):
                message = f"'{key}' is from {dates[key]}, later than this paper ({own})"
                hint = "a paper builds on earlier ones: add the relation to the later paper"
                yield record.problem("relation-to-later", message, "builds_on", index, "paper", hint=hint)


def no_cycles(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    """Reports each cycle once, at the relation that closes it."""
    papers = _papers(records)
    dates = _dates(papers)
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
            elif key not in papers or key == path[-1] or _is_later(dates[key], dates[path[-1]]):
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
