"""`paperatlas add`: collects what is known of a paper and writes its entry."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import catalogue_option, open_web

if TYPE_CHECKING:
    from .adding import Adder, Outcome

_SHOWN = 80  # characters of what was asked for


@click.command(
    epilog="PAPERATLAS_MAILTO is an e-mail address at which services can reach you. "
    "With PAPERATLAS_SEMANTIC_SCHOLAR_KEY it asks Semantic Scholar too."
)
@click.argument("whats", nargs=-1, required=True, metavar="WHAT...")
@catalogue_option
@click.option("--category", default="", help="The category.")
@click.option("--family", default="", help="The family of the category.")
@click.option("--tags", default="", help="The tags, with commas between them.")
@click.option("--key", default="", help="The name of the file, and the end of the page's address.")
@click.option("--short-name", default="", help="The name that readers know it by.")
@click.option("--tldr", default="", help="What it does, in one line.")
@click.option("--summary", default="", help="The summary, in your own words.")
@click.option("--builds-on", multiple=True, metavar="'KEY KIND HOW'", help="An earlier paper that it builds on.")
@click.option("--anyway", is_flag=True, help="Add it although another entry has a title like it.")
@click.option("--yes", is_flag=True, help="Take what is proposed and write it, without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON; write only with --yes.")
def command(
    whats: tuple[str, ...],
    path: Path,
    category: str,
    family: str,
    tags: str,
    key: str,
    short_name: str,
    tldr: str,
    summary: str,
    builds_on: tuple[str, ...],
    anyway: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Add papers: collect the facts, propose category and tags, write the entry.

    WHAT is an arXiv id, a DOI, a link, a .bib file, a BibTeX record or a title.

    Example: paperatlas add 2312.06635 --category architectures
    """
    only_one = (key, short_name, tldr, summary, *builds_on)
    if len(whats) > 1 and any(only_one):
        raise click.UsageError("--key, --short-name, --tldr, --summary and --builds-on are for one paper at a time")
    web = open_web(path)
    from ..sources.draft import Choices
    from .adding import Adder

    chosen = Choices(
        key=key,
        short_name=short_name,
        category=category,
        family=family,
        tags=tuple(filter(None, map(str.strip, tags.split(",")))),
        tldr=tldr,
        summary=summary,
        builds_on=[_relation(text) for text in builds_on],
    )
    asks = not yes and not as_json and sys.stdin.isatty()
    adder = Adder(path, web, chosen, asks=asks, is_agreed=yes, only_shows=as_json and not yes, anyway=anyway)
    return _all(adder, whats, as_json=as_json)


def _all(adder: Adder, whats: Sequence[str], *, as_json: bool) -> int:
    """Adds one after the other. What is written stays if a later one fails or is stopped."""
    outcomes: list[Outcome] = []
    try:
        for outcome in _each(adder, whats):
            outcomes.append(outcome)
            if not as_json:
                _show(outcome)
    except (KeyboardInterrupt, click.Abort):
        written = [one.path for one in outcomes if one.is_written]
        if not written:
            raise click.Abort from None
        click.echo(f"paperatlas: stopped; written before: {', '.join(written)}", err=True)
        return 2
    if as_json:
        print(json.dumps({"papers": [one.as_json() for one in outcomes]}, ensure_ascii=False, indent=2))
    return int(any(one.status not in ("added", "found") for one in outcomes))


def _each(adder: Adder, whats: Sequence[str]) -> Iterator[Outcome]:
    from ..sources.what import What, what
    from .adding import Outcome

    papers: list[What] = []
    for text in whats:
        try:
            papers += what(sys.stdin.read() if text == "-" else text)
        except ValueError as error:
            papers.append(What(text[:_SHOWN], refused=str(error)))
    for number, one in enumerate(papers, start=1):
        if len(papers) > 1:
            click.echo(f"{number} of {len(papers)}: {one.text[:_SHOWN]}", err=True)
        yield Outcome(one.text, "failed", one.refused) if one.refused else adder.add(one)


def _relation(text: str) -> dict[str, str]:
    words = text.split(maxsplit=2)
    if len(words) < 3:
        raise click.UsageError(f"--builds-on '{text}' is too short: write the key, the kind, and how in a few words")
    return dict(zip(("paper", "kind", "how"), words, strict=True))


def _show(outcome: Outcome) -> None:
    for note in outcome.notes:
        click.echo(f"note: {note}", err=True)
    if outcome.status == "failed":
        click.echo(f"{outcome.what}: {outcome.message}", err=True)
        return
    for one in outcome.differences:
        print(f"  {one.field}: {one.ours or 'none'} here, {one.theirs} at {one.at}")
    if outcome.problems:
        from ..problems import as_text

        print(as_text(outcome.problems))
    click.echo(outcome.message, err=True)
