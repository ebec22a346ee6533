"""Fields without a fact: empty ones, and words in place of a fact that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..model import Named
from ..model.fields import description
from ..patterns import regex
from ..problems import Problem
from ..read import Record
from .fields import ENTRY_TYPES, FIELDS_OF, model_at
from .vocabulary import Vocabulary

Where = tuple[str | int, ...]

_NOTHING = regex(
    r"(?i)(?:none|no|n/?a|n\.a\.?|nil|nothing|unknown|false|[-–—?]+|tb[da]|todo|coming soon|missing|empty)"
    r"(?: (?:yet|so far|available|released|published|known|found|public|official|code|venue|awards?|methods?|doi))*"
    r"[.!]?|not (?:\w+ )?(?:applicable|available|known|yet|released|published|public|found|given|announced|needed)"
    r"(?: (?:yet|so far|released|available|published|known|public|announced))*[.!]?"
    r"|to be (?:announced|released|added|published|determined)[.!]?"
)
_FIRST = frozenset("nNuUtTfFcCmMeE-–—? \n\t")  # the characters with which such words begin
# Fields whose inner texts may be such words.
_OF_WORDS = ("methods", "corrections", "accepted")
_OTHER_RULES = ("title", "authors")


def is_nothing(value: object) -> bool:
    """Whether a text, or a list of one text, is in place of a fact that there is not.

    >>> is_nothing("None"), is_nothing(["no code yet"]), is_nothing("not available"), is_nothing("None so deep")
    (True, True, True, False)
    """
    if isinstance(value, list):
        return len(value) == 1 and isinstance(value[0], str) and is_nothing(value[0])
    return isinstance(value, str) and value[:1] in _FIRST and bool(_NOTHING.fullmatch(value.strip()))


def no_words_for_nothing(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """A fact that there is not has no line: `awards: none`."""
    fields = FIELDS_OF[record.kind]
    for name, value in record.values.items():
        if name in _OTHER_RULES or name not in fields or fields[name].is_required():
            continue
        if is_nothing(value):
            where: Where = (name, 0) if isinstance(value, list) else (name,)
            what = "the line" if len(where) == 1 else f"the field `{name}`"
            yield from _nothing(record, where, name, what)
        elif name not in _OF_WORDS and not isinstance(value, str) and _has_nothing(value):
            yield from _inside(record, name, value)


def _nothing(record: Record, where: Where, name: str, what: str) -> Iterator[Problem]:
    if where not in record.empty:
        message = f"'{record.get(*where).strip()}' is not needed: `{name}` is optional"
        yield record.problem("placeholder", message, *where, hint=f"remove {what}")


def _inside(record: Record, name: str, value: object) -> Iterator[Problem]:
    """Words for nothing in the items and groups of a field."""
    kind = ENTRY_TYPES[record.kind]
    for where, text in texts_in(value, (name,)):
        if not is_nothing(text):
            continue
        step = where[-1]
        if isinstance(step, int):
            yield from _nothing(record, where, name, "this item")
            continue
        inner = model_at(kind, where[:-1]).model_fields.get(step)
        if inner is None or inner.annotation is bool:
            continue
        if not inner.is_required():
            yield from _nothing(record, where, step, f"`{step}`")
        elif step in ("name", "url", "paper"):  # without it, the group says nothing
            is_alone = len(where) == 2 or len(record.items(name)) == 1
            yield from _nothing(record, where, name, f"the field `{name}`" if is_alone else "this item")


def _has_nothing(value: object) -> bool:
    """Whether one of the texts is such a word. This costs less than to find the place of each text."""
    if isinstance(value, str):
        return is_nothing(value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_has_nothing, inner))


def texts_in(value: object, where: Where) -> Iterator[tuple[Where, str]]:
    """All texts of a value with their places."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts_in(item, (*where, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_in(item, (*where, key))


# --- Empty fields ---


def to_write(record: Record, vocabulary: Vocabulary, where: Where) -> str:
    """What a field may hold that is needed, but is empty or not there: the words to choose from, or what it says."""
    name = str(where[-1])
    known = _words_for(record, vocabulary, where)
    if known:
        words = ", ".join(known)
        if name == "tags":
            return f"write tags: [...] with some of {vocabulary.paths.get('tags', 'tags.yml')}: {words}"
        return f"write {name}: and one of {words}"
    text = description(model_at(ENTRY_TYPES[record.kind], where[:-1]), name)
    return f"{name}: {text}" if text else ""


def _words_for(record: Record, vocabulary: Vocabulary, where: Where) -> Mapping[str, Named] | list[str]:
    if where == ("family",):
        category = (vocabulary.categories or {}).get(record.get("category"))
        return [*category.families] if category else []
    known = {
        ("category",): vocabulary.categories,
        ("tags",): vocabulary.tags,
        ("venue", "name"): vocabulary.venues,
        ("builds_on", "kind"): vocabulary.relations,
    }
    return known.get(tuple(step for step in where if isinstance(step, str))) or {}


def empty_fields(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A field that an entry needs is empty: what to write into it."""
    for where in sorted(record.empty, key=str):
        if not where or not isinstance(where[-1], str):
            continue
        field = model_at(ENTRY_TYPES[record.kind], where[:-1]).model_fields.get(where[-1])
        if field is None or not (field.is_required() or where == ("family",)):
            continue
        empty = record.problem("empty-needed", f"'{where[-1]}' is empty", *where, at_key=True)
        line = record.text.split("\n")[empty.line - 1]
        hint = to_write(record, vocabulary, where)
        if hint and not re.match(r"[^:]*: *#[^\s#]", line[empty.column - 1 :]):  # a comment, which the reader names
            yield record.problem("empty-needed", empty.message, *where, at_key=True, hint=hint)
