"""Feeds: by feedparser, as feed readers read them, and by the rules of RFC 4287 and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html

from paperatlas.catalogue import load
from paperatlas.interchange.place import Place
from paperatlas.site import Site, contents

ROOT = Path(__file__).resolve().parents[2]
ATOM = "{http://www.w3.org/2005/Atom}"
PLACE = Place("https://owner.github.io/atlas/", "Clock Atlas")
HOSTILE = "</title>]]> <b> &amp; \"q\" 'r' <!-- ? -->"


def made(shelf) -> Site:
    return replace(contents(shelf.load()), place=PLACE)


def read(site: Site, path: str) -> feedparser.FeedParserDict:
    found = feedparser.parse(site.made[path]())
    assert not found.bozo, found.get("bozo_exception")
    return found


def titles(site: Site, path: str) -> list[str]:
    return [entry.title for entry in read(site, path).entries]


def test_each_list_has_the_feed_of_its_papers(shelf):
    site = made(shelf)
    assert titles(site, "tags/gears.atom") == ["Crystals in Watches", "Pendulum Clocks That Keep Time"]
    assert titles(site, "authors/ada-byron.atom") == ["Pendulum Clocks That Keep Time", "Sundial"]
    assert titles(site, "venues/joc.atom") == ["Sundial"]
    assert titles(site, "categories/outdoor.atom") == ["Sundial"]
    assert "Clockwork" in titles(site, "feed.atom")
    assert "Clockwork" not in titles(site, "papers.atom")


def test_each_kind_of_event_has_a_feed(shelf):
    shelf.add(
        "papers/sundial.yml",
        'corrections:\n  - {field: venue, was: arXiv, why: "The journal has it.", day: 2026-11-20}\n'
        '  - {field: date, was: "2018", why: "arXiv says so.", day: 2026-11-21}\n',
    )
    shelf.add(
        "papers/quartz.yml",
        "status: {kind: withdrawn, date: 2026-11, reason: It stopped., link: https://example.org/a}\n",
    )
    site = made(shelf)
    assert titles(site, "feed/accepted.atom") == ["Sundial: accepted"]
    assert titles(site, "feed/corrected.atom") == ["Sundial: corrected", "Crystals in Watches: corrected"]
    [accepted] = read(site, "feed/accepted.atom").entries
    assert (accepted.updated, accepted.link) == ("2026-11-20T00:00:00Z", f"{PLACE.address}papers/sundial/")
    assert "The journal has it." in accepted.content[0].value


def test_an_entry_has_authors_summary_and_formulas(shelf):
    [entry] = read(made(shelf), "categories/outdoor.atom").entries
    assert [author.name for author in entry.authors] == ["Ada Byron", "José García"]
    assert "from the shadow of a stick" in entry.content[0].value
    tree = etree.fromstring(made(shelf).made["categories/outdoor.atom"]())
    (content,) = tree.iter(f"{ATOM}content")
    assert html.fromstring(content.text).findall(".//math//mfrac")


def test_json_feeds_say_the_same(shelf):
    site = made(shelf)
    feeds = [path for path in site.made if path.endswith(".atom")]
    assert feeds
    for path in feeds:
        if path.startswith("authors/"):
            continue
        other_path = path.replace(".atom", ".json" if path.startswith("feed") else ".feed.json")
        atom, other = read(site, path), json.loads(site.made[other_path]())
        assert other["version"] == "https://jsonfeed.org/version/1.1"
        assert (other["title"], other["feed_url"]) == (atom.feed.title, PLACE.url(other_path))
        assert [item["id"] for item in other["items"]] == [entry.id for entry in atom.entries]
        assert [item["title"] for item in other["items"]] == [entry.title for entry in atom.entries]
        assert [item["date_published"] for item in other["items"]] == [entry.published for entry in atom.entries]


def test_ids_do_not_depend_on_the_address_the_key_or_the_day(shelf):
    def ids(site: Site) -> set[str]:
        return {entry.id for entry in read(site, "tags/gears.atom").entries}

    before = ids(made(shelf))
    assert ids(replace(contents(shelf.load()), place=replace(PLACE, address="https://clocks.org/"))) == before
    text = shelf.right("papers/quartz.yml").replace("2026-11-24", "2026-11-20") + "aliases: [quartz]\n"
    shelf.remove("papers/quartz.yml").write("papers/crystal.yml", text)
    assert ids(made(shelf)) == before


def test_hostile_words_stay_words(shelf):
    shelf.change("papers/quartz.yml", "Crystals in Watches", json.dumps(HOSTILE))
    shelf.change("papers/quartz.yml", "A crystal under", f"{HOSTILE} under".replace(":", ""))
    site = made(shelf)
    tree = etree.fromstring(site.made["feed.atom"]())
    assert HOSTILE in [title.text for title in tree.iter(f"{ATOM}title")]
    shown = html.fromstring("".join(content.text for content in tree.iter(f"{ATOM}content")))
    tags = {element.tag for element in shown.iter() if not [*element.iterancestors("math")]}
    assert tags - {"div"} == {"p", "em", "math"}
    assert HOSTILE in [one.text for one in shown.iter("em")]
    assert HOSTILE in [item["title"] for item in json.loads(site.made["feed.json"]())["items"]]


@pytest.fixture(scope="module")
def real() -> Site:
    return replace(contents(load(ROOT / "catalog")), place=PLACE)


def test_feeds_of_the_real_catalogue_keep_the_rules_of_atom(real):
    """RFC 4287, section 4: what a feed and an entry must have, and how often."""
    date = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    old = {redirect.url.removesuffix("/") for redirect in real.redirects}
    feeds = [path for path in real.made if path.endswith(".atom") and path.removesuffix(".atom") not in old]
    assert len(feeds) > 100
    for path in feeds:
        feed = etree.fromstring(real.made[path]())
        entries = feed.findall(f"{ATOM}entry")
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(ids) == len(set(ids)) <= 50
        days = [entry.findtext(f"{ATOM}updated") for entry in entries]
        assert days == sorted(days, reverse=True)
        for one in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(one.findall(f"{ATOM}{name}")) == 1
            assert date.fullmatch(one.findtext(f"{ATOM}updated"))
            assert one.findtext(f"{ATOM}id").startswith("urn:uuid:")
            assert [link.get("rel") for link in one.findall(f"{ATOM}link")].count("alternate") == 1
        assert all(feed.find(f"{ATOM}author/{ATOM}name").text for _ in entries[:1])
        assert feed.find(f"{ATOM}link[@rel='self']").get("href") == PLACE.url(path)
