"""What the page of a paper and the lists of papers show."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from paperatlas.catalogue import load

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = load(ROOT / "catalog")


@pytest.fixture(scope="session")
def entry():
    """Reads the values of a paper's file, to compare its page with."""

    def read(key: str) -> dict:
        return yaml.load((ROOT / f"catalog/papers/{key}.yml").read_text(encoding="utf-8"), yaml.BaseLoader)

    return read


@pytest.mark.parametrize("key", ["gla", "rwkv"])
def test_a_paper_page_shows_its_whole_entry(key, entry, documents):
    paper, page = entry(key), documents[f"papers/{key}/"]
    assert paper["title"] in page.title and paper["short_name"] in page.title
    for shown in (
        *(paper["title"], paper["short_name"], " ".join(paper["summary"].split()), paper["arxiv"]),
        *paper["authors"],
        *(method["where"] for method in paper["methods"]),
        *(relation["how"] for relation in paper["builds_on"]),
        *(correction[part] for correction in paper["corrections"] for part in ("was", "why")),
        *(source["at"] for source in paper["sources"]),
    ):
        assert shown in page.text
    assert page.meta("description") == paper["tldr"]
    addresses = {address for _, address in page.links}
    assert {one["url"] for one in paper["code"]} <= addresses
    assert f"https://arxiv.org/abs/{paper['arxiv']}" in addresses
    formulas = [value for method in paper["methods"] for name, value in method.items() if name in ("update", "state")]
    assert len(page.all("math")) >= len(formulas)
    assert not any(formula in page.text for formula in formulas if "\\" in formula)


def test_a_paper_page_says_where_it_was_published(documents):
    assert "ICML 2024 poster" in documents["papers/gla/"].text
    assert "EMNLP 2023 Findings" in documents["papers/rwkv/"].text
    assert ("ICML 2024", "../../venues/icml/2024/") in documents["papers/gla/"].links


def test_a_paper_page_names_every_author_with_a_link(entry, documents):
    links = dict(documents["papers/rwkv/"].links)
    for name in entry("rwkv")["authors"]:
        assert links[name].startswith("../../authors/")


def test_a_paper_page_links_to_what_it_builds_on_and_what_builds_on_it(documents):
    page = documents["papers/gla/"]
    before, _, after = page.text.rpartition("Built on by")  # the list of contents has these words too
    assert "RetNet 2023: a gate for each key channel" in before.rpartition("Builds on")[2].partition("Generalises")[2]
    for later in ("HGRN2 2024:", "Liger 2025:"):
        assert later in after.partition("Applied by")[2]
    links = dict(page.links)
    assert (links["RetNet"], links["HGRN2"]) == ("../../papers/retnet/", "../../papers/hgrn2/")
    assert "GLA 2023:" in documents["papers/hgrn2/"].text.rpartition("Builds on")[2].partition("Applies")[2]


def test_a_paper_page_shows_bibtex(documents):
    text = documents["papers/gla/"].text
    entry = text[text.index("@inproceedings{") : text.rindex("Sources")]
    assert entry.startswith("@inproceedings{yang2024gated, title = {Gated Linear Attention {Transformers}")
    for part in (
        "author = {Yang, Songlin and Wang, Bailin and Shen, Yikang and Panda, Rameswar and Kim, Yoon}",
        "booktitle = {Proceedings of the 41st International Conference on Machine Learning}",
        "pages = {56501--56523}",
        "eprint = {2312.06635}",
    ):
        assert part in entry
    text = documents["papers/rwkv/"].text
    assert r"Koptyra, Bart{\l}omiej" in text and "doi = {10.18653/v1/2023.findings-emnlp.936}" in text


@pytest.mark.parametrize("key", ["gla", "rwkv"])
def test_a_paper_page_has_edit_and_report_links(key, entry, documents):
    links = dict(documents[f"papers/{key}/"].links)
    assert links["Edit this entry"] == f"https://github.com/owner/atlas/edit/main/catalog/papers/{key}.yml"
    report = urlsplit(links["report a mistake"])
    assert report._replace(query="").geturl() == "https://github.com/owner/atlas/issues/new"
    asked = parse_qs(report.query, strict_parsing=True)
    assert asked["template"] == ["mistake.yml"]
    assert asked["entry"] == [f"papers/{key}/"]
    assert asked["title"] == [f"Mistake: {entry(key)['short_name']}"]


def _papers_of(document) -> list[str]:
    """The keys of the papers in a list, in order: from the links of names, not those to BibTeX."""
    cards = re.findall(r'class="card__name"><a href="[./]*papers/([^/"#]+)/"', document.source)
    return cards or re.findall(r'class="row__name" href="[./]*papers/([^/"#]+)/"', document.source)


def test_a_category_shows_its_papers_newest_first_and_oldest_first(documents, entry):
    newest, oldest = (
        [
            key
            for number in range(1, 10)
            for address in [f"categories/architectures/{end}" + (f"page/{number}/" if number > 1 else "")]
            if address in documents
            for key in _papers_of(documents[address])
        ]
        for end in ("", "oldest/")
    )
    assert len(newest) > 40
    assert oldest == newest[::-1]
    dates = [entry(key)["date"][:7] for key in newest]
    assert dates == sorted(dates, reverse=True)
    assert {entry(key)["category"] for key in newest} == {"architectures"}
    assert ("Oldest first", "../../categories/architectures/oldest/") in documents["categories/architectures/"].links


