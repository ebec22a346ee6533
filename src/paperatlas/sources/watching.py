"""New papers that may belong into the catalogue, from searches, recommendations and public lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from ..catalogue import Catalogue
from ..model import Watch
from . import arxiv, awesome_list, semantic_scholar
from .facts import Facts
from .present import present
from .propose import Proposer
from .web import Web, WebError

_MOST_OF_QUERY = 200
_SEEDS = 100  # papers that recommendations start from
_MOST_CITED = 3  # papers whose citations are looked at


@dataclass(slots=True)
class Candidate:
    """A paper that is not in the catalogue. `reasons` say why it may belong there; `near` are papers like it."""

    facts: Facts
    reasons: list[str] = field(default_factory=list)
    near: tuple[str, ...] = ()
    score: float = 0.0

    @property
    def arxiv(self) -> str:
        return str(self.facts.values.get("arxiv", ""))

    @property
    def date(self) -> str:
        return str(self.facts.values.get("date", ""))

    @property
    def url(self) -> str:
        return (
            f"https://arxiv.org/abs/{self.arxiv}"
            if self.arxiv
            else f"https://{self.facts.at.partition('://')[2] or self.facts.at}"
        )


def candidates(
    web: Web, catalogue: Catalogue, since: date, missed: Callable[[str], None], say: Callable[[str], None]
) -> list[Candidate]:
    """The new papers, the likeliest first. `missed` gets a sentence for each service that does not answer.

    Raises:
        WebError: none answers.
    """
    watch = catalogue.vocabulary.watch
    found: dict[str, Candidate] = {}

    def take(facts: Iterable[Facts], reason: str) -> None:
        for one in facts:
            if _is_wanted(catalogue, watch, one, since):
                name = str(one.values.get("arxiv") or one.title.casefold())
                candidate = found.setdefault(name, Candidate(one))
                if reason not in candidate.reasons:
                    candidate.reasons.append(reason)

    last: WebError | None = None
    is_answered = False
    for ask in (*_searches(web, watch), *_likes(web, catalogue), *_lists(web, watch)):
        try:
            say(ask.what)
            take(ask.facts(), ask.reason)
            is_answered = True
        except WebError as error:
            last = error
            missed(f"{ask.what}: {error.problem}")
    if last and not is_answered:
        raise last
    proposer = Proposer(catalogue)
    for one in found.values():
        _rank(proposer, one)
    return sorted(found.values(), key=lambda one: (-one.score, one.facts.title))


@dataclass(frozen=True, slots=True)
class _Question:
    what: str
    reason: str
    facts: Callable[[], Sequence[Facts]]


def _searches(web: Web, watch: Watch) -> Iterator[_Question]:
    for query in watch.queries:
        yield _Question(f"asks arXiv for {query}", f"the search {query} finds it", partial(_found, web, query))


def _found(web: Web, query: str) -> list[Facts]:
    return [one.facts for one in arxiv.search(web, query, _MOST_OF_QUERY, newest=True)]


def _likes(web: Web, catalogue: Catalogue) -> Iterator[_Question]:
    """What Semantic Scholar recommends to a reader of the newest papers, and what cites the most important ones."""
    known = [paper for paper in catalogue.newest_first if paper.arxiv]
    if known:
        newest = [f"ARXIV:{paper.arxiv}" for paper in known[:_SEEDS]]
        what = "asks Semantic Scholar for papers like the newest ones here"
        reason = "Semantic Scholar finds it like the newest papers here"
        yield _Question(what, reason, partial(semantic_scholar.recommended, web, newest))
    important = sorted(known, key=lambda paper: -len(catalogue.built_on_by.get(paper.key, ())))
    for paper in important[:_MOST_CITED]:
        what, reason = f"asks Semantic Scholar what cites {paper.label}", f"it cites {paper.label}"
        yield _Question(what, reason, partial(semantic_scholar.citing, web, f"ARXIV:{paper.arxiv}"))


def _lists(web: Web, watch: Watch) -> Iterator[_Question]:
    for url in watch.lists:
        yield _Question(f"reads {url}", f"it is in {url}", partial(_listed, web, url))


def _listed(web: Web, url: str) -> list[Facts]:
    """The newest papers of a list: `paperatlas coverage` shows all of them."""
    ids = sorted((item.arxiv for item in awesome_list.items(web.get(url).text())), reverse=True)
    return [one.facts for one in arxiv.preprints(web, ids[: arxiv.MOST_IDS])]


def _is_wanted(catalogue: Catalogue, watch: Watch, facts: Facts, since: date) -> bool:
    day = str(facts.values.get("date", ""))
    return bool(
        facts.title
        and day[:10] >= since.isoformat()[: len(day)]
        and facts.values.get("arxiv") not in watch.not_here
        and not present(catalogue, facts.values)
    )


def _rank(proposer: Proposer, one: Candidate) -> None:
    """The score: how much its words are those of papers here, and how many sources name it."""
    near = proposer.nearest(f"{one.facts.title} {one.facts.title} {one.facts.abstract}")
    one.near = tuple(paper.label for paper, _ in near[:3])
    likeness = sum(weight for _, weight in near[:3]) / 3 if near else 0.0
    one.score = likeness + 0.1 * len(one.reasons)


def as_markdown(found: Sequence[Candidate], cell: Callable[[str], str]) -> str:
    """A table for an issue. `cell` escapes a text."""
    rows = ["| Paper | Date | Why | Like |", "| --- | --- | --- | --- |"]
    rows += [
        f"| [{cell(one.facts.title)}]({one.url}) | {cell(one.date)} | {cell('; '.join(one.reasons))} "
        f"| {cell(', '.join(one.near))} |"
        for one in found
    ]
    return "\n".join(rows) + "\n" if found else ""
