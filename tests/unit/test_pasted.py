"""Entries pasted from another format, or moved to the wrong place: one run names every mistake, with what to type."""

from __future__ import annotations

import pytest

ENTRY = [
    "title: Crystals in Watches",
    "authors: [Elif Öz]",
    "date: 2021-05",
    "category: indoor",
    "tags: [geers]",  # a mistake that the check must still find
    "summary: A crystal under voltage hums at a steady pitch, and a circuit counts.",
    "added: 2026-11-24",
]
TITLE, AUTHORS, DATE, CATEGORY, _, SUMMARY, ADDED = ENTRY


def checked(shelf, *lines):
    """The problems of the entry with these lines: the place, the message and the hint of each."""
    shown = shelf.write("papers/quartz.yml", "\n".join(lines) + "\n").printed().split("\n")
    found = []
    for line in shown:
        if line.startswith("  "):
            found[-1] += (line.strip(),)
        elif line:
            place, _, message = line.removeprefix("catalog/papers/quartz.yml:").partition(": error: ")
            found.append((place, message.rpartition(" [")[0]))
    return found


def unknown_tag(place):
    return (place, "unknown tag 'geers'", "did you mean 'gears'? the tags are in catalog/tags.yml")


# --- Fields that do not begin at the start of a line ---


def test_a_field_that_is_indented_above_its_value_is_named_and_not_the_field_before_it(shelf):
    assert checked(shelf, *ENTRY[:4], " tags:", "    - geers", *ENTRY[5:]) == [
        ("5:2", "'tags' must begin at the start of a line of its own", "remove the spaces before `tags:`"),
        unknown_tag("6:7"),
    ]


def test_a_field_that_is_indented_below_a_list_or_a_text_is_named(shelf):
    lines = [TITLE, "authors:", "    - Elif Öz", "  date: 2021-05", CATEGORY, "tags: [geers]", "summary: >-"]
    assert checked(shelf, *lines, "    A crystal under voltage hums, and a circuit counts.", "  added: 2026-11-24") == [
        ("4:3", "'date' must begin at the start of a line of its own", "write date: 2021-05"),
        ("9:3", "'added' must begin at the start of a line of its own", "write added: 2026-11-24"),
        unknown_tag("6:8"),
    ]


def test_fields_that_are_all_indented_but_the_first_are_one_problem(shelf):
    assert checked(shelf, TITLE, *(f"  {line}" for line in ENTRY[1:])) == [
        (
            "2:3",
            "'authors' must begin at the start of a line of its own",
            "remove the spaces before it, and before the 5 fields below it",
        ),
        unknown_tag("5:8"),
    ]


@pytest.mark.parametrize("spaces", ["  ", " ", "\t"])
def test_an_entry_that_is_indented_as_a_whole_is_one_problem_beside_its_other_mistakes(shelf, spaces):
    lines = [f"{spaces}{line}" for line in ["title: Crystals: in Watches", *ENTRY[1:]]]
    assert checked(shelf, *lines) == [
        ("1:1", "every line of the file is indented", "remove the spaces at the start of every line"),
        ("1:16", "a value that contains ': ' needs quotes", "write title: 'Crystals: in Watches'"),
        unknown_tag("5:8"),
    ]


# --- Fields inside something else ---


@pytest.mark.parametrize("name", ["paper", "entry", '"paper"', "My paper"])
def test_an_entry_under_a_field_of_another_name_is_one_problem_beside_its_other_mistakes(shelf, name):
    shown = name.strip('"')
    assert checked(shelf, f"{name}:", *(f"  {line}" for line in ENTRY)) == [
        (
            "1:1",
            f"the fields of the entry are below '{shown}', which is no field",
            "delete this line, and the 2 spaces at the start of the 7 lines below it",
        ),
        unknown_tag("6:8"),
    ]


def test_a_part_of_an_entry_under_a_field_of_another_name_is_one_problem(shelf):
    assert checked(shelf, *ENTRY[:2], "facts:", *(f"  {line}" for line in ENTRY[2:])) == [
        (
            "3:1",
            "the fields of the entry are below 'facts', which is no field",
            "delete this line, and the 2 spaces at the start of the 5 lines below it",
        ),
        unknown_tag("6:8"),
    ]


def test_an_entry_that_is_an_item_of_a_list_is_one_problem_beside_its_other_mistakes(shelf):
    assert checked(shelf, f"- {TITLE}", *(f"  {line}" for line in ENTRY[1:])) == [
        (
            "1:1",
            "the entry is written as an item of a list",
            "delete the hyphen and the space here, and 2 spaces at the start of every line below it",
        ),
        unknown_tag("5:8"),
    ]


