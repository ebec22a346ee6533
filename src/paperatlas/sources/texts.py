"""Texts of services: without markup, in one line."""

from __future__ import annotations

import html
import re
import unicodedata

from ..patterns import regex

_TAG = regex(r"</?[A-Za-z][^<>]*>")
_SPACE = regex(r"\s+")
_FIGURE = regex(r"^(Abstract|ABSTRACT)[.:\s—-]*")


def one_line(value: object) -> str:
    """The text in one line, without control characters; "" for anything but text.

    >>> one_line("A clock\\n  for\\x07 all "), one_line(None), one_line(7)
    ('A clock for all', '', '7')
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return ""
    kept = "".join(char if char.isspace() or unicodedata.category(char)[0] != "C" else "" for char in value)
    return _SPACE.sub(" ", kept).strip()


def unmarked(value: object) -> str:
    """The text in one line, without tags and entities of HTML or JATS.

    >>> unmarked("<jats:p>A &amp;amp; <i>B</i></jats:p>"), unmarked("x < 3 and y > 2")
    ('A & B', 'x < 3 and y > 2')
    """
    text = one_line(value)
    return one_line(html.unescape(html.unescape(_TAG.sub("", text)))) if "<" in text or "&" in text else text


def abstract(value: object) -> str:
    """The text of an abstract, without its heading.

    >>> abstract("<jats:title>Abstract</jats:title><jats:p>A clock.</jats:p>")
    'A clock.'
    """
    text = value if isinstance(value, str) else ""
    return _FIGURE.sub("", unmarked(re.sub(r"</(?:jats:)?(?:title|p)>", " ", text)))
