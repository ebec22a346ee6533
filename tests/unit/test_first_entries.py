"""What people write who see YAML for the first time: each mistake is one problem, with what to type."""

from __future__ import annotations

import pytest

from .conftest import FILES

ENTRY = FILES["papers/quartz.yml"]
BIBTEX = """\
@inproceedings{oz2021crystals,
  title={Crystals in W{\\"a}tches},
  author={{\\"O}z, Elif and Byron, Ada},
  booktitle={Journal of Clocks},
  year={2021},
  pages={1--9}
}
"""
IS_BIBTEX = "error: this is BibTeX, and an entry is YAML"
FENCE = "error: this line is from Markdown, not part of the entry [yaml-syntax]"


# --- Pasted BibTeX ---


@pytest.mark.parametrize("line", ["@inproceedings{oz2021crystals,", "@inproceedings", "@misc{", "@article{oz2021}"])
def test_a_line_of_bibtex_above_an_entry_or_in_it_is_named(shelf, line):
    begin = [("1:1", f"{IS_BIBTEX} [yaml-syntax]", "delete this line")]
    assert shelf.answered(f"{line}\n{ENTRY}") == begin
    assert shelf.answered(f"{ENTRY}{line}\n") == [("8:1", *begin[0][1:])]


def test_a_record_whose_facts_the_entry_has_is_one_problem(shelf):
    record = BIBTEX.replace("  booktitle={Journal of Clocks},\n", "")
    deleted = f"{IS_BIBTEX}, which has these facts already [yaml-syntax]"
    assert shelf.answered(f"{record}\n{ENTRY}") == [("1:1", deleted, "delete lines 1 to 6")]
    assert shelf.answered(f"{ENTRY}{record}") == [("8:1", deleted, "delete lines 8 to 13")]
    assert shelf.answered(f"{ENTRY}bibtex: {record}") == [("8:1", deleted, "delete lines 8 to 13")]
    below = "".join(f"  {line}\n" for line in record.splitlines())
    assert shelf.answered(f"{ENTRY}citation: |\n{below}") == [("8:1", deleted, "delete lines 8 to 14")]


def test_a_record_with_its_key_on_a_line_of_its_own_is_named(shelf):
    record = BIBTEX.replace("{oz2021crystals,", "{\noz2021crystals,")
    begin, title, authors, *_ = shelf.answered(record + ENTRY.partition("date")[2].replace(": 2021", "date: 2021"))
    assert begin[2] == "delete this line and the one below it, and the } after the last field"
    assert title[2] == "write title: Crystals in Wätches"
    assert authors[2] == "write authors: [Elif Öz, Ada Byron]"


def test_a_record_on_one_line_shows_the_lines_to_write(shelf):
    record = "@article{oz, title={Crystals in {W}atches}, author = {Byron, Ada and Wei, Chen}, year = 2021}\n"
    assert shelf.answered(record + ENTRY) == [("1:1", f"{IS_BIBTEX} [yaml-syntax]", "delete this line")]
    rest = ENTRY[ENTRY.index("date") :]
    assert shelf.answered(record + rest)[0] == (
        "1:1",
        f"{IS_BIBTEX} [pasted]",
        "delete it, and write, each on a line of its own: `title: Crystals in Watches`, "
        "`authors: [Ada Byron, Chen Wei]`",
    )
    assert len(shelf.answered(record)) == 1


# --- Lines of Markdown's front matter ---


def test_a_line_of_front_matter_hides_no_error(shelf):
    wrong = ENTRY.replace("title: Crystals in", "title: Crystals: in")
    error = "error: a value that contains ': ' needs quotes [yaml-syntax]"
    title = ("2:16", error, "write title: 'Crystals: in Watches'")
    assert shelf.answered(f"---\n{wrong}") == [title]
    assert shelf.answered(f"---\n{wrong}---\n") == [
        ("1:1", FENCE, "delete this line"),
        title,
        ("9:1", FENCE, "delete this line"),
    ]
    assert shelf.answered(f"---\n\n---\n{wrong}") == [
        ("1:1", FENCE, "delete this line"),
        ("3:1", FENCE, "delete this line"),
        ("4:16", *title[1:]),
    ]


