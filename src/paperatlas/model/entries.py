"""What an entry is: its fields, their types and their descriptions.

The site's field reference and the JSON Schema for editors are generated from these classes, so contributors read the
descriptions here. Values arrive as text (see `read`); the types here convert them.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field

from .base import Model
from .methods import Method
from .values import (
    AclId,
    ArxivClass,
    ArxivId,
    Award,
    CiteKey,
    Date,
    Day,
    Doi,
    Key,
    Latex,
    Openreview,
    Pages,
    Phrase,
    PmlrId,
    Tldr,
    Url,
    Year,
)


class Venue(Model):
    """Where a paper was published. A preprint has none."""

    name: str
    """The short name, one of `venues.yml`: `EMNLP`, never "Findings of EMNLP"."""
    year: Year
    """The year of the meeting or the issue."""
    track: Literal["main", "findings", "workshop", "datasets", "demo", "industry"] = "main"
    """The track of the venue."""
    presentation: Literal["oral", "spotlight", "poster"] | None = None
    """How it was presented, if a source says so."""
    workshop: str | None = None
    """The name of the workshop."""
    volume: str | None = None
    """The volume of the proceedings or journal."""
    number: str | None = None
    """The number of the issue."""
    article: str | None = None
    """The number of the article, in a journal that numbers its articles: `"109"`."""
    pages: Pages | None = None
    """The first and last page, joined by a hyphen: `7025-7041`, `12:1-12:25`."""

    @property
    def label(self) -> str:
        """The text of the badge: `ICML 2024`, `EMNLP 2023 Findings`."""
        return f"{self.name} {self.year} {self.part}".rstrip()

    @property
    def part(self) -> str:
        """The track in a badge; nothing for the main one."""
        return "" if self.track == "main" else self.track.capitalize()


class Publication(Venue):
    """Another publication of the same work: the workshop before the conference, or the journal after it."""

    doi: Doi | None = None
    """The DOI of this publication."""
    url: Url | None = None
    """The page of this publication."""


class Status(Model):
    """Why readers should not rely on this version."""

    kind: Literal["withdrawn", "retracted", "superseded-by"]
    """`withdrawn` by its authors, `retracted` by its publisher, or `superseded-by` another paper of this catalogue."""
    date: Date
    """When that was made public: YYYY, YYYY-MM or YYYY-MM-DD."""
    reason: str
    """The reason, in one sentence."""
    link: Url | None = None
    """Where this is said. A withdrawn or retracted paper needs it."""
    paper: Key | None = None
    """For `superseded-by`: the key of the other paper."""

    @property
    def label(self) -> str:
        """The text of the badge.

        >>> Status(kind="superseded-by", date="2024", reason="The journal version corrects a proof.").label
        'Superseded'
        """
        return self.kind.removesuffix("-by").capitalize()


class Code(Model):
    """A repository that holds the paper's code."""

    url: Url
    """The URL of the repository."""
    official: bool = False
    """Whether this is the official implementation."""


class Relation(Model):
    """An earlier paper that this one builds on, and how."""

    paper: Key
    """The key of the earlier paper."""
    kind: Key
    """What this paper does with the earlier one: one of `relations.yml`."""
    how: str
    """How, in a few words that read on the pages of both papers: without "its", and not starting with a verb."""
    where: str | None = None
    """Where this paper says so: a section, an equation, a sentence."""
    method: Key | None = None
    """One method of the earlier paper, by its key."""
    by: dict[Latex, Latex] = Field(default_factory=dict)
    """The setting in which the more general method is the other: for each symbol what takes its place."""


class Source(Model):
    """A place where facts were checked."""

    fields: Annotated[tuple[str, ...], Field(min_length=1)]
    """The fields that this source confirms."""
    at: str
    """The URL, or the repository and path, of the source."""
    checked: Day
    """The day on which it was checked: YYYY-MM-DD."""


class Correction(Model):
    """A fact that was wrong before, in this catalogue or in the list it started from."""

    field: str
    """The field that was wrong."""
    was: str
    """The wrong value."""
    why: str
    """One sentence on why the present value is right."""
    day: Day | None = None
    """The day of the correction, for What's new. Without it, the day on which the entry was added."""


class Accepted(Model):
    """A warning that does not apply to this entry."""

    rule: str
    """The id of the rule, shown in brackets after the warning."""
    why: str
    """The reason."""


class Entry(Model):
    """The fields that all kinds of entry have."""

    folder: ClassVar[str]
    noun: ClassVar[str]

    key: Annotated[str, Field(exclude=True)]
    summary: str
    """What it is about, in your own words."""
    added: Day
    """The day on which the entry was added: YYYY-MM-DD."""
    sources: tuple[Source, ...] = ()
    """Where its facts were checked, and when."""
    corrections: tuple[Correction, ...] = ()
    """Facts that were wrong before, for readers who have seen the wrong value."""
    accepted: tuple[Accepted, ...] = ()
    """Warnings that do not apply, each with the reason."""
    pinned: tuple[str, ...] = ()
    """Fields that `paperatlas refresh` leaves as they are."""

    @property
    def changed(self) -> str:
        """The last day on which it was added, checked or corrected."""
        corrected = (one.day for one in self.corrections if one.day)
        return max([self.added, *(source.checked for source in self.sources), *corrected])


