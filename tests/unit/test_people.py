"""Names of authors."""

from __future__ import annotations

import json

import pytest

from paperatlas.exports.csl_json import records
from paperatlas.render import Renderer
from paperatlas.search.columns import columns
from paperatlas.search.text import text_tier
from paperatlas.site import contents

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


@pytest.mark.parametrize(
    ("name", "rule", "hint"),
    [
        ("Wu Li and Tri Dao", "author-several", "write each author as an item of the list: [Wu Li, Tri Dao]"),
        ("Wu Li; Tri Dao", "author-several", "write each author as an item of the list: [Wu Li, Tri Dao]"),
        ("Wu Li & Tri Dao", "author-several", "write each author as an item of the list: [Wu Li, Tri Dao]"),
        ("Wu Li，Tri Dao", "author-several", "write each author as an item of the list: [Wu Li, Tri Dao]"),
        ("Wu Li, Tri Dao", "author-comma", "write each author as an item of the list: [Wu Li, Tri Dao]"),
        ("and Tri Dao", "author-several", "write Tri Dao"),
        ("& Tri Dao", "author-several", "write Tri Dao"),
        ("& Wu Li & Tri Dao", "author-several", "write each author as an item of the list: [Wu Li, Tri Dao]"),
        ("Tri Dao,", "author-comma", "write Tri Dao"),
        ("Dao, Tri", "author-comma", "write the given name first: Tri Dao; for an organisation"),
        ("King, Jr., Martin", "author-comma", "write the given name first: Martin King, Jr."),
        ("Tri Dao <a@b.c>", "author-email", "write Tri Dao"),
        ("a@b.c", "author-email", "write the name as printed on the paper"),
        ("Dr. Tri Dao, PhD", "author-title", "write Tri Dao"),
        ("Prof. Tri Dao", "author-title", "write Tri Dao"),
        ("Tri Dao PhD", "author-title", "write Tri Dao"),
        ("Professor Grace Hopper", "author-title", "write Grace Hopper"),
        ("Tri Dao (Acme)", "author-brackets", "write Tri Dao"),
        ("Tri Dao1", "author-marks", "write Tri Dao"),
        ("1. Tri Dao", "author-marks", "write Tri Dao"),
        ("Tri Dao*", "author-marks", "write Tri Dao"),
        ("“Tri Dao”", "author-quotes", "write Tri Dao"),
        ("Dao T.", "author-order", "write the given name first: T. Dao"),
        (r"J{\"o}rg Bell", "author-markup", "write Jörg Bell"),
        (r"Andr\'e Bell", "author-markup", "write André Bell"),
        ("J&ouml;rg Bell", "author-markup", "write Jörg Bell"),
        ("<i>Tri</i> Dao", "author-markup", "write Tri Dao"),
        ("tri dao", "lower-case-author", "write Tri Dao, or accept this if the author writes it so"),
        ("Tri LOVELACE", "shouted-author", "write Tri Lovelace; for an organisation"),
        ("Team GLM", "unmarked-team", "in authors.yml, write `Team GLM: {organisation: true}`"),
        ("R&D Lab", "unmarked-team", 'in authors.yml, write `"R&D Lab": {organisation: true}`'),
        ("Bell and Sons Inc", "unmarked-team", "in authors.yml, write `Bell and Sons Inc: {organisation: true}`"),
    ],
)
def test_a_name_that_holds_more_than_a_name_is_one_warning_that_an_entry_accepts(shelf, name, rule, hint):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "['" + name.replace("'", "''") + "']")
    first, second = shelf.printed().split("\n")
    assert first.startswith(f"{QUARTZ}:2:11: warning: '{name}' ")
    assert first.endswith(f"[{rule}]")
    assert second.strip().startswith(hint)
    assert not second.endswith(",")
    accept(shelf, "quartz", rule)
    assert shelf.printed() == ""


@pytest.mark.parametrize(
    "name",
    [
        "Martin King, Jr.",
        "Ada Bell III",
        "Plato",
        "陈伟",
        "Kranthi GV",
        "J.-P. Serre",
        "Ro'i Bell",
        "van Gogh",
        "Md Li",
    ],
)
def test_an_unusual_name_is_allowed(shelf, name):
    assert shelf.change("papers/quartz.yml", "[Elif Öz]", f'["{name}"]').printed() == ""


