"""One paper from several services: what is asked, what is believed, and what is proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from paperatlas.catalogue import Catalogue, load
from paperatlas.model import VenueRecord
from paperatlas.sources.facts import Facts
from paperatlas.sources.gather import NotFound, gather
from paperatlas.sources.merge import merged
from paperatlas.sources.propose import Proposer
from paperatlas.sources.venues import known_venue
from paperatlas.sources.web import Web, WebError
from paperatlas.sources.what import what
from tests.unit.conftest import Shelf

from . import answers
from .conftest import SERVICES
from .server import Reply, Service

VENUES = {
    "JOC": VenueRecord(name="Journal of Clocks", type="journal", description=""),
    "ICC": VenueRecord(name="International Conference on Clocks", type="conference", description=""),
}
ARXIV = Facts(
    "arxiv.org/abs/2505.01234",
    {"title": "Hourglass", "authors": ["Ada Byron", "José García"], "arxiv": "2505.01234", "date": "2025-05-02"},
)


def published(at: str = "doi.org/10.1000/clock.77", **values: object) -> Facts:
    whole = {"title": "Hourglass", "authors": ["A. Byron", "J. Garcia"], "venue": {"name": "JOC", "year": "2026"}}
    return Facts(at, {**whole, **values})


def test_names_are_the_fullest_of_all_services():
    assert merged([ARXIV, published()], VENUES).values["authors"] == ["Ada Byron", "José García"]
    assert "arxiv_authors" not in merged([ARXIV, published()], VENUES).values


def test_other_authors_on_arxiv_are_kept_apart():
    paper = merged([ARXIV, published(authors=["Ada Byron", "José García", "Elif Öz"])], VENUES)
    assert paper.values["authors"] == ["Ada Byron", "José García", "Elif Öz"]
    assert paper.values["arxiv_authors"] == ["Ada Byron", "José García"]


def test_a_title_in_capitals_is_that_of_arxiv():
    assert merged([ARXIV, published(title="HOURGLASS")], VENUES).values["title"] == "Hourglass"


def test_a_conference_and_a_journal_and_a_workshop():
    meeting = published("openreview.net/forum?id=AbCdEf1234", venue={"name": "ICC 2025 Oral", "year": "2025"})
    listed = published("dblp.org/rec/conf/icc/1", venue={"name": "ICC", "year": "2025", "pages": "1-9"})
    workshop = published("dblp.org/rec/conf/icc/2", venue={"name": "ICC 2024 Workshop on Sand", "year": "2024"})
    paper = merged([workshop, listed, meeting, published()], VENUES)
    assert paper.values["venue"] == {"name": "JOC", "year": "2026"}  # the DOI
    assert paper.values["also"] == [
        {"name": "ICC", "year": "2025", "presentation": "oral", "pages": "1-9"},
        {"name": "ICC", "year": "2024", "track": "workshop", "workshop": "Sand"},
    ]


def test_what_an_entry_cannot_have_is_left_out_with_the_reason():
    paper = merged(
        [published(venue={"name": "JOC", "year": "2026", "pages": "9-1"}, doi="10.1/x", pdf="ftp://a/b.pdf")], VENUES
    )
    assert paper.values["venue"] == {"name": "JOC", "year": "2026"}
    assert "doi" not in paper.values and "pdf" not in paper.values
    assert len(paper.notes) == 3 and all("is left out" in note for note in paper.notes)


def test_an_unknown_venue_is_a_note():
    paper = merged([published(venue={"name": "Sand Letters", "year": "2026"})], VENUES)
    assert "venue" not in paper.values
    assert paper.notes == (
        "the venue 'Sand Letters' is left out: it is not in venues.yml; add it there, and then `venue` here "
        "(doi.org/10.1000/clock.77)",
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("J. Clocks", "JOC"),
        ("Int. Conf. Clocks", "ICC"),
        ("Proceedings of the 7th International Conference on Clocks", "ICC"),
        ("Journal of Clocks and Watches", ""),
        ("Accepted by JOC", "JOC"),
        ("The Journal of Clocks 7 (2024)", "JOC"),
        ("Clocks", ""),
        ("J.", ""),
        ("", ""),
    ],
)
def test_venues_in_short(name: str, key: str):
    assert known_venue({"name": name, "year": "2024"}, VENUES).get("name", "") == key


@pytest.fixture
def all_services(remote: Service, services: Web) -> Web:
    remote.replies |= {
        "/arxiv/api/query": answers.arxiv_feed(answers.arxiv_entry()),
        "/dblp/search/publ/api": answers.dblp(),
        "/openreview/notes/search": answers.notes(),
        "/crossref/works": answers.as_json({"message": {"items": []}}),
    }
    return services


def test_a_link_to_semantic_scholar_leads_to_arxiv(remote: Service, all_services: Web):
    remote.replies["/semantic_scholar/graph/v1/paper/" + "a" * 40] = answers.as_json(answers.scholar_paper())
    found = gather(all_services, what("https://www.semanticscholar.org/paper/x/" + "a" * 40)[0])
    assert [one.at.partition("/")[0] for one in found.found] == ["semanticscholar.org", "arxiv.org"]


def test_a_page_of_proceedings(remote: Service, all_services: Web):
    remote.replies["/paper/1-Abstract.html"] = Reply(answers.PAGE, type="text/html")
    title = "Hourglass: A Clock of Sand & Gears"
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(answers.arxiv_entry(title=title))
    found = gather(all_services, what(f"{remote.address}/paper/1-Abstract.html")[0])
    assert found.is_published and found.preprint and found.preprint.version == 3


def test_another_paper_with_the_same_title_is_not_taken(remote: Service, all_services: Web):
    remote.replies["/dblp/search/publ/api"] = answers.dblp(
        answers.dblp_info(authors={"author": [{"text": "Someone Else"}]})
    )
    assert not gather(all_services, what("2505.01234")[0]).is_published


def test_an_id_of_another_paper_is_not_followed(remote: Service, all_services: Web):
    remote.replies["/dblp/search/publ/api"] = answers.dblp(
        answers.dblp_info(ee="https://arxiv.org/abs/2505.99999", doi="")
    )
    found = gather(all_services, what("2505.01234")[0])
    assert any("gives another arxiv: 2505.99999" in note for note in found.notes)
    assert merged(found.found, VENUES).values["arxiv"] == "2505.01234"
    assert not any("2505.99999" in path for path in remote.asked)


def test_services_that_lead_to_each_other_end(remote: Service, all_services: Web):
    work = answers.crossref_work(DOI="10.1000/clock.77")
    remote.replies["/crossref/works/10.1000%2Fclock.77"] = answers.crossref(work)
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(answers.arxiv_entry(doi="10.1000/clock.77"))
    gather(all_services, what("10.1000/clock.77")[0])
    assert len(remote.asked) == len(set(remote.asked)) <= 3


def test_the_service_of_the_id_that_was_given_must_answer(remote: Service, all_services: Web):
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed()
    with pytest.raises(WebError, match=r"arXiv has no paper 2505\.01234"):
        gather(all_services, what("2505.01234")[0])
    with pytest.raises(NotFound):
        gather(all_services, what("A Clock That No Service Knows")[0])


@pytest.fixture(scope="module")
def sorting() -> Catalogue:
    return load(Path(__file__).parents[1] / "sorting")


def test_proposals_for_another_topic(sorting: Catalogue):
    """On the second topic of these tests, sorting: nothing in the engine knows the words of one field."""
    paper = sorting.papers["quicksort"]
    found = Proposer(sorting).proposals("A Faster Quicksort", paper.summary, "2026")
    assert found.category[0].value == paper.category and "nearest papers" in found.category[0].why
    assert len(found.tags) >= 3 and all(one.why for one in found.tags)
    assert "quicksort" in {one.value for one in found.relations}


def test_relations_lead_to_earlier_papers(sorting: Catalogue):
    paper = sorting.papers["quicksort"]
    assert Proposer(sorting).proposals("A Faster Quicksort", paper.summary, "1900").relations == ()


def test_proposals_for_an_empty_text_and_an_empty_catalogue(sorting: Catalogue):
    found = Proposer(sorting).proposals("", "", date(2026, 1, 1).isoformat())
    assert found.relations == () and len(found.tags) <= 6
    empty = Proposer(Catalogue(())).proposals("A Clock", "It ticks.")
    assert (empty.category, empty.family, empty.tags, empty.relations) == ((), None, (), ())


def test_semantic_scholar_is_asked_with_a_key(remote: Service, all_services: Web, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PAPERATLAS_SEMANTIC_SCHOLAR_KEY", "secret")
    journal = {"publicationVenue": {"name": "Journal of Clocks"}, "year": 2026}
    paper = answers.scholar_paper(**journal, externalIds={"ArXiv": "2505.01234"})
    remote.replies["/semantic_scholar/graph/v1/paper/search/match"] = answers.as_json({"data": [paper]})
    found = gather(all_services, what("2505.01234")[0])
    assert merged(found.found, VENUES).values["venue"] == {"name": "JOC", "year": "2026"}


def test_without_a_network_a_title_is_not_asked_everywhere(all_services: Web, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("paperatlas.sources.web.time.sleep", lambda seconds: None)
    offline = Web(replace(all_services.settings, addresses=dict.fromkeys(SERVICES, "http://127.0.0.1:9")))
    lines: list[str] = []
    with pytest.raises(WebError, match="cannot be reached"):
        gather(offline, what("A Clock of Sand")[0], lines.append)
    assert lines == ["asks arXiv for the title", "asks dblp for the title"]


def test_bibtex_without_a_network_is_enough(all_services: Web):
    offline = Web(replace(all_services.settings, addresses=dict.fromkeys(SERVICES, "http://127.0.0.1:9")))
    record = "@article{a, title={Sand}, author={Byron, Ada}, journal={Journal of Clocks}, year={2024}, doi={10.1000/1}}"
    found = gather(offline, what(record)[0])
    assert [one.title for one in found.found] == ["Sand"] and found.notes


@pytest.mark.parametrize("service", ["arxiv/api/query", "openreview/notes"])
def test_a_service_that_fails_is_named(service: str, remote: Service, all_services: Web):
    remote.replies[f"/{service}"] = Reply("", 500)
    asked = "2505.01234" if service.startswith("arxiv") else "https://openreview.net/forum?id=AbCdEf1234"
    with pytest.raises(WebError, match="500 Internal Server Error"):
        gather(all_services, what(asked)[0])


def test_families_and_names_in_the_text(tmp_path: Path):
    shelf = Shelf(tmp_path / "catalog")
    families = "families: {sand: {name: Sand, description: A.}, sun: {name: Sun, description: B.}}"
    shelf.change("categories.yml", "description: Clocks that need the sky.", f"description: Clocks, {families}")
    shelf.change("papers/sundial.yml", "category: outdoor", "category: outdoor\nfamily: sun")
    catalogue = load(shelf.root)
    found = Proposer(catalogue).proposals(
        "Outdoor clocks", "We compare it with Gnomon, a shadow of a stick in a garden.", category="outdoor"
    )
    assert found.category[0].value == "outdoor" and "the text says 'Outdoor clocks'" in found.category[0].why
    assert found.family and found.family.value == "sun"
    assert [(one.value, one.why) for one in found.tags if "text" in one.why] == [("shadow", "the text says 'shadow'")]
    assert found.relations[0].value == "sundial" and found.relations[0].why == "the text names Gnomon"
    # Without a paper of a family near, the first family is proposed, with the reason.
    shelf.change("papers/sundial.yml", "category: outdoor\nfamily: sun", "category: indoor")
    first = Proposer(load(shelf.root)).proposals("A shadow", "", category="outdoor").family
    assert first and first.value == "sand" and "no near paper" in first.why
