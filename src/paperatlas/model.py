"""What an entry is: its fields, their types and the words that explain them.

The field reference on the site and the JSON Schema for editors are written from these classes, so a description here
is read by contributors. Values arrive as text (see `read.py`); the types here turn them into what they mean.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel

from .values import (
    AclId,
    ArxivClass,
    ArxivId,
    Day,
    Doi,
    FieldName,
    Key,
    Month,
    Openreview,
    Orcid,
    Pages,
    PmlrId,
    Url,
    Year,
)

_NO_FIELDS: set[str] = set()


def _number(text: object) -> object:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else text


def _forget_given_fields(model: BaseModel) -> None:
    # pydantic keeps a set of them for every block of every entry; nobody asks, and it takes a tenth of the memory.
    object.__setattr__(model, "__pydantic_fields_set__", _NO_FIELDS)


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    def model_post_init(self, _: Any) -> None:
        _forget_given_fields(self)


class Venue(Model):
    """Where a paper was published. A preprint has none."""

    name: str
    """The short name, one of `venues.yml`: `EMNLP`, never "Findings of EMNLP"."""
    year: Year
    """The year of the meeting or the issue."""
    track: Literal["main", "findings", "workshop", "datasets"] = "main"
    """The part of the venue."""
    presentation: Literal["oral", "spotlight", "poster"] | None = None
    """How it was presented, where a source shows it."""
    workshop: str | None = None
    """The workshop's own name."""
    volume: str | None = None
    """The volume of the proceedings or journal."""
    pages: Pages | None = None
    """First and last page, joined by a hyphen."""

    @property
    def label(self) -> str:
        """What a badge says: `ICML 2024`, `EMNLP 2023 Findings`."""
        return f"{self.name} {self.year} {self.part}".rstrip()

    @property
    def part(self) -> str:
        """The track in a badge; nothing for the main one."""
        return "" if self.track == "main" else self.track.capitalize()


class Code(Model):
    """A repository that holds the paper's code."""

    url: Url
    """The repository's address."""
    official: bool = False
    """Whether it is the authors' own."""


class Method(BaseModel):
    """A method that the paper defines. Its formulas and properties are those that `methods.yml` declares."""

    model_config = ConfigDict(extra="allow", frozen=True, use_attribute_docstrings=True)

    key: Key
    """Unique in the whole catalogue."""
    name: str
    """As readers say it."""
    where: str | None = None
    """Where the paper gives it, such as "eq. 3"."""

    def model_post_init(self, _: Any) -> None:
        _forget_given_fields(self)

    def value(self, name: str) -> str | None:
        """The formula or property of that name, or None."""
        return (self.model_extra or {}).get(name)


class Relation(Model):
    """An earlier paper that this one builds on, and how."""

    paper: Key
    """The key of the earlier paper."""
    kind: Literal[
        "generalises", "special-case-of", "adds", "replaces", "combines", "parallelises", "implements", "distils",
        "applies", "analyses",
    ]  # fmt: skip
    """What this paper does with the earlier one."""
    how: str
    """One clause that says how."""
    where: str | None = None
    """Where this paper says so: a section, an equation, a sentence."""
    method: Key | None = None
    """One method of the earlier paper, by its key."""


class Source(Model):
    """Where facts were read."""

    fields: Annotated[tuple[str, ...], Field(min_length=1)]
    """The fields that this source shows."""
    at: str
    """The address, or repository and path, that was read."""
    checked: Day
    """The day on which it was read."""


class Correction(Model):
    """A fact that was wrong before, here or in the list that the catalogue grew from."""

    field: str
    """The field that was wrong."""
    was: str
    """What stood there."""
    why: str
    """One sentence on why the present value is right."""


class Accepted(Model):
    """A warning that is known and right as it is."""

    rule: str
    """The id of the rule, as it stands in brackets behind the warning."""
    why: str
    """The reason."""


class Entry(Model):
    """What all kinds of entry share."""

    folder: ClassVar[str]
    noun: ClassVar[str]

    key: Annotated[str, Field(exclude=True)]
    summary: str
    """What it is about, in our own words."""
    added: Day
    """The day on which the entry was added."""
    sources: tuple[Source, ...] = ()
    """Where its facts were read, and when."""
    corrections: tuple[Correction, ...] = ()
    """What was wrong before, kept for readers who met it."""
    accepted: tuple[Accepted, ...] = ()
    """Warnings that are right as they are."""


class Paper(Entry):
    """A paper."""

    folder: ClassVar[str] = "papers"
    noun: ClassVar[str] = "paper"

    title: str
    """The exact title, of the published version where there is one, else of the latest on arXiv."""
    short_name: str | None = None
    """The name by which readers know it: GLA, Mamba-2."""
    authors: Annotated[tuple[str, ...], Field(min_length=1)]
    """All authors in order, each as printed, with every accent."""
    arxiv_title: str | None = None
    """arXiv's title, where it differs."""
    arxiv_authors: tuple[str, ...] = ()
    """arXiv's authors, where they differ."""
    date: Month
    """The first public version: YYYY-MM or YYYY-MM-DD."""
    category: str
    """One of `categories.yml`."""
    tags: Annotated[tuple[str, ...], Field(min_length=1)]
    """Three or more of `tags.yml`."""
    venue: Venue | None = None
    """Where it was published."""
    arxiv: ArxivId | None = None
    """The arXiv id, in quotes and without version."""
    arxiv_class: ArxivClass | None = None
    """arXiv's primary class."""
    doi: Doi | None = None
    """The DOI, without https://doi.org/."""
    openreview: Openreview | None = None
    """The OpenReview id."""
    acl: AclId | None = None
    """The ACL Anthology id."""
    pmlr: PmlrId | None = None
    """Volume and id at PMLR."""
    url: Url | None = None
    """The publisher's own page, where none of the ids above leads to it."""
    pdf: Url | None = None
    """A PDF other than arXiv's."""
    project: Url | None = None
    """The project's page."""
    video: Url | None = None
    """A recorded talk."""
    code: tuple[Code, ...] = ()
    """Repositories with its code."""
    methods: tuple[Method, ...] = ()
    """The methods that it defines."""
    builds_on: tuple[Relation, ...] = ()
    """The earlier papers that it builds on, by its own word."""
    aliases: tuple[Key, ...] = ()
    """Old keys: each becomes a redirect."""

    @property
    def label(self) -> str:
        """The name that a reader knows the paper by."""
        return self.short_name or self.title

    @property
    def year(self) -> str:
        return self.date[:4]


