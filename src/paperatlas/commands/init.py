"""`paperatlas init`: makes a new atlas of another topic."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import __version__
from ..catalogue import load
from ..schema import write_schemas
from .shared import counted, today

if TYPE_CHECKING:
    from ..sources.facts import Facts, Refused
    from ..sources.imported import Plan
    from ..start import Category, Wishes


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--topic", default="", metavar="WORDS", help="What the papers are about.")
@click.option("--methods", "with_methods", is_flag=True, help="Compare methods by formulas and properties.")
@click.option("--from", "file", metavar="LIST", help="Begin with drafts of what a list or a bibliography has.")
def command(folder: Path, topic: str, with_methods: bool, file: str | None) -> int:
    """Make a new atlas: a folder with a catalogue, pages, tests and workflows, ready to build.

    DIR is a new or empty folder. The sections of LIST become the categories; without LIST, two made-up papers show what
    an entry looks like.

    Example: paperatlas init proteins --topic "Protein language models"
    """
    from .. import start

    found = None
    try:
        wishes = start.Wishes(start.cleaned(topic), today(), __version__, with_methods, with_examples=file is None)
        with start.taking_the_place_of(folder) as new:
            start.write(new, wishes)
            if file is not None:
                found = _fill(new, file, wishes)
            write_schemas(new / "catalog/schema", load(new / "catalog").relation_kinds)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    except FileExistsError:
        raise click.ClickException(f"'{folder}' is there already and not empty; choose a new folder") from None
    if found and file:
        _say_what_was_found(found, file)
    print(f"'{folder}' is ready. Next:\n\n  cd {shlex.quote(str(folder))}\n  make serve\n")
    print("Then open http://127.0.0.1:8000/. README.md says how to add papers, and how to publish the site.")
    return 0


def _fill(new: Path, file: str, wishes: Wishes) -> Plan:
    """Writes drafts of what a list has, and its sections as categories."""
    from .. import start
    from ..edit import write_all
    from ..sources.formats import READERS, format_of, text_of
    from ..sources.imported import Wishes as Wanted
    from ..sources.imported import plan
    from .import_ import content

    name = "standard input" if file == "-" else Path(file).name
    text = text_of(content(file), file)
    read: list[Facts | Refused] = list(READERS[format_of(text, name)](text, name))
    first = plan(read, new / "catalog", Wanted(wishes.today))
    sections = {category: section for section, category in _categories(first.sections)}
    if sections:
        start.write(new, replace(wishes, categories=[*sections]))
    by_name = {section: category.key for category, section in sections.items()}
    found = plan(read, new / "catalog", Wanted(wishes.today, sections=by_name))
    if not found.new:
        raise ValueError(f"no entry was found in '{file}'; expected an awesome list, BibTeX, RIS, CSL-JSON or CSV")
    for one in found.new:
        one.change.path.parent.mkdir(parents=True, exist_ok=True)
    write_all([one.change for one in found.new])
    return found


def _categories(sections: Iterable[str]) -> Iterable[tuple[str, Category]]:
    """A category for each named section of a list, with its name there."""
    from .. import start
    from ..words import slug

    used = set[str]()
    for number, section in enumerate(sections, start=1):
        try:
            name = start.cleaned(section)
        except ValueError:  # a heading without letters, or none
            continue
        key = slug(name)
        key = key if key.isascii() and key not in used else f"section-{number}"
        used.add(key)
        yield (
            section,
            start.Category(key, name, f"Papers of the section “{name}” of the list that this atlas began with."),
        )


def _say_what_was_found(found: Plan, file: str) -> None:
    for refused in found.refused:
        print(f"{file}:{refused.line}: {refused.why}" + (f": {refused.title}" if refused.title else ""))
    drafts, left = counted(len(found.new), "draft"), counted(len(found.refused), "line")
    print(
        f"{file}: {drafts} written, {left} without one; `paperatlas check --drafts` says what is left", file=sys.stderr
    )
