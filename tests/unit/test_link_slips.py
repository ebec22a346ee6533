"""Links, short names and repositories of another paper: the commonest slip of copy and paste."""

from __future__ import annotations

import pytest

QUARTZ = "catalog/papers/quartz.yml"
PENDULUM = "catalog/papers/pendulum.yml"


@pytest.mark.parametrize(
    "line",
    [
        "url: https://arxiv.org/abs/2007.01234",
        "url: https://arxiv.org/abs/2007.01234v3",
        "pdf: https://www.arxiv.org/pdf/2007.01234.pdf",
        "project: https://arxiv.org/html/2007.01234v1",
        "doi: 10.48550/arXiv.2007.01234",
        "url: https://doi.org/10.48550/arXiv.2007.01234",
        "code: [{url: 'https://arxiv.org/abs/2007.01234'}]",
    ],
)
@pytest.mark.parametrize("own", ["", 'arxiv: "2105.01234"\n'])
def test_a_link_with_the_arxiv_id_of_another_entry_names_the_entry(shelf, line, own):
    shelf.add("papers/quartz.yml", f"{own}{line}\n")
    (shown,) = shelf.lines()
    assert shown.endswith(
        f"error: this link has the arXiv id 2007.01234, which is that of {PENDULUM}:6 [link-of-another-paper]"
    )


@pytest.mark.parametrize(
    ("own", "link"),
    [
        ("openreview: ia5XvxFUJT", "url: https://openreview.net/forum?id=ia5XvxFUJT"),
        ("openreview: ia5XvxFUJT", "pdf: https://openreview.net/pdf?id=ia5XvxFUJT"),
        ("acl: 2024.acl-long.518", "url: https://aclanthology.org/2024.acl-long.518/"),
        ("acl: 2024.acl-long.518", "pdf: https://aclanthology.org/2024.acl-long.518.pdf"),
        ("pmlr: v235/yang24ab", "url: https://proceedings.mlr.press/v235/yang24ab.html"),
        ("doi: 10.1000/Clock.7", "url: https://doi.org/10.1000/clock.7"),
    ],
)
def test_a_link_with_another_id_of_another_entry_is_an_error(shelf, own, link):
    shelf.add("papers/pendulum.yml", f"{own}\n").add("papers/quartz.yml", f"{link}\n")
    (shown,) = shelf.lines()
    assert shown.startswith(f"{QUARTZ}:8:")
    assert shown.endswith(f"which is that of {PENDULUM}:11 [link-of-another-paper]")


def test_a_link_with_the_own_id_is_valid(shelf):
    shelf.add("papers/quartz.yml", 'arxiv: "2105.01234"\nurl: https://arxiv.org/abs/2105.01234v2\n')
    shelf.add("papers/quartz.yml", "doi: 10.48550/arXiv.2105.01234\n")
    assert shelf.printed() == ""


def test_an_arxiv_link_with_an_id_that_differs_from_the_own_one_is_a_warning(shelf):
    shelf.add("papers/quartz.yml", 'arxiv: "2105.01234"\ndoi: 10.48550/arXiv.2105.99999\n')
    assert shelf.printed() == (
        f"{QUARTZ}:9:6: warning: this link has the arXiv id 2105.99999, but `arxiv` is 2105.01234 "
        "[link-of-another-id]\n"
        "  correct the one that is wrong; accept this warning if both are right"
    )


def test_an_arxiv_link_in_place_of_the_id_says_what_to_write(shelf):
    assert shelf.add("papers/quartz.yml", "url: https://arxiv.org/abs/2105.01234v2\n").printed() == (
        f"{QUARTZ}:8:6: warning: this link contains the arXiv id of the paper [id-in-link]\n"
        '  write arxiv: "2105.01234" in place of `url`'
    )


