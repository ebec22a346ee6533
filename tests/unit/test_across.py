"""Rules across entries."""

from __future__ import annotations

import pytest

QUARTZ, SUNDIAL = "catalog/papers/quartz.yml", "catalog/papers/sundial.yml"


def test_an_arxiv_id_used_twice_names_both_places(shelf):
    shelf.change("papers/quartz.yml", "2021-05", "2019-03").add("papers/quartz.yml", 'arxiv: "1903.00010"\n')
    assert shelf.printed() == (
        f"{SUNDIAL}:8:8: error: the arxiv '1903.00010' is already used in {QUARTZ}:8 [duplicate-arxiv]\n"
        "  if it is the same paper, remove one of the two files"
    )


def test_a_doi_used_twice_in_any_case_names_both_places(shelf):
    assert shelf.add("papers/quartz.yml", "doi: 10.1000/CLOCK.1\n").printed() == (
        f"{SUNDIAL}:9:6: error: the doi '10.1000/clock.1' is already used in {QUARTZ}:8 [duplicate-doi]\n"
        "  if it is the same paper, remove one of the two files"
    )


@pytest.mark.parametrize(
    ("field", "value"), [("openreview", "ia5XvxFUJT"), ("acl", "2024.acl-long.5"), ("pmlr", "v2/a1")]
)
def test_other_ids_used_twice_are_errors_too(shelf, field, value):
    for paper in ("quartz", "pendulum"):
        shelf.add(f"papers/{paper}.yml", f"{field}: {value}\n")
    assert shelf.lines() == [
        f"{QUARTZ}:8:{len(field) + 3}: error: the {field} '{value}' is already used in catalog/papers/pendulum.yml:11"
        f" [duplicate-{field}]"
    ]


@pytest.mark.parametrize(
    "title",
    [
        "A Sundial for Every Garden",
        "a SUNDIAL for every garden",
        "Á Sündial for Every Gardeñ",
        '"A Sundial: For Every-Garden!"',
    ],
    ids=["same", "case", "accents", "punctuation"],
)
def test_a_title_used_twice_in_any_spelling_is_a_warning_that_an_entry_accepts(shelf, title):
    assert shelf.change("papers/quartz.yml", "Crystals in Watches", title).printed() == (
        f"{SUNDIAL}:1:8: warning: the title 'A Sundial for Every Garden' is already used in {QUARTZ}:1 "
        "[duplicate-title]\n"
        "  if it is the same paper, remove one of the two files; if not, accept this warning under `accepted`"
    )
    accepted = "accepted:\n  - {rule: duplicate-title, why: Two books have this title.}\n"
    assert shelf.add("papers/sundial.yml", accepted).printed() == ""


@pytest.mark.parametrize("newer", [QUARTZ, SUNDIAL])
def test_a_duplicate_is_reported_in_the_newer_file(shelf, newer):
    shelf.change("papers/quartz.yml", "Crystals in Watches", "A Sundial for Every Garden")
    shelf.add("papers/quartz.yml", 'arxiv: "1903.00010"\n').change("papers/quartz.yml", "2021-05", "2019-03")
    shelf.change(newer.removeprefix("catalog/"), "added: 2026-11-24", "added: 2026-11-25")
    shelf.write("papers/pendulum.yml", shelf.right("papers/pendulum.yml"))
    found = [line for line in shelf.lines() if "duplicate" in line]
    assert len(found) == 2
    assert all(line.startswith(newer) for line in found)


@pytest.mark.parametrize(
    "title", ["A Sundials for Every Gardens", "A Sundal for Every Garden", "A Zundial for Every Gardem"]
)
def test_a_title_two_letters_away_is_a_warning_that_names_both_places(shelf, title):
    assert shelf.change("papers/quartz.yml", "Crystals in Watches", title).printed() == (
        f"{SUNDIAL}:1:8: warning: the title differs by at most 2 letters from the one in {QUARTZ}:1 [similar-title]\n"
        "  if it is the same paper, remove one of the two files; if not, accept this warning under `accepted`"
    )


@pytest.mark.parametrize("title", ["A Zundals for Every Gardem", "An Orrery"])
def test_a_title_three_letters_away_is_not_a_problem(shelf, title):
    assert shelf.change("papers/quartz.yml", "Crystals in Watches", title).printed() == ""


def test_an_unknown_paper_names_the_nearest_one(shelf):
    assert (
        shelf.change("papers/pendulum.yml", "paper: sundial", "paper: sundail")
        .printed()
        .startswith(
            "catalog/papers/pendulum.yml:9:13: error: unknown paper 'sundail' [unknown-paper]\n"
            "  did you mean 'sundial'? name a paper of this catalogue by its key"
        )
    )


