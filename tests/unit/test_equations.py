"""Formulas that methods.yml calls equations: symbols, shapes and sizes are checked at the exact character."""

from __future__ import annotations

import pytest

SUNDIAL = "catalog/papers/sundial.yml"
METHODS = r"""
formulas:
  rule: {name: Rule, description: How the hour is read., reads: equations, words: {none: no rule}}
  parts: {name: Parts, description: What is kept., reads: size, words: {grows: grows}}
properties:
  driven-by:
    name: Driven by
    description: What keeps it going.
    values:
      light: {name: light, description: The sun.}
      weight: {name: weight, description: A falling weight.}
indices: [t]
symbols:
  wheels: {latex: W_t, name: the wheels, shape: 'm \times n', range: real}
  teeth: {latex: a_t, name: the teeth, shape: 'n', range: real}
  hands: {latex: h_t, name: the hands, shape: 'm', range: real}
  share: {latex: '\gamma', name: the share that stays, shape: '1', range: 0 to 1}
  map: {latex: f, name: a mapping, shape: 'n \to m'}
  sun: {latex: '\sigma', name: the sigmoid, does: sigmoid}
  diagonal: {latex: '\operatorname{diag}', name: a diagonal matrix, does: diag}
  count: {latex: n, name: the number of teeth}
  rows: {latex: m, name: the number of hands}
  times: {latex: '\times', name: rows by columns}
  transpose: {latex: '\top', name: the transpose}
  product: {latex: '\odot', name: the product element by element}
  power: {latex: e, name: the exponential}
"""
RIGHT = r"""rule: 'h = \frac{\theta}{15}'"""


@pytest.fixture
def workshop(shelf):
    """A catalogue whose formulas are equations; `printed` is what is wrong with one of them."""

    def printed(formula, *, more=""):
        shelf.write("methods.yml", METHODS.lstrip())
        right = shelf.right("papers/sundial.yml")
        shelf.write("papers/sundial.yml", right.replace(RIGHT, f"rule: '{formula}'{more}"))
        return shelf.printed()

    return printed


@pytest.mark.parametrize(
    "formula",
    [
        r"W_t = \gamma W_{t-1} + h_t a_t^\top,\; h_t = W_t a_t",
        r"W_t = W_{t-1} \operatorname{diag}(\sigma(a_t)) + (1 - \gamma) h_t a_t^\top",
        r"h_t = f(a_t) \odot h_{t-1} / (1 + e^{\gamma})",
        r"h_t = \gamma W_{t-1} (a_t - a_{t-1}) a_t^\top a_t",
    ],
)
def test_a_formula_whose_shapes_fit_is_right(workshop, formula):
    assert workshop(formula) == ""


def test_a_symbol_without_a_meaning_is_an_error_at_its_character(workshop):
    assert workshop(r"h_t = W_t a_t + \beta_t h_t") == (
        f"{SUNDIAL}:16:28: error: no meaning is known of 'β' in 'rule' [unknown-symbol]\n"
        "  add it to `symbols` of the method: - {latex: '\\beta', name: what it means, shape: '1', range: 0 to 1}; "
        "or to methods.yml if many methods use it"
    )


@pytest.mark.parametrize("sign", ["z", r"\tau", r"\arccos", r"\operatorname{mish}", r"\mathcal{Z}"])
def test_the_symbol_that_the_hint_shows_gives_the_meaning(workshop, sign):
    formula = rf"h_t = W_t a_t + {sign} (h_t)"
    _, _, shown = workshop(formula).partition("- {")
    item = "{" + shown.partition("}; or")[0] + "}"
    assert f"latex: '{sign}'" in item
    assert "no meaning is known" not in workshop(formula, more=f"\n    symbols: [{item}]")


def test_a_method_may_define_a_symbol_itself(workshop):
    own = "\n    symbols:\n      - {latex: '\\beta_t', name: the strength, shape: '%s', range: 0 to 1}"
    assert workshop(r"h_t = W_t a_t + \beta_t h_t", more=own % "1") == ""
    assert "[bad-shape]" in workshop(r"h_t = W_t a_t + \beta_t h_t", more=own % "n")


@pytest.mark.parametrize(
    ("formula", "column", "message", "hint"),
    [
        (
            "h_t = W_t h_t", 18, "'W_t h_t' multiplies m × n by m × 1",
            r"the left has n columns and the right m rows; they must be equal: turn one with ^\top, or write \odot for "
            "the product element by element",
        ),
        (
            r"h_t = W_t^\top h_t", 12, "'h_t' is m × 1, but what it equals is n × 1",
            "the right side must be m × 1 too; or correct the shape of 'h_t' in `symbols`",
        ),
        (
            r"h_t = h_t + h_t^\top", 18, r"'h_t + h_t^\top' adds m × 1 and 1 × m element by element",
            r"turn one of the two with ^\top",
        ),
        (
            "h_t = f(h_t)", 18, "'f(h_t)' needs an argument that is n × 1, and it is m × 1",
            "write an argument that is n × 1, or correct the shape of the function in `symbols`",
        ),
        (
            r"W_t = W_t \operatorname{diag}(W_t)", 22,
            r"'\operatorname{diag}(W_t)' needs a column, and its argument is m × n",
            "write a column in it, or write 'W_t' alone",
        ),
        (
            "W_t = W_t^{-1}", 18, "'W_t^{-1}' inverts what is m × n",
            "only a square matrix or a scalar has an inverse",
        ),
        (
            "W_t = [W_t, a_t]", 18, "'[W_t, a_t]' puts m × n beside n × 1",
            "both need m rows; write [a; b] to put one above the other",
        ),
    ],
)  # fmt: skip
def test_shapes_that_do_not_fit_are_an_error_at_their_character(workshop, formula, column, message, hint):
    assert workshop(formula) == (
        f"{SUNDIAL}:16:{column}: error: the shapes do not fit: {message} [bad-shape]\n  {hint}"
    )


