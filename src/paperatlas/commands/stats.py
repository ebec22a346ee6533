"""`paperatlas stats`: counts entries by category, and what they have."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from .. import stats
from ..catalogue import Catalogue
from .shared import catalogue_folder, json_option, load_right, print_json


@click.command()
@catalogue_folder
@json_option
def command(path: Path, as_json: bool) -> int:
    """Count entries by category, and what they have.

    Example: paperatlas stats
    """
    catalogue = load_right(path, sys.stderr if as_json else None)
    if as_json:
        print_json(_as_json(catalogue))
        return 0
    for noun, count in stats.totals(catalogue):
        print(f"{count:>6,}  {noun}")
    head = ("papers", "published", "code", "method", "relations", "two sources")
    print("\n" + f"{'category':<28}" + "".join(f"{word:>12}" for word in head))
    for row in stats.rows(catalogue):
        have = (row.published, row.code, row.methods, row.relations, row.sources)
        shares = [f"{count / row.papers:.0%}" if row.papers else "-" for count in have]
        print(f"{row.name:<28}{row.papers:>12,}" + "".join(f"{share:>12}" for share in shares))
    covered = stats.coverage(catalogue)
    if covered:
        print(f"\n{'list':<52}{'papers':>8}{'here':>8}{'share':>8}")
    for one in covered:
        print(f"{one.listed.name:<52}{len(one.listed.arxiv):>8,}{one.here:>8,}{one.share:>8.0%}")
    return 0


def _as_json(catalogue: Catalogue) -> dict[str, object]:
    return {
        "entries": dict(stats.totals(catalogue)),
        "categories": [asdict(row) for row in stats.rows(catalogue)],
        "lists": [
            {"name": one.listed.name, "papers": len(one.listed.arxiv), "here": one.here}
            for one in stats.coverage(catalogue)
        ],
    }
