"""The reading path: steps, folded answers, and what a reader has done."""

from __future__ import annotations

from playwright.sync_api import expect

from paperatlas import load

from ..conftest import ROOT

STEPS = [*load(ROOT / "catalog").vocabulary.course.steps]


def test_a_reader_marks_steps_opens_an_answer_and_goes_on_later(page, axe_problems):
    opened = page("reading-path/", viewport={"width": 360, "height": 800})
    boxes = opened.locator("[name=done]")
    expect(boxes).to_have_count(len(STEPS))
    boxes.first.focus()
    opened.keyboard.press("Space")
    expect(opened.locator(".course__done")).to_have_text(f"You have done 1 of {len(STEPS)} steps. Go on")
    answer = opened.get_by_text("262,144").first
    expect(answer).to_be_hidden()
    opened.get_by_text("Show the answer").first.click()
    expect(answer).to_be_visible()
    assert axe_problems(opened) == []
    opened.reload()
    expect(boxes.first).to_be_checked()
    opened.get_by_role("link", name="Go on").click()
    expect(opened.locator(f"#{STEPS[1]}")).to_be_in_viewport()
    for box in boxes.all()[1:]:
        box.check()
    expect(opened.locator(".course__done")).to_have_text("You have done all steps.")
    assert opened.context.cookies() == []
