"""`paperatlas coverage`: reports which papers of awesome lists are in the catalogue."""

from __future__ import annotations

from pathlib import Path

import click

from .. import stats
from ..sources import awesome_list
from .shared import catalogue_option, load_right


@click.command()
@click.argument("lists", nargs=-1, required=True, metavar="LIST.md...", type=click.Path(path_type=Path))
@catalogue_option
@click.option("--ids", is_flag=True, help="Print only the arXiv ids, in the form that lists.yml uses.")
def command(lists: tuple[Path, ...], path: Path, ids: bool) -> int:
    """Report which papers of an awesome list are in the catalogue.

    Example: paperatlas coverage ../awesome-list/README.md
    """
    catalogue = load_right(path)
    known = stats.arxiv_ids(catalogue)
    for file in lists:
        try:
            listed = awesome_list.items(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise click.ClickException(f"cannot read '{file}' as a list in UTF-8: {error}") from None
        if ids:
            print(f"arxiv: [{', '.join(item.arxiv for item in listed)}]")
            continue
        missing = [item for item in listed if item.arxiv not in known]
        for item in missing:
            print(f"{file.as_posix()}:{item.line}: {item.arxiv} {item.title}".rstrip())
        here = len(listed) - len(missing)
        share = f" ({here / len(listed):.0%})" if listed else ""
        print(f"{file.as_posix()}: {here:,} of {len(listed):,} arXiv ids are in the catalogue{share}")
    return 0
