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


def test_what_a_paper_is_asked_by_is_neither_in_its_other_texts_nor_said_twice(shelf):
    shelf.change("papers/quartz.yml", "summary: ", "tldr: Watches hum.\nsummary: ")
    phrases = (
        "[crystals in WATCHES, watch without a spring, 'a circuit, counts', watches hum, watch without a Spring, Gears]"
    )
    shelf.add("papers/quartz.yml", f"asked: {phrases}\n")
    found = [line for line in shelf.lines() if "asked" in line]
    repeats = "catalog/papers/quartz.yml:9:{}: warning: '{}' repeats {} [asked-repeats]"
    assert found == [
        repeats.format(9, "crystals in WATCHES", "the title"),
        repeats.format(54, "a circuit, counts", "the summary"),
        repeats.format(75, "watches hum", "the tldr"),
        repeats.format(88, "watch without a Spring", "'watch without a spring'"),
        repeats.format(112, "Gears", "a tag"),
    ]


def test_a_paper_is_asked_by_a_few_phrases(shelf):
    shelf.add("papers/quartz.yml", "asked: [watch without a spring, who counts]\n")
    assert shelf.printed() == (
        "catalog/papers/quartz.yml:8:1: warning: 'asked' has 2 phrases; expected are 3 to 6 [asked-count]\n"
        "  keep those that readers would type, and that are about no other paper"
    )