def test_a_library_of_an_unknown_paper_is_an_error(shelf):
    assert shelf.add("libraries/clockwork.yml", "paper: quarts\n").printed() == (
        "catalog/libraries/clockwork.yml:6:8: error: unknown paper 'quarts' [unknown-paper]\n"
        "  did you mean 'quartz'? name a paper of this catalogue by its key, the name of its file"
    )


def test_a_paper_cannot_build_on_itself(shelf):
    assert shelf.add("papers/quartz.yml", "builds_on: [{paper: quartz, kind: adds, how: a hum}]\n").printed() == (
        f"{QUARTZ}:8:21: error: the paper builds on itself [relation-to-itself]\n  remove it"
    )


def test_a_paper_cannot_build_on_a_later_one(shelf):
    assert shelf.add("papers/sundial.yml", "builds_on: [{paper: quartz, kind: adds, how: a hum}]\n").printed() == (
        f"{SUNDIAL}:19:21: error: 'quartz' is from 2021-05, later than this paper (2019-03) [relation-to-later]\n"
        "  a paper builds on earlier ones: add the relation to the later paper"
    )


def test_a_paper_may_build_on_one_of_the_same_month(shelf):
    shelf.change("papers/quartz.yml", "2021-05", "2020-07-01").change("papers/pendulum.yml", "2020-07", "2020-07")
    assert shelf.add("papers/quartz.yml", "builds_on: [{paper: pendulum, kind: adds, how: a hum}]\n").printed() == ""


def test_papers_that_build_on_each_other_in_a_cycle_are_an_error(shelf):
    shelf.change("papers/sundial.yml", "date: 2019-03", "date: 2020-07").change(
        "papers/quartz.yml", "2021-05", "2020-07"
    )
    shelf.change("papers/sundial.yml", '"1903.00010"', '"2007.00010"')
    shelf.add("papers/sundial.yml", "builds_on: [{paper: quartz, kind: adds, how: a hum}]\n")
    shelf.add("papers/quartz.yml", "builds_on: [{paper: pendulum, kind: adds, how: a hum}]\n")
    assert shelf.printed() == (
        f"{QUARTZ}:8:21: error: these papers build on each other in a cycle: "
        "pendulum -> sundial -> quartz -> pendulum [relation-cycle]\n  remove one of them"
    )


@pytest.mark.parametrize(
    ("aliases", "place", "message"),
    [
        ("[sundial]", "8:11", f"the alias 'sundial' is already used by {SUNDIAL}"),
        ("[quartz]", "8:11", f"the alias 'quartz' is already used by {QUARTZ}"),
        ("[watch, watch]", "8:18", f"the alias 'watch' is already used by {QUARTZ}:8"),
        ("[swing]", "8:11", "the alias 'swing' is already used by catalog/papers/pendulum.yml:11"),
    ],
)
def test_an_alias_that_is_already_a_key_is_an_error(shelf, aliases, place, message):
    shelf.add("papers/pendulum.yml", "aliases: [swing]\n")
    assert shelf.add("papers/quartz.yml", f"aliases: {aliases}\n").printed() == (
        f"{QUARTZ}:{place}: error: {message} [alias-collision]\n  remove it"
    )


CATEGORIES, TAGS, VENUES, AUTHORS = (f"catalog/{name}.yml" for name in ("categories", "tags", "venues", "authors"))


@pytest.mark.parametrize(
    ("file", "term", "alias", "other"),
    [
        ("categories.yml", "outdoor", "outdoor", f"{CATEGORIES}:1"),
        ("categories.yml", "outdoor", "indoor", f"{CATEGORIES}:2"),
        ("tags.yml", "shadow", "stone", f"{TAGS}:2"),
        ("tags.yml", "shadow", "old, old", f"{TAGS}:1"),
        ("venues.yml", "JOC", "joc", f"{VENUES}:1"),
        ("authors.yml", "Elif Öz", "Ada Byron", "catalog/papers/pendulum.yml:2"),
        ("authors.yml", "Elif Öz", "elif-oz", "catalog/papers/quartz.yml:2"),
    ],
)
def test_an_old_name_that_is_the_address_of_another_page_is_an_error(shelf, file, term, alias, other):
    text = shelf.right(file) or f"{term}: {{organisation: false}}\n"
    shelf.write(file, text.replace(f"{term}: {{", f"{term}: {{aliases: [{alias}], "))
    last = alias.split(", ")[-1]
    column = len(f"{term}: {{aliases: [{alias}") - len(last) + 1
    message = f"the alias '{last}' is already used by {other} [alias-collision]\n  remove it"
    assert shelf.printed() == f"catalog/{file}:1:{column}: error: {message}"