def test_an_entry_each_of_whose_fields_is_an_item_is_one_problem_beside_its_other_mistakes(shelf):
    assert checked(shelf, *(f"- {line}" for line in ENTRY)) == [
        (
            "1:1",
            "the entry is written as an item of a list",
            "delete the hyphen and the space before the 7 fields that have one",
        ),
        unknown_tag("5:8"),
    ]


@pytest.mark.parametrize(("begin", "sign"), [("* ", "asterisk"), ("• ", "bullet"), ("1. ", "number")])
def test_an_entry_each_of_whose_fields_has_a_sign_of_a_list_is_one_problem(shelf, begin, sign):
    hint = f"delete the {sign} and the space before the 7 fields that have one"
    assert checked(shelf, *(f"{begin}{line}" for line in ENTRY)) == [
        ("1:1", "the entry is written as an item of a list", hint),
        unknown_tag("5:8"),
    ]


def test_two_entries_in_one_file_are_not_taken_for_one(shelf):
    assert checked(shelf, *(f"- {line}" for line in (TITLE, TITLE)))[0][1] == "expected `field: value` lines"


@pytest.mark.parametrize(("begin", "end"), [("entry = {", "}"), ("entry: {", "};")])
def test_an_entry_that_is_written_as_a_value_of_a_program_is_read_all_the_same(shelf, begin, end):
    first, *others = checked(shelf, begin, *(f"    {line}" for line in ENTRY), end)
    assert first == (
        "1:1",
        "the fields of the entry are below 'entry', which is no field",
        "delete this line, and the 4 spaces at the start of the 7 lines below it, and the } after them",
    )
    assert others == [unknown_tag("6:8")]


# --- JSON ---

JSON = ['"title": "Crystals in Watches"', '"authors": [\n  "Elif Öz"\n]', '"tags": ["geers"]', *ENTRY[2:4], *ENTRY[5:]]


def test_commas_after_fields_are_one_problem_that_names_all_lines(shelf):
    assert checked(shelf, *(f"{line}," for line in JSON[:4]), *JSON[4:]) == [
        ("1:29", "there is a ',' after the value", "remove it, and the same at the end of lines 4, 5 and 6"),
        unknown_tag("5:8"),
    ]


@pytest.mark.parametrize("comma", ["", ","])
def test_json_is_one_problem_beside_its_other_mistakes(shelf, comma):
    fields = [f'  "{name}": {value}' for name, _, value in (line.partition(": ") for line in ENTRY)]
    fields = [field if field[-1] == "]" else field.replace(": ", ': "') + '"' for field in fields]
    assert checked(shelf, "{", *(f"{field}," for field in fields[:-1]), fields[-1] + comma, "}") == [
        (
            "1:1",
            "this is JSON, and an entry is YAML",
            "delete the braces around all, the spaces at the start of each line, and the comma at the end of each "
            "field",
        ),
        unknown_tag("6:8"),
    ]


def test_a_bracket_that_closes_nothing_is_named(shelf):
    assert checked(shelf, "title: Crystals: in Watches", *ENTRY[1:], "}") == [
        ("1:16", "a value that contains ': ' needs quotes", "write title: 'Crystals: in Watches'"),
        ("8:1", "there is no bracket that this '}' closes", "delete this line"),
        unknown_tag("5:8"),
    ]


# --- BibTeX ---

BIBTEX = "this line is BibTeX, and an entry is YAML"


