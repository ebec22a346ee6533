"""What the basket's page reads of each paper, and the texts that it makes. tests/browser/test_basket.py uses it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.exports import basket, shards

ROOT = Path(__file__).resolve().parents[2]


def test_a_paper_is_found_under_each_of_its_keys(shelf):
    shelf.change("papers/quartz.yml", "tags: [gears]", "tags: [gears]\naliases: [old-quartz]")
    catalogue = shelf.load()
    records = {key: json.loads(text) for key, text in basket.records(catalogue).items()}
    assert records.keys() == catalogue.papers.keys() | {"old-quartz"}
    assert records["old-quartz"] == {**records["quartz"], "was": "old-quartz"}
    assert [one["key"] for one in records.values() if "was" not in one] == [*catalogue.papers]
    for key, one in records.items():
        paper = catalogue.papers[one["key"]]
        assert (one["title"], one["builds"]) == (paper.title, [relation.paper for relation in paper.builds_on]), key


def test_the_manifest_lists_citations_only_if_there_are_some(shelf):
    catalogue = shelf.load()
    styled = {key: {"APA": f"<em>{key}</em>"} for key in catalogue.papers}
    for citations, wanted in (({}, {"basket"}), (styled, {"basket", "citations"})):
        files = basket.files(catalogue, citations)
        listed = json.loads(shards.manifest(files))
        assert {name for name in shards.LISTS if name in listed} == wanted
        assert {path for name in wanted for path in listed[name]["shards"]} == files.keys()
    [path] = listed["citations"]["shards"]
    assert {key: json.loads(text) for key, text in json.loads(files[path]).items()} == styled


SCRIPT = f"""
import {{ outline, markdown }} from "{(ROOT / "src/paperatlas/assets/basket/texts.js").as_uri()}";
const cases = JSON.parse(process.getBuiltinModule("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map((papers) => [outline(papers), markdown(papers)])));
"""
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def baskets(draw):
    keys = draw(st.lists(st.integers(0, 30), unique=True, min_size=1, max_size=9))
    return [
        {
            "key": f"p{key}",
            "cite": f"cite{key}x",
            "label": draw(TEXTS),
            "title": draw(TEXTS),
            "who": draw(TEXTS),
            "note": draw(TEXTS),
            "tldr": draw(TEXTS),
            "url": f"https://example.org/p{key}/",
            "venue": "",
            "date": f"20{key + 10}",
            "place": place,
            "category": f"Category {place}",
            # Also papers that are not in the basket, that are later, and circles.
            "builds": [f"p{one}" for one in draw(st.lists(st.integers(0, 30), max_size=4))],
        }
        for key in keys
        for place in [draw(st.integers(0, 2))]
    ]


@settings(max_examples=5, deadline=None)
@given(cases=st.lists(baskets(), min_size=20, max_size=20))
def test_the_outline_and_the_list_have_each_paper_once_whatever_it_builds_on(cases):
    node = Path(sys.executable).with_name("node")
    run = [node, "--input-type=module", "-e", SCRIPT]
    done = subprocess.run(run, input=json.dumps(cases).encode(), capture_output=True, check=True, timeout=60)
    for papers, (outline, listed) in zip(cases, json.loads(done.stdout), strict=True):
        lines = outline.split("\n")
        assert [line for line in lines if line.startswith("#")] == [
            f"## Category {place}" for place in sorted({one["place"] for one in papers})
        ]
        for one in papers:
            assert outline.count(f"[@{one['cite']}]") == 1
            assert listed.count(f"]({one['url']})") == 1
        assert all(line.lstrip().startswith(("- **", "## ", "Note: ")) for line in lines if line.strip())
