"""Where a paper stands on the web, from its ids."""

from __future__ import annotations

from urllib.parse import quote

from .model import Paper


def read_url(paper: Paper) -> str:
    """Where to read the paper: the publisher's page where there is one, else the preprint."""
    return next(iter(links(paper)), ("", ""))[1]


def doi_url(doi: str) -> str:
    """The resolver's address of a DOI; old ones hold characters that an address must not."""
    return "https://doi.org/" + quote(doi, safe="/:;().,_-")


def links(paper: Paper) -> list[tuple[str, str]]:
    """Every place where the paper stands, label and address, the publisher's first."""
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
    """The PDF, the publisher's where the entry names it."""
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
