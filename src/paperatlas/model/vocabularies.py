"""The vocabularies: the files next to the entries that define which words, venues and formulas entries may use."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field, RootModel

from .base import Model
from .compose import Compose
from .entries import Accepted, Venue
from .methods import Symbol, TransitionClass
from .values import Date, FieldName, Issn, Key, Latex, Orcid, Year


def _number(text: object) -> object:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else text


class Named(Model):
    """A term of a vocabulary."""

    name: str
    description: str


def _one_text(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class Topic(Named):
    """A category or a tag: a term with a page."""

    aliases: tuple[Key, ...] = ()
    """Old keys. Each old address redirects to this page."""


class Family(Named):
    """A part of a category: papers of one line of work."""


class Category(Topic):
    """A category of `categories.yml`."""

    families: dict[Key, Family] = Field(default_factory=dict)
    """Its families, in the order in which readers see them. A paper of the category then names one in `family`."""
    owners: tuple[Annotated[str, Field(pattern=r"^@[\w-]+(/[\w-]+)?$")], ...] = ()
    """Who reviews changes to its papers: accounts or teams on GitHub, such as `@name`. `CODEOWNERS` is made of them."""


def _month(value: object) -> object:
    return _number(value.lstrip("0")) if isinstance(value, str) else value


EditionName = Annotated[str, Field(pattern=r"^\d{4}( (main|findings|workshop|datasets|demo|industry))?$")]


class Edition(Model):
    """The proceedings of one year."""

    volume: str | None = None
    """The volume of the series."""
    month: Annotated[int, BeforeValidator(_month), Field(ge=1, le=12)] | None = None
    """The month of the meeting, 1 to 12."""
    address: str | None = None
    """Where the meeting was."""
    editors: tuple[str, ...] = ()
    """The editors in order, each as printed."""


# What follows the name of the meeting where `venues.yml` does not name the proceedings of a track.
_TRACKS = {"demo": ": System Demonstrations", "industry": ": Industry Track"}


class VenueRecord(Named):
    """A venue of `venues.yml`, under its short name."""

    type: Literal["conference", "journal", "workshop"]
    publisher: str | None = None
    series: str | None = None
    since: Year | None = None
    """The year of its first meeting, or a later one from which it has met at regular intervals."""
    every: Annotated[int, BeforeValidator(_number), Field(ge=1)] = 1
    """The number of years between meetings."""
    meetings: dict[str, str] = Field(default_factory=dict)
    """The name of one year's meeting, with its number: `"2024": Forty-first International Conference on ...`."""
    proceedings: dict[str, str] = Field(default_factory=dict)
    """The full name of the proceedings: by year, by track, or by both as in `2024 demo`.

    `{year}` is the year, `{meeting}` the name of that year's meeting.
    """
    issn: Issn | None = None
    """The ISSN of the journal or the series."""
    first_volume: Year | None = None
    """The year of volume 1, if there is one volume a year: the volume of the main proceedings follows from the year."""
    editions: dict[EditionName, Edition] = Field(default_factory=dict)
    """What is known of the proceedings: by year for the main track, or by year and track as in `2024 findings`."""
    aliases: tuple[str, ...] = ()
    """Old short names. Each old address redirects to this venue's page."""

    def edition(self, venue: Venue) -> Edition:
        """What is known of the proceedings that contain a paper."""
        year = str(venue.year)
        found = self.editions.get(f"{year} {venue.track}") or (venue.track == "main" and self.editions.get(year))
        return found or Edition()

    def volume(self, venue: Venue) -> str | None:
        """The volume that contains a paper: what its entry says, else that of the edition, else what follows.

        >>> neurips = VenueRecord(name="NeurIPS", type="conference", description="", first_volume=1988)
        >>> neurips.volume(Venue(name="NeurIPS", year=2017))
        '30'
        """
        known = venue.volume or self.edition(venue).volume
        if known or self.first_volume is None or venue.track not in ("main", "datasets"):
            return known
        return str(venue.year - self.first_volume + 1)

    def publishes(self, venue: Venue) -> bool:
        """Whether a paper is in what the venue publishes: of a workshop, only with a volume or pages."""
        return venue.track != "workshop" or bool(venue.volume or venue.pages)

    def meeting(self, venue: Venue) -> str:
        """The name of that year's meeting, with its number if it is known."""
        return self.meetings.get(str(venue.year), self.name).replace("{year}", str(venue.year))

    def booktitle(self, venue: Venue) -> str:
        """The full name of the proceedings that contain a paper; for a workshop, its name and the meeting's."""
        year, track, meeting = str(venue.year), venue.track, self.meeting(venue)
        named = self.proceedings.get(f"{year} {track}") or (track == "main" and self.proceedings.get(year))
        named = named or self.proceedings.get(track)
        if named:
            return named.replace("{meeting}", meeting).replace("{year}", year)
        if track == "workshop":
            return f"{venue.name} {year} Workshop" + (f" on {venue.workshop}" if venue.workshop else "s")
        return meeting + _TRACKS.get(track, "")


