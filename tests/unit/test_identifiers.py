"""arXiv ids, DOIs, dates and addresses."""

from __future__ import annotations

import pytest

from paperatlas.links import links

QUARTZ = "catalog/papers/quartz.yml"


def test_an_arxiv_id_keeps_its_last_zero_even_without_quotes(shelf):
    shelf.change("papers/quartz.yml", "2021-05", "2024-01").add("papers/quartz.yml", "arxiv: 2401.00010\n")
    assert shelf.printed() == (
        f"{QUARTZ}:8:8: warning: quote the arXiv id: YAML parsers read it as a number and drop zeros [unquoted-arxiv]\n"
        '  write arxiv: "2401.00010"'
    )
    assert shelf.load().papers["quartz"].arxiv == "2401.00010"


@pytest.mark.parametrize(
    ("arxiv", "message"),
    [
        ("2105.123", "'2105.123' is not an arXiv id; write one such as 2312.06635, without version"),
        ("2105.01234v2", "'2105.01234v2' is not an arXiv id; write one such as 2312.06635, without version"),
        ("arXiv:2105.01234", "'arXiv:2105.01234' is not an arXiv id; write one such as 2312.06635, without version"),
        ("2105.012345", "'2105.012345' is not an arXiv id; write one such as 2312.06635, without version"),
        ("２１０５.01234", "'２１０５.01234' is not an arXiv id; write one such as 2312.06635, without version"),
        ("cs.lg/0501001", "'cs.lg/0501001' is not an arXiv id; write one such as 2312.06635, without version"),
        ("cs/0501001v2", "'cs/0501001v2' is not an arXiv id; write one such as 2312.06635, without version"),
        ("cs/0513001", "the arXiv id 'cs/0513001' has month 13; months are 01 to 12"),
        ("cs/0704001", "ids such as 'cs/0704001' are from 9107 to 0703; later ones look like 2312.06635"),
        ("hep-th/9106001", "ids such as 'hep-th/9106001' are from 9107 to 0703; later ones look like 2312.06635"),
        ("2113.01234", "the arXiv id '2113.01234' has month 13; months are 01 to 12"),
        ("2100.01234", "the arXiv id '2100.01234' has month 00; months are 01 to 12"),
        ("0703.0123", "the arXiv id '0703.0123' is before 0704, when ids of this form began"),
    ],
)
def test_a_malformed_arxiv_id_says_what_is_wrong(shelf, arxiv, message):
    assert (
        f"{QUARTZ}:8:8: error: {message} [bad-arxiv]" in shelf.add("papers/quartz.yml", f'arxiv: "{arxiv}"\n').lines()
    )


@pytest.mark.parametrize("arxiv", ["2113.01234", "2100.01234"])
def test_an_arxiv_id_with_a_month_that_does_not_exist_is_one_error(shelf, arxiv):
    assert len(shelf.add("papers/quartz.yml", f'arxiv: "{arxiv}"\n').lines()) == 1


@pytest.mark.parametrize("month", ["01", "12"])
def test_the_date_is_compared_with_arxiv_ids_of_every_month(shelf, month):
    assert "[date-after-arxiv]" in shelf.add("papers/quartz.yml", f'arxiv: "20{month}.01234"\n').printed()


@pytest.mark.parametrize("date", ["2021-06", "2021-06-01", "2022-01"])
def test_a_date_later_than_the_arxiv_id_is_an_error(shelf, date):
    shelf.change("papers/quartz.yml", "2021-05", date).add("papers/quartz.yml", 'arxiv: "2105.01234"\n')
    assert shelf.printed() == (
        f"{QUARTZ}:3:7: error: the date {date} is later than the arXiv id, which is from 2021-05 [date-after-arxiv]\n"
        "  `date` is the first public version: write 2021-05 or an earlier date"
    )


@pytest.mark.parametrize("date", ["2021-05", "2021-05-31", "2021-04", "2021-04-30"])
def test_a_date_in_the_month_of_the_arxiv_id_or_the_one_before_is_valid(shelf, date):
    shelf.change("papers/quartz.yml", "2021-05", date).add("papers/quartz.yml", 'arxiv: "2105.01234"\n')
    assert shelf.printed() == ""