def test_two_terms_cannot_have_the_same_old_name(shelf):
    text = shelf.right("tags.yml").replace(": {", ": {aliases: [rock], ", 2)
    assert shelf.write("tags.yml", text).lines() == [
        f"{TAGS}:2:19: error: the alias 'rock' is already used by {TAGS}:1 [alias-collision]"
    ]


@pytest.mark.parametrize(("file", "term"), [("venues.yml", "JOC"), ("authors.yml", "Elif Öz")])
def test_an_old_name_without_a_letter_is_an_error(shelf, file, term):
    text = shelf.right(file) or f"{term}: {{organisation: false}}\n"
    shelf.write(file, text.replace(f"{term}: {{", f"{term}: {{aliases: ['???'], "))
    assert shelf.printed() == (
        f"catalog/{file}:1:{len(term) + 14}: error: the alias '???' has no letter or digit [alias-collision]\n"
        "  write a name with a letter or digit: it is part of an address"
    )


def test_an_old_name_may_be_that_of_another_kind_of_page(shelf):
    assert shelf.change("tags.yml", "shadow: {", "shadow: {aliases: [indoor, sundial, joc], ").printed() == ""


def test_a_method_key_used_twice_names_both_places(shelf):
    assert shelf.add("papers/quartz.yml", "methods: [{key: gnomon, name: Hum, rule: h}]\n").lines()[0] == (
        f"{SUNDIAL}:14:10: error: the method key 'gnomon' is already used in {QUARTZ}:8 [duplicate-method]"
    )


def test_a_method_key_used_twice_in_one_paper_is_an_error(shelf):
    assert shelf.add(
        "papers/quartz.yml", "methods: [{key: hum, name: Hum, rule: h}, {key: hum, name: Ho, rule: h}]\n"
    ).lines() == [f"{QUARTZ}:8:49: error: the method key 'hum' is already used in {QUARTZ}:8 [duplicate-method]"]


def test_an_unknown_method_of_a_library_names_the_nearest_one(shelf):
    assert shelf.change("libraries/clockwork.yml", "[gnomon]", "[gnomom]").printed() == (
        "catalog/libraries/clockwork.yml:3:14: error: unknown method 'gnomom' [unknown-method]\n"
        "  did you mean 'gnomon'? papers define methods under `methods`"
    )


def test_a_relation_to_a_method_of_another_paper_names_the_nearest_one(shelf):
    assert shelf.change("papers/pendulum.yml", "method: gnomon", "method: gnomom").printed() == (
        "catalog/papers/pendulum.yml:9:89: error: 'sundial' defines no method 'gnomom' [unknown-method]\n"
        "  did you mean 'gnomon'?"
    )


def test_problems_are_sorted_by_file_and_line(shelf):
    shelf.change("papers/sundial.yml", "category: outdoor", "category: moon").change("tags.yml", "gears:", "Gears!:")
    shelf.change("papers/quartz.yml", "2021-05", "soon").change("papers/quartz.yml", "indoor", "moon")
    problems = shelf.load().problems
    places = [(problem.path, problem.line, problem.column) for problem in problems]
    assert len(places) > 3
    assert places == sorted(places)


def test_a_method_key_used_twice_names_the_line_of_the_other_key(shelf):
    methods = "methods:\n  - key: swing\n    name: Swing\n    rule: h\n  - name: Stick\n    rule: h\n    key: gnomon\n"
    first = shelf.add("papers/pendulum.yml", methods).lines()[0]
    assert "is already used in catalog/papers/pendulum.yml:17 [duplicate-method]" in first


def test_a_method_key_used_twice_says_what_to_do(shelf):
    shown = shelf.add("papers/quartz.yml", "methods: [{key: gnomon, name: Hum, rule: h}]\n").printed()
    assert "[duplicate-method]\n  a method key is unique in the catalogue: choose another" in shown


