"""Values of the wrong shape whose words the catalogue knows: the line that a message shows passes the next check."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.model import Paper
from paperatlas.read.folder import read_text
from paperatlas.rules import check
from paperatlas.rules.cited import key_meant, title_of
from paperatlas.rules.names import joined_names, names_meant
from paperatlas.rules.repositories import repositories_in
from paperatlas.rules.venues import as_group, venue_in
from paperatlas.rules.vocabulary import Vocabulary

from .conftest import FILES

QUARTZ = "catalog/papers/quartz.yml"
ANY_VALUE = st.recursive(
    st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


def written(shelf, field, value):
    """The catalogue with a field of quartz.yml in place of the one that is there."""
    text = re.sub(rf"^{field}:.*\n", "", shelf.right("papers/quartz.yml"), flags=re.MULTILINE)
    return shelf.write("papers/quartz.yml", f"{text}{field}: {value}\n")


def follow(shelf, field, answers):
    """Types the line that the message shows, and `answers` in place of its marks."""
    line = re.search(rf"\n  write {field}: ([\[{{].*[\]}}]|[^;,\n]+)", "\n" + shelf.printed())[1]
    for answer in answers:
        line = line.replace("...", answer, 1)
    return written(shelf, field, line)


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("[{name: Elif Öz}, {name: Ada Byron}]", "[Elif Öz, Ada Byron]"),
        ("[{first: Elif, last: Öz}, {given: Ada, family: Byron}]", "[Elif Öz, Ada Byron]"),
        ("[{given: Ada, middle: K., surname: Byron}]", "[Ada K. Byron]"),
        ("[{name: Elif Öz, affiliation: Acme}, Ada Byron]", "[Elif Öz, Ada Byron]"),
        ("[{'name': 'Elif Öz', 'authorId': '12'}]", "[Elif Öz]"),
        ("{name: Elif Öz}", "[Elif Öz]"),
        ("{Öz, Elif and Byron, Ada King}", "[Elif Öz, Ada King Byron]"),
        ("{Elif Öz}", "[Elif Öz]"),
        ("Öz, Elif, Byron, Ada", "[Elif Öz, Ada Byron]"),
        ("'Elif Öz*, Ada Byron1, Dr. Chen Wei (Acme), Wu Li <wu@a.org>'", "[Elif Öz, Ada Byron, Chen Wei, Wu Li]"),
        ("Elif Öz (Acme, Inc.), Ada Byron", "[Elif Öz, Ada Byron]"),
        ("ELIF ÖZBEK and ADA BYRON", "[Elif Özbek, Ada Byron]"),
        ("Jose Garcia", "[José García]"),
        ("[{affiliation: Acme}]", "[...]"),
    ],
)
def test_authors_in_another_shape_are_answered_with_clean_names(shelf, value, right):
    shelf.change("papers/sundial.yml", "Ada Byron", "Grace Hopper").change("papers/pendulum.yml", ", Ada Byron", "")
    assert f"\n  write authors: {right}\n" in written(shelf, "authors", value).printed() + "\n"
    assert len(shelf.lines()) == 1
    assert follow(shelf, "authors", ["Tri Dao"]).printed() == ""


def test_et_al_in_the_authors_asks_for_the_others(shelf):
    assert (
        written(shelf, "authors", "Elif Öz, Ada Byron et al.")
        .printed()
        .endswith("\n  write authors: [Elif Öz, Ada Byron], with every other author at its end in place of 'et al.'")
    )


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("name: Elif Öz", "Elif Öz"),
        ("first: Elif, last: Öz", "Elif Öz"),
        ("authorId: 12, name: Elif Öz", "Elif Öz"),
        ("Elif Öz, affiliation: Acme", "Elif Öz"),
    ],
)
def test_the_name_of_a_field_is_no_part_of_a_name(shelf, name, right):
    assert written(shelf, "authors", f"['{name}']").printed() == (
        f"{QUARTZ}:7:11: error: '{name}' has the name of a field [author-field]\n  write {right}"
    )


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("[Byron, Grace, Li, Wu Wei]", "[Grace Byron, Wu Wei Li]"),
        ("[Öz, Elif, Le-Roy, Ada K., Li, Wu]", "[Elif Öz, Ada K. Le-Roy, Wu Li]"),
        ("[Byron, G. K.]", "[G. K. Byron]"),
        ("[Byron, Grace and Li, Wu Wei and Öz, Elif]", "[Grace Byron, Wu Wei Li, Elif Öz]"),
    ],
)
def test_family_and_given_names_in_turn_are_one_warning(shelf, value, right):
    (line,) = written(shelf, "authors", value).lines()
    assert line.startswith(f"{QUARTZ}:7:11: warning: ") and line.endswith("[split-names]")
    assert f"write {right}" in shelf.printed() or f"write authors: {right}" in shelf.printed()


@pytest.mark.parametrize(
    "value",
    ["[Acme, Aarti Basant]", "[Plato, Elif Öz, Socrates, Ada Byron]", "[陈伟, 李明]", "[Elif Öz, Plato]", "[Plato]"],
)
def test_names_of_one_word_among_others_are_allowed(shelf, value):
    assert written(shelf, "authors", value).printed() == ""


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("Gears, Stone", "write tags: [gears, stone]"),
        ("gears stone", "write tags: [gears, stone]"),
        ("'#Gears #stone'", "write tags: [gears, stone]"),
        ("#Gears #stone", "write tags: [gears, stone]"),
        ("gear, stone", "write tags: [gears, stone]"),
        ("{gears: 1, stone: 2}", "write tags: [gears, stone]"),
        ("gears, voltage", "write tags: [gears]; without 'voltage', which catalog/tags.yml does not have"),
        (
            "voltage",
            "none of these is a tag; write tags: [...] with some of catalog/tags.yml: shadow, stone, gears",
        ),
    ],
)
def test_tags_in_another_shape_are_answered_with_the_keys_that_exist(shelf, value, hint):
    assert written(shelf, "tags", value).printed().endswith(f"\n  {hint}")
    assert len(shelf.lines()) == 1
    if "none of" not in hint:
        assert follow(shelf, "tags", []).printed() == ""


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("JOC 2022 (Spotlight)", "{name: JOC, year: 2022, presentation: spotlight}"),
        ("JOC 2022, oral presentation", "{name: JOC, year: 2022, presentation: oral}"),
        ("Journal of Clocks 2022", "{name: JOC, year: 2022}"),
        ("Findings of JOC 2022", "{name: JOC, year: 2022, track: findings}"),
        ("JOC 2022 Workshop on Bells", "{name: JOC, year: 2022, track: workshop, workshop: Bells}"),
        ("JOC 2022, pp. 12–19", "{name: JOC, year: 2022, pages: 12-19}"),
        ('"JOC \'22"', "{name: JOC, year: 2022}"),
        ("[{name: JOC}, {year: 2022}]", "{name: JOC, year: 2022}"),
        ("[JOC, '2022']", "{name: JOC, year: 2022}"),
        ("{Journal of Clocks 2022}", "{name: JOC, year: 2022}"),
        ("{name: Journal of Clocks 2022}", "{name: JOC, year: 2022}"),
        ("Journal of Bells 2022", "{name: ..., year: 2022}"),
    ],
)
def test_a_venue_in_another_shape_is_answered_with_the_short_name(shelf, value, right):
    assert f"\n  write venue: {right}" in written(shelf, "venue", value).printed()
    assert follow(shelf, "venue", ["JOC"]).printed() == ""


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("status: published", "remove the line: `status` is only for a withdrawn, retracted or superseded paper"),
        (
            "status: {kind: accepted, date: 2022, reason: so}",
            "remove the line: `status` is only for a withdrawn, retracted or superseded paper",
        ),
        ("status: withdrawn", "write status: {kind: withdrawn, date: ..., reason: ..., link: ...}"),
        ("status: superseded", "write status: {kind: superseded-by, date: ..., reason: ..., paper: ...}"),
        ("venue: arXiv preprint", "remove the line: a preprint has no `venue`, and its arXiv id is in `arxiv`"),
        (
            "venue: {name: arXiv, year: 2022}",
            "remove the field `venue`: a preprint is no publication, and its arXiv id is in `arxiv`",
        ),
        ("awards: [none]", "remove the field `awards`"),
        ("awards: n/a", "remove the line"),
        ("doi: N/A", "remove the line"),
        ("short_name: '-'", "remove the line"),
        ("code: none", "remove the line"),
        ("builds_on: None", "remove the line"),
        ("venue: {name: JOC, year: 2022, pages: n/a}", "remove `pages`"),
        ("awards: [Best clock, none]", "remove this item"),
    ],
)
def test_a_line_that_an_entry_does_not_need_is_to_be_removed(shelf, line, hint):
    assert shelf.add("papers/quartz.yml", f"{line}\n").printed().endswith(f"\n  {hint}")
    assert len(shelf.lines()) == 1


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("arXiv preprint", "remove the field `also`: a preprint is no publication, and its arXiv id is in `arxiv`"),
        ("[arXiv preprint]", "remove the field `also`: a preprint is no publication, and its arXiv id is in `arxiv`"),
        ("JOC 2021", "write also: [{name: JOC, year: 2021}]"),
        ("[Journal of Clocks 2021]", "in its place, write {name: JOC, year: 2021}"),
    ],
)
def test_a_second_publication_in_another_shape_is_answered(shelf, value, hint):
    shelf.add("papers/quartz.yml", f"venue: {{name: JOC, year: 2022}}\nalso: {value}\n")
    assert shelf.printed().endswith(f"\n  {hint}")
    assert len(shelf.lines()) == 1


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("{paper: Sundial, kind: extension}", "[{paper: sundial, kind: adds, how: ...}]"),
        ("{paper: Sundial, how: so}", "[{paper: sundial, kind: ..., how: so}]"),
        ("Sundial (Byron et al., 2019), Pendulum", "[{paper: sundial, kind: ..., how: ...}, {paper: pendulum"),
        ("{A Sundial for Every Garden}", "[{paper: sundial, kind: ..., how: ...}]"),
        ("{sundial: replaces, pendulum: adds}", "[{paper: sundial, kind: replaces, how: ...}, {paper: pendulum"),
        ("[Bells: A Survey]", "[{paper: bells, kind: ..., how: ...}]"),
        ("[{title: Sundial, how: so}]", "[{paper: sundial, kind: ..., how: so}]"),
        ("Bells, Sundial", "[{paper: bells, kind: ..., how: ...}, {paper: sundial, kind: ..., how: ...}]"),
    ],
)
def test_relations_in_another_shape_are_answered_with_keys_and_kinds(shelf, value, right):
    text = shelf.right("papers/quartz.yml").replace("Crystals in Watches", "'Bells: A Survey'").replace("2021", "2018")
    shelf.write("papers/bells.yml", text)
    assert f"\n  write builds_on: {right}" in written(shelf, "builds_on", value).printed()
    shown = shelf.printed()
    assert ("; kind is one of adds, replaces" in shown) is ("kind: ..." in shown)
    line = re.search(r"write builds_on: (\[.*\])", shown)[1]
    line = line.replace("kind: ...", "kind: adds").replace("how: ...", "how: so")
    assert written(shelf, "builds_on", line).printed() == ""


def test_each_title_among_groups_is_answered_in_its_place(shelf):
    shelf.change("papers/sundial.yml", "title: A", "title: 'Sundials: A").change(
        "papers/sundial.yml", "Garden", "Garden'"
    )
    value = "\n  - {paper: pendulum, kind: adds, how: so}\n  - Sundials: A Sundial for Every Garden\n  - Sundial"
    shown = written(shelf, "builds_on", value).printed()
    assert shown.count("\n  in its place, write {paper: sundial, kind: ..., how: ...}") == 2


@pytest.mark.parametrize("value", ["Perceiver (Jaegle et al., 2021)", "[Perceiver]", "{paper: Perceiver, kind: adds}"])
def test_a_paper_that_is_not_in_the_catalogue_is_to_be_left_out(shelf, value):
    assert (
        written(shelf, "builds_on", value)
        .printed()
        .endswith(
            "\n  only papers of this catalogue can be named, each by its key, the name of its file; "
            "leave out a paper that has no entry"
        )
    )


def test_a_paper_that_is_not_in_the_catalogue_is_left_out_of_the_advice(shelf):
    assert (
        written(shelf, "builds_on", "Perceiver, Sundial")
        .printed()
        .endswith(
            "\n  write builds_on: [{paper: sundial, kind: ..., how: ...}]; kind is one of adds, replaces; "
            "'Perceiver' is not in this catalogue: leave it out"
        )
    )


def test_a_kind_of_relation_in_other_words_names_the_nearest_one(shelf):
    shelf.change("papers/pendulum.yml", "kind: replaces", "kind: extension")
    assert "\n  did you mean 'adds'? the relations are in catalog/relations.yml" in shelf.printed()


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("a/b (official)", '[{url: "https://github.com/a/b", official: true}]'),
        ("github.com/a/b (official)", '[{url: "https://github.com/a/b", official: true}]'),
        ("https://github.com/a/b (official code)", '[{url: "https://github.com/a/b", official: true}]'),
        ("https://github.com/a/b (unofficial)", '[{url: "https://github.com/a/b"}]'),
        ("https://goo.gle/clock (the page)", '[{url: "https://goo.gle/clock"}]'),
        ("available at a/b on GitHub", '[{url: "https://github.com/a/b"}]'),
        ("'`https://github.com/a/b`'", '[{url: "https://github.com/a/b"}]'),
        ("'[code](https://github.com/a/b)'", '[{url: "https://github.com/a/b"}]'),
        ("{repo: a/b}", '[{url: "https://github.com/a/b"}]'),
        ("[a/b, c/d]", '[{url: "https://github.com/a/b"}, {url: "https://github.com/c/d"}]'),
        ("https://a.org/b and https://c.org/d", '[{url: "https://a.org/b"}, {url: "https://c.org/d"}]'),
        ("on request", "[{url: ...}]"),
    ],
)
def test_code_in_another_shape_is_answered_with_the_address(shelf, value, right):
    assert written(shelf, "code", value).printed().endswith(f"\n  write code: {right}")
    assert follow(shelf, "code", ["https://a.org/b"]).printed() == ""


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("'`https://github.com/a/b`'", "write url: https://github.com/a/b"),
        ("github.com/a/b (official)", 'in place of this item, write {url: "https://github.com/a/b", official: true}'),
        ("https://github.com/a/b and more words", "write url: https://github.com/a/b"),
        ("https://github.com/a/b%20(official)", "write url: https://github.com/a/b"),
        ("my code", "write the address of the repository, or remove the field `code`"),
    ],
)
def test_an_address_of_code_with_other_words_is_answered_with_the_address(shelf, value, hint):
    assert written(shelf, "code", f"[{{url: {value}}}]").printed().endswith(f"\n  {hint}")


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("'`https://example.org/a`'", "https://example.org/a"),
        ("'https: //example.org/a'", "https://example.org/a"),
        ("https://example.org/a (the page)", "https://example.org/a"),
    ],
)
def test_a_link_with_marks_or_words_is_answered_with_the_link(shelf, value, right):
    assert written(shelf, "url", value).printed().endswith(f"\n  write url: {right}")


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("pages: 12–19", "and write venue: {name: ..., year: ..., pages: 12-19}"),
        ("pages: 12-19\nvenue: {name: JOC, year: 2022}", 'and write venue: {name: JOC, year: "2022", pages: 12-19}'),
        ("pages: 12-19\nvenue: JOC 2022", "\n  write venue: {name: JOC, year: 2022, pages: 12-19}"),
        ("official: true", "and write code: [{url: ..., official: true}]"),
        (
            "how: so\nbuilds_on: [{paper: sundial, kind: adds, how: so}]",
            "and write `how: so` in the item of `builds_on` that it is about",
        ),
    ],
)
def test_a_field_that_belongs_into_a_group_says_where(shelf, fields, hint):
    name = fields.partition(":")[0]
    shown = shelf.add("papers/quartz.yml", f"{fields}\n").printed()
    assert f"error: unknown field '{name}' [unknown-field]\n  '{name}' is a part of `" in shown
    assert hint in shown


@pytest.mark.parametrize(
    ("arxiv", "day", "hint"),
    [
        ('"2105.01234"', "July 2022", "write date: 2021-05, the month of the arXiv id, which is earlier"),
        ("https://arxiv.org/abs/2105.01234", "July 2022", "write date: 2021-05, the month of the arXiv id, which"),
        ("https://arxiv.org/abs/2105.01234", "2022-07", "`date` is the first public version: write 2021-05 or an"),
        ('"2105.01234"', "5 May 2021", "write date: 2021-05-05"),
        ('"2105.01234"', "05/06/2021", "write date: 2021-05-06"),
        ('"2105.01234"', "soon", "write date: 2021-05, the month of the arXiv id"),
    ],
)
def test_a_date_after_the_arxiv_id_is_never_the_advice(shelf, arxiv, day, hint):
    shelf.add("papers/quartz.yml", f"arxiv: {arxiv}\n")
    assert f"\n  {hint}" in shelf.change("papers/quartz.yml", "date: 2021-05", f"date: '{day}'").printed()


def test_many_names_with_one_fault_are_one_warning_with_the_whole_list(shelf):
    shown = written(shelf, "authors", "['Öz, Elif', 'Hopper, Grace K.', 'Li, Wu']").printed()
    assert shown == (
        f"{QUARTZ}:7:11: warning: 'Öz, Elif' has a comma, and so have 2 names after it [author-comma]\n"
        "  write authors: [Elif Öz, Grace K. Hopper, Wu Li]"
    )
    assert follow(shelf, "authors", []).printed() == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Öz, Elif K.", "Elif K. Öz"),
        ("van der Waals, Johannes D.", "Johannes D. van der Waals"),
        ("Öz, Elif K., Byron, Ada", "Elif K. Öz, Ada Byron"),
        ("Elif Öz, Ada K. Byron", "Elif Öz, Ada K. Byron"),
    ],
)
def test_a_family_name_before_the_comma_is_not_an_author_of_its_own(shelf, text, names):
    assert f"\n  write authors: [{names}]" in written(shelf, "authors", text).printed()


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("awards: The best clock of all clocks", "write awards: [The best clock of all clocks]"),
        ("awards: Best clock; Best bell", "write awards: [Best clock, Best bell]"),
        ("url: {https: //example.org/a}", 'write url: "https://example.org/a"'),
    ],
)
def test_a_value_whose_words_are_whole_is_answered_with_them(shelf, line, hint):
    assert shelf.add("papers/quartz.yml", f"{line}\n").printed().endswith(f"\n  {hint}")
    assert shelf.write("papers/quartz.yml", shelf.right("papers/quartz.yml") + hint[6:] + "\n").printed() == ""


@given(field=st.sampled_from(sorted(Paper.model_fields)), value=ANY_VALUE)
@settings(max_examples=150, deadline=None)
def test_any_value_of_any_field_is_checked_without_a_failure(field, value):
    text = re.sub(rf"^{field}:.*\n", "", FILES["papers/quartz.yml"], flags=re.MULTILINE)
    records = [read_text(text + f"{field}: {json.dumps(value)}\n", QUARTZ, "papers", "quartz", [])]
    for path in ("tags", "venues", "relations", "categories"):
        records.append(read_text(FILES[f"{path}.yml"], f"catalog/{path}.yml", path, path, []))
    assert isinstance(check(records).problems, list)


@given(ANY_VALUE)
def test_any_value_is_answered_without_a_failure(value):
    names, _ = names_meant(value, Vocabulary().who)
    assert all(isinstance(name, str) for name in names)
    assert as_group(venue_in(value, {})).startswith("{name: ")
    assert isinstance(title_of(value), str)


@given(st.text(), st.lists(st.text()))
def test_any_text_is_answered_without_a_failure(text, texts):
    assert all(one["url"] for one in repositories_in(text))
    assert key_meant(text, {}) == ""
    assert all(isinstance(name, str) for name in joined_names(texts))


@pytest.mark.parametrize("value", ["quartzes", "[quartzes]", "{paper: quartzes}", "[{paper: quartzes, how: at night}]"])
def test_a_paper_is_never_said_to_build_on_itself(shelf, value):
    shown = written(shelf, "builds_on", value).printed()
    assert "leave out a paper that has no entry" in shown
    assert "'quartz'" not in shown
