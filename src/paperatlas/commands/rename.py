"""`paperatlas rename`: another name for a paper, tag, category, venue or author."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..edit import Change
from ..fixes.rename import KINDS, NotRenamed, renamed, with_new_links
from .shared import catalogue_option, counted_files, show_changes, write_changes


@click.command()
@click.argument("old")
@click.argument("new")
@catalogue_option
@click.option("--kind", type=click.Choice([*KINDS]), help="What OLD is, if several things are called so.")
@click.option("--docs", type=click.Path(path_type=Path), default="docs", show_default=True, help="Pages with links.")
@click.option("--yes", is_flag=True, help="Write the changes without asking.")
def command(old: str, new: str, path: Path, kind: str | None, docs: Path, yes: bool) -> int:
    """Give a paper, tag, category, venue or author a new name, wherever it is used.

    The old name becomes an alias: old addresses lead to the new page.

    Example: paperatlas rename old-key new-key
    """
    try:
        found, changes = renamed(path, old, new, kind or "")
    except NotRenamed as error:
        raise click.ClickException(str(error)) from None
    changes += _links(docs, found, old, new)
    show_changes(changes)
    write_changes(changes, is_agreed=yes)
    print(f"'{old}' is '{new}' now, in {counted_files(changes)}", file=sys.stderr)
    return 0


def _links(docs: Path, kind: str, old: str, new: str) -> list[Change]:
    """The hand-written pages that link to the old address."""
    found = []
    for page in sorted(docs.glob("**/*.md")):
        text = page.read_bytes()
        change = Change(page, text, with_new_links(text.decode("utf-8"), kind, old, new), page)
        if change.is_needed:
            found.append(change)
    return found
