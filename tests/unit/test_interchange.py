"""Files at lasting addresses and the metadata of pages, from the small catalogue about clocks."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from paperatlas.exports import FORMATS
from paperatlas.interchange import citations
from paperatlas.interchange.citations import EXTENSIONS
from paperatlas.interchange.place import Place
from paperatlas.render import Renderer
from paperatlas.site import Site, contents

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "</script><!--<script> \"a\" 'b' &amp; ]]> <b>{{ 7 }}"


@pytest.fixture
def site(shelf) -> Site:
    return contents(shelf.load())


def head_of(site: Site, url: str) -> html.HtmlElement:
    [page] = [page for page in site.pages if page.url == url]
    return html.fromstring(f"<html><head>{Renderer(site).head(page)}</head><body></body></html>")


def linked(head: html.HtmlElement) -> list[dict]:
    return json.loads(head.xpath("string(//script[@type='application/ld+json'])"))["@graph"]


@pytest.mark.parametrize(
    ("stem", "keys"),
    [
        ("papers", ["quartz", "pendulum", "sundial"]),
        ("categories/indoor", ["quartz", "pendulum"]),
        ("tags/gears", ["quartz", "pendulum"]),
        ("venues/joc", ["sundial"]),
        ("years/2020", ["pendulum"]),
        ("authors/ada-byron", ["pendulum", "sundial"]),
    ],
)
@pytest.mark.parametrize("name", EXTENSIONS)
def test_each_list_has_a_file_in_each_format(site, stem, keys, name):
    form, catalogue = FORMATS[name], site.catalogue
    if stem.startswith("authors/") and name == "csv":
        assert f"{stem}.csv" not in site.made  # there are thousands of authors
        return
    records = form.records(catalogue, [catalogue.papers[key] for key in keys])
    assert site.made[f"{stem}.{EXTENSIONS[name]}"]().decode() == form.document(records)


def test_each_paper_has_its_own_files(site):
    for name, extension in EXTENSIONS.items():
        if name != "csv":
            [record] = FORMATS[name].records(site.catalogue, [site.catalogue.papers["sundial"]])
            assert site.made[f"papers/sundial.{extension}"]().decode() == FORMATS[name].document([record])


def test_every_other_format_has_a_file_of_all_papers(site, monkeypatch):
    form = replace(FORMATS["bibtex"], name="Another")
    monkeypatch.setattr(citations, "FORMATS", {**FORMATS, "another": form})
    monkeypatch.setattr(citations, "all_records", lambda _: defaultdict(lambda: defaultdict(str)))
    made = citations.files(site.catalogue)
    assert [path for path in made if "another" in path] == ["papers.another.bib"]


def test_an_author_of_one_paper_has_no_files(site):
    assert not [path for path in site.made if path.startswith("authors/elif-oz")]


def test_a_renamed_paper_keeps_its_files(shelf):
    shelf.add("papers/sundial.yml", "aliases: [gnomon-clock]\n")
    shelf.change("tags.yml", "shadow: {name: shadow,", "shadow: {name: shadow, aliases: [shade],")
    made = contents(shelf.load()).made
    assert made["papers/gnomon-clock.bib"]() == made["papers/sundial.bib"]()
    assert made["tags/shade.csv"]() == made["tags/shadow.csv"]()


def test_a_catalogue_with_errors_has_no_files(shelf):
    assert contents(shelf.change("papers/quartz.yml", "date: 2021-05", "date: soon").load()).made == {}


def test_the_page_of_a_paper_says_what_it_is_about(site):
    head = head_of(site, "papers/sundial/")
    assert head.xpath("//meta[@name='citation_author']/@content") == ["Byron, Ada", "García, José"]
    assert head.xpath("//link[contains(@rel, 'alternate')]/@href")[:3] == [
        "../../papers/sundial.bib",
        "../../papers/sundial.ris",
        "../../papers/sundial.json",
    ]
    article, way = linked(head)
    assert article["@type"] == "ScholarlyArticle"
    assert [item["name"] for item in way["itemListElement"]] == ["Home", "Outdoor clocks", "A Sundial for Every Garden"]


def test_the_page_of_a_list_says_what_it_contains(site):
    head = head_of(site, "tags/gears/")
    [collection, _] = linked(head)
    urls = [item["url"] for item in collection["mainEntity"]["itemListElement"]]
    assert urls == [f"{site.place.address}papers/{key}/" for key in ("quartz", "pendulum")]


def test_positions_in_a_list_go_on_from_page_to_page(shelf):
    paper = shelf.right("papers/quartz.yml")
    for number in range(100):
        text = paper.replace("Crystals in Watches", f"Crystals in Watch {number}")
        shelf.write(f"papers/quartz-{number}.yml", text)
    head = head_of(contents(shelf.load()), "tags/gears/page/2/")
    items = linked(head)[0]["mainEntity"]
    assert (items["numberOfItems"], [item["position"] for item in items["itemListElement"]]) == (102, [101, 102])


def test_hostile_words_stay_words(shelf):
    shelf.change("papers/quartz.yml", "Crystals in Watches", json.dumps(HOSTILE))
    shelf.change("papers/quartz.yml", "Elif Öz", "'Öz <b>\"&quot;'")
    site = contents(shelf.load())
    head = head_of(site, "papers/quartz/")
    assert head.xpath("string(//meta[@name='citation_title']/@content)") == HOSTILE
    assert head.xpath("string(//meta[@property='og:title']/@content)") == HOSTILE
    assert linked(head)[0]["name"] == HOSTILE
    assert linked(head)[0]["author"][0]["name"] == 'Öz <b>"&quot;'
    assert len(head.xpath("//script")) == 1
    [page] = [page for page in site.pages if page.url == "tags/gears/"]
    article = html.fromstring(Renderer(site).page(page))
    spans = article.xpath("//span[@class='Z3988']")
    assert len(spans) == 2
    assert not article.xpath("//div[@hidden]//*[not(self::span)]")


def test_signs_are_well_formed_with_any_name(site):
    place = Place("https://owner.github.io/a&b/", f"Atlas {HOSTILE}", "Clocks")
    made = replace(site, place=place).made
    search = etree.fromstring(made["opensearch.xml"]())
    [url] = search.iter("{*}Url")
    assert url.get("template") == "https://owner.github.io/a&b/papers/?q={searchTerms}"
    assert json.loads(made["site.webmanifest"]())["name"] == place.name
    assert made["robots.txt"]().decode().endswith("Sitemap: https://owner.github.io/a&b/sitemap.xml\n")