def _papers_alone(value: object) -> object:
    return {"papers": value} if isinstance(value, list | str) else value


class Homonym(Model):
    """Another person with the same name. The list of papers alone is enough."""

    papers: Annotated[tuple[Key, ...], Field(min_length=1)]
    """The keys of this person's papers."""
    affiliation: str | None = None
    """Where this person works. It tells readers who is who."""
    orcid: Orcid | None = None
    """This person's ORCID iD."""


class AuthorRecord(Model):
    """What a printed name does not show: an entry of `authors.yml`, under that name."""

    noun: ClassVar[str] = "author"

    family: str | None = None
    """The family name, if no rule finds it: two words without a particle, or a name in Chinese order."""
    given: str | None = None
    """The given name, for spellings that do not contain the family name."""
    variants: tuple[str, ...] = ()
    """Other spellings of the same person. Their addresses redirect to this one."""
    homonyms: dict[Key, Annotated[Homonym, BeforeValidator(_papers_alone)]] = Field(default_factory=dict)
    """Other people with this name: for each the end of an address, with the keys of their papers."""
    affiliation: str | None = None
    """Where the person works. It tells people of one name apart."""
    orcid: Orcid | None = None
    """The ORCID iD."""
    organisation: bool = False
    """Whether this is a team or an organisation. Its name stays whole."""
    accepted: tuple[Accepted, ...] = ()
    """Warnings about this record that are all right."""
    aliases: tuple[str, ...] = ()
    """Old names, or the last parts of old addresses. Each old address redirects to this author's page."""


Drawing = Annotated[str, Field(pattern=r"^[Mm][MLHVCSQTAZmlhvcsqtaz0-9., -]+[Zz]$")]
"""Filled shapes on a grid of 32 by 32, as the path data of SVG. Where two of them overlap there is a hole."""


Count = Annotated[int, BeforeValidator(_number), Field(ge=0)]


class FormulaField(Named):
    """A formula that a method may have."""

    words: dict[str, str] = Field(default_factory=dict)
    """Words that may replace the formula, and the text to show for each."""
    reads: Literal["equations", "size"] | None = None
    """How it is checked: as equations whose shapes fit, or as the number of values that the method keeps."""
    bytes: Count = 0
    """Of a size: how many bytes a value takes, to show the size in bytes too."""


class PropertyValue(Named):
    drawing: Drawing | None = None
    """What this value adds to a method's picture: path data of SVG on a grid of 32 by 32."""
    shows: str = ""
    """What one sees in the drawing, in one sentence."""
    fits: tuple[TransitionClass, ...] = ()
    """The transitions that a method with this value may have, as they follow from its equations."""
    from_input: bool | None = None
    """Whether such a transition changes with the input of each token."""


class PropertyField(Named):
    """A property of methods with a closed list of values."""

    values: dict[Key, PropertyValue]
    many: bool = False
    """Whether a method may have several of the values: an entry then writes a list, with the main one first."""
    optional: bool = False
    """Whether an entry may leave it out, because no source says it. Methods can be alike without it."""
    ground: Drawing | None = None
    """A pale shape below the drawing of each value."""
    missing: Drawing | None = None
    """The drawing for a method without a value."""

    def names_of(self, keys: tuple[str, ...]) -> str:
        """The names of values, as pages show them: `chunkwise, parallel`."""
        return ", ".join(self.values[key].name for key in keys)


Symbols = Annotated[tuple[Latex, ...], BeforeValidator(_one_text)]


class MemoryFigure(Model):
    """The figure that shows a method as a memory: which symbols have which role. Each in LaTeX, as in `symbols`.

    Where several symbols have a role, a method may read any of them.
    """

    key: Symbols
    """The key of the pair that a token writes."""
    value: Symbols
    """The value of that pair, which should come back."""
    query: Symbols
    """What the memory is asked with: a key."""
    output: Latex
    """What comes back."""


