"""`paperatlas rename`: another name for a paper, tag, category, venue or author."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..edit import replace_file
from ..fixes.rename import KINDS, Change, NotRenamed, renamed, with_new_links
from .shared import as_diff, catalogue_option


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
    for change in changes:
        print(as_diff(change.old, change.new, change.path, change.new_path), end="")
    if not yes and not click.confirm(f"Write {len(changes)} files?", err=True):
        raise click.Abort
    for change in changes:
        replace_file(change.path, change.old.encode(), change.new.encode(), change.new_path)
    print(f"'{old}' is '{new}' now, in {len(changes)} files", file=sys.stderr)
    return 0


def _links(docs: Path, kind: str, old: str, new: str) -> list[Change]:
    """The hand-written pages that link to the old address."""
    found = []
    for page in sorted(docs.glob("**/*.md")):
        text = page.read_bytes().decode()
        if (linked := with_new_links(text, kind, old, new)) != text:
            found.append(Change(page, text, linked, page))
    return found
