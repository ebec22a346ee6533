"""What readers type in the search box: aliases, and the labs of papers."""

from __future__ import annotations


def test_an_alias_that_finds_no_paper_is_a_warning(shelf):
    shelf.write("aliases.yml", "tock: zzzz escapement\n")
    assert shelf.lines() == [
        "catalog/aliases.yml:1:7: warning: no paper has the words 'zzzz escapement' [alias-finds-nothing]"
    ]


def test_each_meaning_of_an_alias_must_find_a_paper(shelf):
    shelf.write("aliases.yml", "tock: [clock, zzzz]\n")
    assert shelf.lines() == ["catalog/aliases.yml:1:15: warning: no paper has the words 'zzzz' [alias-finds-nothing]"]


def test_a_lab_is_written_in_one_way(shelf):
    shelf.add("papers/quartz.yml", "lab: [Tick Tock]\n")
    assert shelf.printed() == ""
    shelf.add("papers/sundial.yml", "lab: [TickTock]\n")
    found = shelf.printed()
    assert "the lab 'TickTock' is written 'Tick Tock' in catalog/papers/quartz.yml" in found
    assert "[lab-spelling]" in found
    assert "write Tick Tock" in found