class Theorem(Model):
    """What a paper proves about some methods: those that it names, or all with a derived fact."""

    name: str
    """What it is about, in a few words."""
    says: str
    """What is proved, in one sentence."""
    paper: Key
    where: str
    methods: tuple[Key, ...] = ()
    when: dict[Literal["transition", "eigenvalues"], str] = Field(default_factory=dict)
    """The derived facts of a method that it holds for, such as `transition: diagonal`."""


class MethodFields(Model):
    """How methods are compared: `methods.yml`."""

    formulas: dict[FieldName, FormulaField] = Field(default_factory=dict)
    properties: dict[FieldName, PropertyField] = Field(default_factory=dict)
    symbols: dict[Key, Symbol] = Field(default_factory=dict)
    indices: tuple[str, ...] = ()
    """The letters that count tokens or steps where they are subscripts: `t` of `S_{t-1}`."""
    compose: Compose = Compose()
    """What readers can put together to a method."""
    memory: MemoryFigure | None = None
    """The symbols with which pages show a method as a memory. Without it they do not."""

    def __hash__(self) -> int:
        """Makes it a key of what is kept about a method: the names are enough, as a catalogue has one of these."""
        return hash((*self.formulas, *self.properties, *self.symbols))


class Words(Model):
    """The length of a summary, in words."""

    least: Count
    most: Count


class Style(Model):
    """The editorial rules for entries: `style.yml`. An omitted field turns its rule off."""

    summary_words: Words | None = None
    """The length of a paper's summary."""
    needs_tldr: bool = False
    """Whether every paper needs a `tldr`."""
    needs_cite_key: bool = False
    """Whether every paper needs a `cite_key`."""
    capitals: tuple[str, ...] = ()
    """Names that keep their capital in a bibliography, such as Householder. Those of methods and papers do anyway."""
    avoid: dict[str, str] = Field(default_factory=dict)
    """Words that `summary` and `tldr` avoid, each with what to write instead."""
    avoid_in_relations: dict[str, str] = Field(default_factory=dict)
    """Words that the text of a relation avoids, each with what to write instead. The pages of both papers show it."""
    sourced: tuple[str, ...] = ()
    """The fields that need a source in every entry that has them."""
    least_tags: Count = 0
    """The least number of tags that a paper needs."""
    related: tuple[Key, ...] = ()
    """The categories in which every paper needs a relation to another one."""
    years_to_publication: Count | None = None
    """The most years there may be from the first public version to the venue."""


class RelationKind(Named):
    """A kind of relation between a paper and an earlier one: an entry of `relations.yml`."""

    inverse: str
    """The verb in the other direction: `analyses` becomes `analysed by`."""
    role: Literal["descent", "use", "study"] = "descent"
    """What the later paper does with the earlier method: it develops it (`descent`), uses it, or studies it."""


class Terms(RootModel[Any]):
    """A file that maps terms to what is known of each."""

    model_config = ConfigDict(defer_build=True)


class RelationKinds(Terms):
    """`relations.yml`."""

    root: dict[Key, RelationKind]


class TurningPoint(Model):
    """A paper that changed the field, for the axis of the map."""

    paper: Key
    name: str
    """What it brought, in at most four words."""


class LineageMap(Model):
    """What keeps every paper of the map of lineage in its place when others are added: `lineage.yml`."""

    dates: dict[Date, Count] = Field(default_factory=dict)
    """The distance of some dates from the left edge, in pixels. Dates between two of them are in between."""
    rows: dict[Key, Count] = Field(default_factory=dict)
    """The number of rows of each lane: a family, or a category without families."""
    turning_points: tuple[TurningPoint, ...] = ()


class Aliases(Terms):
    """`aliases.yml`: what readers type, and the words that a search for it also finds: one text or several.

    A key of several words is written with hyphens: `kv-cache`.
    """

    root: dict[Key, Annotated[tuple[str, ...], BeforeValidator(_one_text)]]


class Categories(Terms):
    """`categories.yml`: the categories, in the order in which readers see them."""

    root: dict[Key, Category]


class Theorems(Terms):
    """`theorems.yml`: what is proved about methods."""

    root: dict[Key, Theorem]


class Tags(Terms):
    """`tags.yml`."""

    root: dict[Key, Topic]


class Venues(Terms):
    """`venues.yml`, by short name."""

    root: dict[str, VenueRecord]


class Authors(Terms):
    """`authors.yml`, by name as printed."""

    root: dict[str, AuthorRecord]
