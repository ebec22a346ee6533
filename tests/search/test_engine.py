"""The engine's tests in Node: each `*.test.mjs` in this folder is one test here."""

from __future__ import annotations

import pytest

from .data import HERE, run_node

FILES = sorted(HERE.glob("*.test.mjs"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".test.mjs"))
def test_the_tests_in_node_pass(file, search_folder):
    done = run_node("--test", "--test-reporter=spec", file, files=search_folder)
    if done.returncode != 0:
        at = done.stdout.find("failing tests:")
        pytest.fail(done.stdout[max(at, 0) :] + done.stderr, pytrace=False)


def test_there_are_tests_in_node():
    assert len(FILES) >= 3
