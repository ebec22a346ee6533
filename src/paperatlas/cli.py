"""The `paperatlas` command."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from . import problems as spelled
from .catalogue import load
from .schema import write_schemas

FORMATS = {"text": spelled.as_text, "github": spelled.as_github, "json": spelled.as_json}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: nothing wrong; 1: problems found; 2: wrong use."""
    for stream in (sys.stdout, sys.stderr):  # a file name may hold what the terminal cannot show
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    if not options.path.is_dir():
        print(f"paperatlas: there is no folder '{options.path}'; name the catalogue folder", file=sys.stderr)
        return 2
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="paperatlas", description="Check a catalogue of papers.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="report every problem of a catalogue")
    check.add_argument("path", nargs="?", type=Path, default=Path("catalog"), help="the catalogue folder (catalog)")
    check.add_argument("--format", choices=FORMATS, default="text", help="how problems are written (text)")
    check.add_argument("--strict", action="store_true", help="count warnings as problems")
    check.set_defaults(run=_check)
    schema = commands.add_parser("schema", help="write the JSON Schemas that editors use into <catalogue>/schema")
    schema.add_argument("path", nargs="?", type=Path, default=Path("catalog"), help="the catalogue folder (catalog)")
    schema.set_defaults(run=lambda options: write_schemas(options.path / "schema"))
    return parser


def _check(options: argparse.Namespace) -> int:
    catalogue = load(options.path, today())
    if options.format != "text" or catalogue.problems:
        print(FORMATS[options.format](catalogue.problems))
    print(f"{options.path.as_posix()}: {spelled.counted(catalogue.problems)}", file=sys.stderr)
    return int(any(problem.is_error or options.strict for problem in catalogue.problems))


def today() -> date:
    """The date by `SOURCE_DATE_EPOCH` where it is set, else by the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
    except (ValueError, OverflowError, OSError):
        print(f"paperatlas: SOURCE_DATE_EPOCH is '{epoch}'; it must be a number of seconds since 1970", file=sys.stderr)
        raise SystemExit(2) from None
