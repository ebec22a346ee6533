"""`paperatlas stats`: counts entries by category, and what they have."""

from __future__ import annotations

from pathlib import Path

import click

from .. import stats
from .shared import catalogue_folder, load_right


@click.command()
@catalogue_folder
def command(path: Path) -> int:
    """Count entries by category, and what they have.

    Example: paperatlas stats
    """
    catalogue = load_right(path)
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
