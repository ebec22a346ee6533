"""Categories, tags, venues and field names exist, and summaries are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..model import Named
from ..patterns import regex
from ..problems import Problem
from ..read import Record
from ..words import comparable_title, did_you_mean, nearest, slug
from .cited import kind_meant
from .fields import FIELDS_OF
from .meant import ALL
from .vocabulary import Vocabulary

_PLACEHOLDER = regex(
    r"(?i)^\W*(to-?do|tbd|tba|fix-?me|x{3,}|n/?a|none|lorem ipsum|placeholder|summary|coming soon"
    r"|to be (written|added|done)|(a |the )?summary (goes|comes) here|two to four sentences)\b"
)


_PREPRINT = regex(r"(?i)(arxiv|corr|preprint)\b")
_YEAR = regex(r"['’]?\b\d{2,4}\b")
LEAST_SUMMARY = 20  # characters
_LONGEST_LIST = 700
_SEVERAL = regex(r"\s*[\s;，、/|]\s*")
_ALIKE = 0.85  # of a word that is put right in a whole line, without a question
_NEAR = 0.78  # of a word that is shown: less alike are words such as `hashing` and `reasoning`
_TELLING = 12  # a name of so many letters among other words is no accident


def known_category(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    yield from _known(record, vocabulary, "category", vocabulary.categories, "categories", "category")


def known_tags(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    is_listed = False
    for index, word in record.items("tags"):
        parts = _SEVERAL.split(word) if isinstance(word, str) and vocabulary.tags else []
        if len(parts) > 1 and all(part in (vocabulary.tags or ()) for part in parts):
            hint = f"write each tag as an item of the list: [{', '.join(parts)}]"
            yield record.problem("unknown-tag", f"'{word}' are several tags", "tags", index, hint=hint)
            continue
        for problem in _known(record, vocabulary, "tag", vocabulary.tags, "tags", "tags", index):
            short = problem.hint.partition(": ")[0]  # the list of all tags once is enough
            yield replace(problem, hint=short) if is_listed else problem
            is_listed |= short != problem.hint


def known_venue(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    yield from _known(record, vocabulary, "venue", vocabulary.venues, "venues", "venue", "name")
    for index, _ in record.items("also"):
        yield from _known(record, vocabulary, "venue", vocabulary.venues, "venues", "also", index, "name")


def known_relation_kind(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    for index, _ in record.items("builds_on"):
        yield from _known(record, vocabulary, "relation", vocabulary.relations, "relations", "builds_on", index, "kind")


def _known(
    record: Record, vocabulary: Vocabulary, noun: str, known: Mapping[str, Named] | None, file: str, *where: str | int
) -> Iterator[Problem]:
    word = record.get(*where)
    if word and known is not None and where not in record.empty and word not in known:
        rest = f"the {file} are in {vocabulary.paths.get(file, file + '.yml')}"
        meant = _meant(word, known)
        if not meant and not nearest(word, known, _NEAR) and 0 < sum(map(len, known)) < _LONGEST_LIST:
            rest += f": {', '.join(known)}"
        hint = f"{meant} {rest}" if meant else did_you_mean(word, known, rest, _NEAR)
        if noun == "category" and not meant and (family := _family_meant(word, vocabulary)):
            hint = f"'{family[1]}' is a family: write category: {family[0]}, and below it family: {family[1]}"
        if noun == "venue" and not meant and _PREPRINT.match(word):
            is_all = where[0] == "venue" or len(record.items("also")) < 2
            what = f"the field `{where[0]}`" if is_all else "this item"
            hint = f"remove {what}: a preprint is no publication, and its arXiv id is in `arxiv`"
        if noun == "relation" and (kind := kind_meant(word, vocabulary.relations or {})):
            hint = f"did you mean '{kind}'? {rest.partition(': ')[0]}"
        yield record.problem(f"unknown-{noun}", f"unknown {noun} '{word}'", *where, hint=hint)


def _family_meant(word: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The category and the family that are meant by the name of a family."""
    for key, category in (vocabulary.categories or {}).items():
        inside = next((name for name in category.families if f"-{name}-" in f"-{slug(word)}-"), "")
        if family := term_meant(word, category.families) or inside:
            return key, family
    return None


