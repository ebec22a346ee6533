"""The benchmark of other programs, with those that the environment has, on the small catalogue about clocks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.clients import citations, others
from bench.clients.facts import lost, of_csl
from paperatlas.exports import FORMATS, csl_json
from paperatlas.interchange.place import Place
from paperatlas.site import contents


def test_the_programs_of_the_environment_lose_nothing(shelf, tmp_path):
    catalogue = shelf.load()
    found, missing = [], set()
    for run in citations.results(catalogue, tmp_path, tmp_path):
        try:
            found.append(run())
        except ImportError as error:
            missing.add(str(error.name or error))
    assert missing <= {"citation-js", "bibtexparser", "citeproc"}  # the environment does not have them
    assert {one.client for one in found} >= {"pandoc", "pybtex", "rispy", "pandas"}
    assert {one.file for one in found} == {form.name for form in FORMATS.values()}
    for one in found:
        assert (one.records, dict(one.lost), one.warnings) == (len(catalogue.papers), {}, one.allowed), one.client


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("title", {"title": "Another clock"}),
        ("authors", {"author": [{"family": "Somebody"}]}),
        ("year", {"issued": {"date-parts": [[1066]]}}),
    ],
)
def test_a_field_that_a_program_changes_is_counted(shelf, capsys, field, change):
    catalogue = shelf.load()
    paper, *rest = catalogue.newest_first
    item = {**csl_json.item(catalogue, paper, ""), **change}
    records = [of_csl(item), *(of_csl(csl_json.item(catalogue, one, "")) for one in rest)]
    counted = lost(catalogue, catalogue.newest_first, records, ["title", "authors", "year"])
    assert [*counted] == [field]
    assert capsys.readouterr().err.startswith(f"  {paper.key}: {field} ")


def test_a_feed_that_cannot_be_read_is_counted(shelf, tmp_path):
    site = replace(contents(shelf.load()), place=Place("https://owner.github.io/atlas/", "Clocks"))
    feed = tmp_path / "feed.atom"
    feed.write_bytes(site.made["feed.atom"]())
    first, *_ = others.results(site.catalogue, tmp_path, tmp_path)
    whole = first()
    assert whole.records > 0
    assert (dict(whole.lost), whole.warnings) == ({}, 0)
    feed.write_bytes(feed.read_bytes().replace(b"</feed>", b""))
    assert first().warnings == 1
