"""`paperatlas awesome`: writes all entries into the awesome list."""

from __future__ import annotations

from pathlib import Path

import click

from ..interchange import awesome
from .shared import catalogue_folder, load_right


@click.command()
@catalogue_folder
@click.option(
    "--output", type=click.Path(path_type=Path), default="AWESOME.md", show_default=True, help="The list in Markdown."
)
def command(path: Path, output: Path) -> int:
    """Write all entries into the awesome list.

    Example: paperatlas awesome
    """
    catalogue = load_right(path)
    try:
        text = awesome.updated(output.read_text(encoding="utf-8"), catalogue)
        output.write_text(text, encoding="utf-8", newline="\n")
    except ValueError as error:
        raise click.ClickException(f"'{output}': {error}") from None
    return 0
