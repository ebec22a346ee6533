"""What another program can import: `paperatlas.load`, its types, and the version."""

from __future__ import annotations

import inspect
from importlib.metadata import version
from pathlib import Path

import pytest

import paperatlas
from paperatlas.commands import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", sorted(set(paperatlas.__all__) - {"AnyEntry", "__version__"}))
def test_every_public_name_is_documented(name):
    assert inspect.getdoc(getattr(paperatlas, name))


def test_the_types_of_entries_are_exported():
    catalogue = paperatlas.load(ROOT / "tests/sorting")
    assert catalogue.papers and catalogue.libraries
    assert all(isinstance(entry, paperatlas.AnyEntry) for entry in catalogue.entries)
    assert all(isinstance(person, paperatlas.Person) for person in catalogue.people.values())


def test_a_missing_folder_raises_the_error_that_the_documentation_names(tmp_path):
    assert "FileNotFoundError" in (paperatlas.load.__doc__ or "")
    with pytest.raises(FileNotFoundError):
        paperatlas.load(tmp_path / "nowhere")


def test_a_second_load_with_the_same_memory_reads_only_changed_files(shelf):
    memory = paperatlas.Memory()
    first = paperatlas.load(shelf.root, memory=memory)
    shelf.change("papers/quartz.yml", "Crystals in Watches", "Crystals in Clocks")
    second = paperatlas.load(shelf.root, memory=memory)
    assert second.papers["quartz"].title == "Crystals in Clocks"
    assert second.papers["sundial"] is first.papers["sundial"]
    assert second.papers["quartz"] == paperatlas.load(shelf.root).papers["quartz"]


def test_after_each_change_a_load_with_memory_finds_the_problems_of_a_load_without(shelf):
    memory = paperatlas.Memory()
    for path, old, new in (
        ("papers/quartz.yml", "Crystals", "crystals &amp;"),
        ("papers/quartz.yml", "title:", "titel:"),
        ("papers/quartz.yml", "titel:", "title:"),
        ("tags.yml", "stone:", "stones:"),
        ("tags.yml", "stones:", "stone:"),
    ):
        shelf.change(path, old, new)
        assert paperatlas.load(shelf.root, memory=memory).problems == paperatlas.load(shelf.root).problems


def test_the_command_prints_its_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"paperatlas {paperatlas.__version__}\n"
    assert version("paperatlas") == paperatlas.__version__, "run `make` again: the installed package is older"
