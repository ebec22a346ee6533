"""Values in first entries: marks around them, tags after a hash, LaTeX in names, parts of groups and sources."""

from __future__ import annotations

import pytest

from .conftest import FILES

ENTRY = FILES["papers/quartz.yml"]


# --- Tags after a hash ---

COMMENT = "error: from '#' on, YAML reads a comment"


@pytest.mark.parametrize(
    "tags",
    [
        "[#gears, stone, shadow]",
        "[gears, #stone, shadow]",
        "[gears, stone #shadow]",
        "[#gears #stone #shadow]",
        "#gears, stone, shadow",
        "#gears #stone #shadow",
        "gears #stone, shadow",
        "gears, stone # and shadow",
        "[ #gears,\n  stone, shadow]",
        "[gears, stone #shadow\n]",
    ],
)
def test_tags_that_a_hash_hides_are_all_in_the_line_to_type(shelf, tags):
    ((_, message, hint),) = shelf.answered(ENTRY.replace("[gears]", tags))
    assert "from '#' on, YAML reads a comment" in message or "must be a list" in message
    assert hint == "write tags: [gears, stone, shadow]" + " in place of these 2 lines" * ("\n" in tags)


def test_an_item_that_a_hash_hides_is_answered_with_the_item(shelf):
    hidden = "error: this list item is empty: from '#' on, YAML reads a comment [empty-item]"
    assert shelf.answered(ENTRY.replace("[gears]", "\n  - #gears\n  - stone\n  - # shadow")) == [
        ("6:4", hidden, "write - gears"),
        ("8:4", hidden, "write - shadow"),
    ]


@pytest.mark.parametrize("comment", ["# the part that turns, not the shadow", "#todo", "# stone"])
def test_a_comment_about_the_tags_stays_one(shelf, comment):
    assert shelf.change("papers/quartz.yml", "tags: [gears]", f"tags: [gears]  {comment}").printed() == ""


# --- LaTeX in names and titles ---


@pytest.mark.parametrize(
    ("authors", "right"),
    [
        (r"[Elif {\"O}z, Ada Byron, R{\'o}bert Csord{\'a}s]", "[Elif Öz, Ada Byron, Róbert Csordás]"),
        (r'["Elif {\"O}z", "Ada Byron", "R{\'o}bert Csord{\'a}s"]', '["Elif Öz", "Ada Byron", "Róbert Csordás"]'),
        (r"""['Elif {\"O}z', 'R{\'o}bert Csord{\'a}s']""", "['Elif Öz', 'Róbert Csordás']"),
        (r"[Elif \"Oz, Ada Byron, R\'obert Csord\'as]", "[Elif Öz, Ada Byron, Róbert Csordás]"),
        (r"Elif \"Oz, Ada Byron, R\'obert Csord\'as", "[Elif Öz, Ada Byron, Róbert Csordás]"),
        ("[Elif &Ouml;z, Ada Byron, R&oacute;bert Csord&aacute;s]", "[Elif Öz, Ada Byron, Róbert Csordás]"),
    ],
)
def test_all_names_with_latex_are_one_problem_with_the_whole_list(shelf, authors, right):
    ((_, _, hint),) = shelf.answered(ENTRY.replace("[Elif Öz]", authors))
    assert hint == f"write authors: {right}"


def test_words_with_latex_are_named(shelf):
    wrong = ENTRY.replace("[Elif Öz]", r"[Elif {\"O}z, R{\'o}bert Csord{\'a}s]")
    named = """error: '{\\"O}z' is LaTeX, and so are 'R{\\'o}bert' and 'Csord{\\'a}s' [yaml-syntax]"""
    assert shelf.answered(wrong)[0][:2] == ("2:16", named)


def test_names_with_latex_on_lines_of_their_own_are_one_problem(shelf):
    lines = "\n  - Elif {\\\"O}z\n  - Ada Byron\n  - R{\\'o}bert Csord{\\'a}s"
    ((_, message, hint),) = shelf.answered(ENTRY.replace("[Elif Öz]", lines))
    assert message.endswith("has LaTeX or HTML, and so has the name after it [author-markup]")
    assert hint == "write authors: [Elif Öz, Ada Byron, Róbert Csordás]"


