"""The form for a paper: a newcomer fills it in, an entry is corrected, and hostile text does no harm."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from paperatlas import load
from paperatlas.commands import main
from paperatlas.pages.form import TYPESETTER
from paperatlas.read.folder import read_text
from paperatlas.sources.entry import entry_text

from ..conftest import ROOT

CATALOGUE = load(ROOT / "catalog")
NEW = "contribute/new/"
LINK = "https://arxiv.org/pdf/2402.98765v2"
SUMMARY = (
    "Clocks of sand stop when nobody turns them. The paper adds a motor that turns the glass as soon as its upper half "
    "is empty, and a gate that decides how much sand falls at each step. On days of 24 hours the clock is never more "
    "than a minute late, and it needs no more room than before."
)
HOSTILE = "</script><img src=x onerror=alert(1)> \"a\": 'b' ${{ github.token }} $(id) `id` # no, [really]"


def field(opened: Page, name: str) -> Locator:
    """The input of a field at the top level."""
    return opened.locator(f'.form__part > .form__field > [data-name="{name}"]')


def fill(opened: Page, name: str, text: str) -> None:
    field(opened, name).fill(text)
    field(opened, name).blur()


def add(opened: Page, title: str, text: str) -> None:
    """Types a text into the last line of a list."""
    last = opened.get_by_role("group", name=re.compile(f"^{title}")).locator("ol input").last
    last.fill(text)
    last.blur()


def unfold(opened: Page) -> None:
    expect(opened.locator(".form__fields")).to_be_visible()
    opened.locator(".form__part").evaluate_all("all => all.forEach(one => { one.open = true; })")


def text_of(opened: Page) -> str:
    opened.wait_for_timeout(300)  # the form waits for the next key
    return opened.locator("#form-text").text_content() or ""


def filled(opened: Page) -> None:
    """Fills in a paper as somebody would who has not read a word about the form."""
    fill(opened, "title", '{Clock}s with Gates: Sand, "Time" and {G}lass')
    add(opened, "Authors", "Lindqvist-Bergström, Björn and Pap{\\'a}, Christos")
    fill(opened, "date", "Feb 2024")
    field(opened, "category").select_option("Architectures")
    field(opened, "family").select_option("Decay and gates")
    add(opened, "Tags", "Gating, Linear Attention")
    add(opened, "Tags", "recall")
    fill(opened, "tldr", "A clock of sand with a motor and a gate, which nobody has to turn.")
    fill(opened, "summary", SUMMARY)
    unfold(opened)
    opened.get_by_role("button", name="Add a relation").click()
    relation = opened.get_by_role("group", name="Builds on").locator(".form__item")
    relation.get_by_label("Paper").fill("retnet")
    relation.get_by_label("Kind").select_option("adds")
    relation.get_by_label("How").fill("a gate for each grain, and a motor")
    opened.get_by_role("button", name="Add the paper’s page").click()


def checked(text: str, key: str, folder: Path) -> int:
    """The exit code of the strictest check of a catalogue with this entry."""
    catalogue = folder / "catalog"
    shutil.copytree(ROOT / "catalog", catalogue)
    (catalogue / f"papers/{key}.yml").write_text(text, encoding="utf-8")
    return main(["check", str(catalogue), "--strict"])


def test_a_newcomer_fills_in_the_form_and_the_entry_passes_the_check(page, tmp_path):
    opened = page(f"{NEW}?link={LINK}")
    say = opened.locator(".form__say")
    expect(say).to_contain_text("Filled in: arXiv id, Date")
    expect(field(opened, "arxiv")).to_have_value("2402.98765")
    expect(field(opened, "date")).to_have_value("2024-02")
    filled(opened)
    expect(field(opened, "title")).to_have_value('Clocks with Gates: Sand, "Time" and Glass')
    expect(field(opened, "date")).to_have_value("2024-02")
    expect(opened.locator(".form__note", has_text="Changed from “Feb 2024” to “2024-02”")).to_be_visible()
    authors = opened.get_by_role("group", name=re.compile("^Authors")).locator("input")
    assert authors.evaluate_all("all => all.map(one => one.value)")[:2] == [
        "Björn Lindqvist-Bergström",
        "Christos Papá",
    ]
    expect(opened.locator(".form__count")).to_have_text("No mistake was found.")
    text = text_of(opened)
    assert "tags: [gating, linear-attention, recall]" in text
    assert 'at: "arxiv.org/abs/2402.98765"' in text
    key = opened.locator(".form__key input").input_value()
    assert key == "clocks-gates-sand"
    assert checked(text, key, tmp_path) == 0
    # The host opens a new file with this text.
    link = opened.get_by_role("link", name="Open it at GitHub").get_attribute("href") or ""
    assert link.startswith("https://github.com/owner/atlas/new/main/catalog/papers?")
    assert parse_qs(urlsplit(link).query) == {"filename": [f"{key}.yml"], "value": [text]}
    card = opened.locator(".form__card .card")
    expect(card.locator(".card__name")).to_have_text('Clocks with Gates: Sand, "Time" and Glass')
    expect(card.locator(".card__who")).to_have_text("Björn Lindqvist-Bergström, Christos Papá")
    expect(card.locator(".badge")).to_have_text("Preprint")


def test_mistakes_are_shown_beside_the_field_and_the_list_leads_to_them(page):
    opened = page(NEW)
    expect(opened.locator(".form__count")).to_contain_text("things:")
    assert opened.locator("[aria-invalid]").count() == 0  # nobody has begun
    fill(opened, "arxiv", "2312.06635")
    expect(field(opened, "arxiv")).to_have_attribute("aria-invalid", "true")
    expect(field(opened, "arxiv")).to_have_accessible_description(re.compile("already used in papers/gla.yml"))
    correct = opened.get_by_role("link", name="Correct that entry")
    assert (correct.get_attribute("href") or "").endswith("contribute/new/?paper=gla")
    fill(opened, "arxiv", "soon")
    expect(field(opened, "arxiv")).to_have_accessible_description(
        re.compile("'soon' is not an arXiv id; write one such")
    )
    fill(opened, "arxiv", "")
    expect(field(opened, "arxiv")).not_to_have_attribute("aria-invalid", "true")
    opened.get_by_role("button", name="Citation key: 'cite_key' is missing").press("Enter")
    expect(field(opened, "cite_key")).to_be_focused()
    expect(field(opened, "cite_key")).to_be_visible()
    expect(field(opened, "cite_key")).to_have_accessible_description(re.compile("'cite_key' is missing"))


def test_a_list_keeps_the_place_of_whoever_types(page):
    opened = page(NEW)
    rows = opened.get_by_role("group", name=re.compile("^Authors")).locator("ol input")
    values = "all => all.map(one => one.value)"
    rows.first.fill("Byron, Ada and Sundial, Bo")
    opened.keyboard.press("Tab")  # to the empty line after it
    opened.keyboard.type("Cy Gnomon")
    expect(rows).to_have_count(4)
    assert rows.evaluate_all(values) == ["Ada Byron", "Bo Sundial", "Cy Gnomon", ""]
    rows.nth(2).fill("Gnomon, Cy; Dial, Di")
    field(opened, "date").click()
    opened.keyboard.type("2024-02")
    expect(field(opened, "date")).to_have_value("2024-02")
    assert rows.evaluate_all(values) == ["Ada Byron", "Bo Sundial", "Cy Gnomon", "Di Dial", ""]
    rows.nth(1).fill("")
    rows.nth(2).press("Enter")
    expect(rows).to_have_count(4)
    expect(rows.nth(3)).to_be_focused()
    expect(rows.nth(1)).to_have_accessible_name("Authors 2")
    assert rows.evaluate_all(values) == ["Ada Byron", "Cy Gnomon", "Di Dial", ""]


def test_a_link_in_the_wrong_field_goes_into_the_right_one(page):
    opened = page(NEW)
    unfold(opened)
    fill(opened, "url", "https://openreview.net/forum?id=aBcDeFgHiJ")
    expect(field(opened, "openreview")).to_have_value("aBcDeFgHiJ")
    expect(field(opened, "url")).to_have_value("")
    expect(opened.locator(".form__note", has_text="went into OpenReview id")).to_be_visible()
    fill(opened, "pmlr", "https://proceedings.mlr.press/v235/clock24a.html")
    expect(field(opened, "pmlr")).to_have_value("v235/clock24a")
    fill(opened, "doi", "https://doi.org/10.1000/clock")
    expect(field(opened, "doi")).to_have_value("10.1000/clock")


def test_bibtex_fills_in_what_it_has(page):
    opened = page(NEW)
    opened.get_by_label("Start from a link or BibTeX").fill(
        "@inproceedings{x, title={The {GPU} Clock}, author={Sundial, Ada and Gnomon, Bo}, year={2024},\n"
        " booktitle={Proceedings of ICML}, pages={1--9}, eprint={2402.98765}}"
    )
    opened.get_by_role("button", name="Fill in").click()
    expect(opened.locator(".form__say")).to_contain_text("Filled in: Title, Authors, arXiv id, Date, Venue")
    text = text_of(opened)
    assert "title: The GPU Clock\nauthors: [Ada Sundial, Bo Gnomon]\ndate: 2024-02\n" in text
    assert "venue: {name: ICML, year: 2024, pages: 1-9}\n" in text
    assert "cite_key: sundial2024gpu\n" in text


@pytest.mark.parametrize("key", ["xlstm", "rwkv7", "deltaformer-neurips"])
def test_the_form_of_an_entry_has_all_its_values_and_shows_only_what_changes(page, key):
    paper = CATALOGUE.papers[key]
    opened = page(f"{NEW}?paper={key}")
    expect(opened.locator(".form__how")).to_have_text("Nothing is changed yet.")
    expect(opened.locator("h1")).to_have_text(f"Correct “{paper.label}”")
    assert opened.locator(".form__todo li").all_text_contents() == []
    assert opened.locator("[aria-invalid]").count() == 0
    fill(opened, "tldr", "A clock: it ticks.")
    assert text_of(opened) == "tldr: 'A clock: it ticks.'"
    expect(opened.locator(".form__how")).to_have_text("These fields change: tldr.")
    edit = opened.get_by_role("link", name="Open the file at GitHub")
    expect(edit).to_have_attribute("href", f"https://github.com/owner/atlas/edit/main/catalog/papers/{key}.yml")
    kept = opened.evaluate("name => JSON.parse(localStorage.getItem(name)).values", f"atlas.form:{key}")
    written = entry_text({**kept, "tldr": paper.tldr})
    found = type(paper).model_validate(values_of(written) | {"key": key})
    assert found == paper


def values_of(text: str) -> dict[str, Any]:
    problems: list[Any] = []
    found = read_text(text, "sand.yml", "papers", "sand", problems).values
    assert problems == []
    return found


def test_hostile_text_stays_text(page):
    opened = page(NEW)
    for name in ("title", "short_name", "tldr"):
        fill(opened, name, f"{name} {HOSTILE}")
    fill(opened, "summary", f"one\n\n  two: {HOSTILE}\n- three")
    add(opened, "Authors", "<b>Ada</b> Sundial")
    unfold(opened)
    opened.get_by_role("button", name="Add a correction").click()
    correction = opened.get_by_role("group", name="Corrections").locator(".form__item")
    correction.get_by_label("Was").fill(HOSTILE)
    correction.get_by_label("Why").fill("it said `no`: \\alpha")
    values = values_of(text_of(opened))
    assert values["title"] == f"title {HOSTILE}"
    assert values["tldr"] == f"tldr {HOSTILE}"
    assert values["summary"] == f"one two: {HOSTILE} - three"
    assert values["corrections"] == [{"was": HOSTILE, "why": "it said `no`: \\alpha"}]
    expect(opened.locator(".form__card .card__name")).to_have_text(f"short_name {HOSTILE}")
    assert opened.locator(".form img, .form script, .form b:not(summary b)").count() == 0
    link = opened.get_by_role("link", name="Open it at GitHub").get_attribute("href") or ""
    assert parse_qs(urlsplit(link).query)["value"] == [text_of(opened)]


def test_what_was_typed_is_kept_until_it_is_cleared(page):
    opened = page(NEW)
    fill(opened, "title", "A clock of sand")
    add(opened, "Authors", "Ada Sundial")
    text = text_of(opened)
    opened.reload()
    expect(opened.locator(".form__say")).to_have_text("This is what you typed before.")
    assert text_of(opened) == text
    opened.get_by_role("button", name="Clear the form").click()
    expect(field(opened, "title")).to_have_value("")
    opened.reload()
    expect(opened.locator(".form__count")).to_contain_text("things:")
    expect(field(opened, "title")).to_have_value("")
    assert opened.context.cookies() == []


def test_an_entry_that_is_too_long_for_a_link_says_so(page):
    opened = page(NEW)
    fill(opened, "title", "A clock of sand")
    fill(opened, "summary", "tick tock " * 600)
    text_of(opened)
    expect(opened.locator(".form__more")).to_contain_text("too long for a link")
    link = opened.get_by_role("link", name="Open it at GitHub").get_attribute("href") or ""
    assert parse_qs(urlsplit(link).query) == {"filename": ["clock-sand.yml"]}
    assert len(link) < 200


def test_formulas_are_shown_in_mathml_while_they_are_typed(page):
    assert TYPESETTER.is_file(), "the library is missing: `make` brings it"
    opened = page(NEW)
    unfold(opened)
    scripts = "() => performance.getEntriesByType('resource').filter(one => /temml/.test(one.name)).length"
    assert opened.evaluate(scripts) == 0  # nobody has typed a formula
    opened.get_by_role("button", name="Add a method").click()
    method = opened.get_by_role("group", name="Methods").locator(".form__item")
    update = method.locator('[data-name="update"]')
    update.fill(r"S_t = \lambda S_{t-1} + v_t k_t^\top")
    expect(method.locator("math")).to_have_count(1)
    expect(opened.locator(".form__card math")).to_contain_text("λ")
    update.fill(r"S_t = \frac{a")  # half of a formula
    expect(method.locator(".form__meaning code")).to_have_text(r"S_t = \frac{a")
    update.fill(r"$S_t = <b>1</b>$")
    update.blur()
    expect(update).to_have_value("S_t = <b>1</b>")
    expect(opened.locator(".form__card b")).to_have_count(0)
    method.locator('[data-name="state"]').fill("grows")
    expect(method.locator(".form__meaning", has_text="grows with the sequence")).to_be_visible()


def test_the_card_and_the_picture_are_those_of_the_site(page, category_page_of):
    parts = """card => ({
      paths: [...card.querySelectorAll(".glyph path")].map(one => [one.getAttribute("class"), one.getAttribute("d")]),
      classes: [...card.querySelectorAll("[class^=card]")].map(one => one.className),
      texts: [".card__name", ".card__title", ".badge", ".card__summary", "time"].map(
        one => card.querySelector(one).textContent.trim()),
      hue: card.className,
    })"""
    opened = page(f"{NEW}?paper=gla")
    shown = opened.locator(".form__card .card").evaluate(parts)
    opened.goto(category_page_of("gla"))
    real = opened.locator(".card", has=opened.locator('a[href$="papers/gla/"]')).first.evaluate(parts)
    assert shown == real


def test_a_paper_leads_to_its_form_and_the_home_page_to_a_new_one(page):
    opened = page("papers/gla/")
    opened.get_by_role("link", name="Fix this entry").click()
    expect(opened.locator("h1")).to_have_text("Correct “GLA”")
    opened.goto("")
    opened.get_by_label("Is a paper missing?").fill(LINK)
    opened.get_by_label("Is a paper missing?").press("Enter")
    expect(field(opened, "arxiv")).to_have_value("2402.98765")
    suggest = opened.locator("[data-suggest]")
    expect(suggest).to_have_attribute("data-suggest", "https://github.com/owner/atlas/issues/new")


def test_without_scripts_there_are_other_ways(page):
    opened = page(NEW, java_script_enabled=False)
    by_hand = opened.get_by_role("link", name="write the file by hand").get_attribute("href") or ""
    assert by_hand.startswith("https://github.com/owner/atlas/new/main/catalog/papers")
    suggest = opened.get_by_role("button", name="Only suggest it")
    expect(suggest).to_have_attribute("formaction", "https://github.com/owner/atlas/issues/new")
    assert opened.locator("form.add-paper input").evaluate_all("all => all.map(one => one.name)") == [
        "link",
        "template",
    ]


@pytest.mark.parametrize("key", ["constructor", "no-such-paper", "<b>"])
def test_an_unknown_paper_is_said_to_be_unknown(page, key):
    opened = page(f"{NEW}?paper={key}")
    expect(opened.locator(".form")).to_contain_text(f"There is no paper with the key “{key}”.")


def test_the_form_is_accessible_with_everything_open_and_wrong(page, axe_problems):
    opened = page(f"{NEW}?paper=xlstm", color_scheme="light", reduced_motion="reduce")
    expect(opened.locator(".form__how")).to_be_visible()
    opened.locator(".form details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    for name in ("title", "date", "arxiv", "tldr"):
        fill(opened, name, "x")
    fill(opened, "title", "")
    expect(opened.locator("[aria-invalid]").first).to_be_visible()
    assert axe_problems(opened) == []
    opened.set_viewport_size({"width": 360, "height": 740})
    assert opened.evaluate("document.scrollingElement.scrollWidth") <= 360
    opened.emulate_media(color_scheme="dark")
    assert axe_problems(opened, runOnly=["color-contrast", "target-size"]) == []