def _meant(word: str, known: Mapping[str, Named]) -> str:
    """A hint for an old key, a display name, or a name with its year; "" if nothing is known by it."""
    old = _renamed(word, known)
    named = "" if old else _named(word, known)
    return f"it is called '{old}' now;" if old else f"write {named};" if named else ""


def term_meant(word: str, known: Mapping[str, Named]) -> str:
    """The key of a term that is written in another way, or almost right; "" if there is none.

    >>> term_meant("Long Context", {"long-context": Named(name="long context", description="")})
    'long-context'
    """
    if word in known:
        return word
    return term_named(word, known) or nearest(word, known, _ALIKE) or ""


def term_named(word: str, known: Mapping[str, Named]) -> str:
    """The key of the term with this old key or with this name; "" if there is none."""
    return _renamed(word, known) or _named(word, known)


def tags_meant(words: Sequence[str], known: Mapping[str, Named]) -> tuple[list[str], list[str]]:
    """The keys of the tags that are written, and the words that are no tag."""
    keys: dict[str, None] = {}
    others = []
    for word in words:
        parts = re.split(r"[\s/]+", word.lower())
        if all(part in known for part in parts):
            keys.update(dict.fromkeys(parts))
        elif whole := term_meant(word, known):
            keys[whole] = None
        else:
            others.append(word)
    return list(keys), others


def _renamed(word: str, known: Mapping[str, Named]) -> str:
    return next((key for key, term in known.items() if word in getattr(term, "aliases", ())), "")


def _named(word: str, known: Mapping[str, Named]) -> str:
    """The key of the term whose name is in a text; "" if there is none."""
    written = f" {comparable_title(_YEAR.sub(' ', word))} "
    best = max(known, key=lambda key: _longest_name_in(written, key, known[key]), default="")
    length = _longest_name_in(written, best, known[best]) if best else 0
    is_whole = length == len(written) - 2
    is_key = re.search(rf"(?<!\w){re.escape(best)}(?!\w)", word)
    if length and (is_whole or is_key or length >= _TELLING):
        return best
    # A part of one name: of `Conference on Clocks and Sundials`, the words after `on`.
    bare = written.strip()
    whole = [
        key
        for key, term in known.items()
        if len(bare) >= _TELLING and f" {bare} " in f" {comparable_title(term.name)} "
    ]
    return whole[0] if len(whole) == 1 else ""


def _longest_name_in(written: str, key: str, term: Named) -> int:
    """The length of the longest name of a term among other words."""
    names = [key, term.name, *getattr(term, "meetings", {}).values(), *getattr(term, "proceedings", {}).values()]
    folded = (comparable_title(_YEAR.sub(" ", name.replace("{year}", ""))) for name in names)
    return max((len(name) for name in folded if name and f" {name} " in written), default=0)


def written_summary(record: Record, _: Vocabulary) -> Iterator[Problem]:
    summary = record.get("summary").strip()
    if (
        summary
        and "summary" not in {where[0] for where in record.empty}
        and (_PLACEHOLDER.match(summary) or len(summary) < LEAST_SUMMARY)
    ):
        hint = "say what it is about, in your own words"
        yield record.problem("placeholder-summary", "the summary is a placeholder", "summary", hint=hint)


def known_source_fields(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """`sources`, `corrections` and `pinned` name fields that exist."""
    known = [name for name in FIELDS_OF[record.kind] if name != "key"]
    named: list[tuple[object, tuple[str | int, ...]]] = [
        (name, ("sources", index, "fields", inner))
        for index, source in record.items("sources")
        if isinstance(source, dict) and isinstance(source.get("fields"), list)
        for inner, name in enumerate(source["fields"])
    ] + [
        (record.get("corrections", index, "field"), ("corrections", index, "field"))
        for index, _ in record.items("corrections")
    ]
    named += [(name, ("pinned", index)) for index, name in record.items("pinned")]
    for name, where in named:
        if isinstance(name, str) and name and name.split(".")[0] not in known and where not in record.empty:
            hint = did_you_mean(name, known)
            if name in ALL:
                hint = f"name each one: [{', '.join(field for field in record.values if field in known)}]"
            yield record.problem("unknown-field", f"unknown field '{name}'", *where, hint=hint)
