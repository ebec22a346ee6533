"""The fast way for usual texts and names: it finds what the slow way finds, and no text makes it slow."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.people import WhoIsWho
from paperatlas.read import syntax
from paperatlas.read.names import FIELDS
from paperatlas.rules import names

NEVER = re.compile(r"(?!)")

LINES = st.sampled_from([
    *("title: A clock", "title:", "title: 'a: b'", "authors:", "authors: [Ada Byron, Bo Li]", "summary: >-"),
    *("methods:", "code:", "venue: {name: A, year: 2020}", "venue: {A}", "builds_on:", "date: 2020-01", "paper:"),
    *("- key: gla", "- Ada Byron", "- title: A clock", "- - -", "- a = {b}", "-", "- {paper: a, kind: b}"),
    *("  - key: gla", "  update: 'S_t = a'", "  a sentence", "  x = {y}", "  symbols:", "    - {latex: a}", "  a: {b"),
    *("", "# a comment", "#", "---", "***", "title = A clock", "Title: A clock", "@article{a,", "}", "{", " title: A"),
])  # fmt: skip


@settings(max_examples=600)
@given(st.lists(LINES, max_size=8))
def test_a_usual_text_is_one_in_which_the_slow_way_finds_nothing(lines):
    text, known = "".join(f"{line}\n" for line in lines), FIELDS["papers"]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(syntax, "_usual", lambda names: NEVER)
        slowly = syntax.tidied(text, known)
    assert syntax.tidied(text, known) == slowly


WORDS = st.sampled_from([
    *("Ada", "Bo", "And", "Et", "Al", "Und", "Dr", "Prof", "Professor", "Mr", "Ms", "Sc", "Ing", "Eng", "M.", "B."),
    *("Jr", "Sr", "Junior", "Iii", "III", "Phd", "PhD", "Md", "Others", "De", "LI"),
])  # fmt: skip


@settings(max_examples=600)
@given(st.lists(WORDS, min_size=1, max_size=5).map(" ".join))
def test_a_name_without_faults_is_one_in_which_the_slow_way_finds_none(name):
    who = WhoIsWho()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(names, "_FAULTLESS", NEVER)
        slowly = names.fault_of_name(name, who)
    assert names.fault_of_name(name, who) == slowly


# Reads texts of 200,000 characters that begin as usual ones do and end as none does. It is a process, so that it can be
# stopped: a pattern that tries ever more ways would not end.
READ = """
from paperatlas.read.names import FIELDS
from paperatlas.read.syntax import _usual
usual = _usual(FIELDS["papers"])
for part in (
    "title: a\\n", "title: {a: b\\n", "summary: >-\\n  a\\n", "  a: b\\n", "  - a: b: c\\n", "   \\n", "\\n", "# a\\n",
    "- a\\n", "authors:\\n- a\\n", "authors:\\n- a\\n  b\\n", "a", " ", "a: ", "title: ", "- ", "{a: ", ">-\\n ",
):
    text = part * (200_000 // len(part))
    for begin in ("", "title: ", "authors:\\n- ", "  "):
        for end in ("\\x00", "\\n=\\n", "title: >"):
            usual.fullmatch(begin + text + end)
"""


def test_no_text_makes_the_fast_way_slow():
    subprocess.run([sys.executable, "-c", READ], check=True, timeout=120)
