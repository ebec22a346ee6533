"""How templates write dates, counts, code and addresses."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# Not the names of the calendar module, which depend on the locale of the machine.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def when(date: str) -> str:
    """A date in words.

    >>> when("2023-12"), when("2024-12-31"), when("1997")
    ('December 2023', '31 December 2024', '1997')
    """
    if len(date) == 4:
        return date
    year, month, *day = date.split("-")
    return " ".join([*(str(int(number)) for number in day), _MONTHS[int(month) - 1], year])


def short_when(date: str) -> str:
    """Month and year of a date, short.

    >>> short_when("2023-12-01"), short_when("1997")
    ('Dec 2023', '1997')
    """
    if len(date) == 4:
        return date
    year, month, *_ = date.split("-")
    return f"{_MONTHS[int(month) - 1][:3]} {year}"


def code(text: str) -> Markup:
    """Text in which words between backticks become code.

    >>> code("one of `tags.yml`")
    Markup('one of <code>tags.yml</code>')
    """
    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else part for index, part in enumerate(parts)
    )


def first_sentence(text: str) -> str:
    """The first sentence of a text; all of it if there is only one.

    >>> first_sentence("Sorts e.g. words. Fast.")
    'Sorts e.g. words.'
    """
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", text.strip(), maxsplit=1)[0]


def count(number: int) -> str:
    """A number with its thousands separated.

    >>> count(1234)
    '1,234'
    """
    return f"{number:,}"


def percent(part: int, whole: int) -> int:
    """A share in whole percent; `whole` must not be 0.

    >>> percent(1, 3)
    33
    """
    return round(100 * part / whole)


def repository_name(url: str) -> str:
    """A repository's URL as a short label.

    >>> repository_name("https://github.com/owner/name"), repository_name("https://gitlab.com/owner/name")
    ('owner/name', 'gitlab.com/owner/name')
    """
    return url.split("//", 1)[1].removeprefix("github.com/")


def letter_id(letter: str) -> str:
    """The id of the heading for an initial in the index of authors.

    >>> letter_id("A"), letter_id("#")
    ('letter-A', 'letter-other')
    """
    return "letter-" + ("other" if letter == "#" else letter)
