"""The buttons that copy a citation."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

REFUSE = """() => {
  navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
}"""
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def button(opened: Page):
    return opened.locator("button[data-copy=bibtex]")


@pytest.mark.parametrize("is_allowed", [True, False], ids=["copied", "selected"])
def test_the_label_comes_back_after_two_quick_clicks(page, is_allowed):
    opened = page("papers/gla/", permissions=["clipboard-read", "clipboard-write"])
    if not is_allowed:
        opened.evaluate(REFUSE)
    expect(button(opened)).to_have_text("Copy BibTeX")
    for _ in range(2):
        button(opened).click()
        expect(button(opened)).to_have_text("Copied" if is_allowed else "Press Ctrl+C")
    expect(button(opened)).to_have_text("Copy BibTeX")


@pytest.mark.parametrize(
    ("platform", "options", "hint"),
    [("Linux x86_64", {}, "Press Ctrl+C"), ("MacIntel", {}, "Press ⌘C"), ("Linux armv8l", PHONE, "Text selected")],
    ids=["linux", "mac", "phone"],
)
def test_the_hint_for_copying_manually_matches_the_device(page, platform, options, hint):
    opened = page("papers/gla/", **options)
    opened.evaluate(REFUSE)
    opened.evaluate("value => Object.defineProperty(navigator, 'platform', { get: () => value })", platform)
    button(opened).click()
    expect(button(opened)).to_have_text(hint)
    assert re.match("@inproceedings{", opened.evaluate("getSelection().toString()"))


def test_a_citation_in_a_style_is_copied_as_it_reads(page):
    opened = page("papers/gla/", permissions=["clipboard-read", "clipboard-write"])
    expect(opened.get_by_role("button", name="Copy APA")).to_be_hidden()
    opened.get_by_text("APA, IEEE, ACM, Chicago, MLA, Nature").click()
    opened.get_by_role("button", name="Copy APA").click()
    copied = opened.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Yang, S., Wang, B., Shen, Y., Panda, R., & Kim, Y. (2024). Gated Linear Attention")
    assert copied.endswith("https://proceedings.mlr.press/v235/yang24ab.html")


def test_the_code_to_embed_shows_the_lineage_and_its_links_leave_the_frame(page, served):
    opened = page("papers/gla/")
    code = opened.locator("#share-lineage").text_content()
    assert code
    opened.evaluate("code => { document.body.innerHTML = code }", re.sub(r"https://[^/]+/atlas/", served, code))
    frame = opened.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Lineage of GLA")).to_be_visible()
    expect(frame.locator("#card")).to_be_hidden()
    frame.get_by_role("link", name="RetNet").click()
    expect(opened).to_have_title(re.compile("^RetNet"))
