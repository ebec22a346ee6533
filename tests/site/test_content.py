"""The hand-written pages and the quality report match the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from paperatlas import stats
from paperatlas.catalogue import load

ROOT = Path(__file__).parents[2]
CATALOGUE = load(ROOT / "catalog")


@pytest.mark.parametrize("tag", CATALOGUE.tags)
def test_every_tag_is_explained_in_the_glossary_and_links_there(tag, documents):
    assert tag in documents["glossary/"].ids
    assert ("In the glossary", f"../../glossary/#{tag}") in documents[f"tags/{tag}/"].links
    assert any(address == f"../tags/{tag}/" for _, address in documents["glossary/"].links)


def test_each_step_of_the_reading_path_has_a_paper_an_equation_and_a_folded_answer(documents):
    page = documents["reading-path/"]
    steps = page.source.split('<li class="course__step"')[1:]
    assert 14 <= len(steps) <= 18
    for step in steps:
        assert re.search(r'href="\.\./papers/[a-z0-9-]+/"', step)
        assert "<math" in step or "hybrids" in step[:40]
        assert "Show the answer" in step
    assert sum('class="memory"' in step for step in steps) >= 4
    assert [one for one in CATALOGUE.vocabulary.course.steps if one not in page.ids] == []
    assert "$" not in page.text


def test_the_quality_report_matches_the_stats(documents):
    shown = documents["quality/"].text
    for noun, count in stats.totals(CATALOGUE):
        assert f"{count:,} {noun}" in shown
    rows = [re.findall(r">([^<>]+)</", row) for row in documents["quality/"].source.split("<tr>")]
    for row in stats.rows(CATALOGUE):
        have = (row.published, row.code, row.methods, row.relations, row.sources)
        shares = [f"{round(100 * count / row.papers)} %" for count in have]
        assert any(cells[:7] == [row.name, f"{row.papers:,}", *shares] for cells in rows), row
    for one in stats.coverage(CATALOGUE):
        assert any(cells[0] == one.listed.name and cells[3] == f"{one.here:,}" for cells in rows if cells), one


def test_an_error_in_a_formula_names_its_page(project, mkdocs):
    (project / "docs/notation.md").write_text("# Notation\n\nAn open brace: $`S_{t`$\n", encoding="utf-8")
    built = mkdocs(project, "build")
    assert built.returncode == 1
    assert "docs/notation.md: the formula $`S_{t`$ cannot be read:" in built.stderr
    assert "Traceback" not in built.stderr


def test_a_dataset_links_to_its_paper(documents):
    assert ("MAD", "../papers/mad/") in documents["datasets/"].links


def test_tutorials_are_sorted_by_level_and_then_oldest_first(documents):
    page = documents["tutorials/"]
    levels = [found for found in page.ids if found in ("introductory", "intermediate", "advanced")]
    assert levels == ["introductory", "intermediate", "advanced"]
    assert [key for key in page.ids if key in CATALOGUE.tutorials] == [
        entry.key
        for level in levels
        for entry in sorted(CATALOGUE.tutorials.values(), key=lambda one: (one.date, one.key))
        if entry.level == level
    ]
