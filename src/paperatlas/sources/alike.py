"""Whether two sources speak of the same paper and the same people."""

from __future__ import annotations

from collections.abc import Sequence

from ..people import first_and_last, parts_of, shorter_forms
from ..rules.duplicates import LEAST_LETTERS, MOST_EDITS
from ..titles import plain
from ..words import comparable_title, within_edits
from .facts import Facts


def comparable(title: str) -> str:
    """The title in a form that can be compared; a formula that cannot be read stays as it is."""
    try:
        return comparable_title(plain(title))
    except ValueError:
        return comparable_title(title)


def same_title(one: str, two: str) -> bool:
    """Whether two titles are equal but for case, punctuation and at most two letters.

    >>> same_title("Sundials, Again", "SUNDIALS again"), same_title("Clocks", "Locks")
    (True, False)
    """
    one, two = comparable(one), comparable(two)
    if one == two:
        return bool(one)
    return min(len(one), len(two)) >= LEAST_LETTERS and within_edits(one, two, MOST_EDITS)


def same_person(one: str, two: str) -> bool:
    """Whether one name may be a shorter form of the other.

    >>> same_person("José A. García", "J. Garcia"), same_person("Ada Byron", "Bo Byron")
    (True, False)
    """
    if not one.strip() or not two.strip():
        return one.strip() == two.strip()
    forms, others = shorter_forms(parts_of(one)), shorter_forms(parts_of(two))
    return forms[0] in others or others[0] in forms


def same_people(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two lists have the same people in the same order, perhaps in shorter forms."""
    return len(one) == len(two) and all(map(same_person, one, two))


def shares_people(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether at least half of the shorter list is in the other; true if one list is not known."""
    if not one or not two:
        return True
    keys, others = ({first_and_last(parts_of(name)) for name in names} for names in (one, two))
    return len(keys & others) * 2 >= min(len(keys), len(others))


def same_paper(one: Facts, two: Facts) -> bool:
    return same_title(one.title, two.title) and shares_people(authors(one), authors(two))


def authors(facts: Facts) -> list[str]:
    found = facts.values.get("authors")
    return [str(name) for name in found] if isinstance(found, list | tuple) else []
