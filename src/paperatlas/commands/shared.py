"""What several commands need: the folder of the catalogue, and the catalogue itself."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from .. import problems
from ..catalogue import Catalogue, load

Command = TypeVar("Command", bound=Callable[..., Any])


class _Folder(click.ParamType[Path]):
    name = "folder"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        try:
            is_folder = path.is_dir()
        except (OSError, ValueError):  # such as too long a name
            is_folder = False
        if not is_folder:
            raise click.ClickException(f"no folder '{path}'; give the path of the catalogue folder")
        return path


def catalogue_folder(command: Command) -> Command:
    """The only argument of a command: the folder of the catalogue, `catalog` by default."""
    return click.argument("path", metavar="[CATALOG]", type=_Folder(), default="catalog")(command)


def catalogue_option(command: Command) -> Command:
    """The folder of the catalogue, for a command that has other arguments."""
    text = "The catalogue folder."
    return click.option("--catalog", "path", type=_Folder(), default="catalog", show_default=True, help=text)(command)


def load_right(path: Path, report_to: TextIO | None = None) -> Catalogue | None:
    """The catalogue, or None if it has errors, which are printed to stdout or to `report_to`."""
    catalogue = load(path)
    if not catalogue.is_right:
        print(problems.as_text(problem for problem in catalogue.problems if problem.is_error), file=report_to)
        print(f"{path.as_posix()}: {problems.counted(catalogue.problems)}; fix them first", file=sys.stderr)
        return None
    return catalogue


def today() -> date:
    """The date of `SOURCE_DATE_EPOCH` if it is set, else of the clock.

    Raises:
        click.ClickException: `SOURCE_DATE_EPOCH` is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is '{epoch}'; it must be a number of seconds since 1970"
        raise click.ClickException(message) from None


def as_diff(old: str, new: str, path: Path, new_path: Path) -> str:
    """The changed lines of a file, with one line around them; in colour on a terminal."""
    names = (path.as_posix(), new_path.as_posix())
    lines = [*difflib.unified_diff(old.splitlines(), new.splitlines(), *names, n=1, lineterm="")]
    if not lines and path != new_path:
        lines = [f"--- {names[0]}", f"+++ {names[1]}"]
    colours = {"+": "green", "-": "red", "@": "cyan"} if sys.stdout.isatty() else {}
    return "".join((click.style(line, fg=colours.get(line[:1])) if colours else line) + "\n" for line in lines)


def cannot_write(path: Path, error: OSError) -> click.ClickException:
    return click.ClickException(f"cannot write to '{path}': {error.strerror}")
