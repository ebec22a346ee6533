"""Citation keys: once published, a key never changes, and never passes to another paper."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from pybtex.database import parse_string

from paperatlas.catalogue import Catalogue
from paperatlas.commands import main
from paperatlas.exports import FORMATS
from paperatlas.exports.keys import citation_keys
from paperatlas.model import Paper
from paperatlas.search.text import text_tier

WORDS = st.sampled_from(["Sand", "Clocks", "The Sand", "On", "Sandb", "Größe", "时钟"])
AUTHORS = st.sampled_from(["Ada Byron", "Anna Byron", "Byron", "Łukasz Öz", "陈伟"])
YEARS = st.integers(2019, 2021)


class Editors(RuleBasedStateMachine):
    """What happens to a catalogue in the course of years; `paperatlas keys` runs after each change."""

    def __init__(self) -> None:
        super().__init__()
        self.papers: dict[str, Paper] = {}
        self.published: dict[str, int] = {}  # for each citation key, the number of its paper
        self.number = 0

    def change(self, data: st.DataObject, **fields: object) -> None:
        if self.papers:
            key = data.draw(st.sampled_from(sorted(self.papers)))
            self.papers[key] = self.papers[key].model_copy(update=fields)

    @rule(title=WORDS, author=AUTHORS, year=YEARS, day=st.integers(1, 28), letter=st.sampled_from("abc"))
    def add(self, title, author, year, day, letter):
        self.number += 1
        key = f"{letter}-{self.number}"  # new papers come before and after the others in every order
        self.papers[key] = Paper.model_validate(
            {
                "key": key,
                "title": title,
                "authors": [author],
                "date": f"{year}",
                "category": "indoor",
                "tags": ["gears"],
                "summary": "It ticks.",
                "added": f"2026-11-{day:02}",
            }
        )

    @rule(data=st.data(), title=WORDS, author=AUTHORS)
    def rename(self, data, title, author):
        self.change(data, title=title, authors=(author,))

    @rule(data=st.data(), year=YEARS, day=st.integers(1, 28))
    def redate(self, data, year, day):
        self.change(data, date=f"{year}", added=f"2026-10-{day:02}")

    @rule(data=st.data(), year=YEARS)
    def accept(self, data, year):
        venue = Paper.model_fields["venue"].annotation.__args__[0]
        self.change(data, venue=venue(name="JOC", year=year))

    @rule(data=st.data(), letter=st.sampled_from("abc"))
    def rename_the_file(self, data, letter):
        if self.papers:
            old = data.draw(st.sampled_from(sorted(self.papers)))
            paper = self.papers.pop(old)
            new = f"{letter}-{old.partition('-')[2]}"
            self.papers[new] = paper.model_copy(update={"key": new, "aliases": (old,)})

    @invariant()
    def no_key_changes_or_moves(self):
        keys = citation_keys(Catalogue((), papers=self.papers))
        assert len({key.lower() for key in keys.values()}) == len(self.papers)
        for paper, key in keys.items():
            number = int(paper.partition("-")[2])
            assert self.published.setdefault(key, number) == number
            self.papers[paper] = self.papers[paper].model_copy(update={"cite_key": key})
        assert len(self.published) == self.number


def test_no_citation_key_changes_or_moves_whatever_happens_to_the_papers():
    run_state_machine_as_test(Editors)


def test_a_missing_key_is_a_warning_with_the_line_to_add_if_the_style_asks_for_it(shelf):
    shelf.add("papers/pendulum.yml", "cite_key: byron2019sundial\n")
    assert shelf.printed() == ""
    shelf.write("style.yml", "needs_cite_key: true\n")
    assert shelf.printed() == (
        "catalog/papers/quartz.yml:7:1: warning: 'cite_key' is missing [missing-cite-key]\n"
        "  write cite_key: oz2021crystals, or run `paperatlas keys`, which writes it\n"
        "catalog/papers/sundial.yml:18:1: warning: 'cite_key' is missing [missing-cite-key]\n"
        "  write cite_key: byron2019sundialb, or run `paperatlas keys`, which writes it"
    )
    shelf.add("papers/quartz.yml", "accepted: [{rule: missing-cite-key, why: It is not published.}]\n")
    assert [line.partition(":")[0] for line in shelf.lines()] == ["catalog/papers/sundial.yml"]


@pytest.mark.parametrize("field, wrong", [("date", "Dec 2021"), ("authors", "[]"), ("title", "''")])
def test_no_key_is_made_from_values_that_are_still_wrong(shelf, field, wrong):
    shelf.write("style.yml", "needs_cite_key: true\n").add("papers/pendulum.yml", "cite_key: byron2019sundial\n")
    text = re.sub(rf"(?m)^{field}: .*", f"{field}: {wrong}", shelf.right("papers/quartz.yml"))
    shelf.write("papers/quartz.yml", text)
    found = [line for line in shelf.lines() if "quartz.yml" in line]
    assert found
    assert not [line for line in found if "missing-cite-key" in line]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_command_writes_missing_keys_and_nothing_else(shelf, capsys, end):
    text = shelf.right("papers/quartz.yml").replace("tags:", "# What it has.\ntags:").replace("\n", end)
    shelf.write("papers/quartz.yml", text).add("papers/sundial.yml", "cite_key: mine2019sun\n")
    sundial = (shelf.root / "papers/sundial.yml").read_bytes()
    assert main(["keys"]) == 0
    assert capsys.readouterr().err == "catalog: 2 citation keys written\n"
    expected = text.replace("added:", f"cite_key: oz2021crystals{end}added:")
    assert (shelf.root / "papers/quartz.yml").read_bytes() == expected.encode()
    assert (shelf.root / "papers/sundial.yml").read_bytes() == sundial
    assert main(["keys"]) == 0
    assert capsys.readouterr().err == "catalog: 0 citation keys written\n"
    assert shelf.printed() == ""


def test_the_command_tells_the_line_for_an_entry_that_it_cannot_change(shelf, capsys):
    flow = (
        "{title: Crystals in Watches, authors: [Elif Öz], date: 2021-05, category: indoor, tags: [gears],\n"
        "summary: 'A crystal under voltage hums at a steady pitch, and a circuit counts.', added: 2026-11-24}\n"
    )
    shelf.write("papers/quartz.yml", flow)
    assert main(["keys"]) == 1
    out, err = capsys.readouterr()
    assert out == "catalog/papers/quartz.yml: write this line yourself: cite_key: oz2021crystals\n"
    assert err == "catalog: 2 citation keys written\n"
    assert (shelf.root / "papers/quartz.yml").read_text(encoding="utf-8") == flow


def test_a_catalogue_with_errors_gets_no_keys(shelf):
    shelf.change("papers/quartz.yml", "[gears]", "[gear]")
    assert main(["keys"]) == 1
    assert "cite_key" not in (shelf.root / "papers/sundial.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("key", "old"), [("byron2019sun", ""), ("BYRON2019Sun", ""), ("oz2021", "[byron2019SUN]")])
def test_two_papers_never_have_one_key_be_it_an_old_one_or_in_other_case(shelf, key, old):
    shelf.add("papers/sundial.yml", "cite_key: byron2019sun\n")
    shelf.add("papers/quartz.yml", f"cite_key: {key}\n" + (f"old_cite_keys: {old}\n" if old else ""))
    assert shelf.printed() == (
        "catalog/papers/sundial.yml:19:11: error: the citation key 'byron2019sun' is already used in "
        f"catalog/papers/quartz.yml:{9 if old else 8} [duplicate-cite-key]\n"
        "  remove it from the paper that is new here, and run `paperatlas keys`, which writes another"
    )


def test_an_old_key_is_not_the_present_one(shelf):
    shelf.add("papers/quartz.yml", "cite_key: oz2021\nold_cite_keys: [oz2021]\n")
    assert "remove this one" in shelf.printed()


@pytest.mark.parametrize("key", ["öz2021", "oz 2021", "oz2021,b", "-oz", "a" * 101])
def test_a_key_that_bibtex_cannot_read_is_an_error(shelf, key):
    shelf.add("papers/quartz.yml", f"cite_key: '{key}'\n")
    assert "is not a citation key such as yang2024gated" in shelf.printed()


def test_old_keys_still_cite_the_paper_and_search_finds_them(shelf):
    shelf.add("papers/quartz.yml", "cite_key: Oz2021new\nold_cite_keys: [oz2020watch, oz2021watch]\n")
    catalogue = shelf.load()
    [text] = FORMATS["bibtex"].records(catalogue, [catalogue.papers["quartz"]])
    assert parse_string(text, "bibtex").entries["Oz2021new"].fields["ids"] == "oz2020watch, oz2021watch"
    assert "oz2021new oz2020watch oz2021watch" in text_tier(catalogue)


def test_a_paper_without_key_never_takes_one_that_another_has_or_had(shelf):
    catalogue = shelf.add("papers/pendulum.yml", "old_cite_keys: [OZ2021crystals]\n").load()
    assert citation_keys(catalogue)["quartz"] == "oz2021crystalsb"
    other = catalogue.papers["sundial"].model_copy(update={"cite_key": "oz2021crystalsb"})
    assert citation_keys(replace(catalogue, papers={**catalogue.papers, "sundial": other}))["quartz"][-1] == "c"


@pytest.fixture
def published(shelf):
    """The catalogue about clocks, with citation keys, in a commit."""
    shelf.add("papers/quartz.yml", "old_cite_keys: [oz2020watch]\n")
    assert main(["keys"]) == 0
    subprocess.run(["git", "init", "-q"], check=True)
    commit()
    return shelf


def commit() -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["add", "."], [*identity, "commit", "-qm", "Clocks"]):
        subprocess.run(["git", *command], check=True)


def lost(capsys) -> str:
    capsys.readouterr()
    code = main(["keys", "--since", "HEAD"])
    out = capsys.readouterr().out
    assert code == int(bool(out))
    return out


def test_keys_that_are_kept_or_moved_to_the_old_ones_are_right(published, capsys):
    assert lost(capsys) == ""
    published.change("papers/quartz.yml", "cite_key: oz2021crystals", "cite_key: oz2021gems")
    published.change("papers/quartz.yml", "[oz2020watch]", "[oz2020watch, oz2021crystals]")
    text = (published.root / "papers/pendulum.yml").read_text(encoding="utf-8")
    published.write("papers/pendulum-clock.yml", text + "aliases: [pendulum]\n").remove("papers/pendulum.yml")
    assert lost(capsys) == ""


def test_a_key_that_is_gone_is_an_error_with_the_line_that_keeps_it(published, capsys):
    published.change("papers/quartz.yml", "cite_key: oz2021crystals", "cite_key: oz2021gems")
    published.change("papers/quartz.yml", "old_cite_keys: [oz2020watch]\n", "")
    assert lost(capsys) == (
        "catalog/papers/quartz.yml: error: the citation key 'oz2021crystals' is gone; "
        "keep it: old_cite_keys: [oz2021crystals]\n"
        "catalog/papers/quartz.yml: error: the citation key 'oz2020watch' is gone; "
        "keep it: old_cite_keys: [oz2020watch]\n"
    )


LISTS = (
    "\n  - oz2020watch\n",
    "\n- oz2020watch  # of old\n",
    "\n\n  # of old\n  [oz2020watch,\n  ]\n",
    " ['oz2020watch'\n]\n",
)


@pytest.mark.parametrize("written", LISTS)
def test_an_old_key_that_is_gone_is_noticed_however_its_list_was_written(published, capsys, written):
    published.change("papers/quartz.yml", " [oz2020watch]\n", written)
    commit()
    assert lost(capsys) == ""
    published.change("papers/quartz.yml", f"old_cite_keys:{written}", "")
    assert lost(capsys).startswith("catalog/papers/quartz.yml: error: the citation key 'oz2020watch' is gone; ")


def test_a_paper_with_a_new_name_is_given_the_line_that_keeps_its_key(published, capsys):
    text = (published.root / "papers/quartz.yml").read_text(encoding="utf-8")
    published.write("papers/watch.yml", text.replace("Crystals", "Wheels")).remove("papers/quartz.yml")
    message = lost(capsys)
    assert message.startswith(
        "catalog/papers/watch.yml: error: the citation key 'oz2021crystals' is that of 'quartz'; "
        "if this is the same paper under a new name, write aliases: [quartz]; if not, remove it here"
    )
    published.add("papers/watch.yml", "aliases: [quartz]\n")
    assert lost(capsys) == ""


def test_a_key_that_passes_to_another_paper_is_an_error(published, capsys):
    published.change("papers/quartz.yml", "cite_key: oz2021crystals", "cite_key: oz2021gems")
    published.change("papers/pendulum.yml", "cite_key: ", "cite_key: oz2021crystals\nold_cite_keys: [")
    text = (published.root / "papers/pendulum.yml").read_text(encoding="utf-8")
    published.write("papers/pendulum.yml", re.sub(r"(old_cite_keys: .*)", r"\1]", text))
    assert lost(capsys) == (
        "catalog/papers/pendulum.yml: error: the citation key 'oz2021crystals' is that of 'quartz'; "
        "remove it here, and run `paperatlas keys`, which writes another\n"
    )


def test_an_unknown_commit_is_one_message(published, capsys):
    capsys.readouterr()
    assert main(["keys", "--since", "nowhere"]) == 2
    assert capsys.readouterr().err.startswith("paperatlas: cannot read the citation keys of 'nowhere': ")
