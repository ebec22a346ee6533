"""`paperatlas import`: entries from an awesome list, BibTeX, RIS, CSL-JSON or an export of Zotero."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import catalogue_option, counted, open_web, print_json, show_changes, today, write_changes

if TYPE_CHECKING:
    from ..model import VenueRecord
    from ..sources.completed import Completed
    from ..sources.facts import Facts
    from ..sources.imported import Complete, New, Plan

FORMATS = ("list", "bibtex", "ris", "csl-json", "csv")
_SHOWN = 60  # characters of a title


@click.command("import")
@click.argument("file", metavar="LIST")
@catalogue_option
@click.option("--format", "form", type=click.Choice(FORMATS), help="The format.  [default: by what the file says]")
@click.option("--category", default="", metavar="KEY", help="The category of papers whose section is none.")
@click.option("--section", "sections", multiple=True, metavar="NAME=KEY", help="The category of one section.")
@click.option("--source", default="", metavar="TEXT", help="What `sources` names.  [default: the name of the file]")
@click.option("--to", type=click.Path(path_type=Path), metavar="FOLDER", help="Write entries there, not drafts.")
@click.option("--fetch", is_flag=True, help="Ask services such as arXiv for authors, dates and venues; takes time.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--diff", is_flag=True, help="Only show the new files; exit with 1 if there are any.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON; write only with --yes.")
def command(
    file: str,
    path: Path,
    form: str | None,
    category: str,
    sections: tuple[str, ...],
    source: str,
    to: Path | None,
    fetch: bool,
    yes: bool,
    diff: bool,
    as_json: bool,
) -> int:
    """Make drafts of the papers, libraries and datasets in a list that are not here yet.

    LIST is a file, or - for standard input: an awesome list in Markdown or HTML, BibTeX, RIS, CSL-JSON, or the CSV of
    Zotero. Drafts, `<key>.draft.yml`, are not published: `paperatlas check --drafts` says what each still needs.

    Example: paperatlas import README.md --section "Fast models=architectures"
    """
    from ..sources.formats import READERS, format_of, text_of
    from ..sources.imported import Wishes, plan

    name = "standard input" if file == "-" else Path(file).name
    try:
        text = text_of(content(file), file)
        read = READERS[form or format_of(text, name)](text, source or name)
        wishes = Wishes(today(), category, _sections(sections), to)
        found = plan(read, path, wishes, _complete(path) if fetch else None)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    if not found.new and not found.refused:
        expected = "an awesome list in Markdown or HTML, BibTeX, RIS, CSL-JSON or Zotero's CSV"
        raise click.ClickException(f"no entry was found in '{file}'; expected {expected}")
    return _write(found, file, as_json=as_json, is_agreed=yes, only_shows=diff)


def content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    if re.match(r"https?://", file):
        raw = re.sub(r"^https://github\.com/([^/]+/[^/]+)/blob/", r"https://raw.githubusercontent.com/\1/", file)
        raise ValueError(f"'{file}' is an address; download it first: curl -L -o list.md {raw}")
    try:
        return Path(file).read_bytes()
    except IsADirectoryError:
        raise ValueError(f"'{file}' is a folder; give a file, such as {file.rstrip('/')}/README.md") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ValueError(f"cannot read '{file}': {reason}") from None


def _complete(root: Path) -> Complete:
    """What asks the services for each paper, and says so."""
    web = open_web(root)
    from ..sources.completed import completed

    def complete(one: Facts, venues: Mapping[str, VenueRecord]) -> Completed | None:
        click.echo(f"line {one.line}: asks services for '{one.title}'", err=True)
        return completed(web, one, venues)

    return complete


def _sections(given: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for text in given:
        name, equals, category = text.rpartition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"--section '{text}' has no category; write --section 'NAME=CATEGORY'")
        found[name.strip()] = category.strip()
    return found


def _write(found: Plan, file: str, *, as_json: bool, is_agreed: bool, only_shows: bool) -> int:
    changes = [one.change for one in found.new]
    if as_json:
        print_json(_as_json(found))
        writes = is_agreed and bool(changes)
    else:
        _show(found, file)
        if only_shows:
            show_changes(changes)
        writes = bool(changes) and not only_shows
    if writes:
        for change in changes:
            change.path.parent.mkdir(parents=True, exist_ok=True)
        write_changes(changes, is_agreed=is_agreed)
        print(_next_step(found), file=sys.stderr)
    return int(bool(changes)) if only_shows else 0


def _next_step(found: Plan) -> str:
    if found.new[0].change.path.name.endswith(".draft.yml"):
        written = counted(len(found.new), "draft")
        return f"{written} written; `paperatlas check --drafts` says what a person still has to write"
    return f"{counted(len(found.new), 'entry')} written; `paperatlas check` says what a person still has to write"


def _show(found: Plan, file: str) -> None:
    """A table of the new entries, why other lines give none, and what is left to a person."""
    width = max((len(one.key) for one in found.new), default=0)
    for one in found.new:
        title = one.facts.title if len(one.facts.title) <= _SHOWN else f"{one.facts.title[:_SHOWN]}…"
        print(f"{one.facts.line:>6}  {_noun(one):<8}{one.key:<{width}}  {title}")
    if found.new:
        print()
    for refused in found.refused:
        about = f": {refused.title[:_SHOWN]}" if refused.title else ""
        print(f"{file}:{refused.line}: {refused.why}{about}")
    for section, count in found.sections.items():
        where = f"the section '{section}' is no category" if section else "no section names a category"
        option = f"--section '{section}=KEY'" if section else "--category KEY"
        print(f"{file}: {where}: {counted(count, 'paper')} without one; add {option}")
    for note in found.notes:
        print(f"{file}: {note}")
    kinds = Counter(_noun(one) for one in found.new)
    new = ", ".join(counted(count, kind) for kind, count in kinds.items()) or "nothing"
    print(f"{file}: {new} new; {counted(len(found.refused), 'line')} without a new entry", file=sys.stderr)
    lacks = Counter(name for one in found.new for name in one.lacks)
    if lacks:
        texts = ", ".join(f"{name} ({count:,})" for name, count in lacks.most_common())
        print(f"left to write by hand: {texts}", file=sys.stderr)


def _noun(one: New) -> str:
    return {"papers": "paper", "libraries": "library", "datasets": "dataset", "tutorials": "tutorial"}[one.facts.kind]


def _as_json(found: Plan) -> dict[str, object]:
    return {
        "new": [
            {
                **{"line": one.facts.line, "kind": _noun(one), "key": one.key, "path": one.change.path.as_posix()},
                **{"fields": dict(one.values), "lacks": one.lacks, "problems": [asdict(left) for left in one.left]},
            }
            for one in found.new
        ],
        "refused": [asdict(one) for one in found.refused],
        "sections": dict(found.sections),
        "notes": list(found.notes),
    }
