"""Text that is not YAML: every mistake is named where it was made, with what to type, and hides nothing else."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.problems import as_text
from paperatlas.read.folder import read_text

TITLE = "title: Crystals in Watches"
AUTHORS = "authors: [Elif Öz]"
CATEGORY = "category: indoor"
SUMMARY = "summary: A crystal"

# What is replaced, by what, and what the terminal shows.
MISTAKES = {
    "a colon in a title": (
        TITLE, "title: Crystals: in Watches",
        "1:16: error: a value that contains ': ' needs quotes", "write title: 'Crystals: in Watches'",
    ),
    "a colon and an apostrophe": (
        TITLE, "title: Crystals: it's time",
        "1:16: error: a value that contains ': ' needs quotes", 'write title: "Crystals: it\'s time"',
    ),
    "a quote that is not closed": (
        TITLE, 'title: "Crystals in Watches',
        "1:8: error: this double quote is not closed", 'write title: "Crystals in Watches"',
    ),
    "a single quote that is not closed": (
        TITLE, "title: 'Crystals in Watches",
        "1:8: error: this single quote is not closed", "write title: 'Crystals in Watches'",
    ),
    "two kinds of quotes": (
        TITLE, "title: \"Crystals in Watches'",
        "1:8: error: this double quote is not closed", 'write title: "Crystals in Watches"',
    ),
    "text after a quote": (
        TITLE, 'title: "Crystals" in Watches',
        "1:18: error: there is text after the closing quote", "write title: '\"Crystals\" in Watches'",
    ),
    "an apostrophe in single quotes": (
        TITLE, "title: 'It's time'",
        "1:12: error: there is text after the closing quote", 'write title: "It\'s time"',
    ),
    "quotes in quotes": (
        TITLE, 'title: "The "best" watch"',
        "1:14: error: there is text after the closing quote", "write title: 'The \"best\" watch'",
    ),
    "a comma at the end": (
        TITLE, 'title: "Crystals",',
        "1:18: error: there is a ',' after the value", 'write title: "Crystals"',
    ),
    "a title that begins with a bracket": (
        TITLE, "title: [Re] Crystals",
        "1:8: error: YAML reads a value that begins with '[' as a list; there is text after its end",
        "write title: '[Re] Crystals'",
    ),
    "braces of BibTeX": (
        TITLE, "title: {Crystals} in Watches",
        "1:8: error: YAML reads a value that begins with '{' as a group of fields; there is text after its end",
        "write title: Crystals in Watches",
    ),
    "curly quotes": (
        TITLE, "title: “Crystals: in Watches”",
        "1:8: error: YAML does not know curly quotes; use straight ones", "write title: 'Crystals: in Watches'",
    ),
    "a bold title": (
        TITLE, "title: **Crystals** in Watches",
        "1:8: error: a value cannot begin with '*' without quotes", "write title: Crystals in Watches",
    ),
    "a title that begins with an at sign": (
        TITLE, "title: @Crystals",
        "1:8: error: a value cannot begin with '@' without quotes", "write title: '@Crystals'",
    ),
    "a title that begins with a percent sign": (
        TITLE, "title: % Crystals",
        "1:8: error: a value cannot begin with '%' without quotes", "write title: '% Crystals'",
    ),
    "an ampersand": (
        TITLE, "title: & Crystals",
        "1:8: error: a value cannot begin with '&' without quotes", "write title: '& Crystals'",
    ),
    "an asterisk for all tags": (
        "tags: [gears]", "tags: *gone",
        "5:7: error: a value cannot begin with '*' without quotes", "write tags: '*gone'",
    ),
    "a list that is not closed": (
        AUTHORS, "authors: [Elif Öz", "2:10: error: this '[' is not closed", "write authors: [Elif Öz]",
    ),
    "a list that is closed by a parenthesis": (
        AUTHORS, "authors: [Elif Öz)", "2:10: error: this '[' is not closed", "write authors: [Elif Öz]",
    ),
    "hash tags": (
        "tags: [gears]", "tags: [#gears]", "5:8: error: from '#' on, YAML reads a comment",
        "write tags: [gears]",
    ),
    "a missing comma": (
        AUTHORS, 'authors: ["Elif Öz" "Ada Byron"]', "2:21: error: a comma is missing here",
        'write authors: ["Elif Öz", "Ada Byron"]',
    ),
    "LaTeX in a name": (
        AUTHORS, 'authors: [J{\\"o}rg Öz, Ada Byron]', "2:12: error: 'J{\\\"o}rg' is LaTeX",
        "write authors: [Jörg Öz, Ada Byron]",
    ),
    "a tab": (
        AUTHORS, "authors:\n\t- Elif Öz", "3:1: error: this line is indented with a tab", "use spaces: '  - Elif Öz'",
    ),
    "a space that is none": (
        SUMMARY, "summary: >-\n\u00a0\u00a0A crystal",
        "7:1: error: this line is indented with the character U+00A0, which only looks like a space",
        "use spaces: '  A crystal under voltage hums at a steady pitch, and a circuit counts.'",
    ),
    "a summary that is not indented": (
        SUMMARY, "summary: >-\nA crystal", "7:1: error: this line is not indented, and it is not a field",
        "indent it by two spaces if it belongs to 'summary': "
        "'  A crystal under voltage hums at a steady pitch, and a circuit counts.'",
    ),
    "a summary of two lines with a colon": (
        SUMMARY, "summary: A wheel\n  and so: a crystal",
        "7:9: error: a text of several lines that contains ': ' needs '>-'",
        "write `summary: >-`, and the text on the lines below, indented by two spaces",
    ),
    "a summary that is cut by a comment": (
        SUMMARY, "summary: Wheel #1\n  and a crystal", "6:16: error: from ' #' on, YAML reads a comment",
        "write `summary: >-`, and the text on the lines below, indented by two spaces",
    ),
    "a summary of several lines with an open quote": (
        SUMMARY, 'summary: "A wheel turns.\nIt hums.\n  A crystal', "6:10: error: this double quote is not closed",
        "write `summary: >-`, and the text without the quotes around it, on the lines below, indented by two spaces",
    ),
    "a summary of indented lines with an open quote": (
        SUMMARY, "summary: 'A wheel turns.\n  A crystal", "6:10: error: this single quote is not closed",
        "write `summary: >-`, and the text without the quotes around it, on the lines below, indented by two spaces",
    ),
    "a summary that goes on after its quotes": (
        SUMMARY, 'summary: "A wheel turns."\n  A crystal', "7:3: error: there is text after the closing quote",
        "write `summary: >-`, and the text without the quotes around it, on the lines below, indented by two spaces",
    ),
    "text beside the sign for a long text": (
        SUMMARY, "summary: > A crystal", "6:10: error: the text begins on the line below '>' or '|'",
        "write `summary: >-`, and the text on the lines below, indented by two spaces",
    ),
    "no space after the colon": (
        CATEGORY, "category:indoor", "4:9: error: a field is `name: value`, with a colon and a space",
        "write category: indoor",
    ),
    "an equals sign": (
        CATEGORY, "category = indoor", "4:9: error: a field is `name: value`, with a colon and a space",
        "write category: indoor",
    ),
    "a colon of full width": (
        CATEGORY, "category：indoor", "4:9: error: a field is `name: value`, with a colon and a space",
        "write category: indoor",
    ),
    "no colon": (
        CATEGORY, "category indoor", "4:9: error: a field is `name: value`, with a colon and a space",
        "write category: indoor",
    ),
    "a bold name": (
        CATEGORY, "**category**: indoor", "4:11: error: a field is `name: value`, with a colon and a space",
        "write category: indoor",
    ),
    "a field that is indented": (
        CATEGORY, "  category: indoor", "4:3: error: 'category' must begin at the start of a line of its own",
        "write category: indoor",
    ),
    "a foreign line": (
        CATEGORY, "category: indoor\nthis line is no field",
        "5:1: error: this line is not indented, and it is not a field",
        "indent it by two spaces if it belongs to 'category': '  this line is no field'",
    ),
    "bullets": (
        AUTHORS, "authors:\n• Elif Öz\n• Ada Byron",
        "3:1: error: an item of a list begins with a hyphen and a space",
        "write - Elif Öz; do the same in the line after it",
    ),
    "dashes in place of hyphens": (
        AUTHORS, "authors:\n– Elif Öz\n– Ada Byron",
        "3:1: error: an item of a list begins with a hyphen and a space",
        "write - Elif Öz; do the same in the line after it",
    ),
    "one dash in place of a hyphen": (
        AUTHORS, "authors:\n  - Elif Öz\n  – Chen Wei",
        "4:3: error: an item of a list begins with a hyphen and a space", "write - Chen Wei",
    ),
    "an author after an ampersand": (
        AUTHORS, "authors: [Elif Öz, & Chen Wei]", "2:20: error: a name cannot begin with '&'", "write Chen Wei",
    ),
    "an author after an ampersand on a line": (
        AUTHORS, "authors:\n  - Elif Öz\n  - & Chen Wei",
        "4:5: error: a name cannot begin with '&'", "write - Chen Wei",
    ),
    "a list beside its name": (
        AUTHORS, "authors: - Elif Öz", "2:10: error: a list cannot begin here", "write authors: [Elif Öz]",
    ),
    "an uneven list": (
        AUTHORS, "authors:\n  - Elif Öz\n - Ada Byron",
        "4:2: error: this line is not indented like the lines before it",
        "give all lines of 'authors' that belong together the same number of spaces",
    ),
    "a fence of Markdown": (
        TITLE, f"```yaml\n{TITLE}", "1:1: error: this line is from Markdown, not part of the entry", "delete this line",
    ),
    "a formula in double quotes": (
        "added:", 'methods:\n  - {key: hum, name: Hum, rule: "\\sigma x"}\nadded:',
        "8:34: error: in double quotes, YAML takes a backslash as a command of its own",
        "write formulas in single quotes: - {key: hum, name: Hum, rule: '\\sigma x'}",
    ),
    "a colon in a relation": (
        "added:", "builds_on:\n  - {paper: sundial, kind: replaces, how: a crystal: no shadow}\nadded:",
        "8:52: error: this cannot be read: a comma is missing, or a value needs quotes",
        "write how: 'a crystal: no shadow'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problem", "hint"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_where_it_was_made_with_what_to_type(shelf, old, new, problem, hint):
    shown = shelf.change("papers/quartz.yml", old, new).printed()
    assert shown == f"catalog/papers/quartz.yml:{problem} [yaml-syntax]\n  {hint}"


@pytest.mark.parametrize(("old", "new", "problem", "hint"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_does_not_hide_other_ones(shelf, old, new, problem, hint):
    shelf.change("papers/quartz.yml", old, new).change("papers/quartz.yml", "2021-05", "2021-13")
    first, *others = shelf.lines()
    assert first.endswith("[yaml-syntax]")
    assert [line.rpartition(" ")[2] for line in others] == ["[bad-date]"]


def test_a_long_text_that_is_not_indented_is_one_problem_and_is_still_checked(shelf):
    text = "summary: >-\nA crystal: it hums.\nA circuit counts, and\nit is a novel one."
    shelf.change(
        "papers/quartz.yml", "summary: A crystal under voltage hums at a steady pitch, and a circuit counts.", text
    )
    assert shelf.printed() == (
        "catalog/papers/quartz.yml:7:1: error: this line is not indented, and it is not a field [yaml-syntax]\n"
        "  indent it by two spaces if it belongs to 'summary': '  A crystal: it hums.'; "
        "do the same with the 2 lines after it"
    )
    shelf.write("style.yml", "avoid: {novel: say what is new}\n")
    assert [line.rpartition(" ")[2] for line in shelf.lines()] == ["[yaml-syntax]", "[praise]"]


@pytest.mark.parametrize(
    ("old", "new", "place", "line"),
    [
        ("date: 2021-05\ncategory: indoor", "date: 2021-05 category: indoor", "3:15", "category: indoor"),
        ("date: 2021-05\ncategory: indoor", "date: 2021-05, category: indoor", "3:16", "category: indoor"),
        ("date: 2021-05\ncategory: indoor", 'date: "2021-05" category: indoor', "3:17", "category: indoor"),
    ],
)
def test_two_fields_on_one_line_are_named(shelf, old, new, place, line):
    assert shelf.change("papers/quartz.yml", old, new).printed() == (
        f"catalog/papers/quartz.yml:{place}: error: "
        "'category' must begin at the start of a line of its own [yaml-syntax]\n"
        f"  write {line}"
    )


def test_a_title_without_a_space_after_the_field_keeps_its_own_colon(shelf):
    assert shelf.change("papers/quartz.yml", TITLE, "title:Quartz: Crystals in Watches").printed() == (
        "catalog/papers/quartz.yml:1:6: error: a field is `name: value`, with a colon and a space [yaml-syntax]\n"
        "  write title: 'Quartz: Crystals in Watches'"
    )


@pytest.mark.parametrize("line", ["tags: #gears #stone", "tags: [#gears, #stone]"])
def test_hash_tags_are_answered_with_a_list(shelf, line):
    assert "\n  write tags: [gears, stone]" in shelf.change("papers/quartz.yml", "tags: [gears]", line).printed()
    assert len(shelf.lines()) == 1


@pytest.mark.parametrize("begin", ["summary: A wheel: it turns,", 'summary: "One "k-v" wheel', "summary: 'One' wheel"])
def test_a_text_of_several_lines_is_never_quoted_by_its_first_line_alone(shelf, begin):
    shown = shelf.change("papers/quartz.yml", SUMMARY, f"{begin}\n  and a crystal").printed()
    assert "write `summary: >-`, and the text" in shown
    assert len(shelf.lines()) == 1


def test_a_comma_in_a_relation_is_named(shelf):
    line = "builds_on:\n  - {paper: sundial, kind: replaces, how: a crystal, no shadow}\n"
    assert shelf.add("papers/quartz.yml", line).printed() == (
        "catalog/papers/quartz.yml:9:54: error: "
        "the comma before 'no shadow' ends the value before it [comma-in-value]\n"
        "  write how: 'a crystal, no shadow'"
    )


def test_braces_around_a_list_are_named(shelf):
    assert shelf.change("papers/quartz.yml", AUTHORS, "authors: {Elif Öz, Ada Byron}").printed() == (
        "catalog/papers/quartz.yml:2:10: error: braces hold a group of fields, and there is none [yaml-syntax]\n"
        "  write authors: [Elif Öz, Ada Byron]"
    )


CONFLICT = "<<<<<<< HEAD\ndate: 2021-05\n=======\ndate: 2021-06\n>>>>>>> branch"


def test_a_merge_conflict_is_named(shelf):
    assert shelf.change("papers/quartz.yml", "date: 2021-05", CONFLICT).printed() == (
        "catalog/papers/quartz.yml:3:1: error: a merge conflict was left here [merge-conflict]\n"
        "  keep one of the two versions, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
    )


def test_a_merge_conflict_in_a_text_or_a_list_is_named(shelf):
    text = "summary: >-\n  One.\n<<<<<<< HEAD\n  Two.\n||||||| base\n  None.\n=======\n  Three.\n>>>>>>> b\n  A crystal"
    assert "7:1: error" not in shelf.change("papers/quartz.yml", SUMMARY, text).printed()
    [shown] = shelf.lines()
    assert shown.startswith("catalog/papers/quartz.yml:8:1: error: a merge conflict was left here")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("TY  - JOUR\nTI  - Crystals\nER  - \n", "this is RIS, and an entry is YAML"),
        ('{"title": "Crystals", "authors": ["Elif"\n', "this looks like JSON, with an error in it; an entry is YAML"),
        ("<entry>\n  <title>A: b</title>\n", "this looks like HTML or XML, and an entry is YAML"),
    ],
)
def test_another_format_is_named(shelf, content, message):
    assert shelf.write("papers/quartz.yml", content).printed() == (
        f"catalog/papers/quartz.yml:1:1: error: {message} [yaml-syntax]\n"
        "  write one `field: value` line for each fact, such as `title: ...` and `date: 2024-06`"
    )


@pytest.mark.parametrize("content", ["[\n", b"\xff\xfe\x00", "x" * 70_000, "", "{\n"])
@pytest.mark.parametrize("path", ["tags.yml", "venues.yml", "methods.yml", "relations.yml", "papers/sundial.yml"])
def test_a_file_that_cannot_be_read_is_the_only_problem(shelf, path, content):
    [shown] = shelf.write(path, content).lines()
    assert shown.startswith(f"catalog/{path}:")


@pytest.mark.parametrize("mistake", ["\tX", "<<<<<<< HEAD", 'note: "not closed'])
@pytest.mark.parametrize("path", ["methods.yml", "papers/sundial.yml"])
def test_a_mistake_on_any_line_accuses_no_other_file(shelf, path, mistake):
    lines = shelf.right(path).splitlines()
    for number in range(len(lines) + 1):
        shown = shelf.write(path, "\n".join([*lines[:number], mistake, *lines[number:], ""])).lines()
        assert {line.partition(":")[0] for line in shown} == {f"catalog/{path}"}, f"line {number + 1}"


def test_a_spelling_of_authors_yml_is_not_missed_while_it_cannot_be_read(shelf):
    shelf.write("authors.yml", "José García: {variants: [Jose Garcia]}\n")
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[Elif Öz, Jose Garcia]")
    assert shelf.printed() == ""
    assert len(shelf.add("authors.yml", "Elif Öz: [\n").lines()) == 1


def test_an_organisation_is_not_taken_for_a_person_while_authors_yml_cannot_be_read(shelf):
    shelf.write("authors.yml", "CLOCKS OF ROME: {organisation: true}\n")
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[CLOCKS OF ROME]")
    assert shelf.printed() == ""
    assert shelf.add("authors.yml", "\tX\n").lines() == [
        "catalog/authors.yml:2:1: error: this line is indented with a tab [yaml-syntax]"
    ]


def test_what_cannot_be_read_comes_first_in_every_format(shelf):
    shelf.change("papers/pendulum.yml", "indoor", "in").write("tags.yml", "[\n").write("venues.yml", "[\n")
    assert [line.partition(":")[0] for line in shelf.lines()] == [
        "catalog/tags.yml",
        "catalog/venues.yml",
        "catalog/papers/pendulum.yml",
    ]


WORDS = st.text(alphabet=string.ascii_letters + " :#'\"[]{},-&*!|>%@`\\\t=", max_size=40)


@given(WORDS, st.integers(0, 8))
@settings(max_examples=300, deadline=None)
def test_any_line_gives_problems_in_the_file_and_no_traceback(line, number):
    lines = [
        "title: Crystals",
        "authors:",
        "  - Elif Öz",
        "date: 2021-05",
        "summary: >-",
        "  A crystal.",
        "tags: [gears]",
    ]
    lines.insert(number, line)
    problems = []
    record = read_text("\n".join(lines) + "\n", "quartz.yml", "papers", "quartz", problems)
    assert record.key == "quartz"
    assert record.is_partial == any(problem.rule == "yaml-syntax" for problem in problems) or problems
    assert all(1 <= problem.line <= len(lines) + 1 and problem.column >= 1 for problem in problems)
    assert "\t" not in as_text(problems)
