"""Warnings that an entry accepts."""

from __future__ import annotations

QUARTZ = "catalog/papers/quartz.yml"
ACCEPTED = "accepted:\n  - {rule: similar-title, why: The second is a sequel.}\n"


def test_an_accepted_warning_is_not_reported(shelf):
    shelf.change("papers/sundial.yml", "A Sundial for Every Garden", "Crystals in Watch")
    assert "[similar-title]" in shelf.printed()
    assert shelf.add("papers/sundial.yml", ACCEPTED).printed() == ""


def test_an_acceptance_applies_to_its_own_entry_only(shelf):
    shelf.change("papers/sundial.yml", "A Sundial for Every Garden", "Crystals in Watch")
    assert shelf.add("papers/pendulum.yml", ACCEPTED).lines() == [
        "catalog/papers/pendulum.yml:12:12: warning: this entry has no warning [similar-title] [unused-exception]",
        f"catalog/papers/sundial.yml:1:8: warning: the title differs by at most 2 letters from the one in {QUARTZ}:1"
        " [similar-title]",
    ]


def test_an_error_cannot_be_accepted(shelf):
    shelf.change("papers/quartz.yml", "[gears]", "[gear]")
    assert shelf.add("papers/quartz.yml", "accepted: [{rule: unknown-tag, why: It should be one.}]\n").lines() == [
        f"{QUARTZ}:5:8: error: unknown tag 'gear' [unknown-tag]",
        f"{QUARTZ}:8:19: warning: this entry has no warning [unknown-tag] [unused-exception]",
    ]


def test_accepting_a_warning_that_does_not_occur_is_a_warning(shelf):
    assert shelf.add("papers/quartz.yml", ACCEPTED).printed() == (
        f"{QUARTZ}:9:12: warning: this entry has no warning [similar-title] [unused-exception]\n"
        "  remove this item of `accepted`"
    )


def test_an_acceptance_needs_a_reason(shelf):
    shown = shelf.add("papers/quartz.yml", "accepted: [{rule: similar-title}]\n").printed()
    assert f"{QUARTZ}:8:12: error: 'why' is missing [missing-field]\n  why: The reason." in shown
