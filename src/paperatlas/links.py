"""Where to find a paper on the web, from its ids."""

from __future__ import annotations

from urllib.parse import quote

from .model import Paper


def read_url(paper: Paper) -> str:
    """Where to read the paper: the first of `links`, or "" for a paper without any.

    A DOI comes after arXiv: anyone can open the preprint, while a DOI may lead to a paywall.
    """
    return next(iter(links(paper)), ("", ""))[1]


def doi_url(doi: str) -> str:
    """The address that resolves a DOI. Characters that an address cannot contain are percent-encoded.

    >>> doi_url("10.1000/a<1>")
    'https://doi.org/10.1000/a%3C1%3E'
    """
    return "https://doi.org/" + quote(doi, safe="/:;().,_-")


def links(paper: Paper) -> list[tuple[str, str]]:
    """Label and address of every page about the paper, in the order in which `read_url` prefers them.

    First the open pages of the published version, then the preprint, then the DOI.
    """
    found = [
        ("ACL Anthology", paper.acl and f"https://aclanthology.org/{paper.acl}/"),
        ("PMLR", paper.pmlr and f"https://proceedings.mlr.press/{paper.pmlr}.html"),
        ("Publisher", paper.url),
        ("OpenReview", paper.openreview and f"https://openreview.net/forum?id={paper.openreview}"),
        ("arXiv", paper.arxiv and f"https://arxiv.org/abs/{paper.arxiv}"),
        ("DOI", paper.doi and doi_url(paper.doi)),
        ("PDF", paper.pdf),
    ]
    return [(label, address) for label, address in found if address]


def pdf_url(paper: Paper) -> str | None:
    """The address of the PDF: the one that the entry names, else that of the ACL Anthology, arXiv or OpenReview."""
    if paper.pdf:
        return paper.pdf
    if paper.acl:
        return f"https://aclanthology.org/{paper.acl}.pdf"
    if paper.arxiv:
        return f"https://arxiv.org/pdf/{paper.arxiv}"
    return paper.openreview and f"https://openreview.net/pdf?id={paper.openreview}"


def code_url(paper: Paper) -> str:
    """The address of the paper's code, official code first; "" if there is none."""
    ranked = sorted(paper.code, key=lambda code: not code.official)
    return ranked[0].url if ranked else ""