def test_a_name_with_latex_is_not_held_against_other_entries(shelf):
    wrong = ENTRY.replace("[Elif Öz]", r"[Jos\'e Garc\'ia]")
    assert [hint for _, _, hint in shelf.answered(wrong)] == ["write José García"]


def test_latex_in_a_title_is_answered_with_the_title(shelf):
    wrong = ENTRY.replace("Crystals in Watches", r'"Crystals in W{\"a}tches"')
    assert shelf.answered(wrong) == [
        ("1:22", r"""error: 'W{\"a}tches' is LaTeX [yaml-syntax]""", 'write title: "Crystals in Wätches"')
    ]


# --- Marks around a title or an address, or alone in a text ---


@pytest.mark.parametrize(
    "title",
    [
        "‘Crystals in Watches’,",
        "“Crystals in Watches”,",
        "“Crystals in Watches,”",
        "“Crystals in Watches”.",
        "«Crystals in Watches»",
        "Crystals in Watches”",
        "“Crystals in Watches",
        "= Crystals in Watches",
        "Crystals in Watches,",
        "＂Crystals in Watches＂",
    ],
)
def test_marks_around_a_title_are_named(shelf, title):
    around = "warning: the title contains quotes around it or a mark at its end [unclean-text]"
    found = shelf.answered(ENTRY.replace("Crystals in Watches", title))
    assert found == [("1:8", around, "write Crystals in Watches")]


@pytest.mark.parametrize("title", ["“Crystals” in Watches", "Crystals in “Watches”", "Crystals of Watches’"])
def test_quotes_inside_a_title_stay(shelf, title):
    assert shelf.change("papers/quartz.yml", "Crystals in Watches", title).printed() == ""


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("title: ‘Crystals: in Watches’,", "title: 'Crystals: in Watches'"),
        ("title: 'Crystals in Watches’", "title: 'Crystals in Watches'"),
        ("title: ''Crystals in Watches''", "title: 'Crystals in Watches'"),
        ("title: ``Crystals in Watches''", "title: 'Crystals in Watches'"),
        ("title = Crystals in Watches,", "title: Crystals in Watches"),
        ("title = Crystals: in Watches,", "title: 'Crystals: in Watches'"),
        ("title := Crystals in Watches,", "title: Crystals in Watches"),
        ("title => Crystals in Watches", "title: Crystals in Watches"),
        ("title; Crystals in Watches", "title: Crystals in Watches"),
    ],
)
def test_marks_that_make_a_title_no_yaml_are_not_in_the_line_to_type(shelf, line, right):
    ((_, message, hint),) = shelf.answered(ENTRY.replace("title: Crystals in Watches", line))
    assert message.endswith("[yaml-syntax]")
    assert hint == f"write {right}"


@pytest.mark.parametrize("mark", [")", "]", ".", ",", "),", "'", "`", "*", ";", ">"])
@pytest.mark.parametrize("name", ["pdf", "project", "url"])
def test_a_mark_at_the_end_of_an_address_is_no_part_of_it(shelf, name, mark):
    error = f"error: the address ends in '{mark}', which is no part of it [address-end]"
    found = shelf.answered(f'{ENTRY}{name}: "https://example.org/a.pdf{mark}"\n')
    assert found == [(f"8:{len(name) + 3}", error, f"write {name}: https://example.org/a.pdf")]


def test_a_mark_at_the_end_of_an_address_in_a_group_is_no_part_of_it(shelf):
    found = shelf.answered(ENTRY + "code:\n  - url: https://example.org/a)\n")
    assert [hint for _, _, hint in found] == ["write url: https://example.org/a"]


def test_an_address_may_end_in_a_pair_of_brackets(shelf):
    assert shelf.add("papers/quartz.yml", "url: https://example.org/wiki/Quartz_(stone)\n").printed() == ""