@pytest.mark.parametrize(
    ("written", "right"), [("[Byron, Grace]", "[Grace Byron]"), ("[Byron, Grace, Li, Wu]", "[Grace Byron, Wu Li]")]
)
def test_names_that_yaml_split_at_the_comma_are_a_warning(shelf, written, right):
    assert shelf.change("papers/quartz.yml", "[Elif Öz]", written).printed() == (
        f"{QUARTZ}:2:11: warning: every author has one word [split-names]\n"
        f"  if the commas are inside names, write {right}; if not, accept this warning under `accepted`"
    )


@pytest.mark.parametrize("old", ["Team GLM", "Bell and Sons", "Quartz, Inc.", "ACME CORPORATION"])
def test_an_organisation_may_have_any_name(shelf, old):
    shelf.change("papers/quartz.yml", "[Elif Öz]", f'["{old}"]')
    assert shelf.write("authors.yml", f'"{old}": {{organisation: true}}\n').printed() == ""


@pytest.mark.parametrize("name", ["Ada K. Byron", "A. Byron", "Ada King Byron"])
def test_a_name_with_a_middle_name_or_an_initial_more_or_less_is_a_warning(shelf, name):
    shelf.change("papers/quartz.yml", "[Elif Öz]", f"[{name}]")
    [line] = shelf.lines()
    assert line.startswith("catalog/papers/") and line.endswith("[similar-author]")
    assert f"'{name}'" in line and "'Ada Byron'" in line
    long, short = sorted((name, "Ada Byron"), key=len, reverse=True)
    assert shelf.write("authors.yml", f"{long}: {{variants: [{short}]}}\n").printed() == ""


@pytest.mark.parametrize(
    ("one", "two"),
    [("Jean-Luc Bell", "Jeanluc Bell"), ("Jörg Müller", "Joerg Mueller"), ("J.-L. Bell", "Jean-Luc Bell")],
)
def test_a_name_that_differs_by_accents_or_hyphens_is_a_warning(shelf, one, two):
    shelf.change("papers/quartz.yml", "[Elif Öz]", f"[{one}]").change("papers/sundial.yml", "José García", two)
    assert [line.endswith("[similar-author]") for line in shelf.lines()] == [True]


@pytest.mark.parametrize("name", ["Grace Byron", "Ada Hopper", "Adam Byron", "Ada Byrons"])
def test_other_names_are_not_similar(shelf, name):
    assert shelf.change("papers/quartz.yml", "[Elif Öz]", f"[{name}]").printed() == ""


def test_middle_names_that_differ_are_two_people(shelf):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[Ada K. Bell]").change(
        "papers/sundial.yml", "José García", "Ada L. Bell"
    )
    assert shelf.printed() == ""


def test_a_similar_name_is_accepted_where_it_is_reported(shelf):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[Ada K. Byron]")
    accept(shelf, "quartz", "similar-author")
    assert shelf.printed() == ""


