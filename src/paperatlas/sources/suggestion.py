"""A paper that somebody suggests in an issue: the link in the form, and what they answer below it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..patterns import regex

_SECTION = regex(r"(?m)^### +(.+?) *\r?$")
_NAME = r"[ \t>*_`-]*(?:tldr|summary|category|tags|name|key)[*_`]*[ \t]*[:=]"
# The lines below a summary belong to it, up to an empty line or the next answer.
_ANSWER = regex(
    r"(?im)^[ \t>*_`-]*(tldr|summary|category|tags|name|key)[*_`]*[ \t]*[:=][ \t]*\n?"
    rf"((?!{_NAME})[ \t>]*[^\s>].*(?:\n(?!{_NAME})[ \t>]*[^\s>].*)*)"
)
_NOTHING = "_No response_"
_MOST = 2_000  # characters of an answer


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an issue asks for. `answers` are fields of the entry; `why` is what the person says of the paper."""

    number: int
    author: str
    link: str
    why: str = ""
    answers: Mapping[str, str] | None = None


def suggestion(event: Mapping[str, Any]) -> Suggestion | None:
    """The suggestion in an event of GitHub; None if the issue is not made from the form.

    >>> issue = {"number": 5, "user": {"login": "ada"}, "body": "### Link\\n\\narxiv.org/abs/1903.00010\\n"}
    >>> suggestion({"issue": issue}).link
    'arxiv.org/abs/1903.00010'
    """
    issue = event.get("issue")
    if not isinstance(issue, Mapping) or "pull_request" in issue or not isinstance(issue.get("number"), int):
        return None
    parts = _SECTION.split(str(issue.get("body") or "").replace("\r\n", "\n"))
    given = {name.lower(): text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}
    given = {name: "" if text == _NOTHING else text for name, text in given.items()}
    link = next((text for name, text in given.items() if name.startswith("link")), "").split("\n")[0].strip()
    if not link:
        return None
    why = next((text for name, text in given.items() if name.startswith("why")), "")
    tldr = next((text for name, text in given.items() if "one line" in name), "")
    author = issue.get("user")
    login = str(author.get("login", "")) if isinstance(author, Mapping) else ""
    return Suggestion(issue["number"], login, link, why, {"tldr": _one_line(tldr)} if tldr else {})


def answered(texts: Sequence[str]) -> dict[str, str]:
    """The fields that a person gives in comments, such as `summary: ...`; the last answer counts.

    >>> answered(["Thanks!\\n- **tldr**: It turns sand.", "tags: sand, glass"])
    {'tldr': 'It turns sand.', 'tags': 'sand, glass'}
    >>> answered(["tldr: It turns.\\nThanks!"])
    {'tldr': 'It turns.'}
    >>> answered(["summary:\\nSand falls.\\nThe glass turns.\\n\\nBye!"])
    {'summary': 'Sand falls. The glass turns.'}
    """
    found = (one for text in texts for one in _ANSWER.finditer(text.replace("\r\n", "\n")))
    return {name: _one_line(_answer(name, one[2])) for one in found if (name := one[1].lower())}


def _answer(name: str, text: str) -> str:
    """All lines of a summary, without the marks of a quotation; of other fields, the first line."""
    return re.sub(r"(?m)^[ \t]*>+", "", text if name == "summary" else text.split("\n")[0])


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" *_`")[:_MOST]