@pytest.mark.parametrize(
    ("text", "mark", "here", "right"),
    [
        ('"A crystal hums at a steady pitch.', '"', '"A crystal hums at a steady …',
         "A crystal hums at a steady …, or close it"),
        ('A crystal hums at a pitch."', '"', '… crystal hums at a pitch."', "… crystal hums at a pitch., or close it"),
        ("A crystal hums # at a steady pitch.", "# ", "A crystal hums # at a steady pitch.",
         "A crystal hums at a steady pitch."),
        ("# A crystal hums at a steady pitch.", "# ", "# A crystal hums at a steady …", "A crystal hums at a steady …"),
        ("- A crystal hums at a steady pitch.", "- ", "- A crystal hums at a steady …", "A crystal hums at a steady …"),
        ("> A crystal hums at a steady pitch.", "> ", "> A crystal hums at a steady …", "A crystal hums at a steady …"),
        ("A “crystal hums at a steady pitch.", "“", "A “crystal hums at a steady …",
         "A crystal hums at a steady …, or close it"),
        ("A crystal (stone hums at a pitch.", "(", "A crystal (stone hums at a pitch.",
         "A crystal stone hums at a pitch., or close it"),
        ("A **crystal hums at a steady pitch.", "**", "A **crystal hums at a steady …",
         "A crystal hums at a steady …, or close it"),
    ],
)  # fmt: skip
def test_a_mark_alone_in_a_summary_is_shown(shelf, text, mark, here, right):
    lines = ENTRY.split("\n")
    alone = f"warning: the summary contains '{mark}' alone, here: {here} [stray-mark]"
    assert shelf.answered("\n".join([*lines[:5], "summary: >-", f"  {text}", *lines[6:]])) == [
        ("6:10", alone, f"write {right}")
    ]


@pytest.mark.parametrize("text", ['It is a) loud, b) “steady” (and 5" wide).', 'It has #1 of 2 wheels & "C# minor".'])
def test_marks_with_their_partner_stay(shelf, text):
    lines = ENTRY.split("\n")
    assert shelf.answered("\n".join([*lines[:5], "summary: >-", f"  {text}", *lines[6:]])) == []


# --- Parts of groups ---

LINK = "https://example.org/a"


@pytest.mark.parametrize(
    ("code", "right"),
    [
        (f"\n  - {{url: {LINK}, official: official}}", "write official: true"),
        (f"\n  - {{url: {LINK}, official: ja}}", "write official: true"),
        (f"\n  - {{url: {LINK}, official: not ours}}", "write official: false"),
        (f"\n  - {{url: {LINK}, official}}", "write official: true"),
        (f"\n  - {{url: {LINK}, unofficial: true}}", "write official: false"),
        (f"{{url: {LINK}, official: yes}}", f'write code: [{{url: "{LINK}", official: true}}]'),
        (f"{{url: {LINK}, official: no}}", f'write code: [{{url: "{LINK}", official: false}}]'),
        (f"\n  url: {LINK}\n  official: yes", f'write code: [{{url: "{LINK}", official: true}}]'),
        (f"\n  - {LINK}\n  - official: yes", f'write code: [{{url: "{LINK}", official: true}}]'),
        (
            f"\n  - url: {LINK}\n  - official: yes",
            "keep the hyphen before 'url', and write a space in place of the one before 'official'",
        ),
    ],
)
def test_whether_code_is_official_is_kept_in_the_line_to_type(shelf, code, right):
    assert [hint for _, _, hint in shelf.answered(f"{ENTRY}code: {code}\n")] == [right]


@pytest.mark.parametrize("yes", ["yes", "Yes", "on", "1", "true"])
def test_yes_is_true(shelf, yes):
    shelf.change("papers/sundial.yml", "official: true", f"official: {yes}")
    code = f"code: [{{url: 'https://example.org/sundial', official: {yes}}}]\n"
    assert shelf.lines() == []
    assert [message.rpartition(" ")[2] for _, message, _ in shelf.answered(ENTRY + code)] == ["[shared-code]"]


def test_the_fields_of_one_item_may_not_be_items(shelf):
    error = "error: the fields of one item of 'sources' are written as an item each [split-item]"
    lines = "sources:\n  - fields: [title]\n  - at: example.org/a\n  - checked: 2026-11-24\n"
    assert shelf.answered(ENTRY + lines) == [
        (
            "10:5",
            error,
            "keep the hyphen before 'fields', and write a space in place of the one before 'at' and 'checked'",
        )
    ]


