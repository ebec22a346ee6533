"""Texts with marks of other programs, as pasted from arXiv, BibTeX and web pages; and titles in capitals."""

from __future__ import annotations

import pytest

QUARTZ = "catalog/papers/quartz.yml"
TITLE = "title: Crystals in Watches"


@pytest.mark.parametrize(
    ("title", "what", "clean"),
    [
        ("Bells &amp; Crystals", "HTML", "Bells & Crystals"),
        ("A <i>Ticking</i> Watch, <sub>2</sub>", "HTML", "A Ticking Watch, 2"),
        ("{Big-Ben}: Crystals in {W}atches", "braces", "Big-Ben: Crystals in Watches"),
        (r"Crystals for M{\"o}bius and Andr\'e", "LaTeX", "Crystals for Möbius and André"),
        (r"\v{C}apek, {\L}ukasz and {\ss}", "LaTeX", "Čapek, Łukasz and ß"),
        (r"The \emph{Whole} Watch \& Chain", "LaTeX", "The Whole Watch & Chain"),
        (r"An \alpha Watch", "LaTeX", r"An $\alpha$ Watch"),
        ("[2406.00010] Crystals in Watches", "an arXiv id", "Crystals in Watches"),
        ("[cs/0112017v2] Crystals in Watches", "an arXiv id", "Crystals in Watches"),
        ("Crys\u00adtals in Watches", "characters that do not show", "Crystals in Watches"),
        ("Crystals\u200b in Wat\u200dches", "characters that do not show", "Crystals in Watches"),
        ("JÃ¶rg donâ€™t watch", "letters in a wrong encoding", "Jörg don’t watch"),
        ("An Î±-Watch", "letters in a wrong encoding", "An α-Watch"),
        ("Ef\ufb01cient Watches", "ligatures", "Efficient Watches"),
        ("Crystals  in Watches", "double spaces", "Crystals in Watches"),
        ("{Crystals} &amp; Watches", "HTML and braces", "Crystals & Watches"),
    ],
)
def test_a_title_with_marks_of_another_program_is_a_warning_with_the_clean_title(shelf, title, what, clean):
    quoted = title.replace("'", "''")
    assert shelf.change("papers/quartz.yml", TITLE, f"title: '{quoted}'").printed() == (
        f"{QUARTZ}:1:8: warning: the title contains {what} [unclean-text]\n  write {clean}"
    )


def test_a_title_on_two_lines_is_a_warning(shelf):
    shelf.change("papers/quartz.yml", TITLE, "title: |\n  Crystals\n  in Watches")
    assert shelf.lines() == [f"{QUARTZ}:1:8: warning: the title contains line breaks [unclean-text]"]


@pytest.mark.parametrize(
    "title",
    [
        "The Hedgehog & the Watch",
        "Watches for R&D; a < b",
        "Watches with a<b and c>d",
        "Â, Ä and Å: «CAFÉ» for Ñandú",
        "A set {tick, tock} of sounds",
        "Clocks for $5 or $10",
        r"Clocks in $\mathcal{O}(n^{2})$ and $x_{1}$",
        "[Re] Crystals in Watches",
        "می\u200cخواهم",
        "Watches 👩\u200d🔧",
    ],
)
def test_a_title_that_only_looks_odd_is_valid(shelf, title):
    assert shelf.change("papers/quartz.yml", TITLE, f"title: '{title}'").printed() == ""


@pytest.mark.parametrize(
    "line",
    [
        "tldr: It hums &amp; counts.",
        "awards: [Best &amp; last]",
        "venue: {name: JOC, year: 2021, workshop: Bells &amp; co}",
        "status: {kind: retracted, date: 2022, reason: Bells &amp; co., link: 'https://example.org/'}",
        "corrections: [{field: title, was: Bells, why: Bells &amp; co.}]",
        "arxiv_title: Bells &amp; Watches",
        "short_name: B&amp;W",
        "arxiv_authors: [J\u200börg M]",
        "authors: [JÃ¶rg M]",
    ],
)
def test_every_text_of_an_entry_is_looked_at(shelf, line):
    if line.startswith("authors"):
        shelf.change("papers/quartz.yml", "authors: [Elif Öz]\n", "")
    assert "[unclean-text]" in shelf.add("papers/quartz.yml", f"{line}\n").printed()


@pytest.mark.parametrize("line", ["corrections: [{field: title, was: 'Bells &amp; co', why: It was cut.}]"])
def test_a_wrong_value_that_a_correction_quotes_is_no_warning(shelf, line):
    assert shelf.add("papers/quartz.yml", f"{line}\n").printed() == ""


def test_a_formula_of_a_method_is_no_text(shelf):
    shelf.change("papers/sundial.yml", r"'h = \frac{\theta}{15}'", r"'h = {\theta} \& {X}'")
    assert shelf.printed() == ""


def test_the_hint_for_a_long_text_shows_the_place_of_the_mark(shelf):
    long = "A crystal under voltage hums at a steady pitch, and a circuit counts. " * 4
    old = "summary: A crystal under voltage hums at a steady pitch, and a circuit counts."
    error, hint = shelf.change("papers/quartz.yml", old, f"summary: {long}J&ouml;rg").printed().split("\n")
    assert error == f"{QUARTZ}:6:10: warning: the summary contains HTML [unclean-text]"
    assert hint == "  change this part so that it reads: … and a circuit counts. Jörg …"