def test_every_line_of_bibtex_is_answered_with_the_line_of_an_entry(shelf):
    lines = [
        "@article{oz2021,",
        "  title = {{Crystals} in Watches},",
        "  author = {Öz, Elif and Byron, Augusta},",
        "  journal = {Journal of Clocks},",
        '  year = "2021",',
        "  month = may,",
        "  pages = {1--9},",
        "  publisher = {A Press,",
        "    Somewhere},",
        "  url = {https://example.org/a_b},",
        "}",
    ]
    assert checked(shelf, *lines, *ENTRY[3:]) == [
        ("1:1", "this is BibTeX, and an entry is YAML", "delete this line, and the } after the last field"),
        ("2:3", BIBTEX, "write title: Crystals in Watches"),
        ("3:3", BIBTEX, "write authors: [Elif Öz, Augusta Byron]"),
        ("4:3", BIBTEX, "write venue: {name: Journal of Clocks, year: 2021, pages: 1-9}"),
        ("5:3", BIBTEX, "write date: 2021-05"),
        ("6:3", BIBTEX, "delete this line"),
        ("7:3", BIBTEX, "delete this line"),
        ("8:3", BIBTEX, "delete this line and the line after it"),
        ("10:3", BIBTEX, "write url: https://example.org/a_b"),
        ("4:15", "unknown venue 'Journal of Clocks'", "write JOC; the venues are in catalog/venues.yml"),
        unknown_tag("13:8"),
    ]


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("title = {Crystals: in Watches},", "title: 'Crystals: in Watches'"),
        ("title: {Crystals in Watches},", "title: Crystals in Watches"),
        ("author = {Öz, Elif and Byron, Augusta},", "authors: [Elif Öz, Augusta Byron]"),
        ("url: {https://example.org/a},", "url: https://example.org/a"),
        ("eprint = {2105.00001},", 'arxiv: "2105.00001"'),
    ],
)
def test_a_line_of_bibtex_among_others_is_answered_with_the_line_of_an_entry(shelf, line, right):
    name = right.partition(":")[0]
    rest = [other for other in ENTRY if not other.startswith(f"{name}:")]
    assert checked(shelf, line, *rest)[0] == ("1:1", BIBTEX, f"write {right}")
    assert checked(shelf, right, *rest) == [unknown_tag(f"{1 + [right, *rest].index('tags: [geers]')}:8")]


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("title: {Crystals: in Watches}", "title: 'Crystals: in Watches'"),
        ("url: {https://example.org/a}", "url: https://example.org/a"),
        ("project: {https://example.org/a}", "project: https://example.org/a"),
    ],
)
def test_braces_around_a_text_are_named_with_the_line_to_write(shelf, line, right):
    rest = [other for other in ENTRY if not other.startswith(line[:6])]
    first, *others = checked(shelf, line, *rest)
    assert first[1:] == ("braces hold a group of fields, and there is none", f"write {right}")
    assert [other[1] for other in others] == ["unknown tag 'geers'"]


# --- Markdown ---


@pytest.mark.parametrize("title", [TITLE, "title: Crystals: in Watches"])
def test_front_matter_of_markdown_is_named_at_both_lines_and_a_comment_is_not(shelf, title):
    found = checked(shelf, "---", "# Crystals in Watches", title, *ENTRY[1:], "---")
    message, hint = "this line is from Markdown, not part of the entry", "delete this line"
    assert [one for one in found if one[2] == hint] == [("1:1", message, hint), ("10:1", message, hint)]
    assert [one[0] for one in found if one[2] != hint] == (["7:8"] if title == TITLE else ["3:16", "7:8"])


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("url: `https://example.org/a`", "url: https://example.org/a"),
        ("title: `Crystals in Watches`", "title: Crystals in Watches"),
        ("Title: “Crystals: in Watches”", "title: 'Crystals: in Watches'"),
        ("Title: @Crystals in Watches", "title: '@Crystals in Watches'"),
    ],
)
def test_marks_around_a_value_and_capitals_are_repaired_in_one_step(shelf, line, right):
    rest = [other for other in ENTRY if not other.startswith(right[:6])]
    first, *others = checked(shelf, line, *rest)
    assert first[2] == f"write {right}"
    assert [other[1] for other in others] == ["unknown tag 'geers'"]
    assert [one[1] for one in checked(shelf, right, *rest)] == ["unknown tag 'geers'"]


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("title = Crystals: in Watches", "title: 'Crystals: in Watches'"),
        ("Title - Crystals: in Watches", "title: 'Crystals: in Watches'"),
        ("**Title:** Crystals in Watches", "title: Crystals in Watches"),
        ("Title – Crystals in Watches", "title: Crystals in Watches"),
    ],
)
def test_another_sign_than_a_colon_after_the_name_is_answered_with_the_line_to_write(shelf, line, right):
    first, *others = checked(shelf, line, *ENTRY[1:])
    assert first[1:] == ("a field is `name: value`, with a colon and a space", f"write {right}")
    assert others == [unknown_tag("5:8")]


def test_a_name_without_a_colon_above_a_list_is_answered_with_the_line_to_write(shelf):
    assert checked(shelf, TITLE, "authors", "  - Elif Öz", *ENTRY[2:]) == [
        ("2:8", "a field is `name: value`, with a colon and a space", "write authors:"),
        unknown_tag("6:8"),
    ]


