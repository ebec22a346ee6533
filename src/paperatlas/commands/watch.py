"""`paperatlas watch`: new papers that may belong into the catalogue."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from ..problems import cell
from .shared import catalogue_folder, load_right, open_web, today


@click.command()
@catalogue_folder
@click.option(
    "--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="How new a paper is, at most."
)
@click.option("--most", type=click.IntRange(1), default=40, show_default=True, help="How many papers to show.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to print.")
def command(path: Path, days: int, most: int, form: str) -> int:
    """Find new papers that may belong into the catalogue, the likeliest first, each with reasons.

    `watch.yml` in the catalogue says what to look for: searches of arXiv, and public lists. Semantic Scholar adds what
    is like the newest papers, and what cites the most important ones.

    Example: paperatlas watch --days 7
    """
    catalogue = load_right(path, sys.stderr)
    web = open_web(path)
    from ..sources.watching import as_markdown, candidates
    from ..sources.web import WebError

    missed: list[str] = []
    since = date.fromordinal(max(1, today().toordinal() - days))
    try:
        found = candidates(web, catalogue, since, missed.append, lambda line: click.echo(line, err=True))
    except WebError as error:
        raise click.ClickException(f"no service answered: {error}") from None
    for line in missed:
        print(f"paperatlas: {line}", file=sys.stderr)
    shown = found[:most]
    if form == "json":
        names = ("url", "date", "score", "reasons", "near")
        rows = [{"title": one.facts.title} | {name: getattr(one, name) for name in names} for one in shown]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "markdown":
        print(as_markdown(shown, cell), end="")
    else:
        for one in shown:
            print(f"{one.date}  {one.facts.title}\n  {one.url}\n  {'; '.join(one.reasons)}; like {', '.join(one.near)}")
    print(f"{len(found)} new papers; add one with `paperatlas add ID`, or write it into watch.yml", file=sys.stderr)
    return 0
