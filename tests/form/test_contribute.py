"""The examples of the page Contribute are entries that pass the check."""

from __future__ import annotations

import re
import shutil

import pytest

from paperatlas import load

from .conftest import ROOT

EXAMPLES = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/contribute.md").read_text(encoding="utf-8"), re.DOTALL)
# What a reader is to replace, and what no example has.
REPLACED = {
    "The exact title": "A clock of sand",
    "First Author": "Ada Byron",
    "Second Author": "Bo Lindqvist",
    "2406.00000": "2406.00001",
    "Two to four sentences in your own words: the problem, the idea, what it showed.": "The upper glass runs empty.",
    "What the paper does, in one line of at most 110 characters.": "Turns the glass when its upper half is empty.",
}
EXPECTED = {"missing-cite-key", "summary-length", "missing-family", "unrelated"}


@pytest.mark.parametrize("example", EXAMPLES, ids=["short", "whole"])
def test_an_example_of_the_page_contribute_is_right(example, tmp_path):
    catalogue = tmp_path / "catalog"
    shutil.copytree(ROOT / "catalog", catalogue)
    for shown, written in REPLACED.items():
        example = example.replace(shown, written)
    (catalogue / "papers/sand.yml").write_text(example, encoding="utf-8")
    problems = [one for one in load(catalogue).problems if one.path.endswith("papers/sand.yml")]
    assert [one for one in problems if one.rule not in EXPECTED] == []


def test_the_whole_example_has_every_kind_of_block():
    blocks = ("venue", "also", "awards", "status", "code", "methods", "symbols", "builds_on", "sources", "corrections")
    assert [name for name in blocks if f"{name}:" not in EXAMPLES[1]] == []