class Paper(Entry):
    """A paper."""

    folder: ClassVar[str] = "papers"
    noun: ClassVar[str] = "paper"

    title: str
    """The exact title: of the published version if there is one, else of the latest arXiv version."""
    short_name: str | None = None
    """The name that readers know it by: GLA, Mamba-2."""
    authors: Annotated[tuple[str, ...], Field(min_length=1)]
    """All authors in order, each as printed, with every accent."""
    arxiv_title: str | None = None
    """The title on arXiv, if it differs."""
    arxiv_authors: tuple[str, ...] = ()
    """The authors on arXiv, if they differ."""
    lab: tuple[str, ...] = ()
    """The organisations that published it as theirs: companies, institutes, research groups."""
    date: Date
    """The first public version anywhere, be it arXiv, OpenReview or the venue: YYYY-MM-DD, YYYY-MM or YYYY."""
    tldr: Tldr | None = None
    """What the paper does, in one line of at most 110 characters. Cards and search results show it."""
    asked: tuple[Phrase, ...] = ()
    """What a reader types who does not know its name: 3 to 6 questions or ideas, in other words than the summary.
    Search finds the paper by them."""
    category: str
    """One of `categories.yml`."""
    family: Key | None = None
    """One of the families of its category, if the category has some."""
    tags: Annotated[tuple[str, ...], Field(min_length=1)]
    """Words of `tags.yml`, each once. `style.yml` says how many at least."""
    venue: Venue | None = None
    """Where it was published: the version that readers cite."""
    also: tuple[Publication, ...] = ()
    """Where else the same work was published: a workshop before, a journal after."""
    awards: tuple[Award, ...] = ()
    """The prizes that it won, each in a few words: Outstanding paper."""
    status: Status | None = None
    """Whether it was withdrawn, retracted or superseded."""
    arxiv: ArxivId | None = None
    """The arXiv id, in quotes and without version: `"2312.06635"`, or `"cs/0112017"` before April 2007."""
    arxiv_class: ArxivClass | None = None
    """The primary arXiv class."""
    doi: Doi | None = None
    """The DOI, without https://doi.org/."""
    openreview: Openreview | None = None
    """The OpenReview id."""
    acl: AclId | None = None
    """The ACL Anthology id."""
    pmlr: PmlrId | None = None
    """Volume and id at PMLR."""
    url: Url | None = None
    """The publisher's page, if none of the ids above leads to it."""
    pdf: Url | None = None
    """A PDF other than arXiv's."""
    project: Url | None = None
    """The project page."""
    video: Url | None = None
    """A recorded talk."""
    code: tuple[Code, ...] = ()
    """Repositories with the paper's code."""
    methods: tuple[Method, ...] = ()
    """The methods that it defines."""
    builds_on: tuple[Relation, ...] = ()
    """The earlier papers that it builds on, as stated in the paper."""
    aliases: tuple[Key, ...] = ()
    """Old keys. Each old address redirects to this paper."""
    cite_key: CiteKey | None = None
    """The citation key in BibTeX: yang2024gated. `paperatlas keys` writes it; once published, it never changes."""
    old_cite_keys: tuple[CiteKey, ...] = ()
    """Citation keys that the paper had before. They still cite it with biber, and search finds them."""

    @property
    def label(self) -> str:
        """The name that readers know the paper by."""
        return self.short_name or self.title

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def publications(self) -> tuple[Venue, ...]:
        """Every publication, the one to cite first."""
        return (*((self.venue,) if self.venue else ()), *self.also)

    def is_at(self, venue: str, year: int) -> bool:
        """Whether it was published at a meeting, or in a volume of a journal."""
        return any(one.name == venue and one.year == year for one in self.publications)


class Library(Entry):
    """A library or a reference implementation."""

    folder: ClassVar[str] = "libraries"
    noun: ClassVar[str] = "library"

    name: str
    """The library's name."""
    repo: Url
    """The URL of the repository."""
    licence: str | None = None
    """The SPDX id of its licence; omit it if there is none."""
    language: tuple[str, ...] = ()
    """The programming languages."""
    hardware: tuple[str, ...] = ()
    """The hardware that it runs on."""
    paper: Key | None = None
    """The key of the paper it belongs to."""
    implements: tuple[Key, ...] = ()
    """The keys of the methods that it implements."""

    @property
    def label(self) -> str:
        return self.name


class Dataset(Entry):
    """A dataset or a benchmark."""

    folder: ClassVar[str] = "datasets"
    noun: ClassVar[str] = "dataset"

    name: str
    """The dataset's name."""
    title: str | None = None
    """The title of its paper."""
    authors: tuple[str, ...] = ()
    """The authors of its paper."""
    date: Date | None = None
    """The first public version of its paper."""
    venue: Venue | None = None
    """Where its paper was published."""
    arxiv: ArxivId | None = None
    """The arXiv id of its paper."""
    doi: Doi | None = None
    """The DOI of its paper."""
    openreview: Openreview | None = None
    """The OpenReview id of its paper."""
    paper: Key | None = None
    """The key of its paper, if the catalogue has it."""
    repo: Url | None = None
    """The URL of the repository."""
    licence: str | None = None
    """The SPDX id of its licence."""
    task: str
    """The task, in a few words."""
    measures: str
    """What it measures."""

    @property
    def label(self) -> str:
        return self.name


Level = Literal["introductory", "intermediate", "advanced"]
LEVELS: tuple[str, ...] = get_args(Level)


class Tutorial(Entry):
    """A tutorial, a course or a blog post."""

    folder: ClassVar[str] = "tutorials"
    noun: ClassVar[str] = "tutorial"

    title: str
    """The exact title."""
    authors: Annotated[tuple[str, ...], Field(min_length=1)]
    """All authors in order."""
    date: Date
    """The date of publication: YYYY-MM-DD, YYYY-MM or YYYY."""
    url: Url
    """Where to read it."""
    level: Level
    """How much a reader should know already."""

    @property
    def label(self) -> str:
        return self.title


AnyEntry = Paper | Library | Dataset | Tutorial
ENTRY_KINDS: tuple[type[AnyEntry], ...] = (Paper, Library, Dataset, Tutorial)
