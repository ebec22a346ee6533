"""The real catalogue: it passes every check and matches the facts collected for it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from paperatlas import stats
from paperatlas.catalogue import load
from paperatlas.model import ENTRY_KINDS
from paperatlas.problems import as_text
from paperatlas.schema import schema_of

ROOT = Path(__file__).parents[2] / "catalog"
CATALOGUE = load(ROOT)
# Facts about every entry of the list that the catalogue started from, with the fields that public sources show.
FACTS = yaml.safe_load(Path(__file__).with_name("seed-facts.yml").read_text(encoding="utf-8"))
# The facts name a venue that no source shows; each entry has a correction that says so.
NO_VENUE_AFTER_ALL = {"llamba", "thinking-slow-fast"}
# Two sources disagree: oral or poster.
PRESENTATION_IN_DOUBT = {"mamba"}

each_paper = pytest.mark.parametrize("facts", FACTS["papers"], ids=lambda facts: facts["key"])
each_dataset = pytest.mark.parametrize("facts", FACTS["datasets"], ids=lambda facts: facts["key"])
each_library = pytest.mark.parametrize("facts", FACTS["libraries"], ids=lambda facts: facts["key"])


def test_the_catalogue_has_no_errors():
    assert as_text(problem for problem in CATALOGUE.problems if problem.is_error) == ""


def test_the_catalogue_contains_every_entry_of_the_seed_list():
    for kind in ("papers", "libraries", "datasets"):
        assert {facts["key"] for facts in FACTS[kind]} <= set(getattr(CATALOGUE, kind))


def test_the_seed_list_has_the_expected_number_of_entries():
    seed = {facts["key"] for facts in FACTS["papers"]}
    counts = Counter(paper.category for paper in CATALOGUE.papers.values() if paper.key in seed)
    assert counts == {"architectures": 21, "theory": 4, "linearization": 5, "applications": 2}
    assert (len(seed), len(FACTS["libraries"]), len(FACTS["datasets"])) == (32, 2, 2)


@pytest.mark.parametrize(
    ("noun", "least"),
    {"papers": 250, "methods": 45, "relations": 300, "libraries": 12, "datasets": 15, "tutorials": 20}.items(),
)
def test_the_catalogue_covers_the_field(noun, least):
    assert dict(stats.totals(CATALOGUE))[noun] >= least


def test_the_catalogue_contains_the_models_of_flash_linear_attention():
    (covered,) = (one for one in stats.coverage(CATALOGUE) if one.listed.name.startswith("flash-linear-attention"))
    assert covered.share > 0.95


# The methods that readers are most likely to compare.
EXPECTED_METHODS = """\
    softmax-attention fox linear-attention performer rfa cosformer abc gsa hedgehog based rebased transnormer flatten
    lightning-attention retnet gla metala hgrn hgrn2 mlstm slstm lru rg-lru log-linear-attention
    rwkv rwkv5 rwkv6 rwkv7 s4 s4d s5 h3 mamba mamba2 longhorn
    deltanet gated-deltanet deltaproduct comba kda ttt-linear titans
"""


@pytest.mark.parametrize("key", EXPECTED_METHODS.split())
def test_a_method_that_readers_compare_has_formulas_and_properties(key):
    _, method = CATALOGUE.methods[key]
    for name in ("update", "state", "decay", "write", "training"):
        assert method.value(name), name


@each_paper
def test_the_title_matches_the_facts(facts):
    assert CATALOGUE.papers[facts["key"]].title == facts["title"]


def one_spelling(names, key):
    """Each name in the catalogue's spelling: the facts contain spellings from several sources."""
    return [CATALOGUE.people[CATALOGUE.person_slug(name, key)].name for name in names]


@each_paper
def test_the_authors_match_the_facts_in_order(facts):
    paper = CATALOGUE.papers[facts["key"]]
    assert one_spelling(paper.authors, paper.key) == one_spelling(facts["authors"], paper.key)


@each_paper
def test_the_ids_match_the_facts(facts):
    paper = CATALOGUE.papers[facts["key"]]
    assert paper.arxiv == facts["arxiv"]
    for name in {"doi", "acl", "openreview"} & set(facts["seen_in_a_source"]):
        assert getattr(paper, name) == facts[name]


@each_paper
def test_the_venue_matches_the_facts(facts):
    paper = CATALOGUE.papers[facts["key"]]
    if paper.key in NO_VENUE_AFTER_ALL:
        assert paper.venue is None
        assert "venue" in {correction.field for correction in paper.corrections}
    elif facts["venue"] is None:
        assert paper.venue is None
    else:
        assert paper.venue is not None
        assert (paper.venue.name, paper.venue.year) == (facts["venue"], facts["year"])


@each_paper
def test_the_track_matches_the_facts(facts):
    paper = CATALOGUE.papers[facts["key"]]
    if "track" in facts["seen_in_a_source"] and paper.key not in NO_VENUE_AFTER_ALL:
        # Where the facts know the presentation (talk or poster), they name it instead of the track.
        found = {paper.venue.track, paper.venue.presentation} if paper.venue else {"preprint"}
        assert facts["track"] in found or paper.key in PRESENTATION_IN_DOUBT


@each_paper
def test_the_code_matches_the_facts(facts):
    if facts["code"] and "code" in facts["seen_in_a_source"]:
        assert facts["code"].lower() in {code.url.lower() for code in CATALOGUE.papers[facts["key"]].code}


@each_paper
def test_the_category_and_the_short_name_match_the_facts(facts):
    paper = CATALOGUE.papers[facts["key"]]
    assert (paper.category, paper.short_name) == (facts["group"], facts["short_name"])


@each_paper
def test_the_proceedings_match_the_facts(facts):
    paper = CATALOGUE.papers[facts["key"]]
    if "pmlr" in facts:
        assert facts["pmlr"] == f"https://proceedings.mlr.press/{paper.pmlr}.html"


@each_paper
def test_the_date_is_in_the_month_of_the_first_arxiv_version(facts):
    assert CATALOGUE.papers[facts["key"]].date[:7] == facts["arxiv_first"]


@each_dataset
def test_a_dataset_matches_the_facts(facts):
    dataset = CATALOGUE.datasets[facts["key"]]
    assert (dataset.name, dataset.repo, dataset.licence) == (facts["name"], facts["repo"], facts["licence"])
    assert (dataset.title, list(dataset.authors), dataset.arxiv) == (
        facts["paper_title"],
        facts["authors"],
        facts["arxiv"],
    )
    assert (dataset.venue.name, dataset.venue.year) == (facts["venue"], facts["year"])


@each_library
def test_a_library_matches_the_facts(facts):
    library = CATALOGUE.libraries[facts["key"]]
    names = ("name", "repo", "licence", "paper")
    assert [getattr(library, name) for name in names] == [facts[name] for name in names]


@pytest.mark.parametrize("kind", ENTRY_KINDS, ids=lambda kind: kind.noun)
def test_the_schema_for_editors_matches_the_model(kind):
    written = json.loads((ROOT / f"schema/{kind.noun}.json").read_text(encoding="utf-8"))
    assert written == schema_of(kind, CATALOGUE.relation_kinds), "run `paperatlas schema`"


def test_influence_counts_the_papers_that_build_on_one_directly_or_through_others():
    def later(key: str) -> set[str]:
        found: set[str] = set()
        new = {key}
        while new:
            new = {paper.key for one in new for paper, _ in CATALOGUE.built_on_by.get(one, ())} - found
            found |= new
        return found - {key}

    assert CATALOGUE.influence == {key: len(later(key)) for key in CATALOGUE.papers}
    assert max(CATALOGUE.influence.values()) > 100
