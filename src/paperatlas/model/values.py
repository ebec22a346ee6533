"""The kinds of text that a field may hold: ids, dates, URLs. Each error says what was expected.

The type of an error is the id of a rule, so it is reported like the error of any other rule.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from ..maths import FormulaError, mathml
from ..patterns import regex

KEY = regex(r"[a-z0-9]+(-[a-z0-9]+)*")
ARXIV = regex(r"(\d\d)(\d\d)\.\d{4,5}", re.ASCII)
ARXIV_OLD = regex(r"([a-z]+(?:-[a-z]+)?)(?:\.[A-Z]{2})?/((\d\d)(\d\d)\d{3})", re.ASCII)
_FIELD_NAME = regex(r"[a-z][a-z0-9_-]*")
_DOI = regex(r"10\.[0-9]{4,9}/[^\s\"\\]+")
_NOT_IN_URL = regex(r"[\s\"<>\\^`{|}“”„«»]")
_PLAIN_URL = regex(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[A-Za-z0-9/._~%=?&#+-]*)?")
_DATE = regex(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_YEAR = regex(r"[0-9]{4}")


# What a text is not, and what to write instead: the check, editors and the form on the site say it in these words.
_NOT_KEY = "not a key; use lower-case letters and digits, joined by single hyphens"
_NOT_ARXIV = "not an arXiv id; write one such as 2312.06635, without version"
_NOT_DOI = "not a DOI; write one such as 10.18653/v1/2024.acl-long.518, without https://doi.org/"
_NOT_URL = "not a URL: it must start with https:// or http://"
_NOT_DATE = "not a date; write YYYY, YYYY-MM or YYYY-MM-DD"
_NOT_PAGES = "not a range of pages; write a page or a range of pages such as 7025-7041"


def _reject(rule: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(rule, "{message}", {"message": message})


def _shape(rule: str, pattern: str, expected: str) -> Any:
    """The form of a text in its JSON Schema, what editors say of a text of another form, and the rule that says so."""
    return Field(json_schema_extra={"pattern": f"^{pattern}$", "patternErrorMessage": expected, "x-rule": rule})


def _key(text: str) -> str:
    if len(text) > 100:  # it becomes the name of a folder
        raise _reject("bad-key", f"the key has {len(text)} characters; the limit is 100")
    if not KEY.fullmatch(text):
        raise _reject("bad-key", f"'{text}' is {_NOT_KEY}")
    return text


def _field_name(text: str) -> str:
    if not _FIELD_NAME.fullmatch(text) or text in ("key", "name", "where"):
        expected = "a lower-case word other than key, name and where"
        raise _reject("bad-field-name", f"'{text}' cannot be the name of a method field; use {expected}")
    return text


def _arxiv(text: str) -> str:
    found, old = ARXIV.fullmatch(text), ARXIV_OLD.fullmatch(text)
    if not found and not old:
        raise _reject("bad-arxiv", f"'{text}' is {_NOT_ARXIV}")
    year, month = (found[1], found[2]) if found else (old[3], old[4]) if old else ("", "")
    if not 1 <= int(month) <= 12:
        raise _reject("bad-arxiv", f"the arXiv id '{text}' has month {month}; months are 01 to 12")
    if found and year + month < "0704":
        raise _reject("bad-arxiv", f"the arXiv id '{text}' is before 0704, when ids of this form began")
    if found and (len(text) == 10) != (year >= "15"):
        digits = "five digits after the dot from 2015 on" if year >= "15" else "four digits after the dot until 2014"
        raise _reject("bad-arxiv", f"'{text}' is not an arXiv id: there are {digits}")
    if old and not "1991-07" <= arxiv_month(text) <= "2007-03":
        raise _reject("bad-arxiv", f"ids such as '{text}' are from 9107 to 0703; later ones look like 2312.06635")
    return text


def arxiv_month(text: str) -> str:
    """The month of an arXiv id, or "" if it is none.

    >>> arxiv_month("2312.06635"), arxiv_month("math.GT/0309136"), arxiv_month("hep-th/9901001")
    ('2023-12', '2003-09', '1999-01')
    """
    found, old = ARXIV.fullmatch(text), ARXIV_OLD.fullmatch(text)
    year, month = (found[1], found[2]) if found else (old[3], old[4]) if old else ("", "00")
    if not 1 <= int(month) <= 12:
        return ""
    return f"{'19' if year > '90' else '20'}{year}-{month}"


def comparable_arxiv(text: str) -> str:
    """The id without its subject class: arXiv gives one paper under both.

    >>> comparable_arxiv("math.GT/0309136"), comparable_arxiv("2312.06635")
    ('math/0309136', '2312.06635')
    """
    return ARXIV_OLD.sub(r"\1/\2", text)


def _doi(text: str) -> str:
    if not _DOI.fullmatch(text) or text[-1] in ".,;":
        raise _reject("bad-doi", f"'{text}' is {_NOT_DOI}")
    return text


def _url(text: str) -> str:
    if _PLAIN_URL.fullmatch(text):  # nearly all; the rest is looked at part by part
        return text
    try:
        parts = urlsplit(text)
        host, user = parts.hostname, parts.username
        _ = parts.port
    except ValueError as error:
        raise _reject("bad-url", f"'{text}' is not a URL: {error}") from None
    if parts.scheme not in ("http", "https"):
        raise _reject("bad-url", f"'{text}' is {_NOT_URL}")
    if not host or _NOT_IN_URL.search(text):
        raise _reject("bad-url", f"'{text}' is not a URL: percent-encode spaces, quotes and brackets")
    if user is not None or parts.password is not None:
        raise _reject("bad-url", f"the URL of '{host}' contains a user name or password; remove them")
    return text


def _date(text: str) -> str:
    found = _DATE.fullmatch(text)
    try:
        if not found:
            raise ValueError
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        raise _reject("bad-date", f"'{text}' is {_NOT_DATE}") from None
    return text


def _year(text: str) -> str:
    if not _YEAR.fullmatch(str(text)):
        raise _reject("bad-year", f"'{text}' is not a year; write YYYY")
    return text


def _day(text: str) -> str:
    if len(_date(text)) != 10:
        raise _reject("bad-date", f"'{text}' has no day; write YYYY-MM-DD")
    return text


_PAGE = r"([A-Za-z]{0,2})(\d+)(?::(\d+))?"
_PAGES = regex(rf"{_PAGE}(?:-{_PAGE})?|[ivxlcdm]+(?:-[ivxlcdm]+)?", re.ASCII)


def _pages(text: str) -> str:
    found = _PAGES.fullmatch(text)
    if not found:
        tidy = re.sub(r"\s*(?:--+|[-‐‑–—−])\s*", "-", re.sub(r"(?i)^(pp?|pages?)\b[.:]?\s*", "", text.strip()))
        rest = f"not a range of pages; write {tidy}" if _PAGES.fullmatch(tidy) else _NOT_PAGES
        raise _reject("bad-id", f"'{text}' is {rest}")
    prefix, first, inner, last_prefix, last, last_inner = found.groups()
    if first and not last and prefix and len(first) > 4:
        raise _reject("bad-id", f"'{text}' is the number of an article; write it as `article`, not as `pages`")
    if last and prefix == last_prefix and (int(last), int(last_inner or 0)) < (int(first), int(inner or 0)):
        raise _reject("bad-id", f"the pages '{text}' end before they begin; write both numbers in full")
    return text


def _one_line(most: int) -> Any:
    def check(text: str) -> str:
        line = " ".join(text.split())
        if len(line) > most:
            raise _reject("bad-length", f"this text has {len(line)} characters; the limit is {most}")
        return line

    return AfterValidator(check)


_MONTH = r"(0[1-9]|1[0-2])"
_DAY = rf"\d{{4}}-{_MONTH}-(0[1-9]|[12]\d|3[01])"
_ID_OF_ARXIV = rf"((0[7-9]|1[0-4]){_MONTH}\.\d{{4}}|\d\d{_MONTH}\.\d{{5}}|[a-z]+(-[a-z]+)?(\.[A-Z]{{2}})?/\d{{7}})"
Key = Annotated[str, AfterValidator(_key), _shape("bad-key", KEY.pattern, _NOT_KEY)]
FieldName = Annotated[str, AfterValidator(_field_name)]
ArxivId = Annotated[str, AfterValidator(_arxiv), _shape("bad-arxiv", _ID_OF_ARXIV, _NOT_ARXIV)]
Doi = Annotated[str, AfterValidator(_doi), _shape("bad-doi", r'10\.\d{4,9}/[^\s"\\]*[^\s"\\.,;]', _NOT_DOI)]
Url = Annotated[str, AfterValidator(_url), _shape("bad-url", "https?://.+", _NOT_URL)]
Date = Annotated[str, AfterValidator(_date), _shape("bad-date", rf"(\d{{4}}(-{_MONTH})?|{_DAY})", _NOT_DATE)]
Day = Annotated[str, AfterValidator(_day), _shape("bad-date", _DAY, "not a day; write YYYY-MM-DD")]
Year = Annotated[int, BeforeValidator(_year), Field(ge=1900, le=2100)]


def _latex(text: str) -> str:
    try:
        mathml(text)
    except FormulaError as error:
        raise _reject("bad-formula", f"the formula '{text}' cannot be read: {error}") from None
    return text


Latex = Annotated[str, AfterValidator(_latex)]


def _number(text: object) -> float:
    try:
        found = float(str(text))
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise _reject("bad-number", f"'{text}' is not a number; write one such as 0.9")
    return found


Number = Annotated[float, BeforeValidator(_number)]


def _ident(pattern: str, what: str) -> Any:
    compiled = re.compile(pattern, re.ASCII)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise _reject("bad-id", f"'{text}' is not {what}")
        return text

    return AfterValidator(check)


def _id_shape(pattern: str, what: str) -> Any:
    return _shape("bad-id", pattern, f"not {what}")


_OPENREVIEW = (r"[\w-]{6,20}", "an OpenReview id such as ia5XvxFUJT, the part after forum?id=")
_ACL = (r"(?!.*\.(?:pdf|bib)$)[\w.-]+", "an ACL Anthology id such as 2024.acl-long.518")
_PMLR = (r"v\d+/[\w-]+", "a PMLR id such as v235/yang24ab")
_CLASS = (r"[a-z-]+(\.[A-Za-z-]+)?", "an arXiv class such as cs.LG")
CITE_KEY = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"
_CITE_KEY = (CITE_KEY, "a citation key such as yang2024gated: letters and digits of ASCII, - and _")
Openreview = Annotated[str, _ident(*_OPENREVIEW), _id_shape(*_OPENREVIEW)]
AclId = Annotated[str, _ident(*_ACL), _id_shape(*_ACL)]
PmlrId = Annotated[str, _ident(*_PMLR), _id_shape(*_PMLR)]
ArxivClass = Annotated[str, _ident(*_CLASS), _id_shape(*_CLASS)]
CiteKey = Annotated[str, _ident(*_CITE_KEY), _id_shape(*_CITE_KEY)]
TLDR_LENGTH = 110  # in characters
Tldr = Annotated[str, _one_line(TLDR_LENGTH), Field(json_schema_extra={"maxLength": TLDR_LENGTH})]
PHRASE_LENGTH = 90  # in characters
Phrase = Annotated[str, _one_line(PHRASE_LENGTH), Field(json_schema_extra={"maxLength": PHRASE_LENGTH})]
Award = Annotated[str, _one_line(60), Field(json_schema_extra={"maxLength": 60})]
Pages = Annotated[str, AfterValidator(_pages), _shape("bad-id", f"({_PAGES.pattern})", _NOT_PAGES)]


def _orcid(text: str) -> str:
    """Checks the last character, which follows from the others (ISO 7064, MOD 11-2)."""
    digits = text.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    expected = "0123456789X"[(12 - total % 11) % 11]
    if digits[-1] != expected or not digits.strip("0"):
        raise _reject("bad-id", f"the ORCID iD '{text}' has a typing mistake: its check digit is wrong; copy it again")
    return text


def _issn(text: str) -> str:
    """Checks the last character, which follows from the others."""
    digits = text.replace("-", "")
    total = sum(int(digit) * weight for digit, weight in zip(digits[:-1], range(8, 1, -1), strict=True))
    expected = "0123456789X"[-total % 11]
    if digits[-1] != expected:
        raise _reject("bad-id", f"the ISSN '{text}' has a typing mistake: its check digit is wrong; copy it again")
    return text


Issn = Annotated[str, _ident(r"\d{4}-\d{3}[\dX]", "an ISSN such as 2640-3498"), AfterValidator(_issn)]
Orcid = Annotated[
    str, _ident(r"(\d{4}-){3}\d{3}[\dX]", "an ORCID iD such as 0000-0002-1825-0097"), AfterValidator(_orcid)
]