def test_a_line_of_front_matter_inside_an_entry_is_named(shelf):
    assert shelf.answered(ENTRY.replace("date:", "---\ndate:").replace("y: in", "y:in")) == [
        ("3:1", FENCE, "delete this line"),
        ("5:9", "error: a field is `name: value`, with a colon and a space [yaml-syntax]", "write category: indoor"),
    ]


def test_text_after_front_matter_is_no_entry(shelf):
    after = "error: this line and the 2 lines after it are from Markdown, not part of the entry [pasted]"
    assert shelf.answered(f"---\n{ENTRY}---\n# Crystals\nNote: they hum.\n") == [
        ("1:1", FENCE, "delete this line"),
        ("9:1", after, "delete lines 9 to 11"),
    ]


def test_a_second_entry_is_named_also_after_an_error(shelf):
    error, second = shelf.answered(f"{ENTRY.replace('y: in', 'y:in')}---\n{ENTRY}")
    assert error[0] == "4:9"
    assert second == ("8:1", "error: a second document starts here [many-documents]", "write one entry per file")


# --- Texts whose lines are not indented ---

FIRST = "A crystal under voltage hums at a steady pitch, and a circuit counts the beats."
NOT_INDENTED = "error: this line is not indented, and it is not a field [yaml-syntax]"
BELOW = "write `summary: >-`, and the whole text on the lines below, each indented by two spaces"


def with_summary(*lines):
    return ENTRY.replace(ENTRY.split("\n")[5], "\n".join(lines))


@pytest.mark.parametrize(
    "line",
    [
        "It has two parts: a crystal and a circuit.",
        "Result: it loses a second in a month.",
        "Code: all of it is on the watch itself.",
        "“Quartz” is its name: it is a stone.",
        "It is steady.",
        "1. It is steady: always.",
    ],
)
def test_a_line_that_goes_on_with_a_text_is_no_field(shelf, line):
    assert shelf.answered(with_summary(f"summary: {FIRST}", line)) == [("7:1", NOT_INDENTED, BELOW)]
    marked = f"indent it by two spaces if it belongs to 'summary': '  {line}'"
    assert shelf.answered(with_summary("summary: >-", f"  {FIRST}", line)) == [("8:1", NOT_INDENTED, marked)]


def test_a_text_with_a_colon_above_a_line_that_is_not_indented_is_one_problem(shelf):
    lines = ("summary: A crystal: it hums.", "  It has two parts: a stone and a wire.", "And so: it counts.")
    assert shelf.answered(with_summary(*lines)) == [("8:1", NOT_INDENTED, BELOW)]


@pytest.mark.parametrize("line", ["Tags: [geers]", "tags: [geers]", "Tags – [geers]", "tags = [geers]"])
def test_a_field_below_a_text_is_a_field(shelf, line):
    text = with_summary(f"summary: {FIRST}", line).replace("tags: [gears]\n", "")
    assert shelf.answered(text)[-1][1] == "error: unknown tag 'geers' [unknown-tag]"


# --- Fields without a fact ---


@pytest.mark.parametrize("word", ["none", "no", "N/A", "not yet released", "no code yet", "false", "unknown", "TBA"])
@pytest.mark.parametrize("name", ["code", "venue", "builds_on", "methods", "also", "awards", "doi", "pdf", "aliases"])
def test_a_word_for_nothing_is_answered_with_leaving_the_line_out(shelf, name, word):
    needless = f"error: '{word}' is not needed: `{name}` is optional [placeholder]"
    column = len(name) + 3
    assert shelf.answered(f"{ENTRY}{name}: {word}\n") == [(f"8:{column}", needless, "remove the line")]


@pytest.mark.parametrize("name", ["code", "builds_on", "methods", "awards", "also", "aliases"])
def test_a_list_of_a_word_for_nothing_is_not_needed(shelf, name):
    needless = f"error: 'none' is not needed: `{name}` is optional [placeholder]"
    found = shelf.answered(f"{ENTRY}venue: {{name: JOC, year: 2021}}\n{name}: [none]\n")
    assert found == [(f"9:{len(name) + 4}", needless, f"remove the field `{name}`")]


def test_a_word_for_nothing_needs_no_source(shelf):
    shelf.write("style.yml", "sourced: [venue, code]\n").change("papers/sundial.yml", "venue:", "# venue:")
    shelf.change("papers/sundial.yml", 'code:\n  - {url: "https://example.org/sundial", official: true}\n', "")
    for line in ("venue: no", "code: [none]", "venue: preprint"):
        ((_, message, hint),) = shelf.answered(f"{ENTRY}{line}\n")
        assert message.endswith(("[placeholder]", "[wrong-type]"))
        assert hint.startswith("remove ")


