"""Fields: their names, their values, and the vocabularies they use."""

from __future__ import annotations

import pytest

QUARTZ = "catalog/papers/quartz.yml"


def test_a_duplicate_field_is_reported_at_the_second_one(shelf):
    assert shelf.add("papers/quartz.yml", "date: 2021-06\n").printed() == (
        f"{QUARTZ}:8:1: error: duplicate field 'date', first defined on line 3 [duplicate-key]\n  keep one of them"
    )


def test_a_duplicate_field_inside_a_list_is_an_error(shelf):
    shown = shelf.change("papers/sundial.yml", "    name: Gnomon\n", "    name: Gnomon\n    name: Stick\n").lines()
    assert shown == [
        "catalog/papers/sundial.yml:16:5: error: duplicate field 'name', first defined on line 15 [duplicate-key]"
    ]


def test_an_unknown_field_names_the_nearest_one(shelf):
    shown = shelf.change("papers/quartz.yml", "category:", "catagory:").printed()
    assert f"{QUARTZ}:4:1: error: unknown field 'catagory' [unknown-field]\n  did you mean 'category'?" in shown


@pytest.mark.parametrize(
    ("path", "old", "new", "place", "field", "near"),
    [
        ("papers/sundial.yml", "official", "offical", "11:42", "offical", "official"),
        ("papers/sundial.yml", "pages", "page", "7:32", "page", "pages"),
        ("papers/pendulum.yml", "how:", "haw:", "9:38", "haw", "how"),
        ("libraries/clockwork.yml", "implements", "implement", "3:1", "implement", "implements"),
        ("tags.yml", "name: shadow, description", "name: shadow, descripton", "1:24", "descripton", "description"),
        ("methods.yml", "values:", "value:", "7:5", "value", "values"),
    ],
)
def test_an_unknown_field_inside_another_names_the_nearest_one(shelf, path, old, new, place, field, near):
    shown = shelf.change(path, old, new).printed()
    assert f"catalog/{path}:{place}: error: unknown field '{field}' [unknown-field]\n  did you mean '{near}'?" in shown


def test_the_key_is_not_a_field(shelf):
    assert shelf.add("papers/quartz.yml", "key: quartz\n").printed() == (
        f"{QUARTZ}:8:1: error: unknown field 'key' of a paper [unknown-field]\n"
        "  remove the line: the file name is the key"
    )


@pytest.mark.parametrize(
    ("field", "line"),
    [("title", 1), ("authors", 2), ("date", 3), ("category", 4), ("tags", 5), ("summary", 6), ("added", 7)],
)
def test_a_missing_field_is_reported_at_the_first_line_of_the_entry(shelf, field, line):
    rows = (shelf.root / "papers/quartz.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    text = "# a comment\n\n" + "".join(rows[: line - 1] + rows[line:])
    error, hint = shelf.write("papers/quartz.yml", text).printed().split("\n")
    assert error == f"{QUARTZ}:3:1: error: '{field}' is missing [missing-field]"
    assert f"{field}: " in hint


def test_a_missing_field_of_a_list_item_is_reported_at_the_item(shelf):
    assert shelf.change("papers/pendulum.yml", ", how: a falling weight in place of the sun", "").printed() == (
        "catalog/papers/pendulum.yml:9:5: error: 'how' is missing [missing-field]\n"
        '  how: How, in a few words that read on the pages of both papers: without "its", and not starting with a verb.'
    )


NEEDED = {
    "title": "title: The exact title: of the published version if there is one, else of the latest arXiv version.",
    "authors": "authors: All authors in order, each as printed, with every accent.",
    "date": "date: The first public version anywhere, be it arXiv, OpenReview or the venue: "
    "YYYY-MM-DD, YYYY-MM or YYYY.",
    "category": "write category: and one of outdoor, indoor",
    "tags": "write tags: [...] with some of catalog/tags.yml: shadow, stone, gears",
    "summary": "summary: What it is about, in your own words.",
}


@pytest.mark.parametrize("value", ["", " ~", " null", " ''", ' "  "', " # to come", " []", " {}"])
@pytest.mark.parametrize(
    ("old", "place", "name"),
    [
        (" Crystals in Watches", "1:1", "title"),
        (" [Elif Öz]", "2:1", "authors"),
        (" 2021-05", "3:1", "date"),
        (" indoor", "4:1", "category"),
        (" [gears]", "5:1", "tags"),
        (" A crystal under voltage hums at a steady pitch, and a circuit counts.", "6:1", "summary"),
    ],
    ids=["title", "authors", "date", "category", "tags", "summary"],
)
def test_an_empty_value_is_reported_once(shelf, old, place, name, value):
    assert shelf.change("papers/quartz.yml", f"{name}:{old}", f"{name}:{value}").printed() == (
        f"{QUARTZ}:{place}: error: '{name}' is empty [empty-needed]\n  {NEEDED[name]}"
    )


@pytest.mark.parametrize("name", ["venue", "arxiv", "doi", "code", "builds_on", "aliases", "url", "sources"])
def test_an_empty_optional_field_is_reported_once(shelf, name):
    assert shelf.add("papers/quartz.yml", f"{name}:\n").lines() == [
        f"{QUARTZ}:8:1: error: '{name}' is empty [empty-value]"
    ]


def test_an_empty_record_of_a_vocabulary_is_reported_once(shelf):
    assert shelf.add("venues.yml", "ICC: {}\n").lines() == [
        "catalog/venues.yml:2:1: error: 'ICC' is empty [empty-value]"
    ]


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("venue: JOC", "8:8", "'venue' must be a group of fields"),
        ("aliases: watch", "8:10", "'aliases' must be a list"),
        ("short_name: [Quartz]", "8:13", "'short_name' must be text"),
        ("short_name: {a: b}", "8:13", "'short_name' must be text"),
        ("code: [{url: 'https://a.b', official: maybe}]", "8:39", "'code.official' must be true or false"),
        ("? [a, b]\n: c", "8:3", "a field name must be a word"),
    ],
)
def test_a_value_of_the_wrong_type_is_reported_at_its_position(shelf, line, place, message):
    assert shelf.add("papers/quartz.yml", f"{line}\n").lines() == [f"{QUARTZ}:{place}: error: {message} [wrong-type]"]


