"""Values that are not right, but whose meaning is clear: the message shows the line to write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.rules.meant import right_value, shape_hint

QUARTZ = "catalog/papers/quartz.yml"


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("arxiv: https://arxiv.org/abs/2105.01234", 'write arxiv: "2105.01234"'),
        ("arxiv: https://arxiv.org/pdf/2105.01234v3.pdf", 'write arxiv: "2105.01234"'),
        ('arxiv: "2105.01234v2"', 'write arxiv: "2105.01234"'),
        ('arxiv: "arXiv:2105.01234 [cs.LG]"', 'write arxiv: "2105.01234"'),
        ("doi: https://doi.org/10.1000/182", "write doi: 10.1000/182"),
        ("doi: doi:10.1000/182", "write doi: 10.1000/182"),
        ("openreview: https://openreview.net/forum?id=ia5XvxFUJT&noteId=x", "write openreview: ia5XvxFUJT"),
        ("acl: https://aclanthology.org/2024.acl-long.518/", "write acl: 2024.acl-long.518"),
        ("acl: https://aclanthology.org/2024.acl-long.518.pdf", "write acl: 2024.acl-long.518"),
        ("pmlr: https://proceedings.mlr.press/v235/yang24ab.html", "write pmlr: v235/yang24ab"),
        ("url: example.org/paper", "write url: https://example.org/paper"),
        ("url: www.example.org", "write url: https://www.example.org"),
        ("url: <https://example.org/paper>", "write url: https://example.org/paper"),
        ("url: '[paper](https://example.org/paper)'", "write url: https://example.org/paper"),
        ("url: https://example.org/a paper", "write url: https://example.org/a%20paper"),
        ("url: “https://example.org/paper”", "write url: https://example.org/paper"),
        ("url: https://example.org/paper”", "write url: https://example.org/paper"),
        ("code: [{url: ‘https://example.org/a’}]", "write url: https://example.org/a"),
    ],
)
def test_a_pasted_link_is_answered_with_the_id(shelf, line, hint):
    error, shown = shelf.add("papers/quartz.yml", f"{line}\n").printed().split("\n")
    assert error.startswith(f"{QUARTZ}:8:")
    assert shown == f"  {hint}"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("January 2019", "2019-01"),
        ("Jan. 2019", "2019-01"),
        ("2019 January", "2019-01"),
        ("5 January 2019", "2019-01-05"),
        ("January 5th, 2019", "2019-01-05"),
        ("2019/01/05", "2019-01-05"),
        ("2019-1-5", "2019-01-05"),
        ("2019.1", "2019-01"),
        ("20190105", "2019-01-05"),
        ("01/2019", "2019-01"),
        ("25.12.2019", "2019-12-25"),
        ("2019-01-05T10:00:00Z", "2019-01-05"),
        ("01/09/2019", "2019-01-09 or 2019-09-01"),
    ],
)
def test_a_date_in_another_form_is_answered_with_ours(shelf, written, right):
    shown = shelf.change("papers/quartz.yml", "date: 2021-05", f"date: '{written}'").printed()
    assert shown == (
        f"{QUARTZ}:3:7: error: '{written}' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD [bad-date]\n"
        f"  write date: {right}"
    )


def test_a_date_in_another_form_is_the_only_problem(shelf):
    shelf.add("papers/quartz.yml", "sources: [{fields: [title], at: example.org, checked: 2026-11-24}]\n")
    shelf.add("papers/quartz.yml", "builds_on: [{paper: sundial, kind: adds, how: no shadow}]\n")
    assert len(shelf.change("papers/quartz.yml", "2021-05", "May 2021").lines()) == 1
    shelf.change("papers/sundial.yml", "2019-03", "March 2019")
    assert len(shelf.lines()) == 2


@pytest.mark.parametrize("written", ["soon", "2019-13", "2019-02-30", "31 February 2019", "1, 2, 3 and 2019", "x2019"])
def test_a_date_that_is_not_clear_is_not_guessed(written):
    assert right_value("bad-date", written) in ("", "2019")


@given(st.sampled_from(["bad-arxiv", "bad-doi", "bad-url", "bad-date", "bad-id", "bad-year", "bad-key"]), st.text())
def test_any_value_gives_a_text(rule, text):
    assert isinstance(right_value(rule, text), str)


@pytest.mark.parametrize(
    ("line", "place", "message", "hint"),
    [
        (
            "venue: JOC 2024", "8:8", "'venue' must be a group of fields",
            "write venue: {name: JOC, year: 2024}",
        ),
        (
            "code: https://example.org/a", "8:7", "'code' must be a list of groups of fields",
            'write code: [{url: "https://example.org/a"}]',
        ),
        (
            "code: [https://example.org/a]", "8:8", "'code' must be a group of fields",
            'in its place, write {url: "https://example.org/a"}',
        ),
        (
            "sources: arxiv.org/abs/2105.01234", "8:10", "'sources' must be a list of groups of fields",
            "write sources: [{fields: [title, authors, date], at: arxiv.org/abs/2105.01234, checked: 2026-11-24}]",
        ),
        (
            "sources: [https://example.org/a]", "8:11", "'sources' must be a group of fields",
            'in its place, write {fields: [title, authors, date], at: "https://example.org/a", checked: 2026-11-24}',
        ),
        (
            "methods: [Hum]", "8:11", "'methods' must be a group of fields",
            "in its place, write {key: ..., name: Hum}",
        ),
        (
            "accepted: praise", "8:11", "'accepted' must be a list of groups of fields",
            "write accepted: [{rule: praise, why: ...}]",
        ),
        ("aliases: one, two", "8:10", "'aliases' must be a list", "write aliases: [one, two]"),
        ("project: [https://a.org]", "8:10", "'project' must be text", 'write project: "https://a.org"'),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_shape_is_answered_with_the_line_to_write(shelf, line, place, message, hint):
    assert shelf.add("papers/quartz.yml", f"{line}\n").printed() == (
        f"{QUARTZ}:{place}: error: {message} [wrong-type]\n  {hint}"
    )


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Elif Öz, Ada Byron", "[Elif Öz, Ada Byron]"),
        ("Elif Öz and Ada Byron", "[Elif Öz, Ada Byron]"),
        ("Öz, Elif and Byron, Ada", "[Elif Öz, Ada Byron]"),
        ("Elif Öz; Ada Byron", "[Elif Öz, Ada Byron]"),
        ("Elif Öz, Chen Wei, and Ada Byron", "[Elif Öz, Chen Wei, Ada Byron]"),
        ("– Elif Öz – Ada Byron", "[Elif Öz, Ada Byron]"),
    ],
)
def test_authors_as_one_text_are_answered_with_a_list(shelf, written, names):
    assert shelf.change("papers/quartz.yml", "authors: [Elif Öz]", f"authors: {written}").printed() == (
        f"{QUARTZ}:2:10: error: 'authors' must be a list [wrong-type]\n  write authors: {names}"
    )


def test_a_shape_without_an_example_has_no_hint():
    assert shape_hint(("title",), {}, None, {}, is_list=False) == ""


@pytest.mark.parametrize(
    ("path", "old", "new", "hint"),
    [
        ("papers/quartz.yml", "category: indoor", "category: Indoor clocks", "write indoor; the categories are in"),
        ("papers/sundial.yml", "name: JOC", "name: Journal of Clocks", "write JOC; the venues are in"),
        ("papers/sundial.yml", "name: JOC", "name: JOC 2019", "write JOC; the venues are in"),
        ("papers/sundial.yml", "name: JOC", "name: JOC '19", "write JOC; the venues are in"),
        ("papers/sundial.yml", "name: JOC", "name: Clocks Today (JOC 2019)", "write JOC; the venues are in"),
        (
            "papers/pendulum.yml",
            "paper: sundial",
            "paper: A Sundial for Every Garden",
            "write sundial, the key of that",
        ),
        ("papers/pendulum.yml", "paper: sundial", "paper: Sundial", "write sundial, the key of that paper"),
        ("papers/pendulum.yml", "paper: sundial", "paper: '1903.00010'", "write sundial, the key of that paper"),
    ],
)
def test_a_display_name_is_answered_with_the_key(shelf, path, old, new, hint):
    [_] = shelf.change(path, old, new).change("papers/pendulum.yml", ", method: gnomon", "").lines()
    assert f"\n  {hint}" in shelf.printed()


@pytest.mark.parametrize(
    ("path", "old", "new", "hint"),
    [
        ("categories.yml", "outdoor: {", "outdoor: {aliases: [open-air], ", "it is called 'outdoor' now;"),
        ("tags.yml", "gears: {", "gears: {aliases: [wheels], ", "it is called 'gears' now;"),
        ("venues.yml", "JOC: {", "JOC: {aliases: [JC], ", "it is called 'JOC' now;"),
    ],
)
def test_an_old_word_is_answered_with_the_new_one(shelf, path, old, new, hint):
    shelf.change(path, old, new)
    shelf.change("papers/sundial.yml", "category: outdoor", "category: open-air") if path == "categories.yml" else None
    shelf.change("papers/quartz.yml", "[gears]", "[wheels]") if path == "tags.yml" else None
    shelf.change("papers/sundial.yml", "name: JOC", "name: JC") if path == "venues.yml" else None
    [_] = shelf.lines()
    assert f"\n  {hint}" in shelf.printed()


def test_an_old_key_of_a_paper_is_answered_with_the_new_one(shelf):
    shelf.add("papers/sundial.yml", "aliases: [garden-clock]\n")
    assert shelf.change("papers/pendulum.yml", "paper: sundial", "paper: garden-clock").printed() == (
        "catalog/papers/pendulum.yml:9:13: error: unknown paper 'garden-clock' [unknown-paper]\n"
        "  it is called 'sundial' now: write sundial"
    )


@pytest.mark.parametrize(
    ("formula", "what", "right"),
    [
        (r'"h = x^\top"', r"YAML reads '\t' as a tab", r"'h = x^\top'"),
        (r'"h = \nu"', r"YAML reads '\n' as a line break", r"'h = \nu'"),
        (r'"h = \rho"', r"YAML reads '\r' as a line break", r"'h = \rho'"),
        (r'"h = \beta"', r"YAML reads '\b' as a backspace", r"'h = \beta'"),
        (r'"h = \frac{1}{2}"', r"YAML reads '\f' as a form feed", r"'h = \frac{1}{2}'"),
        (r'"h = \Lambda \Pi"', r"YAML reads '\L' as a command of its own", r"'h = \Lambda \Pi'"),
        (r'"h = \alpha"', r"YAML reads '\a' as a command of its own", r"'h = \alpha'"),
    ],
)
def test_a_formula_in_double_quotes_is_answered_with_single_quotes(shelf, formula, what, right):
    shown = shelf.change("papers/sundial.yml", r"'h = \frac{\theta}{15}'", formula).printed()
    assert shown.startswith("catalog/papers/sundial.yml:16:")
    assert shown.endswith(f"error: in double quotes, {what} [escape]\n  write formulas in single quotes: rule: {right}")


def test_double_quotes_without_commands_are_allowed(shelf):
    title = r'title: "\"Na\u00efve\" Crystals in Watches"'
    assert shelf.change("papers/quartz.yml", "title: Crystals in Watches", title).printed() == ""


def test_two_backslashes_in_single_quotes_are_named(shelf):
    assert shelf.change("papers/sundial.yml", r"\frac{\theta}", r"\\frac{\\theta}").printed() == (
        "catalog/papers/sundial.yml:16:16: error: '\\\\frac' has two backslashes [bad-formula]\n"
        "  in single quotes, write 'h = \\frac{\\theta}{15}'"
    )


@pytest.mark.parametrize(
    ("old", "new", "place", "hint"),
    [
        (
            "title: Crystals in Watches", "title: Learning C # and Crystals in Watches", "1:19",
            "write title: 'Learning C # and Crystals in Watches'",
        ),
        ("authors: [Elif Öz]", "authors:\n  - Elif Öz #1", "3:13", "write - 'Elif Öz #1'"),
        (
            "summary: A crystal", "summary: A crystal #1", "6:20",
            "write summary: 'A crystal #1 under voltage hums at a steady pitch, and a circuit counts.'",
        ),
    ],
)  # fmt: skip
def test_a_text_that_is_cut_by_a_comment_is_a_warning(shelf, old, new, place, hint):
    shown = shelf.change("papers/quartz.yml", old, new).printed()
    assert f"{QUARTZ}:{place}: warning: YAML takes '#" in shown
    assert f"\n  {hint}, or put two spaces before the '#'" in shown


def test_comments_are_allowed(shelf):
    shelf.change("papers/quartz.yml", "date: 2021-05", "date: 2021-05 # the first version")
    shelf.change(
        "papers/quartz.yml", "title: Crystals in Watches", "# A comment #2\ntitle: Crystals in Watches  # as printed"
    )
    assert shelf.printed() == ""


def test_what_is_to_be_replaced_is_an_error_until_it_is(shelf):
    shelf.add("papers/quartz.yml", "builds_on: [{paper: sundial, kind: ..., how: ...}]\n")
    assert [line.rpartition(" ")[2] for line in shelf.lines()] == ["[placeholder]", "[placeholder]"]


def test_a_kind_of_relation_that_is_to_be_replaced_names_the_kinds(shelf):
    shelf.add("papers/quartz.yml", "builds_on: [{paper: sundial, kind: ..., how: so}]\n")
    assert shelf.printed() == (
        f"{QUARTZ}:8:36: error: '...' is to be replaced [placeholder]\n  write one of adds, replaces"
    )


@pytest.mark.parametrize(
    ("written", "place", "hint"),
    [
        ("sundial", "8:12", "write builds_on: [{paper: sundial, kind: ..., how: ...}]"),
        ("A Sundial for Every Garden", "8:12", "write builds_on: [{paper: sundial, kind: ..., how: ...}]"),
        ("[sundial]", "8:13", "write builds_on: [{paper: sundial, kind: ..., how: ...}]"),
        (
            "Sundial and Pendulum Clocks That Keep Time", "8:12",
            "write builds_on: [{paper: sundial, kind: ..., how: ...}, {paper: pendulum, kind: ..., how: ...}]",
        ),
        (
            "[Pendulum clocks that keep time, Sundial]", "8:13",
            "write builds_on: [{paper: pendulum, kind: ..., how: ...}, {paper: sundial, kind: ..., how: ...}]",
        ),
        (
            "[{paper: pendulum, kind: adds, how: so}, Sundial]", "8:53",
            "in its place, write {paper: sundial, kind: ..., how: ...}",
        ),
    ],
)  # fmt: skip
def test_papers_that_are_named_by_their_titles_alone_are_answered_with_their_keys(shelf, written, place, hint):
    assert shelf.add("papers/quartz.yml", f"builds_on: {written}\n").printed() == (
        f"{QUARTZ}:{place}: error: 'builds_on' must be a list of groups of fields [bare-relation]\n"
        f"  {hint}; kind is one of adds, replaces"
    )


def test_a_paper_named_by_its_old_key_in_a_status_is_answered_with_the_new_one(shelf):
    shelf.add("papers/sundial.yml", "aliases: [gnomon-clock]\n")
    shelf.add("papers/quartz.yml", "status: {kind: superseded, paper: gnomon-clock, date: 2022-01}\n")
    assert "it is called 'sundial' now: write sundial" in shelf.printed()


def test_the_list_of_all_tags_is_shown_once(shelf):
    shelf.change("papers/quartz.yml", "[gears]", "[crystals, voltage, watches]")
    assert shelf.printed().count("shadow, stone, gears") == 1


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("all", "write fields: [title, authors, date]"),
        ("[all]", "name each one: [title, authors, date, category, tags, summary, added, sources]"),
    ],
)
def test_a_source_of_all_fields_is_answered_with_their_names(shelf, written, hint):
    shelf.add("papers/quartz.yml", f"sources: [{{fields: {written}, at: example.org, checked: 2026-11-24}}]\n")
    assert shelf.printed().partition("\n")[2].strip() == hint


def test_today_is_answered_with_the_day():
    assert right_value("bad-date", "today") == date.today().isoformat()


def test_a_list_of_wrong_shapes_is_one_problem(shelf):
    shelf.add("papers/quartz.yml", "sources: [title, authors, at: example.org]\n")
    assert len(shelf.lines()) == 1


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("title:", "Title:", "title"),
        ("title:", "titel:", "title"),
        ("authors:", "author:", "authors"),
        ("authors:", "Authors:", "authors"),
        ("date:", "DATE:", "date"),
        ("category:", "catagory:", "category"),
        ("tags:", "tag:", "tags"),
        ("tags:", "keywords:", "tags"),
        ("summary:", "abstract:", "summary"),
    ],
)
def test_a_misspelt_field_is_one_problem_and_its_value_is_still_checked(shelf, old, new, right):
    assert shelf.change("papers/quartz.yml", f"{old} ", f"{new} ").lines() == [
        f"{QUARTZ}:{shelf.line('papers/quartz.yml', new)}:1: error: unknown field '{new[:-1]}' [unknown-field]"
    ]
    assert f"did you mean '{right}'?" in shelf.printed()
    if right == "tags":
        shelf.change("papers/quartz.yml", "[gears]", "[geers]")
        assert len(shelf.lines()) == 2


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("title: Crystals in Watches", "title: Crystals in Watches.", "write Crystals in Watches"),
        ("title: Crystals in Watches", "title: Crystals in Watches,", "write Crystals in Watches"),
        ("title: Crystals in Watches", "title: “Crystals in Watches”", "write Crystals in Watches"),
        ("title: Crystals in Watches", 'title: Crystals in Watches"', "write Crystals in Watches"),
        ("title: Crystals in Watches", "title: TBD", "replace every value of the example with the paper's own"),
        ("summary: A crystal", "summary: A **crystal**", "write A crystal under"),
        ("summary: A crystal", "summary: A [crystal](https://example.org)", "write A crystal under"),
        ("summary: A crystal", "summary: A crystal \\cite{oz}", "write A crystal  under"),
        ("summary: A crystal", "summary: A \\textbf{crystal}", "write A crystal under"),
        (
            "added:",
            "code: [{url: 'https://openreview.net/forum?id=ia5XvxFUJT'}]\nadded:",
            "write the address of the repository",
        ),
        (
            "added:",
            "arxiv: '2105.01234'\ncode: [{url: 'https://arxiv.org/abs/2105.01234'}]\nadded:",
            "write the address of the repository",
        ),
        ("added:", "code: [{url: 'https://github.com/a/b.git'}]\nadded:", "write url: https://github.com/a/b"),
        ("added:", "code: [{url: 'https://github.com/a/b/tree/main'}]\nadded:", "write url: https://github.com/a/b"),
        (
            "added:",
            "methods: [{key: hum, name: Hum, rule: '\\begin{equation} x \\end{equation}'}]\nadded:",
            "write the formula alone, or use \\begin{aligned} for several lines",
        ),
        (
            "added:",
            "methods: [{key: hum, name: Hum, rule: '\\begin{align} x &= y \\end{align}'}]\nadded:",
            "write the formula alone, or use \\begin{aligned} for several lines",
        ),
    ],
)
def test_what_readers_would_see_as_a_slip_is_named(shelf, old, new, shown):
    shelf.change("papers/quartz.yml", old, new)
    assert len(shelf.lines()) == 1
    assert f"\n  {shown}" in shelf.printed()


@pytest.mark.parametrize(
    "title", ["Is It Crystals in Watches?", "Clocks, etc.", "“Crystals” in “Watches”", "Watches II"]
)
def test_titles_that_are_right_have_no_warning(shelf, title):
    assert shelf.change("papers/quartz.yml", "title: Crystals in Watches", f"title: {title}").printed() == ""


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("JOC 2024 (main)", "{name: JOC, year: 2024}"),
        ("37th Meeting on Clocks (JOC 2023)", "{name: JOC, year: 2023}"),
        ("Proceedings of the 2023 Meeting on Clocks", "{name: ..., year: 2023}; name is one of"),
        ("JOC, 2020", "{name: JOC, year: 2020}"),
        ("JOC'2020", "{name: JOC, year: 2020}"),
        ("JOC", "{name: JOC, year: ...}"),
    ],
)
def test_a_venue_as_one_text_is_answered_with_its_fields(shelf, written, right):
    assert f"\n  write venue: {right}" in shelf.add("papers/quartz.yml", f'venue: "{written}"\n').printed()
