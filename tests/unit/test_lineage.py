"""The graph of relations and the map of it."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from paperatlas import load
from paperatlas.commands import main
from paperatlas.lineage import Lineage, around, drawing, layout
from paperatlas.lineage.around import MOST
from paperatlas.lineage.names import ZOOMS, _box, _label, names
from paperatlas.render.environment import Renderer
from paperatlas.site import contents

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/golden/expected/lineage.svg"
DATE = re.compile(r"(?m)^date: .*$")
CLEPSYDRA = """\
title: Water that runs from one vessel into another
authors: [Ada Byron]
category: outdoor
tags: [stone]
summary: Tells the hours of the night, when there is no shadow, by the height of the water in a vessel.
added: 2026-11-24
"""
CATALOGUE = load(ROOT / "catalog")
LINEAGE = Lineage(CATALOGUE)
MAP = layout(LINEAGE)


def test_descendants_have_their_least_number_of_steps(shelf):
    shelf.add("papers/quartz.yml", "builds_on:\n  - {paper: pendulum, kind: adds, how: a crystal in place of it}\n")
    lineage = Lineage(shelf.load())
    assert lineage.descendants("sundial") == {"pendulum": 1, "quartz": 2}
    assert lineage.ancestors("quartz") == {"pendulum": 1, "sundial": 2}
    assert lineage.influence == {"sundial": 1.5, "pendulum": 1.0, "quartz": 0}


def test_a_study_of_a_paper_does_not_add_to_its_influence(shelf):
    shelf.change("relations.yml", "inverse: replaced by", "inverse: replaced by, role: study")
    lineage = Lineage(shelf.load())
    assert lineage.influence["sundial"] == 0
    assert lineage.descendants("sundial") == {"pendulum": 1}


def test_the_chain_between_two_papers_prefers_developed_ideas():
    chain = LINEAGE.chain("hippo", "mamba3")
    assert chain and chain.source == "hippo"
    assert [[link.later for link in branch] for branch in chain.branches] == [["s4", "mamba", "mamba2", "mamba3"]]
    assert LINEAGE.chain("mamba3", "hippo") == chain


def test_papers_of_which_neither_comes_from_the_other_have_a_common_source():
    chain = LINEAGE.chain("vim", "deltaproduct")
    assert chain and len(chain.branches) == 2
    assert [branch[-1].later for branch in chain.branches] == ["vim", "deltaproduct"]
    assert {branch[0].earlier for branch in chain.branches} == {chain.source}


def test_time_runs_from_left_to_right_and_every_point_is_in_its_lane():
    nodes = sorted(MAP.nodes.values(), key=lambda node: (len(node.paper.date) < 10, node.paper.date))
    whole = [node for node in nodes if len(node.paper.date) == 10]
    assert [node.x for node in whole] == sorted(node.x for node in whole)
    for node in nodes:
        assert node.lane.top < node.y < node.lane.top + node.lane.height
        assert node.lane.key == (node.paper.family or node.paper.category)
    for line in drawing.lines(LINEAGE, MAP):
        assert MAP.nodes[line.link.earlier].x <= MAP.nodes[line.link.later].x + 30


def test_no_two_papers_have_one_point():
    assert len({(node.x, node.y) for node in MAP.nodes.values()}) == len(MAP.nodes)


@pytest.mark.parametrize("key", ["mamba3", "wall-attention", "kimi-linear", "vim", "titans"])
def test_a_new_paper_moves_no_other(key):
    """The paper is taken away; with it, added last, all others are where they were."""
    papers = dict(CATALOGUE.papers)
    for name in (key, *LINEAGE.descendants(key)):
        del papers[name]
    before = layout(Lineage(replace(CATALOGUE, papers=papers)))
    papers[key] = CATALOGUE.papers[key].model_copy(update={"added": "2027-01-01"})
    after = layout(Lineage(replace(CATALOGUE, papers=papers)))
    assert {name: (node.x, node.y) for name, node in before.nodes.items()} == {
        name: (node.x, node.y) for name, node in after.nodes.items() if name != key
    }


def test_the_map_does_not_depend_on_the_order_of_files():
    papers = dict(reversed(CATALOGUE.papers.items()))
    assert layout(Lineage(replace(CATALOGUE, papers=papers))) == MAP


def test_no_name_is_written_over_another_at_any_zoom():
    named = names(MAP)
    for number, zoom in enumerate(ZOOMS):
        boxes = [_box(_label(MAP.nodes[key]), name.side, zoom) for key, name in named.items() if name.zoom <= number]
        for one, other in combinations(boxes, 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert sum(name.zoom <= 1 for key, name in named.items() if MAP.nodes[key].is_main) > 30


def test_no_lane_of_the_catalogue_is_full():
    assert MAP.full == []


def test_families_and_lanes_are_checked(shelf):
    families = "families: {sand: {name: Sand, description: Clocks with sand.}}"
    shelf.change("categories.yml", "Clocks that need a wall.}", f"Clocks that need a wall., {families}}}")
    shelf.write("lineage.yml", "rows: {sands: 2}\nturning_points: [{paper: sundail, name: Sun}]\n")
    shelf.add("papers/quartz.yml", "family: sandy\n").add("papers/sundial.yml", "family: sand\n")
    assert shelf.printed().strip().split("\n") == [
        "catalog/lineage.yml:1:8: error: unknown lane 'sands' [unknown-lane]",
        "  did you mean 'sand'? a lane is a family, or a category without families",
        "catalog/lineage.yml:2:26: error: unknown paper 'sundail' [unknown-paper]",
        "  did you mean 'sundial'?",
        "catalog/papers/pendulum.yml:4:11: warning: 'family' is missing: the category 'indoor' has families "
        "[missing-family]",
        "  write family: and one of sand",
        "catalog/papers/quartz.yml:8:9: error: unknown family 'sandy' [unknown-family]",
        "  did you mean 'sand'? the families of 'indoor' are sand",
        "catalog/papers/sundial.yml:19:9: error: unknown family 'sand' [unknown-family]",
        "  remove it: the category 'outdoor' has no families",
    ]


@pytest.mark.parametrize("key", ["gated-deltanet", "mamba", "transformer"])
def test_a_neighbourhood_has_two_steps_each_way(key):
    near = around(LINEAGE, key)
    assert near
    steps = {-1: LINEAGE.ancestors(key), 1: LINEAGE.descendants(key)}
    for column in near.columns:
        shown = [one.paper.key for one in column.papers]
        if column.step:
            sign = column.step // abs(column.step)
            there = {other for other, step in steps[sign].items() if step == abs(column.step)}
            assert column.count == len(there)
            assert set(shown) <= there
        assert column.rows <= MOST + 1
        assert column.more != 1
    lines = [path for _, path in near.lines]
    assert len(set(lines)) == len(lines) >= sum(len(column.papers) for column in near.columns) - 1


def test_a_paper_without_relations_has_no_neighbourhood(shelf):
    shelf.add("papers/quartz.yml", "")
    assert around(Lineage(shelf.load()), "quartz") is None


def test_check_warns_of_a_full_lane_at_its_line(shelf, capsys):
    shelf.write("lineage.yml", "# The map.\nrows:\n  outdoor: 1\n  indoor: 2\n")
    assert main(["check"]) == 0
    assert "full-lane" not in capsys.readouterr().out
    date = DATE.search(shelf.right("papers/sundial.yml"))
    assert date
    shelf.write("papers/clepsydra.yml", CLEPSYDRA + date[0] + "\n")
    assert main(["check"]) == 0
    printed = capsys.readouterr().out
    assert (
        "catalog/lineage.yml:3:12: warning: the lane 'outdoor' is full: with 1 as its number of rows, "
        "papers lie over each other [full-lane]\n  write outdoor: 2; the lanes below it move down by one row\n"
    ) in printed


def test_the_picture_of_a_small_lineage(shelf):
    """The page of the map, character by character. UPDATE_GOLDENS=1 rewrites the file: read `git diff` then."""
    turn = "turning_points: [{paper: pendulum, name: Pendulums}]\n"
    shelf.write("lineage.yml", f'rows: {{indoor: 2, outdoor: 1}}\ndates: {{"2018": 0, "2022": 900}}\n{turn}')
    site = contents(shelf.load())
    (page,) = (one for one in site.pages if one.url == "lineage/")
    html = Renderer(site).page(page)
    svg = html[html.index("<svg") : html.index("</svg>") + 6] + "\n"
    if os.environ.get("UPDATE_GOLDENS"):
        GOLDEN.write_text(svg, encoding="utf-8")
        pytest.fail(f"{GOLDEN} was rewritten")
    assert svg == GOLDEN.read_text(encoding="utf-8")
