"""BibTeX and BibLaTeX: the facts of each record."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping

from ..patterns import regex
from .facts import Facts, Read, Refused
from .given import as_kind, of_record
from .tex import plain

_NO_PAPERS = {
    "proceedings": "a volume of proceedings",
    "mvproceedings": "a volume of proceedings",
    "periodical": "a whole journal",
    "set": "a set of records",
}
_KINDS = {"software": "libraries", "dataset": "datasets"}
_PIECE = regex(r'\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}|"(?:[^"{}]|\{[^{}]*\})*"|[^\s#"{}]+')
_VENUES = ("journal", "journaltitle", "booktitle", "eventtitle")
_INHERITED = ("year", "date", "month", "volume", "publisher", "series")  # from the record that `crossref` names
_ADDRESSES = ("url", "ee", "pdf", "link", "howpublished", "code", "github", "repository")
_CLASS = regex(r"[a-z-]+(\.[A-Za-z-]+)?")
_URL = regex(r"https?://[^\s{}\\]+")


def facts_of(text: str, at: str) -> list[Facts]:
    """The facts of all records that can be read. `at` names the text as a source.

    >>> [one] = facts_of("@article{k, title={A {GPU} Clock}, author={Byron, Ada}, eprint={1903.00010}}", "refs.bib")
    >>> one.values
    {'title': 'A GPU Clock', 'authors': ['Ada Byron'], 'arxiv': '1903.00010', 'date': '2019-03'}
    """
    return [one for one in records(text, at) if isinstance(one, Facts)]


def records(text: str, at: str) -> Read:
    """The facts of each record, or why it gives none, in the order of the text."""
    from bibtexparser import model
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it logs is reported below
    blocks = parse_string(text, parse_stack=[]).blocks
    strings = {one.key.lower(): str(one.value) for one in blocks if isinstance(one, model.String)}
    found: list[tuple[int, str, dict[str, str]] | Refused] = []
    for block in blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, model.ParsingFailedBlock) and block.ignore_error_block is not None:
            block = block.ignore_error_block  # a key or a field that is there twice; the record is whole
        if isinstance(block, model.Entry):
            fields: dict[str, str] = {}
            for one in block.fields:
                fields.setdefault(one.key.lower(), _value(str(one.value), strings))
            found.append((line, block.entry_type.lower(), {**fields, "": block.key}))
        elif isinstance(block, model.ParsingFailedBlock):
            found.append(Refused(line, _fault(block.raw or "", str(getattr(block.error, "abort_reason", "")))))
    by_key = {one[2][""].strip().lower(): one[2] for one in found if not isinstance(one, Refused)}
    for record in found:
        yield record if isinstance(record, Refused) else _record(*record, by_key, at)


def _fault(raw: str, reason: str) -> str:
    begin = re.match(r"\s*@\w+\s*[{(]\s*([^\s,{}=]*)", raw)
    name = f"the record '{begin[1]}'" if begin and begin[1] else "this record"
    if "comma" in reason:
        return f"{name} cannot be read: a comma is missing after its key or after a field"
    return f"{name} cannot be read: a brace or a quotation mark is not closed"


def _value(raw: str, strings: Mapping[str, str], depth: int = 9) -> str:
    """The text of a value: `jan # " 12"`, `{Text}`, or the name of an `@string`."""
    if raw[:1] == "{" and raw[-1:] == "}" and "#" not in raw:
        return raw[1:-1]
    pieces = []
    for piece in _PIECE.findall(raw):
        if piece[:1] in '{"':
            pieces.append(piece[1:-1])
        else:
            known = strings.get(piece.lower()) if depth else None
            pieces.append(_value(known, strings, depth - 1) if known is not None else piece)
    return "".join(pieces) if pieces else raw


def _record(
    line: int, kind: str, fields: dict[str, str], by_key: Mapping[str, dict[str, str]], at: str
) -> Facts | Refused:
    parent = by_key.get(fields.get("crossref", "").strip().lower() or " ")
    if parent:
        fields = {**{name: parent[name] for name in _INHERITED if name in parent}, **fields}
        if title := parent.get("booktitle") or parent.get("title"):
            fields.setdefault("booktitle", title)
    title = plain(fields.get("title", ""))
    if subtitle := plain(fields.get("subtitle", "")):
        title = f"{title}: {subtitle}"
    if kind in _NO_PAPERS:
        return Refused(line, f"this is {_NO_PAPERS[kind]}, not a paper", title)
    if not title:
        return Refused(line, f"the record '{fields['']}' has no title")
    date = fields.get("date", "").partition("/")[0] or " ".join((fields.get("month", ""), fields.get("year", "")))
    values = of_record(
        title,
        _names(fields.get("author", "")),
        texts=_texts(fields),
        addresses=_addresses(fields),
        place=next((plain(fields[name]) for name in _VENUES if fields.get(name)), ""),
        date=plain(date),
        volume=plain(fields.get("volume", "")),
        number=plain(fields.get("number") or fields.get("issue", "")),
        pages=plain(fields.get("pages", "")),
    )
    arxiv_class = (fields.get("primaryclass") or fields.get("eprintclass") or "").strip()
    if values.get("arxiv") and _CLASS.fullmatch(arxiv_class):
        values["arxiv_class"] = arxiv_class
    folder = _KINDS.get(kind, "papers")
    return Facts(at, as_kind(values, folder), line, plain(fields.get("abstract", "")), folder)


def _names(text: str) -> Iterator[str]:
    """The names as printed, given name first. A team in braces is one name."""
    from bibtexparser.middlewares import names

    for name in names.split_multiple_persons_names(" ".join(text.split())):
        if re.fullmatch(r"\{[^{}]*\}", name):
            yield plain(name)
            continue
        try:
            parts = names.parse_single_name_into_parts(name, strict=False)
        except names.InvalidNameError:
            yield plain(name)
            continue
        printed = " ".join(map(plain, [*parts.first, *parts.von, *parts.last]))
        yield f"{printed}, {plain(' '.join(parts.jr))}" if parts.jr else printed


def _texts(fields: Mapping[str, str]) -> Iterator[str]:
    """The texts that may contain an id."""
    eprint = fields.get("eprint", "").strip()
    kind = (fields.get("eprinttype") or fields.get("archiveprefix") or "arxiv").lower()
    if eprint and kind == "arxiv":
        yield f"arXiv:{re.sub(r'(?i)^arxiv:', '', eprint)}"
    yield from (plain_address(fields.get(name, "")) for name in ("doi", "note", "openreview", "journal", "number"))


def _addresses(fields: Mapping[str, str]) -> Iterator[str]:
    for name in _ADDRESSES:
        if found := _URL.search(plain_address(fields.get(name, ""))):
            yield found[0]


def plain_address(text: str) -> str:
    r"""The address in `\url{...}`, without the backslashes before `_`, `%`, `&` and `#`."""
    return re.sub(r"\\([_%&#~])", r"\1", re.sub(r"\\url\s*|[{}]", "", text)).strip()
