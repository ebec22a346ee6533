"""`paperatlas export`: papers in a format for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..catalogue import Catalogue
from ..exports import FORMATS
from ..model import Paper
from ..words import did_you_mean
from .shared import cannot_write, catalogue_folder, load_right


@click.command()
@catalogue_folder
@click.option("--format", "form", type=click.Choice([*FORMATS]), required=True, help="The format.")
@click.option("--keys", metavar="K,K,...", help="The papers to export, in this order.  [default: all, newest first]")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="[default: the terminal]")
def command(path: Path, form: str, keys: str | None, output: Path | None) -> int:
    """Export papers as BibTeX, RIS, CSL-JSON or CSV.

    Example: paperatlas export --format bibtex --keys gla,mamba
    """
    catalogue = load_right(path, sys.stderr)  # a redirected document must not contain problems
    papers = catalogue.newest_first if keys is None else _chosen(catalogue, keys)
    chosen = FORMATS[form]
    document = chosen.document(chosen.records(catalogue, papers)).encode()
    if output is None:
        # As bytes: the encoding and line endings of the terminal must not change them.
        sys.stdout.flush()
        sys.stdout.buffer.write(document)
        return 0
    try:
        output.write_bytes(document)
    except OSError as error:
        raise cannot_write(output, error) from None
    return 0


def _chosen(catalogue: Catalogue, keys: str) -> tuple[Paper, ...]:
    known = {alias: paper for paper in catalogue.newest_first for alias in paper.aliases} | dict(catalogue.papers)
    wanted = [key for key in map(str.strip, keys.split(",")) if key]
    for key in wanted:
        if key not in known:
            near = did_you_mean(key, known)
            raise click.ClickException(f"no paper '{key}'" + (f"; {near}" if near else ""))
    # An old and a new key may both be given for one paper.
    return tuple({known[key].key: known[key] for key in wanted}.values())
