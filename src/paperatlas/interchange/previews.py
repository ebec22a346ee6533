"""The pictures that links to a page show in other programs: what is in each one. `drawing.py` draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ..catalogue import Catalogue
from ..maths import mathml, without_entities
from ..model import Method, Paper
from ..pages import browse, pictures, plural
from ..pages.pictures import Shape
from ..patterns import regex
from ..titles import plain, subtitle
from ..urls import method_url, paper_url
from .place import Place

FOLDER = "previews"
MOST_PEOPLE = 8
MOST_GLYPHS = 8
# The letters of the fonts that come with Typst: Latin, Greek, Cyrillic and Hebrew, and signs.
_READABLE = regex(r"[ -\u04ff\u0590-\u05ff\u1d00-\u2040\u2044-\u2184\u2190-\u23ff]*")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a picture shows. All texts are plain; a formula is MathML."""

    name: str
    badge: str
    hue: int
    site: str
    title: str = ""
    is_public: bool = True
    """Whether the badge names a place of publication."""
    category: str = ""
    people: Sequence[str] = ()
    """The first ones, of so many."""
    count: int = 0
    formulas: Sequence[str] = ()
    glyphs: Sequence[Sequence[Shape]] = ()
    """The pictures of methods: one beside the name, or several in the place of formulas."""
    note: str = ""
    """In the place of formulas, if there are none."""

    @property
    def words(self) -> str:
        """What the picture shows, for readers who do not see it.

        >>> Preview("Sundial", "Preprint 2020", 0, "Atlas", people=("Ada Byron",), count=3).words
        'Sundial; Ada Byron and 2 more; Preprint 2020'
        """
        more = f" and {self.count - len(self.people)} more" if self.count > len(self.people) else ""
        people = ", ".join(self.people) + more if self.people else ""
        return "; ".join(filter(None, [self.name, self.title.rstrip("."), people, self.badge]))


def previews(catalogue: Catalogue, place: Place) -> Mapping[str, Callable[[], Preview]]:
    """The pictures of papers, methods and categories by the address of the page.

    None for a page whose name or title has letters that the fonts lack.
    """
    return {url: make for url, title, make in _all(catalogue, place) if is_readable(title)}


def _all(catalogue: Catalogue, place: Place) -> Iterator[tuple[str, str, Callable[[], Preview]]]:
    for paper in catalogue.papers.values():
        yield paper_url(paper.key), f"{paper.label}{paper.title}", partial(_paper, catalogue, paper, place)
    for paper, method in catalogue.methods.values():
        yield method_url(method.key), f"{method.name}{paper.title}", partial(_method, catalogue, paper, method, place)
    for group in browse.categories(catalogue):
        yield group.url, f"{group.name}{group.description}", partial(_category, catalogue, group, place)


def path_of(url: str) -> str:
    """The path of the picture of a page.

    >>> path_of("papers/gla/")
    'previews/papers/gla.png'
    """
    return f"{FOLDER}/{url.removesuffix('/')}.png"


def page_of(url: str) -> str:
    """The page whose picture a page shows: pages below that of a category show the same.

    >>> page_of("categories/hybrids/page/2/"), page_of("papers/gla/")
    ('categories/hybrids/', 'papers/gla/')
    """
    return "/".join(url.split("/")[:2]) + "/"


def is_readable(text: str) -> bool:
    """Whether the fonts have all letters of a text.

    >>> is_readable("Łukasz Größe, O(n²)"), is_readable("陈伟")
    (True, False)
    """
    return _READABLE.fullmatch(text) is not None


def _paper(catalogue: Catalogue, paper: Paper, place: Place) -> Preview:
    shown = list(catalogue.method_fields.formulas)[:1]  # as on the card
    return Preview(
        plain(paper.label),
        title=plain(subtitle(paper)),
        badge=paper.venue.label if paper.venue else f"Preprint {paper.year}",
        is_public=paper.venue is not None,
        hue=browse.hues(catalogue)[paper.category],
        category=_if_readable(catalogue.categories[paper.category].name),
        people=_people(paper.authors),
        count=len(paper.authors),
        formulas=_formulas(paper.methods[:1], shown),
        glyphs=_glyphs(catalogue, paper.methods[:1]),
        note=_if_readable(paper.tldr or ""),
        site=_if_readable(place.name),
    )


def _method(catalogue: Catalogue, paper: Paper, method: Method, place: Place) -> Preview:
    return replace(
        _paper(catalogue, paper, place),
        name=method.name,
        title=f"from {plain(paper.title)}",
        formulas=_formulas([method], list(catalogue.method_fields.formulas)[:2]),
        glyphs=_glyphs(catalogue, [method]),
        note="",
    )


def _category(catalogue: Catalogue, group: browse.Group, place: Place) -> Preview:
    known = sorted(group.papers, key=lambda paper: -catalogue.influence[paper.key])
    glyphs = _glyphs(catalogue, [method for paper in known for method in paper.methods])
    return Preview(
        group.name,
        title=group.description,
        badge=plural(len(known), "paper"),
        hue=group.hue or 0,
        people=_people([plain(paper.label) for paper in known]),
        count=len(known),
        glyphs=glyphs if len(glyphs) > 1 else [],  # one alone would be beside the name
        site=_if_readable(place.name),
    )


def _people(names: Sequence[str]) -> Sequence[str]:
    """The first names; none if one of them cannot be written, as the others would seem to be all."""
    first = names[:MOST_PEOPLE]
    return first if all(map(is_readable, first)) else ()


def _if_readable(text: str) -> str:
    return text if is_readable(text) else ""


def _formulas(methods: Sequence[Method], names: Sequence[str]) -> list[str]:
    found = [method.value(name) for method in methods for name in names]
    return [without_entities(mathml(latex)) for latex in found if latex]


def _glyphs(catalogue: Catalogue, methods: Sequence[Method]) -> Sequence[Sequence[Shape]]:
    """The pictures of methods, each once."""
    drawn = [found[1] for method in methods if (found := pictures.picture(catalogue, method))]
    return list(dict.fromkeys(drawn))[:MOST_GLYPHS]
