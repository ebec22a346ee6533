"""Awesome lists: pages in Markdown or HTML that link to papers, libraries and datasets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..model.values import arxiv_month
from ..patterns import regex
from ..rules.meant import right_value, year_in
from ..rules.venues import is_preprint
from .facts import Facts, Read, Refused
from .given import Values, add_date, add_link, add_venue, as_kind
from .ids import address_in, ids_in, repository_in
from .listed import (
    authors_of,
    badge_text,
    is_label,
    rest_of,
    starred_repository,
    times_of,
    title_of,
)
from .marks import Block, Piece, blocks_of, one_line

_NO_PAPERS = (
    r"table of contents?|contents?|toc|index|contribution|contributing|contributors?|how to contribute|licen[sc]e"
    r"|acknowledge?ments?|citations?|citing|cite|(?:latest )?news|updates?|update log|what'?s new|contact\w*"
    r"|change ?log|star history|maintainers?|sponsors?|how to .*|related (?:awesome )?(?:lists?|repos\w*)"
    r"|(?:other |more )?awesome (?:lists?|repos\w*)"
)
# What a heading says of the entries below it. The nearest heading that says something counts.
_SECTIONS = (
    ("", regex(rf"(?i)^\W*(?:{_NO_PAPERS})\W*$")),
    ("datasets", regex(r"(?i)\b(?:data ?sets?|benchmarks?|corpus|corpora)\b")),
    ("libraries", regex(r"(?i)\b(?:library|libraries|implementations?|code ?bases?|repository|repositories|tools?"
                        r"|tool ?kits?|frameworks?|software|packages?|open[- ]source (?:code|projects?))\b")),
    ("tutorials", regex(r"(?i)\b(?:tutorials?|blogs?|blogposts?|courses?|lectures?|talks?|videos?|books?|slides)\b")),
    ("papers", regex(r"(?i)\b(?:papers?|publications?|articles?|surveys?)\b")),
)  # fmt: skip
_OF_PAPER = ("arxiv", "openreview", "acl", "pmlr", "doi", "pdf")
_BETWEEN = regex(r"[\s,;]+(?!\d)")  # addresses and ids in a text; not in `arXiv: 1903.00010`
_SECTION_LINK = "this links to a section of the list, not to a paper"


@dataclass(frozen=True, slots=True)
class Item:
    """A paper in a list: its arXiv id, the line (from 1), and its title, if there is one."""

    arxiv: str
    line: int
    title: str


def items(text: str) -> list[Item]:
    """The papers with an arXiv id, each once, in the order of the list.

    >>> items("- **Sundials** [Paper](https://arxiv.org/abs/1903.00010v2)")
    [Item(arxiv='1903.00010', line=1, title='Sundials')]
    """
    found: dict[str, Item] = {}
    for unit in _units(blocks_of(text)):
        for block in _parted(unit, [piece for piece in unit.links if _is_of_paper(piece.link)]):
            is_marked = any(piece.is_bold or (piece.link and piece.text != piece.link) for piece in block.pieces)
            title = title_of(block) if is_marked else ""  # not a sentence with an id
            for piece in block.pieces:
                for place in (piece.link, *_BETWEEN.split(piece.text), badge_text(piece)):
                    if arxiv := ids_in(place).get("arxiv"):
                        found.setdefault(arxiv, Item(arxiv, piece.line, title))
    return list(found.values())


def records(text: str, at: str) -> Read:
    """The facts of each item and row, or why it gives none, in the order of the list. `at` names it as a source."""
    for block in _units(blocks_of(text)):
        yield from _records(block, at)


def _units(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that may be an entry each, with the links that are in blocks of their own below them."""
    above: Block | None = None  # a heading or a paragraph that may be the title of the links below it
    for block in blocks:
        if block.kind == "item":
            yield from _items(block)
            above = None
            continue
        if above and block.kind == "text" and block.links and not title_of(block):
            yield replace(block, line=above.line, pieces=[*_as_title(above), *block.pieces])
            above = None
            continue
        if block.kind in ("row", "text") or (block.kind == "heading" and block.links):
            yield block
        above = block if block.kind in ("heading", "text") and not block.links else None


def _as_title(block: Block) -> list[Piece]:
    is_heading = block.kind == "heading"
    return [*(replace(piece, is_bold=piece.is_bold or is_heading) for piece in block.pieces), Piece("\n", block.line)]


def _items(block: Block) -> Iterator[Block]:
    """The items inside an item: its links, items of their own, or both."""
    title = title_of(block)
    has_paper = any(_is_of_paper(piece.link) for piece in block.links)
    own = [child for child in block.children if child.children or _is_own(child, has_paper=has_paper)]
    links = [child for child in block.children if child not in own] if title or block.links else []
    more = [piece for child in links for piece in (Piece("\n", child.line), *child.pieces)]
    if block.links or more or not own:
        yield replace(block, pieces=[*block.pieces, *more], children=[])
    is_group = bool(own) and not block.links and bool(block.text)
    for child in block.children if not (title or block.links) else own:
        sections = (*block.sections, block.text) if is_group else block.sections
        yield from _items(_moved(child, sections))


def _moved(block: Block, sections: tuple[str, ...]) -> Block:
    return replace(block, sections=sections, children=[_moved(child, sections) for child in block.children])


def _is_own(block: Block, *, has_paper: bool) -> bool:
    """Whether an item inside another one is an entry, and not a link of that one."""
    links = [piece for piece in block.links if not (has_paper and repository_in(piece.link))]
    return bool(links) and bool(title_of(block)) and not all(is_label(piece.text) for piece in block.pieces)


def _is_of_paper(link: str) -> bool:
    return bool(ids_in(link)) or link.lower().partition("?")[0].endswith(".pdf")