def test_a_table_of_markdown_is_named(shelf):
    [found] = checked(shelf, "| title | Crystals in Watches |", "| date | 2021-05 |")
    assert found[1] == "this looks like a table of Markdown, and an entry is YAML"


# --- Values below the name of their field ---


@pytest.mark.parametrize("name", ["summary", "Summary"])
def test_a_text_without_indent_or_mark_is_indented_though_it_has_a_colon(shelf, name):
    text = [f"{name}:", "This is new: a crystal hums.", "Steadily: it counts, and", "a circuit helps."]
    first, *others = checked(shelf, *ENTRY[:5], *text, ADDED)
    assert first == (
        "7:1",
        "this line is not indented, and it is not a field",
        f"write `{name}: >-` above it, and indent it by two spaces if it belongs to '{name}': "
        "'  This is new: a crystal hums.'; do the same with the 2 lines after it",
    )
    assert [other[1] for other in others] == [
        "unknown tag 'geers'",
        *([] if name == "summary" else ["unknown field 'Summary'"]),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["  1. Elif Öz", "  2. Ada Byron"],
        ["\t1. Elif Öz", "\t2. Ada Byron"],
        ["  Elif Öz,", "  Ada Byron"],
        ["Elif Öz", "Ada Byron"],
        ["  Öz, Elif", "  Byron, Ada"],
    ],
)
def test_names_on_lines_of_their_own_without_hyphens_become_a_list(shelf, lines):
    message = "an item of a list begins with a hyphen and a space"
    first, *others = checked(shelf, TITLE, "Authors:", *lines, "Date – 5 June 2020", *ENTRY[3:])
    assert first[1:] == (message, "write authors: [Elif Öz, Ada Byron] in place of these 3 lines")
    assert [other[:2] for other in others] == [
        ("5:5", "a field is `name: value`, with a colon and a space"),
        ("5:7", "'5 June 2020' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"),
        unknown_tag("7:8")[:2],
    ]
    assert {other[2] for other in others[:2]} == {"write date: 2020-06-05"}


def test_a_group_that_is_not_indented_is_one_problem(shelf):
    assert checked(shelf, *ENTRY, "venue:", "name: JOC", "year: 2021") == [
        (
            "9:1",
            "this line is not indented, and it is not a field",
            "indent it by two spaces if it belongs to 'venue': '  name: JOC'; do the same with the line after it",
        ),
        unknown_tag("5:8"),
    ]


def test_the_fields_of_an_item_that_stand_too_far_left_are_one_problem(shelf):
    lines = ["builds_on:", "  - paper: sundial", "  kind: replaces", "  how: a crystal in place of the sun"]
    assert checked(shelf, *ENTRY, *lines) == [
        (
            "10:3",
            "this line is not indented like the lines before it",
            "indent it by two more spaces, as it belongs to 'paper' above it: '    kind: replaces'; "
            "do the same with the line after it",
        ),
        unknown_tag("5:8"),
    ]


@pytest.mark.parametrize("paper", ["sundial", '"sundial"'])
def test_the_fields_of_an_item_that_stand_too_far_right_are_one_problem(shelf, paper):
    lines = ["builds_on:", f"  - paper: {paper}", "      kind: replaces", "      how: a crystal in place of the sun"]
    assert checked(shelf, *ENTRY, *lines) == [
        (
            "10:7",
            "this line is indented further than 'paper' above it",
            "begin it with 4 spaces, so that it is below 'paper': '    kind: replaces'; "
            "do the same with the line after it",
        ),
        unknown_tag("5:8"),
    ]


def test_the_fields_of_a_group_that_stand_too_far_right_are_one_problem(shelf):
    assert checked(shelf, *ENTRY, "venue:", "  name: JOC", "    year: 2021") == [
        (
            "10:5",
            "this line is indented further than 'name' above it",
            "begin it with 2 spaces, so that it is below 'name': '  year: 2021'",
        ),
        unknown_tag("5:8"),
    ]


def test_several_mistakes_in_one_field_are_all_named(shelf):
    lines = ["corrections:", "\t- field: date", "\t  was: A: b", "\t  why: 'It's later"]
    places = [(place, message) for place, message, *_ in checked(shelf, *ENTRY, *lines)]
    assert places[0] == ("9:1", "this line is indented with a tab")
    assert [message for place, message in places if place[:2] in ("10", "11")] == [
        "a value that contains ': ' needs quotes",
        "there is text after the closing quote",
    ]
