"""The papers and the kinds that a relation means, in whatever words they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import Relation, RelationKind
from ..patterns import regex
from ..read import Record
from ..words import comparable_title, did_you_mean, fold, nearest, slug
from .meant import items_of, plain

_CITATION = regex(
    r"\s*[(\[][^()\[\]]*(?:\bet al\b|\b(?:19|20)\d\d)[^()\[\]]*[)\]]|\s*\[\d+(?:, *\d+)*\]|\s*\bet al\.?$"
)
_TITLE_FIELDS = ("title", "name", "key", "id", "short_name")
_SAME_START = 5  # letters: extension, extends and extended by are one word
BY_KEY = "name a paper of this catalogue by its key, the name of its file"
ONLY_HERE = (
    "only papers of this catalogue can be named, each by its key, the name of its file; "
    "leave out a paper that has no entry"
)


def key_meant(written: str, papers: Mapping[str, Record]) -> str:
    """The key of the paper that is named by a key, an old key, a title, a short name or an id; "" if there is none."""
    if written in papers:
        return written
    same, bare = comparable_title(written), slug(written)
    started = []
    for key, record in papers.items():
        names = [record.get(name) for name in ("title", "arxiv_title", "short_name")]
        ids = [record.get(name) for name in ("arxiv", "doi", "openreview")]
        is_alias = written in [alias for _, alias in record.items("aliases")]
        if is_alias or (same and same in map(comparable_title, names)) or any(one and one in written for one in ids):
            return key
        if same and ":" in names[0] and comparable_title(names[0].partition(":")[0]) == same:
            started.append(key)
    if bare in papers or bare.removesuffix("s") in papers:
        return bare if bare in papers else bare.removesuffix("s")
    return started[0] if len(started) == 1 else ""


def paper_meant(written: str, papers: Mapping[str, Record]) -> str:
    """A hint: the key of the paper that was named by an old key, a title, a short name or an id."""
    key = key_meant(written, papers) or key_meant(_CITATION.sub("", written).strip(), papers)
    if key and written in [alias for _, alias in papers[key].items("aliases")]:
        return f"it is called '{key}' now: write {key}"
    if key:
        return f"write {key}, the key of that paper"
    return _nearest_or_none(written, papers)


def kind_meant(written: str, kinds: Mapping[str, RelationKind]) -> str:
    """The kind of relation that a word means: the nearest one, or one whose verb begins in the same way.

    >>> adds = RelationKind(name="adds to", inverse="extended by", description="")
    >>> kind_meant("extension", {"adds": adds}), kind_meant("uses", {"adds": adds})
    ('adds', '')
    """
    near = nearest(written, kinds)
    if near or not written:
        return near or ""
    start = fold(written)[:_SAME_START]
    for key, kind in kinds.items():
        words = re.findall(r"\w+", fold(f"{key} {kind.name} {kind.inverse}"))
        if len(start) == _SAME_START and any(word.startswith(start) for word in words):
            return key
    return ""


def titles_in(value: object, papers: Mapping[str, Record]) -> list[str]:
    """The papers that a text in place of a list names, without years and authors."""
    if not isinstance(value, str):
        return []
    if key_meant(value, papers):
        return [value]
    bare = _CITATION.sub("", value)
    return [bare] if key_meant(bare, papers) else items_of(bare)


def title_of(item: object) -> str:
    """The title in an item of relations without `paper`: a text, or a title with a colon that YAML made a group of.

    >>> title_of({"Clocks": "A Survey"}), title_of({"title": "Clocks", "how": "so"}), title_of({"paper": "clocks"})
    ('Clocks: A Survey', 'Clocks', '')
    """
    if isinstance(item, str):
        return item
    if not isinstance(item, dict) or not item or "paper" in item:
        return ""
    named = next((item[name] for name in _TITLE_FIELDS if isinstance(item.get(name), str)), "")
    parts = [f"{key}: {value}" for key, value in item.items() if isinstance(value, str)]
    is_split = len(parts) == len(item) == 1 and not item.keys() & Relation.model_fields.keys()
    return str(named) or (parts[0] if is_split else "")


@dataclass(frozen=True)
class Relations:
    """The relations that a value of any shape means."""

    groups: list[str]  # what to type for each paper of the catalogue
    others: list[str]  # titles of other papers
    kinds: Mapping[str, RelationKind]

    @property
    def hint_after(self) -> str:
        """What follows the line to type."""
        after = ""
        if self.kinds and any("kind: ..." in group for group in self.groups):
            after += f"; kind is one of {', '.join(self.kinds)}"
        if self.others:
            is_one = len(self.others) == 1
            after += f"; {' and '.join(map(repr, self.others))} {'is' if is_one else 'are'} not in this catalogue"
            after += f": leave {'it' if is_one else 'them'} out"
        return after


def relations_meant(
    items: list[object], papers: Mapping[str, Record], kinds: Mapping[str, RelationKind] | None
) -> Relations:
    found = Relations([], [], kinds or {})
    for item in items:
        for given in _given(item, papers):
            written = _CITATION.sub("", given["paper"]).strip() or given["paper"]
            key = key_meant(given["paper"], papers) or key_meant(written, papers)
            if not key:
                found.others.append(written)
                continue
            kind = kind_meant(given.get("kind", ""), found.kinds) or "..."
            fields = {"paper": key, "kind": kind, "how": given.get("how") or "...", **given}
            fields |= {"paper": key, "kind": kind}
            inner = ", ".join(f"{name}: {text if text == '...' else plain(text)}" for name, text in fields.items())
            found.groups.append("{" + inner + "}")
    return found


def _given(item: object, papers: Mapping[str, Record]) -> Iterator[dict[str, str]]:
    """The fields that an item gives, at least the paper."""
    title = title_of(item)
    if not isinstance(item, dict):
        yield from [{"paper": title}] if title else []
        return
    texts = {key: text for key, text in item.items() if isinstance(text, str)}
    if texts and all(key not in Relation.model_fields and key_meant(key, papers) for key in texts):
        yield from ({"paper": key, "kind": kind} for key, kind in texts.items())  # each with what was done
        return
    fields = {name: text for name, text in texts.items() if name in Relation.model_fields}
    if title or fields.get("paper"):
        yield {"paper": title, **fields}


def other_papers(papers: Mapping[str, Record], record: Record) -> dict[str, Record]:
    """The papers that an entry can name: no paper builds on itself."""
    return {key: paper for key, paper in papers.items() if key != record.key}


def relation_advice(value: object, papers: Mapping[str, Record], kinds: Mapping[str, RelationKind] | None) -> str:
    """What to type for relations of another shape than a list of groups."""
    items: list[object] = list(titles_in(value, papers)) if isinstance(value, str) else [value]
    found = relations_meant(value if isinstance(value, list) else items, papers, kinds)
    if found.groups:
        return f"write builds_on: [{', '.join(found.groups)}]{found.hint_after}"
    if found.others:
        return no_paper(found.others, papers)
    return f"write builds_on: [{{paper: ..., kind: ..., how: ...}}]; {BY_KEY}"


def no_paper(others: list[str], papers: Mapping[str, Record]) -> str:
    """What to do if no paper that was named is in the catalogue."""
    return _nearest_or_none(slug(others[0]), papers)


def _nearest_or_none(written: str, papers: Mapping[str, Record]) -> str:
    return did_you_mean(written, papers, BY_KEY if nearest(written, papers) else ONLY_HERE)
