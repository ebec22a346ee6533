"""Names of authors."""

from __future__ import annotations

import pytest

QUARTZ = "catalog/papers/quartz.yml"


def accept(shelf, key, rule):
    shelf.add(f"papers/{key}.yml", f"accepted:\n  - {{rule: {rule}, why: It is so.}}\n")


@pytest.mark.parametrize("name", ["-", "...", "?", "&"])
def test_an_author_without_a_letter_is_an_error(shelf, name):
    assert f"{QUARTZ}:2:11: error: the author '{name}' has no letter [blank-author]" in (
        shelf.change("papers/quartz.yml", "[Elif Öz]", f"['{name}', Elif Öz]").lines()
    )


def test_an_author_with_extra_spaces_is_an_error_that_shows_the_right_spelling(shelf):
    assert shelf.change("papers/quartz.yml", "[Elif Öz]", "['Elif  Öz ']").printed() == (
        f"{QUARTZ}:2:11: error: the author 'Elif  Öz ' has extra spaces [blank-author]\n  write Elif Öz"
    )


def test_an_author_given_twice_is_a_warning_that_an_entry_accepts(shelf):
    assert shelf.change("papers/quartz.yml", "[Elif Öz]", "[Elif Öz, Chen Wei, Elif Öz]").printed() == (
        f"{QUARTZ}:2:30: warning: 'Elif Öz' is also author number 1 [repeated-author]\n"
        "  remove one of the two; if they are two people, accept this warning under `accepted`"
    )
    accept(shelf, "quartz", "repeated-author")
    catalogue = shelf.load()
    assert not catalogue.problems
    assert [paper.key for paper in catalogue.people["elif-oz"].papers] == ["quartz"]


@pytest.mark.parametrize(
    "name", ["et al.", "et al", "Et Al.", "Elif Öz et al.", "et. al", "and 12 others", "others", "..."]
)
def test_et_al_is_not_a_name(shelf, name):
    shown = shelf.change("papers/quartz.yml", "[Elif Öz]", f"[Chen Wei, '{name}']").printed()
    assert f"{QUARTZ}:2:21: error: '{name}' is not a name [et-al]\n  list every author" in shown


def test_a_name_that_only_contains_the_letters_of_et_al_is_allowed(shelf):
    assert shelf.change("papers/quartz.yml", "[Elif Öz]", "[Bet Alba, Margaret Almeida]").printed() == ""


def test_an_author_in_all_caps_is_a_warning_that_suggests_a_spelling(shelf):
    assert shelf.change("papers/quartz.yml", "[Elif Öz]", "[ELIF ÖZ]").printed() == (
        f"{QUARTZ}:2:11: warning: 'ELIF ÖZ' is in all caps [shouted-author]\n"
        "  write Elif Öz; for an organisation, set `organisation: true` in authors.yml"
    )


def test_an_organisation_may_be_in_all_caps(shelf):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[UNESCO]")
    assert "[shouted-author]" in shelf.printed()
    assert shelf.write("authors.yml", "UNESCO: {organisation: true}\n").printed() == ""


def test_two_spellings_with_the_same_address_are_an_error_that_names_both(shelf):
    assert shelf.change("papers/quartz.yml", "[Elif Öz]", "[Elif Öz, Jose Garcia]").printed() == (
        "catalog/papers/sundial.yml:3:22: error: 'José García' and 'Jose Garcia' (catalog/papers/quartz.yml) have the "
        "same address, authors/jose-garcia/ [author-collision]\n"
        "  one person: add the other spelling to `variants` in authors.yml; two people: use `homonyms`"
    )


def test_a_variant_says_that_two_spellings_are_one_person(shelf):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[Elif Öz, Jose Garcia]")
    catalogue = shelf.write("authors.yml", "José García: {variants: [Jose Garcia]}\n").load()
    assert not catalogue.problems
    assert catalogue.people["jose-garcia"].name == "José García"
    assert [paper.key for paper in catalogue.people["jose-garcia"].papers] == ["quartz", "sundial"]


def test_a_homonym_says_that_two_spellings_are_two_people(shelf):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[Elif Öz, Jose Garcia]")
    catalogue = shelf.write("authors.yml", "Jose Garcia: {homonyms: {jose-garcia-2: [quartz]}}\n").load()
    assert not catalogue.problems
    assert [paper.key for paper in catalogue.people["jose-garcia"].papers] == ["sundial"]
    assert [paper.key for paper in catalogue.people["jose-garcia-2"].papers] == ["quartz"]


def test_a_homonym_separates_two_people_with_the_same_name(shelf):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[Ada Byron]")
    catalogue = shelf.write("authors.yml", "Ada Byron: {homonyms: {ada-byron-2: [quartz]}}\n").load()
    assert not catalogue.problems
    assert [paper.key for paper in catalogue.people["ada-byron"].papers] == ["pendulum", "sundial"]
    assert [paper.key for paper in catalogue.people["ada-byron-2"].papers] == ["quartz"]


def test_names_in_other_scripts_keep_their_letters(shelf):
    catalogue = shelf.change("papers/quartz.yml", "[Elif Öz]", "[陈伟, Łukasz Größe]").load()
    assert {"陈伟", "lukasz-grosse"} <= set(catalogue.people)


def test_a_name_without_a_letter_says_what_to_write(shelf):
    assert shelf.change("papers/quartz.yml", "[Elif Öz]", "['?', Elif Öz]").printed() == (
        f"{QUARTZ}:2:11: error: the author '?' has no letter [blank-author]\n  write the name as printed on the paper"
    )


@pytest.mark.parametrize("name", ["ADA", "MIT", "J. R. R."])
def test_a_name_of_up_to_three_capitals_may_be_initials(shelf, name):
    assert shelf.change("papers/quartz.yml", "[Elif Öz]", f"[{name}]").printed() == ""


def test_arxiv_authors_may_repeat_authors_of_the_paper_but_not_each_other(shelf):
    assert shelf.add("papers/quartz.yml", "arxiv_authors: [Elif Öz]\n").printed() == ""
    assert shelf.change(
        "papers/quartz.yml", "arxiv_authors: [Elif Öz]", "arxiv_authors: [Wu Li, Elif Oz, Elif Öz]"
    ).lines() == [f"{QUARTZ}:8:33: warning: 'Elif Öz' is also author number 2 [repeated-author]"]


def test_a_name_without_a_letter_or_digit_still_has_an_address(shelf):
    assert "unnamed" in shelf.change("papers/quartz.yml", "[Elif Öz]", "[___]").load().people
