"""Files for programs, character by character, from the catalogue about sorting in tests/sorting.

`UPDATE_GOLDENS=1 .venv/bin/pytest tests/golden` rewrites the golden files, as in test_formats.py.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from paperatlas.catalogue import load
from paperatlas.interchange import awesome
from paperatlas.interchange.place import Place
from paperatlas.site import contents

HERE = Path(__file__).parent
EXPECTED = HERE / "expected/sorting"
PLACE = Place("https://owner.github.io/sorting/", "Sorting Atlas", "A map of the research on sorting.")
PATHS = (
    *("categories/comparison.bib", "papers/quicksort.md", "llms.txt", "llms-full.txt", "feed.atom", "feed.json"),
    *("robots.txt", "opensearch.xml", "site.webmanifest"),
    *("data/v1/catalogue.json", "data/v1/catalogue.schema.json", "data/v1/papers/quicksort.json"),
    *("data/v1/methods.json", "data/v1/relations.csv", "data/v1/relations.graphml", "data/v1/datapackage.json"),
)
CATALOGUE = load(HERE.parent / "sorting")
MADE = replace(contents(CATALOGUE), place=PLACE).made
LIST = f"# Sorting\n\n{awesome.BEGIN}\n{awesome.END}\n"


def content(path: str) -> bytes:
    return awesome.updated(LIST, CATALOGUE).encode() if path == "AWESOME.md" else MADE[path]()


if os.environ.get("UPDATE_GOLDENS"):

    def test_the_golden_files_about_sorting_are_rewritten() -> None:
        for path in (*PATHS, "AWESOME.md"):
            file = EXPECTED / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content(path))
        pytest.fail(f"{EXPECTED} was rewritten: read `git diff`, then run the tests without UPDATE_GOLDENS")

else:

    @pytest.mark.parametrize("path", [*PATHS, "AWESOME.md"])
    def test_a_file_for_programs_matches_the_golden_file(path):
        assert content(path) == (EXPECTED / path).read_bytes()
