"""What several commands need: the catalogue, and changes of files that are shown before they are written."""

from __future__ import annotations

import difflib
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from .. import problems
from ..catalogue import Catalogue, load
from ..checkout import checkout_of
from ..edit import Change, write_all

if TYPE_CHECKING:
    from ..sources.web import Web

Command = TypeVar("Command", bound=Callable[..., Any])


def catalogue_folder(command: Command) -> Command:
    """The only argument of a command: the folder of the catalogue, `catalog` by default."""
    return click.argument("path", metavar="[CATALOG]", callback=_folder, default="catalog")(command)


def catalogue_option(command: Command) -> Command:
    """The folder of the catalogue, for a command that has other arguments."""
    return click.option(
        "--catalog",
        "path",
        metavar="FOLDER",
        callback=_folder,
        default="catalog",
        show_default=True,
        help="The catalogue folder.",
    )(command)


def json_option(command: Command) -> Command:
    """Prints the result for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for programs.")(command)


def print_json(found: object) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=2))


def _folder(context: click.Context, parameter: click.Parameter, value: str) -> Path:
    path = Path(value)
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):  # such as too long a name
        is_folder = False
    if not is_folder:
        raise click.ClickException(f"no folder '{path}'; give the path of the catalogue folder")
    return path


def load_right(path: Path, report_to: TextIO | None = None) -> Catalogue:
    """The catalogue. If it has errors, they are printed to stdout or to `report_to`, and the command ends with 1."""
    catalogue = load(path)
    end_if_wrong(catalogue, path, report_to)
    return catalogue


def end_if_wrong(catalogue: Catalogue, path: Path, report_to: TextIO | None = None) -> None:
    """Prints the errors of a catalogue to stdout or to `report_to`, and ends the command with 1 if there are any."""
    if not catalogue.is_right:
        print(problems.as_text(problem for problem in catalogue.problems if problem.is_error), file=report_to)
        print(f"{path.as_posix()}: {problems.counted(catalogue.problems)}; fix them first", file=sys.stderr)
        raise click.exceptions.Exit(1)


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


def open_web(folder: Path) -> Web:
    """What asks outside services. It names the repository of the catalogue, and says on stderr when it waits."""
    from ..sources.web import Web, usual_settings

    found = checkout_of(folder, os.environ)
    return Web(usual_settings(found.repository), lambda line: click.echo(line, err=True))


def show_changes(changes: Sequence[Change]) -> None:
    """Prints the changed lines of files, with one line around them; in colour on a terminal."""
    colours = {"+": "green", "-": "red", "@": "cyan"} if sys.stdout.isatty() else {}
    for change in changes:
        names = (change.path.as_posix(), change.new_path.as_posix())
        old = change.old.decode("utf-8", "backslashreplace").splitlines()
        lines = [*difflib.unified_diff(old, change.text.splitlines(), *names, n=1, lineterm="")]
        for line in lines or [f"--- {names[0]}", f"+++ {names[1]}"]:
            print(click.style(line, fg=colours.get(line[:1])) if colours else line)


def write_changes(changes: Sequence[Change], *, is_agreed: bool) -> None:
    """Writes files, after a question if the user has not agreed yet.

    Raises:
        click.Abort: the user does not want it.
        OSError: a file cannot be written.
    """
    if not is_agreed and not click.confirm(f"Write {counted_files(changes)}?", err=True):
        raise click.Abort
    write_all(changes)


def counted_files(changes: Sequence[Change]) -> str:
    """Such as `1 file` or `3 files`."""
    return counted(len(changes), "file")


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "paper"), counted(2000, "paper"), counted(2, "library")
    ('1 paper', '2,000 papers', '2 libraries')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def cannot_write(path: Path, error: OSError) -> click.ClickException:
    return click.ClickException(f"cannot write to '{path}': {error.strerror}")
