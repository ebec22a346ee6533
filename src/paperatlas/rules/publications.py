"""What became of a paper: its status, its other publications, its tags; and values copied from our own example."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..problems import Problem
from ..read import Record
from .cited import other_papers, paper_meant
from .hashes import lost_tags
from .nothing import texts_in
from .vocabulary import Vocabulary

# The values of the example on the page Contribute (docs/contribute.md). The summary has a rule of its own.
_EXAMPLE = {
    "title": ("the exact title", "title", "untitled", "todo", "tbd", "tba", "n/a", "none", "xxx"),
    "authors": ("first author", "second author"),
    "tldr": ("what the paper does, in one line of at most 110 characters.",),
}


def not_the_example(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    hint = "replace every value of the example with the paper's own"
    authors = [("authors", index) for index, _ in record.items("authors")]
    places: list[tuple[str | int, ...]] = [("title",), ("tldr",), *authors]
    for where in places:
        if record.get(*where).strip().casefold() in _EXAMPLE[str(where[0])]:
            message = f"'{record.get(*where)}' is to be replaced"
            yield record.problem("placeholder", message, *where, hint=hint)
    if "..." in record.text or "…" in record.text:
        for where, text in texts_in(record.values, ()):
            if text.strip() in ("...", "…") and "authors" not in str(where[0]):  # those have a rule of their own
                one_of = vocabulary.relations if where[0] == "builds_on" and where[-1] == "kind" else None
                value = f"one of {', '.join(one_of)}" if one_of else "the value here"
                yield record.problem("placeholder", "'...' is to be replaced", *where, hint=f"write {value}")
    if ".0000" not in record.text:
        return
    places = [("arxiv",), *(("sources", index, "at") for index, _ in record.items("sources"))]
    for where in places:
        if re.search(r"(?<!\d)\d{4}\.0{4,5}(?!\d)", record.get(*where)):
            message = "arXiv has no paper with number 00000: this is from the example on the page Contribute"
            yield record.problem("placeholder", message, *where, hint=hint)


def tags_once(record: Record, _: Vocabulary) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, tag in record.items("tags"):
        if isinstance(tag, str) and tag and first.setdefault(tag, index) != index:
            message = f"the tag '{tag}' is there twice"
            yield record.problem("repeated-tag", message, "tags", index, hint="remove one of the two")


def enough_tags(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    count, least = len(record.items("tags")), vocabulary.style.least_tags
    if record.kind == "papers" and 0 < count < least and not lost_tags(record, vocabulary)[0]:
        message = f"the paper has {count} tag{'s' if count > 1 else ''}; expected are {least} or more"
        hint = f"add tags of {vocabulary.paths.get('tags', 'tags.yml')} that fit"
        yield record.problem("few-tags", message, "tags", hint=hint, severity="warning", at_key=True)


def other_publications(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """`also` names publications other than `venue`, each once."""
    if record.items("also") and not record.values.get("venue"):
        hint = "write the publication that readers cite as `venue`; `also` is for a second one"
        yield record.problem("also-without-venue", "`also` without `venue`", "also", hint=hint, at_key=True)
    seen = {_publication(record, "venue")}
    for index, _ in record.items("also"):
        one = _publication(record, "also", index)
        if all(one) and one in seen:
            message = f"this publication at {one[0]} {one[1]} is there already"
            yield record.problem("repeated-publication", message, "also", index, hint="remove one of the two")
        seen.add(one)


def _publication(record: Record, *where: str | int) -> tuple[str, str, str]:
    return record.get(*where, "name"), record.get(*where, "year"), record.get(*where, "track") or "main"


def whole_status(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """A status names the other paper, or a page that says so."""
    kind, paper, link = (record.get("status", name) for name in ("kind", "paper", "link"))
    if kind == "superseded-by" and not paper:
        hint = "add its key: `paper: the-other-paper`"
        yield record.problem("missing-field", "the status does not name the other paper", "status", hint=hint)
    elif kind in ("withdrawn", "retracted") and not link and ("status", "link") not in record.empty:
        hint = "add the page that says so: `link: https://...`"
        yield record.problem("missing-field", f"the status '{kind}' has no link", "status", hint=hint)
    if kind in ("withdrawn", "retracted") and paper:
        hint = "write `kind: superseded-by`, or remove `paper`"
        message = f"a {kind} paper has no `paper` that takes its place"
        yield record.problem("status-paper", message, "status", "paper", hint=hint)


def superseding_papers_exist(records: Sequence[Record], _: Vocabulary) -> Iterator[Problem]:
    papers = {record.key: record for record in records if record.kind == "papers"}
    for record in papers.values():
        where = ("status", "paper")
        key = record.get(*where)
        if not key or where in record.empty:
            continue
        if key not in papers:
            hint = paper_meant(key, other_papers(papers, record))
            yield record.problem("unknown-paper", f"unknown paper '{key}'", *where, hint=hint)
        elif _ends_at(papers, key, record.key):
            message = "the paper is superseded by itself" if key == record.key else f"'{key}' is superseded by this one"
            hint = "the status belongs to the older of the two papers"
            yield record.problem("superseded-in-a-circle", message, *where, hint=hint)


def _ends_at(papers: dict[str, Record], key: str, end: str) -> bool:
    """Whether the chain of papers that supersede each other leads to a paper."""
    seen: set[str] = set()
    while key in papers and key not in seen and key != end:
        seen.add(key)
        key = papers[key].get("status", "paper")
    return key == end
