"""Which format a list is in, by what it says, and its facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..patterns import regex
from ..read.folder import decoded
from . import awesome_list, bibtex, csl, ris, zotero_csv
from .facts import Read

MOST_BYTES = 10_000_000
Reader = Callable[[str, str], Read]
READERS: Mapping[str, Reader] = {
    "list": awesome_list.records,
    "bibtex": bibtex.records,
    "ris": ris.records,
    "csl-json": csl.records,
    "csv": zotero_csv.records,
}
_ENDINGS = {
    **{".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris", ".enw": "ris", ".json": "csl-json", ".csv": "csv"},
    **{".tsv": "csv", ".md": "list", ".markdown": "list", ".html": "list", ".htm": "list"},
}
_BEGINS = {
    "csl-json": regex(r"\s*(?:\[\s*(?:\{|\])|\{\s*(?:\"|\}))"),
    "bibtex": regex(r"(?:\s*(?:%[^\n]*\n)?)*\s*@\s*\w+\s*[{(]"),
    "ris": regex(r"(?:[^\n]*\n){0,5}?TY  ?- "),
    "csv": regex(r"(?i)\ufeff?\"?(?:key\"?[,;\t]\"?item type|[^\n|<#]*?\btitle\"?[,;\t])[^\n]*\n"),
}
_CONTROL = regex("[\\x00-\\x08\\x0e-\\x1f]")
_FILES = (
    *((b"%PDF", "a PDF"), (b"PK\x03\x04", "an archive or a document of an office program"), (b"\x89PNG", "a picture")),
    *((b"\xff\xd8\xff", "a picture"), (b"\x1f\x8b", "a compressed file")),
)


def text_of(content: bytes, name: str) -> str:
    """The text of a file, in UTF-8, UTF-16 or Windows-1252.

    Raises:
        ValueError: it is no text, or too long; as text, what to do.
    """
    if len(content) > MOST_BYTES:
        size, most = len(content) / 1e6, MOST_BYTES // 1_000_000
        raise ValueError(f"'{name}' has {size:,.0f} MB, and at most {most} MB are read; give it in parts")
    for begin, what in _FILES:
        if content.startswith(begin):
            raise ValueError(f"'{name}' is {what}; give a list as text, such as Markdown or BibTeX")
    text, _ = decoded(content, Path(name))
    if len(_CONTROL.findall(text[:10_000])) > len(text[:10_000]) // 50:
        raise ValueError(f"'{name}' is no text; give a list such as Markdown or BibTeX")
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def format_of(text: str, name: str = "") -> str:
    """The format of a list: what it says counts more than the end of its name.

    >>> format_of("% mine\\n@article{k,"), format_of("TY  - JOUR"), format_of('[{"id": 1}]'), format_of("# Clocks")
    ('bibtex', 'ris', 'csl-json', 'list')
    """
    found = next((form for form, pattern in _BEGINS.items() if pattern.match(text)), "")
    return found or _ENDINGS.get(Path(name).suffix.lower(), "list")