def test_a_group_without_its_main_fact_is_not_needed(shelf):
    needless = "error: 'none' is not needed: `{}` is optional [placeholder]"
    assert shelf.answered(f"{ENTRY}venue: {{name: none, year: 2021}}\n") == [
        ("8:15", needless.format("venue"), "remove the field `venue`")
    ]
    two = "code: [{url: 'https://example.org/a'}, {url: none}]"
    assert shelf.answered(f"{ENTRY}{two}\n") == [("8:46", needless.format("code"), "remove this item")]


def test_no_is_a_value_where_a_field_is_true_or_false(shelf):
    assert shelf.add("papers/quartz.yml", "code: [{url: 'https://example.org/a', official: no}]\n").printed() == ""


def test_a_hyphen_in_place_of_a_value_is_named(shelf):
    hint = "write the value after `venue:`, or remove the line if there is none"
    wrong = ENTRY.replace("gears", "geers")
    assert shelf.answered(f"{wrong}venue: -\n")[0] == ("8:8", "error: a hyphen is no value [yaml-syntax]", hint)
    assert len(shelf.answered(f"{wrong}venue: -\n")) == 2


@pytest.mark.parametrize("kind", ["kind:", "kind: ", "kind: ''"])
def test_an_empty_kind_of_a_relation_lists_the_kinds(shelf, kind):
    assert shelf.change("papers/pendulum.yml", "kind: replaces", kind).printed() == (
        "catalog/papers/pendulum.yml:9:22: error: 'kind' is empty [empty-needed]\n"
        "  write kind: and one of adds, replaces"
    )


def test_an_empty_or_missing_field_with_known_values_lists_them(shelf):
    assert shelf.answered(ENTRY + "venue: {name: , year: 2021}\n") == [
        ("8:9", "error: 'name' is empty [empty-needed]", "write name: and one of JOC")
    ]
    assert shelf.answered(ENTRY.replace("category: indoor\n", ""))[0][2] == "write category: and one of outdoor, indoor"
    shelf.change("categories.yml", "Clocks that need a wall.", "Clocks that need a wall., families: {x: FAMILY}")
    shelf.change("categories.yml", "FAMILY", "{name: Wheels, description: With wheels.}")
    family = ("8:1", "error: 'family' is empty [empty-needed]", "write family: and one of x")
    assert family in shelf.answered(f"{ENTRY}family:\n")


def test_empty_sources_are_answered_with_the_whole_line(shelf):
    shelf.write("style.yml", "sourced: [arxiv_class]\n")
    text = f'{ENTRY}arxiv: "2105.01234"\narxiv_class: cs.LG\nsources:\n'
    assert shelf.answered(text) == [
        (
            "10:1",
            "error: 'sources' is empty [empty-needed]",
            'write sources: [{fields: [arxiv_class], at: "arxiv.org/abs/2105.01234", checked: 2026-11-24}]',
        )
    ]


# --- Whole entries in other words ---


def test_the_page_of_a_paper_pasted_with_its_labels_is_answered_label_by_label(shelf):
    text = """\
Title: Crystals in Watches
Authors: Elif Öz, Ada Byron
Submitted: [Submitted on 20 Aug 2021 (v1), last revised 5 Sep 2021 (this version, v6)]
Subjects: Clocks and Watches (cs.CL)
Cite as: arXiv:2108.09084 [cs.CL]
Topic: indoor
Keywords: gears
Abstract: A crystal under voltage hums at a steady pitch, and a circuit counts the beats of it.
Comments: 11 pages
Added: 2026-11-24
"""
    hints = {place.partition(":")[0]: hint for place, _, hint in shelf.answered(text)}
    assert hints.pop("9").startswith("remove the line, or use one of: summary, added, ")
    assert hints == {
        "1": "did you mean 'title'?",
        "2": "write authors: [Elif Öz, Ada Byron]",
        "3": "write date: 2021-08-20",
        "4": "write arxiv_class: cs.CL",
        "5": 'write arxiv: "2108.09084"',
        "6": "did you mean 'category'?",
        "7": "write tags: [gears]",
        "8": "did you mean 'summary'?",
        "10": "did you mean 'added'?",
    }


