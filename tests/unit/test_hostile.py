"""No input causes a traceback: any file content gives either a catalogue or a list of problems."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperatlas.model import Dataset, Library, Method, Paper, Relation, Source, Tutorial, Venue
from paperatlas.problems import as_github, as_json, as_text

# All examples of a test share one folder; each example rewrites its file.
one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

ANY = st.text(st.characters(exclude_categories=["Cs"]))
PIECES = [
    "title: ", "authors: ", "tags:\n", "methods:\n", "  - ", "- ", "[", "]", "{", "}", ": ", ", ", "\n", "\n  ", "'",
    '"', "|\n", ">", "&a ", "*a", "<<: ", "!!str ", "!", "? ", "---\n", "...\n", "%YAML 1.2\n", "#", "\t", "\\", "~",
    "null", "key", "name", "value",
]  # fmt: skip
FILES = ["papers/quartz.yml", "libraries/clockwork.yml", "tags.yml", "venues.yml", "methods.yml", "authors.yml"]


def use(shelf):
    """Reads the catalogue, formats its problems in every format, and computes values that pages need."""
    catalogue = shelf.load()
    for spelled in (as_text, as_github, as_json):
        spelled(catalogue.problems)
    assert all(problem.line > 0 and problem.column > 0 for problem in catalogue.problems)
    assert catalogue.people is not None
    assert catalogue.by_venue is not None


@pytest.mark.parametrize("path", FILES)
@one_folder
@given(text=ANY)
def test_any_text_as_a_file_gives_no_traceback(shelf, path, text):
    use(shelf.write(path, text))


@pytest.mark.parametrize("path", FILES)
@one_folder
@given(text=st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_mix_of_yaml_as_a_file_gives_no_traceback(shelf, path, text):
    use(shelf.write(path, text))


@one_folder
@given(content=st.binary())
def test_any_bytes_as_a_file_give_no_traceback(shelf, content):
    use(shelf.write("papers/quartz.yml", content))


NAMES = st.sampled_from(["key", "name", "paper", "rule"]) | ANY
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | ANY | st.sampled_from(["2021-05", "gears", "sundial", "https://a.b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def fields(kind, *, around="{}"):
    return [(around, name) for name in kind.model_fields]


PLACES = [
    *[("papers/quartz.yml", around, name) for around, name in [
        *fields(Paper),
        *fields(Venue, around="venue: {{name: JOC, year: 2021, {}}}"),
        *fields(Method, around="methods: [{{key: hum, name: Hum, {}}}]"),
        *fields(Relation, around="builds_on: [{{paper: sundial, kind: adds, how: so, {}}}]"),
        *fields(Source, around="sources: [{{fields: [title], at: here, checked: 2026-11-24, {}}}]"),
    ]],
    *[("libraries/clockwork.yml", around, name) for around, name in fields(Library)],
    *[("datasets/beats.yml", around, name) for around, name in fields(Dataset)],
    *[("tutorials/beats.yml", around, name) for around, name in fields(Tutorial)],
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "around", "name"), PLACES, ids=[f"{path}: {around} {name}" for path, around, name in PLACES]
)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=VALUES)
def test_any_value_of_any_field_gives_no_traceback(shelf, path, around, name, value):
    field = f"{name}: {json.dumps(value, ensure_ascii=False)}"
    kept = "".join(row for row in shelf.right(path).splitlines(keepends=True) if not row.startswith(f"{name}:"))
    use(shelf.write(path, kept + around.format(field) + "\n"))
