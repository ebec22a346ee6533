"""What each service says becomes the fields of an entry."""

from __future__ import annotations

import pytest

from paperatlas.sources import acl, arxiv, crossref, dblp, openreview, pages, semantic_scholar
from paperatlas.sources.web import Web, WebError

from . import answers
from .server import Reply, Service

TITLE = "Hourglass: A Clock of Sand That Turns Itself"


def test_arxiv(remote: Service, services: Web):
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(
        answers.arxiv_entry(
            comment="Code: https://github.com/ada/hourglass.", doi="10.1000/clock.77", journal="JOC 7 (2026)"
        )
    )
    found = arxiv.preprint(services, "2505.01234")
    assert found.facts.at == "arxiv.org/abs/2505.01234"
    assert found.facts.values == {
        "title": TITLE,
        "authors": ["Ada Byron", "José García"],
        "arxiv": "2505.01234",
        "arxiv_class": "cs.LG",
        "date": "2025-05-02",
        "doi": "10.1000/clock.77",
        "code": [{"url": "https://github.com/ada/hourglass", "official": "true"}],
    }
    assert (found.version, found.updated, found.journal) == (3, "2025-06-03", "JOC 7 (2026)")
    assert found.facts.abstract == answers.ABSTRACT
    assert remote.asked == ["/arxiv/api/query?id_list=2505.01234&max_results=1"]


def test_arxiv_in_latex_and_at_the_end_of_a_month(remote: Service, services: Web):
    entry = answers.arxiv_entry(
        "2506.00001v1", r"Clocks in $O(n^2)$ of Nystr\"om & Sons", ("Jos\\'e Garc\\'{i}a",), "2025-05-31T23:00:00Z"
    )
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(entry)
    found = arxiv.preprint(services, "2506.00001").facts.values
    assert found["title"] == "Clocks in $O(n^2)$ of Nyström & Sons"
    assert found["authors"] == ["José García"]
    assert found["date"] == "2025-06"


def test_arxiv_old_ids_and_several_at_once(remote: Service, services: Web):
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(
        answers.arxiv_entry("cs/0112017v1", published="2001-12-12T00:00:00Z"), answers.arxiv_entry()
    )
    found = arxiv.preprints(services, ["cs/0112017", "2505.01234", "2505.99999"])
    assert [one.facts.values["arxiv"] for one in found] == ["cs/0112017", "2505.01234"]


@pytest.mark.parametrize(
    "comment", ["This paper has been withdrawn by the authors due to an error in Lemma 2", "Withdrawn: wrong gears"]
)
def test_arxiv_withdrawn(comment: str, remote: Service, services: Web):
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(answers.arxiv_entry(comment=comment))
    found = arxiv.preprint(services, "2505.01234")
    assert found.withdrawn == comment
    assert found.facts.values["status"]["kind"] == "withdrawn"


def test_a_paper_about_withdrawal_is_not_withdrawn(remote: Service, services: Web):
    summary = "We study how hands are withdrawn from a clock, and why."
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(answers.arxiv_entry(summary=summary))
    assert arxiv.preprint(services, "2505.01234").withdrawn == ""


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (answers.ARXIV_ERROR, "incorrect id format"),
        (answers.arxiv_feed(), "arXiv has no paper"),
        (Reply("Rate exceeded.", type="text/plain"), "should give XML"),
        (Reply("<html><body>Sorry</body></html>", type="text/html"), "a page of HTML"),
        (Reply("<rss><channel/></rss>"), "no list of papers"),
        (Reply('<!DOCTYPE feed [<!ENTITY a "b">]><feed>&a;</feed>'), "plain XML"),
        (answers.arxiv_feed("<entry/>"), "arXiv has no paper"),
        (answers.arxiv_feed("<entry><id>http://arxiv.org/abs/x</id><title>A</title></entry>"), "arXiv has no paper"),
    ],
)
def test_arxiv_says_what_is_wrong(reply: Reply, problem: str, remote: Service, services: Web):
    remote.replies["/arxiv/api/query"] = reply
    with pytest.raises(WebError, match=problem):
        arxiv.preprint(services, "2505.01234")


def test_crossref(remote: Service, services: Web):
    remote.replies["/crossref/works/10.1000%2Fclock.77"] = answers.crossref(answers.crossref_work())
    found = crossref.facts(services, "10.1000/clock.77")
    assert found.at == "doi.org/10.1000/clock.77"
    assert found.values == {
        "title": TITLE,
        "authors": ["A. Byron", "Jose García"],
        "doi": "10.1000/clock.77",
        "date": "2025-12-03",
        "venue": {"name": "Journal of Clocks", "year": "2025", "volume": "7", "number": "2", "pages": "100-120"},
    }
    assert found.abstract == answers.ABSTRACT


