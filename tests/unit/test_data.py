"""The catalogue as data: JSON by its schema, the database, the graph, and the examples of the page Data."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree

import jsonschema
import pytest
from lxml import html

from paperatlas.catalogue import load
from paperatlas.interchange.place import Place
from paperatlas.render import Renderer
from paperatlas.render.parts import BY_NAME
from paperatlas.site import Site, contents

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site() -> Site:
    place = Place("https://owner.github.io/atlas/", "Linear Attention Atlas", "A map.")
    return replace(contents(load(ROOT / "catalog")), place=place)


def read(site: Site, path: str) -> dict:
    return json.loads(site.made[f"data/v1/{path}"]())


def test_the_whole_catalogue_fits_its_schema(site):
    schema = read(site, "catalogue.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    whole = read(site, "catalogue.json")
    jsonschema.validate(whole, schema)
    broken = {**whole, "papers": [{**whole["papers"][0], "date": 2024}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_the_whole_catalogue_has_every_value_of_every_entry(site):
    """Reading an entry of the JSON gives the entry."""
    whole, catalogue = read(site, "catalogue.json"), site.catalogue
    for kind in ("papers", "libraries", "datasets", "tutorials"):
        known = getattr(catalogue, kind)
        assert [one["key"] for one in whole[kind]] == sorted(known)
        for one in whole[kind]:
            follows = {"page", "plain_title", "people", "read_at"}
            entry = known[one["key"]]
            assert type(entry).model_validate({name: one[name] for name in one.keys() - follows}) == entry


def test_each_entry_has_a_file(site):
    whole = read(site, "catalogue.json")
    for kind in ("papers", "libraries", "datasets", "tutorials"):
        one = whole[kind][0]
        assert read(site, f"{kind}/{one['key']}.json") == {"version": whole["version"], **one}


def test_relations_are_the_same_in_the_table_the_graph_and_the_database(site):
    papers = site.catalogue.papers.values()
    expected = sorted((paper.key, one.paper, one.kind) for paper in papers for one in paper.builds_on)
    rows = list(csv.DictReader(io.StringIO(site.made["data/v1/relations.csv"]().decode(), newline="")))
    assert sorted((row["later"], row["earlier"], row["kind"]) for row in rows) == expected
    graph = ElementTree.fromstring(site.made["data/v1/relations.graphml"]())
    edges = graph.findall(".//{*}edge")
    kinds = [edge.find("{*}data[@key='kind']").text for edge in edges]
    found = [(edge.get("source"), edge.get("target"), kind) for edge, kind in zip(edges, kinds, strict=True)]
    assert sorted(found) == expected
    assert {node.get("id") for node in graph.iter("{http://graphml.graphdrawing.org/xmlns}node")} == {
        paper.key for paper in papers
    }
    with opened(site) as database:
        assert sorted(database.execute("SELECT later, earlier, kind FROM relations")) == expected


@contextmanager
def opened(site: Site) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(":memory:")
    database.deserialize(site.made["data/v1/catalogue.db"]())
    yield database
    database.close()


def test_the_database_is_whole_and_can_be_searched(site):
    with opened(site) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT count(*) FROM papers").fetchone() == (len(site.catalogue.papers),)
        assert database.execute("SELECT count(*) FROM authors").fetchone() == (len(site.catalogue.people),)
        question = "SELECT id FROM papers WHERE rowid IN (SELECT rowid FROM papers_fts WHERE papers_fts MATCH ?)"
        assert ("gla",) in database.execute(question, ["hardware efficient yang"]).fetchall()


def test_the_database_is_the_same_each_time(site):
    make = site.made["data/v1/catalogue.db"]
    assert make() == make()


def test_methods_have_formulas_symbols_and_facts(site):
    methods = {one["key"]: one for one in read(site, "methods.json")["methods"]}
    assert list(methods) == list(site.catalogue.methods)
    gla = methods["gla"]
    assert gla["formulas"]["readout"] == "o_t = S_t q_t"
    assert gla["properties"]["write"] == "additive"
    assert gla["facts"]["transition"].startswith("diagonal")
    assert {"o_t", "q_t"} <= {one["latex"] for one in gla["symbols"]}


def test_the_data_package_names_files_that_there_are(site):
    package = read(site, "datapackage.json")
    assert package["name"] == "linear-attention-atlas"
    for resource in package["resources"]:
        assert f"data/v1/{resource['path']}" in site.made
    table = csv.reader(io.StringIO(site.made["data/v1/relations.csv"]().decode()))
    assert [field["name"] for field in package["resources"][0]["schema"]["fields"]] == next(table)


class Handler(BaseHTTPRequestHandler):
    """Serves the files of a site."""

    site: Site

    def do_GET(self) -> None:
        make = self.site.made.get(self.path.removeprefix("/"))
        self.send_response(200 if make else 404)
        self.end_headers()
        if make:
            self.wfile.write(make())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def examples(site) -> Iterator[list[tuple[str, str]]]:
    """The examples of the page, with the address of a server of this machine."""
    handler = type("SiteHandler", (Handler,), {"site": site})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        here = replace(site, place=replace(site.place, address=f"http://127.0.0.1:{server.server_port}/"))
        handler.site = here
        page = html.fromstring(BY_NAME["data"](Renderer(here), 1))
        yield [(block.get("data-run"), block.text_content()) for block in page.xpath("//pre[@data-run]")]
        server.shutdown()


@pytest.mark.parametrize("number", range(8))
def test_each_example_of_the_page_runs(examples, number, tmp_path):
    assert len(examples) == 8
    kind, code = examples[number]
    if kind == "r" and not shutil.which("Rscript"):
        pytest.skip("R is not on this machine; `make data-examples` needs it, and CI runs that")
    commands = {"sh": ["sh", "-e", "-c"], "r": ["Rscript", "-e"]}
    command = [*commands.get(kind, [sys.executable, "-c"]), code]
    folder = ROOT if kind == "clone" else tmp_path
    ran = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip()