def test_a_tutorial_may_have_the_title_of_a_paper(shelf):
    tutorial = (
        "title: Crystals in Watches\nauthors: [Elif Öz]\ndate: 2021-05\nurl: https://example.org/a\n"
        "level: introductory\nsummary: Shows how a crystal keeps the time.\nadded: 2026-11-24\n"
    )
    assert shelf.write("tutorials/crystals.yml", tutorial).printed() == ""
    assert shelf.write("tutorials/watches.yml", tutorial.replace("org/a", "org/b")).printed() == (
        "catalog/tutorials/watches.yml:1:8: warning: the title 'Crystals in Watches' is already used in "
        "catalog/tutorials/crystals.yml:1 [duplicate-title]\n"
        "  if it is the same tutorial, remove one of the two files; if not, accept this warning under `accepted`"
    )


def test_two_venues_with_the_same_address_are_an_error(shelf):
    shelf.add("venues.yml", "joc: {name: Jokes on Clocks, type: workshop, description: Fun.}\n")
    assert shelf.printed() == (
        "catalog/venues.yml:2:1: error: the venues 'joc' and 'JOC' have the same address, venues/joc/ "
        "[venue-collision]\n  rename one of them"
    )


def test_a_venue_without_a_letter_is_an_error(shelf):
    shelf.add("venues.yml", '"?!": {name: Questions, type: workshop, description: Asked.}\n')
    shelf.add("venues.yml", '"??": {name: Questions, type: workshop, description: Asked.}\n')
    assert shelf.printed() == (
        "catalog/venues.yml:2:1: error: the venue '?!' has no letter or digit [bad-venue-name]\n"
        "  rename it: the short name becomes an address\n"
        "catalog/venues.yml:3:1: error: the venue '??' has no letter or digit [bad-venue-name]\n"
        "  rename it: the short name becomes an address"
    )


def test_an_alias_that_is_not_text_is_one_error(shelf):
    assert shelf.add("papers/quartz.yml", "aliases: [[a], watch]\n").lines() == [
        f"{QUARTZ}:8:11: error: 'aliases' must be text [wrong-type]"
    ]


def test_a_method_that_is_not_a_mapping_is_one_error(shelf):
    assert shelf.add("papers/quartz.yml", "methods: [hum]\n").lines() == [
        f"{QUARTZ}:8:11: error: 'methods' must be a group of fields [wrong-type]"
    ]


def test_a_dataset_of_an_unknown_paper_is_an_error(shelf):
    dataset = "name: Beats\npaper: pendullum\ntask: counting\nmeasures: time\nsummary: Ten hours of ticks and tocks.\n"
    assert shelf.write("datasets/beats.yml", f"{dataset}added: 2026-11-24\n").lines() == [
        "catalog/datasets/beats.yml:2:8: error: unknown paper 'pendullum' [unknown-paper]"
    ]


def test_two_cycles_are_two_errors(shelf):
    for path in ("sundial", "pendulum", "quartz"):
        date = {"sundial": "2019-03", "pendulum": "2020-07", "quartz": "2021-05"}[path]
        shelf.change(f"papers/{path}.yml", f"date: {date}", "date: 2019-03")
    shelf.change("papers/pendulum.yml", '"2007.01234"', '"1903.01234"')
    shelf.add(
        "papers/sundial.yml",
        "builds_on: [{paper: pendulum, kind: adds, how: a}, {paper: quartz, kind: adds, how: b}]\n",
    )
    shelf.add("papers/quartz.yml", "builds_on: [{paper: sundial, kind: adds, how: c}]\n")
    assert [line.split("cycle: ")[1] for line in shelf.lines()] == [
        "sundial -> quartz -> sundial [relation-cycle]",
        "pendulum -> sundial -> pendulum [relation-cycle]",
    ]


def test_lists_and_aliases_are_read_from_their_files(shelf):
    shelf.write("lists.yml", 'old: {name: Old, url: "https://example.org", read: 2026-11-20, arxiv: ["1903.00010"]}\n')
    vocabulary = shelf.write("aliases.yml", "tock: pendulum clocks\n").load().vocabulary
    assert vocabulary.lists["old"].arxiv == ("1903.00010",)
    assert vocabulary.aliases == {"tock": ("pendulum clocks",)}


def test_a_cycle_is_found_behind_a_relation_to_an_unknown_paper(shelf):
    shelf.change("papers/sundial.yml", "date: 2019-03", "date: 2020-07").change(
        "papers/sundial.yml", '"1903.00010"', '"2007.00010"'
    )
    shelf.add(
        "papers/sundial.yml",
        "builds_on: [{paper: hourglass, kind: adds, how: a}, {paper: pendulum, kind: adds, how: b}]\n",
    )
    assert "cycle: pendulum -> sundial -> pendulum [relation-cycle]" in shelf.printed()
