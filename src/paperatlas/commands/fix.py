"""`paperatlas fix`: corrects what needs no person."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from .. import problems
from ..fixes import fixed_entries
from .shared import catalogue_option, counted_files, print_json, show_changes, today, write_changes


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]", type=click.Path(path_type=Path))
@catalogue_option
@click.option("--yes", is_flag=True, help="Write the changes without asking.")
@click.option("--diff", is_flag=True, help="Only show the changes; exit with 1 if there are any.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON; write only with --yes.")
def command(files: tuple[Path, ...], path: Path, yes: bool, diff: bool, as_json: bool) -> int:
    """Correct what needs no person: quotes, ids, dates, the shape of values, names, the order of fields.

    It shows the changes and asks before it writes them. Then it lists what a person has to decide.

    Example: paperatlas fix catalog/papers/gla.yml
    """
    try:
        found = fixed_entries(path, today(), files)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    changes = [fixed for fixed in found if fixed.is_needed]
    left = [problem for fixed in found for problem in fixed.left]
    if as_json:
        written = [
            {"path": one.path.as_posix(), "new_path": one.new_path.as_posix(), "text": one.text} for one in changes
        ]
        print_json({"changes": written, "left": [asdict(problem) for problem in left]})
        diff = diff or not yes
    else:
        show_changes(changes)
        if left:
            print(problems.as_text(left))
    if changes and not diff:
        write_changes(changes, is_agreed=yes)
    done = "to fix" if diff or not changes else "fixed"
    print(f"{path.as_posix()}: {counted_files(changes)} {done}; left: {problems.counted(left)}", file=sys.stderr)
    return int(bool(changes) if diff else any(problem.is_error for problem in left))
