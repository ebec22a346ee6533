"""Warnings that an entry accepts."""

from __future__ import annotations

QUARTZ = "catalog/papers/quartz.yml"
ACCEPTED = "accepted:\n  - {rule: similar-title, why: The second is a sequel.}\n"


def test_an_accepted_warning_is_not_told(shelf):
    shelf.change("papers/sundial.yml", "A Sundial for Every Garden", "Crystals in Watch")
    assert "[similar-title]" in shelf.printed()
    assert shelf.add("papers/sundial.yml", ACCEPTED).printed() == ""


def test_an_acceptance_holds_for_its_own_entry_alone(shelf):
    shelf.change("papers/sundial.yml", "A Sundial for Every Garden", "Crystals in Watch")
    assert shelf.add("papers/pendulum.yml", ACCEPTED).lines() == [
        "catalog/papers/pendulum.yml:12:12: warning: there is no warning [similar-title] here to accept"
        " [unused-exception]",
        f"catalog/papers/sundial.yml:1:8: warning: the title differs by no more than 2 letters from that of {QUARTZ}:1"
        " [similar-title]",
    ]


def test_an_error_cannot_be_accepted(shelf):
    shelf.change("papers/quartz.yml", "[gears]", "[gear]")
    assert shelf.add("papers/quartz.yml", "accepted: [{rule: unknown-tag, why: It should be one.}]\n").lines() == [
        f"{QUARTZ}:5:8: error: unknown tag 'gear' [unknown-tag]",
        f"{QUARTZ}:8:19: warning: there is no warning [unknown-tag] here to accept [unused-exception]",
    ]


def test_an_acceptance_that_silences_nothing_is_a_warning(shelf):
    assert shelf.add("papers/quartz.yml", ACCEPTED).printed() == (
        f"{QUARTZ}:9:12: warning: there is no warning [similar-title] here to accept [unused-exception]\n  remove it"
    )


def test_an_acceptance_needs_a_reason(shelf):
    shown = shelf.add("papers/quartz.yml", "accepted: [{rule: similar-title}]\n").printed()
    assert f"{QUARTZ}:8:12: error: 'why' is missing [missing-field]\n  why: The reason." in shown
