"""CSL-JSON, as Zotero, Pandoc and citation servers write it: the facts of each item."""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Iterator, Mapping

from ..patterns import regex
from .facts import Facts, Read, Refused
from .given import as_kind, of_record

_KINDS = {"software": "libraries", "dataset": "datasets"}
_ITEM = regex(r'"(?:id|type|title|itemType)"\s*:')
_TWICE = " twice"  # no field of CSL-JSON begins with a space
_TAG = regex(r"</?(?:i|b|em|strong|sub|sup|span|sc)\b[^>]*>")
Item = Mapping[str, object]


def records(text: str, at: str) -> Read:
    """The facts of each item, or why it gives none, in the order of the text.

    A list of items, one item, and the envelopes `{"items": [...]}` and `{"message": {...}}` are read.
    """
    try:
        whole = json.loads(text, object_pairs_hook=_fields)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        yield Refused(line, f"this is no whole JSON: {getattr(error, 'msg', 'it is nested too deep')}; save it again")
        return
    lines = iter(_lines(text))
    line = 1
    for item in _items(whole):
        line = next(lines, line) if isinstance(item, dict) else line
        yield _record(line, item, at) if isinstance(item, dict) else Refused(line, "this is not an item, `{...}`")


def _fields(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The fields of an object. Of a field that is there twice, JSON keeps the last one without a word."""
    found = dict(pairs)
    twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    return {**found, _TWICE: twice[0]} if twice else found


def _items(whole: object) -> list[object]:
    if isinstance(whole, dict):
        inner = whole.get("items") or whole.get("references") or whole.get("message")
        return _items(inner) if isinstance(inner, list | dict) else [whole]
    return whole if isinstance(whole, list) else [whole]


def _lines(text: str) -> list[int]:
    """The line on which each item begins: each brace at the depth of the first one with a field of an item below it."""
    first = _ITEM.search(text)
    target = _depth(text[: first.start()]) if first else 1
    found, depth, line, is_string, is_escaped = [], 0, 1, False, False
    for char in text:
        if char == "\n":
            line += 1
        if is_string:
            is_string = is_escaped or char != '"'
            is_escaped = char == "\\" and not is_escaped
        elif char == '"':
            is_string = True
        elif char in "{[":
            depth += 1
            if depth == target and char == "{":
                found.append(line)
        elif char in "}]":
            depth -= 1
    return found


def _depth(text: str) -> int:
    return sum(text.count(char) for char in "{[") - sum(text.count(char) for char in "}]")


def _record(line: int, item: Item, at: str) -> Facts | Refused:
    title = _text(item, "title")
    if not title:
        return Refused(line, f"the item '{item['id']}' has no title" if item.get("id") else "this item has no title")
    if item.get(_TWICE):
        return Refused(line, f"the field '{item[_TWICE]}' is there twice; remove one of the two", title)
    kind = _KINDS.get(_text(item, "type"), "papers")
    is_preprint = (
        "preprint" in (_text(item, "genre").lower(), _text(item, "type")) or "arxiv" in _text(item, "publisher").lower()
    )
    values = of_record(
        title,
        list(_names(item.get("author"))),
        texts=[_text(item, name) for name in ("DOI", "number", "note", "archive_location", "arxivId")],
        addresses=[_text(item, "URL")],
        place="" if is_preprint else _text(item, "container-title", "event-title", "event"),
        date=_date(item.get("issued")),
        volume=_text(item, "volume"),
        number=_text(item, "issue"),
        pages=_text(item, "page"),
    )
    return Facts(at, as_kind(values, kind), line, _text(item, "abstract"), kind)


def _text(item: Item, *names: str) -> str:
    """The first of some values, as plain text. Crossref gives lists of one text."""
    for name in names:
        value = item.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
            return " ".join(html.unescape(_TAG.sub("", str(value))).split())
    return ""


def _names(authors: object) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else []:
        if not isinstance(author, dict):
            continue
        whole = _text(author, "literal", "name")
        particle = _text(author, "non-dropping-particle") or _text(author, "dropping-particle")
        parts = [_text(author, "given"), particle, _text(author, "family")]
        name = whole or " ".join(part for part in parts if part)
        suffix = _text(author, "suffix")
        if name:
            yield f"{name}, {suffix}" if suffix and not whole else name


def _date(issued: object) -> str:
    if not isinstance(issued, dict):
        return str(issued or "")
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = [str(part) for part in first or [] if part] if isinstance(first, list) else []
    if not numbers:
        return str(issued.get("raw") or issued.get("literal") or "")
    return "-".join([numbers[0], *(number.zfill(2) for number in numbers[1:3])])
