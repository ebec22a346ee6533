"""BibTeX and BibLaTeX: the facts of each record."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping

from ..model.values import arxiv_month
from ..patterns import regex
from .facts import Facts, Read, Refused
from .given import Values, add_date, add_link, add_venue, as_kind
from .ids import address_in, ids_in, is_valid
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
_ADDRESSES = ("url", "ee", "pdf", "link", "howpublished")
_WITH_IDS = ("doi", *_ADDRESSES, "note", "openreview", "journal", "number", "volume")
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
    values: Values = {"title": title, "authors": list(_names(fields.get("author", "")))}
    _add_ids(values, fields)
    _add_place(values, fields)
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


def _add_ids(values: Values, fields: Mapping[str, str]) -> None:
    eprint = fields.get("eprint", "").strip()
    kind = (fields.get("eprinttype") or fields.get("archiveprefix") or "").lower()
    if eprint and kind in ("", "arxiv"):
        for name, value in ids_in(f"arXiv:{re.sub(r'(?i)^arxiv:', '', eprint)}").items():
            values[name] = value
    arxiv_class = fields.get("primaryclass", "").strip() or fields.get("eprintclass", "").strip()
    for name in _WITH_IDS:
        text = plain_address(fields.get(name, ""))
        found = ids_in(text.replace("abs/", "arXiv:") if name == "volume" else text)
        if found:
            values.setdefault(*next(iter(found.items())))
        elif name in _ADDRESSES and (address := _URL.search(text)):
            add_link(values, address_in(address[0]))
    for name in ("code", "github", "repository"):
        if address := _URL.search(fields.get(name, "")):
            add_link(values, address[0], "code")
    if "arxiv" in values and re.fullmatch(r"[a-z-]+(\.[A-Za-z-]+)?", arxiv_class):
        values["arxiv_class"] = arxiv_class


def plain_address(text: str) -> str:
    r"""The address in `\url{...}`, without the backslashes before `_`, `%`, `&` and `#`."""
    return re.sub(r"\\([_%&#~])", r"\1", re.sub(r"\\url\s*|[{}]", "", text)).strip()


def _add_place(values: Values, fields: Mapping[str, str]) -> None:
    date = fields.get("date", "").strip() or " ".join((fields.get("month", ""), fields.get("year", "")))
    date = plain(date).partition("/")[0].strip()
    year = next(iter(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", date)), "")
    place = next((plain(fields[name]) for name in _VENUES if fields.get(name)), "")
    parts = {name: plain(fields.get(name, "")) for name in ("volume", "number", "pages")}
    parts["number"] = parts["number"] or plain(fields.get("issue", ""))
    if place.lower() in ("corr", "arxiv") or arxiv_month(parts["volume"].removeprefix("abs/")):
        place = ""
    add_venue(values, place, year, **parts)
    if not is_valid("doi", str(values.get("doi", "10.1234/x"))):
        del values["doi"]
    if values.get("arxiv") or not values.get("openreview"):
        add_date(values, date if not values.get("venue") else year)