def test_crossref_odd_values(remote: Service, services: Web):
    work = answers.crossref_work(
        title=["Clocks &amp; <i>Gears</i>"],
        subtitle=["A Study"],
        author=[{"name": "The Clock Team"}, {"family": "Öz", "suffix": "Jr."}, {"given": None, "family": None}, "x"],
        page=None,
        issued={"date-parts": [[None]]},
    )
    work |= {"published-online": None, "article-number": "e12", "container-title": []}
    remote.replies["/crossref/works/10.1000%2Fclock.77"] = answers.crossref(work)
    found = crossref.facts(services, "10.1000/clock.77").values
    assert found["title"] == "Clocks & Gears: A Study"
    assert found["authors"] == ["The Clock Team", "Öz, Jr."]
    assert "venue" not in found and "date" not in found


def test_crossref_a_preprint_has_no_venue(remote: Service, services: Web):
    work = answers.crossref_work(type="posted-content")
    remote.replies["/crossref/works"] = answers.as_json({"message": {"items": [work, {}, None]}})
    [found] = crossref.search(services, TITLE)
    assert "venue" not in found.values


@pytest.mark.parametrize("reply", [Reply("Resource not found.", 404), Reply("[]"), Reply('{"message": {"title": []}}')])
def test_crossref_does_not_know_it(reply: Reply, remote: Service, services: Web):
    remote.replies["/crossref/works/10.1000%2Fclock.77"] = reply
    with pytest.raises(WebError):
        crossref.facts(services, "10.1000/clock.77")


@pytest.mark.parametrize("version", [1, 2])
def test_openreview(version: int, remote: Service, services: Web):
    remote.replies |= {"/openreview/notes": answers.notes(), "/openreview1/notes": answers.notes()}
    service = "openreview" if version == 2 else "openreview1"
    remote.replies[f"/{service}/notes"] = answers.notes(answers.note(version))
    found = openreview.facts(services, "AbCdEf1234")
    assert found.at == "openreview.net/forum?id=AbCdEf1234"
    assert found.values == {
        "title": TITLE,
        "authors": ["Ada Byron", "José García"],
        "openreview": "AbCdEf1234",
        "venue": {"name": "JOC 2026 Oral", "year": "2026"},
        "date": "2025-05-03",
    }


@pytest.mark.parametrize(
    "content",
    [
        {"venue": "Submitted to JOC 2026", "venueid": "JOC.org/2026/Conference/Submission"},
        {
            "venue": "JOC 2026 Conference Withdrawn Submission",
            "venueid": "JOC.org/2026/Conference/Withdrawn_Submission",
        },
        {"venue": "JOC 2026", "venueid": "JOC.org/2026/Conference/Rejected_Submission"},
        {"venue": None, "venueid": None},
    ],
)
def test_openreview_only_what_is_accepted_has_a_venue(content: dict[str, str], remote: Service, services: Web):
    remote.replies["/openreview/notes"] = answers.notes(answers.note(**content))
    assert "venue" not in openreview.facts(services, "AbCdEf1234").values


def test_openreview_authors_as_groups_and_anonymous(remote: Service, services: Web):
    people = [{"fullname": "Ada Byron", "username": "~Ada_Byron1"}, "Anonymous", None, 7]
    remote.replies["/openreview/notes"] = answers.notes(answers.note(authors=people))
    assert openreview.facts(services, "AbCdEf1234").values["authors"] == ["Ada Byron", "7"]


@pytest.mark.parametrize(
    "reply", [answers.notes(), Reply("{}", 400), Reply("{}", 404), Reply("[1]"), Reply('{"notes": 7}')]
)
def test_openreview_shows_nothing(reply: Reply, remote: Service, services: Web):
    remote.replies |= {"/openreview/notes": reply, "/openreview1/notes": reply}
    with pytest.raises(WebError, match="OpenReview shows no paper") as error:
        openreview.facts(services, "AbCdEf1234")
    assert error.value.status == 404


def test_openreview_refuses(remote: Service, services: Web):
    remote.replies |= {"/openreview/notes": Reply("{}", 403), "/openreview1/notes": answers.notes()}
    with pytest.raises(WebError, match="403 Forbidden"):
        openreview.facts(services, "AbCdEf1234")


def test_the_acl_anthology(remote: Service, services: Web):
    remote.replies["/acl/2025.clock-long.5.bib"] = Reply(answers.ACL_BIB, type="text/plain")
    found = acl.facts(services, "2025.clock-long.5")
    assert found.at == "aclanthology.org/2025.clock-long.5"
    venue = found.values["venue"]
    assert found.values["title"] == TITLE and found.values["authors"] == ["Ada Byron", "José García"]
    assert found.values["acl"] == "2025.clock-long.5" and found.values["doi"] == "10.18653/v1/2025.clock-long.5"
    assert isinstance(venue, dict) and venue["pages"] == "100-120" and venue["year"] == "2025"


@pytest.mark.parametrize(
    "reply", [Reply("<html>", type="text/html"), Reply("@inproceedings{"), Reply(""), Reply("", 404)]
)
def test_the_acl_anthology_has_no_record(reply: Reply, remote: Service, services: Web):
    remote.replies["/acl/2025.clock-long.5.bib"] = reply
    with pytest.raises(WebError):
        acl.facts(services, "2025.clock-long.5")