AUTHORS = "catalog/authors.yml"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "Elif Öz: {homonyms: {elif-oz-2: [quarz]}}\n",
            "1:34: error: unknown paper 'quarz' [unknown-paper]",
        ),
        (
            "Elif Öz: {homonyms: {elif-oz-2: [sundial]}}\n",
            "1:34: error: 'Elif Öz' is not an author of 'sundial' [not-an-author]",
        ),
        (
            "Elif Öz: {homonyms: {elif-oz-2: {papers: [sundial], affiliation: Acme}}}\n",
            "1:43: error: 'Elif Öz' is not an author of 'sundial' [not-an-author]",
        ),
        (
            "Elif Öz: {homonyms: {a: [quartz], b: [quartz]}}\n",
            "1:39: error: two people named 'Elif Öz' have the paper 'quartz', which names one [not-an-author]",
        ),
        (
            "Elif Öz: {variants: [E. Öz]}\nChen Wei: {variants: [E. Öz]}\n",
            "2:23: error: 'E. Öz' is also a variant of 'Elif Öz' [bad-variant]",
        ),
        (
            "Elif Öz: {variants: [Chen Wei]}\nChen Wei: {family: Chen}\n",
            "1:22: error: 'Chen Wei' has a record of its own [bad-variant]",
        ),
        (
            "Ada Byron: {variants: [Chen Wei]}\n",
            "1:24: error: 'Chen Wei' and 'Ada Byron' are both authors of catalog/papers/pendulum.yml [bad-variant]",
        ),
        (
            "Elif Öz: {variants: [Chen Wei]}\n",
            "1:22: warning: the variant 'Chen Wei' shares no part with 'Elif Öz' [unlike-variant]",
        ),
        ("Elif Öz: {variants: [Elif Öz]}\n", "1:22: error: 'Elif Öz' is the name itself [bad-variant]"),
        ("Elif Özz: {family: Özz}\n", "1:1: warning: no entry has the author 'Elif Özz' [unused-author]"),
        (
            "Elif Öz: {family: Wu}\n",
            "1:19: warning: the family name 'Wu' is not part of 'Elif Öz' [family-not-in-name]",
        ),
        (
            "Elif Öz: {orcid: 0000-0002-1825-0098}\n",
            "1:18: error: the ORCID iD '0000-0002-1825-0098' has a typing mistake: its check digit is wrong;"
            " copy it again [bad-id]",
        ),
        (
            "Elif Öz: {orcid: 0000-0002-1825-0097}\nChen Wei: {orcid: 0000-0002-1825-0097}\n",
            "2:19: error: 'Elif Öz' has the ORCID iD 0000-0002-1825-0097 too [duplicate-orcid]",
        ),
    ],
)
def test_a_record_of_an_author_that_cannot_be_right_is_reported(shelf, text, problem):
    lines = shelf.write("authors.yml", text).lines()
    assert f"{AUTHORS}:{problem}" in lines
    assert len(lines) == 1


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0002-1694-233X"])
def test_an_orcid_with_the_right_check_digit_is_allowed(shelf, orcid):
    assert shelf.write("authors.yml", f"Elif Öz: {{orcid: {orcid}}}\n").printed() == ""


def test_a_warning_about_a_record_is_accepted_in_the_record(shelf):
    text = "Elif Öz: {variants: [Chen Wei], accepted: [{rule: unlike-variant, why: A new name.}]}\n"
    assert shelf.write("authors.yml", text + "Grace Hopper: {family: Hopper}\n").lines() == [
        f"{AUTHORS}:2:1: warning: no entry has the author 'Grace Hopper' [unused-author]"
    ]


def test_a_homonym_follows_a_paper_that_was_renamed(shelf):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[Ada Byron]").add("papers/quartz.yml", "aliases: [crystal]\n")
    catalogue = shelf.write("authors.yml", "Ada Byron: {homonyms: {ada-byron-2: [crystal]}}\n").load()
    assert not catalogue.problems
    assert [paper.key for paper in catalogue.people["ada-byron-2"].papers] == ["quartz"]


@pytest.mark.parametrize(
    ("homonyms", "slugs"),
    [
        ("{ada-byron-2: [quartz]}", ["ada-byron", "ada-byron-2"]),
        ("{ada-byron-2: [quartz], ada-byron: [quartz]}", ["ada-byron-2", "ada-byron"]),
    ],
)
def test_two_people_of_one_name_on_one_paper_are_told_apart(shelf, homonyms, slugs):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[Ada Byron, Ada Byron]")
    accept(shelf, "quartz", "repeated-author")
    catalogue = shelf.write("authors.yml", f"Ada Byron: {{homonyms: {homonyms}}}\n").load()
    assert not catalogue.problems
    assert [key for _, key in catalogue.authors_of(catalogue.papers["quartz"])] == slugs


def test_people_of_one_name_have_labels_that_differ(shelf):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[Ada Byron]").change(
        "papers/sundial.yml", "José García", "Grace Hopper"
    )
    shelf.write("authors.yml", "Ada Byron: {homonyms: {ada-byron-2: [quartz]}}\n")
    people = shelf.load().people
    assert people["ada-byron"].label == "Ada Byron (Sundial)"
    assert people["ada-byron-2"].label == "Ada Byron (Crystals in Watches)"
    assert people["grace-hopper"].label == "Grace Hopper"
    shelf.write(
        "authors.yml",
        "Ada Byron:\n  affiliation: Acme\n  homonyms:\n"
        "    ada-byron-2: {orcid: 0000-0002-1825-0097, papers: [quartz]}\n",
    )
    people = shelf.load().people
    assert people["ada-byron"].label == "Ada Byron (Acme)"
    assert people["ada-byron-2"].label == "Ada Byron (0000-0002-1825-0097)"