@pytest.mark.parametrize(("date", "months"), [("2021-03", 2), ("2020-05-02", 12)])
def test_a_date_more_than_a_month_before_the_arxiv_id_is_a_warning(shelf, date, months):
    shelf.change("papers/quartz.yml", "2021-05", date).add("papers/quartz.yml", 'arxiv: "2105.01234"\n')
    assert shelf.printed() == (
        f"{QUARTZ}:3:7: warning: the date {date} is {months} months earlier than the arXiv id, "
        "which is from 2021-05 [date-before-arxiv]\n"
        "  write 2021-05, or accept this warning if an earlier version is public elsewhere"
    )


@pytest.mark.parametrize(
    "doi", ["https://doi.org/10.1000/1", "doi:10.1000/1", "10.1000", "10.1/x", "11.1000/1", "10.1000/a b"]
)
def test_a_malformed_doi_is_an_error(shelf, doi):
    assert shelf.add("papers/quartz.yml", f"doi: {doi}\n").lines() == [
        f"{QUARTZ}:8:6: error: '{doi}' is not a DOI; write one such as 10.18653/v1/2024.acl-long.518, "
        "without https://doi.org/ [bad-doi]"
    ]


@pytest.mark.parametrize(
    "doi", ["10.1093/comjnl/5.1.10", "10.1002/(SICI)1097-024X(199708)27:8<983::AID-SPE117>3.0.CO;2-#"]
)
def test_a_doi_may_contain_brackets_and_signs(shelf, doi):
    assert shelf.add("papers/quartz.yml", f"doi: '{doi}'\n").printed() == ""


@pytest.mark.parametrize(
    "date",
    [
        "21",
        "2021-5",
        "2021-13",
        "2021-00",
        "2021-02-30",
        "2023-02-29",
        "May 2021",
        "2021/05",
        "0000-01",
        "２０２１-05",
    ],
)
def test_a_date_that_does_not_exist_is_an_error(shelf, date):
    assert shelf.change("papers/quartz.yml", "2021-05", date).lines() == [
        f"{QUARTZ}:3:7: error: '{date}' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD [bad-date]"
    ]


def test_the_date_of_addition_needs_a_day(shelf):
    assert shelf.change("papers/quartz.yml", "2026-11-24", "2026-11").printed() == (
        f"{QUARTZ}:7:8: error: '2026-11' has no day; write YYYY-MM-DD [bad-date]"
    )


@pytest.mark.parametrize("date", ["2026-11-26", "2026-12", "2031-01"])
def test_a_future_date_is_an_error(shelf, date):
    assert shelf.change("papers/quartz.yml", "2021-05", date).printed() == (
        f"{QUARTZ}:3:7: error: '{date}' is in the future [future-date]\n  today is 2026-11-24"
    )


@pytest.mark.parametrize("date", ["2026-11", "2026-11-24", "2026-11-25"])
def test_today_and_tomorrow_are_not_in_the_future(shelf, date):
    assert shelf.change("papers/quartz.yml", "2021-05", date).printed() == ""


def test_a_future_date_of_addition_or_check_is_an_error(shelf):
    shelf.change("papers/quartz.yml", "added: 2026-11-24", "added: 2026-11-26")
    shelf.add("papers/quartz.yml", "sources: [{fields: [title], at: example.org, checked: 2027-01-01}]\n")
    assert shelf.lines() == [
        f"{QUARTZ}:7:8: error: '2026-11-26' is in the future [future-date]",
        f"{QUARTZ}:8:55: error: '2027-01-01' is in the future [future-date]",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,hello",
        "ftp://example.org/",
        "//example.org",
        "example.org",
    ],
)
def test_an_address_that_is_not_http_is_an_error(shelf, url):
    assert shelf.add("papers/quartz.yml", f"url: {url}\n").lines() == [
        f"{QUARTZ}:8:6: error: '{url}' is not a URL: it must start with https:// or http:// [bad-url]"
    ]


