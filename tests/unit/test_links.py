"""Where a paper can be read, according to its entry."""

from __future__ import annotations

import pytest

from paperatlas.links import doi_url, links, pdf_url, read_url
from paperatlas.model import Paper

IDS = {
    "acl": ("2024.acl-long.518", "ACL Anthology", "https://aclanthology.org/2024.acl-long.518/"),
    "pmlr": ("v235/yang24ab", "PMLR", "https://proceedings.mlr.press/v235/yang24ab.html"),
    "url": ("https://example.org/clock", "Publisher", "https://example.org/clock"),
    "openreview": ("ia5XvxFUJT", "OpenReview", "https://openreview.net/forum?id=ia5XvxFUJT"),
    "arxiv": ("2312.06635", "arXiv", "https://arxiv.org/abs/2312.06635"),
    "doi": ("10.1000/clock.1", "DOI", "https://doi.org/10.1000/clock.1"),
    "pdf": ("https://example.org/clock.pdf", "PDF", "https://example.org/clock.pdf"),
}
PDFS = {
    "pdf": "https://example.org/clock.pdf",
    "acl": "https://aclanthology.org/2024.acl-long.518.pdf",
    "arxiv": "https://arxiv.org/pdf/2312.06635",
    "openreview": "https://openreview.net/pdf?id=ia5XvxFUJT",
}


def paper_with(*names: str) -> Paper:
    """A paper that has only these ids and addresses."""
    ids = {name: IDS[name][0] for name in names}
    return Paper(
        key="clock", title="A clock", authors=("Ada Byron",), date="2023-12", category="clocks", tags=("gears",),
        summary="It tells the time.", added="2026-11-24", **ids,
    )  # fmt: skip


@pytest.mark.parametrize("name", IDS)
def test_each_id_links_to_its_page(name):
    _, label, address = IDS[name]
    assert links(paper_with(name)) == [(label, address)]
    assert read_url(paper_with(name)) == address


def test_a_paper_has_a_link_for_every_id_and_is_read_at_the_first():
    paper = paper_with(*reversed(IDS))
    assert links(paper) == [(label, address) for _, label, address in IDS.values()]
    assert read_url(paper) == IDS["acl"][2]


def test_a_paper_without_any_id_has_no_links():
    paper = paper_with()
    assert (links(paper), read_url(paper), pdf_url(paper)) == ([], "", None)


@pytest.mark.parametrize("number", range(len(PDFS)))
def test_the_pdf_comes_from_the_entry_or_else_acl_arxiv_or_openreview(number):
    names = list(PDFS)[number:]
    assert pdf_url(paper_with(*names)) == PDFS[names[0]]


@pytest.mark.parametrize("name", ["pmlr", "url", "doi"])
def test_an_id_without_a_pdf_gives_no_pdf_link(name):
    assert pdf_url(paper_with(name)) is None


def test_the_address_of_a_doi_encodes_special_characters():
    assert doi_url("10.1002/(SICI)8<983::AID-SPE>3.0.CO;2-#") == (
        "https://doi.org/10.1002/(SICI)8%3C983::AID-SPE%3E3.0.CO;2-%23"
    )
