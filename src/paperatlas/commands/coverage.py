"""`paperatlas coverage`: reports which papers of awesome lists are in the catalogue."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from .. import stats
from ..sources import awesome_list
from .shared import catalogue_option, json_option, load_right, print_json


@click.command()
@click.argument("lists", nargs=-1, required=True, metavar="LIST.md...", type=click.Path(path_type=Path))
@catalogue_option
@click.option("--ids", is_flag=True, help="Print only the arXiv ids, in the form that lists.yml uses.")
@json_option
def command(lists: tuple[Path, ...], path: Path, ids: bool, as_json: bool) -> int:
    """Report which papers of an awesome list are in the catalogue.

    Example: paperatlas coverage ../awesome-list/README.md
    """
    catalogue = load_right(path, sys.stderr if as_json else None)
    known = stats.arxiv_ids(catalogue)
    found = []
    for file in lists:
        try:
            listed = awesome_list.items(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise click.ClickException(f"cannot read '{file}' as a list in UTF-8: {error}") from None
        if ids:
            print(f"arxiv: [{', '.join(item.arxiv for item in listed)}]")
            continue
        missing = [item for item in listed if item.arxiv not in known]
        if as_json:
            counts = {"papers": len(listed), "here": len(listed) - len(missing)}
            found.append({"list": file.as_posix(), **counts, "missing": [asdict(item) for item in missing]})
            continue
        for item in missing:
            print(f"{file.as_posix()}:{item.line}: {item.arxiv} {item.title}".rstrip())
        here = len(listed) - len(missing)
        share = f" ({here / len(listed):.0%})" if listed else ""
        print(f"{file.as_posix()}: {here:,} of {len(listed):,} arXiv ids are in the catalogue{share}")
    if as_json:
        print_json(found)
    return 0
