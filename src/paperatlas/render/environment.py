"""The templates' environment: what they can call, and what is rendered once and used again.

Every value is escaped. The only markup that passes is MathML and parts of pages, both made here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, cast

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .. import links, titles, urls
from ..addresses import Addresses
from ..breaks import broken
from ..exports.formatted import formatted
from ..interchange.citations import Files
from ..interchange.coins import context_object
from ..interchange.drawing import Drawing
from ..interchange.head import TYPES, beside, guide_head, head
from ..interchange.previews import Preview, path_of, previews
from ..maths import mathml
from ..model import Paper
from ..pages import Page, browse, notation, pictures, plural
from ..site import Site
from . import text
from .compiler import Compiler, escaped

# A placeholder for the path from a page to the site's root, in parts that are rendered once for all pages.
# No value can contain it: the reader rejects control characters.
ROOT = "\0"
# The folders in which a template is looked for, the first first.
TEMPLATES = (Path(__file__).resolve().parents[1] / "templates",)


class _Environment(Environment):
    code_generator_class = Compiler
    escaped = staticmethod(escaped)

    def make_globals(self, d: Any) -> Any:
        """The globals of a template.

        Jinja makes a ChainMap of them, and copies it for every template and every import. A plain dictionary makes
        rendering a fifth faster.
        """
        return {**self.globals, **d} if d else self.globals


@dataclass
class Articles:
    """The articles and parts of the last build, used again if nothing that they show has changed."""

    shared: Any = None
    rendered: dict[str, tuple[Any, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Renderer:
    """Renders the pages of a site. A template is taken from the first folder that has one of its name."""

    site: Site
    templates: Sequence[Path] = TEMPLATES
    addresses: Addresses = field(default_factory=Addresses)
    hand_written: frozenset[str] = frozenset()  # the addresses of other pages that templates may link to
    articles: Articles | None = None
    compiled: BytecodeCache | None = None  # templates that an earlier build has compiled
    kept_files: Path | None = None  # the folder for what the next build can use again
    with_previews: bool = True  # whether links to pages show pictures

    def page(self, page: Page) -> str:
        """The HTML of the page's article."""
        values = page.values()
        shown = (page.title, page.description, page.template, page.crumbs, page.source, values)
        return self.kept(page.url, shown, lambda: self._article(page, values))

    def head(self, page: Page) -> str:
        """The HTML of what the head of the page says of it."""
        shown = (page.title, page.description, page.template, page.crumbs, page.entries)
        return self.kept(f"head of {page.url}", shown, lambda: self._head(page))

    def _head(self, page: Page) -> str:
        found = head(self.site.catalogue, page, self.site.place, self.site.made, self.previews)
        values = {"title": page.title, "description": page.short, "head": found}
        return self.template("part/head.html", page.depth, values)

    def head_of_guide(self, url: str, title: str, description: str) -> str:
        """The HTML of what the head of a hand-written page says of it."""
        found = guide_head(url, self.site.place, self.site.made)
        values = {"title": title, "description": description, "head": found}
        return self.template("part/head.html", url.count("/"), values)

    def kept(self, name: str, shown: Any, render: Callable[[], str]) -> str:
        """What `render` returns, or what it returned in the last build if `shown` is still the same."""
        if self.articles is None:
            return render()
        if self.articles.shared is not self._shared:
            if self.articles.shared != self._shared:
                self.articles.rendered = {}
            self.articles.shared = self._shared
        earlier = self.articles.rendered.get(name)
        if earlier is None or earlier[0] != shown:
            earlier = self.articles.rendered[name] = (shown, render())
        return earlier[1]

    def card(self, paper: Paper, root: str) -> Markup:
        """The card of a paper, as lists of cards show it; `root` is the path from the page to the site's root."""
        return cast("Callable[[Paper, str], Markup]", self._environment.globals["card"])(paper, root)

    def _article(self, page: Page, values: Mapping[str, Any]) -> str:
        return self.template(page.template, page.depth, {"page": page, **values})

    def template(self, name: str, depth: int, values: Mapping[str, Any]) -> str:
        """A template, rendered for a page `depth` folders below the site's root."""
        return self.template_at("../" * depth or "./", name, values)

    def template_at(self, root: str, name: str, values: Mapping[str, Any]) -> str:
        """A template, rendered for a page; `root` is the path from the page to the site's root."""
        return self._environment.get_template(name).render(root=root, **values)

    @cached_property
    def _shared(self) -> Any:
        """Everything that any article may show in addition to its own values."""
        paths = [path for folder in self.templates for path in folder.rglob("*") if path.is_file()]
        stamps = {path: path.stat().st_mtime_ns for path in paths}
        catalogue = self.site.catalogue
        return self.addresses, self.site.place, self.hand_written, self.site.urls, catalogue.vocabulary, stamps

    def citations_of(self, paper: Paper) -> dict[str, Markup]:
        """The citations of a paper by the name of their style."""
        return {style: Markup(text) for style, text in self.citations.get(paper.key, {}).items()}

    @cached_property
    def previews(self) -> Mapping[str, Callable[[], Preview]]:
        """What the picture of a page shows, by the page's address."""
        if not (self.with_previews and self.drawing.can_draw()):
            return {}
        return previews(self.site.catalogue, self.site.place)

    @cached_property
    def drawing(self) -> Drawing:
        """Draws the pictures, and knows those that an earlier build has drawn."""
        paths = [folder / "preview.typ" for folder in self.templates]
        mark = self.template("theme/partials/logo.html", 0, {})
        return Drawing(next(filter(Path.is_file, paths), paths[-1]), mark, self.kept_files)

    @cached_property
    def preview_files(self) -> Files:
        """The files of the pictures by path; each is drawn when it is asked for."""
        return {path_of(url): partial(self._drawn, make) for url, make in self.previews.items()}

    def _drawn(self, make: Callable[[], Preview]) -> bytes:
        return self.drawing.png(make())

    @cached_property
    def citations(self) -> Mapping[str, Mapping[str, str]]:
        """Those of each paper as HTML, by the name of their style."""
        return formatted(self.site.catalogue, self.kept_files)

    @cached_property
    def _environment(self) -> Environment:
        catalogue = self.site.catalogue
        environment = _Environment(
            loader=FileSystemLoader(self.templates),
            autoescape=True,
            undefined=StrictUndefined,
            optimized=False,  # a compiled template must not contain what a filter gave
            auto_reload=False,  # each build has its own environment
            bytecode_cache=self.compiled,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals.update(
            catalogue=catalogue,
            addresses=self.addresses,
            place=self.site.place,
            hues=browse.hues(catalogue),
            first_formula=next(iter(catalogue.method_fields.formulas), ""),
            glyph=lambda method: pictures.picture(catalogue, method),
            alone=lambda name, value: list(pictures.alone(catalogue, name, value)),
            shapes_of=lambda name, value: list(pictures.shapes(catalogue, name, value)),
            symbols_of=lambda method: notation.symbols_of(catalogue, method),
            context_object=lambda paper: context_object(catalogue, paper),
            files_of=lambda url: [(TYPES[extension][0], path) for extension, path in beside(url, self.site.made)],
            is_written=self.hand_written.__contains__,
            links=links.links,
            percent=text.percent,
            citations_of=self.citations_of,
            side_by_side=urls.side_by_side_url,
            table_of=urls.table_url,
            plural=plural,
            form_url=urls.form_url,
            **self._parts(environment),
        )
        environment.filters.update(
            maths=lambda latex: Markup(mathml(latex)),
            broken=broken,
            plain=titles.plain,
            typeset=titles.typeset,
            subtitle=titles.subtitle,
            code=text.code,
            count=text.count,
            first_sentence=text.first_sentence,
            when=text.when,
            short_when=text.short_when,
            repository_name=text.repository_name,
            letter_id=text.letter_id,
            **self._addresses(),
        )
        return environment

    def _addresses(self) -> dict[str, Callable[..., Any]]:
        """The filters that give addresses: of pages relative to the root, which `url` makes links, and of papers."""
        authors_of = self.site.catalogue.authors_of
        return {
            "url": self._url,
            "authors": lambda paper: [(name, urls.author_page_url(key)) for name, key in authors_of(paper)],
            "author_page_url": urls.author_page_url,
            "category_url": urls.category_url,
            "embed_url": urls.embed_url,
            "entry_url": urls.entry_url,
            "explore_url": urls.explore_url,
            "family_url": urls.family_url,
            "glossary_url": urls.glossary_url,
            "method_url": urls.method_url,
            "paper_url": urls.paper_url,
            "tag_url": urls.tag_url,
            "venue_url": urls.venue_url,
            "edition_url": urls.edition_url,
            "year_url": urls.year_url,
            "code_url": links.code_url,
            "doi_url": links.doi_url,
            "pdf_url": links.pdf_url,
            "read_url": links.read_url,
        }

    def _parts(self, environment: Environment) -> dict[str, Callable[[Paper, str], Markup]]:
        """The parts of pages that look the same wherever a paper is listed: rendered once per paper, and kept."""

        def part(name: str) -> Callable[[Paper, str], Markup]:
            rendered: dict[str, bytes] = {}  # a formula in a text makes each of its characters 4 bytes long

            def of(paper: Paper, root: str) -> Markup:
                html = rendered.get(paper.key)
                if html is None:
                    template = environment.get_template(f"part/{name}.html")
                    html = rendered[paper.key] = template.render(paper=paper, root=ROOT).encode()
                return Markup(html.decode().replace(ROOT, root))

            return of

        return {name: part(name) for name in ("badge", "card", "row", "coins")}

    def _url(self, address: str, root: str) -> str:
        """The link to a page from another one; `root` is the path from the other page to the site's root.

        Raises:
            LookupError: there is no such page: the template has an error.
        """
        target = address.partition("#")[0].partition("?")[0]
        # `made` is long, and is not needed for most links.
        if target and not (target in self.site.urls or target in self.hand_written or target in self.site.made):
            raise LookupError(f"a template links to '{address}', but there is no such page")
        return root + address