def _records(block: Block, at: str) -> Read:
    links = [piece for piece in block.links if not piece.link.startswith("#")]
    is_listed = block.kind in ("item", "row")
    written = [piece for piece in block.pieces if not piece.link and ids_in(badge_text(piece))]  # arXiv:1903.00010
    if not links and not written:
        if block.links and is_listed:
            yield Refused(block.line, _SECTION_LINK, _first_line(block))
        elif is_listed and block.text:
            yield Refused(block.line, "there is no link in it", title_of(block) or block.text)
        return
    papers = [piece for piece in links if _is_of_paper(piece.link)]
    if not is_listed and not papers and not written:
        return  # a sentence with a link
    kind, section = _kind_of(block.sections)
    if section and not kind:
        yield Refused(block.line, f"the section '{section}' is not about papers", block.text)
        return
    for one in _parted(block, papers):
        yield _record(one, kind, section, at)


def _first_line(block: Block) -> str:
    return one_line(["".join(piece.text for piece in block.pieces).strip().partition("\n")[0]])


def _kind_of(sections: tuple[str, ...]) -> tuple[str, str]:
    """The kind of the entries below some headings, and the heading that says so."""
    for section in reversed(sections):
        for kind, pattern in _SECTIONS:
            if pattern.search(section):
                return kind, section
    return "", ""


def _parted(block: Block, papers: list[Piece]) -> Iterator[Block]:
    """An item with several papers as one for each: `Sundials [1](...), Pendulums [2](...)`."""
    arxiv = list(dict.fromkeys(ids_in(piece.link).get("arxiv", "") for piece in papers))
    if len([one for one in arxiv if one]) < 2 or block.cells:
        yield block
        return
    part: list[Piece] = []
    parts: list[list[Piece]] = []
    seen = ""
    for piece in block.pieces:
        found = ids_in(piece.link).get("arxiv", "") if piece.link else ""
        if found and seen and found != seen:
            cut = next((n for n in range(len(part), 0, -1) if part[n - 1].link), len(part))
            parts.append(part[:cut])
            part = part[cut:]
        seen = found or seen
        part.append(piece)
    for pieces in [*parts, part]:
        first = next((piece.line for piece in pieces if piece.text.strip()), block.line)
        yield replace(block, line=first, pieces=pieces)


def _record(block: Block, kind: str, section: str, at: str) -> Facts | Refused:
    title = title_of(block)
    if not title:
        return Refused(block.line, "there is no title beside its link", block.text)
    values: Values = {"title": title}
    addresses = []
    for piece in block.pieces:
        if not piece.link or piece.image:
            for name, value in ids_in(badge_text(piece)).items():
                values.setdefault(name, value)
        label = badge_text(piece) if piece.image else piece.text
        address = address_in(piece.link) if piece.link else ""
        if address and not address.startswith("https://img.shields.io"):
            add_link(values, address, label if is_label(label) else "")
            addresses.append(address)
    for piece in block.pieces:
        if not values.get("code") and (starred := starred_repository(piece)):
            values["code"] = [{"url": starred}]
    if not addresses and not any(values.get(name) for name in _OF_PAPER):
        return Refused(block.line, f"its link is not an address on the web: {block.links[0].link}", title)
    kind = _kind(values, kind, section)
    if kind == "tutorials" and addresses:
        values["url"] = addresses[0]
    _add_times(values, block, title)
    if authors := authors_of(block, title):
        values["authors"] = authors
    rest = rest_of(block, title).strip(" :-–—,.")
    return Facts(at, as_kind(values, kind), block.line, rest if len(rest.split()) > 3 else "", kind, block.sections)


def _kind(values: Values, said: str, section: str) -> str:
    """What an entry is, by its links and by what its section says."""
    if said in ("datasets", "libraries") and _SECTIONS[-1][1].search(section):  # Surveys and benchmarks
        said = ""
    is_paper = any(values.get(name) for name in _OF_PAPER)
    has_code = bool(values.get("code"))
    if said == "datasets" or (said == "libraries" and (has_code or not is_paper)):
        return said
    if said == "tutorials" and not any(values.get(name) for name in ("arxiv", "openreview", "acl", "pmlr", "doi")):
        return said
    return "libraries" if has_code and not is_paper and not values.get("url") else "papers"


def _add_times(values: Values, block: Block, title: str) -> None:
    """Adds the venue and the date. A list may have the month of a later version: the arXiv id has the first one's."""
    date = ""
    for text in times_of(block, title):
        claimed = right_value("bad-date", re.sub(r"(?i)\b(?:arxiv|preprint|corr)\b|[\[\]()]", " ", text).strip(" ,"))
        claimed = claimed or (text.strip() if re.fullmatch(r"\d{4}(-\d\d){0,2}", text.strip()) else "")
        if claimed and not date and " or " not in claimed:
            date = claimed
            _add_correction(values, text, claimed)
        elif not claimed and "venue" not in values and re.search(r"[^\W\d_]{2}", text):
            add_venue(values, text, year_in(text))
    venue = values.get("venue")
    if not date and isinstance(venue, dict) and not values.get("openreview"):
        date = str(venue.get("year", ""))
    add_date(values, date)


def _add_correction(values: Values, text: str, claimed: str) -> None:
    month = arxiv_month(str(values.get("arxiv", "")))
    if is_preprint(text) and month and len(claimed) > 4 and not claimed.startswith(month):
        was = re.sub(r"(?i)\b(?:arxiv|preprint)\b|[\[\]()]", " ", text).strip(" ,")
        number = str(values["arxiv"]).partition(".")[0]
        why = f"arXiv numbers the first version {number}"
        values["corrections"] = [{"field": "date", "was": " ".join(was.split()), "why": why}]
