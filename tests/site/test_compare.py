"""The table of methods, the map, and the page of each method, as a reader without JavaScript sees them."""

from __future__ import annotations

import pytest

from paperatlas import load
from paperatlas.formulas.compose import combinations
from paperatlas.pages import methods
from paperatlas.pages.compare import choices, columns, rows

from ..conftest import ROOT

CATALOGUE = load(ROOT / "catalog")


@pytest.fixture(scope="module")
def table(documents):
    return documents["compare/"]


def test_the_table_has_every_method_with_everything_that_is_known_of_it(table):
    keys = [row["data-key"] for row in table.all("tr") if "data-key" in row]
    assert sorted(keys) == sorted(CATALOGUE.methods)
    addresses = {address for _, address in table.links}
    for paper, method in CATALOGUE.methods.values():
        assert {f"../methods/{method.key}/", f"../papers/{paper.key}/"} <= addresses
        assert method.name in table.text
    wide = columns(CATALOGUE)
    cells = [cell for cell in table.all("td") if "data-csv" in cell]
    assert len(cells) == len(keys) * (len(wide) - 1)
    given = [method.value("decay") for _, method in CATALOGUE.methods.values() if method.value("decay")]
    shown = [cell["data-value"] for cell in cells if cell.get("data-label") == "Decay" and "data-value" in cell]
    assert sorted(shown) == sorted(given)


def test_the_order_of_a_column_is_that_of_the_vocabulary_and_lacks_no_value():
    order = list(CATALOGUE.method_fields.properties["write"].values)
    found = [(row.method.value("write"), row.cells["write"].rank) for row in rows(CATALOGUE)]
    ranked = sorted({(rank, value) for value, rank in found if rank})
    assert [value for _, value in ranked] == [value for value in order if value in dict(found)]
    assert all(bool(rank) == (value in order) for value, rank in found)


def test_what_follows_from_the_formulas_is_in_the_table_and_on_the_page_of_the_method(documents, table):
    page = documents["methods/kda/"]
    facts = ("diagonal plus low rank, by input", "0 to 1", "yes", "16,384", "32 KiB", "147,584")
    assert [fact for fact in facts if fact not in page.text] == []
    assert "Derived facts" not in documents["papers/kimi-linear/"].text
    by_class = {choice.key: choice for choice in choices(CATALOGUE)}["transition"]
    cells = [cell for cell in table.all("td") if cell.get("data-label") == "Transition"]
    assert {cell["data-value"] for cell in cells if "data-value" in cell} == set(by_class.values)
    assert '""' in {cell["data-csv"] for cell in cells}  # of a method without a recurrence


def test_what_is_proved_is_shown_with_its_paper(documents, table):
    parity, regular = ("no parity" in documents[f"methods/{key}/"].text for key in ("gla", "deltaproduct"))
    assert (parity, regular) == (True, False)
    assert "regular languages" in documents["methods/deltaproduct/"].text
    for key in ("s4", "mamba"):
        assert "within TC0" in documents[f"methods/{key}/"].text
        assert any(address == "../../papers/illusion-of-state/" for _, address in documents[f"methods/{key}/"].links)
    assert "no parity" not in documents["compare/compose/none_delta-negative_none_none/"].text
    assert "no parity" in documents["compare/compose/none_delta_none_none/"].text
    assert {cell["data-csv"] for cell in table.all("td") if cell.get("data-label") == "Proved"} >= {"no parity"}


def test_the_page_of_a_method_has_numpy_to_copy_and_says_which_relations_were_run(documents):
    page = documents["methods/gated-deltanet/"]
    assert "S = alpha[t] * S @ (np.eye(d_k) - np.outer(beta[t] * k[t], k[t]))" in page.text
    assert "In numpy" not in documents["methods/titans/"].text
    assert "Checked by running both, with one" in page.text
    assert "Checked by running both, with" in documents["papers/rwkv7/"].text
    assert "Checked" not in documents["papers/titans/"].text


