"""The timeline: which columns it has, and where the names of turning points are."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

from paperatlas import load
from paperatlas.lineage.names import width
from paperatlas.pages.timeline import BUSY, COLUMN, _columns, _levels

CATALOGUE = load(Path(__file__).resolve().parents[2] / "catalog")
PAPER = """\
title: Clock number {0}
authors: [Ada Byron]
date: 1990
category: outdoor
tags: [gears]
summary: A clock that is one of many in this test of the timeline, which counts them.
added: 2026-11-24
"""
COLUMNS = _levels(_columns(CATALOGUE))


def test_each_paper_is_one_mark_in_the_column_of_its_month_or_year():
    marks = [(mark.paper.key, column.date) for column in COLUMNS for mark in column.marks]
    assert sorted(key for key, _ in marks) == sorted(CATALOGUE.papers)
    assert all(CATALOGUE.papers[key].date.startswith(date) for key, date in marks)


def test_months_begin_with_the_first_year_of_many_papers_and_leave_no_gap():
    dates = [column.date for column in COLUMNS]
    assert dates == sorted(dates)
    months = [date for date in dates if len(date) > 4]
    first = months[0][:4]
    assert len(CATALOGUE.by_year[first]) >= BUSY
    assert all(len(papers) < BUSY for year, papers in CATALOGUE.by_year.items() if year < first)
    for before, after in pairwise(months):
        assert int(after[:4]) * 12 + int(after[5:]) == int(before[:4]) * 12 + int(before[5:]) + 1


def test_no_name_of_a_turning_point_covers_another_or_its_line():
    named = [(number * COLUMN, column) for number, column in enumerate(COLUMNS) if column.turn]
    assert ", ".join(column.turn for _, column in named).split(", ") == [
        point.name
        for point in sorted(
            CATALOGUE.vocabulary.lineage.turning_points, key=lambda point: CATALOGUE.papers[point.paper].date
        )
    ]
    for (place, one), (other_place, other) in combinations(named, 2):
        assert place + width(one.turn) < other_place or one.level > other.level


def test_a_date_without_a_month_is_in_the_middle_of_its_year(shelf):
    for number in range(BUSY):
        shelf.write(f"papers/clock-{number}.yml", PAPER.format(number))
    columns = _columns(shelf.load())
    assert [len(column.marks) for column in columns if column.date == "1990-07"] == [BUSY]
