r"""Formulas as people type them: dollar signs, `^T`, names of functions without a backslash; and the LaTeX they mean.

What a word means is in `methods.yml`: nothing here knows the topic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..maths import FormulaError, mathml
from ..model import Symbol
from ..patterns import regex

_AROUND = regex(r"^\s*(\$\$?|\\\(|\\\[|`+)\s*|\s*(\$\$?|\\\)|\\\]|`+)\s*$")
_TRANSPOSED = (
    r"(?:\^\s*(?:\{\s*)?(?:\\math(?:sf|rm|bf)\s*\{?\s*T\}?|\\text\s*\{T\}|\\intercal|\\transpose|T|⊤|⊺"
    r"|(?<=\^)top|(?<=\{)top)(?![A-Za-z])(?:\s*\})?|\.T\b|ᵀ|\^?⊤)"
)
_OF_MATRIX = regex(rf"(?:(?<=[A-Z)\]}}])|(?<=_[a-z])){_TRANSPOSED}")  # of another letter, T may be a power
_TRANSPOSE = regex(rf"(?<=[\w)\]}}]){_TRANSPOSED}")
_INDEX = regex(r"_([A-Za-z][-−+]\d+|\(([^()]+)\)|\[([^\[\]]+)\])(?![\w}])")
_AS_FUNCTION = regex(r"(?<=[A-Za-z])\(([a-z](?:[-+]\d+)?)\)")
_ROOT = regex(r"(?<![\\A-Za-z])sqrt\s*(?:\(([^()]*)\)|\{)")
_KEPT = r"\\(?:operatorname\*?|text\w*|math\w+|begin|end|tag|label)\s*\{[^{}]*\}"
_WORD = regex(rf"(?P<kept>{_KEPT})|\\(?P<command>[A-Za-z]+)|(?<![_^A-Za-z])(?<![_^]\{{)(?P<word>[A-Za-z]{{2,}})")
# What may be wrong in a formula: most have nothing of it, and are not looked at further.
_SUSPECT = regex(
    r"[$`⊤⊺ᵀ−'’]|[A-Za-z]\([a-z]|\^\s*\{?\s*(?:T|\\math|\\text|\\intercal|\\transpose|top)|\.T\b"
    r"|_[A-Za-z][-+]\d|_[(\[]|\\[()\[\]]|(?<![\\A-Za-z])[A-Za-z]{2,}"
)
_MOST_WORDS = 3  # that a message names


@dataclass(frozen=True, slots=True)
class Typed:
    """A formula as it is meant, and what is wrong with it as it is typed."""

    right: str
    faults: tuple[str, ...]


def commands_of(symbols: Iterable[tuple[str, Symbol]]) -> dict[str, str]:
    r"""The LaTeX of each function, by its name and by its key in `methods.yml`.

    >>> commands_of([("sigmoid", Symbol(latex=r"\sigma", name="", does="sigmoid"))])
    {'sigmoid': '\\sigma', 'sigma': '\\sigma'}
    """
    found: dict[str, str] = {}
    for key, symbol in symbols:
        named = re.fullmatch(r"\\(?:operatorname\*?\{)?([A-Za-z]+)\}?", symbol.latex)
        if named and (symbol.does or "operatorname" in symbol.latex):
            found[key] = symbol.latex
            found[named[1]] = symbol.latex
    return found


def as_meant(
    text: str, commands: Mapping[str, str], faults_of: Callable[[str], int], *, is_shown: bool
) -> Typed | None:
    """The formula as it is meant; None if it is right as it is typed, or if nothing is known of what is meant.

    `faults_of` counts what is wrong with a formula: what is changed must not add to it. `is_shown` says whether LaTeX
    can read the formula as it is typed.
    """
    if is_shown and not _SUSPECT.search(text):
        return None
    right, faults = _without_marks(text)
    for step, is_sure in _STEPS:
        after, fault = step(right, commands)
        if after != right and faults_of(after) < faults_of(right) + is_sure:
            right, faults = after, [*faults, fault]
    return Typed(right, tuple(faults)) if right != text.strip() else None


def _without_marks(text: str) -> tuple[str, list[str]]:
    bare, mark = text.strip(), ""
    while found := _AROUND.search(bare):
        mark = mark or found[1] or found[2]
        bare = _AROUND.sub("", bare, count=1)
    if "$" in bare.replace(r"\$", ""):
        bare, mark = re.sub(r"(?<!\\)\$+", "", bare), "$"
    return bare, [f"a formula needs no '{mark}' around it"] if mark else []


_Meant = tuple[str, str]  # the formula, and what was wrong with it


def _with_transposes(text: str, _: Mapping[str, str]) -> _Meant:
    return _transposed(_TRANSPOSE, text)


def _with_transposed_matrices(text: str, _: Mapping[str, str]) -> _Meant:
    return _transposed(_OF_MATRIX, text)


def _transposed(pattern: re.Pattern[str], text: str) -> _Meant:
    found = pattern.search(text)
    return pattern.sub(r"^\\top", text), f"the transpose is ^\\top, not '{found[0]}'" if found else ""


def _without_primes(text: str, _: Mapping[str, str]) -> _Meant:
    return re.sub(r"(?<=[\w)}])['’](?!['’\w])", r"^\\top", text), "the transpose is ^\\top, not an apostrophe"


def _with_indices(text: str, _: Mapping[str, str]) -> _Meant:
    found = _INDEX.search(text)
    after = _INDEX.sub(lambda one: f"_{{{(one[2] or one[3] or one[1]).replace('−', '-')}}}", text)
    return after, f"an index of several signs needs braces, not '{found[0]}'" if found else ""


def _with_low_indices(text: str, _: Mapping[str, str]) -> _Meant:
    found = _AS_FUNCTION.search(text)
    after = _AS_FUNCTION.sub(lambda one: f"_{{{one[1]}}}" if len(one[1]) > 1 else f"_{one[1]}", text)
    return after, f"an index is '_{found[1][0]}', not '{found[0]}'" if found else ""


def _with_roots(text: str, _: Mapping[str, str]) -> _Meant:
    after = _ROOT.sub(lambda one: r"\sqrt{" + (f"{one[1]}}}" if one[1] is not None else ""), text)
    return after, _letters(["sqrt"])


def _with_functions(text: str, commands: Mapping[str, str]) -> _Meant:
    return _with_words(text, commands.get)


def _with_commands(text: str, _: Mapping[str, str]) -> _Meant:
    return _with_words(text, lambda word: rf"\{word}" if _is_command(word) else None)


def _with_words(text: str, command_of: Callable[[str], str | None]) -> _Meant:
    words: dict[str, None] = {}

    def right(found: re.Match[str]) -> str:
        word = found["command"] or found["word"]
        if not word or (found["command"] and _is_command(word)):
            return found[0]
        meant = command_of(word) or command_of(word.lower())
        if not meant:
            return found[0]
        words[found[0]] = None
        is_glued = text[found.end() : found.end() + 1].isalnum() and meant[-1] != "}"
        return meant + " " * is_glued

    return _WORD.sub(right, text), _letters(list(words))


# What is sure is put right if it does no harm, the rest only if less is wrong after it.
_STEPS = (
    (_with_transposes, False),
    (_with_transposed_matrices, True),
    (_with_indices, True),
    (_with_roots, True),
    (_with_functions, True),
    (_with_commands, False),
    (_without_primes, False),
    (_with_low_indices, False),
)


@lru_cache(maxsize=256)
def _is_command(word: str) -> bool:
    try:
        mathml(rf"\{word}")
    except FormulaError as error:
        return "unknown command" not in str(error).lower()
    return True


def _letters(words: list[str]) -> str:
    shown = ", ".join(f"'{word}'" for word in words[:_MOST_WORDS])
    if words and words[0].startswith("\\"):
        return f"LaTeX does not know {shown}"
    return f"LaTeX reads {shown} as letters in a row"
