"""What the reading path and the theorems name exists, and their formulas can be shown."""

from __future__ import annotations

import pytest

COURSE = """
title: How to read the hour
description: Two questions.
steps:
  sun:
    title: What does the shadow show?
    text: [The angle of the sun is $\\theta$.]
    method: METHOD
    read: [{paper: sundial, what: the first page}]
    check: {question: Why?, answer: Because.}
"""


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", None),
        ("paper: sundial", "paper: sundail", ("unknown-paper", "did you mean 'sundial'?")),
        ("method: METHOD", "method: gnomom", ("unknown-method", "")),
        ("check:", "tutorials: [none]\n    check:", ("unknown-tutorial", "no tutorial of the catalogue has this key")),
        ("Because.", r"'Because of $\frac{1$.'", ("bad-formula", "write formulas in LaTeX")),
    ],
)
def test_a_step_of_the_course_names_what_exists(shelf, old, new, found):
    key = next(
        line.split(":")[1].strip() for line in shelf.right("papers/sundial.yml").splitlines() if "- key:" in line
    )
    text = (COURSE.replace(old, new) if old else COURSE).replace("METHOD", key)
    shelf.write("course.yml", text.lstrip())
    problems = [one for one in shelf.load().problems if one.path.endswith("course.yml")]
    assert [one.rule for one in problems] == ([found[0]] if found else [])
    assert not found or (found[1] in problems[0].hint and problems[0].line > 3)


def test_a_theorem_names_a_paper_and_methods_that_exist(shelf):
    theorem = "hour: {name: Hours, says: It shows them., paper: sundail, where: abstract, methods: [none]}\n"
    shelf.write("theorems.yml", theorem)
    problems = [one for one in shelf.load().problems if one.path.endswith("theorems.yml")]
    assert [one.rule for one in problems] == ["unknown-paper", "unknown-method"]
    assert problems[0].hint.startswith("did you mean 'sundial'?")
