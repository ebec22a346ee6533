"""Asks the services for all that they know of one paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from ..patterns import regex
from . import acl, arxiv, crossref, dblp, openreview, pages, semantic_scholar
from .alike import same_paper
from .facts import Facts
from .ids import ids_in
from .web import Web, WebError
from .what import What, with_others

# Whose pages have tags that say what the paper is, in place of an id.
_WITH_TAGS = regex(r"(?:^|\.)(?:neurips\.cc|nips\.cc|jmlr\.org|thecvf\.com|mlsys\.org|iclr\.cc|ojs\.aaai\.org)$")
_MOST = 12  # questions by id for one paper
_ID_FIELDS = ("arxiv", "acl", "pmlr", "openreview", "doi", "s2", "url")
_SAYS = {
    **{"arxiv": "arXiv", "acl": "the ACL Anthology", "pmlr": "PMLR", "openreview": "OpenReview", "doi": "Crossref"},
    **{"s2": "Semantic Scholar", "url": "the page"},
}

_SEARCHES = ("arXiv", "dblp", "OpenReview", "Crossref")
# Where the facts of a service say that they are from.
_PLACES = {"dblp": "dblp.org/", "OpenReview": "openreview.net/", "Semantic Scholar": "semanticscholar.org/"}
_SAID = {"arxiv": "arxiv.org/", "openreview": "openreview.net/", "doi": "doi.org/"}


class NotFound(Exception):
    """No service knows the paper. As text: a sentence with what to type instead."""


@dataclass(slots=True)
class Gathered:
    """What the services say, in the order in which they were asked, and what a person should know."""

    found: list[Facts] = field(default_factory=list)
    preprint: arxiv.Preprint | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return next((one.title for one in self.found), "")

    @property
    def is_published(self) -> bool:
        return any(one.values.get("venue") for one in self.found)


def gather(web: Web, asked: What, say: Callable[[str], None] = lambda line: None) -> Gathered:
    """All that the services know of a paper, found by its ids and by its title.

    Raises:
        NotFound: no service knows it.
        WebError: the service of the id that was asked for gives no answer.
    """
    gathering = _Gathering(web, say)
    if asked.facts:
        gathering.add(asked.facts)
    if asked.ids:
        gathering.follow(asked.ids, is_needed=asked.facts is None)
    elif asked.title:
        gathering.by_title(asked.title, asked.facts)
    if not gathering.result.is_published:
        gathering.published()
    if "arxiv" not in gathering.ids and not (asked.title and not asked.ids):  # a title was looked for there
        gathering.on_arxiv()
    return gathering.result


class _Gathering:
    def __init__(self, web: Web, say: Callable[[str], None]) -> None:
        self.web, self.say = web, say
        self.result = Gathered()
        self.ids: dict[str, str] = {}
        self.asked: set[tuple[str, str]] = set()
        self.preprints: dict[str, arxiv.Preprint] = {}

    def add(self, facts: Facts) -> None:
        """Takes what a source says, and the ids in it. A second id of a kind would be that of another paper."""
        if any(one.at == facts.at for one in self.result.found):
            return
        values = dict(facts.values)
        for name, value in with_others({name: str(values[name]) for name in _ID_FIELDS if values.get(name)}).items():
            if name == "url":
                if _has_tags(value) and "doi" not in values:
                    self.ids.setdefault(name, value)
            elif self.ids.setdefault(name, value).lower() != value.lower():
                self.result.notes.append(f"{facts.at} gives another {name}: {value}; it was not used")
                values.pop(name, None)
        self.result.found.append(replace(facts, values=values))
        self.result.preprint = self.preprints.get(facts.at, self.result.preprint)
        for name, begin in _SAID.items():  # a search gives all that the service knows
            if facts.at.startswith(begin) and values.get(name):
                self.asked.add((name, str(values[name])))

    def follow(self, ids: Mapping[str, str], *, is_needed: bool = False) -> None:
        """Asks the service of each id, and of each id that the answers bring."""
        self.ids.update({name: value for name, value in ids.items() if name not in self.ids})
        first = next(iter(ids.items()), None)
        while len(self.asked) < _MOST:
            waiting = [(name, self.ids[name]) for name in _ID_FIELDS if name in self.ids]
            waiting = [one for one in waiting if one not in self.asked and not self._is_known(one)]
            if not waiting:
                return
            one = first if first in waiting else waiting[0]
            self.asked.add(one)
            try:
                self.say(f"asks {_SAYS[one[0]]} for {one[1]}")
                self.add(self._ask(*one))
            except WebError as error:
                if is_needed and one == first:
                    raise
                self.result.notes.append(error.problem)

    def _is_known(self, one: tuple[str, str]) -> bool:
        """Whether another service says the same: the Anthology has its own DOIs."""
        return one[0] == "doi" and "acl" in self.ids and "acl" in with_others({"doi": one[1]})

    def _ask(self, name: str, value: str) -> Facts:
        if name == "arxiv":
            return self._kept([arxiv.preprint(self.web, value)])[0]
        services = {
            **{"doi": crossref.facts, "openreview": openreview.facts, "acl": acl.facts, "pmlr": pages.pmlr},
            **{"s2": semantic_scholar.facts, "url": pages.facts},
        }
        return services[name](self.web, value)

    def _kept(self, found: list[arxiv.Preprint]) -> list[Facts]:
        self.preprints.update({one.facts.at: one for one in found})
        return [one.facts for one in found]

    def by_title(self, title: str, known: Facts | None) -> None:
        """Finds the paper with a title."""
        wanted = known or Facts("", {"title": title})
        near: dict[str, None] = {}
        failed: WebError | None = None
        for name in _SEARCHES:
            try:
                self.say(f"asks {name} for the title")
                found = self._search(name, title)
            except WebError as error:
                if failed and not failed.status and not error.status:  # most probably there is no network
                    break
                failed = error
                self.result.notes.append(error.problem)
                continue
            same = [one for one in found if same_paper(one, wanted)]
            if same:
                # The published record is not always first, and what it says of the place brings the rest.
                for one in sorted(same, key=lambda one: not one.values.get("venue")):
                    if same_paper(one, same[0]):
                        self.add(one)
                self.follow({})
                return
            near |= dict.fromkeys(one.title for one in found)
        if known:  # a record of BibTeX says enough
            return
        if failed and not near:
            raise failed
        shown = "; ".join(f"'{one}'" for one in list(near)[:3])
        raise NotFound(f"no paper has the title '{title}'" + (f"; near ones are {shown}" if shown else "")
                       + "; give its arXiv id, DOI or link")  # fmt: skip

    def on_arxiv(self) -> None:
        """Looks for the preprint of a published paper: it was public earlier, and search knows its title too."""
        wanted = next(iter(self.result.found), None)
        try:
            self.say("asks arXiv whether it has a preprint")
            found = self._search("arXiv", self.result.title) if wanted else []
        except WebError as error:
            self.result.notes.append(error.problem)
            return
        for one in [one for one in found if wanted and same_paper(one, wanted)][:1]:
            self.add(one)

    def _search(self, service: str, title: str) -> list[Facts]:
        if service == "arXiv":
            return self._kept(arxiv.with_title(self.web, title))
        if service == "Semantic Scholar":
            return semantic_scholar.search(self.web, title)
        searches = {"dblp": dblp.search, "OpenReview": openreview.search, "Crossref": crossref.search}
        return searches[service](self.web, title)

    def published(self) -> None:
        """Looks for a published version of a preprint."""
        wanted = next(iter(self.result.found), None)
        names = ["dblp", "OpenReview", *(["Semantic Scholar"] if semantic_scholar.has_key() else [])]
        for name in names:
            has_said = any(one.at.startswith(_PLACES[name]) for one in self.result.found)
            if not wanted or has_said or self.result.is_published:
                continue
            try:
                self.say(f"asks {name} whether it was published")
                found = self._search(name, self.result.title)
            except WebError as error:
                self.result.notes.append(error.problem)
                continue
            for one in found:
                if same_paper(one, wanted) and (one.values.get("venue") or one.values.get("doi")):
                    self.add(one)
            self.follow({})


def _has_tags(url: str) -> bool:
    return bool(_WITH_TAGS.search(urlsplit(url).hostname or "")) and not ids_in(url)
