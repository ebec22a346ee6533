"""What readers type in the search box: `aliases.yml`, and what papers are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..problems import Problem
from ..read import Record
from ..words import fold
from .vocabulary import Vocabulary

_SEARCHED = ("title", "short_name", "summary", "tldr", "category", "lab")


def aliases_find_something(records: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Each meaning of an alias has all of its words in one paper, so that a search for the alias finds it."""
    written = next((record for record in records if record.kind == "aliases"), None)
    if written is None:
        return
    texts = [_text(record, vocabulary) for record in records if record.kind == "papers"]
    for alias, meanings in vocabulary.aliases.items():
        for number, meaning in enumerate(meanings):
            wanted = [f" {word}" for word in re.findall(r"\w+", fold(meaning))]
            if not any(all(word in text for word in wanted) for text in texts):
                where = (alias, number) if isinstance(written.values[alias], list) else (alias,)
                hint = "write words that a title, a summary or the name of a tag has"
                yield written.problem(
                    "alias-finds-nothing", f"no paper has the words '{meaning}'", *where, hint=hint, severity="warning"
                )


_FEWEST, _MOST = 3, 6
_SHOWN = ("title", "short_name", "arxiv_title", "tldr", "summary")


def asked_says_more(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """The phrases that a paper is asked by have words that search does not find it by already."""
    phrases = record.items("asked")
    if phrases and not _FEWEST <= len(phrases) <= _MOST:
        message = f"'asked' has {len(phrases)} phrases; expected are {_FEWEST} to {_MOST}"
        hint = "keep those that readers would type, and that are about no other paper"
        yield record.problem("asked-count", message, "asked", hint=hint, severity="warning", at_key=True)
    tags = vocabulary.tags or {}
    texts = [(f"the {name.replace('_', ' ')}", record.get(name)) for name in _SHOWN]
    texts += [("a tag", tags[tag].name) for _, tag in record.items("tags") if isinstance(tag, str) and tag in tags]
    said = [(what, f"{_words(text)} ") for what, text in texts if text]
    for index, phrase in phrases:
        words = f"{_words(phrase)} " if isinstance(phrase, str) else ""
        found = next((what for what, text in said if words and words in text), "")
        if found:
            message = f"'{phrase}' repeats {found}"
            hint = "write it in other words, or remove it"
            yield record.problem("asked-repeats", message, "asked", index, hint=hint, severity="warning")
        elif words:
            said.append((f"'{phrase}'", words))


def _text(record: Record, vocabulary: Vocabulary) -> str:
    """The words of a paper, each after a space."""
    tags = vocabulary.tags or {}
    names = [tags[tag].name for _, tag in record.items("tags") if isinstance(tag, str) and tag in tags]
    methods = [record.get("methods", index, "name") for index, _ in record.items("methods")]
    parts = [str(record.values.get(name) or "") for name in _SEARCHED]
    text = " ".join([*parts, *names, *methods, record.get("venue", "name")])
    return _words(text)


@lru_cache(maxsize=4096)  # a server asks again at every save
def _words(text: str) -> str:
    return " " + " ".join(re.findall(r"\w+", fold(text)))
