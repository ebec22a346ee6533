"""The address of each kind of page, relative to the root of the site.

Python and templates call these functions. JavaScript fills in the same `PATTERNS`, which it reads from the search data.
"""

from __future__ import annotations

from urllib.parse import urlencode

from .words import slug

PATTERNS = {
    "paper": "papers/{}/",
    "category": "categories/{}/",
    "author": "authors/{}/",
    "venue": "venues/{}/",
    "year": "years/{}/",
    "tag": "tags/{}/",
    "comparison": "compare/?m={}",
}
COMPARE = "compare/"  # the table of all methods
SPACE = "compare/space/"  # the methods by two of their properties
COURSE = "reading-path/"
BASKET = "basket/"  # the papers that a reader has chosen
FORM = "contribute/new/"  # the form for a paper
COMPOSE = "compare/compose/"  # a method that the reader puts together


def paper_url(key: str, anchor: str = "") -> str:
    """A paper's page, or one section of it.

    >>> paper_url("gla"), paper_url("gla", "cite")
    ('papers/gla/', 'papers/gla/#cite')
    """
    return PATTERNS["paper"].format(key) + (f"#{anchor}" if anchor else "")


def method_url(key: str) -> str:
    """The page of a method.

    >>> method_url("gla")
    'methods/gla/'
    """
    return f"methods/{key}/"


def side_by_side_url(*methods: str) -> str:
    """Methods side by side.

    >>> side_by_side_url("gla", "retnet")
    'compare/?m=gla,retnet'
    """
    return PATTERNS["comparison"].format(",".join(methods))


def table_url(**values: str) -> str:
    """The table of all methods, with values of their properties selected.

    >>> table_url(order="total", place="in")
    'compare/?order=total&place=in'
    """
    return f"{COMPARE}?{urlencode(values)}"


def compose_url(*choices: str) -> str:
    """The method of some choices; without any, that of the usual ones.

    >>> compose_url("none", "delta")
    'compare/compose/none_delta/'
    """
    return f"{COMPOSE}{'_'.join(choices)}/" if choices else COMPOSE


def form_url(paper: str = "") -> str:
    """The form for a new paper, or the one that corrects the entry of a paper.

    >>> form_url(), form_url("gla")
    ('contribute/new/', 'contribute/new/?paper=gla')
    """
    return f"{FORM}?{urlencode({'paper': paper})}" if paper else FORM


def entry_url(folder: str, key: str) -> str:
    """Where an entry of any kind is shown. Tutorials have no pages of their own.

    >>> entry_url("papers", "gla"), entry_url("libraries", "fla"), entry_url("tutorials", "s4")
    ('papers/gla/', 'libraries/fla/', 'tutorials/#s4')
    """
    return f"{folder}/#{key}" if folder == "tutorials" else f"{folder}/{key}/"


def category_url(key: str) -> str:
    """A category's papers, newest first."""
    return PATTERNS["category"].format(key)


def family_url(category: str, key: str) -> str:
    """The papers of a family, which is a part of a category.

    >>> family_url("networks", "sorted")
    'categories/networks/sorted/'
    """
    return f"{category_url(category)}{key}/"


def embed_url(url: str) -> str:
    """The small version of a page, for other sites.

    >>> embed_url("papers/gla/")
    'embed/papers/gla.html'
    """
    return f"embed/{url.removesuffix('/')}.html"


def author_page_url(author_slug: str) -> str:
    """The page of an author with several papers; other authors have a line in the index."""
    return PATTERNS["author"].format(author_slug)


def venue_url(name: str) -> str:
    """A venue's papers; `name` is its short name.

    >>> venue_url("NeurIPS")
    'venues/neurips/'
    """
    return PATTERNS["venue"].format(slug(name))


def edition_url(name: str, year: int) -> str:
    """The papers of a venue in one year.

    >>> edition_url("NeurIPS", 2024)
    'venues/neurips/2024/'
    """
    return f"{venue_url(name)}{year}/"


def year_url(year: str) -> str:
    """The papers first published in a year."""
    return PATTERNS["year"].format(year)


def tag_url(key: str) -> str:
    """A tag's papers."""
    return PATTERNS["tag"].format(key)


def glossary_url(tag: str) -> str:
    """The entry for a tag in the hand-written glossary."""
    return f"glossary/#{tag}"


def explore_url(facet: str, value: str, **more: str) -> str:
    """Explore with one value of one facet selected, and perhaps values of others.

    >>> explore_url("venue", "NeurIPS", published="2024")
    'papers/?venue=NeurIPS&published=2024'
    """
    return f"papers/?{urlencode({facet: value, **more})}"