def test_dblp(remote: Service, services: Web):
    remote.replies["/dblp/search/publ/api"] = answers.dblp(answers.dblp_info())
    [found] = dblp.search(services, TITLE)
    assert found.at == "dblp.org/rec/journals/joc/ByronG26"
    assert found.values == {
        "title": TITLE,
        "authors": ["Ada Byron", "José García"],
        "doi": "10.1000/clock.77",
        "venue": {"name": "J. Clocks", "year": "2026"},
    }


def test_dblp_several_links_one_author_and_arxiv(remote: Service, services: Web):
    meeting = answers.dblp_info(
        authors={"author": {"@pid": "1/2", "text": "Ada Byron"}},
        venue=["JOC", "Clocks"],
        key="conf/joc/Byron26",
        ee=["https://openreview.net/forum?id=AbCdEf1234", "https://aclanthology.org/2025.clock-long.5"],
    )
    preprint = answers.dblp_info(
        venue="CoRR", key="journals/corr/abs-2505-01234", ee="https://doi.org/10.48550/arXiv.2505.01234"
    )
    del meeting["doi"]
    preprint["doi"] = "10.48550/ARXIV.2505.01234"
    remote.replies["/dblp/search/publ/api"] = answers.dblp(meeting, preprint, {"title": None})
    one, two = dblp.search(services, TITLE)
    assert one.values["openreview"] == "AbCdEf1234" and one.values["acl"] == "2025.clock-long.5"
    assert one.values["authors"] == ["Ada Byron"] and one.values["venue"] == {"name": "JOC", "year": "2026"}
    assert two.values["arxiv"] == "2505.01234" and "venue" not in two.values and "doi" not in two.values


@pytest.mark.parametrize(
    "body", ["{}", "[]", "null", '{"result": {"hits": {"@total": "0"}}}', '{"result": {"hits": {"hit": 7}}}']
)
def test_dblp_finds_nothing(body: str, remote: Service, services: Web):
    remote.replies["/dblp/search/publ/api"] = Reply(body)
    assert dblp.search(services, TITLE) == []


def test_pmlr(remote: Service, services: Web):
    remote.replies["/pmlr/v1/byron25a.html"] = Reply(answers.PAGE, type="text/html; charset=utf-8")
    found = pages.pmlr(services, "v1/byron25a")
    assert found.at == "proceedings.mlr.press/v1/byron25a"
    assert found.values == {
        "title": "Hourglass: A Clock of Sand & Gears",
        "authors": ["Ada Byron", "José García"],
        "venue": {"name": "International Meeting on Clocks", "year": "2025", "pages": "100-120", "volume": "1"},
        "date": "2025-07-21",
        "pmlr": "v1/byron25a",
    }
    assert found.abstract == "A clock of sand runs down."


def test_another_page_with_tags(remote: Service, services: Web):
    body = answers.PAGE.replace("</head>", '<meta name="citation_doi" content="10.1000/clock.77"></head>')
    remote.replies["/paper/2025/hash/1-Abstract.html"] = Reply(
        body.encode("latin-1"), type="text/html; charset=latin-1"
    )
    url = f"{remote.address}/paper/2025/hash/1-Abstract.html"
    found = pages.facts(services, url).values
    assert found["authors"] == ["Ada Byron", "José García"]
    assert (found["doi"], found["url"], found["pdf"]) == (
        "10.1000/clock.77",
        url,
        f"{remote.address}/v1/byron25a/byron25a.pdf",
    )


@pytest.mark.parametrize("body", ["", "<html><title>Sorry", '<meta name="citation_title">', "\x00\xff", "<" * 10_000])
def test_a_page_without_tags(body: str, remote: Service, services: Web):
    remote.replies["/a"] = Reply(body, type="text/html")
    with pytest.raises(WebError, match="does not say in tags"):
        pages.facts(services, f"{remote.address}/a")


def test_semantic_scholar(remote: Service, services: Web, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PAPERATLAS_SEMANTIC_SCHOLAR_KEY", "secret")
    remote.replies["/semantic_scholar/graph/v1/paper/" + "a" * 40] = answers.as_json(answers.scholar_paper())
    found = semantic_scholar.facts(services, "a" * 40)
    assert found.values == {
        "title": TITLE,
        "authors": ["Ada Byron", "J. García"],
        "arxiv": "2505.01234",
        "date": "2025-05-02",
    }
    assert remote.headers[0]["x-api-key"] == "secret"


def test_semantic_scholar_lists(remote: Service, services: Web):
    remote.replies |= {
        "/semantic_scholar/recommendations/v1/papers/": answers.as_json(
            {"recommendedPapers": [answers.scholar_paper(), None]}
        ),
        "/semantic_scholar/graph/v1/paper/ARXIV:2505.01234/citations": answers.as_json(
            {"offset": 0, "data": [{"citingPaper": answers.scholar_paper()}, {"citingPaper": {"title": None}}, 7]}
        ),
    }
    assert [one.title for one in semantic_scholar.recommended(services, ["ARXIV:1903.00010"])] == [TITLE]
    assert [one.title for one in semantic_scholar.citing(services, "ARXIV:2505.01234")] == [TITLE]
    assert semantic_scholar.search(services, "no such title") == []  # 404
