"""`paperatlas schema`: writes the JSON Schemas that editors use."""

from __future__ import annotations

from pathlib import Path

import click

from ..schema import write_schemas
from .shared import cannot_write, catalogue_folder, load_right


@click.command()
@catalogue_folder
def command(path: Path) -> int:
    """Write the JSON Schemas for editors into the folder `schema` of the catalogue.

    Example: paperatlas schema
    """
    catalogue = load_right(path)
    try:
        write_schemas(path / "schema", catalogue.relation_kinds)
    except OSError as error:
        raise cannot_write(path / "schema", error) from None
    return 0