LISTS = {
    "papers/": 40,
    "categories/architectures/": 40,
    "categories/architectures/oldest/": 40,
    "authors/ana-always/": 100,
    "tags/gating/": 100,
}


@pytest.mark.parametrize(("first", "size"), LISTS.items())
def test_the_numbered_pages_of_a_long_list_contain_each_paper_once(first, size, long_documents):
    count = -(-130 // size)
    pages = [long_documents[first if number == 1 else f"{first}page/{number}/"] for number in range(1, count + 1)]
    assert f"{first}page/{count + 1}/" not in long_documents
    shown = [key for page in pages for key in _papers_of(page)]
    order = [f"paper-{number}" for number in range(130)]
    assert shown == (order if first.endswith("oldest/") else order[::-1])
    assert max(len(_papers_of(page)) for page in pages) == size
    for number, page in enumerate(pages, start=1):
        pager = page.source[page.source.index('<nav class="pager"') :].partition("</nav>")[0]
        assert ("Previous</a>" in pager, "Next</a>" in pager) == (number > 1, number < count)
        assert f'aria-current="page">{number}<' in pager
        for other in {1, count, number - 1, number + 1} & set(range(1, count + 1)) - {number}:
            address = first if other == 1 else f"{first}page/{other}/"
            assert re.search(rf'href="[./]*{re.escape(address)}" aria-label="Page {other}"', pager)


def test_the_numbered_index_lists_every_author_once(long_documents):
    pages = [document for address, document in long_documents.items() if re.match(r"authors/(page/\d+/)?$", address)]
    names = Counter(name for page in pages for name in re.findall(r'<li id="([^"]+)">', page.source))
    assert len(pages) == 2 and len(names) == 1 + 130 * 5
    assert set(names.values()) == {1}


def test_the_search_data_has_every_paper_with_its_names_authors_and_ids(site, entry, tmp_path):
    for name in ("names", "columns", "text"):
        (published,) = (site / "search").glob(f"{name}-*.json")
        (tmp_path / f"{name}.json").write_bytes(published.read_bytes())
    command = [Path(sys.executable).with_name("node"), ROOT / "tests/search/decode.mjs"]
    env = {**os.environ, "ATLAS_SEARCH_FILES": str(tmp_path)}
    printed = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=True, timeout=60).stdout
    rows = {row["key"]: row for row in json.loads(printed)["rows"]}
    assert {row["title"] for row in rows.values()} == {" ".join(p.title.split()) for p in CATALOGUE.papers.values()}
    assert len(rows) == len(CATALOGUE.papers)
    for key in ("gla", "rwkv", "mamba", "xlstm"):
        row, shown = rows[key], [name for name, _ in rows[key]["authors"]]
        assert (row["name"], row["title"], row["arxiv"]) == tuple(map(entry(key).get, ("short_name", "title", "arxiv")))
        assert shown[:20] == entry(key)["authors"][:20]
        assert len(shown) + row["more"] == len(entry(key)["authors"])
    assert "XiaoDong Han" in rows["transnormer"]["spelled"]  # as arXiv has it


def test_explore_has_the_card_and_the_row_of_each_paper_in_the_order_of_search(site, documents):
    (listed,) = (site / "explore").glob("explore-*.json")
    names = json.loads(listed.read_bytes())
    columns = [column["key"] for column in names["columns"]]
    cards = [card for name in names["cards"]["files"] for card in json.loads((site / name).read_bytes())]
    rows = [row for name in names["rows"]["files"] for row in json.loads((site / name).read_bytes())]
    for papers in (cards, [row["html"] for row in rows]):
        found = [re.search(r'_name">.*?papers/([^/"#]+)/"', html, re.DOTALL)[1] for html in papers]
        assert found == [paper.key for paper in CATALOGUE.newest_first]
    assert cards[0] in documents["papers/"].source
    assert {len(row["csv"]) for row in rows} == {len(columns)} == {len(names["head"])}
    gla = rows[[paper.key for paper in CATALOGUE.newest_first].index("gla")]
    cells = dict(zip(columns, gla["csv"], strict=True))
    assert (cells["name"], cells["venue"], cells["write"]) == ("GLA", "ICML 2024", "additive")
    assert int(cells["influence"]) == CATALOGUE.influence["gla"]
    assert gla["html"].count("<t") >= len(columns)


def test_related_papers_leaves_out_the_papers_that_the_page_lists(documents):
    for key in ("gla", "mamba", "mamba2", "deltanet"):
        source = documents[f"papers/{key}/"].source
        head, _, tail = source.partition('<h2 id="related">')
        listed = {
            address
            for text in re.findall(r'<ul class="relations">.*?</ul>', head, re.DOTALL)
            for address in re.findall(r'<a href="([^"]+)"', text)
        }
        related = set(re.findall(r'href="([^"]+)"', tail.partition("</ul>")[0]))
        assert related
        assert not listed & related
