"""Two builds of one catalogue give the same files on any machine, on any day and in any folder.

The order of a set or a folder may affect only a few of many papers, so these tests build the whole catalogue.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BUILD = (sys.executable, "-c")
CLI = "from mkdocs.__main__ import cli; cli()"
IN_THE_YEAR = "import time_machine; time_machine.travel('{}-02-03 04:05:06+00:00').start(); " + CLI
# The order of files in a folder depends on the file system.
REVERSED = f"""
import os
scandir, listdir, walk = os.scandir, os.listdir, os.walk

class Listing:
    def __init__(self, items):
        self.items = iter(items)
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.items)
    def __enter__(self):
        return self
    def __exit__(self, *why):
        pass
    close = __exit__

def backwards(path='.'):
    with scandir(path) as found:
        return Listing(sorted(found, key=lambda item: item.name, reverse=True))

def walked(*arguments, **options):
    for path, folders, files in walk(*arguments, **options):
        folders.sort(reverse=True)
        yield path, folders, sorted(files, reverse=True)

os.scandir, os.walk = backwards, walked
os.listdir = lambda path='.': sorted(listdir(path), reverse=True)
{CLI}
"""

# Each build differs in several ways at once: if one of them mattered, the bytes would differ.
WAYS = {
    "in 2001, in Auckland, with the C locale, from another folder": {
        "script": IN_THE_YEAR.format(2001),
        "env": {"TZ": "Pacific/Auckland", "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        "elsewhere": True,
    },
    "in 2040, in Honolulu, with the locale C.UTF-8": {
        "script": IN_THE_YEAR.format(2040),
        "env": {"TZ": "Pacific/Honolulu", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
    },
    "with folders listed backwards and another hash seed": {
        "script": REVERSED,
        "env": {"PYTHONHASHSEED": "4242"},
        "whole": True,
    },
}


@pytest.fixture(scope="module")
def build(tmp_path_factory, copy_project, copy_small_project, mkdocs, read_tree):
    def build(
        script: str = CLI, env: dict[str, str | None] | None = None, elsewhere: bool = False, whole: bool = False
    ) -> dict[str, bytes]:
        copy = copy_project if whole else copy_small_project
        project = copy(tmp_path_factory.mktemp("a folder somewhere") / "copy")
        env = {"GITHUB_REPOSITORY": "owner/atlas", "PYTHONHASHSEED": "1", **(env or {})}
        arguments = ["-f", str(project / "mkdocs.yml")] if elsewhere else []
        built = mkdocs(
            tmp_path_factory.mktemp("cwd") if elsewhere else project,
            *(script, "build", "--strict", *arguments),
            env=env,
            command=BUILD,
        )
        assert built.returncode == 0, built.stderr
        return read_tree(project / "site")

    return build


@pytest.fixture(scope="module")
def as_usual(build):
    return build()


@pytest.mark.parametrize("way", WAYS)
def test_a_build_gives_the_same_bytes(way, build, as_usual, site, read_tree):
    found = build(**WAYS[way])
    usual = read_tree(site) if WAYS[way].get("whole") else as_usual
    assert set(found) == set(usual)
    assert [path for path, content in found.items() if content != usual[path]] == []


def test_the_patch_of_this_test_reverses_listings(tmp_path):
    """Without a working patch, the case with folders listed backwards would test nothing."""
    for name in "abc":
        (tmp_path / name).touch()
    script = REVERSED.replace(CLI, "print([item.name for item in os.scandir()], os.listdir(), next(os.walk('.'))[2])")
    printed = subprocess.run([*BUILD, script], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True).stdout
    assert printed.count("['c', 'b', 'a']") == 3


def test_no_page_names_the_machine_that_built_it(as_usual):
    here = [str(Path.home()).encode(), str(Path(__file__).resolve().parents[2]).encode(), b"a folder somewhere"]
    assert not [path for path, content in as_usual.items() if any(name in content for name in here if len(name) > 5)]
