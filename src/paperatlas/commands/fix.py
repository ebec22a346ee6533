"""`paperatlas fix`: corrects what needs no person."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .. import problems
from ..edit import replace_file
from ..fixes import fixed_entries
from .shared import as_diff, catalogue_option, today


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]", type=click.Path(path_type=Path))
@catalogue_option
@click.option("--yes", is_flag=True, help="Write the changes without asking.")
@click.option("--diff", is_flag=True, help="Only show the changes; exit with 1 if there are any.")
def command(files: tuple[Path, ...], path: Path, yes: bool, diff: bool) -> int:
    """Correct what needs no person: quotes, ids, dates, the shape of values, names, the order of fields.

    It shows the changes and asks before it writes them. Then it lists what a person has to decide.

    Example: paperatlas fix catalog/papers/gla.yml
    """
    found = fixed_entries(path, today(), files)
    changed = [fixed for fixed in found if fixed.is_changed]
    for fixed in changed:
        old = fixed.old.decode("utf-8", "backslashreplace")
        print(as_diff(old, fixed.text, fixed.path, fixed.new_path), end="")
    left = [problem for fixed in found for problem in fixed.left]
    if left:
        print(problems.as_text(left))
    if diff or not changed:
        print(f"{path.as_posix()}: {_counted(len(changed))} to fix; left: {problems.counted(left)}", file=sys.stderr)
        return int(bool(changed) if diff else any(problem.is_error for problem in left))
    if not yes and not click.confirm(f"Write {_counted(len(changed))}?", err=True):
        raise click.Abort
    for fixed in changed:
        replace_file(fixed.path, fixed.old, fixed.text.encode(), fixed.new_path)
    print(f"{path.as_posix()}: {_counted(len(changed))} fixed; left: {problems.counted(left)}", file=sys.stderr)
    return int(any(problem.is_error for problem in left))


def _counted(files: int) -> str:
    return "1 file" if files == 1 else f"{files} files"
