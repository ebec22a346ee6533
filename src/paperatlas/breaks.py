"""Formulas that can break: one MathML element for each piece that must stay on one line.

Browsers do not break MathML, so a long formula is cut at relations and plus signs at top level, and after the comma
between two equations.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup

from .maths import FormulaError, mathml, parsed

_RELATIONS = frozenset("=≤≥<>≈∝∈→↦≡∼")
_SIGNS = frozenset("+−-±/⊘")
_OPENING, _CLOSING = frozenset("([{⟨⌈⌊"), frozenset(")]}⟩⌉⌋")
# Parts of the width of a piece, in em, for the shape of common fonts. They need not be exact: a formula that is a
# little wider than estimated can be scrolled.
_LETTER, _OPERATOR, _SCRIPT = 0.58, 1.0, 0.72
_THIN = frozenset(",|‖\u2061")  # the last one is invisible: it applies a function
SHORT = 12  # em: in running text a formula of this length stays on one line
_IN_PAGE = re.compile(r"\$<code>([^<]*)</code>\$")


@dataclass(frozen=True, slots=True)
class Broken:
    """A formula in equations, and each equation in pieces. In em: the width of the widest piece, and of the whole."""

    equations: tuple[tuple[Markup, ...], ...]
    width: int
    length: int


def with_maths(page: str) -> str:
    """The HTML of a page with its formulas as MathML. In Markdown they are written as on GitHub, $`...`$.

    Raises:
        FormulaError: a formula cannot be read; the message quotes it.
    """

    def converted(found: re.Match[str]) -> str:
        latex = html.unescape(found[1])
        try:
            pieces = broken(latex)
            return mathml(latex) if pieces.length <= SHORT else " ".join(map("".join, pieces.equations))
        except FormulaError as error:
            raise FormulaError(f"the formula $`{latex}`$ cannot be read: {error}", error.offset) from None

    return _IN_PAGE.sub(converted, page)


@lru_cache(maxsize=4096)
def broken(latex: str) -> Broken:
    """A formula in pieces of MathML.

    Raises:
        FormulaError: the formula cannot be read.
    """
    pieces = [list(_pieces(equation)) for equation in _equations(list(parsed(latex)))]
    widths = [sum(map(_width, piece)) for equation in pieces for piece in equation]
    written = tuple(tuple(map(_written, equation)) for equation in pieces)
    return Broken(written, ceil(max(widths, default=0)), ceil(sum(widths)))


def _equations(nodes: Sequence[Element]) -> Iterator[list[Element]]:
    """The nodes, divided after each comma outside of brackets that is followed by a space."""
    equation: list[Element] = []
    depth = 0
    for node in nodes:
        depth += _opened(node)
        if node.tag == "mspace" and depth == 0 and equation and equation[-1].text == ",":
            yield equation
            equation = []
        elif equation or node.tag != "mspace":
            equation.append(node)
    if equation:
        yield equation


def _pieces(nodes: Sequence[Element]) -> Iterator[list[Element]]:
    """The nodes, divided after the first relation and before each later relation or sign outside of brackets."""
    piece: list[Element] = []
    depth, related = 0, False
    for node in nodes:
        sign = node.text if node.tag == "mo" else None
        is_relation = depth == 0 and sign in _RELATIONS
        if piece and depth == 0 and (sign in _SIGNS or (is_relation and related)):
            yield piece
            piece = []
        piece.append(node)
        depth += _opened(node)
        if is_relation and not related:
            yield piece
            piece, related = [], True
    if piece:
        yield piece


def _opened(node: Element) -> int:
    """The number of brackets that a node opens and does not close; it is negative if it closes some."""
    signs = [one.text for one in node.iter("mo")]
    return sum(sign in _OPENING for sign in signs) - sum(sign in _CLOSING for sign in signs)


def _written(piece: Sequence[Element]) -> Markup:
    # At the start of a row an operator would be taken for a prefix, at its end for a postfix, both without space.
    for node in (piece[0], piece[-1]):
        if node.tag == "mo" and len(piece) > 1 and node.text in _RELATIONS | _SIGNS:
            node.set("form", "infix")
    inside = "".join(tostring(node, encoding="unicode", short_empty_elements=False) for node in piece)
    return Markup(f"<math>{inside}</math>")  # all text in it is escaped


def _width(node: Element) -> float:
    inside = list(map(_width, node))
    match node.tag:
        case "msub" | "msup":
            return inside[0] + _SCRIPT * inside[1]
        case "msubsup":
            return inside[0] + _SCRIPT * max(inside[1:])
        case "munder" | "mover" | "munderover":
            return max(inside[0], *(_SCRIPT * one for one in inside[1:]))
        case "mfrac":
            return max(inside)
        case "mspace":
            return float((node.get("width") or "0").removesuffix("em"))
        case "mo":
            return _LETTER * 0.6 if node.get("stretchy") or node.text in _THIN else _OPERATOR
        case "mtr":
            return sum(inside)
        case "mtable":
            return max(inside)
    return sum(inside) if inside else _LETTER * len(node.text or "")
