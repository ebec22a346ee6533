"""BibTeX entries of the published version, with the arXiv preprint in `eprint`.

They are ASCII for bibtex, and UTF-8 for biber (`biblatex`).

The eprint fields follow arXiv (info.arxiv.org/help/hypertex/bibstyles); `eprinttype` is what biblatex and Zotero call
`archivePrefix`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from ..catalogue import Catalogue
from ..links import read_url
from ..model import Edition, Paper
from ..patterns import regex
from ..people import Name
from ..titles import parts
from .capitals import braced, names
from .keys import citation_keys
from .latex import escaped, latex
from .notes import notes

NAME = "BibTeX"
HEAD = ""
SEPARATOR = "\n"
TAIL = ""
EXTENSION = "bib"
MIME = "application/x-bibtex"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AND = regex(r"(?i)\band\b")  # between two authors, unless it is in braces


def records(catalogue: Catalogue, papers: Iterable[Paper]) -> list[str]:
    """The BibTeX entry of each paper, with its citation key."""
    entries = all_entries(catalogue)
    return [entries[paper.key] + "\n" for paper in papers]


@lru_cache(maxsize=1)  # a build writes every entry twice: on the paper's page, and in the files for Explore
def all_entries(catalogue: Catalogue) -> Mapping[str, str]:
    """The BibTeX entries of all papers by their keys in the catalogue."""
    keys = citation_keys(catalogue)
    return {key: bibtex(catalogue, paper, keys[key]) for key, paper in catalogue.papers.items()}


def bibtex(catalogue: Catalogue, paper: Paper, key: str, *, is_classic: bool = True) -> str:
    """The BibTeX entry of a paper, with `key` as its citation key; for biber if it is not for the classic bibtex."""
    write = latex if is_classic else escaped
    venue = paper.venue
    record = catalogue.venues.get(venue.name) if venue else None
    edition = record.edition(venue) if venue and record else Edition()
    kind = "misc" if not venue else "article" if record and record.type == "journal" else "inproceedings"
    fields: dict[str, str | None] = {
        "title": _title(catalogue, paper, write),
        "author": _people(catalogue, paper.authors, write),
    }
    if venue and record:
        fields["journal" if kind == "article" else "booktitle"] = write(record.booktitle(venue))
        is_published = record.publishes(venue)
        fields["series"] = write(record.series) if record.series and is_published else None
        volume = record.volume(venue)
        fields["volume"] = volume and write(volume)
        fields["number"] = venue.number and write(venue.number)
        # ACM's styles read `articleno`, biblatex and REVTeX read `eid`.
        fields["articleno"] = fields["eid"] = venue.article and write(venue.article)
        fields["pages"] = venue.pages and venue.pages.replace("-", "--")
        fields["editor"] = _people(catalogue, edition.editors, write)
        fields["publisher"] = write(record.publisher) if record.publisher and is_published else None
        fields["address"] = edition.address and write(edition.address)
        fields["issn"] = record.issn if is_published else None
    fields["year"] = str(venue.year) if venue else paper.year
    # As it is: biblatex reads it verbatim, and Zotero writes it so. A brace could end the field.
    fields["doi"] = paper.doi and paper.doi.replace("{", "%7B").replace("}", "%7D")
    if paper.arxiv:
        if not venue and is_classic:
            # The plain styles know no eprint. biblatex does, and would print the id twice: it runs `execute` first.
            fields |= {"howpublished": f"arXiv:{paper.arxiv}", "execute": r"\clearfield{howpublished}"}
        # An id from before 2007 names its archive itself.
        main_class = None if "/" in paper.arxiv else paper.arxiv_class
        fields |= {"eprint": paper.arxiv, "eprinttype": "arXiv", "archivePrefix": "arXiv", "primaryClass": main_class}
    if not paper.doi:
        fields["url"] = read_url(paper)
    fields["note"] = ". ".join(write(note).rstrip(".") for note in notes(catalogue, paper))
    fields["ids"] = ", ".join(paper.old_cite_keys)
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    month = edition.month if venue else int(paper.date[5:7] or 0)
    if month:
        lines.append(f"  month = {_MONTHS[month - 1]},")
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _people(catalogue: Catalogue, names: Iterable[str], write: Callable[[str], str]) -> str:
    return " and ".join(_author(catalogue.vocabulary.who.name(name), write) for name in names)


@lru_cache(maxsize=1 << 14)  # most have several papers, and a server asks again at every save
def _author(name: Name, write: Callable[[str], str]) -> str:
    """The name as `von Last, Jr., First`, or in braces if it has one part."""
    if name.is_whole or not name.given:
        return "{" + write(f"{name.surname} {name.suffix}".rstrip()) + "}"
    # BibTeX takes lower-case words for the particle: the y in Ortega y Gasset.
    is_one = any(word[:1].islower() for word in name.family.split()[:-1])
    family, given = (
        "{" + write(part) + "}" if is_braced or _AND.search(part) else write(part)
        for part, is_braced in ((name.family, is_one), (name.given, False))
    )
    surname = write(name.surname.removesuffix(name.family)) + family
    if surname[0].islower() and "-" in surname and " " not in surname:  # citation.js would take a part for the particle
        surname = "{" + surname + "}"
    parts = (surname, write(name.suffix), given)
    return ", ".join(part for part in parts if part)


def _title(catalogue: Catalogue, paper: Paper, write: Callable[[str], str]) -> str:
    known = names(catalogue)
    return "".join(f"{{${part}$}}" if is_maths else braced(part, known, write) for part, is_maths in parts(paper.title))