@pytest.mark.parametrize(
    ("formula", "column", "message"),
    [
        ("h_t = W_t +", 23, "A symbol is missing before 'the end'."),
        (r"h_t = \odot a_t", 18, r"A symbol is missing before '\odot'."),
        ("h_t = (a_t", 22, "Expected ')' but found 'the end'."),
        ("h_t = a_t)", 21, "')' is not expected here."),
    ],
)
def test_what_is_no_equation_is_an_error_at_its_character(workshop, formula, column, message):
    printed = workshop(formula)
    assert printed.startswith(
        f"{SUNDIAL}:16:{column}: error: 'rule' cannot be read as an equation: {message} [bad-equation]\n"
    )
    assert "for the product element by element; or leave `rule` out" in printed


def test_a_size_counts_everything_that_is_kept(workshop):
    formula = r"W_t = \gamma W_{t-1} + h_t a_{t-1}^\top,\; h_t = W_t a_t"
    parts = "\n    parts: "
    assert workshop(formula, more=parts + r"'m \times n + n'") == ""
    assert workshop(formula, more=parts + r"'m \times n'") == (
        f"{SUNDIAL}:17:12: error: 'parts' counts m n numbers, but the equations keep W (m n), a (n) [bad-size]\n"
        "  count all of them: m n + n; or correct the shapes in `symbols`"
    )
    assert workshop(formula, more=parts + "grows") == ""


FITS = METHODS.replace(
    "{name: light, description: The sun.}", "{name: light, description: The sun., fits: [scalar]}"
).replace(
    "{name: weight, description: A falling weight.}",
    "{name: weight, description: A falling weight., fits: [diagonal], from_input: true}",
)


@pytest.mark.parametrize(
    ("formula", "advice"),
    [
        (r"W_t = \gamma W_{t-1} + h_t a_t^\top", ""),
        (r"W_t = W_{t-1} \operatorname{diag}(\sigma(a_t)) + h_t a_t^\top", "write 'weight', or correct the equations"),
        (r"W_t = W_{t-1} + h_t a_t^\top", "correct the equations"),
        (r"h_t = f(W_t^\top h_{t-1})", ""),  # what is not affine has no class to compare with
    ],
)
def test_a_property_that_does_not_fit_the_equations_is_a_warning(shelf, formula, advice):
    shelf.write("methods.yml", FITS.lstrip())
    right = shelf.right("papers/sundial.yml")
    shelf.write("papers/sundial.yml", right.replace(RIGHT, f"rule: '{formula}'"))
    found = [one for one in shelf.load().problems if one.rule == "unlike-equations"]
    assert [one.hint for one in found] == ([advice] if advice else [])
    assert all(one.severity == "warning" and one.path == SUNDIAL and one.column > 1 for one in found)


COMPOSE = r"""
compose:
  formulas: {rule: 'W_t = <kept> + h_t a_t^\top'}
  parts:
    share:
      name: Share
      description: What stays.
      choices:
        all: {name: all, description: Everything., texts: {kept: 'W_{t-1}'}, sets: {driven-by: light}}
        some: {name: some, description: A share., texts: {kept: '\gamma W_{t-1}'}}
"""


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("<kept>", "<left>", ["no choice has a text for <left>"]),
        (r"\gamma W_{t-1}", r"a_t W_{t-1}", ["with share 'some', 'rule' is 'W_t = a_t W_{t-1} + h_t"]),
        (r"\gamma W_{t-1}", r"\gamma )", ["with share 'some', 'rule' is"]),
        ("driven-by: light", "driven-by: water", ["'driven-by' has no value 'water'"]),
        ("formulas: {rule", "formulas: {ruel", ["unknown formula 'ruel'"]),
        ("A share.,", "A share., without: {share: [none]}, why: It cannot.,", ["'share' has no choice 'none'"]),
    ],
)
def test_what_readers_compose_is_checked_once_for_each_choice(shelf, old, new, found):
    text = COMPOSE.replace(old, new, 1) if old else COMPOSE
    shelf.write("methods.yml", METHODS.lstrip() + text.lstrip())
    shelf.write("papers/sundial.yml", shelf.right("papers/sundial.yml").replace(RIGHT, "rule: 'h_t = W_t a_t'"))
    problems = [one for one in shelf.load().problems if one.path.endswith("methods.yml")]
    assert [one.message[: len(start)] for one, start in zip(problems, found, strict=True)] == found
    assert all(one.line > 20 and one.hint for one in problems)


def test_each_role_in_a_memory_has_a_symbol_with_a_meaning(workshop, shelf):
    workshop(r"h_t = W_t a_t")
    wrong = "memory: {key: [x_t, a_t], value: [h_u, x_t], query: a_t, output: y_t}\n"
    shelf.write("methods.yml", METHODS.lstrip() + wrong)
    said = [line for line in shelf.printed().splitlines() if "methods.yml" in line]
    assert said == [
        "catalog/methods.yml:26:34: error: no meaning is known of 'h_u' [unknown-symbol]",
        "catalog/methods.yml:26:66: error: no meaning is known of 'y_t' [unknown-symbol]",
    ]


@pytest.mark.parametrize("number", ["much", "nan", "[1]"])
def test_a_usual_value_is_a_number(workshop, number):
    own = f"\n    symbols:\n      - {{latex: '\\beta_t', name: the strength, shape: '1', usual: {number}}}"
    assert "[bad-number]" in workshop(r"h_t = W_t a_t", more=own)
