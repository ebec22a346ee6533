"""Adds one paper after the other: asks the services, the catalogue and the person."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from ..catalogue import Catalogue
from ..edit import Change
from ..problems import Problem
from ..rules.venues import venue_in
from ..sources.draft import (
    Choices,
    entry_values,
    free_key,
    problems_of,
    short_name_in,
    taken_keys,
    text_of,
)
from ..sources.gather import Gathered, NotFound, gather
from ..sources.merge import Merged, merged
from ..sources.present import Difference, Present, differences, named, present
from ..sources.propose import Proposal, Proposals, Proposer
from ..sources.web import Web, WebError
from ..sources.what import What
from .asking import ask_choices, ask_texts
from .shared import load_right, show_changes, today, write_changes

_LEFT = ("placeholder", "missing-tldr")  # what a person writes later
_NEEDED = ("title", "authors", "date")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one paper: it was `added`, only `found`, is `present` already, or it `failed`."""

    what: str
    status: str
    message: str
    key: str = ""
    path: str = ""
    text: str = ""
    is_written: bool = False
    values: Mapping[str, object] | None = None
    proposals: Proposals | None = None
    abstract: str = ""
    differences: Sequence[Difference] = ()
    problems: Sequence[Problem] = ()
    notes: Sequence[str] = ()

    def as_json(self) -> dict[str, object]:
        """The parts that are known, for programs."""
        found: dict[str, object] = {
            **{name: getattr(self, name) for name in ("what", "status", "message", "key", "path", "text", "abstract")},
            "written": self.is_written,
            "fields": dict(self.values or {}),
            "proposals": asdict(self.proposals) if self.proposals else {},
            "differences": [asdict(one) for one in self.differences],
            "problems": [asdict(one) for one in self.problems],
            "notes": list(self.notes),
        }
        return {name: value for name, value in found.items() if value not in ("", {}, [])}


