"""What a person asks for: an id, a link, BibTeX or a title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..patterns import regex
from .bibtex import records
from .facts import Facts, Refused
from .ids import address_in, ids_in, is_valid
from .texts import one_line

_S2 = regex(r"(?i)semanticscholar\.org/(?:paper/(?:[^/?#]+/)?([0-9a-f]{40})|.*?(CorpusID:\d+))")
_S2_ID = regex(r"[0-9a-f]{40}|CorpusI[dD]:\d+")
_ARXIV_ID = regex(r"(?i)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?")
_ACL_DOI = regex(r"(?i)10\.(?:18653/v1|3115/v1)/([a-z]\d\d-\d{4}|\d{4}\.[\w-]+\.\d+)")
_BIBTEX = regex(r"\s*@\w+\s*[{(]")
_MOST_TITLE = 400
_MOST_FILE = 5_000_000


@dataclass(frozen=True, slots=True)
class What:
    """One paper that is asked for. `ids` are by the name of the field; `s2` is the id at Semantic Scholar.

    `refused` says why a record of a file cannot be read.
    """

    text: str
    ids: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    facts: Facts | None = None
    refused: str = ""


def what(text: str) -> list[What]:
    """What a text asks for: several papers if it is a BibTeX file with several records.

    Raises:
        ValueError: it asks for nothing that can be found; as text, what to type instead.
    """
    text = text.strip()
    if _BIBTEX.match(text):
        return _of_bibtex(text, "the BibTeX record")
    if re.search(r"(?i)\.bib(tex)?$", text) and "://" not in text:
        return _of_bibtex(_read(Path(text)), text)
    text = one_line(text)
    if ids := ids_of(text):
        return [What(text, ids)]
    if re.match(r"(?i)(https?:)?//|www\.", text):
        if url := address_in(text):
            return [What(text, {"url": url})]
        raise ValueError(f"'{text}' is not an address; copy it again from the browser")
    if len(text) > _MOST_TITLE:
        raise ValueError(f"a title has at most {_MOST_TITLE} characters, and this text has {len(text)}")
    if len(re.findall(r"\w", text)) < 4:
        raise ValueError(f"'{text}' is no paper; give an arXiv id, a DOI, a link, a .bib file or a title")
    return [What(text, title=text)]


def ids_of(text: str) -> dict[str, str]:
    """The ids in an address or a text, those that follow from others included.

    >>> ids_of("2312.06635v2"), ids_of("https://doi.org/10.18653/v1/2024.acl-long.518")
    ({'arxiv': '2312.06635'}, {'doi': '10.18653/v1/2024.acl-long.518', 'acl': '2024.acl-long.518'})
    """
    bare = _ARXIV_ID.fullmatch(text)
    if bare and is_valid("arxiv", bare[1]):
        return {"arxiv": bare[1]}
    if found := _S2.search(text) or _S2_ID.fullmatch(text):
        return {"s2": next((group for group in found.groups() if group), found[0])}
    return with_others(ids_in(text))


def with_others(ids: Mapping[str, str]) -> dict[str, str]:
    """The ids, and the id at the ACL Anthology that is a part of its DOIs."""
    found = dict(ids)
    if acl := _ACL_DOI.fullmatch(found.get("doi", "")):
        found.setdefault("acl", acl[1] if acl[1][0].isdigit() else acl[1].upper())
    return found


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > _MOST_FILE:
            raise ValueError(f"'{file}' is larger than {_MOST_FILE // 1_000_000} MB; give a part of it")
        content = file.read_bytes()
    except OSError as error:
        raise ValueError(f"cannot read '{file}': {error.strerror}") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _of_bibtex(text: str, at: str) -> list[What]:
    found = []
    for one in records(text, at):
        if isinstance(one, Refused):
            found.append(What(f"{at}:{one.line}", refused=f"line {one.line} of {at}: {one.why}"))
            continue
        ids = {name: str(one.values[name]) for name in ("arxiv", "doi", "openreview", "acl", "pmlr") if
               name in one.values}  # fmt: skip
        found.append(What(f"{at}:{one.line}", with_others(ids), one.title, one))
    if len(found) == 1 and found[0].refused:
        raise ValueError(found[0].refused)
    if not found:
        raise ValueError(f"{at} has no record such as @article{{key, title={{...}}}}")
    return found
