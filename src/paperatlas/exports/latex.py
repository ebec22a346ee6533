r"""Text for TeX: characters that are commands, and letters outside ASCII as commands.

bibtex reads bytes: it cuts the first letter of Łukasz in two. It knows `{\L}` as one letter, whose case it can change.
What has no command, such as Chinese, stays as it is.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ..patterns import regex

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "&": r"\&", "%": r"\%",
        "$": r"\$", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip
# The command for each combining mark. Vietnamese hooks and horns have none in the usual fonts.
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
    "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d", "\u0326": "textcommabelow",
    "\u0327": "c", "\u0328": "k", "\u0331": "b",
}  # fmt: skip
_LETTERS = {
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ȷ": "j",
    "đ": "dj", "Đ": "DJ", "ð": "dh", "Ð": "DH", "þ": "th", "Þ": "TH", "ŋ": "ng", "Ŋ": "NG",
}  # fmt: skip
_MARKS = {
    "–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''", "…": r"{\ldots}", "\u00a0": "~", "§": r"{\S}",
    "©": r"{\copyright}", "£": r"{\pounds}", "¿": "?`", "¡": "!`", "‐": "-", "‑": "-", "\u00ad": "",
}  # fmt: skip
_MATHS = {
    "×": r"\times", "±": r"\pm", "·": r"\cdot", "≤": r"\leq", "≥": r"\geq", "≠": r"\neq", "≈": r"\approx", "∼": r"\sim",
    "→": r"\to", "←": r"\leftarrow", "↔": r"\leftrightarrow", "⇒": r"\Rightarrow", "∞": r"\infty", "∈": r"\in",
    "∘": r"\circ", "⊕": r"\oplus", "⊗": r"\otimes", "⊙": r"\odot", "∑": r"\sum", "∏": r"\prod", "√": r"\surd",
    "°": r"^\circ", "−": "-", "ℓ": r"\ell", "∇": r"\nabla", "∂": r"\partial", "∀": r"\forall", "∃": r"\exists",
}  # fmt: skip
_RAISED = dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", "^") | dict.fromkeys("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "_")
_GREEK = regex(r"(?<![Ͱ-Ͽἀ-῿])[α-ωΓΔΘΛΞΠΣΦΨΩ](?![Ͱ-Ͽἀ-῿])")  # alone: a symbol, not a word
_GREEK_NAMES = {"λ": "lambda", "Λ": "Lambda"}  # Unicode leaves out the b
_CLUSTER = regex(r"[^\x00-\x7f]|[A-Za-z][\u0300-\u036f]+|[^\x00-\x7f][\u0300-\u036f]+")


def escaped(text: str) -> str:
    r"""The text with the characters that TeX takes for commands.

    >>> print(escaped("R&D_lab"))
    R\&D\_lab
    """
    return text.translate(_SPECIAL)


def latex(text: str) -> str:
    r"""The text in ASCII, as far as there are commands.

    >>> print(latex("Łukasz & Jörg, Nguyễn, α – 时"))
    {\L}ukasz \& J{\"o}rg, Nguy{\~{\^e}}n, {$\alpha$} -- 时
    """
    if text.isascii() and text.isalnum():  # most words
        return text
    given = escaped(text)
    if given.isascii():
        return given
    given = _GREEK.sub(lambda found: _greek(found[0]), unicodedata.normalize("NFC", given))
    return _CLUSTER.sub(lambda found: _command(found[0]), given)


def _greek(char: str) -> str:
    words = unicodedata.name(char).split()
    name = _GREEK_NAMES.get(char) or (words[3].lower() if words[1] == "SMALL" else words[3].capitalize())
    if char in "οσς" and name != "sigma":
        return char
    return f"{{$\\{name}$}}"


@lru_cache(maxsize=4096)
def _command(cluster: str) -> str:
    """A letter with its marks, or another character, as a command; as it is if there is none."""
    if cluster in _MARKS:
        return _MARKS[cluster]
    if cluster in _MATHS:
        return f"{{${_MATHS[cluster]}$}}"
    if cluster in _RAISED:
        return f"{{${_RAISED[cluster]}{{{unicodedata.normalize('NFKC', cluster).replace('−', '-')}}}$}}"
    letter, *marks = list(unicodedata.normalize("NFD", cluster))
    inner = f"\\{_LETTERS[letter]}" if letter in _LETTERS else letter
    if (not inner.isascii()) or any(mark not in _ACCENTS for mark in marks):
        return cluster
    if marks and letter in "ij" and marks[0] not in "\u0323\u0327\u0328\u0331":
        inner = f"\\{letter}"  # an accent takes the place of the dot
    for number, mark in enumerate(marks):
        accent = _ACCENTS[mark]
        is_bare = number == 0 and not accent.isalpha()
        inner = f"\\{accent}{inner}" if is_bare else f"\\{accent}{{{inner}}}"
    return f"{{{inner}}}"
