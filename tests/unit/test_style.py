"""What `style.yml` requires, as a contributor sees it."""

from __future__ import annotations

import pytest


@pytest.fixture
def strict(shelf):
    """The clock catalogue with a style that its entries follow."""
    shelf.write("style.yml", "sourced: [title]\n")
    for path in ("papers/sundial.yml", "papers/pendulum.yml", "papers/quartz.yml"):
        shelf.add(path, 'sources:\n  - {fields: [title], at: "clocks.example.org", checked: 2026-11-20}\n')
    assert shelf.printed() == ""
    return shelf


def test_without_a_style_nothing_is_required(shelf):
    assert shelf.printed() == ""


def test_a_summary_that_is_too_long_is_a_warning(shelf):
    shelf.write("style.yml", "summary_words: {least: 12, most: 14}\n")
    assert shelf.lines() == [
        "catalog/papers/sundial.yml:12:10: warning: the summary has 15 words; expected are 12 to 14 [summary-length]"
    ]


def test_a_summary_of_a_library_may_be_short(shelf):
    shelf.write("style.yml", "summary_words: {least: 12, most: 90}\n")
    assert "libraries/" not in shelf.printed()


@pytest.mark.parametrize(
    "text", ["A novel clock", "a State-of-the-art clock", "state of the\n  art", "We show it", "by our clock"]
)
def test_praise_and_the_first_person_are_warnings(strict, text):
    words = {"novel": "say what is new", "state of the art": "name what it is compared with"}
    words |= {"we": 'write "the paper"', "our": "write 'the paper''s'"}
    strict.add("style.yml", "avoid:\n" + "".join(f"  {word}: {hint!r}\n" for word, hint in words.items()))
    strict.change("papers/quartz.yml", "summary: A crystal", f"summary: {text} with a crystal")
    assert strict.lines()[0].startswith("catalog/papers/quartz.yml:6:10: warning: avoid '")
    assert strict.lines()[0].endswith("[praise]")


def test_a_tldr_avoids_the_same_words_as_a_summary(shelf):
    shelf.write("style.yml", "avoid: {novel: say what is new}\n")
    shelf.change("papers/quartz.yml", "summary: ", "tldr: A novel clock.\nsummary: ")
    assert shelf.printed() == (
        "catalog/papers/quartz.yml:6:7: warning: avoid 'novel' in the tldr [praise]\n  say what is new"
    )


def test_a_style_can_require_a_tldr(shelf):
    shelf.write("style.yml", "needs_tldr: true\n")
    shelf.change("papers/pendulum.yml", "summary: ", "tldr: A weight on a string.\nsummary: ")
    shelf.add("papers/sundial.yml", "accepted: [{rule: missing-tldr, why: the name says it}]\n")
    assert shelf.printed() == (
        "catalog/papers/quartz.yml:6:1: warning: 'tldr' is missing [missing-tldr]\n"
        "  write tldr: and what the paper does, in one line of at most 110 characters"
    )


@pytest.mark.parametrize(
    ("tldr", "repeated"),
    [
        ("Crystals in watches.", ["title"]),
        ("A CRYSTAL under voltage — hums.", ["summary"]),
        ("A circuit counts", ["summary"]),
        ("Crystal", ["summary"]),
        ("Crystals", ["title"]),
        ("Keeps the time with a piece of quartz.", []),
        ("...", []),
    ],
)
def test_a_tldr_that_repeats_the_title_or_the_summary_is_a_warning(shelf, tldr, repeated):
    shelf.change("papers/quartz.yml", "summary: ", f"tldr: {tldr}\nsummary: ")
    found = [line for line in shelf.lines() if line.endswith("[tldr-repeats]")]
    expected = "catalog/papers/quartz.yml:6:7: warning: the tldr repeats the {} [tldr-repeats]"
    assert found == [expected.format(name) for name in repeated]


def test_a_word_that_only_starts_with_an_avoided_word_is_allowed(strict):
    strict.add("style.yml", "avoid: {we: write the paper, us: write the paper, novel: say what is new}\n")
    strict.change("papers/quartz.yml", "A crystal", "Weather and users of novels meet a crystal")
    assert strict.printed() == ""


def test_a_relation_avoids_words_that_mean_another_paper_on_the_other_page(strict):
    strict.add("style.yml", "avoid_in_relations: {its: name whose it is}\n")
    strict.change("papers/pendulum.yml", "how: a falling weight", "how: its stick becomes a falling weight")
    assert strict.printed() == (
        "catalog/papers/pendulum.yml:9:43: warning: avoid 'its' in a relation [unclear-relation]\n  name whose it is"
    )


def test_a_word_of_the_title_can_be_accepted(strict):
    strict.add("style.yml", "avoid: {novel: say what is new}\n")
    strict.change("papers/quartz.yml", "A crystal", "A Novel Clock, as its title says, with a crystal")
    strict.add("papers/quartz.yml", "accepted: [{rule: praise, why: the title holds the word}]\n")
    assert strict.printed() == ""


def test_a_fact_without_a_source_is_a_warning_at_its_line(strict):
    strict.write("style.yml", "sourced: [title, authors, venue, code]\n")
    assert [line for line in strict.lines() if "sundial" in line] == [
        "catalog/papers/sundial.yml:3:1: warning: no source for 'authors' [unsourced]",
        "catalog/papers/sundial.yml:7:1: warning: no source for 'venue' [unsourced]",
        "catalog/papers/sundial.yml:10:1: warning: no source for 'code' [unsourced]",
    ]
    # A field that an entry does not have needs no source.
    assert [line for line in strict.lines() if "quartz" in line] == [
        "catalog/papers/quartz.yml:2:1: warning: no source for 'authors' [unsourced]"
    ]


