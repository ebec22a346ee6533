"""Pictures for links: what is in them, how they are drawn and kept, and what the head of a page says of them."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from paperatlas.interchange import drawing as module
from paperatlas.interchange.drawing import HEIGHT, MOST_BYTES, WIDTH, Drawing
from paperatlas.interchange.place import Place
from paperatlas.interchange.previews import Preview, previews
from paperatlas.maths import mathml
from paperatlas.render import Renderer
from paperatlas.site import Site, contents

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "src/paperatlas/templates"
TEMPLATE = TEMPLATES / "preview.typ"
MARK = (TEMPLATES / "theme/partials/logo.html").read_text(encoding="utf-8")
PUBLIC = Place("https://owner.github.io/atlas/", "Clocks")
PLAIN = Preview("Sundial", "JOC 2019", 3, "Clocks", title="A Sundial for Every Garden", people=("Ada Byron",), count=1)
GROUND = (250, 249, 246)  # of the site, as near as the colours of a picture come


@pytest.fixture
def no_drawing(monkeypatch):
    def fail(*arguments: object) -> None:
        pytest.fail("a picture was drawn")

    return lambda: monkeypatch.setattr(Drawing, "_drawn", fail)


def opened(preview: Preview) -> Image.Image:
    png = Drawing(TEMPLATE, MARK).png(preview)
    assert len(png) <= MOST_BYTES
    return Image.open(BytesIO(png)).convert("RGB")


WIDE, HIGH = 1200, 630  # points of the template


def is_empty(picture: Image.Image, *box: int) -> bool:
    """Whether a part of a picture (left, top, right, bottom, in points of the template) has one colour only."""
    return len(part(picture, *box).getcolors(1 << 20)) == 1


def part(picture: Image.Image, *box: int) -> Image.Image:
    return picture.crop(tuple(round(side * WIDTH / WIDE) for side in box))


def site_of(shelf) -> Site:
    return replace(contents(shelf.load()), place=PUBLIC)


def head_of(renderer: Renderer, url: str) -> dict[str, str]:
    [page] = [page for page in renderer.site.pages if page.url == url]
    tags = html.fromstring(f"<html><head>{renderer.head(page)}</head><body></body></html>").xpath("//meta")
    return {tag.get("property") or tag.get("name"): tag.get("content") for tag in tags}


def test_a_paper_a_method_and_a_category_show_what_their_cards_do(shelf):
    catalogue = shelf.load()
    found = {url: make() for url, make in previews(catalogue, PUBLIC).items()}
    assert set(found) == {
        *(f"papers/{key}/" for key in catalogue.papers),
        *(f"methods/{key}/" for key in catalogue.methods),
        *("categories/outdoor/", "categories/indoor/"),
    }
    paper = found["papers/sundial/"]
    assert paper.words == "Sundial; A Sundial for Every Garden; Ada Byron, José García; JOC 2019"
    assert (paper.category, paper.site, paper.is_public) == ("Outdoor clocks", "Clocks", True)
    assert len(paper.formulas) == 1
    assert "<mfrac" in paper.formulas[0]
    method = found["methods/gnomon/"]
    assert (method.name, method.title) == ("Gnomon", "from A Sundial for Every Garden")
    assert (method.badge, method.formulas, method.hue) == (paper.badge, paper.formulas, paper.hue)
    quartz = found["papers/quartz/"]
    assert (quartz.name, quartz.title) == ("Crystals in Watches", "")
    assert (quartz.badge, quartz.is_public) == ("Preprint 2021", False)
    category = found["categories/indoor/"]
    assert (category.name, category.title, category.badge) == (
        "Indoor clocks",
        "Clocks that need a wall.",
        "2 papers",
    )
    assert category.count == len(category.people) == 2


def test_letters_that_the_fonts_lack_are_never_boxes(shelf):
    shelf.change("papers/quartz.yml", "Crystals in Watches", "石英 in Watches")
    shelf.change("papers/sundial.yml", "José García", "陈伟")
    found = previews(shelf.load(), PUBLIC)
    assert "papers/quartz/" not in found
    assert found["papers/sundial/"]().people == ()


def test_a_picture_has_the_size_that_the_page_names_and_few_colours():
    picture = Image.open(BytesIO(Drawing(TEMPLATE, MARK).png(PLAIN)))
    assert (picture.size, picture.mode) == ((WIDTH, HEIGHT), "P")
    assert picture.convert("RGB").getpixel((600, 400)) == GROUND


@pytest.mark.parametrize(
    "hard",
    [
        {"title": "Long words and longer ones " * 40},
        {"title": "unbreakable" * 60},
        {"name": "A Name of Many Words That Goes On " * 8},
        {"name": "Unbreakable" * 20, "title": ""},
        {"title": "", "name": "A Title That Is the Only Name of Its Paper, " * 12},
        {"people": ("Łukasz Größe-Öztürk",) * 8, "count": 200},
        {"people": ("Unbreakable" * 20,), "count": 2},
        {"badge": "Proceedings of a Venue With a Very Long Name 2024 Workshop"},
        {"site": "An Atlas With a Name That Is Much Longer Than It Should Be " * 3},
        {"category": "A Category With a Name That Is Much Longer Than It Should Be " * 3},
    ],
    ids=lambda hard: "-".join(hard),
)
def test_long_texts_stay_inside_the_margins_and_above_the_foot(hard):
    picture = opened(replace(PLAIN, **hard))
    for box in ((0, 20, 60, HIGH), (1142, 20, WIDE, HIGH), (0, 420, WIDE, 550)):
        assert is_empty(picture, *box)


def test_one_that_goes_on_for_too_long_says_so():
    """A title of three lines is whole; more words change nothing."""
    long = "Long words and longer ones " * 20
    assert Drawing(TEMPLATE, MARK).png(replace(PLAIN, title=long)) == Drawing(TEMPLATE, MARK).png(
        replace(PLAIN, title=long * 2)
    )


def test_a_formula_is_drawn_and_a_wide_one_smaller_or_left_out():
    without = opened(PLAIN)
    assert is_empty(without, 64, 430, 1136, 520)
    row = r"S_t = \alpha_t S_{t-1} + v_t k_t^\top"
    for latex in (row, r",\;".join([row] * 3)):
        picture = opened(replace(PLAIN, formulas=(mathml(latex),)))
        assert not is_empty(picture, 64, 430, 1136, 520)
        assert is_empty(picture, 1142, 20, WIDE, HIGH)
    too_wide = replace(PLAIN, formulas=(mathml("+".join([row] * 12)),))
    assert Drawing(TEMPLATE, MARK).png(too_wide) == Drawing(TEMPLATE, MARK).png(PLAIN)


def test_a_fraction_does_not_touch_the_line_above_it():
    above, fraction = mathml("K_t = k_t"), mathml(r"o_t = \frac{\sum_{i \le t} v_i}{\sum_{i \le t} k_i}")
    picture = opened(replace(PLAIN, formulas=(above, fraction)))
    # The ground of the formulas is one colour: between two formulas, a row has only that.
    rows = [picture.crop((62, y, 946, y + 1)).getcolors() for y in range(317, 440)]
    inked = "".join("." if len(colours or [0, 0]) == 1 else "#" for colours in rows)
    assert re.search(r"#\.+#", inked)


def test_a_formula_that_the_template_cannot_write_leaves_the_rest_whole():
    arrow = replace(PLAIN, formulas=(mathml(r"\xrightarrow{f} x"),))
    assert Drawing(TEMPLATE, MARK).png(arrow) == Drawing(TEMPLATE, MARK).png(PLAIN)


def test_a_note_takes_the_place_of_a_formula_and_several_pictures_that_of_a_note():
    glyph = (("ground", "M1 5h18v22h-18z"), ("tone-1", "M22 14h8v4h-8z"))
    pictures = [
        opened(replace(PLAIN, **some))
        for some in ({"note": "Tells the time."}, {"note": "Tells the time.", "glyphs": (glyph, glyph[:1])})
    ]
    noted, drawn = (part(picture, 64, 430, 1136, 530) for picture in pictures)
    assert len({noted.tobytes(), drawn.tobytes(), part(opened(PLAIN), 64, 430, 1136, 530).tobytes()}) == 3


def test_a_picture_that_has_not_changed_is_not_drawn_again(tmp_path, no_drawing):
    first = Drawing(TEMPLATE, MARK, tmp_path).png(PLAIN)
    changed = Drawing(TEMPLATE, MARK, tmp_path).png(replace(PLAIN, title="Another"))
    no_drawing()
    again = Drawing(TEMPLATE, MARK, tmp_path)
    assert again.png(PLAIN) == first != changed == again.png(replace(PLAIN, title="Another"))


def test_another_template_draws_all_again(tmp_path):
    template = tmp_path / "preview.typ"
    template.write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
    first = Drawing(template, MARK, tmp_path).png(PLAIN)
    template.write_text(template.read_text(encoding="utf-8").replace("#fbfaf7", "#ffffff"), encoding="utf-8")
    assert Drawing(template, MARK, tmp_path).png(PLAIN) != first


@pytest.mark.parametrize("damage", [b"", b"PNG", b"0" * 32 + b"PNG"])
def test_a_damaged_picture_of_an_earlier_build_is_drawn_again(tmp_path, damage):
    first = Drawing(TEMPLATE, MARK, tmp_path).png(PLAIN)
    [kept] = (tmp_path / "previews").iterdir()
    kept.write_bytes(damage)
    assert Drawing(TEMPLATE, MARK, tmp_path).png(PLAIN) == first


def test_a_full_folder_keeps_only_what_this_build_needs(tmp_path, monkeypatch):
    old = Drawing(TEMPLATE, MARK, tmp_path)
    old.png(PLAIN)
    now = Drawing(TEMPLATE, MARK, tmp_path)
    now.png(replace(PLAIN, title="Another"))
    now.forget_others()
    assert len([*(tmp_path / "previews").iterdir()]) == 2
    monkeypatch.setattr(module, "MOST_KEPT", 1)
    now.forget_others()
    assert len([*(tmp_path / "previews").iterdir()]) == 1


def test_where_nothing_can_be_kept_a_picture_is_drawn(tmp_path):
    (tmp_path / "previews").write_text("in the way", encoding="utf-8")
    drawing = Drawing(TEMPLATE, MARK, tmp_path)
    assert drawing.png(PLAIN).startswith(b"\x89PNG")
    drawing.forget_others()


def test_the_colours_are_those_of_the_pages():
    css = (ROOT / "src/paperatlas/assets/shared/tokens.css").read_text(encoding="utf-8").partition("@media")[0]
    tokens = dict(re.findall(r"--([a-z]+(?:-\d+)?): (#\w+);", css))
    typst = TEMPLATE.read_text(encoding="utf-8")
    names, colours = re.search(r"#let \(([a-z, ]+)\) = \((.*?)\)", typst, re.DOTALL).groups()
    named = dict(zip(names.split(", "), re.findall(r"#\w+", colours), strict=True))
    named["line"] = named.pop("border")
    assert named == {name: tokens[name] for name in named}
    hues = re.findall(r"#\w+", typst.partition("#let hues = (")[2].partition(").map")[0])
    assert hues == [tokens[f"hue-{number}"] for number in range(12)]


def test_the_head_of_a_page_names_its_picture(shelf):
    renderer = Renderer(site_of(shelf))
    head = head_of(renderer, "papers/sundial/")
    assert head["og:image"] == "https://owner.github.io/atlas/previews/papers/sundial.png"
    assert (head["og:image:width"], head["og:image:height"]) == ("1000", "525")
    assert head["og:image:alt"] == "Sundial; A Sundial for Every Garden; Ada Byron, José García; JOC 2019"
    assert head["twitter:card"] == "summary_large_image"
    assert "previews/papers/sundial.png" in renderer.preview_files
    oldest = head_of(renderer, "categories/indoor/oldest/")
    assert oldest["og:image"] == "https://owner.github.io/atlas/previews/categories/indoor.png"
    without = head_of(renderer, "tags/gears/")
    assert "og:image" not in without
    assert without["twitter:card"] == "summary"


@pytest.mark.parametrize("missing", ["the setting", "the packages", "the template", "an address"])
def test_pages_are_whole_without_pictures(shelf, tmp_path, monkeypatch, missing):
    site, templates = site_of(shelf), TEMPLATES
    if missing == "the packages":
        monkeypatch.setattr(module, "find_spec", lambda name: None)
    if missing == "the template":
        ignored = shutil.ignore_patterns("preview.typ")
        templates = shutil.copytree(TEMPLATES, tmp_path / "templates", ignore=ignored)
    if missing == "an address":
        site = replace(site, place=Place("http://127.0.0.1:8000/", "Clocks"))
    renderer = Renderer(site, [templates], with_previews=missing != "the setting")
    head = head_of(renderer, "papers/sundial/")
    assert "og:image" not in head
    assert head["twitter:card"] == "summary"
    # A server draws the picture that someone asks for.
    assert bool(renderer.preview_files) == (missing == "an address")
