"""Two spellings of one name: reported at the newer entry, with what to type for one person and for two."""

from __future__ import annotations

import pytest

QUARTZ = "catalog/papers/quartz.yml"
SUNDIAL = "catalog/papers/sundial.yml"


def test_two_spellings_with_the_same_address_are_an_error_that_names_both(shelf):
    assert shelf.change("papers/quartz.yml", "[Elif Öz]", "[Elif Öz, Jose Garcia]").printed() == (
        f"{QUARTZ}:2:20: error: 'Jose Garcia' and 'José García' (catalog/papers/sundial.yml:3) have the "
        "same address, authors/jose-garcia/ [author-collision]\n"
        "  if it is the same person, write José García here too; if this paper prints Jose Garcia, "
        "write `José García: {variants: [Jose Garcia]}` in authors.yml; "
        "two people: write `Jose Garcia: {homonyms: {jose-garcia-2: [quartz]}}` in authors.yml"
    )


@pytest.mark.parametrize(
    ("added", "path", "new", "old"),
    [
        ("2026-11-23", SUNDIAL, "José García", "Jose Garcia"),  # quartz is older
        ("2026-11-25", QUARTZ, "Jose Garcia", "José García"),
        ("2026-11-24", QUARTZ, "Jose Garcia", "José García"),  # of one day: the accents are right
    ],
)
def test_the_newer_entry_is_to_take_the_spelling_of_the_older_one(shelf, added, path, new, old):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[Jose Garcia]").change(
        "papers/quartz.yml", "added: 2026-11-24", f"added: {added}"
    )
    (line,) = (line for line in shelf.lines() if line.endswith("[author-collision]"))
    assert line.startswith(f"{path}:") and f"error: '{new}' and '{old}' (" in line
    assert f"\n  if it is the same person, write {old} here too; if this paper prints {new}, " in shelf.printed()


def collision(shelf):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[Jose Garcia]")
    return shelf.printed()


@pytest.mark.parametrize(
    "line", ["José García: {variants: [Jose Garcia]}", "Jose Garcia: {homonyms: {jose-garcia-2: [quartz]}}"]
)
def test_the_lines_for_authors_yml_pass(shelf, line):
    assert f"write `{line}` in authors.yml" in collision(shelf)
    assert shelf.write("authors.yml", f"{line}\n").printed() == ""


def test_a_name_with_a_record_is_to_get_one_field_more(shelf):
    shelf.write("authors.yml", "José García: {family: García}\n")
    assert "add `variants: [Jose Garcia]` to the record of José García in catalog/authors.yml" in collision(shelf)


def test_extra_spaces_are_no_other_spelling(shelf):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "['José  García']")
    assert [line.rpartition(" ")[2] for line in shelf.lines()] == ["[blank-author]"]