def test_a_source_cannot_be_older_than_the_paper(strict):
    strict.change("papers/quartz.yml", "checked: 2026-11-20", "checked: 2021-04-30")
    assert strict.lines() == [
        "catalog/papers/quartz.yml:9:58: warning: the source was read on 2021-04-30, before the paper was public "
        "(2021-05) [source-before-paper]"
    ]


def test_a_source_read_on_a_day_that_does_not_exist_is_an_error(strict):
    strict.change("papers/quartz.yml", "checked: 2026-11-20", "checked: 2026-02-30")
    assert "'2026-02-30' is not a date" in strict.printed()


def test_a_source_read_tomorrow_is_an_error(strict):
    strict.change("papers/quartz.yml", "checked: 2026-11-20", "checked: 2026-12-20")
    assert "'2026-12-20' is in the future" in strict.printed()


@pytest.mark.parametrize(
    ("venue", "message"),
    [
        ("since: 2021", "JOC did not take place in 2019: it began in 2021"),
        ("since: 2016, every: 2", "JOC did not take place in 2019: it is held every 2 years, counted from 2016"),
        ("since: 2015, every: 2", ""),
        ("since: 2019", ""),
    ],
)
def test_a_venue_in_a_year_when_it_did_not_take_place_is_a_warning(shelf, venue, message):
    shelf.change("venues.yml", "type: journal", f"type: journal, {venue}")
    expected = f"catalog/papers/sundial.yml:7:26: warning: {message} [implausible-year]" if message else ""
    assert "\n".join(shelf.lines()) == expected


@pytest.mark.parametrize(("year", "fits"), [(2018, False), (2019, True), (2023, True), (2024, False)])
def test_a_venue_before_the_paper_or_long_after_it_is_a_warning(shelf, year, fits):
    shelf.write("style.yml", "years_to_publication: 4\n")
    shelf.change("papers/sundial.yml", "year: 2019", f"year: {year}")
    message = f"the venue year {year} must be 0 to 4 years after the first public version (2019)"
    assert (message in shelf.printed()) is not fits


def test_a_category_can_require_relations(shelf):
    shelf.write("style.yml", "related: [indoor, outdoor]\n")
    # Sundial builds on nothing, and Pendulum builds on it.
    assert shelf.lines() == ["catalog/papers/quartz.yml:4:1: warning: no relation to any other paper [unrelated]"]


def test_a_mistake_in_the_style_is_an_error(shelf):
    shelf.write("style.yml", "summary_words: {least: many, most: 90}\nsorced: [title]\n")
    assert shelf.lines() == [
        "catalog/style.yml:1:24: error: 'summary_words.least' must be a whole number [wrong-type]",
        "catalog/style.yml:2:1: error: unknown field 'sorced' [unknown-field]",
    ]


SUNDIAL, QUARTZ = "catalog/papers/sundial.yml", "catalog/papers/quartz.yml"


@pytest.mark.parametrize(
    ("style", "path", "old", "new", "printed"),
    [
        (
            "summary_words: {least: 10, most: 14}", "papers/sundial.yml", "[shadow, stone]", "[stone]",
            f"{SUNDIAL}:12:10: warning: the summary has 15 words; expected are 10 to 14 [summary-length]\n"
            "  say what the problem, the idea and the result are",
        ),
        (
            "avoid: {state of the art: name what it is compared with}",
            "papers/quartz.yml", "summary: A crystal", "summary: State-of-the  art crystal",
            f"{QUARTZ}:6:10: warning: avoid 'state-of-the  art' in the summary [praise]\n"
            "  name what it is compared with",
        ),
        (
            "sourced: [code]", "papers/sundial.yml", "[shadow, stone]", "[stone]",
            f"{SUNDIAL}:10:1: warning: no source for 'code' [unsourced]\n"
            "  add a source that shows all of it: "
            'sources: [{fields: [code], at: "arxiv.org/abs/1903.00010", checked: 2026-11-24}]',
        ),
        (
            "years_to_publication: 2", "papers/sundial.yml", "year: 2019", "year: 2022",
            f"{SUNDIAL}:7:26: warning: the venue year 2022 must be 0 to 2 years after the first public version (2019) "
            "[implausible-year]\n  check the year of the venue and the date",
        ),
        (
            "related: [indoor]", "papers/sundial.yml", "[shadow, stone]", "[stone]",
            f"{QUARTZ}:4:1: warning: no relation to any other paper [unrelated]\n"
            "  add an earlier paper that it builds on to `builds_on`",
        ),
        (
            "years_to_publication: 9", "papers/quartz.yml", "added: 2026-11-24",
            "added: 2026-11-24\nsources: [{fields: [title], at: example.org, checked: 2021-04-01}]",
            f"{QUARTZ}:8:55: warning: the source was read on 2021-04-01, before the paper was public (2021-05) "
            "[source-before-paper]\n  correct the date of the source or of the paper",
        ),
    ],
    ids=["summary", "praise", "source", "venue", "relation", "date of a source"],
)  # fmt: skip
def test_a_warning_says_what_to_do(shelf, style, path, old, new, printed):
    shelf.write("style.yml", f"{style}\n")
    assert shelf.change(path, old, new).printed() == printed


@pytest.mark.parametrize("most", [15, 16])
def test_the_length_limits_of_a_summary_are_inclusive(shelf, most):
    shelf.write("style.yml", f"summary_words: {{least: 13, most: {most}}}\n")
    assert shelf.printed() == ""
    shelf.write("style.yml", f"summary_words: {{least: 14, most: {most}}}\n")
    assert "the summary has 13 words" in shelf.printed()
