"""What methods look like: formulas that are never cut without a sign, and pictures that differ at a glance."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import expect

WIDTHS = (360, 768, 1280, 2560)
# One page of each kind that shows formulas, and the papers with the widest ones.
PAGES = (
    "",
    "papers/",
    "categories/architectures/",
    "reading-path/",
    "glossary/",
    "notation/",
    *(f"papers/{key}/" for key in ("aft", "cosformer", "deltaproduct", "fox", "kimi-linear", "lact", "raven", "xlstm")),
)
# The formulas that extend past the window, or past an area that clips them or that scrolls without a shade.
CUT = """() => [...document.querySelectorAll("math")].filter(formula => {
  if (!formula.checkVisibility()) return false;
  const box = formula.getBoundingClientRect();
  for (let one = formula.parentElement; one; one = one.parentElement) {
    const style = getComputedStyle(one), area = one.getBoundingClientRect();
    if (style.overflowX === "visible" || (box.right < area.right + 1 && box.left > area.left - 1)) continue;
    return style.overflowX !== "auto" || !style.backgroundAttachment.includes("local");
  }
  return box.right > document.documentElement.clientWidth + 1;
}).map(formula => formula.textContent)"""
# Each picture as the colours of its 900 pixels: an image of its shapes in the colours of the page.
PIXELS = """async pictures => Promise.all(pictures.map(async picture => {
  const drawn = picture.cloneNode(true);
  drawn.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  drawn.setAttribute("width", "30");
  drawn.setAttribute("height", "30");
  drawn.setAttribute("fill-rule", "evenodd");
  [...picture.querySelectorAll("path")].forEach((path, index) =>
    drawn.querySelectorAll("path")[index].setAttribute("style", `fill: ${getComputedStyle(path).fill}`));
  const image = new Image();
  image.src = "data:image/svg+xml," + encodeURIComponent(drawn.outerHTML);
  await image.decode();
  const canvas = new OffscreenCanvas(30, 30).getContext("2d");
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
  canvas.fillRect(0, 0, 30, 30);
  canvas.drawImage(image, 0, 0, 30, 30);
  return [...canvas.getImageData(0, 0, 30, 30).data];
}))"""
LEAST_PIXELS = 40
VISIBLE = 90  # the difference of two colours, as the sum over red, green and blue


@pytest.mark.parametrize("path", PAGES)
def test_no_formula_is_cut_without_a_sign(page, path):
    opened = page(path, reduced_motion="reduce")
    expect(opened.locator("math:visible").first).to_be_attached()
    for width in WIDTHS:
        opened.set_viewport_size({"width": width, "height": 900})
        assert opened.evaluate(CUT) == [], f"at {width} px"


def test_on_a_phone_the_labels_of_formulas_are_above_them(page):
    opened = page("papers/kimi-linear/", viewport={"width": 360, "height": 740})
    formula = opened.locator(".formulas > div").first
    label, shown = (formula.locator(part).bounding_box() for part in ("dt", "dd"))
    assert label["y"] + label["height"] <= shown["y"] + 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_two_pictures_differ_at_a_glance(page, scheme):
    opened = page("notation/", color_scheme=scheme)
    pixels = np.array(opened.locator(".pairs .glyph").evaluate_all(PIXELS)).reshape(64, 900, 4)[:, :, :3]
    differing = [(abs(pixels[i] - pixels[:i]).sum(axis=2) > VISIBLE).sum(axis=1) for i in range(1, 64)]
    assert min(np.concatenate(differing)) >= LEAST_PIXELS


def test_a_picture_says_what_it_shows_at_a_tap_or_a_key(page):
    opened = page("papers/gla/", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    picture = opened.locator(".paper__title summary")
    meaning = opened.get_by_text("Decay: rates by input and channel", exact=True)
    expect(picture.locator("title")).to_have_text("Decay: rates by input and channel; Write: additive")
    expect(meaning).not_to_be_visible()
    picture.tap()
    expect(meaning).to_be_in_viewport()
    picture.press("Enter")
    expect(meaning).not_to_be_visible()


@pytest.mark.parametrize("path", ["papers/gated-deltanet/", "papers/xlstm/", "papers/hybrid-analysis/", "notation/"])
def test_axe_finds_nothing_even_with_everything_unfolded(page, axe_problems, path):
    opened = page(path, color_scheme="light", reduced_motion="reduce", viewport={"width": 360, "height": 740})
    opened.evaluate("for (const one of document.querySelectorAll('details:not([name])')) one.open = true")
    touch = {"target-size": {"enabled": True}}
    assert axe_problems(opened, every=True, rules=touch) == []
    opened.set_viewport_size({"width": 1280, "height": 800})
    assert axe_problems(opened, every=True, rules=touch) == []
    opened.emulate_media(color_scheme="dark")
    expect(opened.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert axe_problems(opened, every=True) == []


def test_the_facts_are_in_view_at_once_on_a_desktop_and_before_the_relations_on_a_phone(page):
    opened = page("papers/mamba/", viewport={"width": 1280, "height": 800})
    for shown in (".facts", ".tags", ".contents"):
        expect(opened.locator(f".paper {shown}").first).to_be_in_viewport(ratio=0.9)
    opened.locator("#sources").scroll_into_view_if_needed()
    expect(opened.locator(".contents")).to_be_in_viewport(ratio=0.9)
    opened.set_viewport_size({"width": 360, "height": 740})
    tags, relations = (opened.locator(part).bounding_box() for part in (".paper__rail .tags", "#builds-on"))
    assert tags["y"] < relations["y"]


def test_a_symbol_and_its_line_of_the_legend_light_each_other(page):
    opened = page("methods/kda/")
    line = opened.locator(".symbols > div", has_text="the strength of the write")
    beta = opened.locator(".formulas .equation mi", has_text="β").first
    beta.hover()
    expect(line).to_have_class("is-lit")
    expect(opened.locator(".symbols > .is-lit")).to_have_count(1)
    opened.locator(".symbols > div", has_text="the output").get_by_role("link").focus()
    expect(line).not_to_have_class("is-lit")
    assert {one.text_content() for one in opened.locator(".formulas .is-lit").all()} == {"o"}
