"""Templates to HTML. Every value is escaped; the only markup that passes is MathML made here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from .addresses import Addresses
from .links import doi_url, links, pdf_url, read_url
from .maths import mathml
from .model import Paper
from .pages import Page, browse, papers, people, plural, reference
from .site import Site
from .words import slug


@dataclass
class Articles:
    """Articles made before, to be used again where nothing that they show has changed."""

    world: Any = None
    made: dict[str, tuple[Any, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Renderer:
    """Renders the pages of a site with the templates of a folder."""

    site: Site
    templates: Path
    addresses: Addresses = field(default_factory=Addresses)
    hand_written: frozenset[str] = frozenset()  # the addresses of other pages that templates may link to
    articles: Articles | None = None

    def page(self, page: Page) -> str:
        """The page's article."""
        values = page.values()
        if self.articles is None:
            return self._article(page, values)
        if self.articles.world is not self._world:
            if self.articles.world != self._world:
                self.articles.made = {}
            self.articles.world = self._world
        shown = (page.title, page.description, page.template, page.crumbs, page.source, values)
        earlier = self.articles.made.get(page.url)
        if earlier is None or earlier[0] != shown:
            earlier = self.articles.made[page.url] = (shown, self._article(page, values))
        return earlier[1]

    def _article(self, page: Page, values: Mapping[str, Any]) -> str:
        return self.template(page.template, page.depth, {"page": page, **values})

    @cached_property
    def _world(self) -> Any:
        """What every article may show besides its own values."""
        stamps = {path: path.stat().st_mtime_ns for path in self.templates.rglob("*.html")}
        catalogue = self.site.catalogue
        return self.addresses, self.hand_written, self.site.urls, catalogue.vocabulary, self._author_urls, stamps

    @cached_property
    def _author_urls(self) -> Mapping[str, str]:
        return people.addresses(self.site.catalogue)

    def template(self, name: str, depth: int, values: Mapping[str, Any]) -> str:
        """A template for a page that stands `depth` folders below the site's root."""
        return self._environment.get_template(name).render(root="../" * depth or "./", **values)

    @cached_property
    def _environment(self) -> Environment:
        catalogue = self.site.catalogue
        environment = Environment(
            loader=FileSystemLoader(self.templates),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,  # each build has an environment of its own
            trim_blocks=True,
            lstrip_blocks=True,
        )
        groups = browse.categories(catalogue)
        author_urls = self._author_urls
        environment.globals.update(
            catalogue=catalogue,
            addresses=self.addresses,
            hues={group.url.split("/")[1]: group.hue for group in groups},
            url=self._url,
            author_url=lambda name, paper: author_urls[catalogue.person_slug(name, paper.key)],
            venue_url=lambda paper: f"venues/{slug(paper.venue.name)}/",
            glyph=lambda method: papers.glyph(catalogue, method),
            glyph_of=papers.glyph_of,
            first_formula=next(iter(catalogue.method_fields.formulas), ""),
            doi_url=doi_url,
            links=links,
            read_url=read_url,
            pdf_url=pdf_url,
            code_url=code_url,
            plural=plural,
            is_written=lambda address: address in self.hand_written,
            glossary_url=browse.glossary_url,
        )
        environment.filters.update(
            code=code, maths=lambda latex: Markup(mathml(latex)), when=when, short_when=short_when
        )
        return environment

    def _url(self, root: str, address: str) -> str:
        """The link from a page to another one; `root` leads from the page to the site's root.

        Raises:
            LookupError: there is no such page, a fault of the engine or of a template.
        """
        target = address.partition("#")[0].partition("?")[0]
        if target and target not in self.site.urls and target not in self.hand_written:
            raise LookupError(f"a template links to '{address}', and there is no such page")
        return root + address

    def redirect(self, paper: Paper) -> str:
        """The whole page that stands at an old address of a paper."""
        return self.template("page/redirect.html", 2, {"paper": paper})

    def home(self) -> str:
        """What the catalogue adds to the home page."""
        newest = sorted(self.site.catalogue.newest_first, key=lambda paper: paper.added, reverse=True)
        return self.template("part/home.html", 0, {"newest": newest[:6]})

    def hero(self, headline: str, lead: str) -> str:
        """What stands above the text of the home page."""
        catalogue = self.site.catalogue
        values = {
            "headline": headline,
            "lead": lead,
            "counts": self._counts(),
            "groups": browse.categories(catalogue),
            "ladder": papers.ladder(catalogue),
        }
        return self.template("part/hero.html", 0, values)

    def fields(self, depth: int) -> str:
        """The field reference."""
        return self.template("part/fields.html", depth, {"tables": reference.tables()})

    def notation(self, depth: int) -> str:
        """The legend of formulas, properties and pictures."""
        return self.template("part/notation.html", depth, {"fields": self.site.catalogue.method_fields})

    def missing(self, root: str) -> str:
        """The body of the page for addresses that lead nowhere."""
        values = {"groups": browse.categories(self.site.catalogue), "root": root}
        return self._environment.get_template("part/missing.html").render(**values)

    def problems(self) -> str:
        """The list of a faulty catalogue's problems."""
        return self.template("part/problems.html", 0, {"problems": self.site.catalogue.problems})

    def _counts(self) -> list[tuple[str, str]]:
        catalogue = self.site.catalogue
        return [
            (plural(len(catalogue.papers), "paper"), "papers/"),
            (plural(len(browse.categories(catalogue)), "category", "categories"), "categories/"),
            (plural(len(catalogue.people), "author"), "authors/"),
            (plural(len(catalogue.libraries), "library", "libraries"), "libraries/"),
            (plural(len(catalogue.datasets), "dataset"), "datasets/"),
        ]


# Not those of the calendar module, which follow the locale of the machine.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def code_url(paper: Paper) -> str:
    """The address of the paper's code, the authors' own first; empty where there is none."""
    ranked = sorted(paper.code, key=lambda code: not code.official)
    return ranked[0].url if ranked else ""


def code(text: str) -> Markup:
    """Text in which words between backticks are code."""
    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else part for index, part in enumerate(parts)
    )


def when(date: str) -> str:
    """A date in words: `December 2023`, `31 December 2024`."""
    year, month, *day = date.split("-")
    return " ".join([*(str(int(number)) for number in day), _MONTHS[int(month) - 1], year])


def short_when(date: str) -> str:
    """Month and year, short: `Dec 2023`."""
    year, month, *_ = date.split("-")
    return f"{_MONTHS[int(month) - 1][:3]} {year}"