def test_people_of_one_name_are_told_apart_in_the_index_and_on_their_pages(shelf):
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[Ada Byron]")
    shelf.write(
        "authors.yml",
        "Ada Byron:\n  affiliation: Acme\n  homonyms:\n"
        "    ada-byron-2: {affiliation: Bolt, orcid: 0000-0002-1825-0097, papers: [quartz]}\n",
    )
    site = contents(shelf.load())
    render = Renderer(site).page
    titles = {page.url: page.title for page in site.pages}
    articles = {page.url: render(page) for page in site.pages if page.url.startswith("authors/")}
    for slug, where in (("ada-byron", "Acme"), ("ada-byron-2", "Bolt")):
        assert (
            f'<a href="../authors/{slug}/">Ada Byron</a> <span class="quiet">({where})</span>' in articles["authors/"]
        )
        assert titles[f"authors/{slug}/"] == f"Ada Byron ({where})"
    assert 'href="https://orcid.org/0000-0002-1825-0097"' in articles["authors/ada-byron-2/"]
    assert "orcid" not in articles["authors/ada-byron/"]


def test_the_index_sorts_by_family_names_with_particles(shelf):
    names = "[Ludwig van Beethoven, Florian Le Bronnec, Martin King Jr., Team GLM, Plato, Vera Zu, Anh Van Nguyen]"
    people = shelf.change("papers/quartz.yml", "[Elif Öz]", names).load().people
    order = [person.name for person in people.values() if person.papers[0].key == "quartz"]
    assert order == [
        *("Martin King Jr.", "Florian Le Bronnec", "Anh Van Nguyen", "Plato"),
        *("Team GLM", "Ludwig van Beethoven", "Vera Zu"),
    ]


def test_a_paper_may_have_three_thousand_authors(shelf):
    names = [f"{chr(65 + index % 26)}a{first}n Mi{last}ta" for index, (first, last) in enumerate(pairs(3000))]
    catalogue = shelf.change("papers/quartz.yml", "[Elif Öz]", "[" + ", ".join(names) + "]").load()
    assert not [problem for problem in catalogue.problems if problem.is_error]
    assert len(catalogue.papers["quartz"].authors) == 3000


def pairs(count):
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [one + two for one in letters for two in letters]
    return [(words[index % 676], words[index // 26]) for index in range(count)]


def test_a_paper_with_thousands_of_authors_makes_lists_and_search_data_little_heavier(shelf):
    def sizes():
        catalogue = shelf.load()
        site = contents(catalogue)
        render = Renderer(site).page
        articles = {
            page.url: render(page) for page in site.pages if page.url in ("papers/", "papers/quartz/", "tags/gears/")
        }
        return (
            catalogue,
            articles,
            {**{name: len(text) for name, text in articles.items()}, "columns": len(columns(catalogue))},
        )

    _, _, before = sizes()
    names = [f"{chr(65 + index % 26)}a{first}n Mi{last}ta" for index, (first, last) in enumerate(pairs(3000))]
    shelf.change("papers/quartz.yml", "[Elif Öz]", "[" + ", ".join(names) + "]")
    catalogue, articles, after = sizes()
    assert "and 2,994 more</a>" in articles["papers/"]
    assert "and 2,988 more</summary>" in articles["papers/quartz/"]
    assert f">{names[-1]}</a>" in articles["papers/quartz/"]
    for name in ("papers/", "tags/gears/", "columns"):
        assert after[name] - before[name] < 1500
    assert len(text_tier(catalogue)) < 15_000
    [item] = records(catalogue, [catalogue.papers["quartz"]])
    assert len(json.loads(item)["author"]) == 3000


def test_the_page_of_an_author_has_one_address_from_the_first_paper_on(shelf):
    text = "Ada Byron: {variants: [A. Byron, Ada K. Byron], aliases: [ada-king]}\n"
    site = contents(shelf.write("authors.yml", text).load())
    assert {"authors/elif-oz/", "authors/ada-byron/", "authors/jose-garcia/"} <= site.urls
    assert {(one.url, one.target) for one in site.redirects if one.url.startswith("authors/")} == {
        (f"authors/{old}/", "authors/ada-byron/") for old in ("a-byron", "ada-k-byron", "ada-king")
    }
