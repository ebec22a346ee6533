"""`paperatlas mcp`: answers the questions of language models."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from ..addresses import as_folder, pages_of
from ..checkout import checkout_of
from ..interchange.place import Place
from ..site import contents
from .shared import catalogue_folder, load_right

PACKAGE = "mcp>=2.3,<3"  # as in pyproject.toml


@click.command()
@catalogue_folder
@click.option("--site", metavar="ADDRESS", help="The address of the published site (that of GitHub Pages).")
@click.option("--name", default="Atlas", show_default=True, help="The name of the site.")
def command(path: Path, site: str | None, name: str) -> int:
    """Answer the questions of language models, over standard input and output.

    Example: paperatlas mcp catalog --site https://owner.github.io/atlas/
    """
    try:
        from ..ask.server import server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise click.ClickException(f"this command needs another package; type: pip install '{PACKAGE}'") from None
    catalogue = load_right(path, sys.stderr)  # standard output belongs to the protocol
    found = checkout_of(path, os.environ)
    address = as_folder(site or found.site or pages_of(found.repository, found.forge))
    server(replace(contents(catalogue), place=Place(address, name))).run("stdio")
    return 0