@dataclass(slots=True)
class Adder:
    """How to add papers. `asks`: a person is there to answer. `only_shows`: nothing is written."""

    root: Path
    web: Web
    chosen: Choices
    asks: bool
    is_agreed: bool
    only_shows: bool
    anyway: bool

    def add(self, asked: What) -> Outcome:
        """Adds one paper, or says why not.

        Raises:
            click.Abort: the person stops.
            click.exceptions.Exit: the catalogue has errors.
            OSError: the entry cannot be written.
        """
        catalogue = load_right(self.root, sys.stderr)
        here = named(catalogue, asked.text) or present(catalogue, {**asked.ids, "title": asked.title})
        try:
            gathered = gather(self.web, asked, self._say)
        except (WebError, NotFound) as error:
            if here:
                return Outcome(asked.text, "present", _is_here(self.root, here) + f"; {error}", here.paper.key)
            hint = "; `paperatlas new` writes an entry by hand" if isinstance(error, WebError) else ""
            return Outcome(asked.text, "failed", f"{error}{hint}")
        paper = merged(gathered.found, catalogue.venues)
        notes = [*gathered.notes, *paper.notes, *_said_on_arxiv(gathered, paper, catalogue)]
        here = here or present(catalogue, paper.values)
        if here and not (self.anyway and not here.is_sure):
            return self._present(asked, here, paper, notes)
        lacking = [name for name in _NEEDED if name not in paper.values]
        if lacking:
            message = f"no service knows its {' and '.join(lacking)}; `paperatlas new` writes an entry by hand"
            return Outcome(asked.text, "failed", message, values=paper.values, notes=notes)
        return replace(self._new(asked, catalogue, paper), notes=notes)

    def _say(self, line: str) -> None:
        click.echo(click.style(line, dim=True) if sys.stderr.isatty() else line, err=True)

    def _present(self, asked: What, here: Present, paper: Merged, notes: Sequence[str]) -> Outcome:
        found = differences(here.paper, paper)
        end = "; these fields differ" if found else "; no field differs"
        if not here.is_sure:
            end += "; if it is another paper, add --anyway"
        message = _is_here(self.root, here) + end
        return Outcome(
            asked.text,
            "present",
            message,
            here.paper.key,
            (self.root / "papers" / f"{here.paper.key}.yml").as_posix(),
            values=paper.values,
            differences=found,
            notes=notes,
        )

    def _new(self, asked: What, catalogue: Catalogue, paper: Merged) -> Outcome:
        title, date = str(paper.values["title"]), str(paper.values["date"])
        proposals = Proposer(catalogue).proposals(title, paper.abstract, date, self.chosen.category)
        chosen = _filled(self.chosen, catalogue, title, proposals)
        if self.asks:
            self._show_found(paper, proposals)
            chosen = ask_choices(chosen, self.chosen, catalogue, proposals)
            chosen = ask_texts(chosen, title, paper.abstract, catalogue.vocabulary.style)
        values = entry_values(catalogue, paper, chosen, today())
        key = chosen.key or free_key(chosen.short_name, title, taken_keys(catalogue))
        file = self.root / "papers" / f"{key}.yml"
        wants_relation = chosen.category in catalogue.vocabulary.style.related
        text = text_of(values, proposals.relations if wants_relation else ())
        outcome = Outcome(asked.text, "found", "", key, file.as_posix(), text, values=values, proposals=proposals,
                          abstract=paper.abstract)  # fmt: skip
        if key in taken_keys(catalogue) or file.exists():
            message = f"the key '{key}' is taken; give another with --key"
            return replace(outcome, status="failed", message=message)
        found = problems_of(self.root, file, text, today())
        wrong = [problem for problem in found if problem.is_error and problem.rule not in _LEFT]
        if wrong:
            message = f"nothing was written: the entry would have an error: {wrong[0].message}; {wrong[0].hint}"
            return replace(outcome, status="failed", message=message.rstrip("; "), problems=found)
        if self.only_shows:
            return replace(outcome, message=f"{file.as_posix()} can be added", problems=found)
        change = Change(file, b"", text, file)
        if not self.is_agreed:
            show_changes([change])
        write_changes([change], is_agreed=self.is_agreed)
        left = f"; to write: {', '.join(_open(values))}" if _open(values) else ""
        return replace(outcome, status="added", message=f"{file.as_posix()} is added{left}", is_written=True,
                       problems=found)  # fmt: skip

    def _show_found(self, paper: Merged, proposals: Proposals) -> None:
        names = paper.values["authors"]
        print(paper.values["title"])
        print(", ".join(names) if isinstance(names, list) else "")
        for place, fields in paper.sources.items():
            print(f"  {place}: {', '.join(fields)}")
        for name, many in (
            ("category", proposals.category),
            ("tag", proposals.tags),
            ("relation", proposals.relations),
        ):
            for one in many:
                print(f"  {name} {one.value}: {one.why}")


def _filled(chosen: Choices, catalogue: Catalogue, title: str, proposals: Proposals) -> Choices:
    """What the options say, and else what is proposed."""
    category = chosen.category or _first(proposals.category)
    family = chosen.family or (proposals.family.value if proposals.family else "")
    known = catalogue.categories.get(category)
    return replace(
        chosen,
        category=category,
        family=family if known and known.families else "",
        tags=chosen.tags or tuple(one.value for one in proposals.tags),
        short_name=chosen.short_name or short_name_in(title),
    )


def _first(proposals: Sequence[Proposal]) -> str:
    return proposals[0].value if proposals else ""


def _is_here(root: Path, here: Present) -> str:
    return f"{(root / 'papers' / here.paper.key).as_posix()}.yml has this paper already: {here.why}"


def _open(values: Mapping[str, object]) -> list[str]:
    return [name for name in ("tldr", "summary") if values.get(name) == "..."]


def _said_on_arxiv(gathered: Gathered, paper: Merged, catalogue: Catalogue) -> list[str]:
    """What the authors write on arXiv about a publication that no service knows."""
    preprint = gathered.preprint
    if not preprint or "venue" in paper.values:
        return []
    said = next(
        (text for text in (preprint.journal, preprint.comment) if venue_in(text, catalogue.venues).get("name")), ""
    )
    return [f"arXiv says '{said}', and no service confirms it; add `venue` if you find it there"] if said else []
