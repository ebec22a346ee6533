"""What a contributor meant: the right value or the right shape, computed from what was written."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel

from ..patterns import regex
from ..read.names import FIELDS, meant_name
from ..words import fold, slug

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OTHER_MONTHS = {"mai": 5, "okt": 10, "dez": 12}  # of other languages
_DATE_PARTS = regex(r"\d+|[^\W\d_]{3,}")
_ARXIV = regex(r"(?<![\d.])(\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7})(?!\d)")
_DOI = regex(r"10\.\d{4,9}/[^\s\"'<>,;]+")


def right_value(rule: str, text: str) -> str:
    """The value that a rejected text means, by the rule that rejected it; "" if that is not clear.

    >>> right_value("bad-arxiv", "https://arxiv.org/pdf/1901.02860v3"), right_value("bad-date", "January 2019")
    ('1901.02860', '2019-01')
    """
    found = _FINDERS[rule](text) if rule in _FINDERS else ""
    return found if found != text else ""


def _arxiv(text: str) -> str:
    found = _ARXIV.search(text)
    return found[1] if found else ""


def _doi(text: str) -> str:
    found = _DOI.search(text)
    return found[0].rstrip(".,;)]}") if found and text.rstrip().endswith(found[0]) else ""


def _url(text: str) -> str:
    text = re.sub(r"^(https?): +//", r"\1://", text.strip(" `“”„‟‘’«»"))  # as YAML shows {https://...}
    if len(re.findall(r"https?://", text)) > 1:
        return ""
    linked = re.search(r"https?://[^\s<>()\[\]\"]+", text)
    if "@" in text:  # it may be a password
        return ""
    noted = re.match(r"(https?://\S+?)[,;]?\s+(?:[(\[–—-]|\S+\s+\S)", text)
    if noted:  # an address and words about it
        return noted[1]
    if linked and (linked[0] != text.strip()):
        return linked[0] if not re.search(r"\s", text.strip()) or text.strip()[0] in "<[(" else _quoted(text)
    if re.match(r"(https?:?/?/?|ftp://|//)?(www\.)?[\w-]+(\.[\w-]+)+(/\S*)?$", text.strip()):
        return "https://" + re.sub(r"^(https?:?/{0,2}|ftp://|//)", "", text.strip())
    if linked:
        return _quoted(text) if linked[0] != text else text
    return ""


def _quoted(text: str) -> str:
    return quote(text.strip(), safe="/:?#[]@!$&'()*+,;=%~").replace("[", "%5B").replace("]", "%5D")


def _date(text: str) -> str:
    if text.strip().lower() in ("today", "now"):
        return date.today().isoformat()
    parts = _DATE_PARTS.findall(text.partition("T")[0] if re.match(r"\d{4}-\d\d-\d\dT", text) else text)
    if len(parts) == 1 and re.fullmatch(r"(19|20)\d{6}", parts[0]):
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    names = [month for part in parts if (month := _month(part))]
    words = [part for part in parts if not part.isdigit()]
    numbers = [part for part in parts if part.isdigit()]
    years = [part for part in numbers if re.fullmatch(r"(19|20)\d\d", part)]
    if len(years) != 1 or len(names) > 1 or len(names) + len(numbers) > 3:
        return ""
    others = [int(part) for part in numbers if part is not years[0] and len(part) <= 2]
    if len(others) != len(numbers) - 1 or re.search(r"(?i)\bv\d|\bq\d", text):
        return re.sub(r"\W*\(?v\d+\)?$", "", text) if re.match(r"\d{4}-\d\d(-\d\d)?\W+v\d", text) else ""
    if names:
        month, days = names[0], others
    elif words and others:  # one of them may be the month
        return ""
    elif parts.index(years[0]) == 0:
        month, days = (others[0] if others else 0), others[1:]
    elif len(others) == 2 and max(others) <= 12 and others[0] != others[1]:
        first, second = (_day(years[0], month, [day]) for month, day in (others, reversed(others)))
        return f"{first} or {second}"
    else:
        month, days = min(others, default=0), [max(others)] if len(others) == 2 else []
    return _day(years[0], month, days)


def _month(word: str) -> int:
    """The number of the month that a word begins like; 0 for another word."""
    begin = fold(word)[:3]
    return _MONTHS.index(begin) + 1 if begin in _MONTHS else _OTHER_MONTHS.get(begin, 0)


def _day(year: str, month: int, days: list[int]) -> str:
    try:
        date(int(year), month, days[0] if days else 1)
    except ValueError:
        return ""
    return f"{year}-{month:02}" + (f"-{days[0]:02}" if days else "")


def _ident(text: str) -> str:
    """The id in a link to OpenReview, the ACL Anthology, PMLR or ORCID, or an arXiv class in brackets."""
    for pattern, form in (
        (r"openreview\.net/\w+\?(?:.*&)?(?:note)?id=([\w-]+)", r"\1"),
        (r"aclanthology\.org/(?:anthology/)?([\w.-]+?)(?:\.pdf|\.bib)?/?$", r"\1"),
        (r"proceedings\.mlr\.press/(v\d+)/([\w-]+?)(?:\.html|/.*)?$", r"\1/\2"),
        (r"orcid\.org/((?:\d{4}-){3}\d{3}[\dX])", r"\1"),
        (r"^(?:forum\?)?id=([\w-]+)$", r"\1"),
        (r"^([\w-]{8,12})&\w+", r"\1"),
        (r"^(v\d+/[\w-]+)\.html$", r"\1"),
        (r"^([\w.-]+)\.(?:pdf|bib)$", r"\1"),
        (r"^\[?([a-z-]+\.[A-Z]{2})\]?$", r"\1"),
        (r"\(([a-z-]+\.[A-Z]{2})\)", r"\1"),
    ):
        found = re.search(pattern, text.strip())
        if found:
            return found.expand(form)
    return ""


def year_in(text: str) -> str:
    """The year in a text, if there is one: 2022, '22.

    >>> year_in("ICLR 2022"), year_in("ICLR '22"), year_in("2021 or 2022")
    ('2022', '2022', '')
    """
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    short = re.findall(r"(?:['’‘]|^)([0-4]\d)(?!\d)", text.strip()) if not years else []
    return years[0] if len(years) == 1 else f"20{short[0]}" if len(short) == 1 else ""


_FINDERS: dict[str, Callable[[str], str]] = {
    "bad-arxiv": _arxiv,
    "bad-doi": _doi,
    "bad-url": _url,
    "bad-date": _date,
    "bad-id": _ident,
    "bad-year": year_in,
    "bad-key": lambda text: slug(text).encode("ascii", "ignore").decode().strip("-"),
}


def truth(text: str) -> bool | None:
    """Whether a word says yes or no; None if it says neither. The model knows the first ones itself.

    >>> truth("yes"), truth("Official"), truth("no, a port"), truth("perhaps")
    (True, True, False, None)
    """
    word = re.match(r"\W*(\w+)", text.lower())
    if word and word[1] in ("yes", "y", "true", "t", "on", "1", "official", "ja", "oui", "si", "sí", "da"):
        return True
    return (
        False if word and word[1] in ("no", "n", "false", "f", "off", "0", "unofficial", "nein", "non", "not") else None
    )


_PAGES_WORD = regex(r"(?i)^\s*(pp?|pages?|s|seiten?|p[aá]gs?|p[aá]ginas?)\b[.:]?\s*")


def tidy_pages(text: str) -> str:
    """A range of pages with one hyphen, and without the word.

    >>> tidy_pages("pp. 4296–4313"), tidy_pages("S. 10183 - 10192")
    ('4296-4313', '10183-10192')
    """
    return re.sub(r"\s*[-–—−]+\s*", "-", _PAGES_WORD.sub("", text)).strip()


# --- Shapes, by example ---

# The field of an item that a bare text gives.
_MAIN_FIELDS = ("url", "paper", "at", "name", "rule", "field")
_LONGEST_ITEM = 3  # words
ALL = ("all", "alle", "everything", "*")  # in place of the names of fields
_BLANK = "..."  # which is an error until it is replaced


def shape_hint(
    where: tuple[str | int, ...],
    value: object,
    item: type[BaseModel] | None,
    known: Mapping[str, str],
    *,
    is_list: bool,
) -> str:
    """What to write for a value of the wrong shape.

    `item` is the model of the value or of its items; `known` gives values of its fields that the entry shows.
    """
    name = str(next((step for step in reversed(where) if isinstance(step, str)), ""))
    if item and isinstance(value, dict) and all(isinstance(inner, str) for inner in value.values()):
        needed = {key: _BLANK for key, field in item.model_fields.items() if field.is_required() and key not in value}
        parts = {key: plain(inner) for key, inner in value.items()}
        return f"write {name}: [{{{', '.join(f'{key}: {inner}' for key, inner in {**needed, **parts}.items())}}}]"
    if item:
        given = [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, str)]
        example = ", ".join(_example(item, text, known) for text in given) or _example(item, "", known)
        if where and isinstance(where[-1], int):
            return f"in its place, write {example}"
        return f"write {name}: {f'[{example}]' if is_list else example}"
    if is_list and isinstance(value, str):
        if name == "fields" and value in ALL:
            return f"write fields: {known['fields']}"
        items = items_of(value)
        if name == "fields":
            items = [meant_name(one, FIELDS["papers"]) or one for one in items]
        if len(items) == 1 and len(value.split()) > _LONGEST_ITEM:
            return "write each item on a line of its own, after a hyphen and a space: `- item`"
        return f"write {name}: [{', '.join(map(plain, items))}]"
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return f"write {name}: {plain(value[0])}"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return f"write `{name}: >-`, and the text on the lines below without the hyphens, indented by two spaces"
    if isinstance(value, dict):
        texts = [inner for inner in value.values() if isinstance(inner, str)]
        if name in ("date", "added", "checked") and (day := _date("-".join(texts))):
            return f"write {name}: {day}"
        if len(texts) == 1 == len(value):
            return f"write {name}: {plain(texts[0])}"
        whole = ", ".join(f"{key}: {inner}" for key, inner in value.items() if isinstance(inner, str))
        return f"put the text in quotes: '{whole}'" if whole else ""
    return ""


def _example(item: type[BaseModel], text: str, known: Mapping[str, str]) -> str:
    fields = [name for name, field in item.model_fields.items() if field.is_required()]
    values = {**known, **(dict(_given(item, text)) if text else {})}
    return "{" + ", ".join(f"{name}: {values.get(name) or _BLANK}" for name in fields) + "}"


def _given(item: type[BaseModel], text: str) -> Iterator[tuple[str, str]]:
    """The fields that a bare text gives: of `EMNLP 2024` the name and the year."""
    main = next((name for name in _MAIN_FIELDS if name in item.model_fields), "")
    if main == "url":
        text = right_value("bad-url", text) or text
    year = year_in(text) if "year" in item.model_fields else ""
    if year:
        short = re.search(rf"\(([\w-]+)\W+{year}\)", text)  # ... (NeurIPS 2023)
        text = short[1] if short else " ".join(re.sub(rf"\W*\b{year}\b\W*", " ", text).split())
        yield "year", year
    yield main, plain(re.sub(r"\W+(main|poster|oral|spotlight)\W*$", "", text) if year else text)


def items_of(text: str) -> list[str]:
    """The items of a list that was written as one text: of names, each as `Given Family`."""
    text = html.unescape(text).replace("\u00a0", " ").strip("[](){} ") if "&" in text else text.strip("[](){} ")
    text = re.sub(r"\s+[–—−•·*-]\s*|\s+\(?\d+[.)]\s+", ";", re.sub(r"^\s*([–—−•·*-]|\(?\d+[.)])\s*", "", text))
    strong = re.split(r"\s*;\s*|,?\s+and\s+|\s+&\s+", text)
    if len(strong) == 1 or not all(re.fullmatch(r"[^,]+, [^,]+", name) for name in strong):
        # Not the commas inside brackets: Perceiver (Jaegle et al., 2021), Linformer
        return [name for part in strong for name in re.split(r"\s*[,，、](?![^()\[\]]*[)\]])\s*", part) if name]
    return [f"{given} {family}" for family, given in (name.split(", ") for name in strong)]


def plain(text: str) -> Any:
    """A text in a list or in braces, with quotes if it needs them."""
    needs = re.search(r"[,\[\]{}#:'\"&*!|>%@`]", text) or text != text.strip() or re.fullmatch(r"[\d.]+", text)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if needs else text
