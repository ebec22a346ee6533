"""Formulas as people type them who know little LaTeX: one problem for each formula, with the line to type."""

from __future__ import annotations

import pytest

from paperatlas.rules.typed import as_meant

METHODS = r"""
formulas:
  rule: {name: Rule, description: How the hour is read., reads: equations, words: {none: no rule}}
indices: [t]
symbols:
  wheels: {latex: W_t, name: the wheels, shape: 'm \times n', range: real}
  teeth: {latex: a_t, name: the teeth, shape: 'n', range: real}
  hands: {latex: h_t, name: the hands, shape: 'm', range: real}
  share: {latex: '\gamma', name: the share that stays, shape: '1', range: 0 to 1}
  sigmoid: {latex: '\sigma', name: the sigmoid, does: sigmoid}
  softmax: {latex: '\operatorname{softmax}', name: shares, does: softmax}
  diagonal: {latex: '\operatorname{diag}', name: a diagonal matrix, does: diag}
  exponential: {latex: '\exp', name: the exponential}
  count: {latex: n, name: the number of teeth}
  tokens: {latex: T, name: the number of hours}
  rows: {latex: m, name: the number of hands}
  transpose: {latex: '\top', name: the transpose}
"""
ERROR = "catalog/papers/sundial.yml:16:11: error: {} [bad-formula]\n  write rule: {}"
RIGHT = r"'W_t = W_{t-1} + h_t a_t^\top'"


@pytest.fixture
def workshop(shelf):
    """What is wrong with a formula, written as `typed` after `rule: `."""

    def printed(typed):
        text = METHODS.lstrip()
        shelf.write("methods.yml", text + "properties:\n  driven-by:\n    name: x\n    description: x\n    values:\n"
                    "      light: {name: light, description: The sun.}\n")  # fmt: skip
        right = shelf.right("papers/sundial.yml")
        return shelf.write("papers/sundial.yml", right.replace(r"'h = \frac{\theta}{15}'", typed)).printed()

    return printed


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (r"'$W_t = W_{t-1} + h_t a_t^\top$'", "a formula needs no '$' around it"),
        (r"'$$W_t = W_{t-1} + h_t a_t^\top$$'", "a formula needs no '$$' around it"),
        (r"$W_t = W_{t-1} + h_t a_t^\top$", "a formula needs no '$' around it"),
        (r"'\(W_t = W_{t-1} + h_t a_t^\top\)'", r"a formula needs no '\(' around it"),
        (r"'W_t = W_{t-1} + h_t a_t^\top$'", "a formula needs no '$' around it"),
        (r"'$W_t$ = $W_{t-1}$ + $h_t a_t^\top$'", "a formula needs no '$' around it"),
        (r"'`W_t = W_{t-1} + h_t a_t^\top`'", "a formula needs no '`' around it"),
        (r"'W_t = W_{t-1} + h_t a_t^T'", r"the transpose is ^\top, not '^T'"),
        (r"W_t = W_{t-1} + h_t a_t^{T}", r"the transpose is ^\top, not '^{T}'"),
        (r"'W_t = W_{t-1} + h_t a_t^{\mathsf{T}}'", r"the transpose is ^\top, not '^{\mathsf{T}}'"),
        (r"'W_t = W_{t-1} + h_t a_t^{\intercal}'", r"the transpose is ^\top, not '^{\intercal}'"),
        (r"'W_t = W_{t-1} + h_t a_tᵀ'", r"the transpose is ^\top, not 'ᵀ'"),
        (r"W_t = W_{t-1} + h_t a_t'", r"the transpose is ^\top, not an apostrophe"),
        (r"'W_t = W_t-1 + h_t a_t^\top'", "an index of several signs needs braces, not '_t-1'"),
        (r"'W_t = W_(t-1) + h_t a_t^\top'", "an index of several signs needs braces, not '_(t-1)'"),
        (r"W(t) = W(t-1) + h(t) a(t)^\top", "an index is '_t', not '(t)'"),
    ],
)
def test_marks_transposes_and_indices(workshop, typed, message):
    assert workshop(typed) == ERROR.format(message, RIGHT)


