"""Awesome lists: Markdown pages that link to papers."""

from __future__ import annotations

from dataclasses import dataclass

from ..patterns import regex

# arXiv's page or PDF, a page about it on another site, or a citation such as arXiv:1903.00010.
_ARXIV = regex(
    r"(?i)(?:arxiv\.org/(?:abs|pdf|html)/|huggingface\.co/papers/|alphaxiv\.org/abs/|\barxiv:\s*)(\d{4}\.\d{4,5})(?!\d)"
)
_LINK = regex(r"\[([^\[\]]+)\]\(")
_BOLD = regex(r"\*\*([^*]+)\*\*")


@dataclass(frozen=True, slots=True)
class Item:
    """A paper in a list: its arXiv id, the line (from 1), and the longest bold text or link text on that line."""

    arxiv: str
    line: int
    title: str


def items(text: str) -> list[Item]:
    """The papers with an arXiv id, each once, in the order of the list.

    >>> items("- **Sundials** [Paper](https://arxiv.org/abs/1903.00010v2)")
    [Item(arxiv='1903.00010', line=1, title='Sundials')]
    """
    found: dict[str, Item] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _ARXIV.finditer(line):
            found.setdefault(match[1], Item(match[1], number, _title(line)))
    return list(found.values())


def _title(line: str) -> str:
    bold = _BOLD.findall(line)
    return max(bold or _LINK.findall(line), key=len, default="").strip()
