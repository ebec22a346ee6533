"""What `paperatlas add` asks a person at a terminal."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher

import click

from ..catalogue import Catalogue
from ..model.values import TLDR_LENGTH
from ..model.vocabularies import Style
from ..sources.alike import comparable
from ..sources.draft import Choices
from ..sources.propose import Proposals
from ..words import nearest, shortened

_COPIED = 0.6  # of the words of a summary, in one piece of the abstract or in several


def ask_choices(filled: Choices, given: Choices, catalogue: Catalogue, proposals: Proposals) -> Choices:
    """Asks for what the options do not say. Enter takes what is proposed."""
    found = filled
    if not given.category:
        category = _ask_term("category", found.category, [*catalogue.categories])
        found = replace(found, category=category, family=found.family if category == found.category else "")
    families = catalogue.categories[found.category].families if found.category in catalogue.categories else {}
    if families and not given.family:
        found = replace(found, family=_ask_term("family", found.family or next(iter(families)), [*families]))
    if not given.tags:
        found = replace(found, tags=_ask_tags(found, catalogue))
    if not given.short_name:
        name = click.prompt("short name (- for none)", default=found.short_name or "-", err=True)
        found = replace(found, short_name="" if name.strip() == "-" else name.strip())
    if not given.builds_on and found.category in catalogue.vocabulary.style.related:
        found = replace(found, builds_on=_ask_relations(catalogue, proposals))
    return found


def _ask_term(noun: str, default: str, known: list[str]) -> str:
    while True:
        word = str(click.prompt(noun, default=default or None, err=True)).strip()
        if word in known:
            return word
        near = nearest(word, known)
        click.echo(
            f"no {noun} '{word}'; " + (f"did you mean '{near}'?" if near else f"one of {', '.join(known)}"), err=True
        )


def _ask_tags(found: Choices, catalogue: Catalogue) -> tuple[str, ...]:
    while True:
        text = str(click.prompt("tags", default=", ".join(found.tags), err=True))
        words = [word for word in (part.strip() for part in text.split(",")) if word]
        wrong = [word for word in words if word not in catalogue.tags]
        if words and not wrong:
            return tuple(dict.fromkeys(words))
        for word in wrong:
            near = nearest(word, catalogue.tags)
            click.echo(f"no tag '{word}'" + (f"; did you mean '{near}'?" if near else ""), err=True)


def _ask_relations(catalogue: Catalogue, proposals: Proposals) -> list[dict[str, str]]:
    """The earlier papers that it builds on, as far as the person knows them."""
    found = []
    for one in proposals.relations:
        paper = catalogue.papers[one.value]
        kinds = [*catalogue.relation_kinds]
        click.echo(f"{paper.label} ({one.why})", err=True)
        kind = _ask_term(f"does it build on it? one of {', '.join(kinds)}; - for no", "-", [*kinds, "-"])
        if kind != "-":
            how = str(click.prompt("how, in a few words", err=True)).strip()
            found.append({"paper": one.value, "kind": kind, "how": how})
    return found


def ask_texts(chosen: Choices, title: str, abstract: str, style: Style) -> Choices:
    """Opens the editor for the summary and the line; what is not written there stays open."""
    if chosen.summary and chosen.tldr:
        return chosen
    length = style.summary_words
    words = f"{length.least} to {length.most} words" if length else "two to four sentences"
    lines = [
        *("# Lines that begin with # are removed. An empty field stays open.", f"# {title}", "#"),
        *_commented(abstract),
        *("#", f"# What it does, in one line of at most {TLDR_LENGTH} characters:", f"tldr: {chosen.tldr}".rstrip()),
        f"# {words} in your own words: the problem, the idea, what it showed. Do not copy the abstract.",
        *(f"summary: {chosen.summary}".rstrip(), ""),
    ]
    try:
        text = click.edit("\n".join(lines), extension=".txt")
    except click.ClickException as error:  # there is no editor
        click.echo(f"{error.format_message()}; the summary stays open", err=True)
        text = None
    tldr, summary = written(text or "")
    if summary and is_copied(summary, abstract):
        click.echo("the summary is copied from the abstract, so it stays open; write it in your own words", err=True)
        summary = ""
    return replace(chosen, tldr=tldr or chosen.tldr, summary=summary or chosen.summary)


def _commented(abstract: str) -> list[str]:
    import textwrap

    text = shortened(abstract, 4000) if abstract else "(no service gives the abstract)"
    return [f"# {line}" for line in textwrap.wrap(text, 100)]


def written(text: str) -> tuple[str, str]:
    r"""What a person wrote as `tldr` and as `summary`.

    >>> written("# A\ntldr: It ticks.\n# B\nsummary: It is\n  a clock.\n")
    ('It ticks.', 'It is a clock.')
    """
    found = {"tldr": "", "summary": ""}
    name = ""
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        begin, colon, rest = line.partition(":")
        if colon and begin.strip() in found:
            name, line = begin.strip(), rest
        if name:
            found[name] = f"{found[name]} {line.strip()}".strip()
    return " ".join(found["tldr"].split()), " ".join(found["summary"].split())


def is_copied(summary: str, abstract: str) -> bool:
    """Whether most of a summary is in the abstract, in pieces of five words or more.

    >>> is_copied("We show that clocks of sand run on time.", "In this work we show that clocks of sand run on time.")
    True
    """
    own, theirs = comparable(summary).split(), comparable(abstract).split()
    blocks = SequenceMatcher(None, own, theirs, autojunk=False).get_matching_blocks()
    return bool(own) and sum(block.size for block in blocks if block.size >= 5) > _COPIED * len(own)