def test_another_version_in_also_has_ids_of_its_own(shelf):
    shelf.add("papers/quartz.yml", "venue: {name: JOC, year: 2022}\nopenreview: ia5XvxFUJT\n")
    shelf.add("papers/quartz.yml", "also: [{name: JOC, year: 2021, url: 'https://openreview.net/forum?id=other12'}]\n")
    assert shelf.printed() == ""


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("url: https://example.org/a", "url: http://www.example.org/a/"),
        ("pdf: https://example.org/a.pdf", "pdf: https://example.org/a.pdf"),
        ("url: https://example.org/a.pdf", "pdf: https://example.org/a.pdf"),
        ("project: https://example.org/a", "project: https://example.org/a"),
        ("video: https://example.org/a", "video: https://example.org/a"),
        ("short_name: Watch", "short_name: watch"),
    ],
)
def test_a_value_that_two_papers_have_is_reported_in_the_newer_one(shelf, one, two):
    shelf.change("papers/pendulum.yml", "added: 2026-11-24", "added: 2026-11-23")
    shelf.add("papers/pendulum.yml", f"{one}\n").add("papers/quartz.yml", f"{two}\n")
    (shown,) = shelf.lines()
    assert shown.startswith(f"{QUARTZ}:8:")
    assert f"is already used in {PENDULUM}:11 [duplicate-" in shown
    shelf.change("papers/pendulum.yml", "added: 2026-11-23", "added: 2026-11-25")
    (shown,) = shelf.lines()
    assert shown.startswith(f"{PENDULUM}:11:")


@pytest.mark.parametrize("value", ["ia5XvxFUJT"])
def test_an_openreview_id_of_two_papers_is_an_error(shelf, value):
    shelf.add("papers/pendulum.yml", f"openreview: {value}\n").add("papers/quartz.yml", f"openreview: {value}\n")
    assert "[duplicate-openreview]" in shelf.printed()


def test_a_repository_of_two_libraries_is_a_warning(shelf):
    shelf.write("libraries/other.yml", shelf.right("libraries/clockwork.yml").replace("clockwork", "clockwork.git"))
    (shown,) = shelf.lines()
    assert shown.endswith("is already used in catalog/libraries/clockwork.yml:2 [duplicate-repo]")


def test_official_code_of_a_paper_by_other_people_is_a_warning(shelf):
    shelf.change("papers/quartz.yml", "added: 2026-11-24", "added: 2026-11-25")
    shelf.add("papers/quartz.yml", 'code: [{url: "https://example.org/sundial/", official: true}]\n')
    assert shelf.lines() == [
        f"{QUARTZ}:8:14: warning: catalog/papers/sundial.yml, a paper by other people, has the same official code "
        "[shared-code]"
    ]


def test_a_group_in_place_of_an_author_does_not_stop_the_comparison_of_code(shelf):
    shelf.change("papers/quartz.yml", "added: 2026-11-24", "added: 2026-11-25")
    shelf.change("papers/quartz.yml", "authors: [", "authors: [{name: Somebody}, ")
    shelf.add("papers/quartz.yml", 'code: [{url: "https://example.org/sundial/", official: true}]\n')
    assert "[shared-code]" in shelf.printed()


def test_code_may_be_shared_by_authors_by_papers_that_build_on_each_other_and_if_it_is_unofficial(shelf):
    shelf.add("papers/pendulum.yml", 'code: [{url: "https://example.org/sundial", official: true}]\n')
    shelf.add("papers/quartz.yml", 'code: [{url: "https://example.org/sundial"}]\n')
    assert shelf.printed() == ""


def test_a_repository_that_one_paper_names_twice_is_an_error(shelf):
    shelf.add("papers/quartz.yml", "code: [{url: 'https://a.example/b'}, {url: 'https://a.example/b.git'}]\n")
    assert shelf.lines() == [
        f"{QUARTZ}:8:44: error: the repository 'https://a.example/b.git' is there twice [repeated-code]"
    ]


def test_an_arxiv_page_as_code_is_a_warning_also_in_an_entry_without_an_arxiv_id(shelf):
    shown = shelf.add("papers/quartz.yml", "code: [{url: 'https://arxiv.org/abs/2105.01234'}]\n").printed()
    assert "this is the address of a paper, not of code [code-address]" in shown
