"""Names that become addresses: each gives a page that opens, or an error with file, line and column."""

from __future__ import annotations

import re
import shutil

import pytest

CATEGORIES = "{category}: {{name: Clocks, description: All about clocks.}}\n"
TAGS = "{tag}: {{name: gears, description: Has wheels with teeth.}}\n"
VENUE = "'{}': {{name: A Journal, type: journal, description: A journal on clocks.}}\n"
PAPER = """\
title: {title}
authors: ['{author}']
date: 2020-0{number}
category: {category}
tags: [{tag}]
venue: {{name: '{venue}', year: 2020}}
summary: A paper that tells of clocks, their wheels and their teeth.
added: 2026-11-24
aliases: [{alias}]
"""
TITLES = ("A Sundial for Every Garden", "Pendulum Clocks That Keep Time")


@pytest.fixture
def build(project, mkdocs):
    """Builds two papers on clocks, by one author, with some of their values changed."""

    def build(venues=("JOC", "JOC"), author="Ada Byron", category="indoor", tag="gears", alias="old"):
        shutil.rmtree(project / "catalog")
        (project / "catalog/papers").mkdir(parents=True)
        values = {"author": author, "category": category, "tag": tag}
        (project / "catalog/categories.yml").write_text(CATEGORIES.format(category=category), "utf-8")
        (project / "catalog/tags.yml").write_text(TAGS.format(tag=tag), "utf-8")
        (project / "catalog/venues.yml").write_text(
            "".join(VENUE.format(one) for one in dict.fromkeys(venues)), "utf-8"
        )
        for number, (title, venue) in enumerate(zip(TITLES, venues, strict=True), start=1):
            text = PAPER.format(**values, title=title, venue=venue, number=number, alias=f"{alias}-{number}")
            (project / f"catalog/papers/paper-{number}.yml").write_text(text, encoding="utf-8")
        return mkdocs(project, "build")

    return build


LONG = "Wolfeschlegelsteinhausenbergerdorff" * 9
NAMES = {
    "an author of two papers with a long name": {"author": f"Hubert {LONG}"},
    "an author of two papers with a long name in another script": {"author": "חיים " + "שלוםעולם" * 16},
    "a venue with a long short name": {"venues": (LONG, LONG)},
    "a category with a long key": {"category": LONG.lower()},
    "a tag with a long key": {"tag": LONG.lower()},
    "an alias that is long": {"alias": LONG.lower()},
}


@pytest.mark.parametrize("what", NAMES)
def test_a_name_too_long_for_a_folder_is_an_error_or_is_shortened(what, build, project):
    """File systems limit names to 255 bytes."""
    done = build(**NAMES[what])
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert re.search(r"catalog/[\w/-]+\.yml:\d+:\d+: error: ", done.stderr)
    else:
        assert (project / "site/papers/paper-1/index.html").exists()


@pytest.mark.parametrize("venue", ["???", "C++", "会议", "...", "/", "../../up", "a/b", "Page"])
def test_a_venue_with_any_name_has_a_page_within_the_site(venue, build, project, read_links):
    done = build(venues=(venue, venue))
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert "catalog/venues.yml:1:" in done.stderr
        return
    (address,) = {to for text, to in read_links(project / "site/papers/paper-1/index.html") if text == f"{venue} 2020"}
    assert re.fullmatch(r"\.\./\.\./venues/[^/]+/2020/", address)
    page = project / "site" / address.removeprefix("../../") / "index.html"
    assert all(title in page.read_text(encoding="utf-8") for title in TITLES)
    outside = {path.name for path in project.iterdir()} | {path.name for path in project.parent.iterdir()}
    assert "up" not in outside


@pytest.mark.parametrize("venues", [("A+B", "A B"), ("ICML", "icml"), ("C", "C++"), ("Été", "Ete")])
def test_two_venues_never_share_a_page(venues, build, project, read_links):
    done = build(venues=venues)
    if done.returncode:
        assert "catalog/venues.yml:2:" in done.stderr
        return
    addresses = [
        to
        for number in (1, 2)
        for text, to in read_links(project / f"site/papers/paper-{number}/index.html")
        if text == f"{venues[number - 1]} 2020" and "/venues/" in to
    ]
    assert len(set(addresses)) == 2
