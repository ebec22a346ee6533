"""Status, awards, second publications, tags, one-line descriptions, and values of the example on Contribute."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

QUARTZ = "catalog/papers/quartz.yml"
CONTRIBUTE = Path(__file__).parents[2] / "docs/contribute.md"


def test_a_withdrawn_retracted_or_superseded_paper_is_valid(shelf):
    shelf.add(
        "papers/quartz.yml", "status: {kind: withdrawn, date: 2022, reason: A slip., link: 'https://a.example/'}\n"
    )
    shelf.add(
        "papers/sundial.yml",
        "status: {kind: retracted, date: 2022-03-01, reason: No sun., link: 'https://a.example/s'}\n",
    )
    shelf.add("papers/pendulum.yml", "status: {kind: superseded-by, date: 2022-03, reason: Better., paper: quartz}\n")
    assert shelf.printed() == ""


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("{kind: gone, date: 2022, reason: x}", "unknown kind 'gone' [unknown-value]"),
        ("{kind: withdrawn, date: 2022, reason: x}", "the status 'withdrawn' has no link [missing-field]"),
        ("{kind: retracted, date: 2022, reason: x}", "the status 'retracted' has no link [missing-field]"),
        (
            "{kind: superseded-by, date: 2022, reason: x}",
            "the status does not name the other paper [missing-field]",
        ),
        ("{kind: superseded-by, date: 2022, reason: x, paper: sundail}", "unknown paper 'sundail' [unknown-paper]"),
        (
            "{kind: superseded-by, date: 2022, reason: x, paper: quartz}",
            "the paper is superseded by itself [superseded-in-a-circle]",
        ),
        (
            "{kind: retracted, date: 2022, reason: x, link: 'https://a.example/', paper: sundial}",
            "a retracted paper has no `paper` that takes its place [status-paper]",
        ),
        ("{kind: withdrawn, reason: x, link: 'https://a.example/'}", "'date' is missing [missing-field]"),
        ("{kind: withdrawn, date: 2022, link: 'https://a.example/'}", "'reason' is missing [missing-field]"),
    ],
)
def test_a_status_that_is_not_whole_says_what_is_missing(shelf, status, shown):
    (line,) = shelf.add("papers/quartz.yml", f"status: {status}\n").lines()
    assert line.startswith(f"{QUARTZ}:8:")
    assert line.endswith(f"error: {shown}")


def test_two_papers_that_supersede_each_other_are_reported(shelf):
    shelf.add("papers/quartz.yml", "status: {kind: superseded-by, date: 2022, reason: x, paper: sundial}\n")
    shelf.add("papers/sundial.yml", "status: {kind: superseded-by, date: 2022, reason: x, paper: quartz}\n")
    assert [line.rpartition(" ")[2] for line in shelf.lines()] == ["[superseded-in-a-circle]"] * 2


def test_a_second_publication_needs_a_known_venue_and_a_first_publication(shelf):
    shelf.add("papers/quartz.yml", "also: [{name: JOCK, year: 2022}]\n")
    assert shelf.lines() == [
        f"{QUARTZ}:8:1: error: `also` without `venue` [also-without-venue]",
        f"{QUARTZ}:8:15: error: unknown venue 'JOCK' [unknown-venue]",
    ]


def test_a_publication_that_is_there_twice_is_an_error(shelf):
    shelf.add("papers/quartz.yml", "venue: {name: JOC, year: 2022}\nalso: [{name: JOC, year: 2022, track: main}]\n")
    assert shelf.lines() == [
        f"{QUARTZ}:9:8: error: this publication at JOC 2022 is there already [repeated-publication]"
    ]


def test_the_year_of_a_second_publication_is_checked(shelf):
    shelf.change("venues.yml", "type: journal", "type: journal, since: 2020")
    shelf.add("papers/quartz.yml", "venue: {name: JOC, year: 2022}\nalso: [{name: JOC, year: 1999}]\n")
    assert f"{QUARTZ}:9:26: warning: JOC did not take place in 1999: it began in 2020" in shelf.printed()


def test_a_paper_is_on_the_pages_of_both_venues(shelf):
    shelf.add("venues.yml", "BELL: {name: Conference on Bells, type: conference, description: Bells.}\n")
    shelf.add("papers/quartz.yml", "venue: {name: JOC, year: 2022}\nalso: [{name: BELL, year: 2021, track: demo}]\n")
    catalogue = shelf.load()
    assert not catalogue.problems
    assert [[paper.key for paper in catalogue.by_venue[name]] for name in ("JOC", "BELL")] == [
        ["quartz", "sundial"],
        ["quartz"],
    ]
    assert catalogue.papers["quartz"].also[0].label == "BELL 2021 Demo"


@pytest.mark.parametrize(("field", "most"), [("tldr: {}", 110), ("awards: [{}]", 60)])
def test_a_text_for_a_card_is_short(shelf, field, most):
    shelf.add("papers/quartz.yml", field.format("x" * most) + "\n")
    assert shelf.printed() == ""
    shelf.change("papers/quartz.yml", "x" * most, "x" * (most + 1))
    (line,) = shelf.lines()
    assert line.endswith(f"error: this text has {most + 1} characters; the limit is {most} [bad-length]")


def test_a_tag_that_is_there_twice_is_an_error(shelf):
    assert shelf.change("papers/quartz.yml", "[gears]", "[gears, stone, gears]").printed() == (
        f"{QUARTZ}:5:22: error: the tag 'gears' is there twice [repeated-tag]\n  remove one of the two"
    )


def test_fewer_tags_than_the_style_asks_for_are_a_warning(shelf):
    shelf.write("style.yml", "least_tags: 2\n")
    shown = f"{QUARTZ}:5:1: warning: the paper has 1 tag; expected are 2 or more [few-tags]"
    assert shown in shelf.lines()
    assert shown not in shelf.change("papers/quartz.yml", "[gears]", "[gears, stone]").lines()


def example() -> dict:
    text, *_ = re.findall(r"```yaml\n(.*?)```", CONTRIBUTE.read_text(encoding="utf-8"), re.DOTALL)
    return yaml.load(text, yaml.BaseLoader)


def test_each_value_of_the_example_on_contribute_is_reported_if_it_was_not_replaced(shelf):
    values = example()
    placed = {
        "title: Crystals in Watches": f"title: {values['title']}",
        "authors: [Elif Öz]": f"authors: [{', '.join(values['authors'])}]",
        "\nsummary:": f"\ntldr: {values['tldr']}\nsummary:",
    }
    for old, new in placed.items():
        shelf.change("papers/quartz.yml", old, new)
    shelf.change("papers/quartz.yml", "2021-05", values["date"])
    shelf.add("papers/quartz.yml", f'arxiv: "{values["arxiv"]}"\n')
    at = values["sources"][0]["at"]
    shelf.add("papers/quartz.yml", f'sources: [{{fields: [title], at: "{at}", checked: 2026-11-24}}]\n')
    lines = [line for line in shelf.lines() if line.endswith("[placeholder]")]
    places = [line.partition(":")[2].partition(" ")[0] for line in lines]
    assert places == ["1:8:", "2:11:", "2:25:", "6:7:", "9:8:", "10:33:"]


def test_papers_of_one_year_have_a_stable_order_with_those_without_a_month_last(shelf):
    for key, date in (("a", "2021"), ("b", "2021-01"), ("c", "2021"), ("d", "2021-01-02"), ("e", "2022")):
        text = (
            shelf.right("papers/quartz.yml").replace("2021-05", f'"{date}"').replace("Crystals", f"{key.upper()}lpha")
        )
        shelf.write(f"papers/{key}.yml", text)
    keys = [paper.key for paper in shelf.load().newest_first]
    assert [key for key in keys if len(key) == 1] == ["e", "d", "b", "a", "c"]
