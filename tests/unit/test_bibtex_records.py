"""BibTeX as people have it: each record gives its facts, or the reason why not with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.sources.bibtex import facts_of, records
from paperatlas.sources.facts import Facts, Refused


def values(text: str) -> dict[str, object]:
    [one] = facts_of(text, "refs.bib")
    return dict(one.values)


def test_a_whole_record_gives_the_fields_of_an_entry():
    assert values(
        r"""@article{byron2020clock,
          title   = {A {GPU} Clock of Nystr{\"o}m in $O(n)$, 90% Faster},
          author  = {Byron, Ada and van der Berg, J{\"o}rg and {The Clock Team} and L{\'o}pez, Jr., Ana},
          journal = "Journal of Clocks", volume = 3, number = 2, pages = {1--9}, month = jan, year = 2020,
          doi = {https://doi.org/10.1000/clock.1}, abstract = {Tells the time.}
        }"""
    ) == {
        "title": "A GPU Clock of Nyström in $O(n)$, 90% Faster",
        "authors": ["Ada Byron", "Jörg van der Berg", "The Clock Team", "Ana López, Jr."],
        "venue": {"name": "Journal of Clocks", "year": "2020", "volume": "3", "number": "2", "pages": "1-9"},
        "doi": "10.1000/clock.1",
        "date": "2020",
    }


@pytest.mark.parametrize(
    "fields",
    [
        "eprint={1903.00010}, archivePrefix={arXiv}",
        "eprint={arXiv:1903.00010v2}, eprinttype={arxiv}",
        "journal={arXiv preprint arXiv:1903.00010}",
        "journal={CoRR}, volume={abs/1903.00010}",
        "url={https://arxiv.org/abs/1903.00010v3}",
        "doi={10.48550/arXiv.1903.00010}",
        "howpublished={\\url{https://arxiv.org/pdf/1903.00010}}",
        "note={arXiv:1903.00010}",
    ],
)
def test_an_arxiv_id_is_found_wherever_programs_write_it(fields):
    assert values(f"@misc{{k, title={{Clocks}}, {fields}, year=2020}}") == {
        "title": "Clocks",
        "arxiv": "1903.00010",
        "date": "2019-03",
    }


def test_strings_are_put_in_and_joined():
    text = '@string{joc = "Journal of "}\n@article{k, title={A}, journal=joc # {Clocks}, year=1999}'
    assert values(text)["venue"] == {"name": "Journal of Clocks", "year": "1999"}


def test_a_paper_takes_what_it_lacks_from_its_proceedings():
    text = """@inproceedings{k, title={A}, crossref={joc}, pages={1-2}}
@proceedings{joc, title={Proceedings of Clocks}, year=2001}"""
    one, refused = records(text, "refs.bib")
    assert isinstance(one, Facts)
    assert one.values["venue"] == {"name": "Proceedings of Clocks", "year": "2001", "pages": "1-2"}
    assert refused == Refused(2, "this is a volume of proceedings, not a paper", "Proceedings of Clocks")


def test_a_record_that_is_not_closed_is_named_with_its_line_and_the_others_are_read():
    text = "@article{a, title={Sundials}}\n@article{b, title={Open, year=2000\n\n@article{c, title={Clocks}}\n"
    first, refused, last = records(text, "refs.bib")
    assert isinstance(first, Facts)
    assert isinstance(last, Facts)
    assert (first.title, first.line, last.title, last.line) == ("Sundials", 1, "Clocks", 4)
    assert refused == Refused(2, "the record 'b' cannot be read: a brace or a quotation mark is not closed")


def test_a_missing_comma_and_a_missing_title_are_named():
    found = list(records("@article{a title={x}}\n@article{b, year=2000}\n", "refs.bib"))
    assert found == [
        Refused(1, "the record 'a' cannot be read: a comma is missing after its key or after a field"),
        Refused(2, "the record 'b' has no title"),
    ]


def test_two_records_of_one_key_are_both_read():
    text = "@article{a, title={Sundials}}\n@article{a, title={Clocks}}"
    assert [one.title for one in facts_of(text, "refs.bib")] == ["Sundials", "Clocks"]


def test_software_and_datasets_are_libraries_and_datasets():
    text = "@software{a, title={Clockwork}, url={https://github.com/ada/clock}}\n@dataset{b, title={Hours}}"
    found = [(one.kind, dict(one.values)) for one in facts_of(text, "refs.bib")]
    assert found == [
        ("libraries", {"name": "Clockwork", "repo": "https://github.com/ada/clock"}),
        ("datasets", {"name": "Hours"}),
    ]


@given(st.text(alphabet='@{}()#,="\\$%a1 \n~', max_size=80), st.text(max_size=20))
def test_no_text_gives_a_traceback(text, more):
    list(records(text + more, "refs.bib"))
    list(records(f"@article{{k, title={{{text}}}, author={{{more}}}, year={text}}}", "refs.bib"))
