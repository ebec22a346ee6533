"""How readers use the site: from the home page to a paper, its citation, and other pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

REFUSE = """() => {
  navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
}"""
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def test_a_reader_goes_from_home_to_a_paper_and_copies_its_bibtex(page, category_page_of):
    opened = page(permissions=CLIPBOARD)
    opened.get_by_role("main").get_by_role("link", name="Architectures").first.click()
    expect(opened).to_have_url(re.compile(r"/categories/architectures/$"))
    number = category_page_of("gla").strip("/").rpartition("/")[2]
    opened.get_by_role("link", name=f"Page {number}", exact=True).click()
    opened.locator("article.card").get_by_role("link", name="GLA", exact=True).click()
    expect(opened).to_have_url(re.compile(r"/papers/gla/$"))
    opened.get_by_role("button", name="Copy BibTeX").click()
    expect(opened.get_by_role("button", name="Copied")).to_be_visible()
    copied = opened.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@inproceedings{yang2024gated,")
    assert "Gated Linear Attention Transformers with Hardware-Efficient Training" in copied.replace("{", "").replace(
        "}", ""
    )
    assert copied == opened.locator("#bibtex").text_content()


def test_without_clipboard_permission_the_bibtex_is_selected(page):
    opened = page("papers/gla/")
    # What a browser does when the user denies permission.
    opened.evaluate(REFUSE)
    opened.get_by_role("button", name="Copy BibTeX").click()
    expect(opened.get_by_role("button", name="Press Ctrl+C")).to_be_visible()
    assert opened.evaluate("getSelection().toString()").startswith("@inproceedings{")


def test_a_card_links_to_the_bibtex(page, category_page_of):
    opened = page(category_page_of("gla"))
    opened.locator("article.card", has=opened.get_by_role("link", name="GLA", exact=True)).get_by_role(
        "link", name="BibTeX"
    ).click()
    expect(opened).to_have_url(re.compile(r"/papers/gla/#cite$"))
    expect(opened.locator("#cite")).to_be_in_viewport()


def test_the_folded_authors_on_a_card_can_be_opened(page, category_page_of):
    opened = page(category_page_of("griffin"))
    card = opened.locator("article.card", has=opened.locator("a[href$='papers/griffin/']"))
    last = card.get_by_role("link", name="Caglar Gulcehre")
    expect(card.get_by_role("link", name="Soham De")).to_be_visible()
    expect(last).to_be_hidden()
    card.locator(".card__who summary").click()
    expect(last).to_be_visible()


def dates_of(opened) -> list[str]:
    return [found.get_attribute("datetime") for found in opened.locator("article.card time").all()]


def test_the_papers_of_a_category_can_be_read_from_the_oldest(page):
    opened = page("categories/linearization/")
    newest = dates_of(opened)
    assert 40 > len(newest) > 1, "all papers are on one page"
    assert [date[:7] for date in newest] == sorted((date[:7] for date in newest), reverse=True)
    opened.get_by_role("link", name="Oldest first").click()
    expect(opened).to_have_url(re.compile(r"/linearization/oldest/$"))
    expect(opened.locator(".switch [aria-current]")).to_have_text("Oldest first")
    assert dates_of(opened) == newest[::-1]
    opened.get_by_role("link", name="Newest first").click()
    expect(opened).to_have_url(re.compile(r"/linearization/$"))
    expect(opened.locator(".switch [aria-current]")).to_have_text("Newest first")
    assert dates_of(opened) == newest


def test_previous_and_next_lead_through_a_category(page):
    opened = page("categories/linearization/")
    names = opened.locator("article.card .card__name").all_text_contents()
    assert len(names) > 2
    opened.locator("article.card .card__name a").first.click()
    expect(opened.locator(".neighbours a[rel=prev]")).to_have_count(0)
    here = opened.locator(".crumbs [aria-current=page]")
    expect(here).to_have_text(names[0])
    for name in names[1:]:
        opened.locator(".neighbours a[rel=next]").click()
        expect(here).to_have_text(name)
    expect(opened.locator(".neighbours a[rel=next]")).to_have_count(0)
    opened.locator(".neighbours a[rel=prev]").click()
    expect(here).to_have_text(names[-2])


def test_breadcrumbs_lead_back_to_the_category_and_home(page):
    opened = page("papers/gla/")
    crumbs = opened.locator(".crumbs")
    crumbs.get_by_role("link", name="Architectures").click()
    expect(opened).to_have_url(re.compile(r"/categories/architectures/$"))
    expect(opened.get_by_role("heading", level=1)).to_have_text("Architectures")
    crumbs.get_by_role("link", name="Home").click()
    expect(opened).to_have_url(re.compile(r"/atlas/$"))


@pytest.mark.parametrize("wrong", ["papers/no-such-paper/", "no/such/deep/page.html", "nothing"])
def test_a_wrong_address_shows_useful_links(page, wrong):
    opened = page(wrong, expected="status of 404")
    expect(opened).to_have_title(re.compile("not found", re.IGNORECASE))
    expect(opened.get_by_role("heading", level=1)).to_have_text("Page not found")
    main = opened.get_by_role("main")
    for name in ("Architectures", "All papers", "Authors"):
        expect(main.get_by_role("link", name=name).first).to_be_visible()
    main.get_by_role("link", name="Architectures").first.click()
    expect(opened).to_have_url(re.compile(r"/atlas/categories/architectures/$"))
    expect(opened.get_by_role("heading", level=1)).to_have_text("Architectures")


@pytest.fixture(scope="module")
def renamed_site(once, copy_small_project, mkdocs) -> Path:
    """A site whose paper GLA, category and author had other names before."""

    def build(folder: Path) -> None:
        project = copy_small_project(folder / "project")
        entry = project / "catalog/papers/gla.yml"
        text = entry.read_text(encoding="utf-8") + "aliases: [gated-linear-attention]\n"
        text = re.sub(r"(?m)^short_name: .*\n", "", text)
        entry.write_text(re.sub(r"(?m)^title: .*", r"title: 'Gates in $O(n)$'", text), encoding="utf-8")
        categories = project / "catalog/categories.yml"
        text = categories.read_text(encoding="utf-8")
        categories.write_text(text.replace("\narchitectures:\n", "\narchitectures:\n  aliases: [models]\n"), "utf-8")
        built = mkdocs(project, "build")
        assert built.returncode == 0, built.stderr

    return once("renamed", build) / "project/site"


@pytest.fixture
def renamed(renamed_site, serve_folder) -> str:
    return serve_folder(renamed_site)


def test_an_old_address_redirects_to_the_paper(page, renamed):
    # On a page that redirects immediately, browsers may or may not request the icon of the host.
    opened = page("papers/gated-linear-attention/?from=mail&q=%23#cite", at=renamed, expected="/favicon.ico")
    expect(opened).to_have_url(f"{renamed}papers/gla/?from=mail&q=%23#cite")
    expect(opened.get_by_role("heading", level=1)).to_contain_text("Gates in")
    expect(opened.locator("#cite")).to_be_in_viewport()
    options = {"expected": "/favicon.ico", "java_script_enabled": False}
    without_scripts = page("papers/gated-linear-attention/", at=renamed, **options)
    expect(without_scripts).to_have_url(f"{renamed}papers/gla/")


def test_the_page_at_an_old_address_shows_the_formula_of_a_title(renamed_site):
    text = (renamed_site / "papers/gated-linear-attention/index.html").read_text(encoding="utf-8")
    assert "<title>Gates in O(n)</title>" in text
    assert "<math" in text.partition("<body>")[2]


def test_explore_knows_the_old_name_of_a_category(page, renamed):
    opened = page("papers/?category=models", at=renamed)
    expect(opened.get_by_role("checkbox", name="Architectures")).to_be_checked()
    expect(opened.locator(".hit").first).to_be_visible()


def test_with_a_domain_of_its_own_the_404_page_has_style_and_links_at_any_depth(page, project, mkdocs, serve_folder):
    (project / "docs/CNAME").write_text("atlas.example.org\n", encoding="utf-8")
    built = mkdocs(project, "build", env={"GITHUB_REPOSITORY": "Owner/atlas"})
    assert built.returncode == 0, built.stderr
    at = serve_folder(project / "site", at_root=True)
    for wrong in ("nothing", "papers/no-such-paper/", "no/such/deep/page.html"):
        opened = page(wrong, at=at, expected="status of 404")
        header = opened.locator(".md-header")
        assert header.evaluate("element => getComputedStyle(element).position") in ("sticky", "fixed")
        opened.get_by_role("main").get_by_role("link", name="Architectures").first.click()
        expect(opened).to_have_url(f"{at}categories/architectures/")
        expect(opened.get_by_role("heading", level=1)).to_have_text("Architectures")
