"""`paperatlas init`: makes a new atlas of another topic."""

from __future__ import annotations

from pathlib import Path

import click

from .. import __version__
from ..catalogue import load
from ..schema import write_schemas
from .shared import today


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--topic", required=True, metavar="WORDS", help="What the papers are about.")
@click.option("--methods", "with_methods", is_flag=True, help="Compare methods by formulas and properties.")
def command(folder: Path, topic: str, with_methods: bool) -> int:
    """Make a new atlas: a folder with a catalogue, pages, tests and workflows, ready to build.

    DIR is a new or empty folder.

    Example: paperatlas init proteins --topic "Protein language models"
    """
    from .. import start

    try:
        wishes = start.Wishes(start.cleaned(topic), today(), __version__, with_methods)
        with start.taking_the_place_of(folder) as new:
            written = start.write(new, wishes)
            write_schemas(new / "catalog/schema", load(new / "catalog").relation_kinds)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    except FileExistsError:
        raise click.ClickException(f"'{folder}' is not empty; choose a new folder") from None
    print(f"{folder}: {len(written)} files of a new atlas. Next:\n\n  cd {folder}\n  make serve\n")
    print("Then open http://127.0.0.1:8000/. README.md says how to add papers and publish the site.")
    return 0
