"""RIS: the facts of each record.

Our own reader: rispy gives no lines, and drops a record without an end (`ER`) without a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ..patterns import regex
from .facts import Facts, Read, Refused
from .given import as_kind, of_record

_LINE = regex(r"\ufeff?([A-Z][A-Z0-9])  ?-(?: (.*))?$")
_NO_PAPERS = {"JFULL": "a whole journal"}
_KINDS = {"COMP": "libraries", "DATA": "datasets"}
Fields = Mapping[str, Sequence[str]]


def records(text: str, at: str) -> Read:
    """The facts of each record, or why it gives none, in the order of the text."""
    for line, fields in _fields(text):
        title = _first(fields, "TI", "T1", "CT")
        if "TY" not in fields:
            yield Refused(line, "this record does not begin with a line `TY  - `", title)
        elif what := _NO_PAPERS.get(_first(fields, "TY")):
            yield Refused(line, f"this is {what}, not a paper", title)
        elif not title:
            yield Refused(line, "this record has no title")
        else:
            yield _record(line, title, fields, at)


def _fields(text: str) -> Iterator[tuple[int, Fields]]:
    """The fields of each record, with the line on which it begins."""
    fields: defaultdict[str, list[str]] = defaultdict(list)
    begin, tag = 1, ""
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LINE.match(line)
        if found and found[1] in ("TY", "ER") and fields:
            yield begin, fields
            fields, tag = defaultdict(list), ""
        if found and found[1] != "ER":
            begin = begin if fields else number
            tag = found[1]
            fields[tag].append((found[2] or "").strip())
        elif line.strip() and not found and fields:  # a value of several lines
            fields[tag][-1] = f"{fields[tag][-1]} {line.strip()}".strip()
    if fields:
        yield begin, fields


def _first(fields: Fields, *tags: str) -> str:
    return next((value for tag in tags for value in fields.get(tag, ()) if value), "")


def _record(line: int, title: str, fields: Fields, at: str) -> Facts:
    kind = _KINDS.get(_first(fields, "TY"), "papers")
    is_preprint = _first(fields, "M3").lower() == "preprint"
    first, last = _first(fields, "SP"), _first(fields, "EP")
    date = _first(fields, "DA", "PY", "Y1").partition(" ")[0].replace("/", "-").strip("-")
    values = of_record(
        title,
        [name for tag in ("AU", "A1") for name in fields.get(tag, ())],
        texts=[text for tag in ("DO", "AN", "M1", "SN", "N1", "VL") for text in fields.get(tag, ())],
        addresses=[
            one.strip() for tag in ("UR", "LK", "L1") for text in fields.get(tag, ()) for one in text.split(";")
        ],
        place="" if is_preprint else _first(fields, "T2", "JF", "JO", "C3", "BT", "JA", "J2"),
        date=date if is_preprint or not _first(fields, "PY") else _first(fields, "PY").strip("/"),
        volume=_first(fields, "VL"),
        number=_first(fields, "IS"),
        pages=f"{first}-{last}" if last and "-" not in first else first,
    )
    return Facts(at, as_kind(values, kind), line, _first(fields, "AB", "N2"), kind)