def test_a_list_instead_of_a_name_is_reported_once(shelf):
    assert shelf.change("papers/quartz.yml", "[Elif Öz]", "[[Elif Öz]]").lines() == [
        f"{QUARTZ}:2:11: error: 'authors' must be a list of names [wrong-type]"
    ]


@pytest.mark.parametrize("year", ["soon", "20244", "2021.0", "'21", "２０２１"])
def test_a_malformed_year_is_an_error(shelf, year):
    assert shelf.add("papers/quartz.yml", f'venue: {{name: JOC, year: "{year}"}}\n').lines() == [
        f"{QUARTZ}:8:26: error: '{year}' is not a year; write YYYY [bad-year]"
    ]


@pytest.mark.parametrize(
    ("year", "bound"), [("1492", "greater than or equal to 1900"), ("2101", "less than or equal to 2100")]
)
def test_a_year_out_of_range_is_an_error(shelf, year, bound):
    assert shelf.add("papers/quartz.yml", f"venue: {{name: JOC, year: {year}}}\n").printed() == (
        f"{QUARTZ}:8:26: error: 'venue.year' must be {bound} [bad-value]"
    )


@pytest.mark.parametrize("item", ["''", "~", "null", '" "'])
def test_an_empty_list_item_is_reported_once(shelf, item):
    assert shelf.change("papers/quartz.yml", "[gears]", f"[gears, {item}]").printed() == (
        f"{QUARTZ}:5:15: error: this list item is empty [empty-item]\n  fill it or remove it"
    )


def test_an_empty_item_of_a_block_list_is_an_error(shelf):
    shown = shelf.change("papers/quartz.yml", "[Elif Öz]", "\n  - Elif Öz\n  -").lines()
    assert shown == [f"{QUARTZ}:4:4: error: this list item is empty [empty-item]"]


