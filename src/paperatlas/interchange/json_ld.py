"""Linked data for search engines, in the vocabulary of schema.org."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from ..catalogue import Catalogue
from ..links import doi_url, links
from ..model import Paper
from ..pages import Page
from ..titles import plain
from ..urls import paper_url
from .place import Place

Thing = dict[str, Any]
# In a script element, these could end it or begin a comment.
_IN_SCRIPT = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"})


def as_script(things: Sequence[Thing]) -> Markup:
    """The content of `<script type="application/ld+json">`; "" if there is nothing to say."""
    if not things:
        return Markup("")
    text = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_IN_SCRIPT))


def article(catalogue: Catalogue, paper: Paper, address: str) -> Thing:
    """A paper. `address` is that of its page."""
    who, venue = catalogue.vocabulary.who, paper.venue
    thing: Thing = {
        "@type": "ScholarlyArticle",
        "@id": address,
        "name": plain(paper.title),
        "author": [
            {"@type": "Organization" if who.name(name).is_whole else "Person", "name": name} for name in paper.authors
        ],
        "datePublished": str(venue.year) if venue else paper.date,
        "sameAs": [link for _, link in links(paper)],
    }
    if venue:
        record = catalogue.venues[venue.name]
        kind = "Periodical" if record.type == "journal" else "Book"
        thing["isPartOf"] = {"@type": kind, "name": record.booktitle(venue)}
        if venue.pages:
            thing["pagination"] = venue.pages
    if paper.doi:
        thing["identifier"] = doi_url(paper.doi)
    return thing


def breadcrumbs(page: Page, place: Place) -> Thing:
    """The way from the home page to a page."""
    way = [*page.crumbs, (page.title, page.url)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": plain(name), "item": place.url(url)}
            for number, (name, url) in enumerate(way, 1)
        ],
    }


def collection(page: Page, values: Mapping[str, Any], place: Place) -> Thing:
    """A page with a list of papers; `values` are those of its template."""
    papers, part, count = _papers(values), values["part"], values["count"]
    # All pages of a list but the last are equally long.
    before = count - len(papers) if part.number == part.count else (part.number - 1) * len(papers)
    return {
        "@type": "CollectionPage",
        "@id": place.url(page.url),
        "name": page.title,
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": count,
            "itemListElement": [
                {"@type": "ListItem", "position": before + number, "url": place.url(paper_url(paper.key))}
                for number, paper in enumerate(papers, 1)
            ],
        },
    }


def _papers(values: Mapping[str, Any]) -> Sequence[Paper]:
    if "papers" in values:
        return values["papers"]  # type: ignore[no-any-return]
    return [paper for _, _, papers in values["sections"] for paper in papers]


def web_site(place: Place) -> Thing:
    """The whole site, with the address at which it can be searched."""
    return {
        "@type": "WebSite",
        "@id": place.address,
        "name": place.name,
        "description": place.description,
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{place.address}papers/?q={{query}}",
            "query-input": "required name=query",
        },
    }


def dataset(place: Place) -> Thing:
    """The data of the whole site."""
    forms = (
        ("data/v1/catalogue.json", "application/json"),
        ("data/v1/catalogue.db", "application/vnd.sqlite3"),
        ("data/v1/relations.csv", "text/csv"),
        ("papers.bib", "application/x-bibtex"),
    )
    return {
        "@type": "Dataset",
        "@id": place.url("data/"),
        "name": place.name,
        "description": place.description,
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": place.url(path), "encodingFormat": media} for path, media in forms
        ],
    }
