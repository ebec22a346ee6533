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


WORDS = "Clocks tell the hour by the sun. " * 12


def test_an_introduction_of_a_category_is_neither_short_nor_long_and_names_its_own_papers(shelf):
    def introduced(text: str, main: str) -> list[str]:
        line = f"indoor: {{introduction: {text}, main: [{main}], name: Indoor clocks, description: With a wall.}}\n"
        return shelf.write("categories.yml", shelf.right("categories.yml").split("\n")[0] + "\n" + line).lines()

    assert introduced(WORDS.strip(), "pendulum, quartz") == []
    [short] = introduced("Clocks.", "pendulum")
    assert "the introduction has 1 words; readers like 80 to 150 [introduction-length]" in short
    [other, unknown] = introduced(WORDS.strip(), "sundial, quarz")
    assert "the paper 'sundial' is not in 'indoor' [other-category]" in other
    assert "unknown paper 'quarz' [unknown-paper]" in unknown
    assert "did you mean 'quartz'?" in shelf.printed()