@pytest.mark.parametrize(
    ("path", "old", "new", "printed"),
    [
        (
            "papers/quartz.yml", "category: indoor", "category: indoors",
            "4:11: error: unknown category 'indoors' [unknown-category]\n"
            "  did you mean 'indoor'? the categories are in catalog/categories.yml",
        ),
        (
            "papers/quartz.yml", "[gears]", "[gears, shadows]",
            "5:15: error: unknown tag 'shadows' [unknown-tag]\n"
            "  did you mean 'shadow'? the tags are in catalog/tags.yml",
        ),
        (
            "papers/quartz.yml", "[gears]", "[gears, qqq]",
            "5:15: error: unknown tag 'qqq' [unknown-tag]\n  the tags are in catalog/tags.yml: shadow, stone, gears",
        ),
        (
            "papers/sundial.yml", "name: JOC", "name: JOCC",
            "7:15: error: unknown venue 'JOCC' [unknown-venue]\n"
            "  did you mean 'JOC'? the venues are in catalog/venues.yml",
        ),
        (
            "papers/pendulum.yml", "kind: replaces", "kind: replace",
            "9:28: error: unknown relation 'replace' [unknown-relation]\n"
            "  did you mean 'replaces'? the relations are in catalog/relations.yml",
        ),
        (
            "papers/sundial.yml", "year: 2019", "year: 2019, track: mane",
            "7:39: error: unknown track 'mane' [unknown-value]\n"
            "  did you mean 'main'? one of: main, findings, workshop, datasets, demo, industry",
        ),
        (
            "papers/sundial.yml", "driven-by: light", "driven-by: ligth",
            "17:16: error: unknown driven-by 'ligth' [unknown-value]\n  did you mean 'light'? one of: light, weight",
        ),
        (
            "papers/sundial.yml", "driven-by:", "drivenby:",
            "17:5: error: unknown field 'drivenby' of a method [unknown-field]\n"
            "  did you mean 'driven-by'? known here: key, name, where, symbols, rule, driven-by",
        ),
        (
            "papers/sundial.yml", "driven-by: light", "driven-by: [light]",
            "17:16: error: 'methods.driven-by' must be text [wrong-type]\n  write driven-by: light",
        ),
    ],
    ids=["category", "tag", "tag without a near one", "venue", "relation", "track", "property", "method field", "type"],
)  # fmt: skip
def test_an_unknown_word_names_the_nearest_one(shelf, path, old, new, printed):
    assert shelf.change(path, old, new).printed() == f"catalog/{path}:{printed}"


@pytest.mark.parametrize(
    ("name", "place", "message"),
    [
        ("venues", "quartz.yml:7:1", "the catalogue has venues, but no venues.yml, which names them"),
        ("methods", "sundial.yml:13:1", "the catalogue has methods, but no methods.yml, which names their fields"),
        ("relations", "pendulum.yml:8:1", "the catalogue has relations, but no relations.yml, which names their kinds"),
    ],
)
def test_a_missing_vocabulary_is_one_problem(shelf, name, place, message):
    shelf.change("papers/quartz.yml", "added:", "venue: {name: JOC, year: 2021}\nadded:")
    assert shelf.remove(f"{name}.yml").lines() == [f"catalog/papers/{place}: error: {message} [missing-file]"]


@pytest.mark.parametrize("name", ["venues", "tags", "authors"])
def test_a_folder_or_a_link_in_place_of_a_vocabulary_is_one_problem(shelf, name, tmp_path):
    path = shelf.root / f"{name}.yml"
    path.unlink(missing_ok=True)
    path.mkdir()
    assert len(shelf.lines()) == 1
    path.rmdir()
    (tmp_path / "elsewhere.yml").write_text("{}")
    path.symlink_to(tmp_path / "elsewhere.yml")
    assert len(shelf.lines()) == 1


def test_an_unknown_field_lists_the_known_fields_of_the_entry(shelf):
    shown = shelf.add("tags.yml", "metal: {name: metal, descripton: Made of iron.}\n").printed()
    assert (
        "unknown field 'descripton' [unknown-field]\n  did you mean 'description'? known here: name, description"
        in shown
    )
    shown = shelf.add("libraries/clockwork.yml", "kay: clock\n").printed()
    assert "use one of: summary, added, sources, corrections, accepted, pinned, name, repo, " in shown
    shown = shelf.add("papers/quartz.yml", "methods: [{kay: hum, name: Hum}]\n").printed()
    assert "known here: key, name, where, symbols, rule, driven-by" in shown


def test_an_unknown_field_nested_in_a_vocabulary_lists_the_known_fields(shelf):
    shown = shelf.change("methods.yml", "description: The sun.", "descripton: The sun.").printed()
    assert "  did you mean 'description'? known here: name, description, drawing, shows" in shown


def test_a_missing_field_without_a_description_has_no_hint(shelf):
    assert shelf.add("tags.yml", "metal: {name: metal}\n").printed() == (
        "catalog/tags.yml:4:8: error: 'description' is missing [missing-field]"
    )