@pytest.mark.parametrize("user", ["ada@", "ada:secret@", ":secret@", "@"])
def test_an_address_with_credentials_is_an_error_that_does_not_repeat_them(shelf, user):
    assert shelf.add("papers/quartz.yml", f"url: https://{user}example.org/a\n").printed() == (
        f"{QUARTZ}:8:6: error: the URL of 'example.org' contains a user name or password; remove them [bad-url]"
    )


@pytest.mark.parametrize(
    "url", ["https://", "https:///path", 'https://example.org/"x', "https://example.org/<b>", "https://a.b/c d"]
)
def test_an_address_with_bare_quotes_or_without_a_host_is_an_error(shelf, url):
    assert shelf.add("papers/quartz.yml", f"url: '{url}'\n").lines() == [
        f"{QUARTZ}:8:6: error: '{url}' is not a URL: percent-encode spaces, quotes and brackets [bad-url]"
    ]


@pytest.mark.parametrize("url", ["https://[::1", "https://example.org:port/", "https://example.org:99999/"])
def test_an_address_that_cannot_be_parsed_is_an_error(shelf, url):
    (shown,) = shelf.add("papers/quartz.yml", f"url: '{url}'\n").lines()
    assert shown.startswith(f"{QUARTZ}:8:6: error: '{url}' is not a URL: ")


@pytest.mark.parametrize("field", ["url", "pdf", "project", "video"])
def test_every_address_of_a_paper_is_checked(shelf, field):
    assert "[bad-url]" in shelf.add("papers/quartz.yml", f"{field}: javascript:void\n").printed()


def test_addresses_of_code_and_of_libraries_are_checked(shelf):
    shelf.change("papers/sundial.yml", "https://example.org/sundial", "data:,x")
    shelf.change("libraries/clockwork.yml", "https://example.org/clockwork", "git@example.org:a/b")
    assert [line.split(" ")[0] for line in shelf.lines()] == [
        "catalog/libraries/clockwork.yml:2:7:",
        "catalog/papers/sundial.yml:11:11:",
    ]


@pytest.mark.parametrize("arxiv", ["cs/0112017", "math.GT/0309136", "hep-th/9901001", "cond-mat/0703999"])
def test_an_arxiv_id_from_before_april_2007_is_valid_and_links_to_its_page(shelf, arxiv):
    year, month = arxiv.partition("/")[2][:2], arxiv.partition("/")[2][2:4]
    date = f"{'19' if year > '90' else '20'}{year}-{month}"
    shelf.change("papers/quartz.yml", "2021-05", date).add("papers/quartz.yml", f'arxiv: "{arxiv}"\n')
    catalogue = shelf.load()
    assert not catalogue.problems
    assert links(catalogue.papers["quartz"]) == [("arXiv", f"https://arxiv.org/abs/{arxiv}")]


def test_the_month_of_an_old_arxiv_id_is_compared_with_the_date(shelf):
    shelf.change("papers/quartz.yml", "2021-05", "2002-01").add("papers/quartz.yml", 'arxiv: "cs/0112017"\n')
    assert shelf.printed() == (
        f"{QUARTZ}:3:7: error: the date 2002-01 is later than the arXiv id, which is from 2001-12 [date-after-arxiv]\n"
        "  `date` is the first public version: write 2001-12 or an earlier date"
    )


def test_one_paper_under_two_spellings_of_its_old_arxiv_id_is_a_duplicate(shelf):
    shelf.change("papers/quartz.yml", "2021-05", "2003-09").add("papers/quartz.yml", 'arxiv: "math/0309136"\n')
    shelf.change("papers/sundial.yml", '"1903.00010"', '"math.GT/0309136"').change(
        "papers/sundial.yml", "2019-03", "2003-09"
    )
    assert "[duplicate-arxiv]" in shelf.printed()


