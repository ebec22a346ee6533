"""The ACL Anthology: the BibTeX record that it has for each paper."""

from __future__ import annotations

from dataclasses import replace

from .bibtex import facts_of
from .facts import Facts
from .web import Web, WebError

ADDRESS = "https://aclanthology.org"


def facts(web: Web, ident: str) -> Facts:
    """What the Anthology says of a paper.

    Raises:
        WebError: the Anthology gives no answer, or has no such paper: then its status is 404.
    """
    answer = web.get(f"{web.settings.address('acl', ADDRESS)}/{ident}.bib")
    page = f"aclanthology.org/{ident}"
    found = [] if answer.is_html else facts_of(answer.text(), page)
    if len(found) != 1:
        raise WebError(f"the ACL Anthology has no single record for {ident}", f"https://{page}/", answer.status)
    values = {name: value for name, value in found[0].values.items() if name not in ("url", "pdf")}
    return replace(found[0], values={**values, "acl": ident}, line=0)
