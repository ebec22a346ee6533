"""What's new and the chart of years, from a small catalogue."""

from __future__ import annotations

from paperatlas.pages import browse, news

CORRECTION = "corrections: [{field: date, was: '2020-06', why: The first version is of July.%s}]\n"


def shown(shelf, url: str) -> list[tuple[str, str, str]]:
    """The day, the label and the text of each item of a page."""
    (page,) = [page for page in news.pages(shelf.load()) if page.url == url]
    days = [day for month in page.values()["months"] for day in month.days]
    return [(day, item.entry.label, item.text) for day, items in days for item in items]


def test_entries_are_listed_by_day_and_papers_of_a_day_by_date(shelf):
    shelf.change("papers/quartz.yml", "added: 2026-11-24", "added: 2026-11-20")
    assert [(day, label) for day, label, _ in shown(shelf, "whats-new/")] == [
        ("2026-11-24", "Pendulum Clocks That Keep Time"),
        ("2026-11-24", "Sundial"),
        ("2026-11-24", "Clockwork"),
        ("2026-11-20", "Crystals in Watches"),
    ]


def test_there_is_a_page_for_each_kind_that_has_items(shelf):
    shelf.add("papers/pendulum.yml", CORRECTION % "")
    urls = [page.url for page in news.pages(shelf.load())]
    assert urls == ["whats-new/", "whats-new/papers/", "whats-new/libraries/", "whats-new/changes/"]
    assert [label for _, label, _ in shown(shelf, "whats-new/libraries/")] == ["Clockwork"]


def test_a_correction_is_listed_on_its_day_or_on_the_day_of_its_entry(shelf):
    shelf.add("papers/pendulum.yml", CORRECTION % "")
    shelf.add("papers/sundial.yml", CORRECTION % ", day: 2026-11-22")
    text = "Corrected: date, before “2020-06”. The first version is of July."
    assert shown(shelf, "whats-new/changes/") == [
        ("2026-11-24", "Pendulum Clocks That Keep Time", text),
        ("2026-11-22", "Sundial", text),
    ]


def test_a_new_name_and_a_withdrawal_are_changes(shelf):
    shelf.add(
        "papers/sundial.yml", "corrections: [{field: title, was: Sundials, why: The journal has the long one.}]\n"
    )
    shelf.add(
        "papers/quartz.yml", "status: {kind: withdrawn, date: 2026-11, reason: It ran late., link: 'https://a.org'}\n"
    )
    assert shown(shelf, "whats-new/changes/") == [
        ("2026-11-24", "Sundial", "Renamed: title, before “Sundials”. The journal has the long one."),
        ("2026-11", "Crystals in Watches", "Withdrawn. It ran late."),
    ]


def test_each_month_has_a_digest_of_all_its_items(shelf):
    (page,) = [page for page in news.pages(shelf.load()) if page.url == "whats-new/"]
    (month,) = page.values()["months"]
    assert month.digest == "3 papers, 1 library. Most papers: Indoor clocks (2), Outdoor clocks (1)."


def test_the_chart_counts_papers_by_year_in_all_and_by_category(shelf):
    lines = browse.chart(shelf.load())
    assert [(line.name, [bar.count for bar in line.bars], line.most) for line in lines] == [
        ("All papers", [1, 1, 1], 1),
        ("Outdoor clocks", [1, 0, 0], 1),
        ("Indoor clocks", [0, 1, 1], 1),
    ]
    assert [bar.url for bar in lines[0].bars] == ["years/2019/", "years/2020/", "years/2021/"]
    assert lines[2].bars[1].url == "papers/?category=indoor&year=2020"
