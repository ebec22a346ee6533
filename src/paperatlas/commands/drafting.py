"""The entry for a suggested paper, and the answer to the person who suggested it, who need not know YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from ..problems import cell
from ..sources.draft import Choices
from ..sources.suggestion import Suggestion
from ..sources.web import Web
from ..sources.what import what
from .adding import Adder, Outcome

_ASKS = {
    "tldr": "what the paper does, in one line of at most 110 characters that ends with a full stop",
    "summary": "two to four sentences in your own words: the problem, the idea, what it showed",
}


@dataclass(frozen=True, slots=True)
class Drafted:
    """The answer in Markdown, and the entry; `text` is "" if there is none."""

    answer: str
    title: str = ""
    key: str = ""
    text: str = ""


def drafted(root: Path, web: Web, asked: Suggestion, answers: Mapping[str, str]) -> Drafted:
    """Collects the facts of a suggested paper. Nothing is written into the catalogue."""
    try:
        if asked.link.lower().endswith((".bib", ".bibtex")) and "://" not in asked.link:
            raise ValueError("a file cannot be read from here")
        (wanted, *_) = what(asked.link)
    except ValueError as error:
        return Drafted(_answer(f"I could not find this paper: {cell(str(error))}.", _again()))
    chosen = Choices(
        key=answers.get("key", ""),
        short_name=answers.get("name", ""),
        category=answers.get("category", ""),
        tags=tuple(filter(None, (tag.strip() for tag in answers.get("tags", "").split(",")))),
        tldr=answers.get("tldr", ""),
        summary=answers.get("summary", ""),
    )
    try:
        outcome = Adder(root, web, chosen, asks=False, is_agreed=True, only_shows=True, anyway=False).add(wanted)
    except click.exceptions.Exit:
        return Drafted(_answer("The catalogue has errors now, so I cannot add to it. A maintainer will look at it."))
    if outcome.status == "present":
        return Drafted(_answer(f"This paper is here already: {cell(outcome.message)}.", _differences(outcome)))
    if outcome.status != "found":
        return Drafted(_answer(f"I could not make an entry: {cell(outcome.message)}.", _again()))
    title = str((outcome.values or {}).get("title", outcome.key))
    return Drafted(_answer(*_found(asked, outcome, chosen)), f"Add {title}", outcome.key, outcome.text)


def _answer(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _again() -> str:
    return "Please edit the link in your issue above, for example to the paper's page on arXiv. I will try again."


def _differences(outcome: Outcome) -> str:
    rows = [f"| {cell(one.field)} | {cell(one.ours)} | {cell(one.theirs)} |" for one in outcome.differences]
    if not rows:
        return ""
    return "\n".join(
        ["Its entry and the services differ:", "", "| Field | Here | There |", "| --- | --- | --- |", *rows]
    )


def _found(asked: Suggestion, outcome: Outcome, chosen: Choices) -> Iterator[str]:
    yield "Thank you! I have collected what is known of this paper and written its entry."
    missing = [name for name in _ASKS if not getattr(chosen, name)]
    if missing:
        lines = [f"- `{name}: ` and then {_ASKS[name]}" for name in missing]
        yield "\n".join(
            ["**What is missing, and only a person can write.** Answer in the issue, with a line for each:", "", *lines]
        )
    if outcome.proposals:
        yield "\n".join(["I chose these from the words of its abstract. Answer the same way to change them:", "",
                         *_chosen(outcome)])  # fmt: skip
    open_ones = [one for one in outcome.problems if one.rule not in ("placeholder", "missing-tldr")]
    if open_ones:
        lines = [f"- {cell(one.message)}" + (f": {cell(one.hint)}" if one.hint else "") for one in open_ones]
        yield "\n".join(["The check says:", "", *lines])
    if outcome.notes:
        yield "\n".join(["Notes:", "", *(f"- {cell(note)}" for note in outcome.notes)])
    if asked.why:
        yield f"Why it belongs here, in the words of the suggestion: {cell(' '.join(asked.why.split()))}"


def _chosen(outcome: Outcome) -> Iterator[str]:
    assert outcome.proposals
    values = outcome.values or {}
    category = next((one for one in outcome.proposals.category if one.value == values.get("category")), None)
    yield f"- `category: {values.get('category', '')}`" + (f" ({cell(category.why)})" if category else "")
    tags = values.get("tags")
    yield f"- `tags: {', '.join(map(str, tags)) if isinstance(tags, list) else ''}`"
