"""BibTeX entries of the published version, with the arXiv preprint in `eprint`.

The eprint fields follow arXiv (info.arxiv.org/help/hypertex/bibstyles). Text stays UTF-8, which biber reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ..catalogue import Catalogue
from ..links import read_url
from ..model import Paper
from ..patterns import regex
from ..people import Name
from ..titles import parts, plain
from ..words import comparable_title, fold
from .notes import notes

NAME = "BibTeX"
HEAD = ""
SEPARATOR = "\n"
TAIL = ""
EXTENSION = "bib"
MIME = "application/x-bibtex"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SMALL = frozenset(
    ["a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "via", "with"]
)
_AND = regex(r"(?i)\band\b")  # between two authors, unless it is in braces
_NOT_A_LETTER = regex(r"[^a-z]")
_WORD = regex(r"\w+")
_COMPOUND = regex(r"[^\W_]+(?:-[^\W_]+)*")
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "&": r"\&", "%": r"\%",
        "$": r"\$", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip


def records(catalogue: Catalogue, papers: Iterable[Paper]) -> list[str]:
    """The BibTeX entry of each paper, with its citation key."""
    entries = all_entries(catalogue)
    return [entries[paper.key] + "\n" for paper in papers]


@lru_cache(maxsize=1)  # a build writes every entry twice: on the paper's page, and in the files for Explore
def all_entries(catalogue: Catalogue) -> Mapping[str, str]:
    """The BibTeX entries of all papers by their keys in the catalogue."""
    keys = citation_keys(catalogue)
    return {key: bibtex(catalogue, paper, keys[key]) for key, paper in catalogue.papers.items()}


def bibtex(catalogue: Catalogue, paper: Paper, key: str) -> str:
    """The BibTeX entry of a paper, with `key` as its citation key."""
    venue = paper.venue
    record = catalogue.venues.get(venue.name) if venue else None
    kind = "misc" if not venue else "article" if record and record.type == "journal" else "inproceedings"
    fields: dict[str, str | None] = {
        "title": _title(paper),
        "author": " and ".join(_author(catalogue.vocabulary.who.name(name)) for name in paper.authors),
    }
    if venue and record:
        fields["journal" if kind == "article" else "booktitle"] = _plain(record.booktitle(venue))
        fields["series"] = record.series and _plain(record.series)
        fields["volume"] = venue.volume and _plain(venue.volume)
        fields["number"] = venue.number and _plain(venue.number)
        # ACM's styles read `articleno`, biblatex and REVTeX read `eid`.
        fields["articleno"] = fields["eid"] = venue.article and _plain(venue.article)
        fields["pages"] = venue.pages and venue.pages.replace("-", "--")
        fields["publisher"] = record.publisher and _plain(record.publisher)
    fields["year"] = str(venue.year) if venue else paper.year
    # As it is: biblatex reads it verbatim, and Zotero writes it so. A brace could end the field.
    fields["doi"] = paper.doi and paper.doi.replace("{", "%7B").replace("}", "%7D")
    if paper.arxiv:
        # An id from before 2007 names its archive itself.
        main_class = None if "/" in paper.arxiv else paper.arxiv_class
        fields |= {"eprint": paper.arxiv, "archivePrefix": "arXiv", "primaryClass": main_class}
    if not paper.doi:
        fields["url"] = read_url(paper)
    fields["note"] = ". ".join(_plain(note).rstrip(".") for note in notes(catalogue, paper))
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if not venue and len(paper.date) > 4:
        lines.append(f"  month = {_MONTHS[int(paper.date[5:7]) - 1]},")
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def citation_keys(catalogue: Catalogue) -> Mapping[str, str]:
    """The citation key of each paper, such as yang2024gated; where two are equal, the later addition gets a letter."""
    keys: dict[str, str] = {}
    used: set[str] = set()
    counts: Counter[str] = Counter()
    for paper in sorted(catalogue.papers.values(), key=lambda paper: (paper.added, paper.key)):
        family = _NOT_A_LETTER.sub("", fold(catalogue.vocabulary.who.name(paper.authors[0]).surname))
        word = next(
            (word for word in comparable_title(plain(paper.title)).split() if word not in _SMALL and word.isascii()), ""
        )
        year = str(paper.venue.year) if paper.venue else paper.year
        stem = f"{family or 'anon'}{year}{word}"
        while (key := stem + _suffix(counts[stem])) in used:
            counts[stem] += 1
        keys[paper.key] = key
        used.add(key)
    return keys


def _suffix(number: int) -> str:
    """Nothing for the first paper of a citation key, then b to z, aa, ab, and so on.

    >>> [_suffix(number) for number in (0, 1, 25, 26)]
    ['', 'b', 'z', 'aa']
    """
    if number == 0:
        return ""
    letters = ""
    while number >= 0:
        letters = chr(ord("a") + number % 26) + letters
        number = number // 26 - 1
    return letters


def _plain(text: str) -> str:
    return text.translate(_SPECIAL)


@lru_cache(maxsize=1 << 14)  # most have several papers, and a server asks again at every save
def _author(name: Name) -> str:
    """The name as `von Last, Jr., First`, or in braces if it has one part."""
    if name.is_whole or not name.given:
        return "{" + _plain(f"{name.surname} {name.suffix}".rstrip()) + "}"
    # BibTeX takes lower-case words for the particle: the y in Ortega y Gasset.
    is_one = any(word[:1].islower() for word in name.family.split()[:-1])
    family, given = (
        "{" + _plain(part) + "}" if is_braced or _AND.search(part) else _plain(part)
        for part, is_braced in ((name.family, is_one), (name.given, False))
    )
    parts = (_plain(name.surname.removesuffix(name.family)) + family, _plain(name.suffix), given)
    return ", ".join(part for part in parts if part)


def _title(paper: Paper) -> str:
    """The title with braces around its formulas, and around words whose capitals a bibliography style must keep."""
    names = set(_WORD.findall(paper.short_name or ""))

    def word(found: re.Match[str]) -> str:
        text = found[0]
        is_name = text != text.lower() and any(part in names for part in _WORD.findall(text))
        return "{" + text + "}" if is_name or any(char.isupper() for char in text[1:]) else text

    return "".join(
        f"{{${part}$}}" if is_maths else _COMPOUND.sub(word, _plain(part)) for part, is_maths in parts(paper.title)
    )
