"""What Zotero makes of a page, by the rules of its translators as we read them; the code is ours.

The rules are in `Embedded Metadata.js` and `RDF.js` of github.com/zotero/translators, and in `openurl.js` and
`utilities.js` of github.com/zotero/utilities. Only the rules that our tags meet are here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

# The last tag of these decides the type of the item.
TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_conference_title": "conferencePaper",
    "citation_inbook_title": "bookSection",
}
# A field is set by the first tag whose name ends so.
FIELDS = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_series_title": "series",
    "citation_conference_title": "conferenceName",
    "citation_publisher": "publisher",
    "citation_doi": "DOI",
    "citation_public_url": "url",
}


def item_of_tags(tags: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The item of a page with these tags."""
    pairs = [(name, content) for name, content in tags if content]
    item: dict[str, Any] = {}
    for name, content in pairs:
        if name.startswith("z:"):
            item.setdefault(name.removeprefix("z:"), content)
    types = [TYPES[name] for name, _ in pairs if name in TYPES]
    item["itemType"] = types[-1] if types else item.get("itemType", "webpage")
    for ending, field in FIELDS.items():
        value = next((content for name, content in pairs if name.endswith(ending)), "")
        if value.strip():
            item[field] = " ".join(value.split())
    authors = [content for name, content in pairs if name == "citation_author"]
    item["creators"] = [_creator(name) for content in authors for name in _names(content, len(authors) == 1)]
    first = next((content for name, content in pairs if name == "citation_firstpage"), "")
    last = next((content for name, content in pairs if name == "citation_lastpage"), "")
    if first:
        item["pages"] = f"{first.split('-')[0]}-{last}" if last else first.split("-")[0]
    item["attachments"] = [content for name, content in pairs if name == "citation_pdf_url"]
    return item


def _names(content: str, is_alone: bool) -> list[str]:
    names = re.split(r"\s*;\s*", content)
    if len(names) == 1 and is_alone:
        by_comma = re.split(r"\s*,\s*", names[0])
        if len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
            return by_comma
    return [name for name in names if re.search(r"[^\s,-.;]", name)]


def _creator(name: str) -> tuple[str, str]:
    """Family and given name, with white space as it is on paper, and without the points, which it sets itself."""
    has_comma = "," in name
    name = re.sub(r"^[\s\u00a0.,/\[\]:]+|[\s\u00a0.,/\[\]:]+$", "", name)
    if has_comma:
        family, _, given = name.partition(",")
        given = given.split(",")[0]
    else:
        given, _, family = name.rpartition(" ")
    return " ".join(family.split()), " ".join(given.replace(".", "").split())


def item_of_query(query: str) -> dict[str, Any]:
    """The item of a COinS span."""
    pairs = [(name, unquote(re.sub(r"\+|%2[bB]", " ", value))) for name, _, value in _split(query)]
    raw = query.split("&")
    form = next(value for name, value in pairs if name == "rft_val_fmt").rpartition(":")[2]
    item: dict[str, Any] = {"creators": []}
    if form == "book":
        item["itemType"] = "conferencePaper" if "rft.genre=proceeding" in raw else "book"
    else:
        item["itemType"] = {"journal": "journalArticle", "dc": "webpage"}[form]
    for name, value in pairs:
        if name == "rft_id" and value.startswith("info:doi/"):
            item["DOI"] = value.removeprefix("info:doi/")
        elif name == "rft_id" and value.startswith("http"):
            item["url"] = value
        elif name == "rft.type":
            item["itemType"] = value
        elif name == "rft.atitle" or (name == "rft.title" and form == "dc"):
            item["title"] = value
        elif name in ("rft.jtitle", "rft.btitle"):
            item["publicationTitle"] = value
        elif name == "rft.au":
            item["creators"].append(_creator(value))
        elif name.startswith("rft."):
            item[name.removeprefix("rft.")] = value
    return item


def _split(query: str) -> list[tuple[str, str, str]]:
    return [part.partition("=") for part in query.split("&")]