@pytest.mark.parametrize(
    "sources",
    [
        "{title, authors, date: arxiv}",
        "{title and authors: arxiv, date: arxiv}",
        "title, authors, date: arxiv",
        "[title, authors, date: arxiv]",
        "\n  - title, authors, date: arxiv",
        "\n  - title: arxiv\n  - authors: arxiv\n  - date: arxiv",
        "\n  title, authors, date: arxiv",
        "{title: arxiv, authors: arxiv, date: arxiv}",
    ],
)
def test_sources_of_another_shape_are_answered_with_ours(shelf, sources):
    found = shelf.answered(f'{ENTRY}arxiv: "2105.01234"\nsources: {sources}\n')
    right = '{fields: [title, authors, date], at: "arxiv.org/abs/2105.01234", checked: 2026-11-24}'
    is_item = sources.startswith("\n  -") and sources.count("\n") == 1  # its hyphen stays
    assert {hint for _, _, hint in found} == {
        f"in its place, write {right}" if is_item else f"write sources: [{right}]"
    }


def test_a_list_without_brackets_in_a_group_is_one_problem(shelf):
    lines = "sources:\n  - {fields: title, authors, date, at: example.org/a, checked: 2026-11-24}\n"
    comma = "error: the comma before 'authors' ends the value before it [comma-in-value]"
    assert shelf.answered(ENTRY + lines) == [("9:21", comma, "write fields: [title, authors, date]")]


# --- Values of another shape ---


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("date: 2021-05", "date:\n  year: 2021\n  month: 5", "write date: 2021-05"),
        ("date: 2021-05", "date: {year: 2021, month: 05, day: 01}", "write date: 2021-05-01"),
        ("added: 2026-11-24", 'added: 2026-11-24\narxiv:\n  id: "2105.01234"', 'write arxiv: "2105.01234"'),
        ("authors: [Elif Öz]", 'authors: "Jane O\'Brien", "Elif Öz"', 'write authors: ["Jane O\'Brien", "Elif Öz"]'),
        ("authors: [Elif Öz]", "authors: Elif&nbsp;Öz, Ada Byron", "write authors: [Elif Öz, Ada Byron]"),
        ("tags: [gears]", "tags: gears / stone", "write tags: [gears, stone]"),
        ("tags: [gears]", "tags: gears | stone", "write tags: [gears, stone]"),
        ("added: 2026-11-24", "added: 2026-11-24\nproject: www.example.org/a.",
         "write project: https://www.example.org/a"),
        ("added: 2026-11-24", "added: 2026-11-24\nvenue: {name: Journal of Clock, year: 2021}",
         "write JOC; the venues are in catalog/venues.yml"),
    ],
)  # fmt: skip
def test_a_value_of_another_shape_is_answered_with_ours(shelf, old, new, hint):
    shelf.change("venues.yml", "Journal of Clocks", "Annual Journal of Clock Makers")
    assert [one for _, _, one in shelf.answered(ENTRY.replace(old, new))] == [hint]


def test_a_summary_in_items_is_answered_with_a_text_of_several_lines(shelf):
    lines = ENTRY.split("\n")
    summary = ["summary:", "  - A crystal hums.", "  - A circuit counts."]
    assert [hint for _, _, hint in shelf.answered("\n".join([*lines[:5], *summary, *lines[6:]]))] == [
        "write `summary: >-`, and the text on the lines below without the hyphens, indented by two spaces"
    ]


def test_an_address_without_its_field_is_kept_in_the_line_to_type(shelf):
    found = shelf.answered(f"{ENTRY}code: {{official: true, {LINK}}}\n")
    assert {hint for _, _, hint in found} == {
        f'write code: [{{url: "{LINK}", official: true}}]',
        f"write url: {LINK}",
    }


def test_groups_one_below_the_other_are_all_named(shelf):
    groups = {"ids": "doi: 10.1000/182", "links": f"pdf: {LINK}", "more": "lab: Clocks"}
    others = {"ids": 'arxiv: "2105.01234"', "links": f"project: {LINK}/b", "more": "short_name: Quartz"}
    wrapped = ENTRY + "".join(f"{name}:\n  {groups[name]}\n  {others[name]}\n" for name in groups)
    names = [message for _, message, _ in shelf.answered(wrapped) if "which is no field" in message]
    assert [name.split("'")[1] for name in names] == ["ids", "links", "more"]
