"""What the hint of a problem says to type, where it leaves nothing to decide."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..patterns import regex
from ..problems import Problem

# A person decides: the hint is a guess, names something to find out, or would lose what somebody wrote.
_OPEN = regex(
    r"\.\.\.|…|, or accept|, or the address|\bfor an organisation, set .* in authors\.yml| or \d{4}-|; without '"
    r"|: and (?:one of|what) |, or close it$"
)
_OPEN_RULES = frozenset(
    {"shouted-author", "lower-case-author", "title-case", "source-place", "similar-author", "stray-mark"}
)
_AFTER = regex(r"; .*$|,? in place of .*$|, or put two spaces .*$|, the (?:key of that paper|month of the arXiv id).*$")
_FIELD = regex(r"(?:in its place, )?write (?P<name>[a-z][a-z_-]*): (?P<value>\S.*)")
_YAML = regex(
    r"(?:in its place, write|in single quotes, write|write formulas in single quotes:(?: [\w-]+:)?) (?P<value>\S.*)"
)
_TEXT = regex(r"write (?:the given name first: |in their place: )?(?P<value>\S.*)")
_RENAMED = regex(r"it is called '(?P<value>[^']+)' now\b")
_OLD_NAME = regex(r" in place of `(\w+)`")
_WORDS = regex(
    r"write (?:`|it |the (?!given name first)|one of |an item |symbols|words |your |each |left |in its place, each |- )"
)
_REMOVE = regex(r"remove (?:the line|the field `\w+`|this item)(?:: .*)?$")
_SEVERAL = regex(r"write each \w+ as an item of the list: \[(?P<value>.*)\]$")
_NEAR = regex(r"did you mean '([^']+)'\?")
_WRITTEN = regex(r"'([^']+)'$")
_REPEATED = frozenset({"repeated-tag", "repeated-code"})


@dataclass(frozen=True, slots=True)
class Advice:
    """What to type at the place of a problem: a value in YAML for a field (`name`), or for whatever is at that place.

    With `old_name`, the field replaces another one. Without a value, what is there is to be removed. `is_text` is true
    for a text that YAML may want in quotes, `is_several` for items that replace one item.
    """

    value: str = ""
    name: str = ""
    old_name: str = ""
    is_text: bool = False
    is_several: bool = False


def advice_of(problem: Problem) -> Advice | None:
    """What the problem's hint says to type, or None where a person has to decide.

    >>> def advice(hint, rule="wrong-type"):
    ...     return advice_of(Problem("a.yml", 1, 1, rule, "error", "", hint))
    >>> advice("write date: 2024-05")
    Advice(value='2024-05', name='date', old_name='', is_text=False, is_several=False)
    >>> advice('write arxiv: "2105.01234" in place of `url`')
    Advice(value='"2105.01234"', name='arxiv', old_name='url', is_text=False, is_several=False)
    >>> advice("write Ada: a clock"), advice("write venue: {name: ..., year: 2022}")
    (Advice(value='Ada: a clock', name='', old_name='', is_text=True, is_several=False), None)
    """
    hint = problem.hint
    if problem.rule in _REPEATED or (_REMOVE.match(hint) and problem.rule != "placeholder"):
        return Advice()
    several = _SEVERAL.match(hint)
    if several:
        return Advice(several["value"], is_several=True)
    near, written = _NEAR.match(hint), _WRITTEN.search(problem.message)
    if near and written and _folded(near[1]) == _folded(written[1]):
        return Advice(near[1], is_text=True)
    if problem.rule in _OPEN_RULES or _OPEN.search(hint) or _WORDS.match(hint):
        return None
    old = _OLD_NAME.search(hint)
    found = _FIELD.match(hint)
    if found:
        return Advice(_value(found), found["name"], old[1] if old else "")
    found = _YAML.match(hint)
    if found:
        return Advice(_value(found))
    found = _RENAMED.match(hint) or _TEXT.match(hint)
    if not found:
        return None
    value = _value(found)
    return Advice(value, is_text=value[0] not in "[{'\"")


def _folded(word: str) -> str:
    """A word without its capitals, spaces and hyphens."""
    return re.sub(r"[\W_]", "", word.casefold())


def _value(found: re.Match[str]) -> str:
    """The value without the explanation after it, which a value in quotes or brackets may seem to hold."""
    value = found["value"]
    close = {"[": "]", "{": "}", "'": "'", '"': '"'}.get(value[0])
    if close and value.endswith(close):
        return value
    return _AFTER.sub("", value)
