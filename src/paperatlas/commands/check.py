"""`paperatlas check`: reports problems with line and column."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click

from .. import problems
from ..catalogue import load
from ..drafts import count_drafts
from ..drafts import drafts as drafts_of
from ..read import DRAFT
from .shared import catalogue_folder, counted, today

FORMATS = {"text": problems.as_text, "github": problems.as_github, "json": problems.as_json}
PAUSE = 0.3  # seconds


@click.command()
@catalogue_folder
@click.option("--format", "form", type=click.Choice([*FORMATS]), default="text", help="How to print the problems.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--drafts", is_flag=True, help="Check the drafts, <key>.draft.yml, which are not published.")
@click.option("--watch", is_flag=True, help="Check again after each change, until you press Ctrl+C.")
def command(path: Path, form: str, as_json: bool, strict: bool, drafts: bool, watch: bool) -> int:
    """Report problems of a catalogue, with line and column and what to write instead.

    Example: paperatlas check --watch
    """
    form = "json" if as_json else form
    while True:
        before = _files(path)
        code = _check_drafts(path, form, strict) if drafts else _check(path, form, strict)
        if not watch:
            return code
        sys.stdout.flush()
        while before == _files(path):
            time.sleep(PAUSE)
        print(file=sys.stderr)


def _check(path: Path, form: str, strict: bool) -> int:
    catalogue = load(path, today())
    found = list(catalogue.problems)
    if catalogue.is_right and catalogue.vocabulary.lineage.rows:
        from ..lineage.room import full_lanes

        found = problems.in_order([*found, *full_lanes(catalogue, path)])
    if form != "text" or found:
        print(FORMATS[form](found))
    summary = os.environ.get("GITHUB_STEP_SUMMARY") if form == "github" else None
    if summary and found:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(problems.as_summary(found))
    print(f"{path.as_posix()}: {problems.counted(found)}", file=sys.stderr)
    if waiting := count_drafts(path):
        what = "draft is" if waiting == 1 else "drafts are"
        print(f"{waiting} {what} not published; `paperatlas check --drafts` says what is missing", file=sys.stderr)
    return int(any(problem.is_error or strict for problem in found))


def _check_drafts(path: Path, form: str, strict: bool) -> int:
    """Checks the drafts as if they were entries. Those that are complete are named, with their next name."""
    by_path = drafts_of(path, today())
    found = [problem for problems_ in by_path.values() for problem in problems_]
    if form != "text" or found:
        print(FORMATS[form](found))
    for file, own in by_path.items():
        if not any(problem.is_error or strict for problem in own):
            right = file.with_name(file.name.removesuffix(DRAFT) + ".yml")
            print(f"{file.as_posix()} is complete: rename it to {right.name}", file=sys.stderr)
    print(f"{path.as_posix()}: {counted(len(by_path), 'draft')}; {problems.counted(found)}", file=sys.stderr)
    return int(any(problem.is_error or strict for problem in found))


def _files(path: Path) -> dict[str, tuple[int, int]]:
    """The time of the last change, in nanoseconds, and the size of each file."""
    found = {}
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                file = Path(folder, name).stat()
            except OSError:  # an editor has just removed it
                continue
            found[f"{folder}/{name}"] = (file.st_mtime_ns, file.st_size)
    return found
