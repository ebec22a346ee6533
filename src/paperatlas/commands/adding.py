"""Adds one paper after the other: asks the services, the catalogue and the person."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from ..catalogue import Catalogue
from ..edit import Change, alone
from ..model.values import KEY
from ..problems import Problem
from ..read import DRAFT
from ..rules.venues import venue_in
from ..sources.draft import (
    Choices,
    as_known,
    entry_values,
    free_key,
    short_name_in,
    taken_keys,
    text_of,
)
from ..sources.gather import Gathered, NotFound, gather
from ..sources.merge import Merged, merged
from ..sources.present import Difference, Present, differences, draft_of, named, present
from ..sources.propose import Proposal, Proposals, Proposer
from ..sources.unfinished import OPEN, Unfinished, load_unfinished, problems_with
from ..sources.web import Web, WebError
from ..sources.what import What
from .asking import ask_choices, ask_texts
from .shared import end_if_wrong, show_changes, today

_EARLIER = "date-before-arxiv"
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
    _read_at: int = 0  # when the catalogue was read
    _known: Unfinished | None = None

    def add(self, asked: What) -> Outcome:
        """Adds one paper, or says why not.

        Raises:
            click.Abort: the person stops.
            click.exceptions.Exit: the catalogue has errors.
        """
        known = self._load()
        catalogue = known.catalogue
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
        if draft := draft_of(self.root, paper.values):
            message = f"{draft} is a draft of this paper; complete it, or remove it and run the command again"
            return Outcome(asked.text, "present", message, path=draft, values=paper.values, notes=notes)
        lacking = [name for name in _NEEDED if name not in paper.values]
        if lacking:
            message = f"no service knows its {' and '.join(lacking)}; `paperatlas new` writes an entry by hand"
            return Outcome(asked.text, "failed", message, values=paper.values, notes=notes)
        names = paper.values["authors"]
        spelt = as_known(catalogue, names) if isinstance(names, list) else {}
        for name, ours in spelt.items():
            notes.append(f"'{name}' is written '{ours}', as in other entries")
        paper.values["authors"] = [spelt.get(name, name) for name in names] if isinstance(names, list) else names
        return replace(self._new(asked, known, paper), notes=notes)

    def _load(self) -> Unfinished:
        """The catalogue, read again only if papers have been added since."""
        stamp = self._stamp()
        if self._known is None or stamp != self._read_at:
            self._read_at = stamp
            self._known = load_unfinished(self.root)
            end_if_wrong(self._known.catalogue, self.root, sys.stderr)
        return self._known

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

    def _new(self, asked: What, known: Unfinished, paper: Merged) -> Outcome:
        catalogue = known.catalogue
        title, date = str(paper.values["title"]), str(paper.values["date"])
        proposals = Proposer(catalogue).proposals(title, paper.abstract, date, self.chosen.category)
        chosen = _filled(self.chosen, catalogue, title, proposals)
        if self.asks:
            self._show_found(paper, proposals)
            chosen = ask_choices(chosen, self.chosen, catalogue, proposals)
            chosen = ask_texts(chosen, title, paper.abstract, catalogue.vocabulary.style)
        outcome = self._drafted(asked, known, paper, chosen, proposals)
        if outcome.status == "found" and not self.only_shows and not self.is_agreed:
            show_changes([_change(outcome)])
            click.confirm("Write 1 file?", err=True, abort=True)
        try:
            with alone(self._lock()):
                if self._stamp() != self._read_at:  # another program has added a paper: its keys are taken now
                    outcome = self._drafted(asked, self._load(), paper, chosen, proposals)
                if outcome.status == "found" and not self.only_shows:
                    outcome = _written(outcome)
        finally:
            if self.asks and not outcome.is_written:
                print(outcome.text)  # what the person wrote is not lost
        return outcome

    def _lock(self) -> Path | None:
        folder = self.web.settings.cache
        name = hashlib.sha256(str(self.root.resolve()).encode()).hexdigest()[:16]
        return folder / f"adding-{name}" if folder else None

    def _drafted(self, asked: What, known: Unfinished, paper: Merged, chosen: Choices, proposals: Proposals) -> Outcome:
        """The entry, or why there can be none."""
        catalogue = known.catalogue
        values = entry_values(catalogue, paper, chosen, today())
        taken = taken_keys(catalogue) | {one.name.removesuffix(DRAFT) for one in self.root.glob(f"papers/*{DRAFT}")}
        key = chosen.key or free_key(chosen.short_name, str(paper.values["title"]), taken)
        file = self.root / "papers" / f"{key}.yml"
        outcome = Outcome(asked.text, "failed", "", key, file.as_posix(), values=values, proposals=proposals,
                          abstract=paper.abstract)  # fmt: skip
        if not KEY.fullmatch(key):
            message = f"'{key}' is not a key; use lower-case letters and digits, joined by single hyphens"
            return replace(outcome, message=message)
        if key in taken or file.exists():
            return replace(outcome, message=f"the key '{key}' is taken; give another with --key")
        relations = proposals.relations if chosen.category in catalogue.vocabulary.style.related else ()
        text = text_of(values, relations)
        found = problems_with(known, file, text, today())
        if any(problem.rule == _EARLIER for problem in found):  # both are right: a service shows it
            at = next(place for place, fields in paper.sources.items() if "date" in fields)
            values["accepted"] = [{"rule": _EARLIER, "why": f"{at} shows that it was public on {values['date']}."}]
            text = text_of(values, relations)
            found = problems_with(known, file, text, today())
        wrong = [problem for problem in found if problem.is_error and not _is_open(problem, text)]
        if wrong:
            message = f"nothing was written: the entry would have an error: {wrong[0].message}; {wrong[0].hint}"
            return replace(outcome, text=text, message=message.rstrip("; "), problems=found)
        message = f"{file.as_posix()} can be added"
        return replace(outcome, status="found", text=text, message=message, problems=found)

    def _stamp(self) -> int:
        """When a file was last added to the papers."""
        try:
            return (self.root / "papers").stat().st_mtime_ns
        except OSError:  # no paper yet
            return 0

    def _show_found(self, paper: Merged, proposals: Proposals) -> None:
        names = paper.values["authors"]
        print(paper.values["title"])
        print(", ".join(names) if isinstance(names, list) else "")
        for place, fields in paper.sources.items():
            print(f"  {place}: {', '.join(fields)}")
        named = {"category": proposals.category, "tag": proposals.tags, "relation": proposals.relations}
        for name, many in named.items():
            for one in many:
                print(f"  {name} {one.value}: {one.why}")


def _change(outcome: Outcome) -> Change:
    file = Path(outcome.path)
    return Change(file, b"", outcome.text, file)


def _written(outcome: Outcome) -> Outcome:
    try:
        _change(outcome).write()
    except OSError as error:
        return replace(outcome, status="failed", message=f"cannot write {outcome.path}: {error.strerror}")
    left = _open(outcome.values or {})
    message = f"{outcome.path} is added" + (f"; to write: {', '.join(left)}" if left else "")
    return replace(outcome, status="added", message=message, is_written=True)


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


def _is_open(problem: Problem, text: str) -> bool:
    """Whether a problem is only that a person has to write the line or the summary."""
    lines = text.splitlines()
    above = lines[max(problem.line - 2, 0) : problem.line]
    return problem.rule == "placeholder" and any(line.startswith(("tldr: ...", "summary: >-")) for line in above)


def _first(proposals: Sequence[Proposal]) -> str:
    return proposals[0].value if proposals else ""


def _is_here(root: Path, here: Present) -> str:
    return f"{(root / 'papers' / here.paper.key).as_posix()}.yml has this paper already: {here.why}"


def _open(values: Mapping[str, object]) -> list[str]:
    return [name for name in ("tldr", "summary") if values.get(name) == OPEN]


def _said_on_arxiv(gathered: Gathered, paper: Merged, catalogue: Catalogue) -> list[str]:
    """What the authors write on arXiv about a publication that no service knows."""
    preprint = gathered.preprint
    if not preprint or "venue" in paper.values:
        return []
    said = next(
        (text for text in (preprint.journal, preprint.comment) if venue_in(text, catalogue.venues).get("name")), ""
    )
    return [f"arXiv says '{said}', and no service confirms it; add `venue` if you find it there"] if said else []