@pytest.mark.parametrize(
    ("old", "new", "place", "hint"),
    [
        ("summary: Tells", "summary: “Tells the time from a shadow.”\ntldr: Tells", "12:10",
         "summary: Tells the time from a shadow."),
        ("Gnomon", "‘The Gnomon’s Rule’", "15:11", "name: 'The Gnomon’s Rule'"),
        (r"'h = \frac{\theta}{15}'", r"“h = \frac{\theta}{15}”", "16:11", r"rule: 'h = \frac{\theta}{15}'"),
        ("added:", "sources: [{fields: [title], at: “a.org/b c”, checked: 2026-11-24}]\nadded:", "18:33",
         "at: a.org/b c"),
    ],
)  # fmt: skip
def test_curly_quotes_around_a_value_are_a_warning_with_the_value_alone(shelf, old, new, place, hint):
    shown = shelf.change("papers/sundial.yml", old, new).printed()
    name = hint.partition(":")[0]
    assert (
        f"catalog/papers/sundial.yml:{place}: warning: there are curly quotes around '{name}', "
        f"and YAML takes them as a part of it [unclean-text]\n  write {hint}"
    ) in shown


def test_curly_quotes_around_a_long_summary_are_a_warning(shelf):
    text = "A crystal under voltage hums at a steady pitch, and a circuit counts. " * 3
    old = "summary: A crystal under voltage hums at a steady pitch, and a circuit counts."
    shown = shelf.change("papers/quartz.yml", old, f"summary: “{text.strip()}”").printed()
    parts = "A crystal under voltage hums at a steady … at a steady pitch, and a circuit counts."
    assert shown.endswith(f"[unclean-text]\n  remove them: {parts}")


def test_curly_quotes_around_parts_of_a_text_are_valid(shelf):
    old = "summary: A crystal under voltage hums at a steady pitch, and a circuit counts."
    assert shelf.change("papers/quartz.yml", old, "summary: “A crystal” hums, and it says “tick”").printed() == ""


def test_a_lost_character_says_how_to_save_the_file(shelf):
    assert shelf.change("papers/quartz.yml", TITLE, "title: J\ufffdrg's Watches").printed() == (
        f"{QUARTZ}:1:8: warning: the title contains a character that was lost when the file was saved [unclean-text]\n"
        "  type it again, and save the file as UTF-8"
    )


@pytest.mark.parametrize(
    ("title", "case"),
    [("CRYSTALS IN WATCHES OF $n$", "capitals"), ("crystals in watches of $N$", "lower case")],
)
def test_a_title_all_in_one_case_is_a_warning(shelf, title, case):
    formula = title[-3:]
    assert shelf.change("papers/quartz.yml", TITLE, f"title: {title}").printed() == (
        f"{QUARTZ}:1:8: warning: the title is all in {case} [title-case]\n"
        f"  write it as the paper's own page does, such as: Crystals in Watches of {formula}"
    )


@pytest.mark.parametrize("title", ["BERT", "GPT-4", "xLSTM 7B", "时钟的历史", "TICK TOCK"])
def test_a_short_title_may_be_a_name(shelf, title):
    assert shelf.change("papers/quartz.yml", TITLE, f"title: {title}").printed() == ""


def test_a_formula_in_a_title_that_cannot_be_read_is_reported_at_its_place(shelf):
    shown = shelf.change("papers/quartz.yml", TITLE, r"title: Watches in $\mathcal{O}(n$").lines()
    assert shown == []  # one bracket is open, and that is allowed
    shelf.change("papers/quartz.yml", r"$\mathcal{O}(n$", r"$\frac{1}$")
    (shown,) = shelf.lines()
    assert shown.startswith(f"{QUARTZ}:1:")
    assert r"error: the formula $\frac{1}$ of the title cannot be read: " in shown
    assert int(shown.split(":")[2]) > len(r"title: Watches in $")


def test_a_warning_about_a_title_can_be_accepted(shelf):
    shelf.change("papers/quartz.yml", TITLE, "title: CRYSTALS IN WATCHES")
    assert shelf.add("papers/quartz.yml", "accepted: [{rule: title-case, why: It is printed so.}]\n").printed() == ""


@pytest.mark.parametrize(
    "title",
    [
        '"**Crystals in Watches**"',
        '"`Crystals in Watches`"',
        "'\"Crystals in Watches\"'",
        "\"'Crystals in Watches'\"",
        "'*Crystals in Watches*'",
        "_Crystals in Watches_",
        "'# Crystals in Watches'",
        "'**Crystals** in `Watches`'",
        "'[Crystals in Watches](https://example.org)'",
    ],
)
def test_a_title_with_marks_of_markdown_or_quotes_is_shown_clean(shelf, title):
    shown = shelf.change("papers/quartz.yml", "title: Crystals in Watches", f"title: {title}").printed()
    assert shown.startswith("catalog/papers/quartz.yml:1:8: warning: the title contains ")
    assert shown.endswith(" [unclean-text]\n  write Crystals in Watches")


@pytest.mark.parametrize(
    "title", ["A* Search and D* Search", "'Crystals', 'Watches'", "The Watchmakers' Crystals'", "snake_case_"]
)
def test_a_title_with_a_star_or_an_apostrophe_is_allowed(shelf, title):
    shelf.change("papers/quartz.yml", "title: Crystals in Watches", f'title: "{title}"')
    assert "unclean-text" not in shelf.printed()


@pytest.mark.parametrize(
    "line", ["tldr: Costs $O(n)$ time.", "builds_on: [{paper: sundial, kind: adds, how: in $O(n)$}]"]
)
def test_a_formula_in_a_text_that_shows_none_is_a_warning(shelf, line):
    shown = shelf.add("papers/quartz.yml", f"{line}\n").printed()
    assert "contains a formula, which pages show as it is typed [formula-in-text]" in shown


def test_amounts_of_money_are_no_formula(shelf):
    assert shelf.add("papers/quartz.yml", "tldr: A clock for $5 or $10.\n").printed() == ""
