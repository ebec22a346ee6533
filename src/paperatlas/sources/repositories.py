"""Repositories of code: where they are now, and whether they are still kept (docs.github.com/rest/repos/repos)."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ..patterns import regex
from .web import Web, WebError

ADDRESS = "https://api.github.com"
_GITHUB = regex(r"https://github\.com/([\w.-]+)/([\w.-]+?)(?:\.git)?/?$")
_NO_LICENCE = ("NOASSERTION", "", None)


@dataclass(frozen=True, slots=True)
class Repository:
    """`url` is where it is now; "" if it is gone. `licence` is the id of SPDX; "" if GitHub does not know it."""

    url: str
    is_archived: bool = False
    licence: str = ""


def repository(web: Web, url: str) -> Repository | None:
    """The repository at an address of GitHub; None for another address.

    Raises:
        WebError: GitHub gives no answer, or not its usual one.
    """
    found = _GITHUB.match(url)
    if not found:
        return None
    token = os.environ.get("GITHUB_TOKEN")
    headers = {"Accept": "application/vnd.github+json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    address = f"{web.settings.address('github', ADDRESS)}/repos/{found[1]}/{found[2]}"
    try:
        answer = web.get(address, headers=headers)
    except WebError as error:
        if error.status in (404, 410, 451):
            return Repository("")
        raise
    known = answer.json()
    if not isinstance(known, dict) or not isinstance(known.get("html_url"), str):
        raise WebError("GitHub gave an answer that is no repository", address)
    licence = known.get("license")
    spdx = licence.get("spdx_id") if isinstance(licence, dict) else ""
    return Repository(known["html_url"], known.get("archived") is True, "" if spdx in _NO_LICENCE else str(spdx))
