"""Braces around the words of a title whose capitals a bibliography style must keep.

These are acronyms, words with a capital inside, the names of methods and papers, what `style.yml` lists, and the first
word after a colon. A style may write all others in lower case.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import lru_cache

from ..catalogue import Catalogue
from ..patterns import regex

_PIECE = regex(r"(?s)[^\W_]+(?:[\u0300-\u036f][^\W_]*)*|(?:(?![^\W_]).)+")
_NAME = regex(r"([^\W\d_]+)[\d.]*(?:-\S+)?")  # one word, of which only what is before a hyphen can be a name
_SENTENCE = regex(r"""[:?!]["'”’)]*\s+["'“‘(]*$""")


@lru_cache(maxsize=1)
def names(catalogue: Catalogue) -> Set[str]:
    """The words that are names in any title.

    The name of a method or a paper is left out if the summaries also use it as a word in lower case: Based, Retention.
    """
    found: dict[str, str] = {}  # by the word in lower case
    for paper in catalogue.papers.values():
        for name in (paper.short_name or "", *(method.name for method in paper.methods)):
            if (one := _NAME.fullmatch(name)) and one[1][0].isupper():
                found[one[1].lower()] = one[1]
    for paper in catalogue.papers.values():
        for word in found.keys() & {*paper.summary.split()}:
            del found[word]
    return {*found.values(), *catalogue.vocabulary.style.capitals}


def braced(text: str, known: Set[str], write: Callable[[str], str]) -> str:
    r"""The text in TeX, as `write` gives it for each piece, with braces where a capital must stay.

    >>> braced("Gated DeltaNet-2: Linear Mambas with Hardware-Efficient Q-Learning", {"Mamba"}, str)
    'Gated {DeltaNet}-2: {Linear} {Mambas} with Hardware-Efficient {Q}-Learning'
    """
    pieces: list[str] = ["", *_PIECE.findall(text), ""]
    done: list[str] = []
    for number, piece in enumerate(pieces[1:-1], 1):
        written = piece if piece == " " else write(piece)
        is_kept = piece != piece.lower() and _keeps_its_capital(piece, pieces[number - 1], pieces[number + 1], known)
        # A Greek letter becomes a formula.
        done.append("{" + written + "}" if is_kept and not written.startswith("{$") else written)
    return "".join(done)


def _keeps_its_capital(word: str, before: str, after: str, known: Set[str]) -> bool:
    return (
        word[1:] != word[1:].lower()
        or (not word.isalpha() and any(char.isdigit() for char in word))
        or word in known
        or word.removesuffix("s") in known
        or _SENTENCE.search(before) is not None
        or (len(word) == 1 and (word != "A" or after.startswith("-") or before.endswith("-")))
    )
