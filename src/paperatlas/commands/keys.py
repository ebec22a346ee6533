"""`paperatlas keys`: writes citation keys, and checks that published ones stay."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..catalogue import Catalogue
from ..edit import write_cite_keys
from ..exports.keys import citation_keys
from ..published import changed_keys
from .shared import catalogue_folder, load_right


@click.command()
@catalogue_folder
@click.option("--since", metavar="COMMIT", help="Only check that no key of an earlier commit is lost.")
def command(path: Path, since: str | None) -> int:
    """Write the citation keys of papers that have none into their entries.

    Example: paperatlas keys
    """
    catalogue = load_right(path)
    if since:
        return _check_keys(catalogue, path, since)
    missing = {key: cited for key, cited in citation_keys(catalogue).items() if not catalogue.papers[key].cite_key}
    failed = write_cite_keys(path / "papers", missing)
    for key in failed:
        print(f"{(path / 'papers' / key).as_posix()}.yml: write this line yourself: cite_key: {missing[key]}")
    print(f"{path.as_posix()}: {len(missing) - len(failed)} citation keys written", file=sys.stderr)
    return int(bool(failed))


def _check_keys(catalogue: Catalogue, path: Path, commit: str) -> int:
    try:
        found = list(changed_keys(catalogue, path, commit))
    except ValueError as error:
        raise click.ClickException(f"cannot read the citation keys of '{commit}': {error}") from None
    for text in found:
        print(text)
    return int(bool(found))
