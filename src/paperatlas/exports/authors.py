"""An author's name in the parts that reference managers sort and shorten by."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Author:
    """`given` is empty where the name is whole: that of an organisation, and one that cannot be taken apart."""

    family: str
    given: str = ""


def author(catalogue: Catalogue, name: str) -> Author:
    """The parts of a name as printed, by authors.yml where that knows better than the last word."""
    canonical = catalogue.vocabulary.spellings.get(name, name)
    known = catalogue.vocabulary.authors.get(canonical)
    family = catalogue.family(name)
    # A name of one word, or of one with commas, would be taken apart wrongly.
    if (known and known.organisation) or name == family or "," in name:
        return Author(name)
    printed = name.removesuffix(family).strip() if name.endswith(family) else ""
    # Another spelling of a person keeps its own given name: it is the one on the title page.
    given = (known and name == canonical and known.given) or printed or (known and known.given)
    return Author(family, given) if given else Author(name)