@pytest.mark.parametrize(
    ("typed", "right", "message"),
    [
        ("'h_t = softmax(h_t)'", r"'h_t = \operatorname{softmax}(h_t)'", "LaTeX reads 'softmax' as letters in a row"),
        ("h_t = Softmax(h_t)", r"'h_t = \operatorname{softmax}(h_t)'", "LaTeX reads 'Softmax' as letters in a row"),
        (r"'h_t = \softmax(h_t)'", r"'h_t = \operatorname{softmax}(h_t)'", r"LaTeX does not know '\softmax'"),
        ("'h_t = sigmoid(h_t)'", r"'h_t = \sigma(h_t)'", "LaTeX reads 'sigmoid' as letters in a row"),
        ("'W_t = W_{t-1} diag(a_t)'", r"'W_t = W_{t-1} \operatorname{diag}(a_t)'",
         "LaTeX reads 'diag' as letters in a row"),
        ("'h_t = exp(h_t)'", r"'h_t = \exp(h_t)'", "LaTeX reads 'exp' as letters in a row"),
        ("'h_t = gamma h_{t-1}'", r"'h_t = \gamma h_{t-1}'", "LaTeX reads 'gamma' as letters in a row"),
        ("'h_t = h_t / sqrt(n)'", r"'h_t = h_t / \sqrt{n}'", "LaTeX reads 'sqrt' as letters in a row"),
    ],
)  # fmt: skip
def test_names_of_functions_and_letters(workshop, typed, right, message):
    assert workshop(typed) == ERROR.format(message, right)


def test_several_faults_of_one_formula_are_one_problem(workshop):
    faults = (
        r"a formula needs no '$' around it; the transpose is ^\top, not '^T'; LaTeX reads 'diag' as letters in a row"
    )
    assert workshop(r"'$W_t = W_{t-1} diag(a_t) + h_t a_t^T$'") == ERROR.format(
        faults, r"'W_t = W_{t-1} \operatorname{diag}(a_t) + h_t a_t^\top'"
    )


def test_what_else_is_wrong_is_found_in_the_formula_as_it_is_meant(workshop):
    shown = workshop("'$W_t = W_{t-1} + h_t z_t^T$'").split("\n")
    assert shown[1] == r"  write rule: 'W_t = W_{t-1} + h_t z_t^\top'"
    assert shown[2].endswith(":16:11: error: no meaning is known of 'z' in 'rule' [unknown-symbol]")
    assert "- {latex: 'z', name: what it means" in shown[3]


@pytest.mark.parametrize("typed", [r'"$W_t = W_{t-1} + h_t a_t^\top$"', r'"$W_t = W_{t-1} \gamma + h_t a_t^T$"'])
def test_the_advice_for_double_quotes_has_no_marks_either(workshop, typed):
    hints = [line for line in workshop(typed).split("\n") if line.startswith("  ")]
    assert set(hints) == {hints[0]}
    assert hints[0].startswith("  write rule: 'W_t = W_{t-1} ")
    assert hints[0].endswith(r"h_t a_t^\top'")


def test_backquotes_around_a_formula_are_left_out_of_the_advice(workshop):
    assert f"write rule: {RIGHT}" in workshop(r"`W_t = W_{t-1} + h_t a_t^\top`")


@pytest.mark.parametrize("typed", [r"'h_t = h_{t-1} \text{ if } \gamma = 1'", r"'h_t = \gamma^T h_{t-1}'"])
def test_what_is_right_stays_as_it_is(workshop, typed):
    assert "[bad-formula]" not in workshop(typed)


def test_a_change_that_makes_a_formula_worse_is_not_advised():
    def faults_of(text):
        return text.count("top")

    assert as_meant("a^T", {}, faults_of, is_shown=True) is None


def test_a_style_without_its_letter_gives_no_traceback(workshop):
    assert "no meaning is known of 'Z'" in workshop(r"'h_t = h_{t-1}^{\mathsf{Z}}'")