def test_each_cell_of_the_map_has_its_methods_or_says_that_it_is_empty(documents):
    page = documents["compare/space/"]
    fields = CATALOGUE.method_fields.properties
    combinations = {(decay, write) for decay in fields["decay"].values for write in fields["write"].values}
    held = {(method.value("decay"), method.value("write")) for _, method in CATALOGUE.methods.values()}
    addresses = [address for _, address in page.links]
    for decay, write in combinations & held:
        assert f"../../compare/?decay={decay}&write={write}" in addresses
    empty = [cell for cell in page.all("td") if "space__empty" in cell.get("class", "")]
    assert len(empty) == len(combinations - held) > 0
    assert f"{len(empty)} of the {len(combinations)} combinations are empty" in page.text


def test_the_page_of_a_method_has_its_formulas_to_copy_and_what_implements_it(documents):
    for paper, method in CATALOGUE.methods.values():
        page = documents[f"methods/{method.key}/"]
        addresses = {address for _, address in page.links}
        assert f"../../papers/{paper.key}/" in addresses
        for name, field in CATALOGUE.method_fields.formulas.items():
            value = method.value(name)
            if value and value not in field.words:
                assert " ".join(value.split()) in page.text
                assert f"latex-{name}" in page.ids
        for library in CATALOGUE.libraries.values():
            assert (f"../../libraries/{library.key}/" in addresses) == (method.key in library.implements)
        for other in methods.near(CATALOGUE, paper, method):
            assert f"../../compare/?m={method.key},{other.key}" in addresses


def test_variants_come_from_relations_to_this_method_alone():
    paper, method = CATALOGUE.methods["mlstm"]
    assert len(paper.methods) > 1
    found = methods.variants(CATALOGUE, paper, method)
    assert all(one.relation.method == "mlstm" for one in found)
    _, delta = CATALOGUE.methods["deltanet"]
    later = {one.method.key for one in methods.variants(CATALOGUE, CATALOGUE.papers["deltanet"], delta)}
    assert "gated-deltanet" in later


def test_a_paper_leads_to_its_methods_and_keeps_their_old_anchors(documents):
    page = documents["papers/xlstm/"]
    addresses = {address for _, address in page.links}
    for key in ("mlstm", "slstm"):
        assert f"method-{key}" in page.ids
        assert {f"../../methods/{key}/", f"../../compare/?m={key}"} <= addresses


def test_the_list_of_methods_is_the_table(documents):
    assert ("Compare methods", "../compare/") in documents["methods/"].links


def test_every_choice_of_parts_has_a_page_that_names_who_has_published_it(documents):
    compose = CATALOGUE.method_fields.compose
    every = [*combinations(compose)]
    assert len(every) == sum(url.startswith("compare/compose/") for url in documents) > 50
    same = {
        "": None,
        "none_delta_none_none/": "DeltaNet",
        "fixed-scalar_additive_none_none/": "Retention",
        "input-vector_additive_none_none/": "GLA",
        "none_additive_positive_sum/": "Linear attention",
        "input-scalar_delta_none_none/": "Gated DeltaNet",
        "input-vector_delta_none_none/": "Kimi Delta Attention",
        "input-vector_replace_positive_rms/": None,
    }
    for address, name in same.items():
        page = documents[f"compare/compose/{address}"]
        exact, _, near = page.text.partition("Nearest")
        assert near, address
        assert ("No method of the atlas is exactly this." in exact) == (name is None), address
        assert name is None or name in exact.partition("Who has published it")[2], address
        assert "See the memory work" in page.text
    wide = documents["compare/compose/input-scalar_delta-negative_none_none/"].text
    assert "Gated DeltaNet 2024: differs in eigenvalues; its answers are the same where all gates are equal" in wide


def test_a_choice_that_does_not_go_with_the_others_leads_to_the_closest_page(documents):
    page = documents["compare/compose/none_delta_none_none/"]
    addresses = dict(page.links)
    assert addresses["it replaces what decays"].endswith("compose/fixed-scalar_replace_none_none/")
    assert "changes what stays: Nothing decays, so nothing can be replaced." in page.text
