"""`paperatlas search-index`: writes the files of the search index."""

from __future__ import annotations

from pathlib import Path

import click

from ..search.files import search_files
from .shared import cannot_write, catalogue_option, load_right


@click.command("search-index")
@click.argument("folder", type=click.Path(path_type=Path))
@catalogue_option
def command(folder: Path, path: Path) -> int:
    """Write the files of the search index into a folder.

    Example: paperatlas search-index build/search
    """
    catalogue = load_right(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in search_files(catalogue).items():
            (folder / name).write_bytes(content)
            print(f"{(folder / name).as_posix()}: {len(content):,} bytes")
    except OSError as error:
        raise cannot_write(folder, error) from None
    return 0
