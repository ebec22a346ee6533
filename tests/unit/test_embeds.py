"""What other sites show: the small pages for an iframe, the badge, and the code to copy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from lxml import html

from paperatlas.interchange.place import Place
from paperatlas.render import Renderer
from paperatlas.render.embeds import badge, files
from paperatlas.site import contents

ROOT = Path(__file__).resolve().parents[2]
SITE = "https://owner.github.io/clocks/"


@pytest.fixture
def renderer(shelf) -> Renderer:
    shelf.change("papers/sundial.yml", "short_name: Sundial", 'short_name: "\\"Sun\\" & <dial>"\naliases: [sun-clock]')
    shelf.change("categories.yml", "outdoor: {", "outdoor: {aliases: [open-air], ")
    site = replace(contents(shelf.load()), place=Place(SITE, "Clock & Watch Atlas"))
    return Renderer(site)


def shown(renderer: Renderer, path: str) -> html.HtmlElement:
    return html.document_fromstring(files(renderer)[path]())


def test_there_is_a_small_page_for_each_paper_category_and_tag_also_at_old_addresses(renderer):
    assert {*files(renderer)} == {
        "badge.svg",
        *(f"embed/papers/{key}.html" for key in ("sundial", "sun-clock", "pendulum", "quartz")),
        *(f"embed/categories/{key}.html" for key in ("outdoor", "open-air", "indoor")),
        *(f"embed/tags/{key}.html" for key in ("shadow", "stone", "gears")),
    }
    made = files(renderer)
    assert made["embed/papers/sun-clock.html"]() == made["embed/papers/sundial.html"]()


def test_a_card_says_what_the_paper_is(renderer):
    page = shown(renderer, "embed/papers/sundial.html")
    text = " ".join(page.get_element_by_id("card").text_content().split())
    assert text.startswith('"Sun" & <dial> A Sundial for Every Garden Ada Byron, José García. JOC 2019, first public')
    assert text.endswith("Tells the time from the shadow of a stick, in any garden with some sun.")
    assert page.find(".//math") is not None
    assert page.findtext(".//title") == '"Sun" & <dial>'


def test_a_lineage_has_both_directions(renderer):
    later = shown(renderer, "embed/papers/pendulum.html").get_element_by_id("lineage").text_content()
    assert 'Builds on 1 paper\nreplaces "Sun" & <dial> 2019' in later
    earlier = shown(renderer, "embed/papers/sundial.html").get_element_by_id("lineage").text_content()
    assert "Built on by 1 paper\nreplaced by Pendulum Clocks That Keep Time 2020" in earlier


def test_a_long_lineage_and_a_long_list_name_the_rest(shelf):
    for number in range(25):
        name = "abcdefghijklmnopqrstuvwxyz"[number]
        shelf.write(
            f"papers/clock-{name}.yml",
            f"title: The {name * 9} of {name * 7}\nauthors: [Ada Byron]\ndate: 2021-02\ncategory: indoor\n"
            f"tags: [gears]\nsummary: A clock with {number} more gears than another.\nadded: 2026-11-24\n"
            "builds_on: [{paper: sundial, kind: adds, how: more of it}]\n",
        )
    renderer = Renderer(contents(shelf.load()))
    page = shown(renderer, "embed/papers/sundial.html")
    (more,) = page.xpath("//a[contains(., 'more')]")
    assert (more.text, more.get("href")) == ("and 19 more", "../../papers/sundial/#built-on-by")
    listed = shown(renderer, "embed/tags/gears.html")
    assert len(listed.findall(".//li")) == 20
    assert "All 27 papers" in listed.text_content()


def test_small_pages_have_no_script_ask_no_other_host_and_lead_out_of_the_frame(renderer):
    for path, make in files(renderer).items():
        if path == "badge.svg":
            continue
        page = html.document_fromstring(make())
        assert page.find(".//base").get("target") == "_top"
        assert page.findall(".//script") + page.xpath("//*[@src]") == []
        assert [link.get("rel") for link in page.findall(".//link")] == ["canonical"]
        assert "url(" not in page.findtext(".//style")
        addresses = [link.get("href") for link in page.findall(".//a")]
        assert addresses
        for address in addresses:
            target = urljoin(SITE + path, address).removeprefix(SITE).partition("#")[0]
            assert target == "" or target in renderer.site.urls


@pytest.mark.parametrize(
    ("url", "codes"),
    [
        ("papers/sundial/", ["card", "lineage", "badge-markdown", "badge-html"]),
        ("categories/outdoor/", ["list"]),
        ("tags/gears/", ["list"]),
        ("years/2019/", []),
    ],
)
def test_the_code_to_copy_leads_to_files_of_the_site(renderer, url, codes):
    (page,) = [page for page in renderer.site.pages if page.url == url]
    root = html.fromstring(renderer.page(page))
    found = root.xpath("//*[starts-with(@id, 'share-')]")
    assert [one.get("id") for one in found] == [f"share-{code}" for code in codes]
    assert {one.get("data-copy") for one in root.xpath("//button[starts-with(@data-copy, 'share-')]")} == {
        one.get("id") for one in found
    }
    for one in found:
        code = one.text_content()
        if "markdown" in one.get("id"):
            assert code == f"[![Listed in the Clock & Watch Atlas]({SITE}badge.svg)]({SITE}{url})"
            continue
        (source,) = html.fromstring(f"<div>{code}</div>").xpath("//@src")
        assert source.partition("#")[0].removeprefix(SITE) in files(renderer)
        if "badge" in one.get("id"):
            image = html.fromstring(f"<div>{code}</div>")
            assert (image.find(".//a").get("href"), image.find(".//img").get("alt")) == (
                f"{SITE}{url}",
                "Listed in the Clock & Watch Atlas",
            )


def test_a_name_cannot_end_the_code(renderer):
    (page,) = [page for page in renderer.site.pages if page.url == "papers/sundial/"]
    code = html.fromstring(renderer.page(page)).get_element_by_id("share-card").text_content()
    (frame,) = html.fromstring(f"<div>{code}</div>").xpath("//iframe")
    assert frame.get("title") == '"Sun" & <dial>'


def test_the_badge_is_valid_and_names_the_site():
    drawn = ElementTree.fromstring(badge('Clocks & "Co" <Ltd>'))
    assert drawn.get("aria-label") == 'listed in the Clocks & "Co" <Ltd>'
    texts = drawn.findall(".//{*}text")
    assert [text.text for text in texts] == ["listed in the", 'Clocks & "Co" <Ltd>']
    boxes = drawn.findall(".//{*}g/{*}rect")
    assert sum(int(box.get("width")) for box in boxes) == int(drawn.get("width"))
    for text, box in zip(texts, boxes, strict=True):
        assert int(text.get("textLength")) < int(box.get("width"))