class Library(Entry):
    """A library or a reference implementation."""

    folder: ClassVar[str] = "libraries"
    noun: ClassVar[str] = "library"

    name: str
    """The library's name."""
    repo: Url
    """The repository's address."""
    licence: str | None = None
    """The SPDX id of its licence; left out where it has none."""
    language: tuple[str, ...] = ()
    """What it is written in."""
    hardware: tuple[str, ...] = ()
    """What it runs on."""
    paper: Key | None = None
    """The paper it belongs to, by its key."""
    implements: tuple[Key, ...] = ()
    """The methods that it implements, by their keys."""

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
    date: Month | None = None
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
    """Its paper, where the catalogue has it, by its key."""
    repo: Url | None = None
    """The repository's address."""
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
    date: Month
    """When it was published."""
    url: Url
    """Where to read it."""
    level: Level
    """What a reader should bring."""

    @property
    def label(self) -> str:
        return self.title


ENTRY_KINDS: tuple[type[Paper | Library | Dataset | Tutorial], ...] = (Paper, Library, Dataset, Tutorial)


class Named(Model):
    """A word of a vocabulary."""

    name: str
    description: str


class VenueRecord(Named):
    """A venue of `venues.yml`, under its short name."""

    type: Literal["conference", "journal", "workshop"]
    publisher: str | None = None
    series: str | None = None
    since: Year | None = None
    """The first year that counts: that of its first meeting, or a later one from which its rhythm holds."""
    every: Annotated[int, BeforeValidator(_number), Field(ge=1)] = 1
    """The years from one meeting to the next."""
    proceedings: dict[str, str] = {}
    """The full name of the proceedings by year, or by track with `{year}` in it."""

    def booktitle(self, venue: Venue) -> str:
        """The full name of the proceedings that hold a paper; of a workshop, its own and that of the meeting."""
        if venue.track == "workshop" and "workshop" not in self.proceedings:
            return f"{venue.name} {venue.year} Workshop" + (f" on {venue.workshop}" if venue.workshop else "s")
        named = self.proceedings.get(str(venue.year)) if venue.track == "main" else None
        return (named or self.proceedings.get(venue.track) or self.name).replace("{year}", str(venue.year))


class AuthorRecord(Model):
    """What a name does not show by itself, in `authors.yml` under the name as printed."""

    family: str | None = None
    given: str | None = None
    variants: tuple[str, ...] = ()
    """Other spellings of the same person."""
    homonyms: dict[Key, tuple[Key, ...]] = {}
    """Other people of this name: for each a slug, and the papers that are theirs."""
    orcid: Orcid | None = None
    organisation: bool = False


Glyph = Annotated[tuple[Annotated[str, Field(pattern=r"^\d{5}$")], ...], Field(min_length=5, max_length=5)]


class FormulaField(Named):
    """A formula that a method may give."""

    words: dict[str, str] = {}
    """Words that may stand in place of a formula, and what they say."""


class PropertyValue(Named):
    glyph: Glyph | None = None
    """Five rows of five digits, 0 clear to 9 solid: this value's part of a method's picture."""


class PropertyField(Named):
    """A property of methods with a closed list of values."""

    values: dict[Key, PropertyValue]


class MethodFields(Model):
    """How methods are compared: `methods.yml`."""

    formulas: dict[FieldName, FormulaField] = {}
    properties: dict[FieldName, PropertyField] = {}


Count = Annotated[int, BeforeValidator(_number), Field(ge=0)]


class Words(Model):
    """How long a summary may be, in words."""

    least: Count
    most: Count


class Style(Model):
    """What entries keep to beyond their shape: `style.yml`. What is left out asks nothing."""

    summary_words: Words | None = None
    """The length of a paper's summary."""
    avoid: dict[str, str] = {}
    """Words that no summary uses, each with what to write instead."""
    sourced: tuple[str, ...] = ()
    """The fields that `sources` must show, in every entry that has them."""
    related: tuple[Key, ...] = ()
    """The categories in which every paper builds on another one, or another one on it."""
    years_to_publication: Count | None = None
    """The most years from the first public version to the venue."""


class CandidateList(Model):
    """A public list of papers that the catalogue measures itself against, in `lists.yml`."""

    name: str
    url: Url
    read: Day
    arxiv: tuple[ArxivId, ...]
    """The arXiv ids in it."""


class Aliases(RootModel[dict[Key, str]]):
    """`aliases.yml`: short words of the field, and the words of titles and tags that they stand for in a search."""


class CandidateLists(RootModel[dict[Key, CandidateList]]):
    """`lists.yml`."""


class Categories(RootModel[dict[Key, Named]]):
    """`categories.yml`: the sections, in the readers' order."""


class Tags(RootModel[dict[Key, Named]]):
    """`tags.yml`."""


class Venues(RootModel[dict[str, VenueRecord]]):
    """`venues.yml`, by short name."""


class Authors(RootModel[dict[str, AuthorRecord]]):
    """`authors.yml`, by name as printed."""
