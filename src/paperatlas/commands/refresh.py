"""`paperatlas refresh`: what has happened to the papers since they were entered."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..catalogue import Catalogue
from ..edit import Change
from ..model import Library, Paper
from ..problems import cell
from .shared import catalogue_option, counted, counted_files, load_right, open_web, show_changes, today, write_changes

if TYPE_CHECKING:
    from ..sources.refresh import News
    from ..sources.web import Web


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]", type=click.Path(path_type=Path))
@catalogue_option
@click.option("--report", is_flag=True, help="Only say what is new; exit with 1 if anything is.")
@click.option("--yes", is_flag=True, help="Write the changes without asking.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to print.")
def command(files: tuple[Path, ...], path: Path, report: bool, yes: bool, form: str) -> int:
    """Ask the services what is new: published versions, other titles and authors, withdrawals, moved repositories.

    It shows the changes and asks before it writes them. It removes no fact. A field that an entry names in `pinned`
    stays as it is.

    Example: paperatlas refresh catalog/papers/gla.yml
    """
    catalogue = load_right(path, sys.stderr)
    wanted = _wanted(catalogue, path, files)
    web = open_web(path)
    missed: Counter[str] = Counter()
    found: dict[Path, list[News]] = {}
    with click.progressbar(wanted.items(), label=counted(len(wanted), "entry"), file=sys.stderr) as entries:
        for file, entry in entries:
            if news := [*_news(web, catalogue, entry, missed)]:
                found[file] = news
    changes, left = _changes(path, found)
    _say(found, left, form)
    if form == "text":
        show_changes(changes)
    if changes and not report:
        write_changes(changes, is_agreed=yes)
    for problem, count in missed.most_common():
        print(f"{problem}, for {counted(count, 'entry')}", file=sys.stderr)
    done = "to change" if report else "changed"
    print(f"{counted(len(wanted), 'entry')} asked for; {counted_files(changes)} {done}", file=sys.stderr)
    return int(bool(found)) if report else 0


def _wanted(catalogue: Catalogue, path: Path, files: Sequence[Path]) -> dict[Path, Paper | Library]:
    entries = {
        path / entry.folder / f"{entry.key}.yml": entry
        for entry in catalogue.entries
        if isinstance(entry, Paper | Library)
    }
    if not files:
        return entries
    by_path = {file.resolve(): (file, entry) for file, entry in entries.items()}
    for file in files:
        if file.resolve() not in by_path:
            raise click.ClickException(f"'{file}' is no paper or library of '{path}'")
    return dict(by_path[file.resolve()] for file in files)


def _news(web: Web, catalogue: Catalogue, entry: Paper | Library, missed: Counter[str]) -> Iterator[News]:
    from ..sources.gather import NotFound, gather
    from ..sources.merge import merged
    from ..sources.refresh import news_of_code, news_of_paper
    from ..sources.repositories import repository
    from ..sources.web import WebError
    from ..sources.what import What

    if isinstance(entry, Paper):
        names = ("acl", "pmlr", "openreview", "doi", "arxiv")
        ids = {name: value for name in names if (value := getattr(entry, name))}
        if ids:
            try:
                gathered = gather(web, What(entry.title, ids))
                yield from news_of_paper(entry, gathered, merged(gathered.found, catalogue.venues))
                missed.update(note for note in gathered.notes if "left out" not in note and "not used" not in note)
            except (NotFound, WebError) as error:
                missed[getattr(error, "problem", str(error))] += 1
    urls = [code.url for code in entry.code] if isinstance(entry, Paper) else [getattr(entry, "repo", "")]
    for url in urls:
        try:
            if known := repository(web, url):
                yield from news_of_code(entry, url, known)
        except WebError as error:
            missed[error.problem] += 1


def _changes(path: Path, found: dict[Path, list[News]]) -> tuple[list[Change], dict[Path, list[str]]]:
    """The changed files; and for each what is left to a person, as the check would object to it."""
    from ..sources.refresh import with_news
    from ..sources.unfinished import load_unfinished, problems_with

    changes: list[Change] = []
    left: dict[Path, list[str]] = {}
    known = load_unfinished(path)
    for file, news in found.items():
        old = file.read_bytes()
        before = old.decode("utf-8-sig").replace("\r\n", "\n")
        try:
            after = with_news(before, news, today())
        except ValueError as error:
            left[file] = [str(error)]
            continue
        if after == before:
            continue
        errors = [p.message for p in problems_with(known, file, after, today(), file.parent.name) if p.is_error]
        if errors:
            left[file] = errors
        else:
            changes.append(Change(file, old, after, file))
    return changes, left


def _say(found: dict[Path, list[News]], left: dict[Path, list[str]], form: str) -> None:
    if form == "json":
        shown = {file.as_posix(): [asdict(one) for one in news] for file, news in found.items()}
        print(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    if form == "markdown":
        print(_table(found, left), end="")
        return
    for file, news in found.items():
        for one in news:
            before = f"'{one.before}' is now " if one.before else "new: "
            by_hand = "" if one.value is not None and file not in left else "; decide yourself"
            print(f"{file.as_posix()}: {one.field}: {before}'{one.after}' ({one.at}){by_hand}")
        for message in left.get(file, ()):
            print(f"  not written: {message}")


def _table(found: dict[Path, list[News]], left: dict[Path, list[str]]) -> str:
    """A table for a pull request or an issue; "" if nothing is new."""
    rows = ["| Entry | Field | Before | Now | Source | Written |", "| --- | --- | --- | --- | --- | --- |"]
    for file, news in found.items():
        for one in news:
            is_written = "yes" if one.value is not None and file not in left else "no: decide yourself"
            cells = map(cell, (file.stem, one.field, one.before, one.after, one.at))
            rows.append(f"| {' | '.join(cells)} | {is_written} |")
    return "\n".join(rows) + "\n" if found else ""