def test_fields_on_one_line_are_written_one_by_one(shelf):
    line = "title: Crystals in Watches, authors: [Elif Öz, Ada Byron], date: 2021-05"
    ((place, message, hint),) = shelf.answered(ENTRY.replace(ENTRY[: ENTRY.index("\ncategory")], line))
    assert (place, message) == ("1:29", "error: 'authors' must begin at the start of a line of its own [yaml-syntax]")
    assert hint == "write, each on a line of its own: `authors: [Elif Öz, Ada Byron]`, `date: 2021-05`"


def test_ids_in_a_group_are_written_each_on_a_line(shelf):
    group = '"externalIds": {"ArXiv": "2105.01234", "DOI": "10.1000/182", "CorpusId": "1"}'
    ((_, _, hint),) = shelf.answered(f"{ENTRY}{group}\n")
    assert hint == 'write in its place, each on a line of its own: `arxiv: "2105.01234"`, `doi: 10.1000/182`'


def test_bold_names_before_values_in_backquotes_give_a_list(shelf):
    shown = shelf.answered(ENTRY.replace("tags: [gears]", "**Tags:** `gears`, `stone`"))
    assert [hint for _, _, hint in shown] == ["write tags: [gears, stone]"]


def test_a_long_text_with_another_sign_and_a_colon_goes_below(shelf):
    long = "A crystal hums: it is steady. " * 9
    shown = shelf.answered(with_summary(f"summary:\t{long.strip()}"))
    assert [hint for _, _, hint in shown] == [
        "write `summary: >-`, and the text on the lines below, indented by two spaces"
    ]


def test_a_day_that_may_be_two_is_that_of_the_arxiv_id(shelf):
    shown = shelf.answered(ENTRY.replace("date: 2021-05", 'date: 08.12.2020\narxiv: "2012.01234"'))
    assert [hint for _, _, hint in shown] == ["write date: 2020-12-08"]


def test_a_name_in_place_of_a_group_of_fields_gets_its_field(shelf):
    method = "methods:\n  - Hum\n    rule: 'h = x'\n"
    shown = shelf.answered(ENTRY + method)
    message = "error: an item of 'methods' is a group of fields, each with its name [yaml-syntax]"
    assert shown[0] == ("9:5", message, "write - name: Hum")
    assert [text for _, text, _ in shown[1:]] == ["error: 'key' is missing [missing-field]"]


def test_a_family_in_place_of_a_category_is_answered_with_both(shelf):
    shelf.change(
        "categories.yml", "need a wall.}", "need a wall., families: {wheels: {name: Wheels, description: X.}}}"
    )
    text = ENTRY.replace("category: indoor", "category: clocks with wheels")
    assert "'wheels' is a family: write category: indoor, and below it family: wheels" in str(shelf.answered(text))
    near = shelf.answered(ENTRY.replace("category: indoor", "category: Indoor\nfamily: Wheels"))
    assert [hint for place, _, hint in near if place.startswith("5")] == ["write family: wheels"]


def test_a_name_with_a_hyphen_or_an_equals_sign_is_a_field(shelf):
    text = ENTRY.replace("authors: [Elif Öz]", "Authors- Elif Öz, Ada Byron").replace("summary: A", "Abstract= A: a")
    assert list(dict.fromkeys(hint for _, _, hint in shelf.answered(text))) == [
        "write authors: [Elif Öz, Ada Byron]",
        "write summary: 'A: a crystal under voltage hums at a steady pitch, and a circuit counts.'",
    ]


def test_fields_of_an_item_with_too_few_spaces_are_indented_below_the_first(shelf):
    lines = "sources:\n- fields: [title]\n at: example.org/a\n checked: 2026-11-24\n"
    message = "error: this line is not indented like the lines before it [yaml-syntax]"
    hint = "indent it by one more space, as it belongs to 'fields' above it: '  at: example.org/a'"
    assert shelf.answered(ENTRY + lines) == [("10:2", message, f"{hint}; do the same with the line after it")]


def test_an_item_that_is_indented_further_is_one_problem(shelf):
    joined = "error: YAML joins this line to the text above it [joined-item]"
    assert shelf.answered(ENTRY.replace("[gears]", "\n- gears\n  - stone")) == [
        ("7:3", joined, "begin it in the same column as the item above, with a hyphen: - stone")
    ]
