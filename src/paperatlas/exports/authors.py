"""Names of authors, split into family and given name for reference managers."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Author:
    """A name in parts. `given` is empty for an organisation and for a name that cannot be split."""

    family: str
    given: str = ""


def author(catalogue: Catalogue, name: str) -> Author:
    """The parts of a printed name: the last word is the family name, unless authors.yml says otherwise."""
    canonical = catalogue.vocabulary.spellings.get(name, name)
    known = catalogue.vocabulary.authors.get(canonical)
    family = catalogue.family(name)
    # An organisation or a name of one word is all family name; one with a comma would be split in the wrong place.
    if name == family or "," in name:
        return Author(name)
    printed = name.removesuffix(family).strip() if name.endswith(family) else ""
    # A variant keeps its own given name, as printed on the paper.
    given = (known and name == canonical and known.given) or printed or (known and known.given)
    return Author(family, given) if given else Author(name)