@pytest.mark.parametrize("pages", ["12:1-12:25", "7", "i-iv", "S12-S19", "109:1-109:28", "200-212", "e12-e19", "R5"])
def test_pages_of_every_kind_are_valid(shelf, pages):
    assert shelf.add("papers/quartz.yml", f"venue: {{name: JOC, year: 2021, pages: '{pages}'}}\n").printed() == ""


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ("1--9", "'1--9' is not a range of pages; write 1-9"),
        ("12–25", "'12–25' is not a range of pages; write 12-25"),
        ("pp. 12 - 25", "'pp. 12 - 25' is not a range of pages; write 12-25"),
        ("twelve", "'twelve' is not a range of pages; write a page or a range of pages such as 7025-7041"),
        ("200-12", "the pages '200-12' end before they begin; write both numbers in full"),
        ("12:25-12:1", "the pages '12:25-12:1' end before they begin; write both numbers in full"),
        ("e2216698120", "'e2216698120' is the number of an article; write it as `article`, not as `pages`"),
    ],
)
def test_pages_in_another_form_say_what_to_write(shelf, pages, message):
    shelf.add("papers/quartz.yml", f"venue: {{name: JOC, year: 2021, pages: '{pages}'}}\n")
    assert shelf.printed() == f"{QUARTZ}:8:39: error: {message} [bad-id]"


def test_a_paper_of_which_only_the_year_is_known_needs_no_month(shelf):
    shelf.change("papers/quartz.yml", "2021-05", "2021")
    assert shelf.printed() == ""


@pytest.mark.parametrize(("date", "rule"), [("2022", "date-after-arxiv"), ("2021", "date-without-month")])
def test_a_year_alone_is_compared_with_the_arxiv_id(shelf, date, rule):
    shelf.change("papers/quartz.yml", "2021-05", date).add("papers/quartz.yml", 'arxiv: "2105.01234"\n')
    assert f"[{rule}]" in shelf.printed()


def test_a_paper_of_an_earlier_year_than_its_arxiv_id_is_a_warning(shelf):
    shelf.change("papers/quartz.yml", "2021-05", "1997").add("papers/quartz.yml", 'arxiv: "2105.01234"\n')
    assert "warning: the date 1997 is 24 years earlier than the arXiv id, which is from 2021-05" in shelf.printed()


@pytest.mark.parametrize("date", ["2027"])
def test_a_year_in_the_future_is_an_error(shelf, date):
    assert "[future-date]" in shelf.change("papers/quartz.yml", "2021-05", date).printed()


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("openreview: 'ia5/XvxFUJT'", "an OpenReview id such as ia5XvxFUJT, the part after forum?id="),
        ("acl: 'https://aclanthology.org/x'", "an ACL Anthology id such as 2024.acl-long.518"),
        ("pmlr: yang24ab", "a PMLR id such as v235/yang24ab"),
        ("pmlr: 'v２３５/yang24ab'", "a PMLR id such as v235/yang24ab"),
        ("arxiv_class: CS.LG", "an arXiv class such as cs.LG"),
    ],
)
def test_a_malformed_id_shows_a_valid_example(shelf, line, what):
    (shown,) = shelf.add("papers/quartz.yml", f"{line}\n").lines()
    assert shown.startswith(f"{QUARTZ}:8:")
    assert shown.endswith(f" is not {what} [bad-id]")


@pytest.mark.parametrize(
    ("issn", "problem"),
    [
        ("2640-3498", ""),
        ("1050-124X", ""),
        ("2640-3489", "the ISSN '2640-3489' has a typing mistake: its check digit is wrong; copy it again"),
        ("26403498", "'26403498' is not an ISSN such as 2640-3498"),
    ],
)
def test_the_issn_of_a_venue_is_checked(shelf, issn, problem):
    shelf.write("venues.yml", f"JOC: {{name: Journal of Clocks, type: journal, issn: {issn}, description: Clocks.}}\n")
    line = f"catalog/venues.yml:1:53: error: {problem} [bad-id]"
    assert shelf.lines() == ([line] if problem else [])


@pytest.mark.parametrize(("key", "month"), [("2019 main", "13"), ("2019 poster", "7"), ("19", "7")])
def test_an_edition_has_a_year_a_known_track_and_a_month_of_the_year(shelf, key, month):
    edition = f"editions: {{{key}: {{month: {month}}}}}"
    shelf.write("venues.yml", f"JOC: {{name: Journal of Clocks, type: journal, {edition}, description: Clocks.}}\n")
    assert [line.split(":")[0] for line in shelf.lines()] == ["catalog/venues.yml"]