@pytest.mark.parametrize(("name", "place"), [("sources", "8:21"), ("corrections", "8:23")])
def test_a_source_of_an_unknown_field_names_the_nearest_one(shelf, name, place):
    line = {
        "sources": "sources: [{fields: [titel], at: example.org, checked: 2026-11-24}]\n",
        "corrections": "corrections: [{field: titel, was: Cristals, why: The title page says so.}]\n",
    }[name]
    assert shelf.add("papers/quartz.yml", line).printed() == (
        f"{QUARTZ}:{place}: error: unknown field 'titel' [unknown-field]\n  did you mean 'title'?"
    )


@pytest.mark.parametrize(
    ("summary", "expected"), [("Twenty letters long.", []), ("Nineteen, not more.", ["placeholder"])]
)
def test_a_summary_has_at_least_twenty_characters(shelf, summary, expected):
    whole = "A crystal under voltage hums at a steady pitch, and a circuit counts."
    shown = shelf.change("papers/quartz.yml", whole, summary).lines()
    assert [line.rpartition("[")[2].removesuffix("-summary]") for line in shown] == expected


def test_a_source_cannot_name_the_key(shelf):
    source = "sources: [{fields: [key], at: example.org, checked: 2026-11-24}]\n"
    assert "error: unknown field 'key' [unknown-field]" in shelf.add("papers/quartz.yml", source).printed()


def test_a_malformed_key_deep_in_a_vocabulary_is_reported_at_its_line(shelf):
    [shown] = shelf.change("methods.yml", "      weight: {", "      Weight!: {").lines()
    assert shown.startswith("catalog/methods.yml:9:7: error: 'Weight!' is not a key")


def test_a_source_may_name_one_part_of_a_field(shelf):
    source = "sources: [{fields: [%s.year], at: example.org, checked: 2026-11-24}]\n"
    assert shelf.add("papers/sundial.yml", source % "venue").printed() == ""
    assert "unknown field 'veneu.year'" in shelf.add("papers/quartz.yml", source % "veneu").printed()


@pytest.mark.parametrize(
    "summary",
    ["TODO", "todo: write", "TBD", "xxx", "N/A", "Summary goes here.", "Lorem ipsum dolor sit amet.", "Short."],
)
def test_a_placeholder_is_not_a_summary(shelf, summary):
    whole = "A crystal under voltage hums at a steady pitch, and a circuit counts."
    assert shelf.change("papers/quartz.yml", whole, f'"{summary}"').printed() == (
        f"{QUARTZ}:6:10: error: the summary is a placeholder [placeholder-summary]\n"
        "  say what it is about, in your own words"
    )


def test_a_malformed_key_of_a_vocabulary_is_reported_at_its_line(shelf):
    assert shelf.add("tags.yml", "Big Ben: {name: b, description: d}\n").lines() == [
        "catalog/tags.yml:4:1: error: 'Big Ben' is not a key; use lower-case letters and digits, "
        "joined by single hyphens [bad-key]"
    ]


def test_one_run_reports_all_problems_of_a_file_in_line_order(shelf):
    shelf.write(
        "papers/quartz.yml",
        "titel: Crystals in Watches\nauthors: [Elif Öz, '']\ndate: 2021-13\ncategory: indoors\n"
        "tags: [gear]\narxiv: 2105.1\nsummary: TODO\nadded: 2026-11-24\nadded: 2026-11-24\n",
    )
    shown = [(line.split(":")[1], line[line.rindex("[") :]) for line in shelf.lines()]
    assert shown == [
        ("1", "[unknown-field]"),
        ("2", "[empty-item]"),
        ("3", "[bad-date]"),
        ("4", "[unknown-category]"),
        ("5", "[unknown-tag]"),
        ("6", "[bad-arxiv]"),
        ("6", "[unquoted-arxiv]"),
        ("7", "[placeholder-summary]"),
        ("9", "[duplicate-key]"),
    ]


def test_thousands_of_problems_in_one_file_are_reported_in_seconds(shelf):
    shelf.change("papers/quartz.yml", "[gears]", f"[{'q, ' * 19_000}]")
    assert "[unknown-tag]" in shelf.printed()


def test_a_drawing_contains_only_path_data(shelf):
    """Anything else could bring markup into the page."""
    shown = shelf.change("methods.yml", "description: The sun.", "description: The sun., drawing: circle").lines()
    [problem] = shown
    assert problem.startswith("catalog/methods.yml:8:60: error: 'properties.driven-by.values.light.drawing' must match")
